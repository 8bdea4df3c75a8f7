// Master of FloatAnalysis: the float version is generated from this file.
package org.isobit.models.assimilation.internal;

import java.util.function.IntPredicate;
import org.isobit.kernels.Environment;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.ensemble.EnsembleMoments;
import org.isobit.kernels.ensemble.Relaxation;
import org.isobit.kernels.ensemble.Transform;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Finite;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.Workspace;

/**
 * One analysis under way: what every filter does to states before and after its own step. Nothing is written to the
 * caller's ensemble before the whole analysis stands and is finite.
 *
 * <p>Rows are members, as in the ensemble: anomalies are members × size.
 */
public final class Analysis extends ObservationSpace {

  /** A filter's own step: from forecast to analysis anomalies and mean. Or, of an inspection, a look. */
  @FunctionalInterface
  public interface Step {
    /** Leaves analysis anomalies and mean. */
    public void run(Analysis analysis);
  }

  /** Elements of an ensemble below which a pass over it is not worth a second thread. */
  private static final long SERIAL_BELOW = 200_000;

  /** Mean: of the forecast, and from the step on of the analysis. */
  public final double[] mean;

  /** Forecast anomalies A, inflated beforehand if so wished. */
  public final double[] forecast;

  /** Analysis anomalies. */
  public final double[] analysis;

  private final Ensemble ensemble;

  /** Whether the step has relaxed and rotated already. */
  boolean relaxed;
  boolean rotated;

  /** Whether the array of analysis anomalies holds the analysis itself already. */
  public boolean complete;

  /** Whether it is known to be finite. */
  public boolean finite;

  /** Whether the ensemble shall stay as it is, to the bit. */
  private boolean idle;

  private Analysis(String filter, Ensemble ensemble, Observations observations, Cycle cycle, Workspace workspace,
      Inflation inflation, boolean rotation) {
    super(filter, ensemble.members(), ensemble.size(), observations, cycle, workspace, inflation, rotation);
    this.ensemble = ensemble;
    mean = workspace.doubles(Analysis.class, "mean", size);
    forecast = workspace.doubles(Analysis.class, "forecast", members, size);
    analysis = workspace.doubles(Analysis.class, "analysis", members, size);
  }

  /**
   * A step of its own for states of another size, in given arrays, with the same observations. It is never finished.
   *
   * @param mean     size
   * @param forecast members × size
   * @param analysis members × size
   */
  Analysis(ObservationSpace of, int size, double[] mean, double[] forecast, double[] analysis) {
    super(of, size);
    this.ensemble = null;
    this.mean = mean;
    this.forecast = forecast;
    this.analysis = analysis;
  }

  /**
   * The analysis of unit vectors with the same observations, field v being the v-th one at each of n points: its local
   * steps leave, for each point, the transform in fields and its weights in the mean.
   *
   * @param rows order of the transform: members, or one less in the error subspace
   */
  public Analysis units(int n, int rows) {
    int length = rows * n;
    double[] units = workspace.doubles(Analysis.class, "unit vectors", members, length);
    java.util.Arrays.fill(units, 0.0);
    for (int m = 0; m < rows; m++) {
      java.util.Arrays.fill(units, m * length + m * n, m * length + (m + 1) * n, 1.0);
    }
    return new Analysis(this, length, workspace.doubles(Analysis.class, "unit mean", length), units,
        workspace.doubles(Analysis.class, "unit analysis", members, length));
  }

  /** Runs a filter. */
  public static void run(String filter, Ensemble ensemble, Observations observations, Cycle cycle, Inflation inflation,
      boolean rotation, Step step) {
    prepared(filter, ensemble, observations, cycle, inflation, rotation, a -> {
      step.run(a);
      a.finish();
    });
  }

  /** Shows what a filter would start from, and changes nothing. */
  public static void inspect(String name, Ensemble ensemble, Observations observations, Cycle cycle, Step step) {
    prepared(name, ensemble, observations, cycle, Inflation.none(), false, step);
  }

  private static void prepared(String filter, Ensemble ensemble, Observations observations, Cycle cycle,
      Inflation inflation, boolean rotation, Step step) {
    Environment.require();
    ensemble.requireSpread(filter);
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
    Anomalies.subtractMean(members, size, ensemble.values(), ensemble.index(0), ensemble.ld(), mean, 0, forecast, 0,
        size, workers);
    // A mean is finite only if all members are: one number to look at instead of N.
    if (Finite.first(mean, 0, size) >= 0) {
      ensemble.requireFinite(filter);
    }
    Ensemble states = ensemble;
    if (inflatedBefore()) {
      Anomalies.addMean(members, size, mean, 0, forecast, 0, size, analysis, 0, size, workers);
      states = Ensemble.of(analysis, members, size);
    }
    if (count == 0) {
      return;
    }
    observations.operator().apply(states, s);
    whitenObserved();
  }

