package org.isobit.models.assimilation.gaussian;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.elementary.ExpReference;
import org.isobit.kernels.elementary.LogReference;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.reduce.Reduce;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.linalg.qr.HouseholderQr;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.Finite;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.Linearization;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.internal.Whitened;
import org.isobit.models.assimilation.noise.NoisyModel;
import org.isobit.models.assimilation.spi.EstimatorOptions;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;

/**
 * The extended Kalman filter (Jazwinski 1970, Stochastic Processes and Filtering Theory, section 8.3), which for a
 * linear model is the Kalman filter (Kalman 1960, J. Basic Eng. 82, 35–45). The mean x runs with the model, the
 * covariance P with its exact tangent F, P grows by a factor {@code λ} a unit of time, which stands for model
 * error and for what linearisation leaves out, and by Q whenever a {@link NoisyModel} has noise:
 *
 * <pre>
 *   x ← M(x)      P ← λ^Δt·F·P·Fᵀ + Q
 *   K = P·Hᵀ·(H·P·Hᵀ + R)⁻¹      x ← x + K·(y − H·x)      P ← (I − K·H)·P
 * </pre>
 *
 * <p>What is kept is a square root of P, P = Zᵀ·Z with n rows z_i, of which an array holds one after the other: the
 * covariance stays symmetric and positive semidefinite whatever rounding does, as Joseph's form does not ensure, and
 * each row is taken on by one tangent run instead of two for P. With S = Z·Hᵀ·R^{-1/2} and C·Cᵀ = I + S·Sᵀ (Cholesky)
 * the analysis is
 *
 * <pre>
 *   x ← x + Zᵀ·(I + S·Sᵀ)⁻¹·S·R^{-1/2}·(y − H·x)      Z ← C⁻¹·Z
 * </pre>
 *
 * the same gain and covariance by the identity of Woodbury (Bierman 1977, Factorization Methods for Discrete Sequential
 * Estimation, chapter 5), and with Q the rows of Z become those of the triangle of a QR factorisation of [Z; Q^½]. The
 * operator must be linear. It is refused where 1 + trace(S·Sᵀ) is above
 * {@link org.isobit.models.assimilation.Filter#LARGEST_CONDITION}.
 *
 * <p>With n variables a step of the model takes n tangent steps, one after the other on one thread; an analysis of p
 * observations n²·p + 4/3·n³ flops and n + 1 applications of H, and noise 10/3·n³ flops; memory is 3·n² + n·p numbers
 * and the stages of one run, and 2·n² more for noise. Held to the formulas above on linear models, to what
 * perturbed-observation filters tend to with many members, and to the scores that DAPPER lists for Lorenz-63 and
 * Lorenz-96 (λ = 180 and 10). Not thread-safe.
 */
public final class ExtendedKalmanFilter extends MeanEstimator {

  private final ForecastModel model;

  /** The model once more if it has noise, or null. */
  private final NoisyModel noisy;
  private final double logRate;
  private final int n;
  private final double[] root;
  private final Workspace workspace = new Workspace();
  private final Cholesky cholesky = new Cholesky();
  private final HouseholderQr qr = new HouseholderQr();

