// Master of FloatConvolutionArguments: the float version is generated from this file.
package org.isobit.verify.arguments;

import java.util.Random;
import org.isobit.kernels.Workers;
import org.isobit.kernels.convolution.Convolution;
import org.isobit.kernels.convolution.ConvolutionGradients;
import org.isobit.kernels.convolution.ConvolutionShape;
import org.isobit.kernels.convolution.Padding;

/** The entries of convolutions. */
final class ConvolutionArguments extends ArgumentTable {

  /**
   * Makes the table.
   *
   * @param workers the threads of calls that take some
   * @param large   whether calls are so large that they use them
   */
  ConvolutionArguments(Workers workers, boolean large) {
    int batch = large ? 5 : 2;
    int n = large ? 40 : 7;
    ConvolutionShape shape = ConvolutionShape.of(4, n, n, 6, 3, 3).withGroups(2).withSamePadding(Padding.PERIODIC);
    call(Convolution.class, "forward", shape, size("batch", batch), vector("X", batch * shape.inputs()),
        vector("W", shape.weights()), vector("bias", 6).orNull(), outVector("Y", batch * shape.outputs()));
    call(Convolution.class, "forward", shape, size("batch", batch), vector("X", batch * shape.inputs()),
        vector("W", shape.weights()), vector("bias", 6).orNull(), outVector("Y", batch * shape.outputs()), workers);
    call(ConvolutionGradients.class, "weights", shape, size("batch", batch), vector("X", batch * shape.inputs()),
        vector("dZ", batch * shape.outputs()), outVector("dW", shape.weights()), true, workers);
    call(ConvolutionGradients.class, "bias", shape, size("batch", batch), vector("dZ", batch * shape.outputs()),
        outVector("db", 6), false);
    call(ConvolutionGradients.class, "bias", shape, size("batch", batch), vector("dZ", batch * shape.outputs()),
        outVector("db", 6), false, workers);
    call(ConvolutionGradients.class, "inputs", shape, size("batch", batch), vector("dZ", batch * shape.outputs()),
        vector("W", shape.weights()), outVector("dX", batch * shape.inputs()), workers);
    call(ConvolutionGradients.class, "transposed", shape.withSamePadding(Padding.ZERO), size("batch", batch),
        vector("Z", batch * shape.outputs()), vector("W", shape.weights()), vector("bias", 4).orNull(),
        outVector("X", batch * shape.inputs()), workers);
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
