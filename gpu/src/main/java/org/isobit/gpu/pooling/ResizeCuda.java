// Master of FloatResizeCuda: the float version is generated from this file.
package org.isobit.gpu.pooling;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.Stream;
import org.isobit.kernels.Checks;
import org.isobit.kernels.pooling.Interpolation;
import org.isobit.kernels.pooling.ResizeShape;

/**
 * The forward pass of {@link org.isobit.kernels.pooling.Resize} on a device, class EXACT: nearest and bilinear resizes.
 * It throws {@link IllegalArgumentException} for what is null, a negative batch, what is not inside its array, and an
 * output that overlaps the input; nothing runs then. No call waits. Not thread-safe: an object belongs to its stream.
 */
public final class ResizeCuda {

  private static final String NAME = "resize";

  private final Stream stream;
  private final KernelFunction resize;

  /**
   * Loads the kernel.
   *
   * @param stream the stream that it runs on
   */
  public ResizeCuda(Stream stream) {
    this.stream = stream;
    resize = stream.device().module("pooling").function("pooling_resize_double");
  }

  /**
   * Y of X.
   *
   * @param shape   sizes, interpolation, coordinates
   * @param batch   samples
   * @param x       array of X, batch × channels × ny × nx
   * @param xOffset index of its first element
   * @param y       takes Y, batch × channels × outNy × outNx
   * @param yOffset index of its first element
   * @throws IllegalArgumentException as the class describes
   */
  public void forward(ResizeShape shape, int batch, DeviceArray x, long xOffset, DeviceArray y, long yOffset) {
    Checks.present(NAME, "shape", shape);
    DeviceChecks.size(NAME, "batch", batch);
    Checks.present(NAME, "X", x);
    Checks.present(NAME, "Y", y);
    long in = (long) batch * shape.inputs();
    long out = (long) batch * shape.outputs();
    DeviceChecks.vector(NAME, "X", x, xOffset, in);
    DeviceChecks.vector(NAME, "Y", y, yOffset, out);
    DeviceChecks.apart(NAME, "Y", "X", y, yOffset, out, x, xOffset, in);
    int outputs = shape.outNy() * shape.outNx();
    long planes = (long) batch * shape.channels();
    int beside = PlaneGrid.beside(planes, outputs);
    resize.set(0, shape.ny()).set(1, shape.nx()).set(2, shape.outNy()).set(3, shape.outNx())
        .set(4, shape.interpolation() == Interpolation.NEAREST ? 1 : 0).set(5, shape.coordinates().ordinal())
        .set(6, planes).set(7, beside).set(8, x, xOffset).set(9, y, yOffset);
    PlaneGrid.launch(resize, stream, planes, outputs, beside);
  }
}
