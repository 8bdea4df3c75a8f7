package org.isobit.models.surrogate;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.elementary.LogReference;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.reduce.Reduce;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.smoothing.GaussianChain;
import org.isobit.models.surrogate.DifferentiableSurrogate.Derivatives;

/**
 * The likeliest trajectory of a model with noise, and the Gaussian law about it: an iterated extended smoother, or
 * weak-constraint 4D-Var over all observation times at once, by Gauss–Newton steps on
 *
 * <pre>
 *   J(x_0 … x_K) = ½·‖x_0 − b‖²_{B⁻¹} + ½·Σ_k ‖y_k − H_k·x_k‖²_{R_k⁻¹} + ½·Σ_k ‖x_k − F_A(x_{k−1})‖²_{Q⁻¹}
 * </pre>
 *
 * <p>whose Hessian is block tridiagonal ({@link GaussianChain}; Bell 1994, SIAM J. Optim. 4, 626–636). A step that
 * does not lower J is halved; steps end when the next one promises to take less than {@link #TOLERANCE} off J. With H
 * the Hessian there, the logarithm of the density of the observations is, by Laplace's approximation,
 *
 * <pre>
 *   ln p(y) = −J − ½·ln|H| − ½·ln|B| − ½·K·ln|Q| − ½·Σ_k (ln|R_k| + p_k·ln 2π)
 * </pre>
 *
 * <p>exact for linear models. B is diagonal, observations are linear with errors that are independent. A step costs
 * n tangent runs of each interval and about 6·n³ flops. Immutable, thread-safe.
 */
public final class LaplaceSmoother {

  /** What the next step must promise to take off J. */
  public static final double TOLERANCE = 1e-3;

  private static final String NAME = "LaplaceSmoother";
  private static final int MOST_STEPS = 60;
  private static final int HALVINGS = 10;

  /**
   * What is known of a trajectory.
   *
   * @param states      x_0 to x_K, the likeliest
   * @param law         the law about them
   * @param derivatives of the intervals, by state
   * @param evidence    ln p(y) of all observations
   * @param steps       Gauss–Newton steps that were taken
   */
  public record Posterior(double[][] states, GaussianChain law, Derivatives derivatives, double evidence, int steps) {}

  /** HᵀR⁻¹H, HᵀR⁻¹y, yᵀR⁻¹y and ln|R| + p·ln 2π of a time. */
  private record Observed(double[] precision, double[] weighted, double squares, double logs) {}

  private final DifferentiableSurrogate surrogate;
  private final double[] background;
  private final double[] precision;
  private final Observed[] observed;
  private final int n;
  private final double tolerance;

  /**
   * A smoother.
   *
   * @param surrogate    the family of models
   * @param initial      members at time 0: their mean is b, their variances are B
   * @param observations of times 1 to K
   * @throws IllegalArgumentException if shapes differ, members have no spread, errors are correlated or an operator
   *                                  does not say that it is linear
   */
  public LaplaceSmoother(DifferentiableSurrogate surrogate, Ensemble initial, List<Observations> observations) {
    this(surrogate, initial, observations, TOLERANCE);
  }

  LaplaceSmoother(DifferentiableSurrogate surrogate, Ensemble initial, List<Observations> observations,
      double tolerance) {
    this.tolerance = tolerance;
    this.surrogate = Objects.requireNonNull(surrogate, "surrogate");
    n = surrogate.size();
    if (initial.size() != n) {
      throw new IllegalArgumentException(NAME + ": the surrogate has " + n + " variables, but members "
          + initial.size());
    }
    background = initial.mean();
    precision = new double[n];
    double[] spread = initial.spread();
    for (int i = 0; i < n; i++) {
      if (!(spread[i] > 0.0)) {
        throw new IllegalArgumentException(NAME + ": members do not differ in variable " + i);
      }
      precision[i] = 1.0 / (spread[i] * spread[i]);
    }
    Checks.positive(NAME, "observation times", observations.size());
    observed = observations.stream().map(this::observed).toArray(Observed[]::new);
  }

