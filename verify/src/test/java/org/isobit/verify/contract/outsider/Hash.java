package org.isobit.verify.contract.outsider;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over outputs as the section "Hashes" of the document has it. Not thread-safe. */
public final class Hash {

  private final MessageDigest digest;

  /** A hash of nothing yet. */
  public Hash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public void add(double x) {
    long bits = Double.isNaN(x) ? 0x7ff8000000000000L : Double.doubleToRawLongBits(x);
    digest.update(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(bits).array());
  }

  public void add(float x) {
    add(Float.isNaN(x) ? 0x7fc00000 : Float.floatToRawIntBits(x));
  }

  public void add(int x) {
    digest.update(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(x).array());
  }

  /** The hash of what was added, in hexadecimal; the object is empty then. */
  public String end() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
