package org.isobit.models.learning.training;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.isobit.kernels.Isobit;
import org.isobit.models.io.Quoted;

/**
 * Reads what {@link CheckpointWriter} wrote. The checksum is checked before anything else is believed, and no length is
 * believed that the file cannot hold. Not thread-safe.
 */
final class CheckpointReader {

  /** What can be wrong with an array. */
  static final String LENGTH = "has an impossible length";

  private static final int HEADER = CheckpointWriter.MAGIC.length() + 3 * Integer.BYTES;
  private static final int CHUNK = 1 << 13;

  private final Path file;
  private final InputStream in;
  private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long left;

  private CheckpointReader(Path file, InputStream in, long left) {
    this.file = file;
    this.in = in;
    this.left = left;
  }

  /** What makes something of a file's content. */
  @FunctionalInterface
  interface Content<T> {
    T readFrom(CheckpointReader in) throws IOException;
  }

  static <T> T read(Path file, int bytesPerNumber, Content<T> content) throws IOException {
    long size = Files.size(file);
    if (size < HEADER + Integer.BYTES) {
      throw new IllegalArgumentException(Quoted.path(file) + ": it is no checkpoint: it has " + size + " bytes");
    }
    requireChecksum(file, size);
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      CheckpointReader reader = new CheckpointReader(file, stream, size - Integer.BYTES);
      reader.header(bytesPerNumber);
      T result = content.readFrom(reader);
      if (reader.left != 0) {
        throw reader.wrong("there are " + reader.left + " bytes too many");
      }
      return result;
    }
  }

  private static void requireChecksum(Path file, long size) throws IOException {
    CRC32C crc = new CRC32C();
    byte[] chunk = new byte[1 << 16];
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] magic = stream.readNBytes(CheckpointWriter.MAGIC.length());
      if (!new String(magic, StandardCharsets.US_ASCII).equals(CheckpointWriter.MAGIC)) {
        throw new IllegalArgumentException(Quoted.path(file) + ": it is no checkpoint: it does not begin with "
            + CheckpointWriter.MAGIC);
      }
      crc.update(magic);
      for (long left = size - magic.length - Integer.BYTES; left > 0;) {
        int n = stream.read(chunk, 0, (int) Math.min(left, chunk.length));
        if (n < 0) {
          throw new EOFException(Quoted.path(file) + ": it became shorter while it was read");
        }
        crc.update(chunk, 0, n);
        left -= n;
      }
      int stored = ByteBuffer.wrap(stream.readNBytes(Integer.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getInt();
      if (stored != (int) crc.getValue()) {
        throw new IllegalArgumentException(Quoted.path(file) + ": this checkpoint is damaged or cut off: its "
            + "checksum does not fit");
      }
    }
  }

  private void header(int bytesPerNumber) throws IOException {
    take(CheckpointWriter.MAGIC.length());
    int version = integer();
    int contract = integer();
    int bytes = integer();
    if (version != CheckpointWriter.VERSION || contract != Isobit.contractVersion()) {
      throw wrong("it has version " + version + " of arithmetic contract " + contract + ", but version "
          + CheckpointWriter.VERSION + " of contract " + Isobit.contractVersion() + " is wanted");
    }
    if (bytes != bytesPerNumber) {
      throw wrong("its numbers have " + bytes + " bytes, but " + bytesPerNumber + " are wanted");
    }
  }

  /** A number of things that take some bytes each at least. */
  int count(String what, int bytes) throws IOException {
    int n = integer();
    if (n < 0 || n > left / bytes) {
      throw wrong(what + ": " + n + " entries cannot be in " + left + " bytes");
    }
    return n;
  }

  int integer() throws IOException {
    return take(Integer.BYTES).getInt();
  }

  private long whole() throws IOException {
    return take(Long.BYTES).getLong();
  }

  String text() throws IOException {
    int n = count("text", 1);
    left -= n;
    byte[] utf8 = in.readNBytes(n);
    if (utf8.length < n) {
      throw new EOFException(Quoted.path(file) + ": it became shorter while it was read");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw wrong("a text is not UTF-8");
    }
  }

  /** How many steps have been taken. */
  long steps() throws IOException {
    long steps = whole();
    require("steps", "are " + steps, steps >= 0);
    return steps;
  }

  /** Numbers, as many as wanted; −1: any. */
  double[] doubles(String what, int wanted) throws IOException {
    double[] values = new double[length(what, Double.BYTES, wanted)];
    for (int start = 0; start < values.length; start += CHUNK) {
      int n = Math.min(CHUNK, values.length - start);
      take(n * Double.BYTES).asDoubleBuffer().get(values, start, n);
    }
    return values;
  }

  /** Numbers, as many as wanted; −1: any. */
  float[] floats(String what, int wanted) throws IOException {
    float[] values = new float[length(what, Float.BYTES, wanted)];
    for (int start = 0; start < values.length; start += CHUNK) {
      int n = Math.min(CHUNK, values.length - start);
      take(n * Float.BYTES).asFloatBuffer().get(values, start, n);
    }
    return values;
  }

  private int length(String what, int bytes, int wanted) throws IOException {
    int n = count(what, bytes);
    require(what, LENGTH, wanted < 0 || n == wanted);
    return n;
  }

  void require(String what, String problem, boolean fine) {
    if (!fine) {
      throw wrong(what + ' ' + problem);
    }
  }

  private ByteBuffer take(int bytes) throws IOException {
    if (bytes > left) {
      throw wrong("it ends too early");
    }
    left -= bytes;
    if (in.readNBytes(buffer.array(), 0, bytes) < bytes) {
      throw new EOFException(Quoted.path(file) + ": it became shorter while it was read");
    }
    return buffer.clear().limit(bytes);
  }

  private IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException(Quoted.path(file) + ": this checkpoint cannot be used: " + why);
  }
}
