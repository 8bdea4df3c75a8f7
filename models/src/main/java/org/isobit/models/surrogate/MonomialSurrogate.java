package org.isobit.models.surrogate;

import java.util.Arrays;
import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.reduce.Reduce;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.dynamics.IntegratorKind;
import org.isobit.models.dynamics.SteppedModel;
import org.isobit.models.surrogate.StepTangents.By;

/**
 * Models of {@link Monomials} with a Runge–Kutta scheme: F_A is N_c steps of it (Bocquet et al. 2020, Found. Data Sci.
 * 2, 55–80, section 2). Parameters come from Gauss–Newton steps on the exact derivatives of F_A by them,
 *
 * <pre>
 *   (Σ Tᵀ·Q⁻¹·T)·ΔA = Σ Tᵀ·Q⁻¹·(x_k − F_A(x_{k−1})),   T = ∂F_A(x_{k−1})/∂A
 * </pre>
 *
 * summed over times and members. A step that does not lower the sum of squares is halved; steps end when the next one
 * promises less than {@link #TOLERANCE} of it. A pass costs about N_c·s·P·t·2 flops a variable, member and time for s
 * stages, P parameters and t terms of a site's tangent (29 for the 18 local monomials), and P²; it keeps P·N·40 numbers
 * a thread. Trajectories are cut into {@link #CHUNKS} parts at most, a function of their number alone, whose sums are
 * added in order, so that bits do not depend on threads. Immutable, thread-safe.
 */
public final class MonomialSurrogate implements DifferentiableSurrogate {

  /** Share of the sum of squares below which a step is the last one. */
  public static final double TOLERANCE = 1e-7;

  /** Parts that trajectories are cut into at most. */
  public static final int CHUNKS = 64;

  private static final String NAME = "MonomialSurrogate";
  private static final int LANES = 40;
  private static final int MOST_STEPS = 8;
  private static final int HALVINGS = 12;
  private static final long MOST_STATES = 512;

  private final Monomials monomials;
  private final IntegratorKind scheme;
  private final StepTable table;
  private final double dt;
  private final int steps;

  /**
   * A family of models.
   *
   * @param monomials regressors
   * @param scheme    RK4, RK2, HEUN or EULER
   * @param dt        length of a step
   * @param steps     N_c, steps of an interval between observations, at least 1
   * @throws IllegalArgumentException if a number is out of range, or the scheme is another one
   */
  public MonomialSurrogate(Monomials monomials, IntegratorKind scheme, double dt, int steps) {
    this.monomials = Objects.requireNonNull(monomials, "monomials");
    this.scheme = Objects.requireNonNull(scheme, "scheme");
    table = StepTable.of(scheme);
    Checks.positive(NAME, "dt", dt);
    Checks.positive(NAME, "steps", steps);
    this.dt = dt;
    this.steps = steps;
  }

  /**
   * The regressors.
   *
   * @return as given
   */
  public Monomials monomials() {
    return monomials;
  }

  @Override
  public int size() {
    return monomials.size();
  }

  @Override
  public int parameters() {
    return monomials.parameters();
  }

  @Override
  public int steps() {
    return steps;
  }

  @Override
  public ForecastModel model(double[] parameters) {
    return new SteppedModel(monomials.model(parameters), scheme.build(), dt);
  }

  @Override
  public double[] fit(double[] parameters, double[] variances, Transitions series, Workers workers) {
    check(parameters, series);
    double[] scales = scales(variances);
    double[] a = parameters.clone();
    double squares = total(squares(a, series, workers), scales);
    if (!(squares < Double.POSITIVE_INFINITY)) {
      throw new NumericalException(NAME + ": the sum of squares of one-step errors is not finite, it is", -1, squares);
    }
    for (int iteration = 0; iteration < MOST_STEPS; iteration++) {
      double[] step = new double[a.length];
      double promised = gaussNewton(a, scales, series, workers, step) / pairs(series);
      if (!(promised > TOLERANCE * squares)) {
        break;
      }
      double[] next = null;
      double lower = Double.POSITIVE_INFINITY;
      double factor = 1.0;
      for (int half = 0; half <= HALVINGS && !(lower < squares); half++) {
        next = moved(a, factor, step);
        lower = total(squares(next, series, workers), scales);
        factor *= 0.5;
      }
      if (!(lower < squares)) {
        break;
      }
      a = next;
      squares = lower;
    }
    return a;
  }

