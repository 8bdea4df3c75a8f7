package org.isobit.models.learning.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.kernels.convolution.Padding;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.Problems;
import org.isobit.models.learning.Tape;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.weights.NetworkFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks by name: sizes by hand, gradients as transposes of tangents, and that files hold them. */
class NetworksTest {

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private static Map<String, Architecture> all() {
    Map<String, Architecture> all = new LinkedHashMap<>();
    all.put("mlp", Networks.mlp(Shape.of(3), 2, 5, 2, Activation.TANH));
    all.put("transformer", Networks.transformer(Shape.of(6, 2), 3, 8, 2, 2));
    all.put("lstm encoder-decoder", Networks.lstmEncoderDecoder(Shape.of(5, 2), 3, 2, 4));
    all.put("lstm of one step", Networks.lstmEncoderDecoder(Shape.of(5, 2), 1, 2, 4));
    all.put("u-net", ImageNetworks.uNet(Shape.of(2, 8, 4), 3, 4, 3, Padding.PERIODIC));
    all.put("u-vit", ImageNetworks.uVit(Shape.of(2, 4, 6), 1, 2, 8, 2, 1));
    all.put("convnext", ImageNetworks.convNext(Shape.of(2, 5, 6), 3, 4, 2, Padding.REPLICATE));
    return all;
  }

  /** Counted by hand from the papers' pictures. */
  @Test
  void sizesAreThoseOfThePapers() {
    Map<String, Architecture> all = all();
    assertEquals(3 * 5 + 5 + 5 * 5 + 5 + 5 * 2 + 2, all.get("mlp").parameters());
    int block = 2 * 2 * 8 + 4 * (8 * 8 + 8) + 8 * 32 + 32 + 32 * 8 + 8;
    assertEquals(2 * 8 + 8 + 6 * 8 + 2 * block + 2 * 8 + 8 * 3 + 3, all.get("transformer").parameters());
    assertEquals(Shape.of(6, 3), all.get("transformer").output());
    int lstm = 4 * 4 * 4 + 2 * 4 * 4;
    assertEquals(4 * 4 * 2 + lstm + 4 * 4 * 4 + lstm + 4 * 2 + 2, all.get("lstm encoder-decoder").parameters());
    assertEquals(Shape.of(3, 2), all.get("lstm encoder-decoder").output());
    assertEquals(Shape.of(1, 2), all.get("lstm of one step").output());
    // Convolutions 3 by 3 with their biases and norms, then transposed ones, and the last one.
    int down = 9 * (2 * 4 + 4 * 4 + 4 * 8 + 8 * 8 + 8 * 16 + 16 * 16) + 3 * (4 + 4 + 8 + 8 + 16 + 16);
    int up = 4 * 16 * 8 + 8 + 9 * 16 * 8 + 3 * 8 + 4 * 8 * 4 + 4 + 9 * 8 * 4 + 3 * 4;
    assertEquals(down + up + 9 * 4 * 3 + 3, all.get("u-net").parameters());
    assertEquals(Shape.of(3, 8, 4), all.get("u-net").output());
    assertEquals(8 * 8 + 8 + 6 * 8 + 3 * block + 16 * 8 + 8 + 2 * 8 + 8 * 4 + 4 + 9 + 1, all.get("u-vit").parameters());
    assertEquals(Shape.of(1, 4, 6), all.get("u-vit").output());
    int next = 49 * 4 + 4 + 2 * 4 + 4 * 16 + 16 + 16 * 4 + 4;
    assertEquals(9 * 2 * 4 + 4 + 2 * next + 4 * 3 + 3, all.get("convnext").parameters());
    assertEquals(Shape.of(3, 5, 6), all.get("convnext").output());
  }

  /** ⟨Jv, w⟩ = ⟨v, Jᵀw⟩. */
  @Test
  void gradientsAreTransposesOfTangents() {
    all().forEach((name, architecture) -> {
      Network network = Network.of(architecture);
      double[] theta = network.initialize(1, 0);
      int in = network.input().size();
      int out = network.output().size();
      Tape tape = network.tape(2);
      network.forward(theta, 0, 2, Problems.gaussian(2, 2 * in), 0, new double[2 * out], 0, tape);
      double[] v = Problems.gaussian(3, 2 * in);
      double[] w = Problems.gaussian(4, 2 * out);
      double[] jv = new double[2 * out];
      double[] jw = new double[2 * in];
      network.tangent(theta, 0, tape, v, 0, jv, 0);
      network.backward(theta, 0, tape, w.clone(), 0, jw, 0, null, 0, false);
      double left = 0.0;
      double right = 0.0;
      for (int i = 0; i < jv.length; i++) {
        left += jv[i] * w[i];
      }
      for (int i = 0; i < jw.length; i++) {
        right += jw[i] * v[i];
      }
      assertEquals(left, right, 1e-11 * Math.max(1.0, Math.abs(left)), name);
      assertTrue(Math.abs(left) > 1e-6, name + ": " + left);
    });
  }

  @Test
  void filesHoldThem() throws IOException {
    for (Map.Entry<String, Architecture> entry : all().entrySet()) {
      Path file = folder.resolve(entry.getKey());
      Network network = Network.of(entry.getValue());
      double[] theta = network.initialize(1, 0);
      NetworkFile.write(file, network.architecture(), theta, Map.of());
      NetworkFile read = NetworkFile.read(file);
      assertEquals(network.architecture(), read.architecture(), entry.getKey());
      Problems.assertSameBits(theta, read.doubles(), entry.getKey());
    }
  }

  private static void refused(String part, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void whatCannotBeBuiltIsNamed() {
    refused("mlp: depth", () -> Networks.mlp(Shape.of(3), 2, 5, 0, Activation.TANH));
    refused("transformer: width = 9 is not divisible by heads = 2", () -> Networks.transformer(Shape.of(6, 2), 3, 9, 2,
        1));
    refused("u-net: samples must be (channels, ny, nx) with ny and nx divisible by 4", () -> ImageNetworks.uNet(
        Shape.of(1, 8, 6), 1, 4, 3, Padding.ZERO));
    refused("u-net: levels", () -> ImageNetworks.uNet(Shape.of(1, 8, 8), 1, 4, 1, Padding.ZERO));
    refused("u-net: width", () -> ImageNetworks.uNet(Shape.of(1, 8, 8), 1, 6, 2, Padding.ZERO));
    refused("u-vit: samples", () -> ImageNetworks.uVit(Shape.of(1, 8, 7), 1, 2, 8, 2, 1));
    refused("convnext: samples", () -> ImageNetworks.convNext(Shape.of(8, 7), 1, 4, 1, Padding.ZERO));
    refused("lstm encoder-decoder: steps", () -> Networks.lstmEncoderDecoder(Shape.of(5, 2), 0, 2, 4));
  }
}
