package org.isobit.models.assimilation.smoothing;

import java.util.List;
import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.ensemble.EnsembleMoments;
import org.isobit.kernels.ensemble.Transform;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Finite;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.internal.Rotation;

/**
 * The iterative ensemble Kalman smoother (Bocquet and Sakov 2013, Nonlin. Processes Geophys. 20, 803–818; 2014, Q. J.
 * R. Meteorol. Soc. 140, 1521–1535) with a window of L intervals between observations, which an analysis shifts by one.
 * With L = 1 it is the iterative ensemble Kalman filter (Sakov, Oliver and Bertino 2012, Mon. Weather Rev. 140,
 * 1988–2004; Bocquet and Sakov 2012, Nonlin. Processes Geophys. 19, 383–399).
 *
 * <p>With x̄ and A the mean and the anomalies (rows are members) at the beginning of the window, M_j the model from
 * there to its j-th observations y_j and β_j their weights ({@link IEnKSScheme}), Gauss–Newton steps seek the weights w
 * that minimise
 *
 * <pre>
 *   J(w) = ½·Σ_j β_j·‖R_j^{-1/2}·(y_j − H_j∘M_j(x̄ + wᵀ·A))‖² + ½·(N − 1)·‖w‖²
 * </pre>
 *
 * the sensitivities to w being those of an ensemble. From w = 0 and T = I, each step is
 *
 * <pre>
 *   E = x̄ + wᵀ·A + T·A        S_j, d_j: anomalies and innovation of the mean of H_j∘M_j(E), times R_j^{-1/2}
 *   Y_j = T⁻¹·S_j             B = (N − 1)·I + Σ β_j·Y_j·Y_jᵀ
 *   w ← w + B⁻¹·(Σ β_j·Y_j·d_j − (N − 1)·w)      T = √(N − 1)·B^{-1/2}
 * </pre>
 *
 * until ‖Δw‖² ≤ tolerance·N or there were as many steps as allowed, which is no failure: one step is enough where model
 * and operator are linear. In the bundle variant E = x̄ + wᵀ·A + ε·A and Y_j = S_j/ε. With a {@link
 * IEnKSScheme#prior() finite-size prior} the last term of J is ½·(N − 1)·c·ln(ε_N + ‖w‖²) of {@link
 * org.isobit.models.assimilation.FiniteSize}, and N − 1 in B and in the gradient is its ζ (IEnKS-N, 2012 and 2013).
 *
 * <p>The members x̄ + wᵀ·A + T·A are the smoothed estimate at the beginning of the window. Once the window is full they
 * are taken on by one interval, where the next one begins; there anomalies are rotated and inflated, as far as they
 * shall be. From there they run to the end of the window, where they are the estimate, and on as the forecast. Where
 * observations are assimilated several times (MDA), that would be an estimate with less than all of them: a second
 * minimisation from the same beginning, with the weights that are left of each observation, β_1 + … + β_j, gives both
 * estimates (the balancing step of 2014), and only the beginning of the next window comes from the first one.
 *
 * <p>A step whose B has a condition number above {@link Filter#LARGEST_CONDITION} is refused.
 *
 * <p>Each step takes a run of all members through the window, one application of H for each of its observations with a
 * weight, about N²·(2·n + 4·p) + 10·N³ flops for n variables and p observations. Of SDA in the transform variant the
 * first step takes the forecast, so that an analysis of k steps is k runs; otherwise it is k + 1. Memory is 8·N·n +
 * 2·N·p + 5·N² numbers besides the members. Held to the scores that DAPPER lists for Lorenz-63 (Bocquet and Sakov 2012)
 * and to the bounds of DataAssimilationBenchmarks.jl, for linear models to ETKF and to the smoother EnKS, and to the
 * minimum of J by Newton's method for one nonlinear variable. Not thread-safe.
 */
public final class IEnKS implements Estimator {

  private static final String NAME = "IEnKS";

  private final ForecastModel model;
  private final Ensemble ensemble;
  private final IEnKSScheme scheme;
  private final boolean single;
  private final List<Double> remaining;
  private final int members;
  private final int size;

  /**
   * The members at the beginning of the window and its time level; steps and observations of its intervals, so many of
   * which have ended, and steps since the last.
   */
  private final Ensemble start;
  private long begin;
  private boolean begun;
  private final int[] intervals;
  private final Observations[] observed;
  private int ended;
  private int length;

  private final Ensemble smoothed;
  private boolean settled;

  private final Ensemble work;
  private final Ensemble next;
  private final Ensemble earlier;
  private final double[] mean;
  private final double[] anomalies;
  private final GaussNewton minimum;
  private final Workspace workspace = new Workspace();
  private int taken;

  /**
   * The smoother at its beginning.
   *
   * @param model    the model
   * @param ensemble the initial members, kept and written to
   * @param scheme   window, variant, inflation, when steps end
   * @throws IllegalArgumentException if sizes differ, or there is one member
   */
  public IEnKS(ForecastModel model, Ensemble ensemble, IEnKSScheme scheme) {
    this.model = Objects.requireNonNull(model, "model");
    this.ensemble = Objects.requireNonNull(ensemble, "ensemble");
    this.scheme = Objects.requireNonNull(scheme, "scheme");
    single = scheme.single();
    remaining = scheme.remaining();
    ensemble.requireSpread(NAME);
    members = ensemble.members();
    size = ensemble.size();
    if (model.size() != size) {
      throw new IllegalArgumentException(NAME + ": the model has " + model.size() + " variables but the members have "
          + size);
    }
    intervals = new int[scheme.lag()];
    observed = new Observations[scheme.lag()];
    Checks.elements(NAME, members, size, 6 * Double.BYTES);
    start = ensemble.copy();
    smoothed = Ensemble.allocate(members, size);
    work = Ensemble.allocate(members, size);
    next = Ensemble.allocate(members, size);
    earlier = Ensemble.allocate(members, size);
    mean = new double[size];
    anomalies = new double[work.values().length];
    minimum = new GaussNewton(NAME, members, scheme.bundle(), scheme.prior());
  }