  private Observed observed(Observations o) {
    if (o.correlated()) {
      throw new IllegalArgumentException(NAME + ": errors of observations must be independent");
    }
    if (!o.operator().isLinear()) {
      throw new IllegalArgumentException(NAME + ": the observation operator must be linear, but " + o.operator()
          + " does not say that it is (isLinear)");
    }
    int p = o.count();
    Ensemble units = Ensemble.allocate(n + 1, n);
    for (int i = 0; i < n; i++) {
      units.set(i, i, 1.0);
    }
    double[] h = new double[(n + 1) * p];
    double[] y = new double[p];
    double logs = 0.0;
    if (p > 0) {
      o.operator().apply(units, h);
    }
    for (int j = 0; j < p; j++) {
      y[j] = (o.value(j) - h[n * p + j]) / o.deviation(j);
      logs += Evidence.LOG_TWO_PI + 2.0 * LogReference.log(o.deviation(j));
      for (int i = 0; i < n; i++) {
        h[i * p + j] = (h[i * p + j] - h[n * p + j]) / o.deviation(j);
      }
    }
    double[] product = new double[n * n];
    double[] weighted = new double[n];
    if (p > 0) {
      Gemm.gram(false, n, p, 1.0, h, 0, p, 0.0, product, 0, n, Workers.serial());
      Gemm.gemv(false, n, p, 1.0, h, 0, p, y, 0, 1, 0.0, weighted, 0, 1, Workers.serial());
    }
    return new Observed(product, weighted, Reduce.dot(p, y, 0, y, 0), logs);
  }

  DifferentiableSurrogate surrogate() {
    return surrogate;
  }

  /**
   * Observation times.
   *
   * @return K
   */
  public int times() {
    return observed.length;
  }

  /**
   * Finds the trajectory.
   *
   * @param at      A and the diagonal of Q
   * @param start   x_0 to x_K to begin with; not changed
   * @param workers threads, on which nothing depends
   * @return the trajectory and its law
   * @throws IllegalArgumentException if shapes differ
   * @throws NumericalException       if steps do not come to an end, or the model overflows
   */
  public Posterior find(Estimate at, double[][] start, Workers workers) {
    int times = observed.length;
    if (start.length != times + 1) {
      throw new IllegalArgumentException(NAME + ": there are " + (times + 1) + " times, but " + start.length
          + " states to begin with");
    }
    for (int k = 0; k <= times; k++) {
      Checks.vector(NAME, "state " + k, start[k], 0, n);
    }
    double[] weights = weights(at.variances());
    double[][] x = copy(start);
    Derivatives d = surrogate.derivatives(at.parameters(), x, times, false, workers);
    double cost = cost(x, d.ends(), weights);
    for (int step = 0; step <= MOST_STEPS; step++) {
      if (!(cost < Double.POSITIVE_INFINITY)) {
        throw new NumericalException(NAME + ": the cost is not finite, it is", step, cost);
      }
      GaussianChain law = law(d, weights);
      double[][] change = minusGradient(x, d, weights);
      double[][] right = copy(change);
      law.solve(1, change);
      double promised = 0.0;
      for (int k = 0; k <= times; k++) {
        promised += 0.5 * Reduce.dot(n, right[k], 0, change[k], 0);
      }
      if (promised < tolerance) {
        return new Posterior(x, law, d, evidence(cost, law, weights), step);
      }
      double[][] next = null;
      double reached = Double.POSITIVE_INFINITY;
      double factor = 1.0;
      for (int half = 0; half <= HALVINGS && !(reached < cost); half++) {
        next = moved(x, factor, change);
        d = surrogate.derivatives(at.parameters(), next, times, false, workers);
        reached = cost(next, d.ends(), weights);
        factor *= 0.5;
      }
      if (!(reached < cost)) {
        throw new NumericalException(NAME + ": no step lowers the cost, although one promises", step, promised);
      }
      x = next;
      cost = reached;
    }
    throw new NumericalException(NAME + ": no end after steps", MOST_STEPS, cost);
  }

