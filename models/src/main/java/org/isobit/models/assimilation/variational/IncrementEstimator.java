package org.isobit.models.assimilation.variational;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.reduce.Reduce;
import org.isobit.linalg.minimization.Minimum;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.Finite;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.internal.Whitened;
import org.isobit.models.assimilation.localization.Modulation;

/**
 * Methods that find an increment to the mean of forecasts at the times of a window, from covariances in four dimensions
 * that need no adjoint: what {@link FGAT} and {@link EnVar} share. An increment is Z_t'·v at time t of the window, with
 * a row of Z_t for each control: rows of √β_c²·U, the same at all times, and modulated anomalies of the members at t
 * times √(β_e² ÷ (N − 1)). Not thread-safe.
 */
abstract class IncrementEstimator implements Estimator {

  final String method;

  /** √β_c²·U, or null. */
  final double[] root;

  /** Members, size of a state, times of a window. */
  final int members;
  final int n;
  final int lag;

  private final ForecastModel model;
  private final Minimization minimization;
  private final double ensembleWeight;

  /** Null without localisation. */
  private final Modulation modulation;

  private final Ensemble estimate;
  private long time;
  private boolean begun;

  /** Forecasts from the beginning of the window: for each member its states at all times, time t at t·n. */
  private final Ensemble forecasts;
  private int now;
  private boolean closed;
  private List<Seen> observed = List.of();
  private Minimum minimum;

  /**
   * What was observed at one time of the window.
   *
   * @param time index of the time
   * @param data over its errors
   */
  record Seen(int time, Whitened data) {}

  IncrementEstimator(String method, ForecastModel model, Ensemble ensemble, Hybrid hybrid, Modulation modulation,
      int lag, Minimization minimization) {
    this.method = method;
    this.model = Objects.requireNonNull(model, "model");
    this.estimate = Objects.requireNonNull(ensemble, "ensemble");
    this.minimization = Objects.requireNonNull(minimization, "minimization");
    this.modulation = modulation;
    this.lag = lag;
    members = ensemble.members();
    n = ensemble.size();
    ensembleWeight = hybrid.ensembleWeight();
    Checks.positive(method, "lag", lag);
    if (model.size() != n || hybrid.law() != null && hybrid.law().size() != n) {
      throw new IllegalArgumentException(method + ": the model has " + model.size() + " variables"
          + (hybrid.law() == null ? "" : ", the covariance " + hybrid.law().size()) + ", but a state " + n);
    }
    root = ensembleWeight == 1.0 ? null : Posterior.root(method, "background covariance", hybrid.law(),
        (1.0 - ensembleWeight) * hybrid.scale());
    forecasts = Ensemble.allocate(members, Checks.elements(method, lag, n, Double.BYTES));
    at(0).copyFrom(ensemble);
  }

  /** After a forecast; whether the window has observations already. */
  abstract void forecasted(boolean begun);

  /** The estimate, which is copied, with the mean of the analysis. */
  abstract Ensemble analysed(List<Seen> all, IncrementProblem problem, double[] mean, Cycle cycle);

  /** What an analysis without observations does to the estimate. */
  abstract void unobserved(Observations none, Cycle cycle);

  private Ensemble at(int t) {
    return Ensemble.of(forecasts.values(), t * n, lag * n, members, n);
  }

  /** Forecasts at all times of the window; those of times to come are not to be looked at. */
  final Ensemble forecasts() {
    return forecasts;
  }

  /**
   * Takes the estimate on, and inside a window the forecasts from its beginning.
   *
   * @throws IllegalArgumentException if steps is negative, or the state is at another time level
   */
  @Override
  public final void forecast(long from, int steps, Workers workers) {
    if (begun && from != time) {
      throw new IllegalArgumentException(method + ": the state is at time level " + time + ", not " + from);
    }
    Ensemble first = at(now).copy();
    model.advance(from, steps, first, workers);
    Ensemble later = first;
    if (!observed.isEmpty()) {
      later = estimate.copy();
      model.advance(from, steps, later, workers);
    }
    now += closed ? 1 : 0;
    closed = false;
    at(now).copyFrom(first);
    estimate.copyFrom(later);
    time = from + steps;
    begun = true;
    forecasted(!observed.isEmpty());
  }

