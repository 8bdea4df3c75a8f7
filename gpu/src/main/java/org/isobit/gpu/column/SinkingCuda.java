// Master of FloatSinkingCuda: the float version is generated from this file.
package org.isobit.gpu.column;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.IntDeviceArray;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.Stream;
import org.isobit.kernels.column.Sinking;

/**
 * {@link Sinking} on a device, class EXACT: one thread a column; layout as there. No call waits, so that a refusal is
 * written and not thrown. Not thread-safe: an object belongs to its stream.
 */
public final class SinkingCuda {

  private static final String STEP = "sinking";
  private static final int THREADS = 128;

  private final Stream stream;
  private final KernelFunction step;

  /**
   * Loads the kernel.
   *
   * @param stream the stream that it runs on
   */
  public SinkingCuda(Stream stream) {
    this.stream = stream;
    step = stream.device().module("column").function("column_sinking_double");
  }

  /**
   * A step, in place.
   *
   * @param n       levels of a column, at least 1
   * @param lanes   columns, at least 1
   * @param factors array of the factors, one a level
   * @param sOffset index of that of level 0
   * @param open    whether what reaches the bed falls through it
   * @param c       array of the tracer, which is left as it was if a factor is refused
   * @param cOffset index of level 0 in column 0
   * @param refused takes the first level whose factor is not from 0 to 1, or −1
   * @param rOffset its index there
   * @throws IllegalArgumentException if a size is below 1, an operand is not inside its array, or the tracer overlaps
   *                                  factors
   */
  public void step(int n, int lanes, DeviceArray factors, long sOffset, boolean open, DeviceArray c, long cOffset,
      IntDeviceArray refused, long rOffset) {
    DeviceChecks.positive(STEP, "n", n);
    DeviceChecks.positive(STEP, "lanes", lanes);
    long size = (long) n * lanes;
    DeviceChecks.vector(STEP, "factors", factors, sOffset, n);
    DeviceChecks.vector(STEP, "c", c, cOffset, size);
    DeviceChecks.vector(STEP, "refused", refused, rOffset, 1);
    DeviceChecks.apart(STEP, "c", "factors", c, cOffset, size, factors, sOffset, n);
    step.set(0, n).set(1, lanes).set(2, factors, sOffset).set(3, open ? 1 : 0).set(4, c, cOffset)
        .set(5, refused, rOffset).launch(stream, lanes, THREADS);
  }
}
