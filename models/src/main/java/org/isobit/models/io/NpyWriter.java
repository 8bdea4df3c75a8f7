package org.isobit.models.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes a {@code .npy} file (version 1.0, little-endian, C order) piece by piece, so that an ensemble larger than one
 * array goes member by member. Closing checks that the shape's number of elements was written. Not thread-safe.
 */
public final class NpyWriter implements AutoCloseable {

  /** A multiple of an element's bytes. */
  private static final int BUFFER = 1 << 18;

  private final OutputStream out;
  private final NpyType type;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
  private long left;

  /**
   * Writes the header.
   *
   * @param out   where to; closed with this writer
   * @param type  {@link NpyType#FLOAT64} or {@link NpyType#FLOAT32}
   * @param shape the dimensions
   * @throws IOException if the system cannot write
   */
  public NpyWriter(OutputStream out, NpyType type, long... shape) throws IOException {
    if (type != NpyType.FLOAT64 && type != NpyType.FLOAT32) {
      throw new IllegalArgumentException("NpyWriter: f8 and f4 can be written, not " + type.code());
    }
    this.out = out;
    this.type = type;
    this.left = new NpyHeader(type, ByteOrder.LITTLE_ENDIAN, false, shape, 0).elements();
    out.write(NpyHeader.encode(type, shape));
  }

  /**
   * Writes the next elements in C order; a {@link NpyType#FLOAT32} file gets them rounded to nearest.
   *
   * @param from   source
   * @param offset index of the first
   * @param n      how many
   * @throws IOException              if the system cannot write
   * @throws IllegalArgumentException if that is more than the shape holds
   */
  public void write(double[] from, int offset, int n) throws IOException {
    take(n);
    for (int i = offset; i < offset + n; i++) {
      if (!buffer.hasRemaining()) {
        drain();
      }
      if (type == NpyType.FLOAT64) {
        buffer.putDouble(from[i]);
      } else {
        buffer.putFloat((float) from[i]);
      }
    }
  }

  /**
   * Writes the next elements in C order.
   *
   * @param from   source
   * @param offset index of the first
   * @param n      how many
   * @throws IOException              if the system cannot write
   * @throws IllegalArgumentException if that is more than the shape holds
   */
  public void write(float[] from, int offset, int n) throws IOException {
    take(n);
    for (int i = offset; i < offset + n; i++) {
      if (!buffer.hasRemaining()) {
        drain();
      }
      if (type == NpyType.FLOAT64) {
        buffer.putDouble(from[i]);
      } else {
        buffer.putFloat(from[i]);
      }
    }
  }

  private void take(int n) {
    if (n > left) {
      throw new IllegalArgumentException("NpyWriter: " + n + " elements given, but the shape has room for " + left);
    }
    left -= n;
  }

  private void drain() throws IOException {
    out.write(buffer.array(), 0, buffer.position());
    buffer.clear();
  }

  /**
   * Ends the file.
   *
   * @throws IOException           if the system cannot write
   * @throws IllegalStateException if elements are missing
   */
  @Override
  public void close() throws IOException {
    try (out) {
      drain();
      if (left != 0) {
        throw new IllegalStateException("NpyWriter: " + left + " elements of the shape were not written");
      }
    }
  }
}
