// Master of FloatLocalObservations: the float version is generated from this file.
package org.isobit.gpu.local;

import org.isobit.gpu.DeviceArena;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.IntDeviceArray;
import org.isobit.gpu.Stream;

/**
 * Observations on a device and which of them are near each target: those of target i are the entries
 * start[i] … start[i + 1] − 1 of the lists. Immutable; the arrays are the caller's. Innovations and weights are in
 * double in any precision: a product of both is rounded once.
 *
 * @param count         observations
 * @param stride        elements from one observation's anomalies to the next's, at least the members
 * @param byObservation observed anomalies over the standard deviation of the error, count × stride
 * @param innovation    innovations over the standard deviation of the error
 * @param start         for each target and the end where its list starts
 * @param index         numbers of observations
 * @param weight        roots of the tapers ρ
 */
public record LocalObservations(int count, int stride, DeviceArray byObservation,
    DeviceArray innovation, // float: org.isobit.gpu.DeviceArray innovation,
    IntDeviceArray start, IntDeviceArray index,
    DeviceArray weight) { // float: org.isobit.gpu.DeviceArray weight) {

  /**
   * Checks the sizes. What the lists hold is not looked at: {@link #upload} does that.
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

  /**
   * What {@link #upload} takes of an arena.
   *
   * @param stride elements from one observation's anomalies to the next's
   * @param lists  lists of all targets
   * @return bytes
   */
  public static long bytes(int stride, LocalLists lists) {
    int entries = Math.max(1, lists.start()[lists.targets()]);
    return DeviceArena.bytes((long) lists.observations() * stride, Double.BYTES)
        + DeviceArena.bytes(lists.observations(), 8) + DeviceArena.bytes(lists.targets() + 1L, Integer.BYTES)
        + DeviceArena.bytes(entries, Integer.BYTES) + DeviceArena.bytes(entries, 8);
  }

  /**
   * Copies observations and lists to a device; the lists were looked at when they were made.
   *
   * @param stride        elements from one observation's anomalies to the next's
   * @param byObservation observed anomalies over the standard deviation of the error, count × stride
   * @param innovation    innovations over the standard deviation of the error
   * @param lists         lists of all targets, from target 0 on
   * @param arena         has {@link #bytes} left
   * @param stream        takes the copies
   * @return the observations, valid while the arena is
   * @throws IllegalArgumentException if the first target is not 0, or an array is too short
   */
  public static LocalObservations upload(int stride, double[] byObservation,
      double[] innovation, // float: unchanged
      LocalLists lists, DeviceArena arena, Stream stream) {
    int count = lists.observations();
    int entries = lists.start()[lists.targets()];
    long elements = (long) count * stride;
    if (elements > byObservation.length || count > innovation.length) {
      throw new IllegalArgumentException("local analysis: there are " + count + " observations with a stride of "
          + stride + ", but " + byObservation.length + " elements of anomalies and " + innovation.length
          + " innovations");
    }
    if (lists.first() != 0) {
      throw new IllegalArgumentException("local analysis: lists start with target " + lists.first() + ", not with 0");
    }
    DeviceArray by = arena.doubles(elements);
    by.copyFrom(byObservation, 0, 0, (int) elements, stream);
    DeviceArray d = arena.doubles(count); // float: org.isobit.gpu.DeviceArray d = arena.doubles(count);
    d.copyFrom(innovation, 0, 0, count, stream);
    IntDeviceArray start = arena.ints(lists.targets() + 1L);
    start.copyFrom(lists.start(), 0, 0, lists.targets() + 1, stream);
    IntDeviceArray index = arena.ints(Math.max(1, entries));
    index.copyFrom(lists.index(), 0, 0, entries, stream);
    DeviceArray w = arena.doubles(Math.max(1, entries)); // float: org.isobit.gpu.DeviceArray w = arena.doubles(Math.max(1, entries));
    w.copyFrom(lists.weight(), 0, 0, entries, stream);
    return new LocalObservations(count, stride, by, d, start, index, w);
  }
}
