// Master of FloatConvolutionGradients: the float version is generated from this file.
package org.isobit.kernels.convolution;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.SizeChecks;
import org.isobit.kernels.Workers;

/**
 * Gradients of {@link Convolution}, and transposed convolutions, class EXACT. dZ is ∂L/∂(X ∗ W + b), of the shape of Y:
 * {@link org.isobit.kernels.neural.Activations#backward} makes it from dY. Cells of the padding are operands as there.
 *
 * <p><b>Weights.</b> dW_ocij ← fma(x̂_n,Cg+c,y·strideY+i·dilationY,x·strideX+j·dilationX, dz_noyx, dW_ocij) over n, y,
 * x, the last one fastest, in runs of 4096 outputs as in {@link org.isobit.kernels.gemm.Gemm}. db_o ← db_o + dz_noyx,
 * one chain in the same order. Both start from what is there if {@code accumulate}, else from +0.
 *
 * <p><b>Inputs.</b> The gradient of padded cell (p, q) of channel c is a chain from +0 over the filters o of its group,
 * ascending, in it i = kernelY − 1 … 0 for which p − i·dilationY is a multiple of strideY, in it j = kernelX − 1 … 0
 * likewise: s ← fma(dz_n,o,(p − i·dilationY)/strideY,(q − j·dilationX)/strideX, w_ocij, s), where an output that does
 * not exist is +0, in runs of 4096 terms. dX of a cell is the gradient of the first padded cell that copies it, rows
 * and in them columns ascending, plus that of each further one. Padding of zeros has no part in it.
 *
 * <p><b>Transposed convolution.</b> From Z of the shape of Y to X: that chain from c's bias on instead of +0, then the
 * activation. Padding crops; the shape's image may be larger than what outputs reach by up to stride − 1 rows and
 * columns, which other libraries call output padding. Only for padding of zeros. Its own gradients are
 * {@link Convolution#forward} without bias by Z, and {@link #weights} with ∂L/∂X for x and Z for dz.
 *
 * <p>Outputs must share no element with inputs. {@link IllegalArgumentException} otherwise, for arrays that do not fit,
 * and, by inputs, where the filters of a group times the weights of one are more than 2^24, or dZ with padding on all
 * sides is too large for an array; nothing is written before the checks are through. Bits do not depend on threads.
 * Thread-safe; nothing is allocated in the steady state.
 */
public final class ConvolutionGradients {

  static final ConvolutionGradientsReference KERNELS = ConvolutionGradientsReference.of(Backend.active());

  private static final String NAME = "convolution gradient";
  private static final String TRANSPOSED = "transposed convolution";

  private ConvolutionGradients() {}

  /**
   * dW.
   *
   * @param shape      sizes, strides, padding
   * @param batch      samples
   * @param x          array of X
   * @param xOffset    index of its first element
   * @param dz         array of dZ
   * @param dzOffset   index of its first element
   * @param dw         array of dW, stored like W
   * @param dwOffset   index of its first element
   * @param accumulate whether it starts from what is there
   * @param workers    the threads, which share channels
   * @throws IllegalArgumentException as the class describes
   */
  public static void weights(ConvolutionShape shape, int batch, double[] x, long xOffset, double[] dz, long dzOffset,
      double[] dw, long dwOffset, boolean accumulate, Workers workers) {
    start(NAME, shape, batch, workers);
    int inputs = SizeChecks.samples(NAME, "X", batch, shape.inputs());
    int outputs = SizeChecks.samples(NAME, "dZ", batch, shape.outputs());
    int size = shape.weights();
    int xo = Checks.vector(NAME, "X", x, xOffset, inputs);
    int dzo = Checks.vector(NAME, "dZ", dz, dzOffset, outputs);
    int dwo = Checks.vector(NAME, "dW", dw, dwOffset, size);
    Checks.apart(NAME, "dW", "X", dw == x, dwo, size, xo, inputs);
    Checks.apart(NAME, "dW", "dZ", dw == dz, dwo, size, dzo, outputs);
    Environment.require();
    ConvolutionGradientParts.weights(shape, batch, x, xo, dz, dzo, dw, dwo, accumulate, workers);
  }

  /**
   * db.
   *
   * @param shape      sizes
   * @param batch      samples
   * @param dz         array of dZ
   * @param dzOffset   index of its first element
   * @param db         array of db, one element a filter
   * @param dbOffset   index of its first element
   * @param accumulate whether it starts from what is there
   * @throws IllegalArgumentException as the class describes
   */
  public static void bias(ConvolutionShape shape, int batch, double[] dz, long dzOffset, double[] db, long dbOffset,
      boolean accumulate) {
    bias(shape, batch, dz, dzOffset, db, dbOffset, accumulate, Workers.serial());
  }

