package org.isobit.models.assimilation.internal;

import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Finite;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.local.FloatLocalAnalyses;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.NeighbourLists;
import org.isobit.models.assimilation.localization.ObservationReach;

/**
 * What an analysis is of, and the forecast as the observations see it: whitened observed anomalies and innovations.
 *
 * <p>All of it is in double, for states of either precision: values and errors come in double, observed states are
 * widened without a rounding, and the differences between them, in which digits cancel, are taken before anything is
 * rounded to float. That happens where local problems take their part of S ({@link FloatLocalAnalyses}).
 *
 * <p>Rows are members, as in the ensemble: observed anomalies are members × count.
 */
public abstract class ObservationSpace {

  public final String filter;
  public final Cycle cycle;
  public final Workers workers;
  public final Workspace workspace;
  public final Observations observations;
  final Inflation inflation;
  final boolean rotation;
  public final int members;
  public final int size;
  public final int count;

  /** Whitened observed anomalies, S = R^{-1/2}·Y (over error deviations, or L⁻¹·Y), as the transform sees them. */
  public final double[] s;

  /** Whitened innovation of the mean. */
  public final double[] innovation;

  /** 1 / error deviations; 1 where errors are correlated. */
  private final double[] precision;

  /** Trace of S·Sᵀ. */
  private double trace;

  /** √ of the factor on the forecast covariance inside the transform; s has it, the state's anomalies have not. */
  public final double amplification;

  /** The first analysis with these observations, which keeps what all can use. */
  private final ObservationSpace first;

  /** The rows of s as columns, once they were asked for. */
  private double[] byObservation;

  ObservationSpace(String filter, int members, int size, Observations observations, Cycle cycle, Workspace workspace,
      Inflation inflation, boolean rotation) {
    this.filter = filter;
    this.observations = observations;
    this.cycle = cycle;
    this.workers = cycle.workers();
    this.workspace = workspace;
    this.inflation = inflation;
    this.rotation = rotation;
    this.members = members;
    this.size = size;
    count = observations.count();
    s = workspace.doubles(ObservationSpace.class, "observed", members, count);
    innovation = workspace.doubles(ObservationSpace.class, "innovation", count);
    precision = workspace.doubles(ObservationSpace.class, "precision", count);
    double factor = inflation.transformFactor();
    amplification = factor == 1.0 ? 1.0 : Math.sqrt(factor);
    first = this;
  }

  /** The same observations of as many members of other states. */
  ObservationSpace(ObservationSpace of, int size) {
    filter = of.filter;
    observations = of.observations;
    cycle = of.cycle;
    workers = of.workers;
    workspace = of.workspace;
    inflation = of.inflation;
    rotation = of.rotation;
    members = of.members;
    this.size = size;
    count = of.count;
    s = of.s;
    innovation = of.innovation;
    precision = of.precision;
    trace = of.trace;
    amplification = of.amplification;
    first = of.first;
  }

  /** Writes the forecast anomalies of a variable, one for each member. */
  public abstract void column(int variable, double[] z);

  /** Turns observed states, members × count in s, into whitened anomalies and innovations. */
  void whitenObserved() {
    for (int m = 0; m < members; m++) {
      int j = Finite.first(s, m * count, count);
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
    observations.correlatedErrors().whiten(1, innovation, count, workspace);
    observations.correlatedErrors().whiten(members, s, count, workspace);
    trace = Limits.requireProducts(this);
  }

  /** Replaces rows of s, members, by their N − 1 coordinates in the error subspace; the last row becomes zero. */
  public void projectObserved() {
    ErrorSubspace.project(members, count, s, count, workers);
  }

  /** For each batch of points the observations near it, with the roots of weights. */
  public NeighbourLists near(Localization localization, int batch) {
    return localization.near(filter, size, observations, batch, workers);
  }

  /** For each of some points, so many for each of the state, the observations near it. */
  public NeighbourLists near(Localization localization, Localization some, int each) {
    return localization.near(filter, size, observations, some, each, workers);
  }

  /** For each observation what it reaches. */
  public ObservationReach reach(Localization localization) {
    return localization.reach(filter, size, observations, workers);
  }

  /** Whitens rows × count of what is in the observations' units. */
  public void whiten(int rows, double[] x) {
    for (int m = 0; m < rows; m++) {
      normalise(count, x, m * count, precision, 1.0);
    }
    observations.correlatedErrors().whiten(rows, x, count, workspace);
  }

  private static void normalise(int n, double[] x, int at, double[] factor, double more) {
    for (int j = 0; j < n; j++) {
      x[at + j] = x[at + j] * factor[j] * more;
    }
  }

  /**
   * Observed anomalies, or their rows in the error subspace, observation by observation: element (j, m) at
   * {@code j·stride + m}, with zeros beyond the rows. Several threads may ask.
   */
  public double[] byObservation(int rows, int stride) {
    return first.columns(rows, stride);
  }

  private synchronized double[] columns(int rows, int stride) {
    if (byObservation == null) {
      byObservation = workspace.doubles(ObservationSpace.class, "by observation", count, stride);
      for (int j = 0; j < count; j++) {
        for (int m = 0; m < stride; m++) {
          byObservation[j * stride + m] = m < rows ? s[m * count + j] : 0.0;
        }
      }
    }
    return byObservation;
  }

  /** Stands for the observations and what the forecast makes of them: analyses that share it share those. */
  public Object observed() {
    return first;
  }

  /** The same in float, each element rounded. */
  public float[] roundedByObservation(int rows, int stride) {
    float[] rounded = workspace.floats(ObservationSpace.class, "rounded by observation", count, stride);
    for (int j = 0; j < count; j++) {
      for (int m = 0; m < stride; m++) {
        rounded[j * stride + m] = m < rows ? (float) s[m * count + j] : 0.0f;
      }
    }
    return rounded;
  }

  /**
   * Refuses the analysis if an upper bound of the condition number of S·Sᵀ + (N − 1)·I, from its trace, is too large.
   */
  public void requireBoundedCondition() {
    requireCondition((trace + (members - 1)) / (members - 1), "");
  }

  /**
   * Refuses an analysis that would lose too many digits.
   *
   * @param condition largest eigenvalue of S·Sᵀ + (N − 1)·I over N − 1
   * @param where     says where in the state, or nothing; asked for its text only to refuse
   */
  public void requireCondition(double condition, Object where) {
    Limits.requireCondition(filter, condition, where);
  }
}
