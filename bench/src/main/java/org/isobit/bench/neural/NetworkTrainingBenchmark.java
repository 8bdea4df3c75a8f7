package org.isobit.bench.neural;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.AdamRates;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.neural.FloatDenseReference;
import org.isobit.kernels.neural.FloatLosses;
import org.isobit.kernels.neural.FloatLossesReference;
import org.isobit.kernels.neural.FloatOptimizersReference;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.training.Batch;
import org.isobit.models.learning.training.FloatOptimizerState;
import org.isobit.models.learning.training.FloatSupervisedObjective;
import org.isobit.models.learning.training.Loss;
import org.isobit.models.learning.training.Optimizer;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One training step of one network 512-1536-512-2048-512 with ReLU in float, 3.7 million parameters: forward, squared
 * loss, backward, Adam; on one thread and shared by as many as there are processors or {@code -Disobit.threads} says.
 */
@State(Scope.Thread)
public class NetworkTrainingBenchmark implements KernelBenchmark {

  private static final FloatDenseReference DENSE = FloatDenseReference.of(Backend.REFERENCE);
  private static final FloatLossesReference LOSSES = FloatLossesReference.of(Backend.REFERENCE);
  private static final FloatOptimizersReference OPTIMIZERS = FloatOptimizersReference.of(Backend.REFERENCE);
  private static final int[] WIDTHS = {512, 1536, 512, 2048, 512};
  private static final int DEPTH = WIDTHS.length - 1;
  private static final double RATE = 1e-6;

  /** Samples; the smaller batch is for the test of answers. */
  @Param({"6", "256"})
  public int batch;

  /** Whose: on one thread or on the shared ones. */
  @Param({"simd", "simd-threads", "reference"})
  public String implementation;

  private Workers workers;
  private boolean reference;
  private FloatNetwork network;
  private FloatSupervisedObjective objective;
  private FloatOptimizerState optimizer;
  private Batch samples;
  private float[] x;
  private float[] target;
  private float[] theta;
  private float[] gradient;

  /** Makes the benchmark. */
  public NetworkTrainingBenchmark() {}

  private static Activation activation(int layer) {
    return layer == DEPTH - 1 ? Activation.IDENTITY : Activation.RELU;
  }

  /** Makes the network and its samples. */
  @Setup
  public void prepare() {
    Layer[] layers = new Layer[DEPTH];
    for (int l = 0; l < DEPTH; l++) {
      layers[l] = Layers.dense(WIDTHS[l + 1], activation(l));
    }
    network = FloatNetwork.of(Shape.of(WIDTHS[0]), layers);
    Inputs inputs = new Inputs(3);
    x = inputs.floats(batch * WIDTHS[0]);
    target = inputs.floats(batch * WIDTHS[DEPTH]);
    theta = network.initialize(1, 0);
    gradient = new float[theta.length];
    workers = implementation.equals("simd-threads") ? Workers.shared() : Workers.serial();
    reference = implementation.equals("reference");
    objective = new FloatSupervisedObjective(network, Loss.squared(), x, target, batch);
    optimizer = new FloatOptimizerState(Optimizer.adam(RATE), theta.length);
    int[] order = new int[batch];
    for (int i = 0; i < batch; i++) {
      order[i] = i;
    }
    samples = Batch.of(order).use(workers);
  }

  /** One step. */
  @Benchmark
  public void train() {
    if (reference) {
      scalar();
      return;
    }
    objective.evaluate(theta, 0, samples, gradient, 0);
    optimizer.step(RATE, theta, 0, gradient, 0, workers);
  }

  /** The first step as the references have it; whatever the step, the work is the same. */
  private void scalar() {
    float[][] y = new float[DEPTH + 1][];
    y[0] = x;
    for (int l = 0; l < DEPTH; l++) {
      DenseLayer layer = DenseLayer.of(WIDTHS[l], WIDTHS[l + 1], activation(l));
      int at = network.architecture().offset(l);
      y[l + 1] = new float[batch * WIDTHS[l + 1]];
      DENSE.forward(layer, batch, y[l], 0, WIDTHS[l], theta, at, theta, at + layer.weights(), y[l + 1], 0,
          WIDTHS[l + 1]);
    }
    float[] dy = new float[target.length];
    LOSSES.pair(FloatLosses.Pair.SQUARED, 1, 1f / dy.length, dy.length, y[DEPTH], 0, target, 0, dy, 0);
    for (int l = DEPTH - 1; l >= 0; l--) {
      DenseLayer layer = DenseLayer.of(WIDTHS[l], WIDTHS[l + 1], activation(l));
      int at = network.architecture().offset(l);
      float[] dx = l == 0 ? null : new float[y[l].length];
      DENSE.backward(layer, batch, y[l], 0, WIDTHS[l], theta, at, y[l + 1], 0, WIDTHS[l + 1], dy, 0, WIDTHS[l + 1], dx,
          0, WIDTHS[l], gradient, at, gradient, at + layer.weights(), false);
      dy = dx;
    }
    OPTIMIZERS.adam(AdamRates.of(RATE), 1, theta.length, theta, 0, gradient, 0, new float[theta.length], 0,
        new float[theta.length], 0);
  }

  @Override
  public Work work() {
    double weights = 0;
    for (int l = 0; l < DEPTH; l++) {
      weights += (double) WIDTHS[l] * WIDTHS[l + 1];
    }
    // The first layer has no gradient with respect to its inputs.
    double flops = 2.0 * batch * (3.0 * weights - WIDTHS[0] * WIDTHS[1]) + 13.0 * weights;
    return new Work("denseGradient.float", "training step of a large network", flops, 28.0 * weights);
  }

  @Override
  public double[] output() {
    double[] all = new double[2 * theta.length];
    for (int i = 0; i < theta.length; i++) {
      all[i] = theta[i];
      all[theta.length + i] = gradient[i];
    }
    return all;
  }

  @Override
  public double tolerance() {
    return 0;
  }
}
