package org.isobit.bench.free;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.neural.FloatDenseStack;
import org.isobit.kernels.neural.FloatDenseStackReference;
import org.isobit.kernels.neural.FloatDenseWeights;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Networks of dense layers in float as the contract has them, and with sums in any order, on one thread. */
@State(Scope.Thread)
public class FloatFreeDenseBenchmark implements KernelBenchmark {

  /** Widths, multiples of 32; activation of each layer; samples, a multiple of 12. */
  @Param({"512-1536 RELU 264", "64-256-256-256-64 TANH 264"})
  public String network;

  /** Whose. */
  @Param({"simd", "free", "reference"})
  public String implementation;

  private FloatDenseStackReference kernels;
  private FloatDenseStack stack;
  private FloatFreeDense free;
  private int batch;
  private float[] x;
  private float[] y;

  /** Makes the benchmark. */
  public FloatFreeDenseBenchmark() {}

  private DenseLayer[] layers() {
    String[] parts = network.split(" ");
    int[] widths = Arrays.stream(parts[0].split("-")).mapToInt(Integer::parseInt).toArray();
    return IntStream.range(1, widths.length).mapToObj(l -> new DenseLayer(widths[l - 1], widths[l], false,
        Activation.valueOf(parts[1]), 0.0)).toArray(DenseLayer[]::new);
  }

  private int batch() {
    return Integer.parseInt(network.substring(network.lastIndexOf(' ') + 1));
  }

  /** Makes weights, of the size at which signals neither die nor explode, and samples. */
  @Setup
  public void prepare() {
    DenseLayer[] layers = layers();
    Inputs inputs = new Inputs(layers.length);
    float[][] weights = new float[layers.length][];
    float[][] biases = new float[layers.length][];
    FloatDenseWeights[] packed = new FloatDenseWeights[layers.length];
    for (int l = 0; l < layers.length; l++) {
      float scale = (float) Math.sqrt(6.0 / layers[l].inputs());
      weights[l] = inputs.floats(layers[l].weights());
      for (int i = 0; i < weights[l].length; i++) {
        weights[l][i] *= scale;
      }
      biases[l] = inputs.floats(layers[l].outputs());
      packed[l] = FloatDenseWeights.of(layers[l], weights[l], 0, biases[l], 0);
    }
    kernels = FloatDenseStackReference.of(KernelBenchmark.backend(implementation));
    stack = FloatDenseStack.of(packed);
    free = new FloatFreeDense(layers, weights, biases);
    batch = batch();
    x = inputs.floats(batch * stack.inputs());
    y = new float[batch * stack.outputs()];
  }

  /** One batch through the network. */
  @Benchmark
  public void infer() {
    if (implementation.equals("free")) {
      free.forward(batch, x, y);
    } else {
      kernels.forward(stack, batch, x, 0, stack.inputs(), y, 0, stack.outputs(), Workers.serial());
    }
  }

  @Override
  public Work work() {
    double weights = Arrays.stream(layers()).mapToDouble(DenseLayer::weights).sum();
    return new Work("denseStack.float", "order", 2.0 * batch() * weights, 4.0 * weights);
  }

  @Override
  public double[] output() {
    return IntStream.range(0, y.length).mapToDouble(i -> y[i]).toArray();
  }

  @Override
  public double tolerance() {
    return 1e-5;
  }
}
