package org.isobit.models.learning.training;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.isobit.kernels.Isobit;
import org.isobit.models.io.AtomicFiles;

/** Writes a checkpoint's file: {@value #MAGIC}, versions, content, CRC-32C; little-endian. Not thread-safe. */
final class CheckpointWriter {

  /** The first eight bytes. */
  static final String MAGIC = "ISOBITCP";

  /** The version of the format. */
  static final int VERSION = 1;

  private static final int CHUNK = 1 << 13;

  private final OutputStream out;
  private final CRC32C crc = new CRC32C();
  private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  private CheckpointWriter(OutputStream out) {
    this.out = out;
  }

  /** What a file holds. */
  @FunctionalInterface
  interface Content {
    void writeTo(CheckpointWriter out) throws IOException;
  }

  /** Writes it, whole or not at all. */
  static void write(Path file, int bytesPerNumber, Content content) throws IOException {
    AtomicFiles.write(file, stream -> {
      CheckpointWriter writer = new CheckpointWriter(stream);
      writer.bytes(MAGIC.getBytes(StandardCharsets.US_ASCII));
      writer.integer(VERSION);
      writer.integer(Isobit.contractVersion());
      writer.integer(bytesPerNumber);
      content.writeTo(writer);
      int checksum = (int) writer.crc.getValue();
      writer.integer(checksum);
    });
  }

  void integer(int value) throws IOException {
    buffer.clear().putInt(value);
    flush();
  }

  void whole(long value) throws IOException {
    buffer.clear().putLong(value);
    flush();
  }

  void text(String value) throws IOException {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    integer(utf8.length);
    bytes(utf8);
  }

  void numbers(double[] values) throws IOException {
    integer(values.length);
    for (int start = 0; start < values.length; start += CHUNK) {
      buffer.clear();
      for (int i = start; i < Math.min(values.length, start + CHUNK); i++) {
        buffer.putDouble(values[i]);
      }
      flush();
    }
  }

  void numbers(float[] values) throws IOException {
    integer(values.length);
    for (int start = 0; start < values.length; start += CHUNK) {
      buffer.clear();
      for (int i = start; i < Math.min(values.length, start + CHUNK); i++) {
        buffer.putFloat(values[i]);
      }
      flush();
    }
  }

  private void bytes(byte[] bytes) throws IOException {
    crc.update(bytes);
    out.write(bytes);
  }

  private void flush() throws IOException {
    crc.update(buffer.array(), 0, buffer.position());
    out.write(buffer.array(), 0, buffer.position());
  }
}
