package org.isobit.models.assimilation.smoothing;

import java.util.Objects;
import java.util.Set;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.EnsembleMoments;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.spi.EstimatorOptions;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.assimilation.spi.MethodProfile.Trait;
import org.isobit.models.registry.Keys;

/**
 * The ensemble Kalman smoother (Evensen and van Leeuwen 2000, Mon. Weather Rev. 128, 1852–1867) with a fixed lag: an
 * analysis changes the members that there are now, E_k, and those of earlier times by the same combination of members
 * (eq. 13 to 15 there),
 *
 * <pre>
 *   E_j ← X_k·E_j,   j = k − lag, …, k
 * </pre>
 *
 * with X_k the N × N matrix that the filter multiplies E_k by. What is kept is one long state of all these times, which
 * the filter analyses with observations of the last: so any filter makes a smoother whose observations reach
 * everywhere, ETKF, StochasticEnKF, DEnKF or SerialEnSRF, and the members of now are those of that filter alone, to the
 * bit. Inflation and rotation of the filter act on all times, again at each analysis.
 *
 * <p>An earlier time is one from which a {@link #forecast} began, so the first one is that of the initial members.
 *
 * <p>An analysis costs the filter's one of states lag + 1 times as long; the operator is applied once to the members of
 * now. Memory is N·n·(lag + 1) numbers and the filter's own, three times as many. Held to the smoother of Rauch, Tung
 * and Striebel (1965, AIAA J. 3, 1445–1450), whose means and covariances it has for linear models and operators with
 * ETKF where the ensemble spans the space, and to the filter without smoothing. Not thread-safe.
 */
public final class EnKS implements Estimator {

  private static final String NAME = "EnKS";

  private final ForecastModel model;
  private final Filter filter;
  private final int members;
  private final int size;
  private final int times;

  /** For each member its states at all times, time t at t·size; the times are a ring. */
  private final double[] states;
  private int now;
  private int filled = 1;

  /**
   * The smoother at its beginning.
   *
   * @param model    the model
   * @param ensemble the initial members; copied
   * @param filter   analyses them; its observations reach everywhere
   * @param lag      how many earlier times an analysis changes, 0 or more
   * @throws IllegalArgumentException if the model has another number of variables than the members, there is one
   *                                  member, lag is negative, or the states of all times do not fit
   */
  public EnKS(ForecastModel model, Ensemble ensemble, Filter filter, int lag) {
    this.model = Objects.requireNonNull(model, "model");
    this.filter = Objects.requireNonNull(filter, "filter");
    if (lag < 0 || lag == Integer.MAX_VALUE) {
      throw new IllegalArgumentException(NAME + ": lag must be 0 or more, but is " + lag);
    }
    ensemble.requireSpread(NAME);
    members = ensemble.members();
    size = ensemble.size();
    times = lag + 1;
    if (model.size() != size) {
      throw new IllegalArgumentException(NAME + ": the model has " + model.size() + " variables but the members have "
          + size);
    }
    states = new double[Checks.elements(NAME, members, Checks.elements(NAME, times, size, Double.BYTES),
        Double.BYTES)];
    ensemble().copyFrom(ensemble);
  }

  /**
   * Takes the members on in time. Those that there were become the latest of the earlier ones, and the earliest ones
   * are forgotten if there are more than the lag.
   */
  @Override
  public void forecast(long from, int steps, Workers workers) {
    if (steps < 0) {
      throw new IllegalArgumentException(NAME + ": steps must not be negative, but is " + steps);
    }
    int next = (now + 1) % times;
    Ensemble later = at(next);
    if (times > 1) {
      later.copyFrom(ensemble());
    }
    model.advance(from, steps, later, workers);
    now = next;
    filled = Math.min(filled + 1, times);
  }

  @Override
  public void analyse(Observations observations, Cycle cycle) {
    // As long as the ring is not full its times are the first ones.
    Ensemble all = Ensemble.of(states, 0, times * size, members, filled * size);
    int start = now * size;
    filter.analyse(all, observations.withOperator((x, observed) -> observations.operator().apply(
        Ensemble.of(x.values(), x.index(0) + start, x.ld(), members, size), observed)), cycle);
  }

  /** The members of now. */
  @Override
  public Ensemble ensemble() {
    return at(now);
  }

  /**
   * How many earlier times there are members of.
   *
   * @return 0 at the beginning, then up to the lag
   */
  public int earlier() {
    return filled - 1;
  }

  /**
   * The members of an earlier time, given all observations up to now.
   *
   * @param ago how many forecasts ago, 0 for the members of now, up to {@link #earlier()}
   * @return a view that holds until the next forecast or analysis; not to be written to
   * @throws IllegalArgumentException if they are not kept
   */
  public Ensemble smoothed(int ago) {
    if (ago < 0 || ago >= filled) {
      throw new IllegalArgumentException(NAME + ": there are members of 0 to " + earlier() + " forecasts ago, not of "
          + ago);
    }
    return at((now - ago + times) % times);
  }

  private Ensemble at(int time) {
    return Ensemble.of(states, (long) time * size, times * size, members, size);
  }

  @Override
  public int lag() {
    return times - 1;
  }

  /** The earliest members that are kept, once there are so many as the lag; analyses are taken to follow forecasts. */
  @Override
  public Ensemble smoothed() {
    return times > 1 && filled == times ? smoothed(times - 1) : null;
  }

  @Override
  public void spread(double[] deviations) {
    Estimator.requireLength(NAME, deviations, size);
    EnsembleMoments.spread(members, size, states, (long) now * size, times * size, deviations, 0);
  }

  @Override
  public String toString() {
    return NAME + "[" + filter + ", lag " + (times - 1) + "]";
  }

  /** The smoother in configurations. */
  public static final class Provider extends SmootherProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("enks", NAME, "ensemble Kalman smoother of a fixed lag: what an analysis does to members, it does to those "
          + "of earlier times", "Evensen and van Leeuwen 2000");
    }

    @Override
    public Keys keys() {
      return Smoothers.KEYS;
    }

    @Override
    public Set<Option> options() {
      return Set.of(Option.INFLATION, Option.MODEL, Option.NOISE);
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(EnKS.class,
          "smoother of Rauch, Tung and Striebel with a linear model; scores of DataAssimilationBenchmarks.jl",
          Trait.NONLINEAR_OPERATOR, Trait.SMOOTHER);
    }

    @Override
    public Estimator estimator(EstimatorOptions o) {
      return new EnKS(o.model(), o.ensemble(), Smoothers.filter(o.filter()), Smoothers.lag(o.filter()));
    }
  }
}
