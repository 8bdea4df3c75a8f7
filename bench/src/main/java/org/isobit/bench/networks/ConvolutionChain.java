package org.isobit.bench.networks;

import java.util.Arrays;
import java.util.Map;
import org.isobit.bench.KernelBenchmark.Work;
import org.isobit.bench.neural.OnnxRuntime;
import org.isobit.bench.neural.OnnxWriter;
import org.isobit.kernels.convolution.Padding;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.convolution.ConvolutionLayer;
import org.isobit.models.onnx.tensor.Tensor;

/** Convolutions along 36 points, of 43, 28 and 1 filters with kernels of 5, 1 and 1 points, tanh between them. */
final class ConvolutionChain extends Case.Packed {

  private static final int POINTS = 36;
  private static final int[] CHANNELS = {1, 43, 28, 1};
  private static final int[] KERNELS = {5, 1, 1};

  ConvolutionChain(int batch) {
    super(batch);
  }

  @Override
  FloatNetwork network() {
    Layer[] layers = new Layer[KERNELS.length];
    for (int l = 0; l < layers.length; l++) {
      Activation kind = l == layers.length - 1 ? Activation.IDENTITY : Activation.TANH;
      layers[l] = ConvolutionLayer.of(CHANNELS[l + 1], kind, KERNELS[l]).withSamePadding(Padding.ZERO);
    }
    return FloatNetwork.of(Shape.of(1, POINTS), layers);
  }

  @Override
  OnnxRuntime onnx(boolean fused, int threads) {
    OnnxWriter model = new OnnxWriter().input("x", batch, 1, POINTS).output("y", batch, 1, POINTS);
    String value = "x";
    int at = 0;
    for (int l = 0; l < KERNELS.length; l++) {
      boolean end = l == KERNELS.length - 1;
      int weights = weights(l);
      long pad = KERNELS[l] / 2;
      model.constant("w" + l, Arrays.copyOfRange(theta, at, at + weights), CHANNELS[l + 1], CHANNELS[l], KERNELS[l]);
      at += weights;
      model.constant("b" + l, Arrays.copyOfRange(theta, at, at + CHANNELS[l + 1]), CHANNELS[l + 1]);
      at += CHANNELS[l + 1];
      String made = end ? "y" : "z" + l;
      model.node("Conv", Map.of("kernel_shape", new long[] {KERNELS[l]}, "pads", new long[] {pad, pad}), made, value,
          "w" + l, "b" + l);
      if (!end) {
        model.node("Tanh", Map.of(), "h" + l, made);
        value = "h" + l;
      }
    }
    return new OnnxRuntime(model.bytes(), Map.of("x", Tensor.of(x, batch, 1, POINTS)), threads, batch, 1, POINTS);
  }

  /** Weights but no biases. */
  private static int weights(int l) {
    return CHANNELS[l + 1] * CHANNELS[l] * KERNELS[l];
  }

  /** Multiplications and additions of one sample's products. */
  static double flops() {
    double flops = 0;
    for (int l = 0; l < KERNELS.length; l++) {
      flops += 2.0 * POINTS * weights(l);
    }
    return flops;
  }

  @Override
  Work work() {
    return new Work("convolution.float", "chain of convolutions", batch * flops(), 8.0 * batch * POINTS);
  }
}
