package org.isobit.models.assimilation.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.noise.ModelNoise;
import org.isobit.models.assimilation.noise.NoiseTreatment;
import org.isobit.models.assimilation.noise.NoisyModel;
import org.isobit.models.assimilation.smoothing.EnKS;

/**
 * Covariances of a model's noise and of observation errors by expectation and maximisation (Shumway and Stoffer 1982,
 * J. Time Ser. Anal. 3, 253–264; for ensembles Tandeo et al. 2020, Mon. Weather Rev. 148, 3973–3994). The states x_0 …
 * x_K given all observations y_1 … y_K with the present Q and R are smoothed; then
 *
 * <pre>
 *   Q ← 1/K·Σ E[(x_k − M(x_{k−1}))·(x_k − M(x_{k−1}))ᵀ]      R ← 1/K·Σ E[(y_k − H·x_k)·(y_k − H·x_k)ᵀ]
 * </pre>
 *
 * <p>{@link #linear} has the expectations exactly, by the smoother of Rauch, Tung and Striebel; each iteration then
 * makes the likelihood of the observations larger, or leaves it. {@link #ensemble} has them from the members of
 * {@link EnKS}, of any model and operator, with the sampling error of so many members. An iteration costs a smoother:
 * 15·K·n³ flops and 4·K·n² numbers, or K analyses of states of up to (K + 1)·n variables, N·K·n numbers and twice the
 * model's runs. Held to the likelihood and its growth, to Q and R that series were made with, and the ensemble to the
 * exact form. Immutable.
 *
 * @param q             Q, size × size, row-major
 * @param r             R, p × p, row-major
 * @param logLikelihood of the observations with the Q and R of the iteration before; NaN from an ensemble
 */
public record ModelErrors(double[] q, double[] r, double logLikelihood) {

  private static final String NAME = "ModelErrors";

  /** Stream of the model's noise at time level 0; filters' are elsewhere. */
  private static final long NOISE = 24L << 56;

  /**
   * Iterations for a linear model and operator.
   *
   * @param m          M, size × size, row-major
   * @param h          H, p × size, row-major
   * @param initial    the law of the state one step before the first observations, which stays
   * @param observed   y_1 … y_K, of p values each
   * @param q          Q to begin with
   * @param r          R to begin with
   * @param iterations how many, at least 1
   * @return the covariances after each
   * @throws IllegalArgumentException if sizes differ, there are no observations, or a number is not finite
   * @throws org.isobit.kernels.NumericalException if a covariance that has to be inverted is singular
   */
  public static List<ModelErrors> linear(double[] m, double[] h, Gaussian initial, double[][] observed, double[] q,
      double[] r, int iterations) {
    int n = initial.size();
    int p = count(observed);
    Checks.positive(NAME, "iterations", iterations);
    requireSize("M", m, n, n);
    requireSize("H", h, p, n);
    new Gaussian(new double[n], q);
    new Gaussian(new double[p], r);
    List<ModelErrors> all = new ArrayList<>();
    ModelErrors now = new ModelErrors(q, r, Double.NaN);
    for (int i = 0; i < iterations; i++) {
      KalmanSmoother s = new KalmanSmoother(m, h, p, initial, observed, now.q, now.r);
      double[] nextQ = new double[n * n];
      double[] nextR = new double[p * p];
      for (int k = 1; k <= observed.length; k++) {
        double[] w = KalmanSmoother.add(s.mean[k], -1.0, KalmanSmoother.times(false, false, n, 1, n, m, s.mean[k - 1]));
        double[] cross = KalmanSmoother.times(false, true, n, n, n, s.lagged[k], m);
        KalmanSmoother.addSymmetric(nextQ, KalmanSmoother.times(false, false, n, n, 1, w, w), n);
        KalmanSmoother.addSymmetric(nextQ, KalmanSmoother.add(s.covariance[k], -2.0, cross), n);
        KalmanSmoother.addSymmetric(nextQ, KalmanSmoother.around(m, n, s.covariance[k - 1], n), n);
        double[] v = KalmanSmoother.add(observed[k - 1], -1.0,
            KalmanSmoother.times(false, false, p, 1, n, h, s.mean[k]));
        KalmanSmoother.addSymmetric(nextR, KalmanSmoother.times(false, false, p, p, 1, v, v), p);
        KalmanSmoother.addSymmetric(nextR, KalmanSmoother.around(h, p, s.covariance[k], n), p);
      }
      now = new ModelErrors(over(nextQ, observed.length), over(nextR, observed.length), s.logLikelihood);
      all.add(now);
    }
    return List.copyOf(all);
  }

