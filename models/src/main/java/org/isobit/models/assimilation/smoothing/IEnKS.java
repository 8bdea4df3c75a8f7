package org.isobit.models.assimilation.smoothing;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.ensemble.EnsembleMoments;
import org.isobit.kernels.ensemble.Transform;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.reduce.Reduce;
import org.isobit.linalg.eigen.SymmetricEigen;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Finite;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.internal.Rotation;
import org.isobit.models.assimilation.spi.EstimatorOptions;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.assimilation.spi.MethodProfile.Trait;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * The iterative ensemble Kalman smoother (Bocquet and Sakov 2014, Q. J. R. Meteorol. Soc. 140, 1521–1535) over one
 * interval between observations, where it is the iterative ensemble Kalman filter (Sakov, Oliver and Bertino 2012, Mon.
 * Weather Rev. 140, 1988–2004; Bocquet and Sakov 2012, Nonlin. Processes Geophys. 19, 383–399), in its transform
 * variant.
 *
 * <p>With x̄ and A the mean and the anomalies (rows are members) at the last analysis, M the model from there to the
 * observations and L = R^{-1/2}, Gauss–Newton steps seek the weights w that minimise
 *
 * <pre>
 *   J(w) = ½·‖L·(y − H∘M(x̄ + wᵀ·A))‖² + ½·(N − 1)·‖w‖²
 * </pre>
 *
 * the sensitivities to w being those of an ensemble that is as wide as the posterior. From w = 0 and T = I, each step
 * is
 *
 * <pre>
 *   E = x̄ + wᵀ·A + T·A        S, d: anomalies and innovation of the mean of H∘M(E), times L
 *   Y = T⁻¹·S                 B = (N − 1)·I + Y·Yᵀ
 *   w ← w + B⁻¹·(Y·d − (N − 1)·w)      T = √(N − 1)·B^{-1/2}
 * </pre>
 *
 * until ‖Δw‖² ≤ tolerance·N or there were as many steps as allowed, which is no failure: one step is enough where model
 * and operator are linear. The analysis is M(x̄ + wᵀ·A + T·A); then its anomalies are rotated and inflated, as far as
 * they shall be. Inflation must be of the analysis ({@link Inflation#posteriorFactor()}). A step whose B has a
 * condition number above {@link Filter#LARGEST_CONDITION} is refused.
 *
 * <p>Each step takes a run of all members from the last analysis to the observations, one application of H, about
 * N²·(2·n + 4·p) + 10·N³ flops for n variables and p observations; the first one takes the forecast, so that an
 * analysis of k steps is k more runs. Memory is 5·N·n + 2·N·p + 4·N² numbers besides the members. Held to the score
 * that DAPPER lists for Lorenz-63 (0.22, Bocquet and Sakov 2012), for linear models to ETKF, and to the minimum of J by
 * Newton's method for one nonlinear variable. Not thread-safe.
 */
public final class IEnKS implements Estimator {

  private static final String NAME = "IEnKS";

  private final ForecastModel model;
  private final Ensemble ensemble;
  private final Inflation inflation;
  private final boolean rotation;
  private final int iterations;
  private final double tolerance;
  private final int members;
  private final int size;

  /** The members at the beginning of the window, its first time level, and how long it is by now. */
  private final Ensemble start;
  private long begin;
  private int length;

  private final Ensemble work;
  private final double[] mean;
  private final double[] anomalies;
  private final double[] w;
  private final double[] step;
  private final double[] eigenvalues;
  private final double[] function;
  private final double[] transform;
  private final double[] inverse;
  private final double[] matrix;
  private final Workspace workspace = new Workspace();
  private final SymmetricEigen eigen = new SymmetricEigen();
  private int taken;

  /**
   * The smoother at its beginning.
   *
   * @param model      the model
   * @param ensemble   the initial members, kept and written to
   * @param inflation  of the analysis, or none
   * @param rotation   whether a random mean-preserving rotation follows each analysis
   * @param iterations most Gauss–Newton steps of an analysis, at least 1
   * @param tolerance  an analysis ends with a step of ‖Δw‖² ≤ tolerance·N; 0 or positive
   * @throws IllegalArgumentException if sizes differ, there is one member, a number is out of range, or the inflation
   *                                  is of another kind
   */
  public IEnKS(ForecastModel model, Ensemble ensemble, Inflation inflation, boolean rotation, int iterations,
      double tolerance) {
    this.model = Objects.requireNonNull(model, "model");
    this.ensemble = Objects.requireNonNull(ensemble, "ensemble");
    this.inflation = requirePosterior(inflation);
    this.rotation = rotation;
    Checks.positive(NAME, "iterations", iterations);
    Checks.notNegative(NAME, "tolerance", tolerance);
    this.iterations = iterations;
    this.tolerance = tolerance;
    ensemble.requireSpread(NAME);
    members = ensemble.members();
    size = ensemble.size();
    if (model.size() != size) {
      throw new IllegalArgumentException(NAME + ": the model has " + model.size() + " variables but the members have "
          + size);
    }
    start = ensemble.copy();
    work = Ensemble.allocate(members, size);
    mean = new double[size];
    anomalies = new double[work.values().length];
    w = new double[members];
    step = new double[members];
    eigenvalues = new double[members];
    function = new double[members];
    int square = Checks.elements(NAME, members, members, 3 * Double.BYTES);
    transform = new double[square];
    inverse = new double[square];
    matrix = new double[square];
  }

  private static Inflation requirePosterior(Inflation inflation) {
    for (Inflation.Kind kind : Inflation.Kind.values()) {
      boolean posterior = kind == Inflation.Kind.POSTERIOR_ANOMALIES || kind == Inflation.Kind.POSTERIOR_COVARIANCE;
      if (!posterior && inflation.amount(kind) != Inflation.none().amount(kind)) {
        throw new IllegalArgumentException(NAME + ": inflation must be of the analysis, "
            + Inflation.Kind.POSTERIOR_ANOMALIES.label() + " or " + Inflation.Kind.POSTERIOR_COVARIANCE.label()
            + ", but is " + kind.label() + " " + inflation.amount(kind));
      }
    }
    if (inflation.field() != null) {
      throw new IllegalArgumentException(NAME + ": inflation must be of the analysis, but is a factor for each "
          + "variable of the forecast");
    }
    return inflation;
  }

  /**
   * Takes the members on; the window from the last analysis grows.
   *
   * @throws IllegalArgumentException if steps is negative, or the members are at another time level
   */
  @Override
  public void forecast(long from, int steps, Workers workers) {
    if (length > 0 && from != begin + length) {
      throw new IllegalArgumentException(NAME + ": the members are at time level " + (begin + length) + ", not "
          + from);
    }
    int longer = Math.addExact(length, steps);
    model.advance(from, steps, ensemble, workers);
    begin = length == 0 ? from : begin;
    length = longer;
  }

  @Override
  public void analyse(Observations observations, Cycle cycle) {
    Workers workers = cycle.workers();
    Cycle own = cycle.with(workspace);
    ensemble.requireFinite(NAME);
    work.copyFrom(ensemble);
    taken = 0;
    if (observations.count() > 0) {
      Anomalies.subtractMean(members, size, start.values(), start.index(0), start.ld(), mean, 0, anomalies, 0, size,
          workers);
      Arrays.fill(w, 0.0);
      Arrays.fill(inverse, 0.0);
      for (int m = 0; m < members; m++) {
        inverse[m * members + m] = 1.0;
      }
      double squares;
      do {
        Analysis.inspect(NAME, work, observations, own, this::improve);
        taken++;
        run(workers);
        squares = Reduce.dot(members, step, 0, step, 0, Workers.serial());
      } while (squares > tolerance * members && taken < iterations);
    }
    widen(own);
    ensemble.copyFrom(work);
    start.copyFrom(work);
    length = 0;
  }

  /** A Gauss–Newton step: new w and T, from what is observed of the ensemble that the last ones made. */
  private void improve(Analysis a) {
    int k = members;
    int p = a.count;
    double[] y = workspace.doubles(IEnKS.class, "observed anomalies", k, p);
    Gemm.gemm(false, false, k, p, k, 1.0, inverse, 0, k, a.s, 0, p, 0.0, y, 0, p, a.workers);
    Gemm.gram(false, k, p, 1.0, y, 0, p, 0.0, matrix, 0, k, a.workers);
    for (int m = 0; m < k; m++) {
      matrix[m * k + m] += k - 1;
    }
    eigen.factor(k, matrix, 0, k).values(eigenvalues, 0);
    a.requireCondition(eigenvalues[k - 1] / (k - 1), "");
    for (int m = 0; m < k; m++) {
      // None is below N − 1, but rounding may say so.
      eigenvalues[m] = eigenvalues[m] > k - 1 ? eigenvalues[m] : k - 1;
      function[m] = 1.0 / Math.sqrt(eigenvalues[m]);
    }
    eigen.function(function, 0, transform, 0, k);
    System.arraycopy(w, 0, step, 0, k);
    Gemm.gemv(false, k, p, 1.0, y, 0, p, a.innovation, 0, 1, 1.0 - k, step, 0, 1);
    Gemm.gemv(false, k, k, 1.0, transform, 0, k, step, 0, 1, 0.0, function, 0, 1);
    Gemm.gemv(false, k, k, 1.0, transform, 0, k, function, 0, 1, 0.0, step, 0, 1);
    double root = Math.sqrt(k - 1);
    for (int m = 0; m < k; m++) {
      w[m] = w[m] + step[m];
      function[m] = Math.sqrt(eigenvalues[m]) / root;
    }
    eigen.function(function, 0, inverse, 0, k);
    Anomalies.scale(k, k, root, transform, 0, k, Workers.serial());
  }

  /** M(x̄ + wᵀ·A + T·A). */
  private void run(Workers workers) {
    for (int m = 0; m < members; m++) {
      for (int j = 0; j < members; j++) {
        matrix[m * members + j] = transform[m * members + j] + w[j];
      }
    }
    double[] e = work.values();
    Transform.apply(false, members, members, size, matrix, 0, members, anomalies, 0, size, e, 0, size, workers);
    Anomalies.addMean(members, size, mean, 0, e, 0, size, e, 0, size, workers);
    model.advance(begin, length, work, workers);
    requireFinite("the forecast");
  }

  /** Rotates and inflates. */
  private void widen(Cycle cycle) {
    double factor = inflation.posteriorFactor();
    if (!rotation && factor == 1.0) {
      return;
    }
    Workers workers = cycle.workers();
    double[] e = work.values();
    Anomalies.subtractMean(members, size, e, 0, size, mean, 0, anomalies, 0, size, workers);
    if (rotation) {
      double[] r = Rotation.matrix(members, cycle, workspace);
      Transform.apply(false, members, members, size, r, 0, members, anomalies, 0, size, e, 0, size, workers);
    } else {
      System.arraycopy(anomalies, 0, e, 0, anomalies.length);
    }
    if (factor != 1.0) {
      Anomalies.scale(members, size, factor, e, 0, size, workers);
    }
    Anomalies.addMean(members, size, mean, 0, e, 0, size, e, 0, size, workers);
    requireFinite("the analysis");
  }

  private void requireFinite(String what) {
    for (int m = 0; m < members; m++) {
      int i = Finite.first(work.values(), m * size, size);
      if (i >= 0) {
        throw new NumericalException(NAME + ": after Gauss-Newton step " + taken + ", " + what + " of member " + m
            + " is not finite at variable", i, work.get(m, i));
      }
    }
  }

  /**
   * How many Gauss–Newton steps the last analysis took.
   *
   * @return 0 before any analysis, and after one without observations
   */
  public int steps() {
    return taken;
  }

  @Override
  public Ensemble ensemble() {
    return ensemble;
  }

  @Override
  public void spread(double[] deviations) {
    if (deviations.length != size) {
      throw new IllegalArgumentException(NAME + ": there are " + deviations.length + " standard deviations for " + size
          + " variables");
    }
    EnsembleMoments.spread(members, size, ensemble.values(), ensemble.index(0), ensemble.ld(), deviations, 0);
  }

  @Override
  public String toString() {
    return NAME + "[" + inflation + (rotation ? ", rotation" : "") + ", " + iterations + " iterations, tolerance "
        + tolerance + "]";
  }

  /** The smoother in configurations. */
  public static final class Provider extends NamedEntry implements FilterProvider {

    private static final String ITERATIONS = "iterations";
    private static final String TOLERANCE = "tolerance";

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("ienks", "iterative ensemble Kalman smoother over one interval, in the transform variant",
          "Sakov, Oliver and Bertino 2012; Bocquet and Sakov 2012, 2014");
    }

    @Override
    public String title() {
      return NAME;
    }

    @Override
    public Keys keys() {
      return Keys.of(
          Key.of(ITERATIONS, Form.INTEGER, "most Gauss-Newton steps of an analysis").usual(10).atLeast(1),
          Key.of(TOLERANCE, Form.NUMBER, "an analysis ends with a step whose squared length, a member, is at most this")
              .usual(1e-5).atLeast(0));
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(IEnKS.class,
          "published score of L63-B12; ETKF with a linear model", Trait.NONLINEAR_OPERATOR);
    }

    @Override
    public Reach reach() {
      return Reach.GLOBAL;
    }

    @Override
    public Set<Option> options() {
      return Set.of(Option.INFLATION, Option.MODEL);
    }

    @Override
    public Estimator estimator(EstimatorOptions o) {
      return new IEnKS(o.model(), o.ensemble(), o.filter().inflation(), o.filter().rotation(),
          o.filter().own().integer(ITERATIONS), o.filter().own().number(TOLERANCE));
    }

    @Override
    public Filter build(FilterOptions options) {
      throw new IllegalArgumentException("the filter " + label() + " is no analysis of an ensemble alone: it runs the "
          + "model again from the last analysis, as isobit twin can");
    }
  }
}
