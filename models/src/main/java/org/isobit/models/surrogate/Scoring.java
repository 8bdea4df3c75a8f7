package org.isobit.models.surrogate;

import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.cholesky.Cholesky;

/**
 * The last steps to the estimate that makes the observations most likely. Expectation-maximisation comes near it
 * quickly and at it slowly: where the model's error is small, what a step changes is the share of the observations'
 * information in that of the whole trajectory. From there Fisher's scoring goes on (Aitkin and Aitkin 1996, Stat.
 * Comput. 6, 127–130), on the evidence E(A, q) of a filter, with d_k the innovations and S_k their covariance,
 *
 * <pre>
 *   ΔA = (Σ_k J_kᵀ·S_k⁻¹·J_k)⁻¹·K·∂E/∂A,   J_k = ∂d_k/∂A
 * </pre>
 *
 * the derivatives by differences of runs of the filter, one a parameter. A step that does not raise the evidence is
 * halved. After it q becomes that of the greatest evidence, sought in factors on both sides. Steps end when one
 * raises the logarithm of the likelihood of all observations by less than 0.5. A step costs as many runs of the filter
 * as there are parameters, and some. Immutable, thread-safe.
 */
public final class Scoring {

  /**
   * By how much a parameter is changed for a difference: so that forecasts change by this, about. The error of the
   * gradient, half of it times the diagonal of the information, is to be small beside what parameters that make up for
   * each other leave of it.
   */
  private static final double CHANGE = 1e-6;
  private static final int HALVINGS = 6;
  private static final double[] FIRST_FACTORS = {4.0, 2.0, 1.25};
  private static final double[] FACTORS = {1.25};

  /** Gain of the logarithm of the likelihood of all observations below which a step is the last one. */
  private static final double GAIN = 0.5;

  /** Variance below which a model is taken for perfect. */
  private static final double LEAST = 1e-8;

  /** Hears of steps, in their order. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Is called after each step.
     *
     * @param step     from 0
     * @param estimate where it has come to
     * @param evidence there
     */
    void heard(int step, Estimate estimate, double evidence);
  }

  private final Surrogate surrogate;
  private final SmoothingStep smoothing;

  /**
   * Steps on the evidence of a smoother's filter.
   *
   * @param surrogate the family of models
   * @param smoothing observations, members, filter and noise
   */
  public Scoring(Surrogate surrogate, SmoothingStep smoothing) {
    this.surrogate = Objects.requireNonNull(surrogate, "surrogate");
    this.smoothing = Objects.requireNonNull(smoothing, "smoothing");
  }

  /**
   * Takes some steps.
   *
   * @param start    A and Q at the beginning
   * @param scales   how much one-step forecasts change with each parameter, {@link Surrogate#scales}
   * @param steps    at most, at least 1
   * @param listener hears of each
   * @param workers  threads that share the runs of the filter, on which nothing depends
   * @return the estimate
   * @throws IllegalArgumentException if shapes differ
   * @throws NumericalException       if the filter fails, or the observations do not tell parameters apart
   */
  public Estimate run(Estimate start, double[] scales, int steps, Listener listener, Workers workers) {
    Checks.positive("Scoring", "steps", steps);
    Estimate at = start;
    double evidence = evidence(at);
    for (int s = 0; s < steps; s++) {
      double before = evidence;
      double[] step = step(at, scales, workers);
      double factor = 1.0;
      for (int half = 0; half <= HALVINGS; half++, factor *= 0.5) {
        Estimate next = moved(at, factor, step);
        double reached = evidence(next);
        if (reached > evidence) {
          at = next;
          evidence = reached;
          break;
        }
      }
      for (double ratio : s == 0 ? FIRST_FACTORS : FACTORS) {
        for (double direction : new double[] {1.0 / ratio, ratio}) {
          Estimate next = scaled(at, direction);
          double reached = evidence(next);
          while (reached > evidence && next.deviation() * next.deviation() > LEAST) {
            at = next;
            evidence = reached;
            next = scaled(at, direction);
            reached = evidence(next);
          }
        }
      }
      listener.heard(s, at, evidence);
      if (!((evidence - before) * smoothing.times() > GAIN)) {
        break;
      }
    }
    return at;
  }

  /** −∞ where the filter fails: no such model is gone on to. */
  private double evidence(Estimate at) {
    try {
      return smoothing.filter(surrogate.model(at.parameters()), at.variances(), (time, d, s) -> { },
          Workers.serial());
    } catch (NumericalException e) {
      return Double.NEGATIVE_INFINITY;
    }
  }

  private static Estimate moved(Estimate at, double factor, double[] step) {
    double[] a = at.parameters().clone();
    for (int p = 0; p < a.length; p++) {
      a[p] = Math.fma(factor, step[p], a[p]);
    }
    return new Estimate(a, at.variances());
  }

  private static Estimate scaled(Estimate at, double factor) {
    double[] variances = at.variances().clone();
    for (int i = 0; i < variances.length; i++) {
      variances[i] *= factor;
    }
    return new Estimate(at.parameters(), variances);
  }

  /** Innovations of a run, time by time. */
  private record Run(double[][] innovations, double evidence) {}

  private double[] step(Estimate at, double[] scales, Workers workers) {
    int count = at.parameters().length;
    int times = smoothing.times();
    Cholesky[] factors = new Cholesky[times];
    Run base = run(at.parameters(), at.variances(), factors);
    Run[] runs = new Run[count];
    workers.run(count, (p, slot) -> {
      double[] a = at.parameters().clone();
      a[p] += CHANGE / scales[p];
      runs[p] = run(a, at.variances(), null);
    });
    double[] information = new double[count * count];
    double[] right = new double[count];
    for (int k = 0; k < times; k++) {
      int m = base.innovations[k].length;
      double[] j = new double[m * count];
      for (int p = 0; p < count && m > 0; p++) {
        for (int i = 0; i < m; i++) {
          j[i * count + p] = (runs[p].innovations[k][i] - base.innovations[k][i]) / CHANGE;
        }
      }
      if (m > 0) {
        factors[k].solveLower(count, j, 0, count);
        Gemm.gram(true, count, m, 1.0, j, 0, count, 1.0, information, 0, count, Workers.serial());
      }
    }
    for (int p = 0; p < count; p++) {
      right[p] = (runs[p].evidence - base.evidence) / CHANGE * times;
    }
    new Cholesky().factor(count, information, 0, count).solve(1, right, 0, 1);
    for (int p = 0; p < count; p++) {
      right[p] /= scales[p];
    }
    return right;
  }

  private Run run(double[] a, double[] variances, Cholesky[] factors) {
    double[][] innovations = new double[smoothing.times()][];
    double evidence = smoothing.filter(surrogate.model(a), variances, (time, d, s) -> {
      innovations[time] = d;
      if (factors != null) {
        factors[time] = s;
      }
    }, Workers.serial());
    return new Run(innovations, evidence);
  }
}
