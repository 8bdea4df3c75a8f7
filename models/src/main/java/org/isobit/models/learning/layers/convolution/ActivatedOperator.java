// Master of FloatActivatedOperator: the float version is generated from this file.
package org.isobit.models.learning.layers.convolution;

import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.Activations;
import org.isobit.models.learning.layers.FusedActivation;
import org.isobit.models.learning.layers.LayerCall;
import org.isobit.models.learning.layers.LayerOperator;

/**
 * A linear map with bias and an activation behind it. Where the activation's derivative is made from its argument, that
 * is kept.
 */
abstract class ActivatedOperator implements LayerOperator {

  private final Activation activation;
  private final double slope;
  private final int outputs;

  /** The activation, and elements of a sample that come out. */
  ActivatedOperator(FusedActivation activation, int outputs) {
    this.activation = activation.kind();
    slope = activation.slope(); // float: slope = (float) activation.slope();
    this.outputs = outputs;
  }

  /** Y of X by the linear map, with the bias and the activation or without both. */
  abstract void apply(LayerCall c, double[] x, int xo, boolean bias, boolean activated, double[] y, int yo);

  /** Gradients from the one by the activation's argument, which stands in dy; some may not be wanted. */
  abstract void gradients(LayerCall c);

  @Override
  public final int kept() {
    return activation.fromOutput() ? 0 : outputs;
  }

  @Override
  public final void forward(LayerCall c) {
    if (c.kept == null || activation.fromOutput()) {
      apply(c, c.x[0], c.xOffset[0], true, true, c.y, c.yOffset);
      return;
    }
    apply(c, c.x[0], c.xOffset[0], true, false, c.kept, c.keptOffset);
    Activations.forward(activation, slope, c.batch * outputs, c.kept, c.keptOffset, c.y, c.yOffset, c.workers);
  }

  @Override
  public final void backward(LayerCall c) {
    if (c.gradient != null || c.dx[0] != null) {
      timesDerivative(c);
      gradients(c);
    }
  }

  @Override
  public final void tangent(LayerCall c) {
    apply(c, c.dx[0], c.dxOffset[0], false, false, c.dy, c.dyOffset);
    timesDerivative(c);
  }

  /** dy by the derivative of the activation, in place. */
  private void timesDerivative(LayerCall c) {
    if (activation != Activation.IDENTITY) {
      boolean fromOutput = activation.fromOutput();
      Activations.backward(activation, slope, c.batch * outputs, fromOutput ? c.y : c.kept,
          fromOutput ? c.yOffset : c.keptOffset, c.dy, c.dyOffset, c.dy, c.dyOffset, c.workers);
    }
  }
}
