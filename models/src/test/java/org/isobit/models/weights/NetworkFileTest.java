package org.isobit.models.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.layers.FloatLayerOperator;
import org.isobit.models.learning.layers.Initializer;
import org.isobit.models.learning.layers.LayerOperator;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.UnaryLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Networks in files: their own, and those of other programs with a description. */
class NetworkFileTest {

  @TempDir
  Path folder;

  /** All kinds of layers there are. */
  static Architecture everything() {
    return Architecture.of(Shape.of(3, 2), List.of(Layers.affine(new double[] {1, 2, 0.1, 1e-300, 5, 6},
        new double[] {0, -0.0, 1.0 / 3, 4, 1e17, 6}), Layers.dense(5, Activation.LEAKY_RELU, 0.07),
        Layers.dropout(0.25), Layers.dense(4, Activation.GELU).storedTransposed().withWeights(Initializer.normal(0.02)),
        Layers.activation(Activation.LEAKY_RELU, 0.2), Layers.activation(Activation.SILU),
        Layers.dense(3, Activation.TANH).withoutBias(), Layers.softmax(), Layers.logScale(-0.5)));
  }

  static long[] bits(double[] x) {
    return Arrays.stream(x).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  static int[] bits(float[] x) {
    int[] bits = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      bits[i] = Float.floatToRawIntBits(x[i]);
    }
    return bits;
  }

  static Path yaml(Path folder, String text) throws IOException {
    return Files.writeString(folder.resolve("net.yaml"), text);
  }

  static void refused(String part, Executable executable) {
    String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
    assertTrue(message.contains(part), message);
    assertFalse(message.contains("\n"), message);
  }

  @Test
  void aNetworkOfAllKindsComesBack() throws IOException {
    Architecture all = everything();
    double[] theta = Network.of(all).initialize(5, 1);
    theta[3] = Double.NaN;
    Path file = folder.resolve("d.safetensors");
    NetworkFile.write(file, all, theta, Map.of("epochs", "100", "Anmerkung", "größer"));
    NetworkFile back = NetworkFile.read(file);
    assertEquals(all, back.architecture());
    assertFalse(back.single());
    assertArrayEquals(bits(theta), bits(back.doubles()));
    assertEquals(Map.of("epochs", "100", "Anmerkung", "größer"), back.notes());
    assertThrows(IllegalStateException.class, back::floats);

    float[] single = FloatNetwork.of(all).initialize(5, 1);
    NetworkFile.write(file, all, single, Map.of());
    back = NetworkFile.read(file);
    assertEquals(all, back.architecture());
    assertTrue(back.single());
    assertArrayEquals(bits(single), bits(back.floats()));
    double[] wide = back.doubles();
    for (int i = 0; i < wide.length; i++) {
      assertEquals(single[i], wide[i]);
    }
  }

  @Test
  void filesAreOrdinarySafetensors() throws IOException {
    Architecture two = Architecture.of(Shape.of(2), List.of(Layers.dense(3, Activation.RELU),
        Layers.dense(1, Activation.IDENTITY)));
    double[] theta = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
    Path file = folder.resolve("n.safetensors");
    NetworkFile.write(file, two, theta, Map.of("a", "b"));
    byte[] bytes = Files.readAllBytes(file);
    Map<?, ?> header = RawFile.header(bytes);
    assertEquals(List.of("__metadata__", "layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias"),
        List.copyOf(header.keySet()));
    assertEquals(Map.of("dtype", "F64", "shape", List.of(2, 3), "data_offsets", List.of(0, 48)),
        header.get("layers.0.weight"));
    assertEquals(9, RawFile.tensor(bytes, "layers.0.bias").getDouble(16));
    Map<?, ?> metadata = (Map<?, ?>) header.get("__metadata__");
    assertEquals(Set.of("a", "isobit.network", "isobit.checksum"), metadata.keySet());
    assertEquals("{\"format\":1,\"input\":[2],\"precision\":\"double\",\"layers\":[{\"kind\":\"dense\",\"outputs\":3,"
        + "\"activation\":\"relu\",\"bias\":true,\"transposed\":false,\"weight-initializer\":\"he-normal\","
        + "\"bias-initializer\":\"constant(0.0)\"},{\"kind\":\"dense\",\"outputs\":1,\"activation\":\"identity\","
        + "\"bias\":true,\"transposed\":false,\"weight-initializer\":\"glorot-uniform\",\"bias-initializer\":"
        + "\"constant(0.0)\"}]}", metadata.get("isobit.network"));
    NetworkFile.write(folder.resolve("again"), two, theta, Map.of("a", "b"));
    assertArrayEquals(bytes, Files.readAllBytes(folder.resolve("again")));
  }

