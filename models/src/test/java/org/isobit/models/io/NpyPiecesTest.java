package org.isobit.models.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrays written and read piece by piece, across the buffers of both. */
class NpyPiecesTest {

  /** More than the reader's buffer of 1 MiB and four of the writer's, and no multiple of either. */
  private static final int N = 150_001;

  @TempDir
  Path folder;

  private static double value(int i) {
    return 1.0 / (i + 1);
  }

  private Path written(NpyType type, boolean single, int piece) throws IOException {
    Path file = folder.resolve(type.code() + single + piece);
    try (NpyWriter writer = new NpyWriter(Files.newOutputStream(file), type, N)) {
      double[] wide = new double[piece + 3];
      float[] narrow = new float[piece + 3];
      for (int at = 0; at < N; at += piece) {
        int n = Math.min(piece, N - at);
        for (int i = 0; i < n; i++) {
          wide[2 + i] = value(at + i);
          narrow[2 + i] = (float) value(at + i);
        }
        if (single) {
          writer.write(narrow, 2, n);
        } else {
          writer.write(wide, 2, n);
        }
      }
    }
    return file;
  }

  @Test
  void everyPrecisionInPiecesOfAnySize() throws IOException {
    for (NpyType type : new NpyType[] {NpyType.FLOAT64, NpyType.FLOAT32}) {
      for (boolean single : new boolean[] {false, true}) {
        for (int piece : new int[] {1000, 32_768, N}) {
          Path file = written(type, single, piece);
          assertEquals(128 + (long) N * type.bytes(), Files.size(file));
          boolean rounded = single || type == NpyType.FLOAT32;
          for (int step : new int[] {777, 131_072, N}) {
            double[] wide = new double[N + 2];
            float[] narrow = new float[N + 2];
            try (NpyReader reader = NpyReader.open(file)) {
              for (int at = 0; at < N; at += step) {
                reader.read(wide, 1 + at, Math.min(step, N - at));
              }
              assertEquals(Quoted.path(file) + ": 1 elements asked for, but 0 are left",
                  assertThrows(EOFException.class, () -> reader.read(wide, 0, 1)).getMessage());
            }
            if (type == NpyType.FLOAT32) {
              try (NpyReader reader = NpyReader.open(file)) {
                for (int at = 0; at < N; at += step) {
                  reader.read(narrow, 1 + at, Math.min(step, N - at));
                }
                assertEquals(Quoted.path(file) + ": 1 elements asked for, but 0 are left",
                    assertThrows(EOFException.class, () -> reader.read(narrow, 0, 1)).getMessage());
              }
            }
            for (int i = 0; i < N; i++) {
              double expected = rounded ? (float) value(i) : value(i);
              if (expected != wide[1 + i] || type == NpyType.FLOAT32 && expected != narrow[1 + i]) {
                assertEquals(expected, wide[1 + i], type + " " + single + " " + piece + " " + step + " " + i);
                assertEquals(expected, narrow[1 + i], type + " " + single + " " + piece + " " + step + " " + i);
              }
            }
            assertEquals(0, wide[0] + wide[N + 1] + narrow[0] + narrow[N + 1]);
          }
        }
      }
    }
  }

  @Test
  void floatsOfMoreThanTheReadersBuffer() throws IOException {
    float[] all = new float[300_001];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    Path file = folder.resolve("long.npy");
    NpyFile.write(file, all, all.length);
    assertArrayEquals(all, NpyFile.read(file).floats());
    float[] read = new float[all.length];
    try (NpyReader reader = NpyReader.open(file)) {
      reader.read(read, 3, all.length - 5);
      reader.read(read, 0, 3);
    }
    assertEquals(all.length - 5, read[0]);
    assertEquals(0, read[3]);
    assertEquals(all.length - 6, read[all.length - 3]);
    assertEquals(0, read[all.length - 2]);
  }

  /** Where to may be a file without a buffer of its own. */
  @Test
  void elementsGoOutInBlocks() throws IOException {
    for (NpyType type : new NpyType[] {NpyType.FLOAT64, NpyType.FLOAT32}) {
      for (boolean single : new boolean[] {false, true}) {
        int[] blocks = new int[1];
        try (NpyWriter writer = new NpyWriter(new ByteArrayOutputStream() {
          @Override
          public void write(byte[] bytes, int offset, int length) {
            blocks[0]++;
          }
        }, type, N)) {
          if (single) {
            writer.write(new float[N], 0, N);
          } else {
            writer.write(new double[N], 0, N);
          }
        }
        assertTrue(blocks[0] <= 10, () -> blocks[0] + " blocks for " + (long) N * type.bytes() + " bytes");
      }
    }
  }

