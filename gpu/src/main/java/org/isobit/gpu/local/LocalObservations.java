// Master of FloatLocalObservations: the float version is generated from this file.
package org.isobit.gpu.local;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.IntDeviceArray;

/**
 * Observations on a device and which of them are near each point: those of point i are the entries start[i] … start[i + 1]
 * − 1 of the lists. Immutable; the arrays are the caller's.
 *
 * @param count         observations
 * @param stride        elements from one observation's anomalies to the next's, at least the members
 * @param byObservation observed anomalies over the standard deviation of the error, count × stride
 * @param innovation    innovations over the standard deviation of the error
 * @param start         for each point and the end where its list starts
 * @param index         numbers of observations
 * @param weight        roots of the tapers ρ
 */
public record LocalObservations(int count, int stride, DeviceArray byObservation, DeviceArray innovation,
    IntDeviceArray start, IntDeviceArray index, DeviceArray weight) {

  /**
   * Checks the sizes. What the lists hold is not looked at.
   *
   * @throws IllegalArgumentException if a size is not positive or an array too short
   */
  public LocalObservations {
    DeviceChecks.positive("local analysis", "observations", count);
    DeviceChecks.positive("local analysis", "stride", stride);
    DeviceChecks.vector("local analysis", "byObservation", byObservation, 0, (long) count * stride);
    DeviceChecks.vector("local analysis", "innovation", innovation, 0, count);
    DeviceChecks.vector("local analysis", "weight", weight, 0, index.length());
  }
}
