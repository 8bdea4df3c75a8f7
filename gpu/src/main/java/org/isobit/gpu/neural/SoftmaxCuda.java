// Master of FloatSoftmaxCuda: the float version is generated from this file.
package org.isobit.gpu.neural;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.KernelModule;
import org.isobit.gpu.Stream;

/**
 * {@link org.isobit.kernels.neural.Softmax} on a device, class EXACT, a block a row: rows of at most {@value #MOST}
 * columns. Every method throws {@link IllegalArgumentException} for sizes that do not fit, what is not inside its
 * array, and results that overlap arguments otherwise than element for element. No call waits. Not thread-safe: an
 * object belongs to its stream.
 */
public final class SoftmaxCuda {

  /** Columns at most: the chunks whose sums one block joins. */
  public static final int MOST = 1024 * 4096;

  private static final int THREADS = 128;

  private final Stream stream;
  private final KernelFunction forward;
  private final KernelFunction backward;

  /**
   * Loads the kernels.
   *
   * @param stream the stream that they run on
   */
  public SoftmaxCuda(Stream stream) {
    this.stream = stream;
    KernelModule module = stream.device().module("neural");
    forward = module.function("neural_softmax_double");
    backward = module.function("neural_softmaxGradient_double");
  }

  /**
   * Y = softmax of the rows of X.
   *
   * @param rows    rows
   * @param n       columns, at least 1
   * @param x       array of X
   * @param xOffset index of its first element
   * @param ldx     its leading dimension
   * @param y       array of Y: the same elements as X, or apart from it
   * @param yOffset index of its first element
   * @param ldy     its leading dimension
   */
  public void forward(int rows, int n, DeviceArray x, long xOffset, long ldx, DeviceArray y, long yOffset, long ldy) {
    check("softmax", n);
    DeviceChecks.matrix("softmax", "X", x, xOffset, rows, n, ldx);
    DeviceChecks.sameOrApart("softmax", "Y", "X", rows, n, y, yOffset, ldy, x, xOffset, ldx);
    if (rows > 0) {
      forward.set(0, n).set(1, x, xOffset).set(2, ldx).set(3, y, yOffset).set(4, ldy)
          .launch(stream, rows, 1, 1, THREADS, 0);
    }
  }

  /**
   * dX from Y and dY.
   *
   * @param rows     rows
   * @param n        columns, at least 1
   * @param y        array of Y
   * @param yOffset  index of its first element
   * @param ldy      its leading dimension
   * @param dy       array of dY
   * @param dyOffset index of its first element
   * @param lddy     its leading dimension
   * @param dx       array of dX: the same elements as Y or dY, or apart from them
   * @param dxOffset index of its first element
   * @param lddx     its leading dimension
   */
  public void backward(int rows, int n, DeviceArray y, long yOffset, long ldy, DeviceArray dy, long dyOffset, long lddy,
      DeviceArray dx, long dxOffset, long lddx) {
    check("softmax gradient", n);
    DeviceChecks.matrix("softmax gradient", "Y", y, yOffset, rows, n, ldy);
    DeviceChecks.matrix("softmax gradient", "dY", dy, dyOffset, rows, n, lddy);
    DeviceChecks.sameOrApart("softmax gradient", "dX", "Y", rows, n, dx, dxOffset, lddx, y, yOffset, ldy);
    DeviceChecks.sameOrApart("softmax gradient", "dX", "dY", rows, n, dx, dxOffset, lddx, dy, dyOffset, lddy);
    if (rows > 0) {
      backward.set(0, n).set(1, y, yOffset).set(2, ldy).set(3, dy, dyOffset).set(4, lddy).set(5, dx, dxOffset)
          .set(6, lddx).launch(stream, rows, 1, 1, THREADS, 0);
    }
  }

  private static void check(String operation, int n) {
    if (n < 1 || n > MOST) {
      throw new IllegalArgumentException(operation + ": there must be 1 to " + MOST + " columns, but there are " + n);
    }
  }
}