  @Test
  void whateverByteIsDamagedTheNetworkIsTheSameOrRefused() throws IOException {
    Architecture small = Architecture.of(Shape.of(2), List.of(Layers.dense(2, Activation.LEAKY_RELU, 0.15)));
    double[] theta = {0.5, -1, 2, 3, 1e-3, 0};
    Path file = folder.resolve("n.safetensors");
    NetworkFile.write(file, small, theta, Map.of("k", "some note"));
    byte[] good = Files.readAllBytes(file);
    int same = 0;
    for (int at = 0; at < good.length; at++) {
      byte[] bytes = good.clone();
      bytes[at] ^= (byte) (1 << at % 7);
      same += sameOrRefused(Files.write(file, bytes), small, theta);
      if (at % 16 == 0) {
        assertEquals(0, sameOrRefused(Files.write(file, Arrays.copyOf(good, at)), small, theta));
      }
    }
    assertTrue(same < 5, same + ": only blanks may differ");
    byte[] weights = good.clone();
    weights[good.length - 9] ^= 1;
    refused("is damaged, or was changed after it was written: its metadata isobit.checksum is 'sha256/2:",
        () -> NetworkFile.read(Files.write(file, weights)));
  }

  private static int sameOrRefused(Path file, Architecture architecture, double[] theta) {
    try {
      NetworkFile read = NetworkFile.read(file);
      assertEquals(architecture, read.architecture());
      assertArrayEquals(bits(theta), bits(read.doubles()));
      return 1;
    } catch (IllegalArgumentException | IOException e) {
      assertTrue(e.getMessage().startsWith(file.toString()), e.toString());
      return 0;
    }
  }

  /** Files of Isobit's in which one of its two keys is missing, and damaged ones that are described anew. */
  @Test
  void whatIsobitWroteIsCheckedHoweverItIsRead() throws IOException {
    Architecture small = Architecture.of(Shape.of(2), List.of(Layers.dense(1, Activation.IDENTITY)));
    Path file = folder.resolve("n.safetensors");
    NetworkFile.write(file, small, new double[] {0.5, -1, 2}, Map.of("k", "v"));
    Path description = yaml(folder, "input: [2]\nlayers:\n  - {kind: dense, outputs: 1}\n");
    assertArrayEquals(new double[] {0.5, -1, 2}, NetworkFile.read(file, description).doubles());
    byte[] good = Files.readAllBytes(file);
    String text = new String(good, StandardCharsets.ISO_8859_1);

    byte[] weights = good.clone();
    weights[good.length - 9] ^= 1;
    Files.write(file, weights);
    refused("is damaged, or was changed after it was written: its metadata isobit.checksum is 'sha256/2:",
        () -> NetworkFile.read(file, description));

    Files.write(file, text.replace("\"isobit.checksum\"", "\"others.checksum\"").getBytes(StandardCharsets.ISO_8859_1));
    String missing = "was changed after it was written: its metadata has isobit.network but no isobit.checksum";
    refused(missing, () -> NetworkFile.read(file));
    refused(missing, () -> NetworkFile.read(file, description));

    Files.write(file, text.replace("\"isobit.network\"", "\"others.network\"").getBytes(StandardCharsets.ISO_8859_1));
    String alone = "was changed after it was written: its metadata has isobit.checksum but no isobit.network";
    refused(alone, () -> NetworkFile.read(file));
    refused(alone, () -> NetworkFile.read(file, description));
  }

