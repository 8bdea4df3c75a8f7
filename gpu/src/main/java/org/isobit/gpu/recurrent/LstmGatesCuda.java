// Master of FloatLstmGatesCuda: the float version is generated from this file.
package org.isobit.gpu.recurrent;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.Stream;

/**
 * The forward pass of {@link org.isobit.kernels.recurrent.LstmGates} on a device, class EXACT. Throws
 * {@link IllegalArgumentException} for negative sizes, what is not inside its array, and operands that overlap. No call
 * waits. Not thread-safe: an object belongs to its stream.
 */
public final class LstmGatesCuda {

  private static final String NAME = "lstm";
  private static final int THREADS = 128;

  private final Stream stream;
  private final KernelFunction forward;

  /**
   * Loads the kernel.
   *
   * @param stream the stream that it runs on
   */
  public LstmGatesCuda(Stream stream) {
    this.stream = stream;
    forward = stream.device().module("recurrent").function("recurrent_lstm_double");
  }

  /**
   * C' and H' from Z and C.
   *
   * @param rows        rows: samples
   * @param n           columns of a state
   * @param gates       array, rows × 4n: Z, replaced by i, f, g, o
   * @param gatesOffset index of its first element
   * @param ldGates     its leading dimension
   * @param c           array, rows × n: C
   * @param cOffset     index of its first element
   * @param ldC         its leading dimension
   * @param next        array, rows × n: takes C'
   * @param nextOffset  index of its first element
   * @param ldNext      its leading dimension
   * @param h           array, rows × n: takes H'
   * @param hOffset     index of its first element
   * @param ldH         its leading dimension
   * @throws IllegalArgumentException as the class describes
   */
  public void forward(int rows, int n, DeviceArray gates, long gatesOffset, long ldGates, DeviceArray c, long cOffset,
      long ldC, DeviceArray next, long nextOffset, long ldNext, DeviceArray h, long hOffset, long ldH) {
    DeviceChecks.matrix(NAME, "gates", gates, gatesOffset, rows, 4L * n, ldGates);
    DeviceChecks.matrix(NAME, "C", c, cOffset, rows, n, ldC);
    DeviceChecks.matrix(NAME, "C'", next, nextOffset, rows, n, ldNext);
    DeviceChecks.matrix(NAME, "H'", h, hOffset, rows, n, ldH);
    long extent = DeviceChecks.extent(rows, 4L * n, ldGates);
    long extentC = DeviceChecks.extent(rows, n, ldC);
    long extentNext = DeviceChecks.extent(rows, n, ldNext);
    long extentH = DeviceChecks.extent(rows, n, ldH);
    DeviceChecks.apart(NAME, "gates", "C", gates, gatesOffset, extent, c, cOffset, extentC);
    DeviceChecks.apart(NAME, "gates", "C'", gates, gatesOffset, extent, next, nextOffset, extentNext);
    DeviceChecks.apart(NAME, "gates", "H'", gates, gatesOffset, extent, h, hOffset, extentH);
    DeviceChecks.apart(NAME, "C'", "C", next, nextOffset, extentNext, c, cOffset, extentC);
    DeviceChecks.apart(NAME, "C'", "H'", next, nextOffset, extentNext, h, hOffset, extentH);
    DeviceChecks.apart(NAME, "H'", "C", h, hOffset, extentH, c, cOffset, extentC);
    forward.set(0, rows).set(1, (long) n).set(2, gates, gatesOffset).set(3, ldGates).set(4, c, cOffset).set(5, ldC)
        .set(6, next, nextOffset).set(7, ldNext).set(8, h, hOffset).set(9, ldH).launchRows(stream, n, rows, THREADS);
  }
}