  /**
   * One iteration with an ensemble.
   *
   * @param model    the model without noise
   * @param steps    its steps from one time of observations to the next; noise is added at each of these
   * @param initial  members {@code steps} before the first observations; read only
   * @param filter   one whose observations reach everywhere
   * @param operator H
   * @param observed y_1 … y_K, of p values each
   * @param q        Q as it is
   * @param r        R as it is, positive definite
   * @param seed     key of all draws; another one for each iteration, or always the same
   * @param workers  threads that share the work
   * @return the next Q and R
   * @throws IllegalArgumentException if sizes differ, there are no observations or one member, or a number is not
   *                                  finite
   * @throws org.isobit.kernels.NumericalException if an analysis cannot go on
   */
  public static ModelErrors ensemble(ForecastModel model, int steps, Ensemble initial, Filter filter,
      ObservationOperator operator, double[][] observed, double[] q, double[] r, long seed, Workers workers) {
    Objects.requireNonNull(operator, "operator");
    int n = model.size();
    int p = count(observed);
    int times = observed.length;
    Checks.positive(NAME, "steps", steps);
    NoisyModel noisy = new NoisyModel(model, ModelNoise.of(q, n), steps, NoiseTreatment.ADDITIVE, seed, NOISE);
    EnKS smoother = new EnKS(noisy, initial, filter, times);
    Observations first = Observations.of(observed[0], 1.0, operator).withCovariance("observation", r);
    Cycle cycle = new Cycle(seed, 0, workers, null);
    for (int k = 0; k < times; k++) {
      smoother.forecast((long) k * steps, steps, workers);
      smoother.analyse(first.withValues(observed[k]), cycle);
      cycle = cycle.next();
    }
    int members = initial.members();
    double[] nextQ = new double[n * n];
    double[] nextR = new double[p * p];
    Ensemble before = smoother.smoothed(times).copy();
    double[] seen = new double[members * p];
    for (int k = 1; k <= times; k++) {
      model.advance((long) (k - 1) * steps, steps, before, workers);
      Ensemble now = smoother.smoothed(times - k).copy();
      for (int i = 0; i < members * n; i++) {
        before.values()[i] = now.values()[i] - before.values()[i];
      }
      addSquares(nextQ, before, workers);
      operator.apply(now, seen);
      for (int i = 0; i < members * p; i++) {
        seen[i] = observed[k - 1][i % p] - seen[i];
      }
      addSquares(nextR, Ensemble.of(seen, members, p), workers);
      before = now;
    }
    return new ModelErrors(over(nextQ, times), over(nextR, times), Double.NaN);
  }

  /** Adds E[w·wᵀ], that of the mean and the covariance without bias. */
  private static void addSquares(double[] to, Ensemble w, Workers workers) {
    Gaussian law = Gaussian.of(w, workers);
    int n = law.size();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        to[i * n + j] += Math.fma(law.mean()[i], law.mean()[j], law.covariance()[i * n + j]);
      }
    }
  }

  private static double[] over(double[] sum, int number) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= number;
    }
    return sum;
  }

  private static int count(double[][] observed) {
    Checks.positive(NAME, "number of times", observed.length);
    int p = observed[0].length;
    Checks.positive(NAME, "number of observations", p);
    for (int k = 0; k < observed.length; k++) {
      if (observed[k].length != p) {
        throw new IllegalArgumentException(NAME + ": there are " + p + " observations at time 0, but "
            + observed[k].length + " at time " + k);
      }
      Checks.finite(NAME, "observations of time " + k, observed[k], 0, p);
    }
    return p;
  }

  private static void requireSize(String name, double[] a, int rows, int columns) {
    if (a.length != (long) rows * columns) {
      throw new IllegalArgumentException(NAME + ": " + name + " must be " + rows + " x " + columns + ", but has "
          + a.length + " elements");
    }
    Checks.finite(NAME, name, a, 0, a.length);
  }
}
