// Master of FloatLocalField: the float version is generated from this file.
package org.isobit.gpu.local;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.kernels.device.LocalAccelerator;

/**
 * An ensemble on a device and what its analysis yields: element (m, field v, point i) of anomalies lies at
 * {@code (m·fields + v)·points + i}. Immutable; the arrays are the caller's.
 *
 * @param members  members, or rows of the error subspace
 * @param fields   values at a point
 * @param points   points
 * @param batch    points of a target, which share one problem: target t has the points from t·batch on, the last one
 *                 perhaps fewer
 * @param forecast forecast anomalies
 * @param mean     the mean, which analyses move
 * @param analysis takes the analysis; the forecast's own array, or apart from it
 */
public record LocalField(int members, int fields, int points, int batch, DeviceArray forecast, DeviceArray mean,
    DeviceArray analysis) {

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if a size is not positive or an array too short, or analysis and forecast overlap
   *                                  without being one, or the mean overlaps either
   */
  public LocalField {
    DeviceChecks.positive("local analysis", "members", members);
    DeviceChecks.positive("local analysis", "fields", fields);
    DeviceChecks.positive("local analysis", "points", points);
    DeviceChecks.positive("local analysis", "batch", batch);
    if (members > LocalLists.MOST_TERMS || (long) fields * batch > LocalAccelerator.MOST_VECTORS) {
      throw new IllegalArgumentException("local analysis: at most " + LocalLists.MOST_TERMS + " members and "
          + LocalAccelerator.MOST_VECTORS + " vectors of a target, but there are " + members + " and "
          + (long) fields * batch);
    }
    long state = (long) fields * points;
    DeviceChecks.vector("local analysis", "mean", mean, 0, state);
    DeviceChecks.vector("local analysis", "forecast", forecast, 0, members * state);
    DeviceChecks.vector("local analysis", "analysis", analysis, 0, members * state);
    if (analysis != forecast) {
      DeviceChecks.apart("local analysis", "analysis", "forecast", analysis, 0, members * state, forecast, 0,
          members * state);
    }
    DeviceChecks.apart("local analysis", "mean", "forecast", mean, 0, state, forecast, 0, members * state);
    DeviceChecks.apart("local analysis", "mean", "analysis", mean, 0, state, analysis, 0, members * state);
  }

  /**
   * An ensemble whose points have a problem each.
   *
   * @param members  members, or rows of the error subspace
   * @param fields   values at a point
   * @param points   points
   * @param forecast forecast anomalies
   * @param mean     the mean, which analyses move
   * @param analysis takes the analysis
   */
  public LocalField(int members, int fields, int points, DeviceArray forecast, DeviceArray mean, DeviceArray analysis) {
    this(members, fields, points, 1, forecast, mean, analysis);
  }

  /** Targets. */
  int targets() {
    return (int) (((long) points + batch - 1) / batch);
  }

  /** Vectors of a target. */
  int vectors() {
    return fields * batch;
  }

  /** Elements of a member. */
  long size() {
    return (long) fields * points;
  }
}
