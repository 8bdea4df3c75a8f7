package org.isobit.models.netcdf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A datatype, as far as numbers, texts and references between objects need it (HDF5 File Format Specification 3.0,
 * section IV.A.2.d).
 *
 * @param kind      what it is
 * @param size      bytes of an element
 * @param bigEndian the order of bytes of a number
 * @param signed    whether an integer has a sign
 * @param base      of a sequence of any length, its elements' type, or null
 */
record Hdf5Type(Kind kind, int size, boolean bigEndian, boolean signed, Hdf5Type base) {

  /** What a datatype is. */
  enum Kind {
    INTEGER("integers"), FLOATING("floating-point numbers"), TEXT("String"), TEXT_OF_ANY_LENGTH("String"),
    REFERENCE("references"), SEQUENCE("sequences of any length"), BITS("bit fields"), OPAQUE("opaque values"),
    COMPOUND("compounds"), ENUMERATION("values of an enumeration"), ARRAY("arrays"), OTHER("values of another type");

    private final String plural;

    Kind(String plural) {
      this.plural = plural;
    }

    @Override
    public String toString() {
      return plural;
    }
  }

  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  /** The last version that is known here; what is of a later one is none of these. */
  private static final int NEWEST = 4;

  /** Sequences of sequences are not followed further. */
  private static final int DEEPEST = 4;

  static Hdf5Type read(Hdf5Cursor message) {
    return read(message, 0);
  }

  private static Hdf5Type read(Hdf5Cursor message, int depth) {
    int first = message.u8();
    int bits = (int) message.number(3);
    int size = message.count32();
    if (first >> 4 == 0 || size == 0) {
      throw new IllegalArgumentException(message.what() + " is damaged: a datatype of the version " + (first >> 4)
          + " with " + size + " bytes");
    }
    if (first >> 4 > NEWEST) {
      return other(size);
    }
    boolean bigEndian = (bits & 1) != 0;
    return switch (first & 0x0f) {
      case 0 -> whole(message, size) ? new Hdf5Type(Kind.INTEGER, size, bigEndian, (bits & 0x08) != 0, null)
          : other(size);
      case 1 -> ieee(message, size, bits) ? new Hdf5Type(Kind.FLOATING, size, bigEndian, true, null) : other(size);
      case 3 -> new Hdf5Type(Kind.TEXT, size, false, false, null);
      case 7 -> (bits & 0x0f) == 0 && size == 8 ? new Hdf5Type(Kind.REFERENCE, size, false, false, null) : other(size);
      case 9 -> (bits & 0x0f) == 1 ? new Hdf5Type(Kind.TEXT_OF_ANY_LENGTH, size, false, false, null)
          : depth == DEEPEST ? other(size)
          : new Hdf5Type(Kind.SEQUENCE, size, false, false, read(message, depth + 1));
      case 4 -> noNumber(Kind.BITS, size);
      case 5 -> noNumber(Kind.OPAQUE, size);
      case 6 -> noNumber(Kind.COMPOUND, size);
      case 8 -> noNumber(Kind.ENUMERATION, size);
      case 10 -> noNumber(Kind.ARRAY, size);
      default -> other(size);
    };
  }

  private static Hdf5Type noNumber(Kind kind, int size) {
    return new Hdf5Type(kind, size, false, false, null);
  }

  private static Hdf5Type other(int size) {
    return noNumber(Kind.OTHER, size);
  }

  /** Whether an integer uses all of its bits. */
  private static boolean whole(Hdf5Cursor message, int size) {
    int offset = message.u16();
    int precision = message.u16();
    return offset == 0 && precision == 8 * size && size <= 8 && Integer.bitCount(size) == 1;
  }

  /** Whether a number is of IEEE 754's double, single or half precision. */
  private static boolean ieee(Hdf5Cursor message, int size, int bits) {
    int offset = message.u16();
    int precision = message.u16();
    int exponentAt = message.u8();
    int exponentBits = message.u8();
    int fractionAt = message.u8();
    int fractionBits = message.u8();
    long bias = message.u32();
    int exponent = switch (size) {
      case 8 -> 11;
      case 4 -> 8;
      case 2 -> 5;
      default -> -1;
    };
    int fraction = 8 * size - 1 - exponent;
    return exponent > 0 && offset == 0 && precision == 8 * size && exponentAt == fraction && exponentBits == exponent
        && fractionAt == 0 && fractionBits == fraction && bias == (1 << exponent - 1) - 1
        && (bits & 0x40) == 0 && (bits >> 4 & 3) == 2 && (bits >> 8 & 0xff) == 8 * size - 1;
  }

  boolean isNumber() {
    return kind == Kind.INTEGER || kind == Kind.FLOATING;
  }

  /** Bits of a number; of an integer as {@link #narrow} has them. */
  long bits(byte[] data, int at) {
    long value = switch (size) {
      case 8 -> (long) LONGS.get(data, at);
      case 4 -> (int) INTS.get(data, at) & 0xffffffffL;
      case 2 -> (short) SHORTS.get(data, at) & 0xffffL;
      default -> data[at] & 0xffL;
    };
    value = bigEndian ? Long.reverseBytes(value) >>> 64 - 8 * size : value;
    return kind == Kind.INTEGER ? narrow(value) : value;
  }

  /** A number's lowest bytes as an integer of this type: its sign repeated, or zeros, in all 64 bits. */
  long narrow(long value) {
    int unused = 64 - 8 * size;
    return signed ? value << unused >> unused : value << unused >>> unused;
  }

  /** The same integers, all bits of which count upwards. */
  Hdf5Type withoutSign() {
    return new Hdf5Type(kind, size, bigEndian, false, null);
  }

  /** The value of a floating-point number. */
  double floating(byte[] data, int at) {
    long bits = bits(data, at);
    return switch (size) {
      case 8 -> Double.longBitsToDouble(bits);
      case 4 -> Float.intBitsToFloat((int) bits);
      default -> Float.float16ToFloat((short) bits);
    };
  }

  /** The values of floating-point numbers that follow each other. */
  void floating(byte[] data, int from, int n, double[] to, int at) {
    ByteBuffer numbers = ByteBuffer.wrap(data, from, n * size).order(ByteOrder.LITTLE_ENDIAN);
    if (size == Double.BYTES && !bigEndian) {
      numbers.asDoubleBuffer().get(to, at, n);
    } else if (size == Float.BYTES && !bigEndian) {
      float[] single = new float[n];
      numbers.asFloatBuffer().get(single);
      for (int i = 0; i < n; i++) {
        to[at + i] = single[i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        to[at + i] = floating(data, from + i * size);
      }
    }
  }

  /** A text of fixed length, up to its first zero byte. */
  String text(byte[] data, int at) {
    int length = 0;
    while (length < size && data[at + length] != 0) {
      length++;
    }
    return new String(data, at, length, StandardCharsets.UTF_8);
  }
}