  /** Diagonal of Q⁻¹. */
  private double[] weights(double[] variances) {
    double[] weights = Estimate.variances(NAME, variances, n);
    for (int i = 0; i < n; i++) {
      weights[i] = 1.0 / weights[i];
    }
    return weights;
  }

  private GaussianChain law(Derivatives d, double[] weights) {
    int times = observed.length;
    double[][] diagonal = new double[times + 1][n * n];
    double[][] below = new double[times + 1][];
    for (int k = 0; k <= times; k++) {
      if (k == 0) {
        for (int i = 0; i < n; i++) {
          diagonal[k][i * n + i] = precision[i];
        }
      } else {
        System.arraycopy(observed[k - 1].precision, 0, diagonal[k], 0, n * n);
        below[k] = new double[n * n];
        double[] m = d.byState()[k - 1];
        double[] scaled = new double[n * n];
        for (int i = 0; i < n; i++) {
          diagonal[k][i * n + i] += weights[i];
          double root = Math.sqrt(weights[i]);
          for (int j = 0; j < n; j++) {
            below[k][i * n + j] = -weights[i] * m[i * n + j];
            scaled[i * n + j] = root * m[i * n + j];
          }
        }
        Gemm.gram(true, n, n, 1.0, scaled, 0, n, 1.0, diagonal[k - 1], 0, n, Workers.serial());
      }
    }
    return GaussianChain.of(n, diagonal, below);
  }

  private double[][] minusGradient(double[][] x, Derivatives d, double[] weights) {
    int times = observed.length;
    double[][] g = new double[times + 1][n];
    double[] e = new double[n];
    for (int i = 0; i < n; i++) {
      g[0][i] = precision[i] * (background[i] - x[0][i]);
    }
    for (int k = 1; k <= times; k++) {
      System.arraycopy(observed[k - 1].weighted, 0, g[k], 0, n);
      Gemm.gemv(false, n, n, -1.0, observed[k - 1].precision, 0, n, x[k], 0, 1, 1.0, g[k], 0, 1, Workers.serial());
      for (int i = 0; i < n; i++) {
        e[i] = weights[i] * (x[k][i] - d.ends()[k - 1][i]);
        g[k][i] -= e[i];
      }
      Gemm.gemv(true, n, n, 1.0, d.byState()[k - 1], 0, n, e, 0, 1, 1.0, g[k - 1], 0, 1, Workers.serial());
    }
    return g;
  }

  private double cost(double[][] x, double[][] ends, double[] weights) {
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
      double d = x[0][i] - background[i];
      sum = Math.fma(precision[i] * d, d, sum);
    }
    double[] product = new double[n];
    for (int k = 1; k <= observed.length; k++) {
      Observed o = observed[k - 1];
      Gemm.gemv(false, n, n, 1.0, o.precision, 0, n, x[k], 0, 1, 0.0, product, 0, 1, Workers.serial());
      sum += o.squares;
      for (int i = 0; i < n; i++) {
        sum = Math.fma(x[k][i], product[i] - 2.0 * o.weighted[i], sum);
        double e = x[k][i] - ends[k - 1][i];
        sum = Math.fma(weights[i] * e, e, sum);
      }
    }
    return 0.5 * sum;
  }

  private double evidence(double cost, GaussianChain law, double[] weights) {
    double logs = law.logDeterminant();
    for (int i = 0; i < n; i++) {
      logs -= LogReference.log(precision[i]) + observed.length * LogReference.log(weights[i]);
    }
    for (Observed o : observed) {
      logs += o.logs;
    }
    return -cost - 0.5 * logs;
  }

  static double[][] copy(double[][] states) {
    return Arrays.stream(states).map(double[]::clone).toArray(double[][]::new);
  }

  static double[][] moved(double[][] x, double factor, double[][] change) {
    double[][] moved = copy(x);
    for (int k = 0; k < moved.length; k++) {
      for (int i = 0; i < moved[k].length; i++) {
        moved[k][i] = Math.fma(factor, change[k][i], moved[k][i]);
      }
    }
    return moved;
  }
}