  private static double[] moved(double[] a, double factor, double[] step) {
    double[] moved = a.clone();
    for (int p = 0; p < a.length; p++) {
      moved[p] = Math.fma(factor, step[p], moved[p]);
    }
    return moved;
  }

  /** Q^{-1/2} up to a factor. */
  private double[] scales(double[] variances) {
    double[] all = Estimate.variances(NAME, variances, size());
    double[] scales = new double[all.length];
    for (int n = 0; n < scales.length; n++) {
      scales[n] = variances.length == 1 ? 1.0 : Math.sqrt(all[0] / all[n]);
    }
    return scales;
  }

  private static double total(double[] squares, double[] scales) {
    double total = 0.0;
    for (int n = 0; n < squares.length; n++) {
      total = Math.fma(scales[n] * scales[n], squares[n], total);
    }
    return total;
  }

  private void check(double[] parameters, Transitions series) {
    if (parameters.length != parameters()) {
      throw new IllegalArgumentException(NAME + ": there are " + parameters() + " parameters, but "
          + parameters.length + " numbers");
    }
    if (series.size() != size()) {
      throw new IllegalArgumentException(NAME + ": the model has " + size() + " variables but the series "
          + series.size());
    }
    if (series.times() < 1) {
      throw new IllegalArgumentException(NAME + ": there are no transitions");
    }
  }

