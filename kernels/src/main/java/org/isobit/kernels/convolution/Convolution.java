// Master of FloatConvolution: the float version is generated from this file.
package org.isobit.kernels.convolution;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.SizeChecks;
import org.isobit.kernels.Workers;

/**
 * Convolutions, class EXACT: correlations as neural networks have them, with weights that are not turned.
 *
 * <p>X is batch × channels × ny × nx, W filters × channels/groups × kernelY × kernelX, Y batch × filters × outNy ×
 * outNx, all contiguous and row-major; lines have one row. In a padded sample x̂ the image begins at row padTop and
 * column padLeft, and cells around it hold what {@link Padding} says. Filter o belongs to group g = o / (filters /
 * groups), whose channels are C·g … C·g + C − 1 with C = channels / groups.
 *
 * <p><b>Forward.</b> y_noyx = activation(s), s ← fma(x̂_n,Cg+c,y·strideY+i·dilationY,x·strideX+j·dilationX, w_ocij, s),
 * terms in the order c, i, j, the last one fastest, in runs of 4096 terms as in
 * {@link org.isobit.kernels.gemm.Gemm}: run 0 starts from b_o itself (from +0 without bias), later runs start from +0
 * and are added. Cells of the padding are operands like others: +0 times an infinite weight is NaN. The activation's
 * operations are those of {@link org.isobit.kernels.neural.Activations}. A sample's output does not depend on the batch
 * it is in, nor on threads, which share outputs.
 *
 * <p>Y must share no element with X, W or b. {@link IllegalArgumentException} otherwise, and for arrays that do not
 * fit; nothing is written before the checks are through. Thread-safe; nothing is allocated in the steady state.
 */
public final class Convolution {

  static final ConvolutionReference KERNELS = ConvolutionReference.of(Backend.active());

  private static final String NAME = "convolution";

  private Convolution() {}

  /**
   * Y = activation(X ∗ W + b).
   *
   * @param shape      sizes, strides, padding, activation
   * @param batch      samples
   * @param x          array of X
   * @param xOffset    index of its first element
   * @param w          array of W
   * @param wOffset    index of its first element
   * @param bias       array of b, one element a filter; null: none
   * @param biasOffset index of its first element
   * @param y          array of Y
   * @param yOffset    index of its first element
   * @throws IllegalArgumentException as the class describes
   */
  public static void forward(ConvolutionShape shape, int batch, double[] x, long xOffset, double[] w, long wOffset,
      double[] bias, long biasOffset, double[] y, long yOffset) {
    forward(shape, batch, x, xOffset, w, wOffset, bias, biasOffset, y, yOffset, Workers.serial());
  }

  /**
   * Y = activation(X ∗ W + b) by several threads.
   *
   * @param shape      sizes, strides, padding, activation
   * @param batch      samples
   * @param x          array of X
   * @param xOffset    index of its first element
   * @param w          array of W
   * @param wOffset    index of its first element
   * @param bias       array of b, one element a filter; null: none
   * @param biasOffset index of its first element
   * @param y          array of Y
   * @param yOffset    index of its first element
   * @param workers    the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void forward(ConvolutionShape shape, int batch, double[] x, long xOffset, double[] w, long wOffset,
      double[] bias, long biasOffset, double[] y, long yOffset, Workers workers) {
    Checks.present(NAME, "shape", shape);
    Checks.present(NAME, "workers", workers);
    Checks.size(NAME, "batch", batch);
    int inputs = SizeChecks.samples(NAME, "X", batch, shape.inputs());
    int outputs = SizeChecks.samples(NAME, "Y", batch, shape.outputs());
    int weights = shape.weights();
    int filters = shape.filters();
    int xo = Checks.vector(NAME, "X", x, xOffset, inputs);
    int wo = Checks.vector(NAME, "W", w, wOffset, weights);
    int bo = bias == null ? 0 : Checks.vector(NAME, "bias", bias, biasOffset, filters);
    int yo = Checks.vector(NAME, "Y", y, yOffset, outputs);
    Checks.apart(NAME, "Y", "X", y == x, yo, outputs, xo, inputs);
    Checks.apart(NAME, "Y", "W", y == w, yo, outputs, wo, weights);
    Checks.apart(NAME, "Y", "bias", y == bias, yo, outputs, bo, filters);
    Environment.require();
    ConvolutionParts.forward(shape, batch, x, xo, w, wo, bias, bo, y, yo, workers);
  }
}
