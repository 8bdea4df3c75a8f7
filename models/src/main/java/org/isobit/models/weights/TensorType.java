package org.isobit.models.weights;

/**
 * The element types that a safetensors header can name, with their names there. Those of {@link #readable()} can be
 * used as weights; the others are listed, so that a file that also holds them can be opened.
 */
public enum TensorType {
  /** One byte, 0 or 1. */
  BOOL(8, false),
  /** 4-bit float (OCP microscaling). */
  F4(4, false),
  /** 6-bit float, 2 bits of exponent. */
  F6_E2M3(6, false),
  /** 6-bit float, 3 bits of exponent. */
  F6_E3M2(6, false),
  /** Unsigned 8-bit integer. */
  U8(8, false),
  /** 8-bit integer. */
  I8(8, false),
  /** 8-bit float, 5 bits of exponent. */
  F8_E5M2(8, false),
  /** 8-bit float, 4 bits of exponent. */
  F8_E4M3(8, false),
  /** 8-bit float, 5 bits of exponent, no negative zero. */
  F8_E5M2FNUZ(8, false),
  /** 8-bit float, 4 bits of exponent, no negative zero. */
  F8_E4M3FNUZ(8, false),
  /** A power of two in 8 bits. */
  F8_E8M0(8, false),
  /** 16-bit integer. */
  I16(16, false),
  /** Unsigned 16-bit integer. */
  U16(16, false),
  /** IEEE 754 binary16. */
  F16(16, true),
  /** The upper half of a binary32. */
  BF16(16, true),
  /** 32-bit integer. */
  I32(32, false),
  /** Unsigned 32-bit integer. */
  U32(32, false),
  /** IEEE 754 binary32. */
  F32(32, true),
  /** Complex of two binary32. */
  C64(64, false),
  /** IEEE 754 binary64. */
  F64(64, true),
  /** 64-bit integer. */
  I64(64, false),
  /** Unsigned 64-bit integer. */
  U64(64, false);

  private final int bits;
  private final boolean readable;

  TensorType(int bits, boolean readable) {
    this.bits = bits;
    this.readable = readable;
  }

  /**
   * Size of an element.
   *
   * @return bits
   */
  public int bits() {
    return bits;
  }

  /**
   * Whether elements can be read as doubles of exactly their value.
   *
   * @return true for F64, F32, F16 and BF16
   */
  public boolean readable() {
    return readable;
  }

  /** The type of a name, or null. */
  static TensorType of(String name) {
    for (TensorType type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }
}
