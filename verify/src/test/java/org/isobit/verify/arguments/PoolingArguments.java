// Master of FloatPoolingArguments: the float version is generated from this file.
package org.isobit.verify.arguments;

import java.util.Random;
import org.isobit.kernels.Workers;
import org.isobit.kernels.pooling.Coordinates;
import org.isobit.kernels.pooling.Interpolation;
import org.isobit.kernels.pooling.Permutation;
import org.isobit.kernels.pooling.Pooling;
import org.isobit.kernels.pooling.PoolingShape;
import org.isobit.kernels.pooling.Rearrange;
import org.isobit.kernels.pooling.Resize;
import org.isobit.kernels.pooling.ResizeShape;

/** The entries of pooling, resizes and rearrangements. */
final class PoolingArguments extends ArgumentTable {

  /**
   * Makes the table.
   *
   * @param workers the threads of calls that take some
   * @param large   whether calls are so large that they use them
   */
  PoolingArguments(Workers workers, boolean large) {
    int batch = large ? 5 : 2;
    int n = large ? 40 : 7;
    PoolingShape shape = PoolingShape.of(6, n, n, 3, 3).withStride(2, 2).withPadding(1, 1, 1, 1);
    int inputs = batch * shape.inputs();
    int outputs = batch * shape.outputs();
    call(Pooling.class, "maximum", shape, size("batch", batch), vector("X", inputs), outVector("Y", outputs),
        outVector("index", outputs).orNull(), workers);
    call(Pooling.class, "maximumGradient", shape, size("batch", batch), index(outputs),
        vector("dY", outputs), outVector("dX", inputs), workers);
    call(Pooling.class, "maximumTangent", shape, size("batch", batch), index(outputs), vector("dX", inputs),
        outVector("dY", outputs), workers);
    call(Pooling.class, "average", shape, size("batch", batch), vector("X", inputs), outVector("Y", outputs), workers);
    call(Pooling.class, "averageGradient", shape, size("batch", batch), vector("dY", outputs),
        outVector("dX", inputs), workers);
    ResizeShape resize = new ResizeShape(6, n, n, n + 3, 2 * n, Interpolation.BILINEAR, Coordinates.HALF_PIXEL);
    call(Resize.class, "forward", resize, size("batch", batch), vector("X", batch * resize.inputs()),
        outVector("Y", batch * resize.outputs()), workers);
    call(Resize.class, "backward", resize, size("batch", batch), vector("dY", batch * resize.outputs()),
        outVector("dX", batch * resize.inputs()), workers);
    Permutation permutation = Permutation.pixelShuffle(6, n, n, 2);
    call(Rearrange.class, "forward", permutation, size("batch", batch), vector("X", batch * permutation.size()),
        outVector("Y", batch * permutation.size()), workers);
  }

  /** Numbers of cells are whole. */
  private Operand index(int outputs) {
    double[] cells = new double[outputs];
    for (int i = 0; i < outputs; i++) {
      cells[i] = i % 2;
    }
    return vector("index", outputs).holding(cells);
  }

  @Override
  Object numbers(Random random, int length) {
    double[] x = new double[length];
    for (int i = 0; i < length; i++) {
      x[i] = 0.25 + random.nextInt(1 << 20) * 0x1p-20;
    }
    return x;
  }
}
