// Master of FloatPackedNetwork: the float version is generated from this file.
package org.isobit.models.learning;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.neural.DenseStack;
import org.isobit.kernels.neural.DenseWeights;
import org.isobit.models.learning.layers.DenseOperator;
import org.isobit.models.learning.layers.DropoutOperator;
import org.isobit.models.learning.layers.LayerOperator;

/**
 * A network with its weights, for inference alone: dense layers that follow each other are packed into one
 * {@link DenseStack}, recurrent layers have packed weights too, dropout is left out. Outputs have the bits of
 * {@link Network#forward} without tape. Immutable, thread-safe; nothing is allocated in the steady state (activations
 * live in buffers of the threads that compute them).
 */
public final class PackedNetwork {

  private final Network network;
  private final double[] theta;
  private final InferenceSteps steps;

  PackedNetwork(Network network, double[] theta) {
    this.network = network;
    this.theta = theta;
    Wiring wiring = network.architecture().wiring();
    DenseStack[] stacks = new DenseStack[wiring.layers];
    LayerOperator[] operators = new LayerOperator[wiring.layers];
    int[] ends = new int[wiring.layers];
    for (int l = 0; l < wiring.layers; l = ends[l]) {
      int end = l + 1;
      while (end < wiring.layers && dense(l) && dense(end) && wiring.follows(end)) {
        end++;
      }
      List<DenseWeights> weights = weights(l, end);
      stacks[l] = weights.isEmpty() ? null : DenseStack.of(weights.toArray(new DenseWeights[0]));
      ends[l] = stacks[l] == null ? l + 1 : end;
      if (stacks[l] == null) {
        operators[l] = network.operator(l).prepared(theta, network.architecture().offset(l));
      }
    }
    steps = new InferenceSteps(network, stacks, operators, ends);
  }

  /** Whether a layer can go into a stack: it is dense, or does nothing in inference. */
  private boolean dense(int l) {
    return network.operator(l) instanceof DenseOperator || network.operator(l) instanceof DropoutOperator;
  }

  private List<DenseWeights> weights(int first, int end) {
    List<DenseWeights> weights = new ArrayList<>();
    for (int l = first; l < end; l++) {
      if (network.operator(l) instanceof DenseOperator operator) {
        DenseLayer layer = operator.layer();
        int at = network.architecture().offset(l);
        weights.add(DenseWeights.of(layer, theta, at, operator.bias() ? theta : null, at + layer.weights()));
      }
    }
    return weights;
  }

  /**
   * The network.
   *
   * @return whose weights these are
   */
  public Network network() {
    return network;
  }

  /**
   * The weights.
   *
   * @return a copy of θ
   */
  public double[] parameters() {
    return theta.clone();
  }

  /**
   * Y = network(X).
   *
   * @param batch   samples, at least 0
   * @param x       array of X, batch × inputs
   * @param xOffset index of its first element
   * @param y       array of Y, batch × outputs; shares no element with X
   * @param yOffset index of its first element
   * @throws IllegalArgumentException for a negative batch, elements outside an array and overlaps
   */
  public void forward(int batch, double[] x, long xOffset, double[] y, long yOffset) {
    forward(batch, x, xOffset, y, yOffset, Workers.serial());
  }

  /**
   * Y = network(X) by several threads: each takes some samples or, if there are few, some outputs of a wide layer. What
   * is too small for a second thread stays with the calling one.
   *
   * @param batch   samples, at least 0
   * @param x       array of X, batch × inputs
   * @param xOffset index of its first element
   * @param y       array of Y, batch × outputs; shares no element with X
   * @param yOffset index of its first element
   * @param workers the threads
   * @throws IllegalArgumentException for a negative batch, elements outside an array and overlaps
   */
  public void forward(int batch, double[] x, long xOffset, double[] y, long yOffset, Workers workers) {
    int in = network.input().size();
    int out = network.output().size();
    Checks.size("network", "batch", batch);
    int xo = Checks.matrix("network", "X", x, xOffset, batch, in, in);
    int yo = Checks.matrix("network", "Y", y, yOffset, batch, out, out);
    Checks.apart("network", "Y", "X", y == x, yo, batch * out, xo, batch * in);
    SampleParts.run(steps, theta, 0, batch, x, xo, y, yo, workers);
  }
}