  /**
   * Takes the members on; the window's last interval grows.
   *
   * @throws IllegalArgumentException if steps is negative, or the members are at another time level
   */
  @Override
  public void forecast(long from, int steps, Workers workers) {
    if (begun && from != now()) {
      throw new IllegalArgumentException(NAME + ": the members are at time level " + now() + ", not " + from);
    }
    int longer = Math.addExact(length, steps);
    model.advance(from, steps, ensemble, workers);
    begin = begun ? begin : from;
    begun = true;
    length = longer;
  }

  private long now() {
    long level = begin + length;
    for (int i = 0; i < ended; i++) {
      level += intervals[i];
    }
    return level;
  }

  @Override
  public void analyse(Observations observations, Cycle cycle) {
    Workers workers = cycle.workers();
    Cycle own = cycle.with(workspace);
    ensemble.requireFinite(NAME);
    // Beyond those that have ended: if the analysis fails, the next one writes here again.
    intervals[ended] = length;
    observed[ended] = observations;
    taken = 0;
    boolean full = ended == intervals.length - 1;
    minimise(scheme.weights(), own);
    depart(full, own);
    next.copyFrom(work);
    if (!single) {
      minimise(remaining, own);
      depart(full, own);
    }
    long level = begin + (full ? intervals[0] : 0);
    for (int i = full ? 1 : 0; i <= ended; i++) {
      level = advance(level, i, workers);
    }
    ensemble.copyFrom(work);
    start.copyFrom(next);
    length = 0;
    if (full) {
      smoothed.copyFrom(earlier);
      settled = true;
      begin += intervals[0];
      System.arraycopy(intervals, 1, intervals, 0, ended);
      System.arraycopy(observed, 1, observed, 0, ended);
    } else {
      ended++;
    }
  }

  /** Leaves the weights and the transform of least cost, for these weights of the observations. */
  private void minimise(List<Double> weights, Cycle cycle) {
    Workers workers = cycle.workers();
    int oldest = weights.size() - 1 - ended;
    minimum.begin();
    work.copyFrom(start);
    if (!observes(weights, oldest)) {
      return;
    }
    Anomalies.subtractMean(members, size, start.values(), 0, size, mean, 0, anomalies, 0, size, workers);
    int steps = 0;
    double squares;
    do {
      if (single && steps == 0 && scheme.bundle() == 0.0) {
        // The forecast is where the members at the beginning run to.
        work.copyFrom(ensemble);
        observe(ended, weights.getLast(), cycle);
      } else {
        place(false, workers);
        long level = begin;
        for (int i = 0; i <= ended; i++) {
          level = advance(level, i, workers);
          observe(i, weights.get(oldest + i), cycle);
        }
      }
      squares = minimum.step();
      steps++;
      taken++;
    } while (squares > scheme.tolerance() * members && steps < scheme.iterations());
    place(true, workers);
  }

  private boolean observes(List<Double> weights, int oldest) {
    for (int i = 0; i <= ended; i++) {
      if (weights.get(oldest + i) > 0.0 && observed[i].count() > 0) {
        return true;
      }
    }
    return false;
  }

  private void observe(int interval, double weight, Cycle cycle) {
    if (weight > 0.0 && observed[interval].count() > 0) {
      Analysis.inspect(NAME, work, observed[interval], cycle, a -> minimum.add(a, weight));
    }
  }

  /** x̄ + wᵀ·A + T·A, the analysis, or what sensitivities are found with. */
  private void place(boolean analysis, Workers workers) {
    double[] e = work.values();
    Transform.apply(false, members, members, size, minimum.transform(analysis), 0, members, anomalies, 0, size, e, 0,
        size, workers);
    Anomalies.addMean(members, size, mean, 0, e, 0, size, e, 0, size, workers);
  }

  /** Takes the members on by one interval; returns the time level there. */
  private long advance(long level, int interval, Workers workers) {
    model.advance(level, intervals[interval], work, workers);
    requireFinite("the forecast");
    return level + intervals[interval];
  }

  /** From the members at the beginning of the window to those at the beginning of the next one. */
  private void depart(boolean full, Cycle cycle) {
    if (full) {
      earlier.copyFrom(work);
      advance(begin, 0, cycle.workers());
    }
    widen(cycle);
  }

  /** Rotates and inflates. */
  private void widen(Cycle cycle) {
    double factor = scheme.inflation().posteriorFactor();
    if (!scheme.rotation() && factor == 1.0) {
      return;
    }
    Workers workers = cycle.workers();
    double[] e = work.values();
    Anomalies.subtractMean(members, size, e, 0, size, mean, 0, anomalies, 0, size, workers);
    if (scheme.rotation()) {
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
  public int lag() {
    return scheme.lag();
  }

  /** The members at the beginning of the last analysis's window; null as long as no window was full. */
  @Override
  public Ensemble smoothed() {
    return settled ? smoothed : null;
  }

  @Override
  public void spread(double[] deviations) {
    Estimator.requireLength(NAME, deviations, size);
    EnsembleMoments.spread(members, size, ensemble.values(), ensemble.index(0), ensemble.ld(), deviations, 0);
  }

  @Override
  public String toString() {
    return NAME + "[" + scheme + "]";
  }
}