  /** A file with a header and such data. */
  private Path file(String descr, String shape, ByteBuffer data) throws IOException {
    String text = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + "}\n";
    ByteBuffer all = ByteBuffer.allocate(10 + text.length() + data.capacity()).order(ByteOrder.LITTLE_ENDIAN);
    all.put(NpyHeader.MAGIC).put((byte) 1).put((byte) 0).putShort((short) text.length()).put(text.getBytes()).put(
        data.array());
    return Files.write(folder.resolve("made.npy"), all.array());
  }

  @Test
  void integersAreExactOrRefused() throws IOException {
    long[] fine = {1L << 53, -(1L << 53), 0, -1};
    ByteBuffer data = ByteBuffer.allocate(32).order(ByteOrder.BIG_ENDIAN);
    for (long l : fine) {
      data.putLong(l);
    }
    assertArrayEquals(new double[] {0x1p53, -0x1p53, 0, -1}, NpyFile.read(file(">i8", "(4,)", data)).doubles());
    for (long l : new long[] {(1L << 53) + 1, -(1L << 53) - 1, Long.MAX_VALUE, Long.MIN_VALUE}) {
      Path file = file(">i8", "(4,)", data.putLong(8, l));
      assertEquals(file + ": the integer " + l + " has no double of its value",
          assertThrows(IllegalArgumentException.class, () -> NpyFile.read(file)).getMessage());
    }
    int n = 300_000; // more than a buffer
    ByteBuffer ints = ByteBuffer.allocate(4 * n).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < n; i++) {
      ints.putInt(7 - 3 * i);
    }
    double[] read = NpyFile.read(file("<i4", "(" + n + ",)", ints)).doubles();
    for (int i = 0; i < n; i++) {
      assertEquals(7 - 3 * i, read[i]);
    }
    assertEquals("(300000,)", NpyFile.read(folder.resolve("made.npy")).shapeText());
  }

  @Test
  void floatsAreThereOnlyWhereTheFileHasThem() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(0.1f).putFloat(-0f);
    NpyFile single = NpyFile.read(file("<f4", "(2,)", data));
    assertSame(single.floats(), single.floats());
    assertEquals(0.1f, single.floats()[0]);
    assertArrayEquals(new double[] {0.1f, -0.0}, single.doubles());
    assertEquals(folder.resolve("made.npy"), single.source());
    int[] shape = single.shape();
    shape[0] = 9;
    assertEquals(2, single.shape()[0]);
    Path file = file("<f8", "()", ByteBuffer.allocate(8));
    NpyFile wide = NpyFile.read(file);
    assertSame(wide.doubles(), wide.doubles());
    assertEquals(file + ": has elements of type f8, not f4",
        assertThrows(IllegalStateException.class, wide::floats).getMessage());
    try (NpyReader reader = NpyReader.open(file)) {
      assertEquals(file + ": has elements of type f8, not f4",
          assertThrows(IllegalStateException.class, () -> reader.read(new float[1], 0, 1)).getMessage());
      reader.read(new double[1], 0, 1);
    }
  }

  @Test
  void fortranOrderOfFloatsAndOfOneDimension() throws IOException {
    String text = "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 1, 3)}\n";
    ByteBuffer all = ByteBuffer.allocate(10 + text.length() + 24).order(ByteOrder.LITTLE_ENDIAN);
    all.put(NpyHeader.MAGIC).put((byte) 1).put((byte) 0).putShort((short) text.length()).put(text.getBytes());
    for (int i = 0; i < 6; i++) {
      all.putFloat(i);
    }
    NpyFile file = NpyFile.read(Files.write(folder.resolve("f.npy"), all.array()));
    assertArrayEquals(new float[] {0, 2, 4, 1, 3, 5}, file.floats());
    byte[] flat = new String(all.array(), java.nio.charset.StandardCharsets.ISO_8859_1)
        .replace("(2, 1, 3)", "(6,     )").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, NpyFile.read(Files.write(folder.resolve("f.npy"), flat))
        .floats());
  }

  @Test
  void aFileThatShrinksIsNotReadBeyondItsEnd() throws IOException {
    Path file = written(NpyType.FLOAT64, false, N);
    try (NpyReader reader = NpyReader.open(file)) {
      Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 1 << 19), StandardOpenOption.TRUNCATE_EXISTING);
      assertEquals(file + ": became shorter while it was read",
          assertThrows(EOFException.class, () -> reader.read(new double[N], 0, N)).getMessage());
    }
  }

  @Test
  void filesAreClosed() throws IOException {
    Path file = file("<f8", "(1,)", ByteBuffer.allocate(8));
    NpyReader reader = NpyReader.open(file);
    reader.close();
    assertThrows(ClosedChannelException.class, () -> reader.read(new double[1], 0, 1));
    NpyFile.read(file);
    assertEquals(0, OpenFiles.descriptors(file));
    Path bad = file("<f8", "(2,)", ByteBuffer.allocate(8));
    assertThrows(IllegalArgumentException.class, () -> NpyReader.open(bad));
    assertEquals(0, OpenFiles.descriptors(bad));
  }

  @Test
  void writersTakeWhatTheShapeHolds() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    NpyWriter writer = new NpyWriter(bytes, NpyType.FLOAT32, 2, 2);
    assertEquals("NpyWriter: 5 elements given, but the shape has room for 4",
        assertThrows(IllegalArgumentException.class, () -> writer.write(new double[5], 0, 5)).getMessage());
    writer.write(new float[] {1, 2, 3}, 0, 3);
    assertEquals("NpyWriter: 2 elements given, but the shape has room for 1",
        assertThrows(IllegalArgumentException.class, () -> writer.write(new float[5], 0, 2)).getMessage());
    assertEquals("NpyWriter: 1 elements of the shape were not written",
        assertThrows(IllegalStateException.class, writer::close).getMessage());
    NpyWriter whole = new NpyWriter(bytes, NpyType.FLOAT64);
    whole.write(new double[] {1}, 0, 1);
    whole.close();
    assertEquals("NpyWriter: f8 and f4 can be written, not i4",
        assertThrows(IllegalArgumentException.class, () -> new NpyWriter(bytes, NpyType.INT32, 1)).getMessage());
    assertThrows(ArithmeticException.class, () -> new NpyWriter(bytes, NpyType.FLOAT64, 1L << 40, 1L << 40));
    Path file = folder.resolve("x.npy");
    assertEquals(file + ": 2 elements do not have the shape (3,)",
        assertThrows(IllegalArgumentException.class, () -> NpyFile.write(file, new double[2], 3)).getMessage());
    assertEquals(file + ": 2 elements do not have the shape (-1, -2)",
        assertThrows(IllegalArgumentException.class, () -> NpyFile.write(file, new float[2], -1, -2)).getMessage());
    assertTrue(Files.notExists(file));
    NpyFile.write(file, new double[0], 0, 5);
    assertArrayEquals(new int[] {0, 5}, NpyFile.read(file).shape());
  }

  /** The data begins at a multiple of 64, however long the shape. */
  @Test
  void headersArePadded() throws IOException {
    Path file = folder.resolve("h.npy");
    for (int dimensions = 0; dimensions <= 64; dimensions++) {
      int[] shape = new int[dimensions];
      Arrays.fill(shape, 1);
      NpyFile.write(file, new double[] {7}, shape);
      byte[] bytes = Files.readAllBytes(file);
      assertEquals(8, bytes.length % 64);
      assertEquals(bytes.length - 8, 10 + (bytes[8] & 0xff) + 256 * (bytes[9] & 0xff));
      assertEquals('\n', bytes[bytes.length - 9]);
      assertEquals(7, NpyFile.read(file).doubles()[0]);
      assertArrayEquals(shape, NpyFile.read(file).shape());
    }
    int[] wide = new int[64]; // a header of more than 255 bytes
    Arrays.fill(wide, 1, 64, 1_000_000);
    NpyFile.write(file, new double[0], wide);
    assertEquals(0, Files.size(file) % 64);
    assertArrayEquals(wide, NpyFile.read(file).shape());
  }
}
