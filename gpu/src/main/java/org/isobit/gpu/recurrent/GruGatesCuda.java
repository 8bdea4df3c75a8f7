// Master of FloatGruGatesCuda: the float version is generated from this file.
package org.isobit.gpu.recurrent;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.Stream;

/**
 * The forward pass of {@link org.isobit.kernels.recurrent.GruGates} on a device, class EXACT. Throws
 * {@link IllegalArgumentException} for negative sizes, what is not inside its array, and operands that overlap. No call
 * waits. Not thread-safe: an object belongs to its stream.
 */
public final class GruGatesCuda {

  private static final String NAME = "gru";
  private static final int THREADS = 128;

  private final Stream stream;
  private final KernelFunction forward;

  /**
   * Loads the kernel.
   *
   * @param stream the stream that it runs on
   */
  public GruGatesCuda(Stream stream) {
    this.stream = stream;
    forward = stream.device().module("recurrent").function("recurrent_gru_double");
  }

  /**
   * H' from Z and H.
   *
   * @param rows        rows: samples
   * @param n           columns of a state
   * @param gates       array, rows × 4n: r, z, a and u before activation; r, z, n replace the first three, u stays
   * @param gatesOffset index of its first element
   * @param ldGates     its leading dimension
   * @param h           array, rows × n: H
   * @param hOffset     index of its first element
   * @param ldH         its leading dimension
   * @param next        array, rows × n: takes H'
   * @param nextOffset  index of its first element
   * @param ldNext      its leading dimension
   * @throws IllegalArgumentException as the class describes
   */
  public void forward(int rows, int n, DeviceArray gates, long gatesOffset, long ldGates, DeviceArray h, long hOffset,
      long ldH, DeviceArray next, long nextOffset, long ldNext) {
    DeviceChecks.matrix(NAME, "gates", gates, gatesOffset, rows, 4L * n, ldGates);
    DeviceChecks.matrix(NAME, "H", h, hOffset, rows, n, ldH);
    DeviceChecks.matrix(NAME, "H'", next, nextOffset, rows, n, ldNext);
    long extent = DeviceChecks.extent(rows, 4L * n, ldGates);
    long extentH = DeviceChecks.extent(rows, n, ldH);
    long extentNext = DeviceChecks.extent(rows, n, ldNext);
    DeviceChecks.apart(NAME, "gates", "H", gates, gatesOffset, extent, h, hOffset, extentH);
    DeviceChecks.apart(NAME, "gates", "H'", gates, gatesOffset, extent, next, nextOffset, extentNext);
    DeviceChecks.apart(NAME, "H'", "H", next, nextOffset, extentNext, h, hOffset, extentH);
    forward.set(0, rows).set(1, (long) n).set(2, gates, gatesOffset).set(3, ldGates).set(4, h, hOffset).set(5, ldH)
        .set(6, next, nextOffset).set(7, ldNext).launchRows(stream, n, rows, THREADS);
  }
}