  /** One step from A; returns what the linear problem takes off the sum of squares. */
  private double gaussNewton(double[] a, double[] scales, Transitions series, Workers workers, double[] step) {
    int p = a.length;
    int rows = p + 1;
    MonomialModel model = monomials.model(a);
    double[][] parts = new double[chunks(series)][];
    workers.run(parts.length, (part, slot) -> parts[part] = normal(model, scales, series, part));
    double[] sums = new double[Checks.elements(NAME, rows, rows, Double.BYTES)];
    for (double[] part : parts) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += part[i];
      }
    }
    // With a unit diagonal, since products are larger than the constant.
    double[] root = new double[p];
    double[] matrix = new double[p * p];
    for (int i = 0; i < p; i++) {
      root[i] = Math.sqrt(sums[i * rows + i]);
    }
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        matrix[i * p + j] = sums[i * rows + j] / (root[i] * root[j]);
      }
      step[i] = sums[p * rows + i] / root[i];
    }
    double[] right = step.clone();
    new Cholesky().factor(p, matrix, 0, p).solve(1, step, 0, 1);
    double promised = 0.0;
    for (int i = 0; i < p; i++) {
      promised = Math.fma(right[i], step[i], promised);
      step[i] /= root[i];
    }
    return promised;
  }

  @Override
  public Derivatives derivatives(double[] parameters, double[][] states, int count, boolean byParameters,
      Workers workers) {
    return new IntervalDerivatives(monomials, table, dt, steps).derivatives(parameters, states, count, byParameters,
        workers);
  }

  @Override
  public Adjoints adjoints(double[] parameters, double[][] states, double[][] weights, Workers workers) {
    return new IntervalDerivatives(monomials, table, dt, steps).adjoints(parameters, states, weights, workers);
  }

  /** Products of derivatives and errors of a part, (P + 1) × (P + 1), the errors last. */
  private double[] normal(MonomialModel model, double[] scales, Transitions series, int part) {
    int n = size();
    int rows = parameters() + 1;
    int ld = n * LANES;
    double[] t = new double[Checks.elements(NAME, rows, ld, Double.BYTES)];
    double[] products = new double[Checks.elements(NAME, rows, rows, Double.BYTES)];
    StepTangents run = new StepTangents(model, table, dt, steps, LANES, By.PARAMETERS);
    double[] target = new double[ld];
    long end = Math.min(pairs(series), (part + 1) * chunk(series));
    for (long first = part * chunk(series); first < end; first += LANES) {
      int lanes = (int) Math.min(LANES, end - first);
      load(series, first, lanes, run.start(), target);
      run.run();
      for (int p = 0; p < rows; p++) {
        double[] from = p < rows - 1 ? run.derivative(p) : target;
        write(n, lanes, scales, from, p < rows - 1 ? null : run.end(), t, p * ld);
      }
      Gemm.gram(false, rows, ld, 1.0, t, 0, ld, 1.0, products, 0, rows, Workers.serial());
    }
    return products;
  }

  /** Writes a scaled row, less another where there is one; 0 where there is no state. */
  private static void write(int n, int lanes, double[] scales, double[] from, double[] less, double[] to, int at) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < LANES; j++) {
        int k = i * LANES + j;
        to[at + k] = j >= lanes ? 0.0 : scales[i] * (less == null ? from[k] : from[k] - less[k]);
      }
    }
  }

  @Override
  public double[] squares(double[] parameters, Transitions series, Workers workers) {
    check(parameters, series);
    MonomialModel model = monomials.model(parameters);
    double[][] parts = new double[chunks(series)][];
    workers.run(parts.length, (part, slot) -> parts[part] = squares(model, series, part));
    double[] squares = new double[size()];
    for (double[] part : parts) {
      for (int n = 0; n < squares.length; n++) {
        squares[n] += part[n];
      }
    }
    for (int n = 0; n < squares.length; n++) {
      squares[n] /= pairs(series);
    }
    return squares;
  }

  private double[] squares(MonomialModel model, Transitions series, int part) {
    double[] squares = new double[size()];
    StepTangents run = new StepTangents(model, table, dt, steps, LANES, By.NOTHING);
    double[] target = new double[size() * LANES];
    long end = Math.min(pairs(series), (part + 1) * chunk(series));
    for (long first = part * chunk(series); first < end; first += LANES) {
      int lanes = (int) Math.min(LANES, end - first);
      load(series, first, lanes, run.start(), target);
      run.run();
      for (int i = 0; i < squares.length; i++) {
        for (int j = 0; j < lanes; j++) {
          double error = target[i * LANES + j] - run.end()[i * LANES + j];
          squares[i] = Math.fma(error, error, squares[i]);
        }
      }
    }
    return squares;
  }

  /** The interval times the root mean square of the regressor, over up to 512 states. */
  @Override
  public double[] scales(Transitions series) {
    long states = (long) series.times() * series.members();
    long stride = (states + MOST_STATES - 1) / MOST_STATES;
    double[] squares = new double[parameters()];
    double[] x = new double[size()];
    double[] regressor = new double[size()];
    int count = 0;
    for (long s = 0; s < states; s += stride, count++) {
      System.arraycopy(series.start((int) (s / series.members())), (int) (s % series.members()) * size(), x, 0, size());
      for (int p = 0; p < squares.length; p++) {
        Arrays.fill(regressor, 0.0);
        monomials.addDerivative(p, 1, x, regressor);
        squares[p] += Reduce.dot(size(), regressor, 0, regressor, 0);
      }
    }
    for (int p = 0; p < squares.length; p++) {
      squares[p] = dt * steps * Math.sqrt(squares[p] / count / size());
    }
    return squares;
  }

  private static long pairs(Transitions series) {
    return (long) series.times() * series.members();
  }

  private static long chunk(Transitions series) {
    long lanes = (pairs(series) + LANES - 1) / LANES;
    return (lanes + CHUNKS - 1) / CHUNKS * LANES;
  }

  private static int chunks(Transitions series) {
    return (int) ((pairs(series) + chunk(series) - 1) / chunk(series));
  }

  /** Pairs of states one interval apart; lanes without one run the first of these again. */
  private static void load(Transitions series, long first, int lanes, double[] start, double[] target) {
    int n = series.size();
    for (int j = 0; j < LANES; j++) {
      long pair = first + (j < lanes ? j : 0);
      int time = (int) (pair / series.members());
      int member = (int) (pair % series.members());
      double[] from = series.start(time);
      double[] to = series.end(time);
      for (int i = 0; i < n; i++) {
        start[i * LANES + j] = from[member * n + i];
        target[i * LANES + j] = to[member * n + i];
      }
    }
  }

  @Override
  public String toString() {
    return monomials + ", " + steps + " x " + scheme.label() + " of " + dt;
  }
}
