package org.isobit.verify;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of all outputs, little-endian. Not thread-safe. */
public final class HashSink implements BitSink {

  private final MessageDigest digest;
  private String label = "";
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  /** Makes an empty sink. */
  public HashSink() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void label(String label) {
    // Labels are for people; only numbers are hashed.
    this.label = label;
  }

  @Override
  public void bits(long bits, int size) {
    if (buffer.remaining() < 8) {
      flush();
    }
    if (size == 8) {
      buffer.putLong(bits);
    } else {
      buffer.putInt((int) bits);
    }
  }

  /** The case that the outputs belong to now. */
  String label() {
    return label;
  }

  /**
   * The hash of everything taken so far.
   *
   * @return 64 hexadecimal digits
   */
  public String hash() {
    flush();
    return HexFormat.of().formatHex(digest.digest());
  }

  private void flush() {
    digest.update(buffer.array(), 0, buffer.position());
    buffer.clear();
  }
}
