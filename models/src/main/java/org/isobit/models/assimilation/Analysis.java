package org.isobit.models.assimilation;

import java.util.function.IntPredicate;
import org.isobit.kernels.Environment;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.ensemble.EnsembleMoments;
import org.isobit.kernels.ensemble.Relaxation;
import org.isobit.kernels.ensemble.Transform;
import org.isobit.kernels.gemm.Gemm;

/**
 * One analysis under way: what every filter does before and after its own step. Nothing is written to the caller's
 * ensemble before the whole analysis stands and is finite.
 *
 * <p>Rows are members, as in the ensemble: anomalies are members × size, the observed ones members × count.
 */
final class Analysis {

  /** A filter's own step: from forecast to analysis anomalies and mean. Or, of an inspection, a look. */
  @FunctionalInterface
  interface Step {
    /** Ends by {@link #transform} or {@link #updated}. */
    void run(Analysis analysis);
  }

  /** Elements of an ensemble below which a pass over it is not worth a second thread. */
  private static final long SERIAL_BELOW = 200_000;

  final String filter;
  final Cycle cycle;
  final Workers workers;
  final Workspace workspace;
  final Observations observations;
  final Inflation inflation;
  final boolean rotation;
  final int members;
  final int size;
  final int count;

  /** Mean: of the forecast, and from the step on of the analysis. */
  final double[] mean;

  /** Forecast anomalies A, inflated beforehand if so wished. */
  final double[] forecast;

  /** Analysis anomalies. */
  final double[] analysis;

  /** Whitened observed anomalies, S = R^{-1/2}·Y (over error deviations, or L⁻¹·Y), as the transform sees them. */
  final double[] s;

  /** Whitened innovation of the mean. */
  final double[] innovation;

  /** 1 / error deviations; 1 where errors are correlated. */
  private final double[] precision;

  /** Trace of S·Sᵀ. */
  private double trace;

  /** √ of the factor on the forecast covariance inside the transform; s has it, forecast has not. */
  final double amplification;

  private final Ensemble ensemble;
  private boolean relaxed;
  private boolean rotated;

  /** Whether the array of analysis anomalies holds the analysis itself already. */
  private boolean complete;

  private Analysis(String filter, Ensemble ensemble, Observations observations, Cycle cycle, Workspace workspace,
      Inflation inflation, boolean rotation) {
    this.filter = filter;
    this.ensemble = ensemble;
    this.observations = observations;
    this.cycle = cycle;
    this.workers = cycle.workers();
    this.workspace = workspace;
    this.inflation = inflation;
    this.rotation = rotation;
    members = ensemble.members();
    size = ensemble.size();
    count = observations.count();
    mean = workspace.doubles("mean", size);
    forecast = workspace.matrix("forecast", members, size);
    analysis = workspace.matrix("analysis", members, size);
    s = workspace.matrix("observed", members, count);
    innovation = workspace.doubles("innovation", count);
    precision = workspace.doubles("precision", count);
    double factor = inflation.transformFactor();
    amplification = factor == 1.0 ? 1.0 : Math.sqrt(factor);
  }

  /** The analysis of unit vectors with the same observations: field v is the v-th one at each of n points. */
  private Analysis(Analysis of, int n) {
    filter = of.filter;
    ensemble = of.ensemble;
    observations = of.observations;
    cycle = of.cycle;
    workers = of.workers;
    workspace = of.workspace;
    inflation = of.inflation;
    rotation = of.rotation;
    members = of.members;
    size = members * n;
    count = of.count;
    mean = workspace.doubles("unit mean", size);
    forecast = workspace.matrix("unit vectors", members, size);
    analysis = workspace.matrix("unit analysis", members, size);
    s = of.s;
    innovation = of.innovation;
    precision = of.precision;
    trace = of.trace;
    amplification = of.amplification;
    java.util.Arrays.fill(forecast, 0.0);
    for (int m = 0; m < members; m++) {
      java.util.Arrays.fill(forecast, m * size + m * n, m * size + (m + 1) * n, 1.0);
    }
  }

  /** An analysis whose local steps leave, for each of n points, the transform in fields and its weights in the mean. */
  Analysis units(int n) {
    return new Analysis(this, n);
  }

  /** Runs a filter whose step is one transform for all variables. */
  static void runGlobal(String filter, Ensemble ensemble, Observations observations, Cycle cycle, Inflation inflation,
      boolean rotation, Step step) {
    run(filter, ensemble, observations, cycle, inflation, rotation, a -> {
      if (a.count > 0) {
        step.run(a);
      } else {
        a.unobserved();
      }
    });
  }

  /** The step where there is nothing to assimilate: only inflation is left, that inside the transform included. */
  private void unobserved() {
    amplifyTo(analysis, size);
  }

