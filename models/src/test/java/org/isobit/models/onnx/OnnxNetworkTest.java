package org.isobit.models.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.convolution.Padding;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.random.Philox;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.arrangement.AveragePooling;
import org.isobit.models.learning.layers.arrangement.MaxPooling;
import org.isobit.models.learning.layers.arrangement.Reshape;
import org.isobit.models.learning.layers.attention.Linear;
import org.isobit.models.learning.layers.convolution.ConvolutionLayer;
import org.isobit.models.learning.layers.convolution.TransposedConvolutionLayer;
import org.isobit.models.learning.layers.normalization.BatchNormalization;
import org.isobit.models.learning.layers.normalization.GroupNormalization;
import org.isobit.models.learning.layers.normalization.InstanceNormalization;
import org.isobit.models.learning.layers.normalization.LayerNormalization;
import org.isobit.models.learning.layers.recurrent.GruLayer;
import org.isobit.models.learning.layers.recurrent.LstmLayer;
import org.isobit.models.learning.networks.ImageNetworks;
import org.isobit.models.learning.networks.Networks;
import org.isobit.models.onnx.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Models whose nodes are layers, and those of which one is not. */
class OnnxNetworkTest {

  private static float[] normals(int n) {
    float[] x = new float[n];
    Philox.gaussian(5, 0, 0, n, x, 0);
    return x;
  }

