// Master of FloatDenseOperator: the float version is generated from this file.
package org.isobit.models.learning.layers;

import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.Activations;
import org.isobit.kernels.neural.Dense;
import org.isobit.kernels.neural.DenseLayer;

/** Runs {@link FullyConnected}. Where the activation's derivative is made from its argument Z, that is kept. */
public final class DenseOperator implements LayerOperator {

  private final DenseLayer layer;
  private final DenseLayer linear;
  private final boolean bias;

  DenseOperator(DenseLayer layer, boolean bias) {
    this.layer = layer;
    this.linear = new DenseLayer(layer.inputs(), layer.outputs(), layer.transposed(), Activation.IDENTITY, 0);
    this.bias = bias;
  }

  /**
   * The kernels' form of the layer.
   *
   * @return shape and activation
   */
  public DenseLayer layer() {
    return layer;
  }

  /**
   * Whether there is a bias.
   *
   * @return true if so
   */
  public boolean bias() {
    return bias;
  }

  @Override
  public long work() {
    return layer.weights();
  }

  @Override
  public int kept() {
    return layer.activation().fromOutput() ? 0 : layer.outputs();
  }

  @Override
  public void forward(LayerCall c) {
    int inputs = layer.inputs();
    int outputs = layer.outputs();
    double[] b = bias ? c.theta : null;
    int bo = c.thetaOffset + layer.weights();
    if (c.kept == null || layer.activation().fromOutput()) {
      Dense.forward(layer, c.batch, c.x[0], c.xOffset[0], inputs, c.theta, c.thetaOffset, b, bo, c.y, c.yOffset,
          outputs, c.workers);
      return;
    }
    Dense.forward(linear, c.batch, c.x[0], c.xOffset[0], inputs, c.theta, c.thetaOffset, b, bo, c.kept, c.keptOffset,
        outputs, c.workers);
    Activations.forward(layer.activation(), slope(), c.batch * outputs, c.kept, c.keptOffset, c.y, c.yOffset,
        c.workers);
  }

  @Override
  public void backward(LayerCall c) {
    int inputs = layer.inputs();
    int outputs = layer.outputs();
    double[] stored = layer.activation().fromOutput() ? c.y : c.kept;
    int so = layer.activation().fromOutput() ? c.yOffset : c.keptOffset;
    if (c.gradient == null && c.dx[0] == null) {
      return;
    }
    double[] db = bias ? c.gradient : null;
    Dense.backward(layer, c.batch, c.x[0], c.xOffset[0], inputs, c.theta, c.thetaOffset, stored, so, outputs, c.dy,
        c.dyOffset, outputs, c.dx[0], c.dxOffset[0], inputs, c.gradient, c.gradientOffset, db,
        c.gradientOffset + layer.weights(), c.accumulate, c.workers);
  }

  @Override
  public void tangent(LayerCall c) {
    int outputs = layer.outputs();
    boolean fromOutput = layer.activation().fromOutput();
    Dense.forward(linear, c.batch, c.dx[0], c.dxOffset[0], layer.inputs(), c.theta, c.thetaOffset, null, 0, c.dy,
        c.dyOffset, outputs, c.workers);
    Activations.backward(layer.activation(), slope(), c.batch * outputs, fromOutput ? c.y : c.kept,
        fromOutput ? c.yOffset : c.keptOffset, c.dy, c.dyOffset, c.dy, c.dyOffset, c.workers);
  }

  private double slope() {
    return layer.slope(); // float: return (float) layer.slope();
  }
}