  private static Path firstForm() {
    try {
      return Path.of(NetworkFileTest.class.getResource("first_checksum.safetensors").toURI());
    } catch (java.net.URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** A file that a version wrote whose checksum covered description and bytes only. */
  @Test
  void filesWithTheFirstChecksumAreReadIfTheirTableIsWhatTheDescriptionMakes() throws IOException {
    NetworkFile first = NetworkFile.read(firstForm());
    assertEquals(Architecture.of(Shape.of(2), List.of(Layers.dense(2, Activation.TANH), Layers.dense(2,
        Activation.TANH))), first.architecture());
    for (int i = 0; i < 12; i++) {
      assertEquals((i + 1) / 8.0, first.doubles()[i]);
    }
    assertEquals(Map.of("made", "by the first version"), first.notes());
    String text = Files.readString(firstForm(), StandardCharsets.ISO_8859_1);
    assertTrue(text.contains("\"isobit.checksum\":\"sha256:"));
    Path file = folder.resolve("f.safetensors");
    String tables = "is damaged, or was changed after it was written: its tensors are not those of its isobit.network";
    for (String changed : List.of(swapped(text, "layers.0.weight", "layers.1.weight"),
        swapped(text, "[0,32]", "[48,80]"), swapped(text, "layers.0.bias", "layers.1.bias"),
        text.replaceFirst("\"shape\":\\[2,2\\]", "\"shape\":[1,4]"))) {
      Files.writeString(file, changed, StandardCharsets.ISO_8859_1);
      refused(tables, () -> NetworkFile.read(file));
      refused(tables, () -> NetworkFile.read(file,
          yaml(folder, "input: [2]\nlayers:\n  - {kind: dense, outputs: 2}\n")));
    }
    Files.writeString(file, text.replace("first version", "other version"), StandardCharsets.ISO_8859_1);
    assertEquals(Map.of("made", "by the other version"), NetworkFile.read(file).notes());
    byte[] weights = Files.readAllBytes(firstForm());
    weights[weights.length - 1] ^= 1;
    refused("its metadata isobit.checksum is 'sha256:", () -> NetworkFile.read(Files.write(file, weights)));
  }

  private static String swapped(String text, String a, String b) {
    assertTrue(text.contains(a) && text.contains(b), text);
    return text.replace(a, "@@").replace(b, a).replace("@@", b);
  }

  /** Names, shapes and places may be changed so that the file is good safetensors; the checksum tells. */
  @Test
  void theChecksumCoversTheTable() throws IOException {
    Architecture two = Architecture.of(Shape.of(2), List.of(Layers.dense(2, Activation.TANH), Layers.dense(2,
        Activation.TANH)));
    Path file = folder.resolve("f.safetensors");
    NetworkFile.write(file, two, new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, Map.of("k", "a note"));
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    Path description = yaml(folder, """
        input: [2]
        layers:
          - {kind: dense, outputs: 2}
          - {kind: dense, outputs: 2}
        """);
    for (String changed : List.of(swapped(text, "layers.0.weight", "layers.1.weight"),
        swapped(text, "[0,32]", "[48,80]"), swapped(text, "layers.0.bias", "layers.1.bias"),
        text.replaceFirst("\"shape\":\\[2,2\\]", "\"shape\":[1,4]"), text.replace("\"F64\"", "\"I64\""),
        text.replace("layers.1.bias", "layers.1.base"), text.replace("a note", "A note"),
        text.replace("\"k\"", "\"K\""))) {
      assertFalse(changed.equals(text));
      Files.writeString(file, changed, StandardCharsets.ISO_8859_1);
      SafetensorsReader.open(file).close();
      refused("is damaged, or was changed after it was written: its metadata isobit.checksum is 'sha256/2:",
          () -> NetworkFile.read(file));
      refused("is damaged, or was changed after it was written: its metadata isobit.checksum is 'sha256/2:",
          () -> NetworkFile.read(file, description));
    }
    // The order of the keys means nothing.
    int at = text.indexOf(",\"layers.0.weight\"");
    int bias = text.indexOf(",\"layers.0.bias\"");
    int next = text.indexOf(",\"layers.1.weight\"");
    Files.writeString(file, text.substring(0, at) + text.substring(bias, next) + text.substring(at, bias)
        + text.substring(next), StandardCharsets.ISO_8859_1);
    assertEquals(12, NetworkFile.read(file).doubles()[11]);
    Files.writeString(file, text.replace("sha256/2:", "sha256/3:"), StandardCharsets.ISO_8859_1);
    refused("is damaged", () -> NetworkFile.read(file));
    Files.writeString(file, text.replace("sha256/2:", "sha256:  "), StandardCharsets.ISO_8859_1);
    refused("is damaged", () -> NetworkFile.read(file));
  }

  /** The checksum by the words of its description alone. */
  @Test
  void theChecksumIsWhatIsDocumented() throws Exception {
    Path file = folder.resolve("f.safetensors");
    NetworkFile.write(file, Architecture.of(Shape.of(2), List.of(Layers.dense(1, Activation.IDENTITY))),
        new float[] {1, 2, 3}, Map.of("\u00e4", "x"));
    byte[] bytes = Files.readAllBytes(file);
    Map<?, ?> metadata = (Map<?, ?>) RawFile.header(bytes).get("__metadata__");
    ByteBuffer said = ByteBuffer.allocate(10_000).order(ByteOrder.LITTLE_ENDIAN).putInt(2);
    for (String text : List.of("isobit.network", (String) metadata.get("isobit.network"), "\u00e4", "x")) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      said.putInt(utf8.length).put(utf8);
    }
    said.putInt(2);
    said.putInt(13).put("layers.0.bias".getBytes(StandardCharsets.UTF_8)).putInt(3).put("F32".getBytes(
        StandardCharsets.UTF_8)).putInt(1).putLong(1).putLong(8).putLong(12);
    said.putInt(15).put("layers.0.weight".getBytes(StandardCharsets.UTF_8)).putInt(3).put("F32".getBytes(
        StandardCharsets.UTF_8)).putInt(2).putLong(2).putLong(1).putLong(0).putLong(8);
    said.putFloat(1).putFloat(2).putFloat(3);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(said.flip());
    assertEquals("sha256/2:" + HexFormat.of().formatHex(digest.digest()), metadata.get("isobit.checksum"));
  }

  /** A layer that only its author knows. */
  private record Foreign() implements UnaryLayer {
    @Override
    public String kind() {
      return "foreign";
    }

    @Override
    public Map<String, Object> settings() {
      return Map.of();
    }

    @Override
    public Shape output(Shape input) {
      return input;
    }

    @Override
    public List<Parameter> parameters(Shape input) {
      return List.of();
    }

    @Override
    public LayerOperator operator(Shape input) {
      throw new IllegalStateException();
    }

    @Override
    public FloatLayerOperator floatOperator(Shape input) {
      throw new IllegalStateException();
    }
  }

  @Test
  void whatCouldNotBeReadIsNotWritten() throws IOException {
    Path file = folder.resolve("n.safetensors");
    refused("layer: there is no kind 'foreign'", () -> NetworkFile.write(file, Architecture.of(Shape.of(2),
        List.of(new Foreign())), new double[0], Map.of()));
    refused("the network has 51 parameters, but 50 are given",
        () -> NetworkFile.write(file, Architecture.of(Shape.of(16), List.of(Layers.dense(3, Activation.TANH))),
            new float[50], Map.of()));
    refused("a note cannot have the key 'isobit.x'",
        () -> NetworkFile.write(file, everything(), new double[everything().parameters()], Map.of("isobit.x", "")));
    assertFalse(Files.exists(file));
  }
}
