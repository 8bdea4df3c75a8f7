package org.isobit.models.onnx.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Types of a tensor's elements. A {@link Tensor} holds FLOAT, FLOAT16 and BFLOAT16 in a {@code float[]}, DOUBLE in a
 * {@code double[]}, all others in a {@code long[]} (UINT64 by its bits, BOOL as 0 and 1).
 */
public enum ElementType {
  /** IEEE single. */
  FLOAT(1, 32),
  /** Unsigned, 8 bits. */
  UINT8(2, 8),
  /** Signed, 8 bits. */
  INT8(3, 8),
  /** Unsigned, 16 bits. */
  UINT16(4, 16),
  /** Signed, 16 bits. */
  INT16(5, 16),
  /** Signed, 32 bits. */
  INT32(6, 32),
  /** Signed, 64 bits. */
  INT64(7, 64),
  /** False or true, one byte in files. */
  BOOL(9, 8),
  /** IEEE half. */
  FLOAT16(10, 16),
  /** IEEE double. */
  DOUBLE(11, 64),
  /** Unsigned, 32 bits. */
  UINT32(12, 32),
  /** Unsigned, 64 bits. */
  UINT64(13, 64),
  /** The upper half of a float's bits. */
  BFLOAT16(16, 16);

  private final int code;
  private final int bits;

  ElementType(int code, int bits) {
    this.code = code;
    this.bits = bits;
  }

  /**
   * The type that files mean by a number.
   *
   * @param code the number of TensorProto.DataType
   * @return the type
   * @throws IllegalArgumentException if it is none of these
   */
  public static ElementType of(long code) {
    for (ElementType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    List<String> others = List.of("UNDEFINED", "STRING", "COMPLEX64", "COMPLEX128", "FLOAT8E4M3FN", "FLOAT8E4M3FNUZ",
        "FLOAT8E5M2", "FLOAT8E5M2FNUZ", "UINT4", "INT4", "FLOAT4E2M1");
    int[] codes = {0, 8, 14, 15, 17, 18, 19, 20, 21, 22, 23};
    int at = Arrays.binarySearch(codes, (int) Math.max(-1, Math.min(code, 99)));
    throw new IllegalArgumentException("elements of type " + (at < 0 ? String.valueOf(code) : others.get(at))
        + " are not supported; " + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", ")) + " are");
  }

  /**
   * The number of TensorProto.DataType.
   *
   * @return as files have it
   */
  public int code() {
    return code;
  }

  /**
   * Size in files.
   *
   * @return bytes of an element
   */
  public int bytes() {
    return bits / 8;
  }

  /**
   * Whether elements are held in a {@code float[]}.
   *
   * @return true for FLOAT, FLOAT16 and BFLOAT16
   */
  public boolean single() {
    return this == FLOAT || this == FLOAT16 || this == BFLOAT16;
  }

  /**
   * Whether elements are floating-point numbers.
   *
   * @return true for FLOAT, FLOAT16, BFLOAT16 and DOUBLE
   */
  public boolean floating() {
    return this == DOUBLE || single();
  }

  /**
   * Whether elements are integers; BOOL is none.
   *
   * @return true for INT… and UINT…
   */
  public boolean integer() {
    return !floating() && this != BOOL;
  }

  /**
   * Whether integers have no sign.
   *
   * @return true for UINT…
   */
  public boolean unsigned() {
    return this == UINT8 || this == UINT16 || this == UINT32 || this == UINT64;
  }

  /**
   * The nearest value of this type, ties to even.
   *
   * @param x any number
   * @return x itself for FLOAT
   * @throws IllegalStateException if elements are not {@link #single()}
   */
  public float round(float x) {
    return switch (this) {
      case FLOAT -> x;
      case FLOAT16 -> Float.float16ToFloat(Float.floatToFloat16(x));
      case BFLOAT16 -> {
        int word = Float.floatToRawIntBits(x);
        yield x != x ? x : Float.intBitsToFloat(word + 0x7fff + (word >>> 16 & 1) & 0xffff0000);
      }
      default -> throw new IllegalStateException(name());
    };
  }

  /**
   * The nearest value of this type, ties to even, rounded once.
   *
   * @param x any number
   * @return the value
   * @throws IllegalStateException if elements are not {@link #single()}
   */
  public float narrow(double x) {
    float near = (float) x;
    if (this == FLOAT || near == x || near != near) {
      return round(near);
    }
    // To odd first: then the bits that float drops still show when the half-width type is rounded.
    int word = Float.floatToRawIntBits(near);
    if ((word & 1) == 0) {
      boolean below = near < x == near > 0 || near == 0;
      word += below ? 1 : -1;
      near = Float.intBitsToFloat(near == 0 && x < 0 ? 0x80000001 : word);
    }
    return round(near);
  }

  /**
   * An integer kept to this type's bits, as arithmetic modulo a power of two has it; BOOL: whether it is not 0.
   *
   * @param x any integer
   * @return the value, for UINT64 its bits
   * @throws IllegalStateException if elements are floating-point numbers
   */
  public long wrap(long x) {
    return switch (this) {
      case BOOL -> x == 0 ? 0 : 1;
      case INT64, UINT64 -> x;
      case INT8, INT16, INT32 -> x << 64 - bits >> 64 - bits;
      case UINT8, UINT16, UINT32 -> x & (1L << bits) - 1;
      default -> throw new IllegalStateException(name());
    };
  }

  /**
   * The least value of an integer type.
   *
   * @return for unsigned types and BOOL 0
   */
  public long least() {
    return unsigned() || this == BOOL ? 0 : -1L << bits - 1;
  }

  /**
   * The greatest value of an integer type.
   *
   * @return for UINT64 the bits of it, for BOOL 1
   */
  public long greatest() {
    return this == BOOL ? 1 : unsigned() ? -1L >>> 64 - bits : ~(-1L << bits - 1);
  }
}