  /** Runs a filter. */
  static void run(String filter, Ensemble ensemble, Observations observations, Cycle cycle, Inflation inflation,
      boolean rotation, Step step) {
    prepared(filter, ensemble, observations, cycle, inflation, rotation, a -> {
      step.run(a);
      a.finish();
    });
  }

  /** Shows what a filter would start from, and changes nothing. */
  static void inspect(String name, Ensemble ensemble, Observations observations, Cycle cycle, Step step) {
    prepared(name, ensemble, observations, cycle, Inflation.none(), false, step);
  }

  private static void prepared(String filter, Ensemble ensemble, Observations observations, Cycle cycle,
      Inflation inflation, boolean rotation, Step step) {
    Environment.require();
    Workspace workspace = cycle.workspace() == null ? new Workspace() : cycle.workspace();
    workspace.acquire();
    try {
      Analysis a = new Analysis(filter, ensemble, observations, cycle, workspace, inflation, rotation);
      a.prepare();
      step.run(a);
    } finally {
      workspace.release();
    }
  }

  private void prepare() {
    if (parallel(m -> Ensemble.firstNotFinite(ensemble.values(), ensemble.index(m), size) >= 0) >= 0) {
      ensemble.requireFinite(filter);
    }
    Anomalies.subtractMean(members, size, ensemble.values(), ensemble.index(0), ensemble.ld(), mean, 0, forecast, 0,
        size, workers);
    Ensemble states = ensemble;
    if (inflatedBefore()) {
      Anomalies.addMean(members, size, mean, 0, forecast, 0, size, analysis, 0, size, workers);
      states = Ensemble.of(analysis, members, size);
    }
    if (count == 0) {
      return;
    }
    observations.operator().apply(states, s);
    for (int m = 0; m < members; m++) {
      int j = Ensemble.firstNotFinite(s, m * count, count);
      if (j >= 0) {
        throw new IllegalArgumentException(filter + ": the observation operator gives " + s[m * count + j]
            + " for member " + m + ", observation " + j);
      }
    }
    Anomalies.subtractMean(members, count, s, 0, count, innovation, 0, s, 0, count, Workers.serial());
    observations.precisions(precision);
    for (int j = 0; j < count; j++) {
      innovation[j] = (observations.value(j) - innovation[j]) * precision[j];
    }
    for (int m = 0; m < members; m++) {
      normalise(count, s, m * count, precision, amplification);
    }
    observations.blocks().whiten(1, innovation, count, workspace);
    observations.blocks().whiten(members, s, count, workspace);
    trace = Limits.requireProducts(this);
  }

  /** Inflates the forecast anomalies; tells whether that changed them. */
  private boolean inflatedBefore() {
    double prior = inflation.priorFactor();
    if (prior != 1.0) {
      Anomalies.scale(members, size, prior, forecast, 0, size, workers);
    }
    double[] field = inflation.field();
    if (field == null) {
      return prior != 1.0;
    }
    if (field.length != size) {
      throw new IllegalArgumentException(filter + ": the inflation is for " + field.length + " variables, but a state "
          + "has " + size);
    }
    double[] roots = workspace.doubles("roots of inflation", size);
    for (int i = 0; i < size; i++) {
      roots[i] = Math.sqrt(field[i]);
    }
    parallel(m -> {
      normalise(size, forecast, m * size, roots, 1.0);
      return false;
    });
    return true;
  }

  /** Whitens rows × count of what is in the observations' units. */
  void whiten(int rows, double[] x) {
    for (int m = 0; m < rows; m++) {
      normalise(count, x, m * count, precision, 1.0);
    }
    observations.blocks().whiten(rows, x, count, workspace);
  }

  /** Refuses the analysis if an upper bound of the condition number of S·Sᵀ + (N − 1)·I, from its trace, is too large. */
  void requireBoundedCondition() {
    requireCondition((trace + (members - 1)) / (members - 1), "");
  }

  /**
   * Refuses an analysis that would lose too many digits.
   *
   * @param condition largest eigenvalue of S·Sᵀ + (N − 1)·I over N − 1
   * @param where     where in the state, or nothing
   */
  void requireCondition(double condition, String where) {
    Limits.requireCondition(filter, condition, where);
  }

  private static void normalise(int n, double[] x, int at, double[] factor, double more) {
    for (int j = 0; j < n; j++) {
      x[at + j] = x[at + j] * factor[j] * more;
    }
  }