  /**
   * The filter at its beginning.
   *
   * @param model         the model, which knows its derivative
   * @param initial       the law of the initial state, its covariance positive definite
   * @param inflationRate λ, the factor by which P is inflated a unit of time, positive; 1 for none
   * @throws IllegalArgumentException if the model knows no derivative or has noise with memory, sizes differ, the rate
   *                                  is not positive, or the covariance is not positive definite to working precision
   */
  public ExtendedKalmanFilter(ForecastModel model, Gaussian initial, double inflationRate) {
    super("ExtendedKalmanFilter", initial.mean().clone(), initial.deviations());
    this.model = Objects.requireNonNull(model, "model");
    noisy = model instanceof NoisyModel n ? n : null;
    if (noisy != null && noisy.memory() != 0.0) {
      throw new IllegalArgumentException(method + ": the covariance takes white noise alone, but the model's has the "
          + "memory " + noisy.memory());
    }
    Checks.positive(method, "inflation rate", inflationRate);
    logRate = LogReference.log(inflationRate);
    n = initial.size();
    model.linearize(0, 0, mean);
    root = new double[Checks.elements(method, n, n, 3 * Double.BYTES)];
    double[] lower = new double[root.length];
    try {
      cholesky.factor(n, initial.covariance(), 0, n).lower(lower, 0, n);
    } catch (NumericalException e) {
      throw new IllegalArgumentException(method + ": the covariance of the initial state must be positive definite, "
          + "but pivot " + e.index() + " is " + e.value(), e);
    }
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        root[i * n + j] = lower[j * n + i];
      }
    }
  }

  @Override
  public void forecast(long from, int steps, Workers workers) {
    int done = noisy == null ? steps : Math.min(steps, noisy.due(from));
    run(from, done, workers);
    while (done < steps) {
      addNoise();
      int more = Math.min(steps - done, noisy.due(from + done));
      run(from + done, more, workers);
      done += more;
    }
    if (noisy != null && steps > 0 && noisy.isDue(from + steps)) {
      addNoise();
    }
    deviate();
  }

  private void run(long from, int steps, Workers workers) {
    Linearization f = model.linearize(from, steps, mean);
    for (int i = 0; i < n; i++) {
      f.tangent(root, i * n);
    }
    double factor = ExpReference.exp(0.5 * logRate * (steps * model.timeStep()));
    if (factor != 1.0) {
      Anomalies.scale(n, n, factor, root, 0, n, workers);
    }
  }

  /** P ← P + Q: Zᵀ·Z + Q^½·Q^½ = Rᵀ·R. */
  private void addNoise() {
    int bad = Finite.first(root, 0, root.length);
    if (bad >= 0) {
      throw new NumericalException(method + ": the forecast covariance is not finite at variable", bad % n, root[bad]);
    }
    double[] both = Arrays.copyOf(root, 2 * root.length);
    System.arraycopy(noisy.noise().root(), 0, both, root.length, root.length);
    qr.factor(2 * n, n, both, 0, n).upper(root, 0, n);
  }

  @Override
  public void analyse(Observations observations, Cycle cycle) {
    requireFinite(mean, "mean");
    requireFinite(root, "root of the covariance");
    Workers workers = cycle.workers();
    Whitened whitened = new Whitened(method, observations, workspace);
    int p = whitened.count;
    if (p == 0) {
      return;
    }
    double[] d = whitened.innovation(mean);
    double[] s = whitened.rows(root, n, n);
    whitened.requireCondition(Reduce.dot(s.length, s, 0, s, 0, workers));
    double[] a = new double[n * n];
    Gemm.gram(false, n, p, 1.0, s, 0, p, 0.0, a, 0, n, workers);
    for (int i = 0; i < n; i++) {
      a[i * n + i] += 1.0;
    }
    double[] w = new double[n];
    Gemm.gemv(false, n, p, 1.0, s, 0, p, d, 0, 1, 0.0, w, 0, 1, workers);
    cholesky.factor(n, a, 0, n).solve(1, w, 0, 1);
    double[] x = mean.clone();
    Gemm.gemv(true, n, n, 1.0, root, 0, n, w, 0, 1, 1.0, x, 0, 1, workers);
    int bad = Finite.first(x, 0, n);
    if (bad >= 0) {
      throw new NumericalException(method + ": the analysis is not finite at variable", bad, x[bad]);
    }
    System.arraycopy(x, 0, mean, 0, n);
    // C⁻¹ makes no column longer, since C·Cᵀ ≥ I: what is finite stays finite.
    cholesky.solveLower(n, root, 0, n);
    deviate();
  }

  /**
   * Writes P = Zᵀ·Z.
   *
   * @param covariance receives size × size elements, row-major
   * @throws IllegalArgumentException if the length differs
   */
  public void covariance(double[] covariance) {
    if (covariance.length != root.length) {
      throw new IllegalArgumentException(method + ": the covariance of " + n + " variables has " + root.length
          + " elements, but the array " + covariance.length);
    }
    Gemm.gram(true, n, n, 1.0, root, 0, n, 0.0, covariance, 0, n);
  }

  /** Variances are sums over the rows in ascending order. */
  private void deviate() {
    for (int i = 0; i < n; i++) {
      double variance = 0.0;
      for (int k = 0; k < n; k++) {
        variance = Math.fma(root[k * n + i], root[k * n + i], variance);
      }
      deviations[i] = Math.sqrt(variance);
    }
  }

  private void requireFinite(double[] x, String what) {
    int bad = Finite.first(x, 0, x.length);
    if (bad >= 0) {
      throw new IllegalArgumentException(method + ": the " + what + " has " + x[bad] + " at variable " + bad % n);
    }
  }

  /** The filter in configurations. */
  public static final class Provider extends GaussianProvider {

    private static final String RATE = "inflation-rate";

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("ekf", "EKF", "extended Kalman filter, for a linear model the Kalman filter",
          "Kalman 1960; Jazwinski 1970");
    }

    @Override
    public Set<Option> options() {
      return Set.of(Option.SINGLE, Option.MODEL, Option.NOISE);
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(ExtendedKalmanFilter.class, "published score of L63-S12; a separate program for L96-S08");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of(RATE, Form.NUMBER, "factor by which the covariance is inflated a unit of time").usual(1.0)
          .positive());
    }

    @Override
    Estimator start(EstimatorOptions o) {
      return new ExtendedKalmanFilter(o.model(), o.initial().get(), o.filter().own().number(RATE));
    }
  }
}
