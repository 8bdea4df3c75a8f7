package org.isobit.models.assimilation.variational;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.linalg.minimization.Minimum;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Finite;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.Observations;

/**
 * 4D-Var over a moving window of intervals between analyses: what {@link FourDVar} and {@link WeakFourDVar} share. All
 * observations since the window last moved are fresh: each analysis minimises J with them, from the last minimum.
 * Not thread-safe.
 */
abstract class TrajectoryEstimator implements Estimator {

  private final String method;
  private final ForecastModel model;
  private final int lag;
  private final int shift;
  private final Minimization minimization;
  private final int n;
  private final double[] root;
  private final double[] errorRoot;

  /** The estimate, at time level {@code end}. */
  private double[] mean;
  private long end;
  private boolean begun;

  /** The window: where it begins, its intervals, and whether the last one ended with an analysis. */
  private long begin;
  private int[] steps = {};
  private boolean closed = true;

  /** Intervals that ended since the window moved, and what was observed in them. */
  private int fresh;
  private List<Observed> observed = List.of();

  /** What controls start from, and the controls: of the first state and, with model error, of each interval's. */
  private double[] background;
  private double[] control;

  /** What the spread is of, until it is asked for. */
  private TrajectoryProblem problem;
  private double[] at;
  private double[] deviations;

  private double[] trajectory;
  private Minimum minimum;

  TrajectoryEstimator(String method, ForecastModel model, double[] initial, Gaussian law, double scale,
      Gaussian errors, int lag, int shift, Minimization minimization) {
    this.method = method;
    this.model = Objects.requireNonNull(model, "model");
    this.minimization = Objects.requireNonNull(minimization, "minimization");
    n = initial.length;
    Checks.positive(method, "scale", scale);
    Checks.positive(method, "lag", lag);
    if (shift < 1 || shift > lag) {
      throw new IllegalArgumentException(method + ": shift must be between 1 and the lag of " + lag + ", but is "
          + shift);
    }
    if (model.size() != n || law.size() != n) {
      throw new IllegalArgumentException(method + ": the model has " + model.size() + " variables, the covariance "
          + law.size() + ", but the state " + n);
    }
    if (errors != null && errors.size() != n) {
      throw new IllegalArgumentException(method + ": the covariance of model error is of " + errors.size()
          + " variables, but the state has " + n);
    }
    Checks.finite(method, "state", initial, 0, n);
    model.linearize(0, 0, initial.clone());
    this.lag = lag;
    this.shift = shift;
    root = Posterior.root(method, "background covariance", law, scale);
    errorRoot = errors == null ? null : Posterior.root(method, "covariance of model error", errors, 1.0);
    mean = initial.clone();
    background = mean.clone();
    control = new double[n];
    trajectory = mean;
    look();
  }

  /** The problem as it is now is what the spread is of. */
  private void look() {
    problem = problem(observed);
    at = control;
    deviations = null;
  }

  private TrajectoryProblem problem(List<Observed> fresh) {
    return new TrajectoryProblem(model, begin, steps, background, root, errorRoot, fresh);
  }

  /**
   * Takes the state on; the window grows.
   *
   * @throws IllegalArgumentException if steps is negative, or the state is at another time level
   */
  @Override
  public final void forecast(long from, int count, Workers workers) {
    if (begun && from != end) {
      throw new IllegalArgumentException(method + ": the state is at time level " + end + ", not " + from);
    }
    double[] later = mean.clone();
    model.advance(from, count, Ensemble.of(later, 1, n), workers);
    int[] longer;
    if (closed) {
      longer = Arrays.copyOf(steps, steps.length + 1);
      if (errorRoot != null) {
        background = Arrays.copyOf(background, Math.addExact(background.length, n));
        control = Arrays.copyOf(control, background.length);
      }
    } else {
      longer = steps.clone();
    }
    longer[longer.length - 1] = Math.addExact(longer[longer.length - 1], count);
    begin = steps.length == 0 ? from : begin;
    steps = longer;
    end = from + count;
    begun = true;
    closed = false;
    mean = later;
    look();
  }

