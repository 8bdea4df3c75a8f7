package org.isobit.models.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as the format describes them, read and written. */
class SafetensorsTest {

  @TempDir
  Path folder;

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("f.safetensors"), bytes);
  }

  private static long[] bits(double[] x) {
    return Arrays.stream(x).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  private static int[] bits(float[] x) {
    int[] bits = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      bits[i] = Float.floatToRawIntBits(x[i]);
    }
    return bits;
  }

  @Test
  void aFileWrittenByHandIsRead() throws IOException {
    byte[] data = ByteBuffer.allocate(34).order(ByteOrder.LITTLE_ENDIAN).putFloat(1.5f).putFloat(-0.0f)
        .putFloat(Float.MIN_VALUE).putDouble(Math.PI).putShort((short) 0x3c01).putShort((short) 0x0001)
        .putShort((short) 0x3f81).putShort((short) 0xff80).put((byte) 1).put((byte) 0).putInt(7).array();
    Path file = write(RawFile.bytes("""
        {"bf": {"dtype": "BF16", "shape": [2], "data_offsets": [24, 28]},
         "__metadata__": {"format": "pt", "note": "\\u00e9\\n"}, "w": {"shape": [1,3],"data_offsets":[0,12],
         "dtype":"F32"}, "pi": {"dtype":"F64","shape":[],"data_offsets":[12,20]}, "none":{"dtype":"U8",
         "shape":[3,0],"data_offsets":[12,12]},"h":{"dtype":"F16","shape":[2],"data_offsets":[20,24]},
         "flags":{"dtype":"BOOL","shape":[2],"data_offsets":[28,30]},
         "int":{"dtype":"I32","shape":[1],"data_offsets":[30,34]}}   \n""", data));
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      assertEquals(Map.of("format", "pt", "note", "é\n"), reader.metadata());
      assertEquals(List.of("bf", "w", "pi", "none", "h", "flags", "int"),
          reader.tensors().stream().map(TensorInfo::name).toList());
      assertEquals(List.of(1L, 3L), reader.tensor("w").shape());
      assertEquals(TensorType.F32, reader.tensor("w").type());
      assertEquals(1, reader.tensor("pi").elements());
      assertEquals(0, reader.tensor("none").elements());

      float[] w = new float[5];
      reader.read(reader.tensor("w"), w, 1);
      assertArrayEquals(bits(new float[] {0, 1.5f, -0.0f, Float.MIN_VALUE, 0}), bits(w));
      double[] wide = new double[3];
      reader.read(reader.tensor("w"), wide, 0);
      assertArrayEquals(bits(new double[] {1.5, -0.0, Float.MIN_VALUE}), bits(wide));
      double[] pi = new double[1];
      reader.read(reader.tensor("pi"), pi, 0);
      assertArrayEquals(bits(new double[] {Math.PI}), bits(pi));

      double[] half = new double[4];
      reader.read(reader.tensor("h"), half, 0);
      reader.read(reader.tensor("bf"), half, 2);
      double[] expected = {1 + 0x1p-10, 0x1p-24, 1 + 0x1p-7, Double.NEGATIVE_INFINITY};
      assertArrayEquals(bits(expected), bits(half));
      float[] single = new float[4];
      reader.read(reader.tensor("h"), single, 0);
      reader.read(reader.tensor("bf"), single, 2);
      for (int i = 0; i < 4; i++) {
        assertEquals(Float.floatToRawIntBits((float) expected[i]), Float.floatToRawIntBits(single[i]));
      }
      refused("tensor 'int': has elements of type I32; F64, F32, F16 and BF16 can be used as weights",
          () -> reader.read(reader.tensor("int"), new double[1], 0));
      refused("tensor 'pi': F64 does not fit in a float without rounding",
          () -> reader.read(reader.tensor("pi"), new float[1], 0));
      refused("tensor 'w': its 3 elements do not fit in an array of 4 from index 2",
          () -> reader.read(reader.tensor("w"), new float[4], 2));
      refused("has no tensor 'W2'; its tensors are 'bf', 'w',", () -> reader.tensor("W2"));
    }
  }

  private static void refused(String part, org.junit.jupiter.api.function.Executable executable) {
    String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void allValuesOfHalfPrecisionAreExact() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(2 << 17).order(ByteOrder.LITTLE_ENDIAN);
    for (int copy = 0; copy < 2; copy++) {
      for (int i = 0; i < 1 << 16; i++) {
        data.putShort((short) i);
      }
    }
    Path file = write(RawFile.bytes("{\"h\":{\"dtype\":\"F16\",\"shape\":[65536],\"data_offsets\":[0,131072]},"
        + "\"b\":{\"dtype\":\"BF16\",\"shape\":[65536],\"data_offsets\":[131072,262144]}}", data.array()));
    double[] half = new double[1 << 16];
    double[] brain = new double[1 << 16];
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      reader.read(reader.tensor("h"), half, 0);
      reader.read(reader.tensor("b"), brain, 0);
    }
    for (int i = 0; i < 1 << 16; i++) {
      assertEquals(value(i, 10, 5), half[i], "F16 " + i);
      assertEquals(value(i, 7, 8), brain[i], "BF16 " + i);
    }
  }

  /** The value of a 16-bit IEEE 754 number from its fields. */
  private static double value(int bits, int fraction, int exponent) {
    int e = bits >> fraction & (1 << exponent) - 1;
    int f = bits & (1 << fraction) - 1;
    int bias = (1 << exponent - 1) - 1;
    double magnitude = e == (1 << exponent) - 1 ? f == 0 ? Double.POSITIVE_INFINITY : Double.NaN
        : e == 0 ? Math.scalb((double) f, 1 - bias - fraction)
        : Math.scalb((double) (f | 1 << fraction), e - bias - fraction);
    return bits >= 1 << 15 ? -magnitude : magnitude;
  }

  @Test
  void writtenFilesAreReadByAnotherParser() throws IOException {
    double[] a = {9, Double.longBitsToDouble(0x7ff8dead00000001L), -0.0, Double.MIN_VALUE, 3};
    float[] b = {1, 2, 3, Float.intBitsToFloat(0x7fc0beef), 5, 6};
    Path file = folder.resolve("sub/w.safetensors");
    SafetensorsWriter.write(file, Map.of("b", "2 \"quoted\" <&>", "a", "ü\n"), List.of(
        TensorData.of("layers.0.weight", a, 1, 3, 1), TensorData.of("layers.0.bias", b, 0, 2, 3),
        TensorData.of("empty", b, 6, 0), TensorData.of("scalar \u2028", b, 1)));
    byte[] bytes = Files.readAllBytes(file);
    Map<?, ?> header = RawFile.header(bytes);
    assertEquals(List.of("__metadata__", "layers.0.weight", "layers.0.bias", "empty", "scalar \u2028"),
        new ArrayList<>(header.keySet()));
    assertEquals(Map.of("a", "ü\n", "b", "2 \"quoted\" <&>"), header.get("__metadata__"));
    assertEquals(Map.of("dtype", "F64", "shape", List.of(3, 1), "data_offsets", List.of(0, 24)),
        header.get("layers.0.weight"));
    assertEquals(Map.of("dtype", "F32", "shape", List.of(), "data_offsets", List.of(48, 52)),
        header.get("scalar \u2028"));
    ByteBuffer weight = RawFile.tensor(bytes, "layers.0.weight");
    for (int i = 0; i < 3; i++) {
      assertEquals(Double.doubleToRawLongBits(a[1 + i]), weight.getLong(8 * i));
    }
    ByteBuffer bias = RawFile.tensor(bytes, "layers.0.bias");
    for (int i = 0; i < 6; i++) {
      assertEquals(Float.floatToRawIntBits(b[i]), bias.getInt(4 * i));
    }
    long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertEquals(0, length % 8);
    assertEquals(8 + length + 52, bytes.length);
    String text = new String(bytes, 8, (int) length, StandardCharsets.UTF_8);
    assertTrue(text.startsWith("{\"__metadata__\":{\"a\":\"ü\\n\",\"b\":"), text);
    assertTrue(text.stripTrailing().endsWith("}}"), text);
  }

  @Test
  void whatWasWrittenIsReadAndHasTheSameBytes() throws Exception {
    double[] large = new double[300_001]; // several buffers, the last one not full
    for (int i = 0; i < large.length; i++) {
      large[i] = Double.longBitsToDouble(0x9e3779b97f4a7c15L * (i + 1));
    }
    List<TensorData> tensors = List.of(TensorData.of("large", large, 1, large.length - 1), TensorData.of("s",
        new float[] {1, -2}, 0, 2));
    Path first = folder.resolve("1.safetensors");
    Path second = folder.resolve("2.safetensors");
    SafetensorsWriter.write(first, Map.of("x", "1", "y", "2", "z", "3"), tensors);
    SafetensorsWriter.write(second, Map.of("z", "3", "y", "2", "x", "1"), tensors);
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    MessageDigest written = MessageDigest.getInstance("SHA-256");
    SafetensorsWriter.digest(tensors, written);
    try (SafetensorsReader reader = SafetensorsReader.open(first)) {
      double[] back = new double[large.length];
      back[0] = large[0];
      reader.read(reader.tensor("large"), back, 1);
      assertArrayEquals(bits(large), bits(back));
      MessageDigest read = MessageDigest.getInstance("SHA-256");
      reader.digest(read);
      byte[] bytes = Files.readAllBytes(first);
      MessageDigest plain = MessageDigest.getInstance("SHA-256");
      plain.update(bytes, bytes.length - 8 * 300_000 - 8, 8 * 300_000 + 8);
      byte[] expected = plain.digest();
      assertArrayEquals(expected, read.digest());
      assertArrayEquals(expected, written.digest());
    }
  }

  /** More than the reader's buffer of 1 MiB in every type that can be read, at odd places of the file and the array. */
  @Test
  void tensorsAboveTheBufferAreReadWhole() throws IOException {
    int n = (1 << 20) + 3;
    ByteBuffer data = ByteBuffer.allocate(1 + n * (2 + 2 + 4 + 8)).order(ByteOrder.LITTLE_ENDIAN).put((byte) 1);
    for (int i = 0; i < n; i++) {
      data.putShort(Float.floatToFloat16(i % 2048));
    }
    for (int i = 0; i < n; i++) {
      data.putShort((short) (Float.floatToRawIntBits(i % 256) >>> 16));
    }
    for (int i = 0; i < n; i++) {
      data.putFloat(i);
    }
    for (int i = 0; i < n; i++) {
      data.putDouble(1 / (i + 1.0));
    }
    StringBuilder header = new StringBuilder("{\"odd\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}");
    long at = 1;
    for (String type : List.of("F16", "BF16", "F32", "F64")) {
      long end = at + (long) n * (type.endsWith("16") ? 2 : type.equals("F32") ? 4 : 8);
      header.append(",\"").append(type).append("\":{\"dtype\":\"").append(type).append("\",\"shape\":[").append(n)
          .append("],\"data_offsets\":[").append(at).append(",").append(end).append("]}");
      at = end;
    }
    Path file = write(RawFile.bytes(header + "}", data.array()));
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      for (String type : List.of("F16", "BF16", "F32", "F64")) {
        double[] wide = new double[n + 3];
        reader.read(reader.tensor(type), wide, 2);
        float[] single = new float[n + 3];
        if (!type.equals("F64")) {
          reader.read(reader.tensor(type), single, 2);
        }
        for (int i = 0; i < n; i++) {
          double expected = switch (type) {
            case "F16" -> i % 2048;
            case "BF16" -> i % 256;
            case "F32" -> i;
            default -> 1 / (i + 1.0);
          };
          if (expected != wide[i + 2] || !type.equals("F64") && expected != single[i + 2]) {
            assertEquals(expected, wide[i + 2], type + " " + i);
            assertEquals(expected, single[i + 2], type + " " + i);
          }
        }
        assertEquals(0, wide[0] + wide[1] + wide[n + 2]);
        assertEquals(0, single[0] + single[1] + single[n + 2]);
      }
    }
  }

  /** The data begins at a multiple of 8, whatever the header's length. */
  @Test
  void dataIsAligned() throws IOException {
    boolean[] padding = new boolean[8];
    for (int length = 0; length < 16; length++) {
      Path file = folder.resolve("w" + length);
      SafetensorsWriter.write(file, Map.of("k", "x".repeat(length)), List.of(TensorData.of("a", new double[] {Math.PI},
          0, 1)));
      byte[] bytes = Files.readAllBytes(file);
      long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
      assertEquals(0, header % 8);
      assertEquals(bytes.length, 8 + header + 8);
      assertEquals(Math.PI, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getDouble((int) (8 + header)));
      String text = new String(bytes, 8, (int) header, StandardCharsets.UTF_8);
      int blanks = text.length() - text.stripTrailing().length();
      assertTrue(blanks < 8);
      padding[blanks] = true;
    }
    for (boolean seen : padding) {
      assertTrue(seen);
    }
  }

  @Test
  void whatCannotBeWrittenIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("old"), "old");
    float[] x = new float[4];
    TensorData a = TensorData.of("a", x, 0, 4);
    refused("two tensors have the name 'a'", () -> SafetensorsWriter.write(file, Map.of(), List.of(a, a)));
    refused("the metadata 'k': '\\u{d800}' is not Unicode",
        () -> SafetensorsWriter.write(file, Map.of("k", "\ud800"), List.of(a)));
    refused("the safetensors header would have",
        () -> SafetensorsWriter.write(file, Map.of("k", "x".repeat(100_000_000)), List.of(a)));
    refused("a tensor cannot have the name '__metadata__'", () -> TensorData.of("__metadata__", x, 0, 4));
    refused("a tensor cannot have the name 'a\\u{dc00}'", () -> TensorData.of("a\udc00", x, 0, 4));
    refused("tensor 'a' of shape [2, 2] does not fit in an array of 4 from index 1",
        () -> TensorData.of("a", x, 1, 2, 2));
    for (long[] shape : new long[][] {{-1, -4}, {1L << 32, 1L << 32}, {1L << 31, 1L << 31, 4}, {Long.MIN_VALUE}}) {
      assertThrows(IllegalArgumentException.class, () -> TensorData.of("a", x, 0, shape));
    }
    assertEquals("old", Files.readString(file));
  }

  @Test
  void tensorsBehindTwoGigabytesAreRead() throws IOException {
    long hole = 5L << 30;
    byte[] head = RawFile.bytes("{\"big\":{\"dtype\":\"F32\",\"shape\":[" + hole / 4 + "],\"data_offsets\":[0," + hole
        + "]},\"w\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[" + hole + "," + (hole + 8) + "]}}",
        new byte[0]);
    Path file = folder.resolve("sparse.safetensors");
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(head); // the rest of the file is a hole that takes no room
      out.seek(head.length + hole);
      out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(Math.E).array());
    }
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      double[] e = new double[1];
      reader.read(reader.tensor("w"), e, 0);
      assertEquals(Math.E, e[0]);
      assertEquals(hole / 4, reader.tensor("big").elements());
      refused("its 1342177280 elements do not fit in an array of 10", () -> reader.read(reader.tensor("big"),
          new float[10], 0));
    }
    assertFalse(Files.size(file) < hole);
  }
}
