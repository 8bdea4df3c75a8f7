package org.isobit.bench.timed;

import java.util.stream.IntStream;
import org.isobit.bench.Variant;
import org.isobit.kernels.gemm.FloatGemm;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.neural.DenseStack;
import org.isobit.kernels.neural.DenseWeights;
import org.isobit.kernels.neural.FloatDenseStack;
import org.isobit.kernels.neural.FloatDenseWeights;
import org.isobit.verify.Inputs;

/** Works to be timed, by their names. */
final class Works {

  /** Widths of the layers of the network. */
  private static final int[] WIDTHS = {512, 1536, 512, 2048, 512};

  private Works() {}

  /** What does the work once, as {@link TimingMachine#start} names it: on one thread, if it is no benchmark. */
  static Runnable of(String name) {
    if (name.contains(Variant.SEPARATOR)) {
      return Variant.named(name).prepared();
    }
    boolean floats = name.startsWith("float:");
    String rest = name.substring(name.indexOf(':') + 1);
    if (rest.startsWith("net")) {
      int samples = Integer.parseInt(rest.substring("net".length()));
      return floats ? floatNetwork(samples) : network(samples);
    }
    int[] shape = IntStream.of(0, 1, 2).map(i -> Integer.parseInt(rest.split("x")[i])).toArray();
    return floats ? floatProduct(shape[0], shape[1], shape[2]) : product(shape[0], shape[1], shape[2]);
  }

  private static Runnable product(int m, int n, int k) {
    double[] a = new Inputs(1).doubles(m * k);
    double[] b = new Inputs(2).doubles(k * n);
    double[] c = new double[m * n];
    return () -> Gemm.gemm(false, false, m, n, k, 1.0, a, 0, k, b, 0, n, 0.0, c, 0, n);
  }

  private static Runnable floatProduct(int m, int n, int k) {
    float[] a = new Inputs(1).floats(m * k);
    float[] b = new Inputs(2).floats(k * n);
    float[] c = new float[m * n];
    return () -> FloatGemm.gemm(false, false, m, n, k, 1.0f, a, 0, k, b, 0, n, 0.0f, c, 0, n);
  }

  private static DenseLayer layer(int l) {
    return new DenseLayer(WIDTHS[l], WIDTHS[l + 1], false, Activation.RELU, 0.0);
  }

  private static Runnable network(int samples) {
    DenseWeights[] layers = new DenseWeights[WIDTHS.length - 1];
    for (int l = 0; l < layers.length; l++) {
      layers[l] = DenseWeights.of(layer(l), new Inputs(l).doubles(layer(l).weights()), 0, null, 0);
    }
    DenseStack stack = DenseStack.of(layers);
    double[] x = new Inputs(layers.length).doubles(samples * stack.inputs());
    double[] y = new double[samples * stack.outputs()];
    return () -> stack.forward(samples, x, 0, stack.inputs(), y, 0, stack.outputs());
  }

  private static Runnable floatNetwork(int samples) {
    FloatDenseWeights[] layers = new FloatDenseWeights[WIDTHS.length - 1];
    for (int l = 0; l < layers.length; l++) {
      layers[l] = FloatDenseWeights.of(layer(l), new Inputs(l).floats(layer(l).weights()), 0, null, 0);
    }
    FloatDenseStack stack = FloatDenseStack.of(layers);
    float[] x = new Inputs(layers.length).floats(samples * stack.inputs());
    float[] y = new float[samples * stack.outputs()];
    return () -> stack.forward(samples, x, 0, stack.inputs(), y, 0, stack.outputs());
  }
}
