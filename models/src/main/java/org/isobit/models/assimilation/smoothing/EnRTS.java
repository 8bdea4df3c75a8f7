package org.isobit.models.assimilation.smoothing;

import java.util.Objects;
import java.util.Set;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.ensemble.EnsembleMoments;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.eigen.SymmetricEigen;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Finite;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.spi.EstimatorOptions;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.assimilation.spi.MethodProfile.Trait;
import org.isobit.models.registry.Keys;

/**
 * The ensemble smoother of Rauch, Tung and Striebel (1965, AIAA J. 3, 1445–1450) with a fixed lag (Raanes 2016, Q. J.
 * R. Meteorol. Soc. 142, 1259–1264). After an analysis it goes back from now, over lag times, with the gain J between
 * an analysis and the forecast that it led to:
 *
 * <pre>
 *   E^s_j = E^a_j + (E^s_{j+1} − E^f_{j+1})·J_j,   J_j = (A^f_{j+1})⁺·A^a_j
 * </pre>
 *
 * rows being members, A anomalies and ⁺ the pseudoinverse. What an analysis does to members need not be known, so that
 * any filter makes a smoother, a local one as well. For the same ensemble it is {@link EnKS} where anomalies of the
 * forecast are linearly independent but for their sum, N − 1 ≤ n, or the model is linear (Raanes); otherwise its
 * increments are those of a regression.
 *
 * <p>(A^f)⁺ = (A^f)ᵀ·(A^f·(A^f)ᵀ)⁺ by the eigenvalues of a matrix of the members, those that are rounding left out. An
 * analysis costs the filter's, one such matrix, about 2·N²·n + 9·N³ flops, and 6·N²·n flops for each time that it goes
 * back. Memory is 2·(lag + 3)·N·n numbers and the filter's own. Held to EnKS for linear models, which is held to the
 * Kalman smoother, and for Lorenz-96 with fewer members than variables, and to the regression by dense matrices. Not
 * thread-safe.
 */
public final class EnRTS implements Estimator {

  private static final String NAME = "EnRTS";

  /** One time: the forecast, its analysis, and the pseudoinverse of A^f·(A^f)ᵀ. */
  private record Time(Ensemble forecast, Ensemble analysis, double[] pseudoinverse) {}

  private final ForecastModel model;
  private final Filter filter;
  private final int members;
  private final int size;

  /** A ring of times. */
  private final Time[] times;
  private int now;
  private int filled = 1;

  private final Ensemble smoothed;
  private boolean settled;

  private final Ensemble work;
  private final Ensemble back;
  private final double[] mean;
  private final double[] anomalies;
  private final double[] gram;
  private final double[] cross;
  private final double[] weights;
  private final SymmetricEigen eigen = new SymmetricEigen();

  /**
   * The smoother at its beginning.
   *
   * @param model    the model
   * @param ensemble the initial members; copied
   * @param filter   analyses them
   * @param lag      how many times it goes back, at least 1
   * @throws IllegalArgumentException if the model has another number of variables than the members, there is one
   *                                  member, lag is not positive, or the states of all times do not fit
   */
  public EnRTS(ForecastModel model, Ensemble ensemble, Filter filter, int lag) {
    this.model = Objects.requireNonNull(model, "model");
    this.filter = Objects.requireNonNull(filter, "filter");
    if (lag < 1 || lag == Integer.MAX_VALUE) {
      throw new IllegalArgumentException(NAME + ": lag must be 1 or more, but is " + lag);
    }
    ensemble.requireSpread(NAME);
    members = ensemble.members();
    size = ensemble.size();
    if (model.size() != size) {
      throw new IllegalArgumentException(NAME + ": the model has " + model.size() + " variables but the members have "
          + size);
    }
    int square = Checks.elements(NAME, members, members, Double.BYTES);
    int states = Checks.elements(NAME, members, size, Double.BYTES);
    int kept = Checks.elements(NAME, lag + 1, 2, Double.BYTES);
    double[] all = new double[Checks.elements(NAME, kept, states, Double.BYTES)];
    times = new Time[lag + 1];
    for (int t = 0; t <= lag; t++) {
      times[t] = new Time(Ensemble.of(all, 2L * t * states, size, members, size),
          Ensemble.of(all, (2L * t + 1) * states, size, members, size), new double[square]);
    }
    times[0].analysis.copyFrom(ensemble);
    smoothed = Ensemble.allocate(members, size);
    work = Ensemble.allocate(members, size);
    back = Ensemble.allocate(members, size);
    mean = new double[size];
    anomalies = new double[states];
    gram = new double[square];
    cross = new double[square];
    weights = new double[square];
  }

