package org.isobit.models.onnx;

import java.util.List;
import org.isobit.kernels.convolution.Padding;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.arrangement.Reshape;
import org.isobit.models.learning.layers.attention.Linear;
import org.isobit.models.learning.layers.convolution.ConvolutionLayer;
import org.isobit.models.learning.layers.convolution.TransposedConvolutionLayer;
import org.isobit.models.learning.layers.normalization.BatchNormalization;
import org.isobit.models.learning.layers.normalization.GroupNormalization;
import org.isobit.models.learning.layers.normalization.LayerNormalization;
import org.isobit.models.learning.layers.recurrent.GruLayer;
import org.isobit.models.learning.layers.recurrent.LstmLayer;

/** Good models for the fuzzer. */
public final class OnnxCorpus {

  private OnnxCorpus() {}

  /** Models in which every kind of field occurs. */
  public static List<byte[]> all() {
    OnnxBytes dense = new OnnxBytes().node("Gemm", "x,w,b", "z", OnnxBytes.number("alpha", 0.5f))
        .node("Relu", "z", "y").initializer("w", new float[] {1, 2, 3, 4, 5, 6}, 2, 3)
        .initializer("b", new float[] {0, -9, 1}, 3).input("x", 1, "rows", 2).output("y");
    OnnxBytes constants = new OnnxBytes().node("Add", "a,b", "s").node("Concat", "s,s", "t",
        OnnxBytes.integer("axis", 0)).initializer("a", 7, m -> m.writeInt64(7, 6), 1)
        .initializer("b", 7, m -> m.writeInt64(7, -2), 1).initializer("h", 10, m -> m.writeInt32(5, 0x3c00), 1)
        .input("x", 11, 1, 2, "n").output("t").output("x");
    OnnxBytes outside = new OnnxBytes().external("c", "data/c.bin", 4, 8, 2).output("c");
    return List.of(dense.bytes(), constants.bytes(), outside.bytes(), images().bytes(), sequences().bytes(), network(),
        deep());
  }

  /** All operators have constant inputs: they run when the model is read. */
  private static OnnxBytes images() {
    return new OnnxBytes().opset(22).initializer("x", ramp(32), 1, 2, 4, 4).initializer("w", ramp(18), 2, 1, 3, 3)
        .initializer("s", ramp(2), 2)
        .node("Conv", "x,w,s", "c", OnnxBytes.integer("group", 2), OnnxBytes.integers("pads", 1, 1, 1, 1),
            OnnxBytes.integers("strides", 2, 1))
        .node("ConvTranspose", "c,w", "d", OnnxBytes.integer("group", 2), OnnxBytes.text("auto_pad", "SAME_UPPER"))
        .node("MaxPool", "d", "e,i", OnnxBytes.integers("kernel_shape", 2, 2), OnnxBytes.integer("ceil_mode", 1))
        .node("BatchNormalization", "d,s,s,s,s", "f").node("GlobalAveragePool", "f", "g").output("e").output("i")
        .output("g");
  }

  private static OnnxBytes sequences() {
    return new OnnxBytes().opset(23).initializer("x", ramp(12), 3, 2, 2).initializer("w", ramp(32), 2, 8, 2)
        .initializer("r", ramp(32), 2, 8, 2).initializer("n", 6, m -> {
          m.writeInt32(5, 3);
          m.writeInt32(5, 1);
        }, 2)
        .node("LSTM", "x,w,r,,n", "y,h,c", OnnxBytes.integer("hidden_size", 2),
            OnnxBytes.text("direction", "bidirectional"))
        .node("Attention", "x,x,x", "a", OnnxBytes.integer("q_num_heads", 2), OnnxBytes.integer("kv_num_heads", 2),
            OnnxBytes.integer("is_causal", 1), OnnxBytes.number("scale", 0.5f))
        .output("y").output("h").output("a");
  }

  /** A network of every kind of layer, to be made one again. */
  private static byte[] network() {
    var builder = Architecture.builder();
    int a = builder.input(Shape.of(2, 2));
    int b = builder.input(Shape.of(1, 2));
    int h = builder.add(Layers.dense(3, Activation.SILU), builder.add(Layers.concat(2, 0), a, b));
    int s = builder.add(Layers.sum(2), h, builder.add(Layers.dense(3, Activation.ELU).withoutBias(), h));
    int y = builder.add(Layers.logScale(0), builder.add(Layers.affine(new double[] {1, 2, 3}, new double[3]), s));
    Architecture all = builder.build(builder.add(Layers.softmax(), y), s);
    return OnnxExport.bytes(all, ramp(all.parameters()));
  }

  /** A network of convolutions, normalisations and recurrent layers, to be made one again. */
  private static byte[] deep() {
    Architecture all = Architecture.of(Shape.of(2, 2, 3), List.of(
        ConvolutionLayer.of(2, Activation.RELU, 2, 1).withPadding(Padding.PERIODIC, 1, 0, 0, 0),
        TransposedConvolutionLayer.of(2, Activation.SILU, 1, 1).withGroups(2), GroupNormalization.of(1),
        BatchNormalization.of(), LayerNormalization.of(), Reshape.of(2, 6), LstmLayer.of(2), Linear.of(2),
        GruLayer.of(1).withLastOnly().withoutBias()));
    return OnnxExport.bytes(all, ramp(all.parameters()));
  }

  private static float[] ramp(int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = i % 7 - 2.5f;
    }
    return x;
  }
}