  @Override
  public void column(int variable, double[] z) { // float: unchanged
    for (int m = 0; m < members; m++) {
      z[m] = forecast[m * size + variable];
    }
  }

  /** Inflates the forecast anomalies; tells whether that changed them. */
  private boolean inflatedBefore() {
    double prior = inflation.priorFactor(); // float: float prior = (float) inflation.priorFactor();
    if (prior != 1.0) {
      Anomalies.scale(members, size, prior, forecast, 0, size, workers);
    }
    double[] field = inflation.field(); // float: unchanged
    if (field == null) {
      return prior != 1.0;
    }
    if (field.length != size) {
      throw new IllegalArgumentException(filter + ": the inflation is for " + field.length + " variables, but a state "
          + "has " + size);
    }
    double[] roots = workspace.doubles(Analysis.class, "roots of inflation", size);
    for (int i = 0; i < size; i++) {
      roots[i] = Math.sqrt(field[i]);
    }
    parallel(m -> {
      for (int i = 0; i < size; i++) {
        forecast[m * size + i] = forecast[m * size + i] * roots[i];
      }
      return false;
    });
    return true;
  }

  /** Forecast anomalies as the transform sees them, which a step that updates them in place starts from. */
  public void amplifyTo(double[] z, int ld) {
    amplifyTo(0, size, z, ld);
  }

  /** Those of n variables. */
  public void amplifyTo(int first, int n, double[] z, int ld) {
    for (int m = 0; m < members; m++) {
      System.arraycopy(forecast, m * size + first, z, m * ld, n);
    }
    double factor = amplification; // float: float factor = (float) amplification;
    if (factor != 1.0) {
      Anomalies.scale(members, n, factor, z, 0, ld, workers);
    }
  }

  /**
   * The step of every filter where there is no observation at all. What remains is inflation and rotation; if these do
   * nothing either, the ensemble is not put together again from mean and anomalies, which would round.
   *
   * @param unobserved whether inflation inside the transform acts
   */
  public void withoutObservations(UnobservedPoints unobserved) {
    boolean inside = unobserved == UnobservedPoints.INFLATE && amplification != 1.0;
    idle = !inside && !rotation && inflation.posteriorFactor() == 1.0 && inflation.priorFactor() == 1.0
        && inflation.field() == null;
    if (inside) {
      amplifyTo(analysis, size);
    } else {
      System.arraycopy(forecast, 0, analysis, 0, members * size);
    }
  }

  /**
   * Whether nothing is left to do to analysis anomalies after the step but to add the mean, which the step then may do.
   */
  public boolean endsWithStep() {
    return !rotation && !inflation.relaxes() && inflation.posteriorFactor() == 1.0;
  }

  private void finish() {
    if (idle) {
      return;
    }
    double[] result = complete ? analysis : inflated();
    int bad = finite ? -1 : parallel(m -> Finite.first(result, m * size, size) >= 0);
    if (bad >= 0) {
      int i = Finite.first(result, bad * size, size);
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
    double toPrior = amount(Inflation.Kind.RELAX_TO_PRIOR_PERTURBATIONS);
    if (!relaxed && toPrior != 0.0) {
      Relaxation.toPriorPerturbations(members, size, toPrior, forecast, 0, size, analysis, 0, size, workers);
    }
    double toSpread = amount(Inflation.Kind.RELAX_TO_PRIOR_SPREAD);
    if (toSpread != 0.0) {
      double[] before = workspace.doubles(Analysis.class, "forecast spread", size);
      double[] after = workspace.doubles(Analysis.class, "analysis spread", size);
      EnsembleMoments.anomalySpread(members, size, forecast, 0, size, before, 0, workers);
      EnsembleMoments.anomalySpread(members, size, analysis, 0, size, after, 0, workers);
      Relaxation.toPriorSpread(members, size, toSpread, before, 0, after, 0, analysis, 0, size, workers);
    }
    double[] result = analysis;
    if (rotation && !rotated) {
      // The forecast anomalies are no longer needed.
      result = forecast;
      double[] r = Rotation.matrix(members, cycle, workspace); // float: float[] r = Rotation.rounded(members, cycle, workspace);
      Transform.apply(false, members, members, size, r, 0, members, analysis, 0, size, result, 0, size, workers);
    }
    double posterior = inflation.posteriorFactor(); // float: float posterior = (float) inflation.posteriorFactor();
    if (posterior != 1.0) {
      Anomalies.scale(members, size, posterior, result, 0, size, workers);
    }
    Anomalies.addMean(members, size, mean, 0, result, 0, size, result, 0, size, workers);
    return result;
  }

  private double amount(Inflation.Kind kind) {
    return inflation.amount(kind); // float: return (float) inflation.amount(kind);
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