  /**
   * db by several threads, which share filters.
   *
   * @param shape      sizes
   * @param batch      samples
   * @param dz         array of dZ
   * @param dzOffset   index of its first element
   * @param db         array of db, one element a filter
   * @param dbOffset   index of its first element
   * @param accumulate whether it starts from what is there
   * @param workers    the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void bias(ConvolutionShape shape, int batch, double[] dz, long dzOffset, double[] db, long dbOffset,
      boolean accumulate, Workers workers) {
    start(NAME, shape, batch, workers);
    int outputs = SizeChecks.samples(NAME, "dZ", batch, shape.outputs());
    int dzo = Checks.vector(NAME, "dZ", dz, dzOffset, outputs);
    int dbo = Checks.vector(NAME, "db", db, dbOffset, shape.filters());
    Checks.apart(NAME, "db", "dZ", db == dz, dbo, shape.filters(), dzo, outputs);
    Environment.require();
    ConvolutionGradientParts.bias(shape, batch, dz, dzo, db, dbo, accumulate, workers);
  }

  /**
   * dX.
   *
   * @param shape    sizes, strides, padding
   * @param batch    samples
   * @param dz       array of dZ
   * @param dzOffset index of its first element
   * @param w        array of W
   * @param wOffset  index of its first element
   * @param dx       array of dX, of the shape of X
   * @param dxOffset index of its first element
   * @param workers  the threads, which share samples
   * @throws IllegalArgumentException as the class describes
   */
  public static void inputs(ConvolutionShape shape, int batch, double[] dz, long dzOffset, double[] w, long wOffset,
      double[] dx, long dxOffset, Workers workers) {
    start(NAME, shape, batch, workers);
    int inputs = SizeChecks.samples(NAME, "dX", batch, shape.inputs());
    int outputs = SizeChecks.samples(NAME, "dZ", batch, shape.outputs());
    int size = shape.weights();
    int dzo = Checks.vector(NAME, "dZ", dz, dzOffset, outputs);
    int wo = Checks.vector(NAME, "W", w, wOffset, size);
    int dxo = Checks.vector(NAME, "dX", dx, dxOffset, inputs);
    Checks.apart(NAME, "dX", "dZ", dx == dz, dxo, inputs, dzo, outputs);
    Checks.apart(NAME, "dX", "W", dx == w, dxo, inputs, wo, size);
    ConvolutionScratch.mine().phases(shape.withinImage());
    Environment.require();
    ConvolutionGradientParts.inputs(shape, batch, dz, dzo, w, wo, dx, dxo, workers);
  }

  /**
   * A transposed convolution: X from Z, with bias and activation.
   *
   * @param shape      of the convolution from X to Z, padding of zeros; its activation is applied to X
   * @param batch      samples
   * @param z          array of Z, batch × filters × outNy × outNx
   * @param zOffset    index of its first element
   * @param w          array of W, filters × channels/groups × kernelY × kernelX
   * @param wOffset    index of its first element
   * @param bias       array of b, one element a channel; null: none
   * @param biasOffset index of its first element
   * @param x          array of X, batch × channels × ny × nx
   * @param xOffset    index of its first element
   * @param workers    the threads, which share samples
   * @throws IllegalArgumentException for another padding, and as the class describes
   */
  public static void transposed(ConvolutionShape shape, int batch, double[] z, long zOffset, double[] w, long wOffset,
      double[] bias, long biasOffset, double[] x, long xOffset, Workers workers) {
    start(TRANSPOSED, shape, batch, workers);
    if (shape.padding() != Padding.ZERO) {
      throw new IllegalArgumentException(TRANSPOSED + ": padding must be ZERO, but is " + shape.padding());
    }
    int inputs = SizeChecks.samples(TRANSPOSED, "X", batch, shape.inputs());
    int outputs = SizeChecks.samples(TRANSPOSED, "Z", batch, shape.outputs());
    int size = shape.weights();
    int channels = shape.channels();
    int zo = Checks.vector(TRANSPOSED, "Z", z, zOffset, outputs);
    int wo = Checks.vector(TRANSPOSED, "W", w, wOffset, size);
    int bo = bias == null ? 0 : Checks.vector(TRANSPOSED, "bias", bias, biasOffset, channels);
    int xo = Checks.vector(TRANSPOSED, "X", x, xOffset, inputs);
    Checks.apart(TRANSPOSED, "X", "Z", x == z, xo, inputs, zo, outputs);
    Checks.apart(TRANSPOSED, "X", "W", x == w, xo, inputs, wo, size);
    Checks.apart(TRANSPOSED, "X", "bias", x == bias, xo, inputs, bo, channels);
    ConvolutionScratch.mine().phases(shape.withinImage());
    Environment.require();
    ConvolutionGradientParts.transposed(shape, batch, z, zo, w, wo, bias, bo, x, xo, workers);
  }

  private static void start(String name, ConvolutionShape shape, int batch, Workers workers) {
    Checks.present(name, "shape", shape);
    Checks.present(name, "workers", workers);
    Checks.size(name, "batch", batch);
  }
}
