// Master of FloatActivationOperator: the float version is generated from this file.
package org.isobit.models.learning.layers;

import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.Activations;

/** Runs {@link ElementwiseLayer}. */
final class ActivationOperator implements LayerOperator {

  private final Activation activation;
  private final double slope;
  private final int size;

  ActivationOperator(Activation activation, double slope, int size) { // float: FloatActivationOperator(Activation activation, double slope, int size) {
    this.activation = activation;
    this.slope = slope; // float: this.slope = (float) slope;
    this.size = size;
  }

  @Override
  public void forward(LayerCall c) {
    Activations.forward(activation, slope, c.batch * size, c.x[0], c.xOffset[0], c.y, c.yOffset, c.workers);
  }

  @Override
  public void backward(LayerCall c) {
    if (c.dx[0] != null) {
      times(c, c.dy, c.dyOffset, c.dx[0], c.dxOffset[0]);
    }
  }

  @Override
  public void tangent(LayerCall c) {
    times(c, c.dx[0], c.dxOffset[0], c.dy, c.dyOffset);
  }

  /** The Jacobian is diagonal, and so its own transpose. */
  private void times(LayerCall c, double[] from, int fo, double[] to, int o) {
    boolean fromOutput = activation.fromOutput();
    Activations.backward(activation, slope, c.batch * size, fromOutput ? c.y : c.x[0],
        fromOutput ? c.yOffset : c.xOffset[0], from, fo, to, o, c.workers);
  }
}
