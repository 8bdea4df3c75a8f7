// Master of FloatPackedRecurrence: the float version is generated from this file.
package org.isobit.models.learning.layers.recurrent;

import java.util.Arrays;
import org.isobit.kernels.gemm.GemmReference;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.neural.DenseStack;
import org.isobit.kernels.neural.DenseWeights;
import org.isobit.models.learning.layers.LayerCall;
import org.isobit.models.learning.layers.LayerOperator;

/**
 * A recurrent layer for inference alone: a sample's inputs of a step stand before its state in one row, and products
 * with packed weights are one chain over both, the one that {@link RecurrentOperator} continues. Scratch: those rows,
 * gates of a step, and what a cell has besides.
 */
abstract class PackedRecurrence implements LayerOperator {

  final int features;
  final int hidden;

  /** Length of a row. */
  final int width;

  private final RecurrentOperator layer;
  private final int arrays;

  /** Arrays of the shape of the state that a cell has besides. */
  PackedRecurrence(RecurrentOperator layer, int arrays) {
    this.layer = layer;
    this.arrays = arrays;
    features = layer.features;
    hidden = layer.hidden;
    width = features + hidden;
  }

  /** Whether inputs and states are one run of terms, so that they make one chain. */
  static boolean takes(RecurrentOperator layer) {
    return layer.features + layer.hidden <= GemmReference.RUN;
  }

  @Override
  public final int together() {
    return layer.together();
  }

  @Override
  public final long work() {
    return layer.work();
  }

  @Override
  public final int scratch() {
    return width + (4 + arrays) * hidden;
  }

  /**
   * A packed product with some rows of the weights of inputs and states.
   *
   * @param first  the first row
   * @param rows   their number
   * @param inputs whether inputs are terms
   * @param states whether states are
   * @param summed whether chains start from the sum of both biases, and not from that of their terms
   */
  final DenseStack product(double[] theta, int at, int first, int rows, boolean inputs, boolean states,
      boolean summed) {
    int from = inputs ? features : 0;
    int n = from + (states ? hidden : 0);
    double[] w = new double[rows * n];
    double[] b = layer.bias ? new double[rows] : null;
    for (int i = 0; i < rows; i++) {
      System.arraycopy(theta, at + (first + i) * features, w, i * n, from);
      System.arraycopy(theta, at + layer.recurrent + (first + i) * hidden, w, i * n + from, n - from);
      if (b != null) {
        double input = theta[at + layer.inputBias + first + i];
        double state = theta[at + layer.stateBias + first + i];
        b[i] = summed ? input + state : inputs ? input : state;
      }
    }
    DenseLayer dense = new DenseLayer(n, rows, true, Activation.IDENTITY, 0);
    return DenseStack.of(DenseWeights.of(dense, w, 0, b, 0));
  }

  /** One step: gates from rows, then states in their rows. */
  abstract void step(LayerCall c, int step, int rows, int gates, int besides);

  @Override
  public final void forward(LayerCall c) {
    int rows = c.scratchOffset;
    int gates = rows + c.batch * width;
    int besides = gates + c.batch * 4 * hidden;
    Arrays.fill(c.scratch, rows, gates, 0.0);
    Arrays.fill(c.scratch, besides, besides + c.batch * arrays * hidden, 0.0);
    for (int t = 0; t < layer.steps; t++) {
      for (int i = 0; i < c.batch; i++) {
        System.arraycopy(c.x[0], c.xOffset[0] + (i * layer.steps + t) * features, c.scratch, rows + i * width,
            features);
      }
      step(c, t, rows, gates, besides);
      for (int i = 0; i < c.batch && layer.comesOut(t); i++) {
        System.arraycopy(c.scratch, rows + i * width + features, c.y, c.yOffset + i * layer.ldy() + layer.row(t),
            hidden);
      }
    }
  }

  @Override
  public final void backward(LayerCall c) {
    throw new UnsupportedOperationException("a recurrent layer with packed weights has no backward pass");
  }

  @Override
  public final void tangent(LayerCall c) {
    throw new UnsupportedOperationException("a recurrent layer with packed weights has no tangent");
  }
}
