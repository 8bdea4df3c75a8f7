// Master of FloatTransposedConvolutionOperator: the float version is generated from this file.
package org.isobit.models.learning.layers.convolution;

import org.isobit.kernels.convolution.Convolution;
import org.isobit.kernels.convolution.ConvolutionGradients;
import org.isobit.kernels.convolution.ConvolutionShape;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.layers.FusedActivation;
import org.isobit.models.learning.layers.LayerCall;

/** Runs {@link TransposedConvolutionLayer}: weights, and behind them the bias. */
final class TransposedConvolutionOperator extends ActivatedOperator {

  /** Of the convolution from what comes out to what goes in. */
  private final ConvolutionShape shape;
  private final ConvolutionShape linear;

  /** Of a convolution whose outputs are what comes out here: for the gradient of the bias. */
  private final ConvolutionShape outputs;
  private final boolean bias;

  TransposedConvolutionOperator(ConvolutionShape shape, boolean bias) {
    super(new FusedActivation(shape.activation(), shape.slope()), shape.inputs());
    this.shape = shape;
    linear = shape.withActivation(Activation.IDENTITY, 0.0);
    outputs = ConvolutionShape.of(1, shape.ny(), shape.nx(), shape.channels(), 1, 1);
    this.bias = bias;
  }

  @Override
  public long work() {
    return (long) shape.outputs() * (shape.weights() / shape.filters());
  }

  @Override
  void apply(LayerCall c, double[] x, int xo, boolean biased, boolean activated, double[] y, int yo) {
    ConvolutionGradients.transposed(activated ? shape : linear, c.batch, x, xo, c.theta, c.thetaOffset,
        bias && biased ? c.theta : null, c.thetaOffset + shape.weights(), y, yo, c.workers);
  }

  @Override
  void gradients(LayerCall c) {
    if (c.gradient != null) {
      ConvolutionGradients.weights(linear, c.batch, c.dy, c.dyOffset, c.x[0], c.xOffset[0], c.gradient,
          c.gradientOffset, c.accumulate, c.workers);
    }
    if (c.gradient != null && bias) {
      ConvolutionGradients.bias(outputs, c.batch, c.dy, c.dyOffset, c.gradient, c.gradientOffset + shape.weights(),
          c.accumulate, c.workers);
    }
    if (c.dx[0] != null) {
      Convolution.forward(linear, c.batch, c.dy, c.dyOffset, c.theta, c.thetaOffset, null, 0, c.dx[0], c.dxOffset[0],
          c.workers);
    }
  }
}
