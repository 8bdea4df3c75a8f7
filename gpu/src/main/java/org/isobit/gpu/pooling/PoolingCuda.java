// Master of FloatPoolingCuda: the float version is generated from this file.
package org.isobit.gpu.pooling;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.KernelModule;
import org.isobit.gpu.Stream;
import org.isobit.kernels.Checks;
import org.isobit.kernels.pooling.PoolingShape;

/**
 * The forward passes of {@link org.isobit.kernels.pooling.Pooling} on a device, class EXACT: maxima and averages of
 * windows, cells in the order of the window. Every method throws {@link IllegalArgumentException} for what is null (but
 * indices), a negative batch, what is not inside its array, and outputs that overlap an input or each other; nothing
 * runs then. No call waits. Not thread-safe: an object belongs to its stream.
 */
public final class PoolingCuda {

  private static final String MAXIMUM = "max pooling";
  private static final String AVERAGE = "average pooling";

  /** Cells of a channel up to which an index is exactly a number. */
  private static final int MOST_CELLS = Integer.MAX_VALUE; // float: private static final int MOST_CELLS = 1 << 24;

  /** Where in the kernels' parameters what follows the shape stands. */
  private static final int PLANES = 15;

  private final Stream stream;
  private final KernelFunction maximum;
  private final KernelFunction average;

  /**
   * Loads the kernels.
   *
   * @param stream the stream that they run on
   */
  public PoolingCuda(Stream stream) {
    this.stream = stream;
    KernelModule module = stream.device().module("pooling");
    maximum = module.function("pooling_maximum_double");
    average = module.function("pooling_average_double");
  }

  /**
   * Y = the maxima of X's windows.
   *
   * @param shape       sizes, strides, padding
   * @param batch       samples
   * @param x           array of X, batch × channels × ny × nx
   * @param xOffset     index of its first element
   * @param y           takes Y, batch × channels × outNy × outNx
   * @param yOffset     index of its first element
   * @param index       takes where each maximum stands in its channel, of the shape of Y; null: not wanted. Of float,
   *                    for channels of at most 2²⁴ cells
   * @param indexOffset index of its first element
   * @throws IllegalArgumentException as the class describes
   */
  public void maximum(PoolingShape shape, int batch, DeviceArray x, long xOffset, DeviceArray y, long yOffset,
      DeviceArray index, long indexOffset) {
    check(MAXIMUM, shape, batch, x, xOffset, y, yOffset);
    if (index != null) {
      if (shape.ny() * shape.nx() > MOST_CELLS) {
        throw new IllegalArgumentException(MAXIMUM + ": channels of " + shape.ny() + "x" + shape.nx()
            + " cells are too large for the indices, at most " + MOST_CELLS + " cells");
      }
      long outputs = (long) batch * shape.outputs();
      DeviceChecks.vector(MAXIMUM, "index", index, indexOffset, outputs);
      DeviceChecks.apart(MAXIMUM, "index", "X", index, indexOffset, outputs, x, xOffset,
          (long) batch * shape.inputs());
      DeviceChecks.apart(MAXIMUM, "index", "Y", index, indexOffset, outputs, y, yOffset, outputs);
    }
    run(maximum.set(PLANES + 4, index, indexOffset), shape, batch, x, xOffset, y, yOffset);
  }

  /**
   * Y = the averages of X's windows.
   *
   * @param shape   sizes, strides, padding
   * @param batch   samples
   * @param x       array of X, batch × channels × ny × nx
   * @param xOffset index of its first element
   * @param y       takes Y, batch × channels × outNy × outNx
   * @param yOffset index of its first element
   * @throws IllegalArgumentException as the class describes
   */
  public void average(PoolingShape shape, int batch, DeviceArray x, long xOffset, DeviceArray y, long yOffset) {
    check(AVERAGE, shape, batch, x, xOffset, y, yOffset);
    run(average, shape, batch, x, xOffset, y, yOffset);
  }

  private static void check(String operation, PoolingShape shape, int batch, DeviceArray x, long xOffset,
      DeviceArray y, long yOffset) {
    Checks.present(operation, "shape", shape);
    DeviceChecks.size(operation, "batch", batch);
    Checks.present(operation, "X", x);
    Checks.present(operation, "Y", y);
    long inputs = (long) batch * shape.inputs();
    long outputs = (long) batch * shape.outputs();
    DeviceChecks.vector(operation, "X", x, xOffset, inputs);
    DeviceChecks.vector(operation, "Y", y, yOffset, outputs);
    DeviceChecks.apart(operation, "Y", "X", y, yOffset, outputs, x, xOffset, inputs);
  }

  private void run(KernelFunction kernel, PoolingShape s, int batch, DeviceArray x, long xOffset, DeviceArray y,
      long yOffset) {
    int outputs = s.outNy() * s.outNx();
    long planes = (long) batch * s.channels();
    int beside = PlaneGrid.beside(planes, outputs);
    kernel.set(0, s.ny()).set(1, s.nx()).set(2, s.outNy()).set(3, s.outNx()).set(4, s.kernelY()).set(5, s.kernelX())
        .set(6, s.strideY()).set(7, s.strideX()).set(8, s.dilationY()).set(9, s.dilationX()).set(10, s.padTop())
        .set(11, s.padBottom()).set(12, s.padLeft()).set(13, s.padRight()).set(14, s.countPadding() ? 1 : 0)
        .set(PLANES, planes).set(PLANES + 1, beside).set(PLANES + 2, x, xOffset).set(PLANES + 3, y, yOffset);
    PlaneGrid.launch(kernel, stream, planes, outputs, beside);
  }
}
