// Master of FloatConvolutionOperator: the float version is generated from this file.
package org.isobit.models.learning.layers.convolution;

import org.isobit.kernels.convolution.Convolution;
import org.isobit.kernels.convolution.ConvolutionGradients;
import org.isobit.kernels.convolution.ConvolutionShape;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.layers.FusedActivation;
import org.isobit.models.learning.layers.LayerCall;

/** Runs {@link ConvolutionLayer}: weights, and behind them the bias. */
final class ConvolutionOperator extends ActivatedOperator {

  private final ConvolutionShape shape;
  private final ConvolutionShape linear;
  private final boolean bias;

  ConvolutionOperator(ConvolutionShape shape, boolean bias) {
    super(new FusedActivation(shape.activation(), shape.slope()), shape.outputs());
    this.shape = shape;
    linear = shape.withActivation(Activation.IDENTITY, 0.0);
    this.bias = bias;
  }

  @Override
  public long work() {
    return (long) shape.outputs() * (shape.weights() / shape.filters());
  }

  @Override
  void apply(LayerCall c, double[] x, int xo, boolean biased, boolean activated, double[] y, int yo) {
    Convolution.forward(activated ? shape : linear, c.batch, x, xo, c.theta, c.thetaOffset,
        bias && biased ? c.theta : null, c.thetaOffset + shape.weights(), y, yo, c.workers);
  }

  @Override
  void gradients(LayerCall c) {
    if (c.gradient != null) {
      ConvolutionGradients.weights(linear, c.batch, c.x[0], c.xOffset[0], c.dy, c.dyOffset, c.gradient,
          c.gradientOffset, c.accumulate, c.workers);
    }
    if (c.gradient != null && bias) {
      ConvolutionGradients.bias(linear, c.batch, c.dy, c.dyOffset, c.gradient, c.gradientOffset + shape.weights(),
          c.accumulate, c.workers);
    }
    if (c.dx[0] != null) {
      ConvolutionGradients.inputs(linear, c.batch, c.dy, c.dyOffset, c.theta, c.thetaOffset, c.dx[0], c.dxOffset[0],
          c.workers);
    }
  }
}
