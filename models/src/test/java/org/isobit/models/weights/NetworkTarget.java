package org.isobit.models.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.fuzz.FuzzTarget;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;

/** Safetensors files of others and of Isobit, and descriptions in YAML. */
public final class NetworkTarget implements FuzzTarget {

  private static final Pattern OFFSETS = Pattern.compile("\"data_offsets\":\\[[0-9]{1,9},([0-9]{1,9})\\]");

  private final String format;
  private final List<byte[]> corpus;
  private final Path file;
  private final Path weights;

  private NetworkTarget(String format, List<byte[]> corpus, Path file, Path weights) {
    this.format = format;
    this.corpus = corpus;
    this.file = file;
    this.weights = weights;
  }

  /** The targets beside an example of the command. */
  public static List<FuzzTarget> all(Path example) throws IOException {
    Path small = example.resolve("small.safetensors");
    Architecture architecture = Architecture.of(Shape.of(1, 2), List.of(Layers.affine(0.5, 0.25),
        Layers.dense(2, Activation.LEAKY_RELU), Layers.softmax(), Layers.dropout(0.5),
        Layers.dense(1, Activation.TANH).storedTransposed()));
    NetworkFile.write(small, architecture, Network.of(architecture).initialize(1, 0), Map.of("note", "größer"));
    List<byte[]> files = new ArrayList<>(List.of(Files.readAllBytes(small),
        Files.readAllBytes(example.resolve("pytorch.safetensors")),
        RawFile.bytes("{\"a\":{\"dtype\":\"BF16\",\"shape\":[2,2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F16\","
            + "\"shape\":[1],\"data_offsets\":[8,10]},\"c\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[10,10]}}",
            new byte[10])));
    try (var first = NetworkTarget.class.getResourceAsStream("first_checksum.safetensors")) {
      files.add(first.readAllBytes());
    }
    Path yaml = example.resolve("pytorch.yaml");
    return List.of(new NetworkTarget("safetensors", files, example.resolve("f.safetensors"), null),
        new NetworkTarget("net-yaml", List.of(Files.readAllBytes(yaml)), yaml, example.resolve("pytorch.safetensors")));
  }

  @Override
  public String format() {
    return format;
  }

  @Override
  public List<byte[]> corpus() {
    return corpus;
  }

  @Override
  public Path file() {
    return file;
  }

  /** The length fits the header, and the checksum the content, more often than not. */
  @Override
  public byte[] mended(byte[] bytes, RandomGenerator random) {
    if (weights != null || bytes.length < 8 || random.nextInt(4) == 0) {
      return bytes;
    }
    String text = new String(bytes, 8, bytes.length - 8, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("}}");
    byte[] fitting = bytes;
    if (end >= 0 && random.nextBoolean()) {
      long data = OFFSETS.matcher(text).results().mapToLong(m -> Long.parseLong(m.group(1))).filter(n -> n < 100_000)
          .max().orElse(0);
      fitting = Arrays.copyOf(bytes, 8 + end + 2 + (int) data);
      ByteBuffer.wrap(fitting).order(ByteOrder.LITTLE_ENDIAN).putLong(end + 2);
    }
    try {
      return sealed(fitting);
    } catch (IllegalArgumentException | IOException e) {
      return fitting; // no header to seal
    }
  }

  /** The file with the checksum of what it says. */
  private static byte[] sealed(byte[] bytes) throws IOException {
    long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 0 || length > bytes.length - 8) {
      return bytes;
    }
    byte[] text = Arrays.copyOfRange(bytes, 8, 8 + (int) length);
    byte[] data = Arrays.copyOfRange(bytes, 8 + (int) length, bytes.length);
    SafetensorsHeader header = HeaderParser.parse("f", text, data.length);
    String said = header.metadata().get(NetworkFile.CHECKSUM);
    if (said == null) {
      return bytes;
    }
    String right = said.startsWith(NetworkChecksum.FIRST_PREFIX)
        ? checksum(NetworkChecksum.FIRST_PREFIX, NetworkChecksum.first(header.metadata().getOrDefault(
            NetworkFile.NETWORK, "")), data)
        : checksum(NetworkChecksum.PREFIX, NetworkChecksum.of(header.metadata(), header.tensors()), data);
    String mended = new String(text, StandardCharsets.UTF_8).replace(said, right);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(RawFile.bytes(mended, data));
    return out.toByteArray();
  }

  private static String checksum(String prefix, MessageDigest digest, byte[] data) {
    digest.update(data);
    return NetworkChecksum.text(prefix, digest);
  }

  @Override
  public void read(Path input, byte[] bytes) throws IOException {
    if (weights != null) {
      NetworkFile.read(weights, input);
      return;
    }
    try (SafetensorsReader reader = SafetensorsReader.open(input)) {
      for (TensorInfo tensor : reader.tensors()) {
        if (tensor.type().readable()) {
          reader.read(tensor, new double[Math.toIntExact(tensor.elements())], 0);
        }
      }
    }
    NetworkFile.read(input);
    if (!Arrays.equals(sealed(bytes), bytes)) {
      throw new AssertionError("a network with a wrong checksum was accepted");
    }
  }
}
