package org.isobit.models.weights;

import static org.isobit.models.weights.NetworkFileTest.refused;
import static org.isobit.models.weights.NetworkFileTest.yaml;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.isobit.models.learning.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks of others, which a description says how to read, and descriptions that are refused. */
class DescribedNetworkTest {

  @TempDir
  Path folder;

  /** Two layers as PyTorch has them: 0.weight (3 × 2), 0.bias, 2.weight (1 × 3), 2.bias, with a step counter. */
  private Path foreign(String type, int size) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(13 * size + 8).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 1; i <= 13; i++) {
      float value = i / 8f;
      switch (type) {
        case "F64" -> data.putDouble(value);
        case "F32" -> data.putFloat(value);
        case "F16" -> data.putShort(Float.floatToFloat16(value));
        default -> data.putShort((short) (Float.floatToRawIntBits(value) >>> 16));
      }
    }
    data.putLong(77);
    String header = """
        {"__metadata__":{"format":"pt"},"0.weight":{"dtype":"T","shape":[3,2],"data_offsets":[0,%d]},
        "0.bias":{"dtype":"T","shape":[3],"data_offsets":[%d,%d]},"2.weight":{"dtype":"T","shape":[1,3],
        "data_offsets":[%d,%d]},"2.bias":{"dtype":"T","shape":[1],"data_offsets":[%d,%d]},
        "step":{"dtype":"I64","shape":[],"data_offsets":[%d,%d]}}""".replace("T", type).formatted(6 * size, 6 * size,
        9 * size, 9 * size, 12 * size, 12 * size, 13 * size, 13 * size, 13 * size + 8);
    return Files.write(folder.resolve("foreign.safetensors"), RawFile.bytes(header, data.array()));
  }

  private static final String FOREIGN = """
      input: [2]
      layers:
        - {kind: dense, outputs: 3, activation: leaky-relu, transposed: true, tensors: 0}
        - {kind: dense, outputs: 1, transposed: true, tensors: "2"}
      ignore: [step]
      """;

  @Test
  void weightsOfPyTorchAreUsed() throws IOException {
    for (String type : List.of("F64", "F32", "F16", "BF16")) {
      NetworkFile file = NetworkFile.read(foreign(type, type.endsWith("16") ? 2 : type.equals("F32") ? 4 : 8),
          yaml(folder, FOREIGN));
      assertEquals(!type.equals("F64"), file.single());
      double[] x = {0.25, -3};
      double[] y = new double[1];
      Network.of(file.architecture()).forward(file.doubles(), 0, 1, x, 0, y, 0, null);
      double expected = 13 / 8.0;
      for (int o = 0; o < 3; o++) {
        double z = (7 + o) / 8.0 + x[0] * (1 + 2 * o) / 8 + x[1] * (2 + 2 * o) / 8;
        expected += (10 + o) / 8.0 * (z < 0 ? 0.01 * z : z);
      }
      assertEquals(expected, y[0], 1e-15, type);
      assertEquals(Map.of("format", "pt"), file.notes());
    }
    Path single = foreign("F32", 4);
    assertFalse(NetworkFile.read(single, yaml(folder, FOREIGN + "precision: double\n")).single());
    Path wide = foreign("F64", 8);
    refused("tensor '0.weight': F64 does not fit in a float without rounding",
        () -> NetworkFile.read(wide, yaml(folder, FOREIGN + "precision: float\n")));
    refused("its metadata has no isobit.network", () -> NetworkFile.read(wide));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "transposed: true, tensors: 0 | tensors: 0 | tensor '0.weight': has the shape [3, 2], but weight of layer 0 "
      + "(dense) needs [2, 3]; weights stored outputs x inputs are 'transposed: true'",
      "outputs: 3 | outputs: 4 | tensor '0.weight': has the shape [3, 2], but weight of layer 0 (dense) needs [4, 2]",
      "input: [2] | input: [5] | tensor '0.weight': has the shape [3, 2], but weight of layer 0 (dense) needs [3, 5]",
      "tensors: 0 | tensors: 1 | has no tensor '1.weight'; its tensors are '0.weight',",
      ", tensors: 0 | | has no tensor 'layers.0.weight'; its tensors are",
      "ignore: [step] | | tensor 'step': belongs to no layer of the network; if that is right, name it under 'ignore'",
      "ignore: [step] | ignore: step | net.yaml:5: ignore: must be a list of names of tensors, but is 'step'",
      "leaky-relu | relux | net.yaml:3: layers.0: layer: there is no activation 'relux'; did you mean 'relu'?",
      "kind: dense, outputs: 3 | kind: dense | net.yaml:3: layers.0: layer dense: its setting 'outputs' is missing",
      "kind: dense, outputs: 3 | outputs: 3 | net.yaml:3: layers.0.kind: is missing",
      "kind: dense, outputs: 3 | kind: conv9 | net.yaml:3: layers.0: layer: there is no kind 'conv9'",
      "outputs: 3 | outputs: 3, slop: 0.1 | net.yaml:3: layers.0: layer dense: there is no setting 'slop'; did you "
      + "mean 'slope'?",
      "outputs: 3 | outputs: many | net.yaml:3: layers.0: layer dense: 'outputs' must be a whole number, but is 'many'",
      "input: [2] | inptu: [2] | net.yaml:1: inptu: is not known here; did you mean 'input'?",
      "input: [2] | input: 2 | net.yaml:1: input: must be a list of sizes, but is '2'",
      "input: [2] | input: [0] | net.yaml:1: input: shape: dimensions must be positive, but are [0]",
      "input: [2] | input: [2.5] | net.yaml:1: input.0: must be a size, but is '2.5'",
      "input: [2] | precision: half | net.yaml: input: is missing",
      "input: [2] | {input: [2], precision: half} | net.yaml:",
      "ignore: [step] | precision: half | net.yaml:5: precision: must be double or float, but is 'half'",
      "ignore: [step] | format: 3 | net.yaml:5: format: must be 1 or 2, but is '3'",
  })
  void descriptionsThatDoNotFit(String text, String instead, String part) throws IOException {
    Path file = foreign("F32", 4);
    assertTrue(FOREIGN.contains(text));
    Path description = yaml(folder, FOREIGN.replace(text, instead == null ? "" : instead));
    refused(part, () -> NetworkFile.read(file, description));
  }

  private void refusedDescription(String part, String json) throws IOException {
    Path file = folder.resolve("hostile.safetensors");
    String checksum = NetworkChecksum.text(NetworkChecksum.PREFIX,
        NetworkChecksum.of(Map.of(NetworkFile.NETWORK, json), List.of()));
    SafetensorsWriter.write(file, Map.of(NetworkFile.NETWORK, json, NetworkFile.CHECKSUM, checksum), List.of());
    refused(part, () -> NetworkFile.read(file));
  }

  @Test
  void hostileDescriptionsAreRefused() throws IOException {
    refusedDescription("is not valid JSON", "");
    refusedDescription("must be a JSON object", "[]");
    refusedDescription("is not valid JSON", "{'input': [2]}");
    refusedDescription("has the key 'input' twice", "{\"input\":[2],\"input\":[2]}");
    refusedDescription("or nests deeper than 8", "{\"input\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");
    refusedDescription("\\u{1b}[2J: is not known here", "{\"\\u001b[2J\":1}");
    refusedDescription("layers.0: layer: there is no kind 'xxxx", "{\"input\":[2],\"layers\":[{\"kind\":\""
        + "x".repeat(10_000) + "\"}]}");
    refusedDescription("input: shape: [999999999, 999999999] has more elements",
        "{\"input\":[999999999,999999999],\"layers\":[{\"kind\":\"softmax\"}]}");
    refusedDescription("input.0: must be a size, but is '4.294967298E9'",
        "{\"input\":[4294967298],\"layers\":[{\"kind\":\"softmax\"}]}");
    refusedDescription("one sample has the shape 900000000",
        "{\"input\":[900000000],\"layers\":[{\"kind\":\"softmax\"}]}");
    refusedDescription("layers.0: ",
        "{\"input\":[2],\"layers\":[{\"kind\":\"affine\",\"scale\":[1e999],\"shift\":[0]}]}");
    refusedDescription("layer 0 (affine) after 2: affine: 3 scales do not fit", "{\"input\":[2],\"layers\":[{\"kind\":"
        + "\"affine\",\"scale\":[1,2,3],\"shift\":[1,2,3]}]}");
    refusedDescription("has no tensor 'layers.0.weight'",
        "{\"input\":[900000],\"layers\":[{\"kind\":\"dense\",\"outputs\":"
        + "2000}]}");
  }

  /** Sizes beyond 32 bits, and numbers that no file holds: the layer is named, and no memory is taken. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "input: [1, 8] | {kind: convolution, outputs: 1, kernel-size: [100000], dilation: 100000, padding: same}",
      "input: [8] | {kind: reshape, sizes: [2147483647, 2147483647, 2147483647]}",
      "input: [1, 8] | {kind: resize, scale-factor: 2000000000}",
      "input: [1, 8] | {kind: lstm, hidden-size: 1073741824}",
      "input: [2000] | {kind: fourier-features, frequencies: 1000000}"})
  void layersBeyondAllBoundsAreNamed(String input, String layer) throws IOException {
    Path file = Files.write(folder.resolve("empty.safetensors"), RawFile.bytes("{}", new byte[0]));
    refused("layers", () -> NetworkFile.read(file, yaml(folder, input + "\nlayers:\n  - " + layer
        + "\nprecision: double\n")));
  }
}
