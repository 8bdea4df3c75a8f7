package org.isobit.models.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.io.OpenFiles;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The last that is taken, and the first that is not. */
class BordersTest {

  @TempDir
  Path folder;

  private static void refused(String message, Executable executable) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }

  private SafetensorsReader open(String header, int data) throws IOException {
    return SafetensorsReader.open(Files.write(folder.resolve("f"), RawFile.bytes(header.replace('\'', '"'),
        new byte[data])));
  }

  @Test
  void dimensionsAndParts() throws IOException {
    String ones = "1,".repeat(63) + "1";
    try (SafetensorsReader reader = open("{'w':{'dtype':'U8','shape':[" + ones + "],'data_offsets':[0,1]}}", 1)) {
      assertEquals(64, reader.tensor("w").shape().size());
      assertEquals(1, reader.tensor("w").elements());
    }
    refused(folder.resolve("f") + ": tensor 'w': shape has more than 64 numbers",
        () -> open("{'w':{'dtype':'U8','shape':[1," + ones + "],'data_offsets':[0,1]}}", 1));
    try (SafetensorsReader reader =
        open("{'w':{'dtype':'F4','shape':[2,2],'data_offsets':[0,2]},'v':{'dtype':'F6_E2M3',"
        + "'shape':[4],'data_offsets':[2,5]}}", 5)) {
      assertEquals(4, reader.tensor("w").elements());
      assertEquals(6, reader.tensor("v").type().bits());
      refused(folder.resolve("f") + ": tensor 'w': has elements of type F4; F64, F32, F16 and BF16 can be used as "
          + "weights",
          () -> reader.read(reader.tensor("w"), new double[4], 0));
    }
    refused(folder.resolve("f") + ": the safetensors header claims a length of 100000000 bytes, but only 2 follow: the "
        + "file is truncated, or no safetensors file", () -> SafetensorsReader.open(Files.write(folder.resolve("f"),
            RawFile.bytes(100_000_000, new byte[2], new byte[0]))));
    SafetensorsReader.requireHeap("f", 10, 320);
    refused("f: a safetensors header of 10 bytes may need 320 bytes of heap, but the limit is 319: raise -Xmx",
        () -> SafetensorsReader.requireHeap("f", 10, 319));
  }

  @Test
  void placesInArrays() throws IOException {
    Path file = folder.resolve("f");
    try (SafetensorsReader reader = open("{'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'e':{'dtype':'F64',"
        + "'shape':[0],'data_offsets':[8,8]}}", 8)) {
      TensorInfo w = reader.tensor("w");
      reader.read(w, new double[2], 0);
      reader.read(w, new double[3], 1);
      reader.read(reader.tensor("e"), new double[3], 3);
      for (long offset : new long[] {-1, 2, 3, 4, Long.MAX_VALUE, Long.MIN_VALUE}) {
        refused(file + ": tensor 'w': its 2 elements do not fit in an array of 3 from index " + offset,
            () -> reader.read(w, new double[3], offset));
        refused(file + ": tensor 'w': its 2 elements do not fit in an array of 3 from index " + offset,
            () -> reader.read(w, new float[3], offset));
      }
      refused(file + ": tensor 'e': its 0 elements do not fit in an array of 3 from index 4",
          () -> reader.read(reader.tensor("e"), new double[3], 4));
    }
    float[] x = new float[4];
    TensorData.of("a", x, 0, 4);
    TensorData.of("a", x, 4, 0);
    TensorData.of("a", x, 3);
    for (long offset : new long[] {-1, 1, 5}) {
      refused("safetensors: tensor 'a' of shape [4] does not fit in an array of 4 from index " + offset,
          () -> TensorData.of("a", x, offset, 4));
    }
    refused("safetensors: tensor 'a' of shape [0] does not fit in an array of 4 from index 5",
        () -> TensorData.of("a", x, 5, 0));
    refused("safetensors: tensor 'a' of shape [2147483647, 3, 0] does not fit in an array of 4 from index 0",
        () -> TensorData.of("a", x, 0, Integer.MAX_VALUE, 3, 0)); // no array has so many rows
  }

  @Test
  void aFileThatShrinksIsNotReadBeyondItsEnd() throws IOException {
    Path file = folder.resolve("f");
    try (SafetensorsReader reader = open("{'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}", 8)) {
      Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) - 1));
      assertEquals(file + ": became shorter while it was read",
          assertThrows(EOFException.class, () -> reader.read(reader.tensor("w"), new double[2], 0)).getMessage());
    }
  }

  @Test
  void filesAreClosed() throws IOException {
    Path file = folder.resolve("f");
    SafetensorsReader reader = open("{'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}", 8);
    reader.read(reader.tensor("w"), new double[2], 0);
    reader.close();
    assertThrows(ClosedChannelException.class, () -> reader.read(reader.tensor("w"), new double[2], 0));
    assertEquals(0, OpenFiles.descriptors(file));
    assertThrows(IllegalArgumentException.class, () -> open("{'w':1}", 8));
    assertEquals(0, OpenFiles.descriptors(file));
    Path missing = folder.resolve("missing");
    refused(missing + ": no such file", () -> SafetensorsReader.open(missing));
    refused(folder + ": is not a regular file but a directory", () -> SafetensorsReader.open(folder));
  }

  @Test
  void namesOfAMissingTensor() throws IOException {
    for (int n : new int[] {0, 1, 20, 21}) {
      List<TensorData> tensors = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        tensors.add(TensorData.of("tensor" + i, new float[1], 0, 1));
        names.add("'tensor" + i + "'");
      }
      Path file = folder.resolve("n" + n);
      SafetensorsWriter.write(file, Map.of(), tensors);
      try (SafetensorsReader reader = SafetensorsReader.open(file)) {
        refused(file + ": has no tensor 'xyz'; its tensors are " + String.join(", ", names.subList(0, Math.min(n, 20)))
            + (n > 20 ? ", ..." : ""), () -> reader.tensor("xyz"));
        assertTrue(n == 0 || assertThrows(IllegalArgumentException.class, () -> reader.tensor("tenser0")).getMessage()
            .endsWith("; did you mean 'tensor0'?"));
      }
    }
  }

  /** More elements than are written at once, from an odd place. */
  @Test
  void longTensorsAreWrittenWhole() throws IOException {
    int n = 20_001;
    float[] single = new float[n + 2];
    double[] wide = new double[n + 2];
    for (int i = 0; i < n + 2; i++) {
      single[i] = i;
      wide[i] = -i;
    }
    Path file = folder.resolve("l");
    SafetensorsWriter.write(file, Map.of(),
        List.of(TensorData.of("w", wide, 1, n), TensorData.of("s", single, 2, n, 1)));
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer w = RawFile.tensor(bytes, "w");
    ByteBuffer s = RawFile.tensor(bytes, "s");
    assertEquals(8 * n, w.remaining());
    assertEquals(4 * n, s.remaining());
    for (int i = 0; i < n; i++) {
      if (w.getDouble(8 * i) != -(i + 1) || s.getFloat(4 * i) != i + 2) {
        assertEquals(-(i + 1), w.getDouble(8 * i));
        assertEquals(i + 2, s.getFloat(4 * i));
      }
    }
    assertEquals(0, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8);
  }

  @Test
  void descriptionsInJson() {
    Map<String, Object> read = StrictJson.object("s", "{\"a\":[0,-0,1,-2,123456789,1234567890,1.5,-1e2,true,false,null,"
        + "\"x\"],\"b\":{\"c\":{}}}");
    assertEquals(Arrays.asList(0, -0.0, 1, -2, 123456789, 1234567890.0, 1.5, -100.0, true, false, null, "x"),
        read.get("a"));
    assertEquals(Map.of("c", Map.of()), read.get("b"));
    StrictJson.object("s", "{\"a\":" + "[".repeat(7) + "]".repeat(7) + "}");
    refused("s: is not valid JSON, or nests deeper than 8",
        () -> StrictJson.object("s", "{\"a\":" + "[".repeat(8) + "]".repeat(8) + "}"));
    refused("s: must be a JSON object", () -> StrictJson.object("s", "1"));
    refused("s: is not valid JSON, or nests deeper than 8", () -> StrictJson.object("s", "{} {}"));
    refused("s: has the key 'k' twice", () -> StrictJson.object("s", "{\"a\":{\"k\":1,\"k\":1}}"));
  }

  private NetworkFile described(String yaml, TensorData... tensors) throws IOException {
    Path weights = folder.resolve("w");
    SafetensorsWriter.write(weights, Map.of(), List.of(tensors));
    return NetworkFile.read(weights, Files.writeString(folder.resolve("n.yaml"), yaml));
  }

  @Test
  void whatADescriptionLeavesOut() throws IOException {
    NetworkFile file = described("input: [2]\nlayers:\n  - {kind: dense, outputs: 3, activation: leaky-relu}\n  - "
        + "{kind: log-scale}\n",
        TensorData.of("layers.0.weight", new double[6], 0, 2, 3), TensorData.of("layers.0.bias", new double[3], 0, 3),
        TensorData.of("layers.1.log_scale", new double[3], 0, 3));
    Map<String, Object> dense = file.architecture().layers().getFirst().settings();
    assertEquals(true, dense.get("bias"));
    assertEquals(false, dense.get("transposed"));
    assertEquals(0.01, dense.get("slope"));
    assertEquals("zeros", dense.get("weight-initializer").toString().replaceAll("constant\\(0.0\\)", "zeros"));
    NetworkFile plain = described("format: 1\ninput: [2]\nlayers:\n  - {kind: dense, outputs: 1, bias: false, "
        + "tensors: 7}\n",
        TensorData.of("7.weight", new double[] {3, 4}, 0, 2, 1));
    assertEquals("identity", plain.architecture().layers().getFirst().settings().get("activation"));
    assertArrayEquals(new double[] {3, 4}, plain.doubles());
    assertFalse(plain.single());
  }

  @Test
  void whatDoesNotFitIsNamed() throws IOException {
    Path weights = folder.resolve("w");
    String dense = "input: [2]\nlayers:\n  - {kind: dense, outputs: 2, bias: false, tensors: a}\n";
    refused(weights + ": tensor 'a.weight': has the shape [1, 4], but weight of layer 0 (dense) needs [2, 2]",
        () -> described(dense, TensorData.of("a.weight", new double[4], 0, 1, 4)));
    refused(weights + ": tensor 'a.weight': has the shape [2, 2, 1], but weight of layer 0 (dense) needs [2, 2]",
        () -> described(dense, TensorData.of("a.weight", new double[4], 0, 2, 2, 1)));
    refused(weights + ": tensor 'a.weight': has the shape [4], but weight of layer 0 (dense) needs [2, 2]",
        () -> described(dense, TensorData.of("a.weight", new double[4], 0, 4)));
    String large = assertThrows(IllegalArgumentException.class, () -> described(dense.replace("outputs: 2",
        "outputs: 500000000"))).getMessage();
    assertTrue(large.startsWith(weights
        + ": one sample has the shape 500000000 behind layer 0, for which 16000000000 bytes "
        + "of heap are needed, but the limit is "), large);
    Architecture one = Architecture.of(Shape.of(1), List.of(Layers.dense(1, Activation.IDENTITY)));
    refused("network file: the network has 2 parameters, but 3 are given",
        () -> NetworkFile.write(weights, one, new double[3], Map.of()));
    refused("network file: the network has 2 parameters, but 1 are given",
        () -> NetworkFile.write(weights, one, new float[1], Map.of()));
    NetworkFile.write(weights, one, new float[] {1, 2}, Map.of("isobit", "may be"));
    assertEquals(Map.of("isobit", "may be"), NetworkFile.read(weights).notes());
    assertThrows(UnsupportedOperationException.class, () -> NetworkFile.read(weights).notes().clear());
  }
}
