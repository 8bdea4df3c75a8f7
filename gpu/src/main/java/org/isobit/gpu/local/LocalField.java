// Master of FloatLocalField: the float version is generated from this file.
package org.isobit.gpu.local;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;

/**
 * An ensemble on a device and what its analysis yields: element (m, field v, point i) of anomalies lies at
 * {@code (m·fields + v)·points + i}. Immutable; the arrays are the caller's.
 *
 * @param members  members, or rows of the error subspace
 * @param fields   values at a point
 * @param points   points
 * @param forecast forecast anomalies
 * @param mean     the mean, which analyses move
 * @param analysis takes the analysis anomalies; apart from the forecast
 */
public record LocalField(int members, int fields, int points, DeviceArray forecast, DeviceArray mean,
    DeviceArray analysis) {

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if a size is not positive or an array too short
   */
  public LocalField {
    DeviceChecks.positive("local analysis", "members", members);
    DeviceChecks.positive("local analysis", "fields", fields);
    DeviceChecks.positive("local analysis", "points", points);
    long state = (long) fields * points;
    DeviceChecks.vector("local analysis", "mean", mean, 0, state);
    DeviceChecks.vector("local analysis", "forecast", forecast, 0, members * state);
    DeviceChecks.vector("local analysis", "analysis", analysis, 0, members * state);
    DeviceChecks.apart("local analysis", "analysis", "forecast", analysis, 0, members * state, forecast, 0,
        members * state);
  }

  /** Elements of a member. */
  long size() {
    return (long) fields * points;
  }
}
