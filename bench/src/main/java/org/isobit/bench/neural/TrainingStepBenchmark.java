package org.isobit.bench.neural;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.Backend;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.AdamRates;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.neural.FloatDenseReference;
import org.isobit.kernels.neural.FloatLosses;
import org.isobit.kernels.neural.FloatLossesReference;
import org.isobit.kernels.neural.FloatOptimizersReference;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.FloatTape;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.training.FloatOptimizerState;
import org.isobit.models.learning.training.Optimizer;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One training step of four networks 2-6×32-1 with LeakyReLU, 21 636 parameters in one vector: forward, squared loss,
 * backward, Adam.
 */
@State(Scope.Thread)
public class TrainingStepBenchmark implements KernelBenchmark {

  private static final int NETWORKS = 4;
  private static final int WIDTH = 32;
  private static final DenseLayer[] LAYERS = layers();

  /** Samples. */
  @Param({"6"})
  public int batch;

  /** Whose kernels; {@code network}: SIMD's, called through networks as users train them. */
  @Param({"simd", "reference", "network"})
  public String implementation;

  private int parameters;
  private float[] theta;
  private float[] gradient;
  private float[] first;
  private float[] second;
  private float[] x;
  private float[] target;
  private float[] kept;
  private float[] even;
  private float[] odd;
  private AdamRates rates;
  private long step;
  private FloatDenseReference dense;
  private FloatLossesReference losses;
  private FloatOptimizersReference optimizers;
  private FloatNetwork network;
  private FloatTape[] tapes;
  private FloatOptimizerState optimizer;

  /** Makes the benchmark. */
  public TrainingStepBenchmark() {}

  private static DenseLayer[] layers() {
    DenseLayer[] layers = new DenseLayer[7];
    for (int l = 0; l < 7; l++) {
      layers[l] = new DenseLayer(l == 0 ? 2 : WIDTH, l == 6 ? 1 : WIDTH, false,
          l == 6 ? Activation.IDENTITY : Activation.LEAKY_RELU, 0.01);
    }
    return layers;
  }

  private static int count() {
    int count = 0;
    for (DenseLayer layer : LAYERS) {
      count += NETWORKS * (layer.weights() + layer.outputs());
    }
    return count;
  }

  /** Makes parameters and samples. */
  @Setup
  public void prepare() {
    Backend backend = KernelBenchmark.backend(implementation);
    dense = FloatDenseReference.of(backend);
    losses = FloatLossesReference.of(backend);
    optimizers = FloatOptimizersReference.of(backend);
    parameters = count();
    Inputs inputs = new Inputs(2);
    theta = inputs.floats(parameters);
    for (int i = 0; i < parameters; i++) {
      theta[i] *= 0.4f;
    }
    gradient = new float[parameters];
    first = new float[parameters];
    second = new float[parameters];
    x = inputs.floats(2 * batch);
    target = inputs.floats(batch);
    kept = new float[LAYERS.length * batch * WIDTH];
    even = new float[batch * WIDTH + 16];
    odd = new float[batch * WIDTH];
    rates = AdamRates.of(1e-6);
    step = 0;
    if (implementation.equals("network")) {
      makeNetworks();
    }
  }

  private void makeNetworks() {
    Layer[] layers = new Layer[LAYERS.length];
    for (int l = 0; l < layers.length; l++) {
      layers[l] = Layers.dense(LAYERS[l].outputs(), LAYERS[l].activation());
    }
    network = FloatNetwork.of(Shape.of(LAYERS[0].inputs()), layers);
    tapes = new FloatTape[NETWORKS];
    for (int k = 0; k < NETWORKS; k++) {
      tapes[k] = network.tape(batch);
    }
    optimizer = new FloatOptimizerState(Optimizer.adam(1e-6), parameters);
  }

  private void trainNetworks() {
    for (int k = 0; k < NETWORKS; k++) {
      int at = k * network.parameters();
      network.forward(theta, at, batch, x, 0, kept, 0, tapes[k]);
      FloatLosses.squared(1f / batch, batch, kept, 0, target, 0, even, 0);
      network.backward(theta, at, tapes[k], even, 0, null, 0, gradient, at, false);
    }
    optimizer.step(1e-6, theta, 0, gradient, 0);
  }

  /** One step. */
  @Benchmark
  public void train() {
    if (network != null) {
      trainNetworks();
      return;
    }
    int at = 0;
    for (int network = 0; network < NETWORKS; network++) {
      at = network(at);
    }
    step++;
    optimizers.adam(rates, step, parameters, theta, 0, gradient, 0, first, 0, second, 0);
  }

  /** Forward and backward through the network whose parameters begin at {@code at}; where the next ones begin. */
  private int network(int at) {
    int depth = LAYERS.length;
    for (int l = 0; l < depth; l++) {
      DenseLayer layer = LAYERS[l];
      float[] from = l == 0 ? x : kept;
      int fo = l == 0 ? 0 : (l - 1) * batch * WIDTH;
      int to = l * batch * WIDTH;
      int bias = at + layer.weights();
      dense.forward(layer, batch, from, fo, layer.inputs(), theta, at, theta, bias, kept, to, layer.outputs());
      at = bias + layer.outputs();
    }
    int end = at;
    int output = (depth - 1) * batch * WIDTH;
    losses.pair(FloatLosses.Pair.SQUARED, 1, 1f / batch, batch, kept, output, target, 0, even, 0);
    for (int l = depth - 1; l >= 0; l--) {
      DenseLayer layer = LAYERS[l];
      float[] dy = (depth - 1 - l) % 2 == 0 ? even : odd;
      float[] dx = l == 0 ? null : dy == even ? odd : even;
      float[] from = l == 0 ? x : kept;
      int fo = l == 0 ? 0 : (l - 1) * batch * WIDTH;
      int bias = at - layer.outputs();
      at = bias - layer.weights();
      dense.backward(layer, batch, from, fo, layer.inputs(), theta, at, kept, l * batch * WIDTH, layer.outputs(), dy, 0,
          layer.outputs(), dx, 0, layer.inputs(), gradient, at, gradient, bias, false);
    }
    return end;
  }

  @Override
  public Work work() {
    int n = count();
    return new Work("denseGradient.float", "training step", 6.0 * batch * n + 13.0 * n, 28.0 * n);
  }

  @Override
  public double[] output() {
    double[] all = new double[2 * parameters];
    for (int i = 0; i < parameters; i++) {
      all[i] = theta[i];
      all[parameters + i] = gradient[i];
    }
    return all;
  }

  @Override
  public double tolerance() {
    return 0;
  }
}
