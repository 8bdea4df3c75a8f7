package org.isobit.models.learning.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.zip.CRC32C;

/** CRC-32C of numbers' bits, little-endian. Thread-safe. */
public final class Checksums {

  private static final int CHUNK = 1024;

  private Checksums() {}

  /** Eight hexadecimal digits. */
  public static String of(double[] values, int offset, int n) {
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    CRC32C crc = new CRC32C();
    for (int start = 0; start < n; start += CHUNK) {
      bytes.clear();
      for (int i = start; i < Math.min(n, start + CHUNK); i++) {
        bytes.putDouble(values[offset + i]);
      }
      crc.update(bytes.flip());
    }
    return digits(crc);
  }

  /** Eight hexadecimal digits. */
  public static String of(float[] values, int offset, int n) {
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    CRC32C crc = new CRC32C();
    for (int start = 0; start < n; start += CHUNK) {
      bytes.clear();
      for (int i = start; i < Math.min(n, start + CHUNK); i++) {
        bytes.putFloat(values[offset + i]);
      }
      crc.update(bytes.flip());
    }
    return digits(crc);
  }

  private static String digits(CRC32C crc) {
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }
}
