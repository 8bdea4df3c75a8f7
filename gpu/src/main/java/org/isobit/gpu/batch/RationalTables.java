// Master of FloatRationalTables: the float version is generated from this file.
package org.isobit.gpu.batch;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.Ending;
import org.isobit.gpu.IntDeviceArray;
import org.isobit.gpu.Stream;
import org.isobit.linalg.batch.RationalPoles;

/** The tables of {@link RationalPoles} on a device. Thread-safe; it keeps their memory until it is closed. */
public final class RationalTables implements AutoCloseable {

  private final IntDeviceArray start;
  private final DeviceArray poles;
  private final int count;

  /**
   * Copies the tables.
   *
   * @param stream takes the copies
   */
  public RationalTables(Stream stream) {
    int[] starts = new int[RationalPoles.LARGEST + 2];
    for (int m = 1; m <= RationalPoles.LARGEST; m++) {
      starts[m + 1] = starts[m] + RationalPoles.count(m);
    }
    count = starts[RationalPoles.LARGEST + 1];
    double[] table = new double[3 * count];
    for (int m = 1; m <= RationalPoles.LARGEST; m++) {
      for (int j = 0; j < RationalPoles.count(m); j++) {
        table[starts[m] + j] = RationalPoles.shift(m, j);
        table[count + starts[m] + j] = RationalPoles.weight(m, j);
        table[2 * count + starts[m] + j] = RationalPoles.difference(m, j);
      }
    }
    start = stream.device().ints(starts.length);
    try {
      poles = stream.device().doubles(table.length);
    } catch (RuntimeException e) {
      throw new Ending(e).close(start).failure();
    }
    try {
      start.copyFrom(starts, stream);
      poles.copyFrom(table, stream);
      stream.synchronize();
    } catch (RuntimeException e) {
      throw new Ending(e).then(this::close).failure();
    }
  }

  /**
   * For each exponent of a bound the number of its first pole.
   *
   * @return the array on the device
   */
  public IntDeviceArray start() {
    return start;
  }

  /**
   * Shifts of all poles, then their weights for C^−½, then those for the divided difference.
   *
   * @return the array on the device
   */
  public DeviceArray poles() {
    return poles;
  }

  /**
   * The number of all poles.
   *
   * @return as many shifts, and weights of each kind
   */
  public int count() {
    return count;
  }

  /** Frees the memory. */
  @Override
  public void close() {
    new Ending().close(start).close(poles).finish();
  }
}
