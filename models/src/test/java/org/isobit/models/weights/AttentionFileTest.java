package org.isobit.models.weights;

import static org.isobit.models.weights.NetworkFileTest.yaml;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.ArchitectureBuilder;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.attention.Linear;
import org.isobit.models.learning.layers.attention.MultiHeadAttention;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transformers in files: those of Isobit, and tensors that have the names and layout of PyTorch's modules. */
class AttentionFileTest {

  private static final String DESCRIPTION = """
      inputs:
        - {name: x, shape: [3, 5]}
      layers:
        - {kind: linear, outputs: 8, name: q, from: [x], tensors: attn.q_proj}
        - {kind: linear, outputs: 4, name: k, from: [x], tensors: attn.k_proj}
        - {kind: linear, outputs: 4, name: v, from: [x], tensors: attn.v_proj}
        - {kind: attention, heads: 2, kv-heads: 1, causal: true, rotary: halves, normalized: true, from: [q, k, v],
           tensors: attn}
        - {kind: linear, outputs: 5, bias: false, name: o, tensors: attn.o_proj}
        - {kind: sum, from: [x, o]}
      """;

  @TempDir
  Path folder;

  private static Architecture block() {
    ArchitectureBuilder builder = Architecture.builder();
    int x = builder.input(Shape.of(3, 5));
    int q = builder.add(Linear.of(8), x);
    int k = builder.add(Linear.of(4), x);
    int v = builder.add(Linear.of(4), x);
    int heads = builder.add(MultiHeadAttention.of(2).withKvHeads(1).withCausal()
        .withRotary(RotaryPairing.HALVES, 10000.0).withNormalization(1e-6), q, k, v);
    int o = builder.add(Linear.of(Linear.of(5).dense().withoutBias()), heads);
    return builder.build(builder.add(Layers.sum(2), x, o));
  }

  @Test
  void aBlockComesBack() throws IOException {
    Path file = folder.resolve("block.safetensors");
    double[] theta = Network.of(block()).initialize(3, 0);
    NetworkFile.write(file, block(), theta, Map.of());
    NetworkFile back = NetworkFile.read(file);
    assertEquals(block(), back.architecture());
    assertArrayEquals(theta, back.doubles());
  }

  /** Names and shapes of torch.nn.Linear, and of norms of queries and keys; in an order that is not the layers'. */
  @Test
  void weightsOfPyTorchAreUsed() throws IOException {
    Map<String, int[]> tensors = new LinkedHashMap<>();
    tensors.put("attn.k_norm.weight", new int[] {4});
    tensors.put("attn.k_proj.bias", new int[] {4});
    tensors.put("attn.k_proj.weight", new int[] {4, 5});
    tensors.put("attn.o_proj.weight", new int[] {5, 8});
    tensors.put("attn.q_norm.weight", new int[] {4});
    tensors.put("attn.q_proj.bias", new int[] {8});
    tensors.put("attn.q_proj.weight", new int[] {8, 5});
    tensors.put("attn.v_proj.bias", new int[] {4});
    tensors.put("attn.v_proj.weight", new int[] {4, 5});
    Map<String, Integer> begins = new LinkedHashMap<>();
    StringBuilder header = new StringBuilder("{");
    ByteBuffer data = ByteBuffer.allocate(8 * 200).order(ByteOrder.LITTLE_ENDIAN);
    tensors.forEach((name, shape) -> {
      int begin = data.position();
      begins.put(name, begin / 8);
      for (int i = 0; i < (shape.length == 1 ? shape[0] : shape[0] * shape[1]); i++) {
        data.putDouble(((begin / 8 + i) * 37 % 101 - 50) / 64.0);
      }
      header.append(header.length() > 1 ? "," : "").append('"').append(name).append("\":{\"dtype\":\"F64\",\"shape\":[")
          .append(shape.length == 1 ? "" + shape[0] : shape[0] + "," + shape[1]).append("],\"data_offsets\":[")
          .append(begin).append(',').append(data.position()).append("]}");
    });
    byte[] all = new byte[data.position()];
    data.get(0, all);
    Path file = Files.write(folder.resolve("torch.safetensors"), RawFile.bytes(header.append('}').toString(), all));
    NetworkFile read = NetworkFile.read(file, yaml(folder, DESCRIPTION));

    String[] order = {"q_proj.weight", "q_proj.bias", "k_proj.weight", "k_proj.bias", "v_proj.weight", "v_proj.bias",
        "q_norm.weight", "k_norm.weight", "o_proj.weight"};
    double[] theta = new double[Network.of(block()).parameters()];
    int at = 0;
    for (String name : order) {
      int[] shape = tensors.get("attn." + name);
      int begin = begins.get("attn." + name);
      for (int i = 0; i < (shape.length == 1 ? shape[0] : shape[0] * shape[1]); i++) {
        theta[at++] = ((begin + i) * 37 % 101 - 50) / 64.0;
      }
    }
    assertEquals(theta.length, at);
    assertArrayEquals(theta, read.doubles());
    assertEquals(Network.of(block()).output(), Network.of(read.architecture()).output());
    double[] x = new double[15];
    for (int i = 0; i < 15; i++) {
      x[i] = i % 7 - 3;
    }
    double[] expected = new double[15];
    double[] y = new double[15];
    Network.of(block()).forward(theta, 0, 1, x, 0, expected, 0, null);
    Network.of(read.architecture()).forward(read.doubles(), 0, 1, x, 0, y, 0, null);
    assertArrayEquals(expected, y);
  }
}