  /**
   * Ends a global step: mean += f·wᵀ·A and analysis anomalies = f·T·A, with what can be done to T done there.
   *
   * @param t members × members, changed
   * @param w members, changed
   */
  void transform(double[] t, double[] w) {
    double relaxation = inflation.amount(Inflation.Kind.RELAX_TO_PRIOR_PERTURBATIONS);
    double keep = (1.0 - relaxation) * amplification;
    if (keep != 1.0) {
      Anomalies.scale(members, members, keep, t, 0, members, Workers.serial());
    }
    if (relaxation != 0.0) {
      for (int m = 0; m < members; m++) {
        t[m * members + m] += relaxation;
      }
    }
    relaxed = true;
    double[] transform = t;
    if (rotation) {
      double[] r = Rotation.matrix(members, cycle, workspace);
      transform = workspace.matrix("rotated", members, members);
      Gemm.gemm(false, false, members, members, members, 1.0, r, 0, members, t, 0, members, 0.0, transform, 0,
          members);
      rotated = true;
    }
    if (amplification != 1.0) {
      Anomalies.scale(1, members, amplification, w, 0, members, Workers.serial());
    }
    Gemm.gemm(false, false, 1, size, members, 1.0, w, 0, members, forecast, 0, size, 1.0, mean, 0, size, workers);
    if (inflation.amount(Inflation.Kind.RELAX_TO_PRIOR_SPREAD) == 0.0) {
      double posterior = inflation.posteriorFactor();
      if (posterior != 1.0) {
        Anomalies.scale(members, members, posterior, transform, 0, members, Workers.serial());
      }
      Transform.applyAround(false, members, members, size, transform, 0, members, mean, 0, forecast, 0, size, analysis,
          0, size, workers);
      complete = true;
    } else {
      Transform.apply(false, members, members, size, transform, 0, members, forecast, 0, size, analysis, 0, size,
          workers);
    }
  }

  /** Forecast anomalies as the transform sees them, which a step that updates them in place starts from. */
  void amplifyTo(double[] z, int ld) {
    amplifyTo(0, size, z, ld);
  }

  /** Those of n variables. */
  void amplifyTo(int first, int n, double[] z, int ld) {
    for (int m = 0; m < members; m++) {
      System.arraycopy(forecast, m * size + first, z, m * ld, n);
    }
    if (amplification != 1.0) {
      Anomalies.scale(members, n, amplification, z, 0, ld, workers);
    }
  }

  private void finish() {
    double[] result = complete ? analysis : inflated();
    int bad = parallel(m -> Ensemble.firstNotFinite(result, m * size, size) >= 0);
    if (bad >= 0) {
      int i = Ensemble.firstNotFinite(result, bad * size, size);
      throw new NumericalException(filter + ": the analysis of member " + bad + " is not finite", i,
          result[bad * size + i]);
    }
    parallel(m -> {
      System.arraycopy(result, m * size, ensemble.values(), ensemble.index(m), size);
      return false;
    });
  }

  /** What is left to do to analysis anomalies that a local step left. */
  private double[] inflated() {
    double relaxation = inflation.amount(Inflation.Kind.RELAX_TO_PRIOR_PERTURBATIONS);
    if (!relaxed && relaxation != 0.0) {
      Relaxation.toPriorPerturbations(members, size, relaxation, forecast, 0, size, analysis, 0, size, workers);
    }
    double toSpread = inflation.amount(Inflation.Kind.RELAX_TO_PRIOR_SPREAD);
    if (toSpread != 0.0) {
      double[] before = workspace.doubles("forecast spread", size);
      double[] after = workspace.doubles("analysis spread", size);
      EnsembleMoments.anomalySpread(members, size, forecast, 0, size, before, 0, workers);
      EnsembleMoments.anomalySpread(members, size, analysis, 0, size, after, 0, workers);
      Relaxation.toPriorSpread(members, size, toSpread, before, 0, after, 0, analysis, 0, size, workers);
    }
    double[] result = analysis;
    if (rotation && !rotated) {
      // The forecast anomalies are no longer needed.
      result = forecast;
      Transform.apply(false, members, members, size, Rotation.matrix(members, cycle, workspace), 0, members, analysis, 0,
          size, result, 0, size, workers);
    }
    double posterior = inflation.posteriorFactor();
    if (posterior != 1.0) {
      Anomalies.scale(members, size, posterior, result, 0, size, workers);
    }
    Anomalies.addMean(members, size, mean, 0, result, 0, size, result, 0, size, workers);
    return result;
  }

  /** Runs something for every member; returns the first for which it is true, or −1. */
  private int parallel(IntPredicate member) {
    Workers pool = (long) members * size < SERIAL_BELOW ? Workers.serial() : workers;
    boolean[] found = new boolean[members];
    pool.run(members, (m, slot) -> found[m] = member.test(m));
    for (int m = 0; m < members; m++) {
      if (found[m]) {
        return m;
      }
    }
    return -1;
  }
}