  @Override
  public final void analyse(Observations observations, Cycle cycle) {
    int bad = Finite.first(mean, 0, n);
    if (bad >= 0) {
      throw new IllegalArgumentException(method + ": the state has " + mean[bad] + " at variable " + bad);
    }
    if (observations.count() > 0) {
      improve(observations);
    } else {
      trajectory = problem.states(at);
    }
    fresh += closed ? 0 : 1;
    closed = true;
    if (fresh >= shift) {
      move();
    }
  }

  private void improve(Observations observations) {
    List<Observed> all = new ArrayList<>(observed);
    all.add(Observed.of(method, steps.length, observations, n));
    TrajectoryProblem sum = problem(List.copyOf(all));
    requireCondition(sum.condition(control));
    Minimum found = minimization.minimum(method, sum, control);
    double[] states = sum.states(found.x());
    int bad = Finite.first(states, 0, states.length);
    if (bad >= 0) {
      throw new NumericalException(method + ": the analysis at time " + bad / n + " of the window is not finite at "
          + "variable", bad % n, states[bad]);
    }
    observed = List.copyOf(all);
    control = found.x();
    minimum = found;
    trajectory = states;
    mean = Arrays.copyOfRange(states, states.length - n, states.length);
    look();
  }

  private void requireCondition(double condition) {
    if (!(condition <= Filter.LARGEST_CONDITION)) {
      throw new NumericalException(method + ": observations are too accurate for the background, or the window is so "
          + "long that it grows too much; the condition number of the Hessian of J may be at most "
          + Filter.LARGEST_CONDITION + ": use larger observation errors or a smaller lag", -1, condition);
    }
  }

  /** What was observed is now in the background of the trajectory, and its first intervals are left behind. */
  private void move() {
    int left = steps.length - (lag - shift);
    int gone = left > 0 ? left : 0;
    TrajectoryProblem whole = problem(observed);
    double[] z = whole.value(control);
    double[] states = whole.states(control);
    System.arraycopy(states, gone * n, z, 0, n);
    if (errorRoot != null) {
      System.arraycopy(z, (gone + 1) * n, z, n, z.length - (gone + 1) * n);
      z = Arrays.copyOf(z, z.length - gone * n);
    }
    for (int j = 0; j < gone; j++) {
      begin += steps[j];
    }
    steps = Arrays.copyOfRange(steps, gone, steps.length);
    background = z;
    control = new double[z.length];
    observed = List.of();
    fresh = 0;
  }

  @Override
  public final Ensemble ensemble() {
    return Ensemble.of(mean, 1, n);
  }

  /**
   * Writes the standard deviations of the estimate, by the tangent of the window's trajectory: those of X·(I +
   * Yᵀ·Y)⁻¹·Xᵀ with X what the controls change the last state by, and Y what they change the fresh observations by,
   * over their errors. They are computed when they are asked for: a tangent run for each control.
   *
   * @throws NumericalException if observations are too accurate for them to be found
   */
  @Override
  public final void spread(double[] to) {
    Estimator.requireLength(method, to, n);
    if (deviations == null) {
      double[] found = new double[n];
      if (Finite.first(mean, 0, n) < 0) {
        problem.deviations(method, at, found);
      } else {
        Arrays.fill(found, Double.NaN);
      }
      deviations = found;
    }
    System.arraycopy(deviations, 0, to, 0, n);
  }

  /**
   * The window of the last analysis: the states at its beginning and at the end of each of its intervals, a smoother's.
   *
   * @return a view of them as members, the earliest first; the initial state before any analysis; not to be written to
   */
  public final Ensemble trajectory() {
    return Ensemble.of(trajectory, trajectory.length / n, n);
  }

  /**
   * How the last minimisation went: the values of J at its start and after each iteration, and why it ended.
   *
   * @return the record; null before any
   */
  public final Minimum minimum() {
    return minimum;
  }

  @Override
  public final String toString() {
    return method + "[lag " + lag + ", shift " + shift + ", " + minimization + "]";
  }
}
