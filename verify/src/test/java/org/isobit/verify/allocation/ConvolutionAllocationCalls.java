// Master of FloatConvolutionAllocationCalls: the float version is generated from this file.
package org.isobit.verify.allocation;

import java.util.Map;
import org.isobit.kernels.Workers;
import org.isobit.kernels.convolution.Convolution;
import org.isobit.kernels.convolution.ConvolutionGradients;
import org.isobit.kernels.convolution.ConvolutionShape;
import org.isobit.kernels.convolution.Padding;
import org.isobit.kernels.neural.Activation;
import org.isobit.verify.Inputs;

/** One call of each kernel of convolutions through its public entry, as in {@link AllocationCalls}. */
final class ConvolutionAllocationCalls {

  private static final int BATCH = 3;

  /** Of every kind: read from the padded image, copied term by term, and depthwise; of few filters and of many. */
  private static final ConvolutionShape[] SHAPES = {
      ConvolutionShape.of(3, 6, 64, 9, 3, 3).withSamePadding(Padding.PERIODIC).withActivation(Activation.TANH, 0.0),
      ConvolutionShape.line(5, 19, 7, 3).withSamePadding(Padding.ZERO),
      ConvolutionShape.of(3, 6, 65, 3, 3, 3).withGroups(3).withSamePadding(Padding.REPLICATE),
      ConvolutionShape.of(2, 9, 33, 5, 3, 3).withStride(2, 2),
      ConvolutionShape.of(4, 6, 12, 64, 3, 3).withSamePadding(Padding.PERIODIC)};

  private static final ConvolutionShape[] ZEROS = {SHAPES[1], SHAPES[3]};

  private ConvolutionAllocationCalls() {}

  /** The calls by kernel name. */
  static Map<String, Runnable> all() {
    int n = 10_000;
    double[] x = new Inputs(1).doubles(n);
    double[] w = new Inputs(2).doubles(n);
    double[] z = new Inputs(3).doubles(2 * n);
    double[] y = new double[2 * n];
    Workers one = Workers.serial();
    return Map.of("convolution.double", () -> {
      for (ConvolutionShape shape : SHAPES) {
        Convolution.forward(shape, BATCH, x, 0, w, 0, w, 0, y, 0);
      }
    }, "convolutionWeightGradient.double", () -> {
      for (ConvolutionShape shape : SHAPES) {
        ConvolutionGradients.weights(shape, BATCH, x, 0, z, 0, y, 0, false, one);
      }
    }, "convolutionBiasGradient.double", () -> {
      for (ConvolutionShape shape : SHAPES) {
        ConvolutionGradients.bias(shape, BATCH, z, 0, y, 0, false);
      }
    }, "convolutionInputGradient.double", () -> {
      for (ConvolutionShape shape : SHAPES) {
        ConvolutionGradients.inputs(shape, BATCH, z, 0, w, 0, y, 0, one);
      }
    }, "transposedConvolution.double", () -> {
      for (ConvolutionShape shape : ZEROS) {
        ConvolutionGradients.transposed(shape, BATCH, z, 0, w, 0, w, 0, y, 0, one);
      }
    });
  }
}
