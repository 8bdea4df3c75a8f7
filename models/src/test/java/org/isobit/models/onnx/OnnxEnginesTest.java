package org.isobit.models.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.random.Philox;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.EnginesTest;
import org.isobit.models.learning.internal.Checksums;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.onnx.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Whole models have the same bits with every engine, each in a JVM of its own. */
class OnnxEnginesTest {

  private static final List<List<String>> ENGINES = List.of(List.of("-Disobit.backend=reference"),
      List.of("-Disobit.simd.bits=512", "-Disobit.threads=1"), List.of("-Disobit.simd.bits=512", "-Disobit.threads=2"),
      List.of("-Disobit.simd.bits=256", "-Disobit.threads=2"), List.of("-Disobit.simd.bits=128", "-Disobit.threads=2"));

  /** What every machine prints: of images, of vectors, of sequences; of vectors in double. */
  private static final List<String> EXPECTED = List.of("fdaaed60", "a52b06b4", "018d70c7", "155a75cd");

  @Test
  void everyEngineHasTheSameBits() throws IOException, InterruptedException {
    String expected = null;
    for (List<String> engine : ENGINES) {
      // Widths that a processor does not have are not asked for.
      List<String> options = new ArrayList<>(engine);
      options.removeIf(o -> o.startsWith("-Disobit.simd.bits=")
          && Integer.parseInt(o.substring(o.indexOf('=') + 1)) > SpeciesSimd.hardwareBits());
      String printed = EnginesTest.run(Child.class, options);
      expected = expected == null ? printed : expected;
      assertEquals(expected, printed, options.toString());
    }
    assertEquals(EXPECTED, expected.lines().toList(), "not the bits of other machines");
  }

  /** Prints checksums. */
  static final class Child {

    private Child() {}

    /**
     * Entry.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws IOException {
      print(images(), "y", Map.of("x", normals(4, 3, 24, 20)));
      Architecture layers = Architecture.of(Shape.of(40), List.of(Layers.dense(200, Activation.GELU),
          Layers.dense(200, Activation.SILU), Layers.dense(30, Activation.TANH), Layers.softmax()));
      print(OnnxModel.read("m", OnnxExport.bytes(layers, normals(layers.parameters()).floats())), "y",
          Map.of("x", normals(37, 40)));
      print(sequences(), "a", Map.of("x", normals(12, 9, 20)));
      double[] theta = new double[layers.parameters()];
      Philox.gaussian(1, 2, 0, theta.length, theta, 0);
      double[] x = new double[37 * 40];
      Philox.gaussian(1, 3, 0, x.length, x, 0);
      Tensor y = OnnxModel.read("m", OnnxExport.bytes(layers, theta)).run(Map.of("x", Tensor.of(x, 37, 40))).get("y");
      System.out.println(Checksums.of(y.doubles(), 0, y.size()));
    }

    private static void print(OnnxModel model, String output, Map<String, Tensor> inputs) {
      Tensor y = model.run(inputs).get(output);
      for (float v : y.floats()) {
        if (!Float.isFinite(v)) {
          throw new IllegalStateException(output + " has " + v);
        }
      }
      System.out.println(Checksums.of(y.floats(), 0, y.size()));
    }

    private static Tensor normals(int... dims) {
      int n = 1;
      for (int d : dims) {
        n *= d;
      }
      float[] x = new float[n];
      Philox.gaussian(1, 1, 0, n, x, 0);
      return Tensor.of(x, dims);
    }

    private static OnnxBytes constant(OnnxBytes model, String name, int... dims) {
      long[] sizes = new long[dims.length];
      for (int d = 0; d < dims.length; d++) {
        sizes[d] = dims[d];
      }
      return model.initializer(name, normals(dims).floats(), sizes);
    }

    /** Convolution, batch norm, pooling, depthwise and transposed convolution, dense layer. */
    private static OnnxModel images() throws IOException {
      OnnxBytes m = new OnnxBytes().opset(22).input("x", 1, "n", 3, 24, 20).output("y");
      for (String name : List.of("gamma", "beta", "mean")) {
        constant(m, name, 16);
      }
      float[] variance = new float[16];
      Arrays.fill(variance, 0.75f);
      m.initializer("variance", variance, 16);
      constant(constant(constant(constant(constant(m, "w", 16, 3, 3, 3), "b", 16), "d", 16, 1, 3, 3), "t", 16, 4, 2, 2),
          "l", 4 * 24 * 20, 10);
      return m.node("Conv", "x,w,b", "c", OnnxBytes.integers("pads", 1, 1, 1, 1))
          .node("BatchNormalization", "c,gamma,beta,mean,variance", "n").node("Relu", "n", "r")
          .node("MaxPool", "r", "p", OnnxBytes.integers("kernel_shape", 2, 2), OnnxBytes.integers("strides", 2, 2))
          .node("Conv", "p,d", "e", OnnxBytes.integer("group", 16), OnnxBytes.text("auto_pad", "SAME_UPPER"))
          .node("ConvTranspose", "e,t", "u", OnnxBytes.integers("strides", 2, 2)).node("Flatten", "u", "f")
          .node("Gemm", "f,l", "y").model();
    }

    /** LSTM and GRU in both directions, attention over their outputs, layer norm. */
    private static OnnxModel sequences() throws IOException {
      OnnxBytes m = new OnnxBytes().opset(23).input("x", 1, "t", "n", 20).output("a");
      constant(constant(constant(constant(m, "w", 2, 128, 20), "r", 2, 128, 32), "b", 2, 256), "g", 2, 96, 64);
      constant(constant(m, "q", 2, 96, 32), "gamma", 64);
      m.initializer("s", 7, o -> {
        o.writeInt64(7, 0);
        o.writeInt64(7, 0);
        o.writeInt64(7, 64);
      }, 3);
      return m.node("LSTM", "x,w,r,b", "h", OnnxBytes.text("direction", "bidirectional"),
              OnnxBytes.integer("hidden_size", 32))
          .node("Transpose", "h", "ht", OnnxBytes.integers("perm", 0, 2, 1, 3)).node("Reshape", "ht,s", "hr")
          .node("GRU", "hr,g,q", "k", OnnxBytes.text("direction", "bidirectional"),
              OnnxBytes.integer("hidden_size", 32), OnnxBytes.integer("linear_before_reset", 1))
          .node("Transpose", "k", "kt", OnnxBytes.integers("perm", 2, 0, 1, 3)).node("Reshape", "kt,s", "kr")
          .node("LayerNormalization", "kr,gamma", "n")
          .node("Attention", "n,n,n", "a", OnnxBytes.integer("q_num_heads", 4), OnnxBytes.integer("kv_num_heads", 4),
              OnnxBytes.integer("is_causal", 1)).model();
    }
  }
}