  /** Exported and read again, a network is the same: layers, what they read, parameters bit for bit. */
  private static void comesBack(Architecture a) throws IOException {
    float[] theta = normals(a.parameters());
    OnnxNetwork back = OnnxNetwork.of(OnnxModel.read("m", OnnxExport.bytes(a, theta)));
    assertEquals(a.toString(), back.architecture().toString());
    assertArrayEquals(theta, back.floats());
    assertTrue(back.single());
    double[] wide = new double[a.parameters()];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = theta[i] / 3.0;
    }
    OnnxNetwork doubles = OnnxNetwork.of(OnnxModel.read("m", OnnxExport.bytes(a, wide)));
    assertEquals(a.toString(), doubles.architecture().toString());
    assertArrayEquals(wide, doubles.doubles());
    assertFalse(doubles.single());
  }

  @Test
  void chainsComeBack() throws IOException {
    for (Activation activation : Activation.values()) {
      double slope = activation.hasSlope() ? 0.3 : 0;
      comesBack(Architecture.of(Shape.of(4), List.of(Layers.dense(6, activation, slope),
          Layers.dense(3, activation, slope).withoutBias().storedTransposed())));
      if (activation != Activation.IDENTITY) {
        comesBack(Architecture.of(Shape.of(2, 4), List.of(Layers.activation(activation, slope), Layers.softmax())));
      }
    }
    comesBack(Architecture.of(Shape.of(2, 2), List.of(Layers.affine(2, 0.5), Layers.dense(4, Activation.TANH),
        Layers.affine(new double[] {1, 2, 3, 4}, new double[] {5, 6, 7, 8}), Layers.logScale(0))));
    comesBack(Architecture.of(Shape.of(2, 2), List.of(Layers.logScale(0))));
  }

  @Test
  void graphsComeBack() throws IOException {
    var builder = Architecture.builder();
    int a = builder.input(Shape.of(2, 3));
    int b = builder.input(Shape.of(1, 3));
    int joined = builder.add(Layers.concat(2, 0), a, b);
    int h = builder.add(Layers.dense(9, Activation.RELU), joined);
    int g = builder.add(Layers.dense(9, Activation.SILU), h);
    int sum = builder.add(Layers.sum(3), h, g, h);
    int kept = builder.add(Layers.dense(2, Activation.IDENTITY), sum);
    int both = builder.add(Layers.activation(Activation.RELU), kept);
    comesBack(builder.build(kept, both));
  }

  @Test
  void networksOfImagesAndTokensComeBack() throws IOException {
    for (Padding padding : Padding.values()) {
      comesBack(Architecture.of(Shape.of(4, 6, 7), List.of(
          ConvolutionLayer.of(6, Activation.SILU, 3, 2).withPadding(padding, 2, 1, 0, 3).withStride(2, 1)
              .withDilation(1, 2).withGroups(2), BatchNormalization.of().withEps(1e-3),
          ConvolutionLayer.of(3, Activation.IDENTITY, 2, 2).withPadding(padding, 1).withoutBias(),
          InstanceNormalization.of().withAffine(),
          TransposedConvolutionLayer.of(4, Activation.ELU, 3, 2).withStride(2, 3).withPadding(1, 0, 2, 1)
              .withOutputPadding(1, 2), LayerNormalization.of(), LayerNormalization.of().withoutBias().withEps(0.1),
          Layers.dense(3, Activation.TANH))));
    }
    comesBack(Architecture.of(Shape.of(2, 9), List.of(ConvolutionLayer.of(4, Activation.IDENTITY, 3),
        TransposedConvolutionLayer.of(2, Activation.RELU, 3).withGroups(2).withoutBias(),
        Linear.of(Layers.dense(5, Activation.GELU)), Linear.of(Layers.dense(2, Activation.IDENTITY).withoutBias()))));
  }

  @Test
  void poolingsComeBack() throws IOException {
    comesBack(Architecture.of(Shape.of(3, 9, 8), List.of(
        MaxPooling.of(3, 2).withStride(2, 1).withPadding(1, 1, 0, 1).withDilation(1, 2),
        AveragePooling.of(2, 3).withStride(1, 2).withPadding(1, 0, 0, 1).withCountPadding(false),
        AveragePooling.of(2, 2).withStride(2, 2).withPadding(1, 1, 1, 1), Layers.dense(4, Activation.RELU))));
    OnnxNetwork network = OnnxNetwork.of(new OnnxBytes().input("x", 1, "n", 2, 3, 2)
        .node("GlobalAveragePool", "x", "y").output("y").model());
    assertEquals(List.of(AveragePooling.global()), network.architecture().layers());
  }

  @Test
  void networksOfSequencesComeBack() throws IOException {
    for (Layer layer : List.of(LstmLayer.of(4), LstmLayer.of(3).withLastOnly(), GruLayer.of(4).withoutBias(),
        GruLayer.of(2).withLastOnly(), LstmLayer.of(2).withoutBias(), GruLayer.of(3).withResetBefore(),
        GruLayer.of(2).withResetBefore().withLastOnly().withoutBias())) {
      comesBack(Architecture.of(Shape.of(5, 3), List.of(layer, Layers.dense(2, Activation.IDENTITY))));
    }
    comesBack(Architecture.of(Shape.of(4, 3), List.of(GroupNormalization.of(2).withEps(0.1), Reshape.of(2, 6),
        GroupNormalization.of(2).withoutAffine())));
  }

  @Test
  void networksOfTheLibraryComeBack() throws IOException {
    comesBack(Networks.mlp(Shape.of(3), 2, 5, 2, Activation.GELU));
    comesBack(ImageNetworks.uNet(Shape.of(2, 8, 4), 3, 4, 2, Padding.PERIODIC));
    // Linear layers are exported as rows times a matrix, which is not transposed when it is read again.
    Architecture a = Networks.lstmEncoderDecoder(Shape.of(4, 3), 3, 2, 5);
    float[] theta = normals(a.parameters());
    OnnxNetwork back = OnnxNetwork.of(OnnxModel.read("m", OnnxExport.bytes(a, theta)));
    float[] x = normals(24);
    float[] y = new float[12];
    float[] again = new float[12];
    FloatNetwork.of(a).forward(theta, 0, 2, x, 0, y, 0, null);
    FloatNetwork.of(back.architecture()).forward(back.floats(), 0, 2, x, 0, again, 0, null);
    assertArrayEquals(y, again);
  }

  /** As PyTorch writes them: Squeeze of the directions, then Transpose. */
  @Test
  void recurrentLayersOfOthers() throws IOException {
    OnnxModel model = new OnnxBytes().input("x", 1, "n", 3, 2).initializer("w", normals(12), 1, 6, 2)
        .initializer("r", normals(12), 1, 6, 2).initializer("b", normals(12), 1, 12)
        .initializer("one", 7, m -> m.writeInt64(7, 1), 1).initializer("zeros", new float[4], 1, 2, 2)
        .node("Transpose", "x", "t", OnnxBytes.integers("perm", 1, 0, 2))
        .node("GRU", "t,w,r,b,,zeros", "h,last", OnnxBytes.integer("hidden_size", 2),
            OnnxBytes.integer("linear_before_reset", 1))
        .node("Squeeze", "h,one", "s").node("Transpose", "s", "y", OnnxBytes.integers("perm", 1, 0, 2)).output("y")
        .model();
    OnnxNetwork network = OnnxNetwork.of(model);
    float[] x = normals(12);
    float[] y = new float[12];
    FloatNetwork.of(network.architecture()).forward(network.floats(), 0, 2, x, 0, y, 0, null);
    assertArrayEquals(model.run(Map.of("x", Tensor.of(x, 2, 3, 2))).get("y").floats(), y, 1e-6f);
  }

  /** As Keras and PyTorch write them: MatMul and Add, an activation apart, Dropout between. */
  @Test
  void modelsOfOthers() throws IOException {
    OnnxModel model = new OnnxBytes().input("x", 1, "n", 2).initializer("w", new float[] {1, 2, 3, 4, 5, 6}, 2, 3)
        .initializer("b", new float[] {1, 0, -1}, 3).initializer("v", new float[] {1, -1, 2}, 1, 3)
        .initializer("half", new float[] {0.5f})
        .node("MatMul", "x,w", "z").node("Add", "b,z", "s").node("LeakyRelu", "s", "a").node("Dropout", "a", "d")
        .node("Gemm", "d,v", "g", OnnxBytes.integer("transB", 1)).node("Mul", "half,g", "y").output("y").model();
    OnnxNetwork network = OnnxNetwork.of(model);
    assertEquals(List.of("dense", "dense", "affine"),
        network.architecture().layers().stream().map(l -> l.kind()).toList());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6, 1, 0, -1, 1, -1, 2}, network.floats());
    float[] x = {1, -2, 0.5f, 3};
    float[] y = new float[2];
    FloatNetwork.of(network.architecture()).forward(network.floats(), 0, 2, x, 0, y, 0, null);
    assertArrayEquals(model.run(Map.of("x", Tensor.of(x, 2, 2))).get("y").floats(), y, 1e-6f);
  }

  private static void refused(OnnxBytes bytes, String... words) {
    String message = assertThrows(IllegalArgumentException.class, () -> OnnxNetwork.of(bytes.model())).getMessage();
    assertTrue(message.startsWith("m: "), message);
    for (String word : words) {
      assertTrue(message.contains(word), message + " does not say " + word);
    }
  }

  private static OnnxBytes dense(String attribute, long value) {
    return new OnnxBytes().input("x", 1, "n", 2).initializer("w", new float[4], 2, 2)
        .node("Gemm", "x,w", "h", OnnxBytes.integer(attribute, value));
  }

  private static void ones(CodedOutputStream out) throws IOException {
    for (int i = 0; i < 8; i++) {
      out.writeInt64(7, 1);
    }
  }

  private static OnnxBytes image(String operator, String inputs, OnnxBytes.Body... attributes) {
    return new OnnxBytes().input("x", 1, "n", 2, 4, 3).initializer("w", new float[16], 2, 2, 2, 2)
        .initializer("v", new float[24], 2, 4, 3).initializer("p", 7, OnnxNetworkTest::ones, 8)
        .node(operator, inputs, "y", attributes).output("y");
  }

  @Test
  void theFirstNodeThatIsNoLayerIsNamed() {
    refused(dense("transB", 0).node("Cos", "h", "c").node("Sin", "c", "y").output("y"), "node 'the Cos' (Cos)",
        "no layer");
    refused(dense("transA", 1).output("h"), "node 'the Gemm' (Gemm)");
    refused(dense("transB", 0).node("Shape", "h", "s").node("Relu", "h", "y").output("y"), "node 'the Shape' (Shape)");
    refused(dense("transB", 0).node("Mul", "h,x", "y").output("y"), "node 'the Mul' (Mul)");
    refused(dense("transB", 0).node("Softmax", "h", "y", OnnxBytes.integer("axis", 0)).output("y"),
        "node 'the Softmax' (Softmax)");
    refused(dense("transB", 0).node("Softmax", "h", "y", OnnxBytes.number("axis", 1)).output("y"),
        "node 'the Softmax' (Softmax)");
    refused(image("Conv", "x,w", OnnxBytes.text("auto_pad", "SAME_UPPER")), "node 'the Conv' (Conv)");
    refused(image("MaxPool", "x", OnnxBytes.integers("kernel_shape", 2, 2), OnnxBytes.integer("ceil_mode", 1)),
        "(MaxPool)");
    refused(image("AveragePool", "x", OnnxBytes.integers("kernel_shape", 2, 2), OnnxBytes.text("auto_pad", "VALID")),
        "(AveragePool)");
    refused(image("Conv", "x,w", OnnxBytes.integers("strides", 0, 1)), "node 'the Conv' (Conv)");
    refused(image("Conv", "x,x"), "node 'the Conv' (Conv)");
    refused(image("Conv", "x,w,w"), "node 'the Conv' (Conv)");
    refused(image("ConvTranspose", "x,w", OnnxBytes.integers("output_shape", 9, 9)), "(ConvTranspose)");
    refused(image("InstanceNormalization", "x,w,w"), "(InstanceNormalization)");
    refused(image("LayerNormalization", "x,v", OnnxBytes.integer("axis", 1)), "(LayerNormalization)");
    refused(image("Pad", "x,p", OnnxBytes.text("mode", "edge")), "node 'the Pad' (Pad)");
    refused(image("Transpose", "x", OnnxBytes.integers("perm", 0, 2, 1, 3)), "node 'the Transpose' (Transpose)");
    refused(image("Reshape", "x,p"), "node 'the Reshape' (Reshape)");
    refused(dense("transB", 0).initializer("f", new float[] {Float.NaN}).node("Mul", "h,f", "y").output("y"),
        "node 'the Mul' (Mul)", "finite");
  }

  @Test
  void inputsAndOutputsMustFit() {
    refused(new OnnxBytes().input("x", 1, "n").node("Relu", "x", "y").output("y"), "the input x");
    refused(new OnnxBytes().input("x", 1, "n", "m").node("Relu", "x", "y").output("y"), "the input x");
    refused(new OnnxBytes().input("x", 7, "n", 2).node("Relu", "x", "y").output("y"), "the input x");
    refused(new OnnxBytes().input("x", 1, "n", 2, 3).node("Relu", "x", "h").node("Flatten", "h", "y").output("y"),
        "'y'", "flattened");
    refused(dense("transB", 0).output("x"), "output");
  }
}
