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

/**
 * A network with its weights, for inference alone: dense layers that follow each other are packed into one
 * {@link DenseStack}, dropout is left out. Outputs have the bits of {@link Network#forward} without tape. Immutable,
 * thread-safe; nothing is allocated in the steady state (activations live in buffers of the threads that compute
 * them).
 */
public final class PackedNetwork {

  private static final ThreadLocal<double[][]> MINE = ThreadLocal.withInitial(() -> new double[2][0]);

  private final Network network;
  private final double[] theta;

  /** What runs part k: a stack, or null where layers run one by one. */
  private final DenseStack[] stacks;

  /** Part k is layers begins[k] … begins[k + 1] − 1. */
  private final int[] begins;

  PackedNetwork(Network network, double[] theta) {
    this.network = network;
    this.theta = theta;
    List<DenseStack> parts = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    int depth = network.architecture().layers().size();
    for (int l = 0; l < depth;) {
      int end = l + 1;
      boolean dense = dense(l);
      while (end < depth && dense(end) == dense) {
        end++;
      }
      List<DenseWeights> weights = weights(l, end);
      starts.add(l);
      parts.add(!dense || weights.isEmpty() ? null : DenseStack.of(weights.toArray(new DenseWeights[0])));
      l = end;
    }
    starts.add(depth);
    stacks = parts.toArray(new DenseStack[0]);
    begins = starts.stream().mapToInt(Integer::intValue).toArray();
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
    SampleParts.run(network, this, theta, 0, batch, x, xo, y, yo, workers);
  }

  /** What {@link #forward} does, of arguments that fit, as one part. */
  void run(int batch, double[] x, int xo, double[] y, int yo, Workers workers) {
    double[] from = x;
    int fo = xo;
    for (int k = 0; k < stacks.length; k++) {
      boolean last = k == stacks.length - 1;
      double[] to = last ? y : buffer(k % 2, (long) batch * network.architecture().shape(begins[k + 1]).size());
      int o = last ? yo : 0;
      if (stacks[k] != null) {
        stacks[k].forward(batch, from, fo, stacks[k].inputs(), to, o, stacks[k].outputs(), workers);
      } else {
        InferencePass.run(network, begins[k], begins[k + 1], theta, 0, batch, from, fo, to, o, workers);
      }
      from = to;
      fo = o;
    }
  }

  private static double[] buffer(int which, long size) {
    if (size > Integer.MAX_VALUE - 64) {
      throw new IllegalArgumentException("network: this batch needs " + size
          + " numbers in one array, which holds 2^31 - 1; use smaller batches");
    }
    double[][] buffers = MINE.get();
    if (buffers[which].length < size) {
      buffers[which] = new double[(int) size];
    }
    return buffers[which];
  }
}
