package org.isobit.models.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Reads a {@code .npy} file from front to back, so that an ensemble larger than one array goes member by member.
 * {@link NpyFile#read} reads a whole one. Not thread-safe.
 */
public final class NpyReader implements AutoCloseable {

  private static final int BUFFER = 1 << 20;

  /** Beyond this an integer may have no double of its value. */
  private static final long EXACT_INTEGER = 1L << 53;

  private final String source;
  private final FileChannel channel;
  private final NpyHeader header;
  private final ByteBuffer buffer;
  private long left;

  private NpyReader(String source, FileChannel channel) throws IOException {
    this.source = source;
    this.channel = channel;
    this.header = readHeader(source, channel);
    this.left = header.elements();
    long expected = left * header.type().bytes();
    long there = channel.size() - header.dataOffset();
    if (there != expected) {
      throw new IllegalArgumentException(source + ": shape " + header.shapeText() + " of " + header.type().code()
          + " needs " + expected + " bytes of data, but the file has " + there
          + (there < expected ? ": it is truncated" : ""));
    }
    this.buffer = ByteBuffer.allocateDirect(Math.clamp(expected, 8, BUFFER)).order(header.order()).limit(0);
  }

  /**
   * Opens a file and checks its header and length.
   *
   * @param file the file
   * @return the reader, at the first element
   * @throws IOException              if the system cannot read it
   * @throws IllegalArgumentException if there is no such file, or it is not a complete {@code .npy} file of a type that
   *                                  can be read
   */
  public static NpyReader open(Path file) throws IOException {
    InputFiles.requireFile(file);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new NpyReader(Quoted.path(file), channel);
    } catch (Throwable t) {
      channel.close();
      throw t;
    }
  }

  /**
   * The file's header.
   *
   * @return type, order and shape
   */
  public NpyHeader header() {
    return header;
  }

  /**
   * Reads the next elements in the file's own order; every value is kept exactly.
   *
   * @param to     destination
   * @param offset index of the first
   * @param n      how many
   * @throws IOException              if the system cannot read, or fewer than {@code n} are left
   * @throws IllegalArgumentException if an integer has no double of its value
   */
  public void read(double[] to, int offset, int n) throws IOException {
    take(n);
    for (int done = 0; done < n; ) {
      int now = fill(n - done);
      int at = offset + done;
      switch (header.type()) {
        case FLOAT64 -> buffer.asDoubleBuffer().get(to, at, now);
        case FLOAT32 -> {
          for (int i = 0; i < now; i++) {
            to[at + i] = buffer.getFloat(buffer.position() + 4 * i);
          }
        }
        case INT32 -> {
          for (int i = 0; i < now; i++) {
            to[at + i] = buffer.getInt(buffer.position() + 4 * i);
          }
        }
        case INT64 -> {
          for (int i = 0; i < now; i++) {
            to[at + i] = exact(buffer.getLong(buffer.position() + 8 * i));
          }
        }
      }
      buffer.position(buffer.position() + now * header.type().bytes());
      done += now;
    }
  }

  /**
   * Reads the next elements of a {@link NpyType#FLOAT32} file in the file's own order.
   *
   * @param to     destination
   * @param offset index of the first
   * @param n      how many
   * @throws IOException           if the system cannot read, or fewer than {@code n} are left
   * @throws IllegalStateException if the file has another type
   */
  public void read(float[] to, int offset, int n) throws IOException {
    if (header.type() != NpyType.FLOAT32) {
      throw new IllegalStateException(source + ": has elements of type " + header.type().code() + ", not f4");
    }
    take(n);
    for (int done = 0; done < n; ) {
      int now = fill(n - done);
      buffer.asFloatBuffer().get(to, offset + done, now);
      buffer.position(buffer.position() + 4 * now);
      done += now;
    }
  }

  private void take(int n) throws EOFException {
    if (n > left) {
      throw new EOFException(source + ": " + n + " elements asked for, but " + left + " are left");
    }
    left -= n;
  }

  /** Has at least one element in the buffer; returns how many of the wanted ones are there. */
  private int fill(int wanted) throws IOException {
    int size = header.type().bytes();
    if (!buffer.hasRemaining()) {
      buffer.clear().limit((int) Math.min(buffer.capacity() / size * (long) size, (long) wanted * size));
      while (buffer.hasRemaining()) {
        if (channel.read(buffer) < 0) {
          throw new EOFException(source + ": became shorter while it was read");
        }
      }
      buffer.flip();
    }
    return Math.min(wanted, buffer.remaining() / size);
  }

  private double exact(long value) {
    if (value > EXACT_INTEGER || value < -EXACT_INTEGER) {
      throw new IllegalArgumentException(source + ": the integer " + value + " has no double of its value");
    }
    return value;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static NpyHeader readHeader(String source, FileChannel channel) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    while (start.hasRemaining() && channel.read(start) >= 0) {
      // a short read is not the end
    }
    byte[] bytes = start.array();
    if (start.position() < 10 || !Arrays.equals(bytes, 0, 6, NpyHeader.MAGIC, 0, 6)) {
      throw new IllegalArgumentException(source + ": is not a .npy file (its first bytes are not \\x93NUMPY)");
    }
    int version = bytes[6];
    if (version < 1 || version > 3 || bytes[7] != 0) {
      throw new IllegalArgumentException(source + ": .npy format version " + (bytes[6] & 0xff) + "."
          + (bytes[7] & 0xff) + " is not known; 1.0, 2.0 and 3.0 can be read");
    }
    int lengthBytes = version == 1 ? 2 : 4;
    long length = version == 1 ? start.getShort(8) & 0xffffL : start.getInt(8) & 0xffffffffL;
    long dataOffset = 8 + lengthBytes + length;
    if (length > NpyHeader.LONGEST || dataOffset > channel.size()) {
      throw new IllegalArgumentException(source + ": the .npy header claims a length of " + length + " bytes"
          + (dataOffset > channel.size() ? ", but the file has " + channel.size() : ""));
    }
    ByteBuffer text = ByteBuffer.allocate((int) length);
    channel.position(8 + lengthBytes);
    while (text.hasRemaining()) {
      if (channel.read(text) < 0) {
        throw new EOFException(source + ": became shorter while it was read");
      }
    }
    String dictionary = new String(text.array(), version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    return NpyHeader.parse(source, dictionary, dataOffset);
  }
}
