package org.isobit.bench.neural;

import java.util.Arrays;
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

/** Networks of dense layers in float, against ONNX Runtime with the same weights, on one thread. */
@State(Scope.Thread)
public class InferenceBenchmark implements KernelBenchmark {

  private static final double SLOPE = 0.01;

  /** Widths, activation of all layers but the last, samples. */
  @Param({"2-32-32-32-32-32-32-1 LEAKY_RELU 1", "2-32-32-32-32-32-32-1 LEAKY_RELU 6",
      "2-32-32-32-32-32-32-1 LEAKY_RELU 64", "2-32-32-32-32-32-32-1 LEAKY_RELU 1024", "64-256-256-256-64 TANH 1",
      "64-256-256-256-64 TANH 16", "64-256-256-256-64 TANH 256", "64-256-256-256-64 TANH 4096",
      "512-1536-512-2048-512 RELU 1", "512-1536-512-2048-512 RELU 16", "512-1536-512-2048-512 RELU 256",
      "512-1536-512-2048-512 RELU 1600"})
  public String network;

  /** Whose. */
  @Param({"simd", "onnxruntime", "reference"})
  public String implementation;

  private FloatDenseStack stack;
  private OnnxRuntime onnx;
  private float[] x;
  private float[] y;
  private int batch;
  private FloatDenseStackReference kernels;

  /** Makes the benchmark. */
  public InferenceBenchmark() {}

  /** Makes weights, of the size at which signals neither die nor explode, and samples. */
  @Setup
  public void prepare() {
    DenseLayer[] layers = layers();
    batch = batch();
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
    x = inputs.floats(batch * layers[0].inputs());
    stack = FloatDenseStack.of(packed);
    y = new float[batch * stack.outputs()];
    kernels = FloatDenseStackReference.of(KernelBenchmark.backend(implementation));
    if (implementation.equals("onnxruntime")) {
      onnx = new OnnxRuntime(OnnxWriter.model(layers, weights, biases), batch, x, stack.outputs());
    }
  }

  private DenseLayer[] layers() {
    String[] parts = network.split(" ");
    int[] widths = Arrays.stream(parts[0].split("-")).mapToInt(Integer::parseInt).toArray();
    DenseLayer[] layers = new DenseLayer[widths.length - 1];
    for (int l = 0; l < layers.length; l++) {
      Activation kind = l == layers.length - 1 ? Activation.IDENTITY : Activation.valueOf(parts[1]);
      layers[l] = new DenseLayer(widths[l], widths[l + 1], false, kind, SLOPE);
    }
    return layers;
  }

  private int batch() {
    return Integer.parseInt(network.substring(network.lastIndexOf(' ') + 1));
  }

  /** One batch through the network. */
  @Benchmark
  public void infer() {
    if (onnx != null) {
      onnx.run();
    } else {
      kernels.forward(stack, batch, x, 0, stack.inputs(), y, 0, stack.outputs(), Workers.serial());
    }
  }

  @Override
  public Work work() {
    double flops = 0;
    double bytes = 0;
    DenseLayer[] layers = layers();
    for (DenseLayer layer : layers) {
      flops += 2.0 * batch() * layer.weights();
      bytes += 4.0 * layer.weights();
    }
    bytes += 4.0 * batch() * (layers[0].inputs() + layers[layers.length - 1].outputs());
    return new Work("denseStack.float", network.substring(0, network.lastIndexOf(' ')), flops, bytes);
  }

  @Override
  public double[] output() {
    float[] result = y.clone();
    if (onnx != null) {
      onnx.output(result);
    }
    double[] all = new double[result.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = result[i];
    }
    return all;
  }

  @Override
  public double tolerance() {
    return 1e-5;
  }
}