  /** Takes the members on in time; those that there were become the latest of the earlier ones. */
  @Override
  public void forecast(long from, int steps, Workers workers) {
    if (steps < 0) {
      throw new IllegalArgumentException(NAME + ": steps must not be negative, but is " + steps);
    }
    Time next = times[(now + 1) % times.length];
    work.copyFrom(ensemble());
    model.advance(from, steps, work, workers);
    next.forecast.copyFrom(work);
    next.analysis.copyFrom(work);
    now = (now + 1) % times.length;
    filled = Math.min(filled + 1, times.length);
    settled = false;
  }

  @Override
  public void analyse(Observations observations, Cycle cycle) {
    Time time = times[now];
    work.copyFrom(time.analysis);
    filter.analyse(work, observations, cycle);
    if (filled > 1) {
      invert(time, cycle.workers());
    }
    if (filled == times.length) {
      back.copyFrom(work);
      goBack(cycle.workers());
      smoothed.copyFrom(back);
      settled = true;
    }
    time.analysis.copyFrom(work);
  }

  /** (A^f·(A^f)ᵀ)⁺ of a time. */
  private void invert(Time time, Workers workers) {
    center(time.forecast, workers);
    Gemm.gram(false, members, size, 1.0, anomalies, 0, size, 0.0, gram, 0, members, workers);
    eigen.factor(members, gram, 0, members);
    double[] function = new double[members];
    eigen.values(function, 0);
    for (int m = 0; m < members; m++) {
      function[m] = function[m] > eigen.negligible() ? 1.0 / function[m] : 0.0;
    }
    eigen.function(function, 0, time.pseudoinverse, 0, members);
  }

  /** Takes the members of now back, time by time, to the smoothed ones of the first. */
  private void goBack(Workers workers) {
    for (int ago = 0; ago < times.length - 1; ago++) {
      Time later = at(ago);
      Time time = at(ago + 1);
      // (E^s − E^f)·(A^f)ᵀ·(A^f·(A^f)ᵀ)⁺
      double[] e = back.values();
      int at = later.forecast.index(0);
      for (int i = 0; i < e.length; i++) {
        e[i] -= later.forecast.values()[at + i];
      }
      center(later.forecast, workers);
      Gemm.gemm(false, true, members, members, size, 1.0, e, 0, size, anomalies, 0, size, 0.0, cross, 0, members,
          workers);
      Gemm.gemm(false, false, members, members, members, 1.0, cross, 0, members, later.pseudoinverse, 0, members, 0.0,
          weights, 0, members, workers);
      center(time.analysis, workers);
      back.copyFrom(time.analysis);
      Gemm.gemm(false, false, members, size, members, 1.0, weights, 0, members, anomalies, 0, size, 1.0, e, 0, size,
          workers);
    }
    for (int m = 0; m < members; m++) {
      int i = Finite.first(back.values(), m * size, size);
      if (i >= 0) {
        throw new NumericalException(NAME + ": the smoothed member " + m + " is not finite at variable", i,
            back.get(m, i));
      }
    }
  }

  private void center(Ensemble ensemble, Workers workers) {
    Anomalies.subtractMean(members, size, ensemble.values(), ensemble.index(0), size, mean, 0, anomalies, 0, size,
        workers);
  }

  private Time at(int ago) {
    return times[(now - ago + times.length) % times.length];
  }

  /** The members of now. */
  @Override
  public Ensemble ensemble() {
    return times[now].analysis;
  }

  @Override
  public int lag() {
    return times.length - 1;
  }

  @Override
  public Ensemble smoothed() {
    return settled ? smoothed : null;
  }

  @Override
  public void spread(double[] deviations) {
    Estimator.requireLength(NAME, deviations, size);
    EnsembleMoments.spread(members, size, ensemble().values(), ensemble().index(0), size, deviations, 0);
  }

  @Override
  public String toString() {
    return NAME + "[" + filter + ", lag " + lag() + "]";
  }

  /** The smoother in configurations. */
  public static final class Provider extends SmootherProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("enrts", NAME, "ensemble smoother of Rauch, Tung and Striebel with a fixed lag: back from the last "
          + "analysis by regression", "Rauch, Tung and Striebel 1965; Raanes 2016");
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
      return MethodProfile.of(EnRTS.class,
          "EnKS with a linear model; smoother of Rauch, Tung and Striebel", Trait.NONLINEAR_OPERATOR, Trait.SMOOTHER);
    }

    @Override
    public Estimator estimator(EstimatorOptions o) {
      return new EnRTS(o.model(), o.ensemble(), Smoothers.filter(o.filter()), Smoothers.lag(o.filter()));
    }
  }
}