  @Override
  public final void analyse(Observations observations, Cycle cycle) {
    estimate.requireFinite(method);
    if (observations.count() == 0) {
      unobserved(observations, cycle);
      if (observed.isEmpty()) {
        at(now).copyFrom(estimate);
      }
    } else {
      at(now).requireFinite(method);
      improve(observations, cycle);
    }
    closed = true;
    if (now == lag - 1) {
      now = 0;
      closed = false;
      observed = List.of();
      at(0).copyFrom(estimate);
    }
  }

  private void improve(Observations observations, Cycle cycle) {
    List<Seen> all = new ArrayList<>(observed);
    all.add(new Seen(now, new Whitened(method, observations, new Workspace())));
    IncrementProblem problem = problem(all);
    double[] s = problem.jacobian();
    all.getLast().data().requireCondition(Reduce.dot(s.length, s, 0, s, 0, cycle.workers()));
    Minimum found = minimization.minimum(method, problem, new double[problem.controls()]);
    double[] mean = at(now).mean();
    Gemm.gemv(true, n, problem.controls(), 1.0, rows(now), 0, n, found.x(), 0, 1, 1.0, mean, 0, 1, cycle.workers());
    int bad = Finite.first(mean, 0, n);
    if (bad >= 0) {
      throw new NumericalException(method + ": the analysis is not finite at variable", bad, mean[bad]);
    }
    Ensemble better = analysed(List.copyOf(all), problem, mean, cycle);
    estimate.copyFrom(better);
    observed = List.copyOf(all);
    minimum = found;
  }

  private IncrementProblem problem(List<Seen> all) {
    int count = 0;
    for (Seen o : all) {
      count = Math.addExact(count, o.data().count);
    }
    double[] jacobian = null;
    double[] d = new double[count];
    int controls = 0;
    int column = 0;
    for (Seen o : all) {
      double[] z = rows(o.time());
      controls = z.length / n;
      jacobian = jacobian == null ? new double[Checks.elements(method, controls, count, Double.BYTES)] : jacobian;
      columns(o, controls, z, jacobian, column, count);
      System.arraycopy(o.data().innovation(at(o.time()).mean()), 0, d, column, o.data().count);
      column += o.data().count;
    }
    return new IncrementProblem(controls, count, jacobian, d);
  }

  /** Writes R^{-1/2}·H of rows of x, rows × n, to some columns of s. */
  final void columns(Seen o, int rows, double[] x, double[] s, int column, int count) {
    double[] seen = o.data().rows(x, rows, n);
    for (int c = 0; c < rows; c++) {
      System.arraycopy(seen, c * o.data().count, s, c * count + column, o.data().count);
    }
  }

  /** Z_t: the rows of the fixed part, then those of members, pattern after pattern. */
  private double[] rows(int t) {
    int fixed = root == null ? 0 : n;
    int patterns = ensembleWeight == 0.0 ? 0 : modulation == null ? 1 : modulation.patterns();
    int controls = Math.addExact(fixed, Math.multiplyExact(patterns, members));
    double[] z = new double[Checks.elements(method, controls, n, Double.BYTES)];
    if (fixed > 0) {
      System.arraycopy(root, 0, z, 0, root.length);
    }
    if (patterns == 0) {
      return z;
    }
    Ensemble e = at(t);
    double[] a = new double[members * n];
    Anomalies.subtractMean(members, n, e.values(), e.index(0), e.ld(), new double[n], 0, a, 0, n, Workers.serial());
    Anomalies.scale(members, n, Math.sqrt(ensembleWeight / (members - 1)), a, 0, n, Workers.serial());
    if (modulation == null) {
      System.arraycopy(a, 0, z, fixed * n, a.length);
      return z;
    }
    for (int l = 0; l < patterns; l++) {
      for (int m = 0; m < members; m++) {
        int row = (fixed + l * members + m) * n;
        for (int i = 0; i < n; i++) {
          z[row + i] = modulation.value(l, i % modulation.points()) * a[m * n + i];
        }
      }
    }
    return z;
  }

  @Override
  public final Ensemble ensemble() {
    return estimate;
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
  public String toString() {
    return method + "[lag " + lag + ", " + minimization + "]";
  }
}
