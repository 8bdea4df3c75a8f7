// Master of FloatGatesCuda: the float version is generated from this file.
package org.isobit.gpu.neural;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.Stream;
import org.isobit.kernels.Checks;
import org.isobit.kernels.neural.Gate;

/**
 * The forward pass of {@link org.isobit.kernels.neural.Gates} on a device, class EXACT. Throws
 * {@link IllegalArgumentException} for negative sizes, what is not inside its array, and Y overlapping X. No call
 * waits. Not thread-safe: an object belongs to its stream.
 */
public final class GatesCuda {

  private static final String NAME = "gate";
  private static final int THREADS = 128;

  private final Stream stream;
  private final KernelFunction forward;

  /**
   * Loads the kernel.
   *
   * @param stream the stream that it runs on
   */
  public GatesCuda(Stream stream) {
    this.stream = stream;
    forward = stream.device().module("neural").function("neural_gate_double");
  }

  /**
   * Y from X.
   *
   * @param kind    which product
   * @param rows    rows
   * @param n       columns of Y, half of those of X
   * @param x       array of X, rows × 2n
   * @param xOffset index of its first element
   * @param ldx     its leading dimension
   * @param y       array of Y, rows × n
   * @param yOffset index of its first element
   * @param ldy     its leading dimension
   * @throws IllegalArgumentException as the class describes
   */
  public void forward(Gate kind, int rows, int n, DeviceArray x, long xOffset, long ldx, DeviceArray y, long yOffset,
      long ldy) {
    Checks.present(NAME, "kind", kind);
    DeviceChecks.matrix(NAME, "X", x, xOffset, rows, 2L * n, ldx);
    DeviceChecks.matrix(NAME, "Y", y, yOffset, rows, n, ldy);
    DeviceChecks.apart(NAME, "Y", "X", y, yOffset, DeviceChecks.extent(rows, n, ldy), x, xOffset,
        DeviceChecks.extent(rows, 2L * n, ldx));
    forward.set(0, kind.ordinal()).set(1, rows).set(2, (long) n).set(3, x, xOffset).set(4, ldx).set(5, y, yOffset)
        .set(6, ldy).launchRows(stream, n, rows, THREADS);
  }
}
