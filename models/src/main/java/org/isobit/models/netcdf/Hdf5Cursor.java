package org.isobit.models.netcdf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the little-endian fields of a block of an HDF5 file one after the other. Not thread-safe. */
final class Hdf5Cursor {

  private final byte[] block;
  private final Hdf5Input input;
  private final String what;
  private int at;
  private int end;

  /**
   * Begins.
   *
   * @param what the block, for messages
   */
  Hdf5Cursor(byte[] block, Hdf5Input input, String what) {
    this.block = block;
    this.input = input;
    this.what = what;
    end = block.length;
  }

  Hdf5Input input() {
    return input;
  }

  String what() {
    return what;
  }

  int remaining() {
    return end - at;
  }

  int position() {
    return at;
  }

  Hdf5Cursor position(int position) {
    at = position;
    return this;
  }

  private int take(long bytes) {
    if (bytes < 0 || bytes > end - at) {
      throw new IllegalArgumentException(what + " ends within a field");
    }
    int from = at;
    at += (int) bytes;
    return from;
  }

  Hdf5Cursor skip(long bytes) {
    take(bytes);
    return this;
  }

  /** A number without sign of up to eight bytes. */
  long number(int bytes) {
    int from = take(bytes);
    long value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = value << 8 | block[from + i] & 0xff;
    }
    return value;
  }

  int u8() {
    return (int) number(1);
  }

  int u16() {
    return (int) number(2);
  }

  long u32() {
    return number(4);
  }

  /** A number of four bytes that counts what is in memory. */
  int count32() {
    return count(u32());
  }

  /** A length that counts what is in memory. */
  int count() {
    return count(length());
  }

  private int count(long value) {
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(what + " counts " + Long.toUnsignedString(value));
    }
    return (int) value;
  }

  /** An address, or {@link Hdf5Bytes#UNDEFINED}. */
  long address() {
    long address = number(input.offsetSize());
    boolean undefined = input.offsetSize() == 8 ? address == -1 : address == (1L << 8 * input.offsetSize()) - 1;
    return undefined ? Hdf5Bytes.UNDEFINED : address;
  }

  /** A length. */
  long length() {
    return number(input.lengthSize());
  }

  byte[] bytes(long count) {
    int from = take(count);
    return Arrays.copyOfRange(block, from, at);
  }

  /** What follows, as a block of its own. */
  Hdf5Cursor part(long bytes, String name) {
    return new Hdf5Cursor(bytes(bytes), input, name);
  }

  /** A text of so many bytes, up to its first zero byte. */
  String text(long bytes) {
    byte[] text = bytes(bytes);
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }

  /** A text up to its zero byte. */
  String text() {
    int from = at;
    while (u8() != 0) {
      // goes on
    }
    return new String(block, from, at - 1 - from, StandardCharsets.UTF_8);
  }

  Hdf5Cursor signature(String expected) {
    byte[] found = bytes(expected.length());
    if (!Arrays.equals(found, expected.getBytes(StandardCharsets.US_ASCII))) {
      throw new IllegalArgumentException(what + " does not begin with " + expected + ": the file is damaged");
    }
    return this;
  }

  /** Refuses another version, or kind, than those up to {@code most}. */
  int version(int least, int most) {
    int version = u8();
    if (version < least || version > most) {
      throw new IllegalArgumentException(what + " has the version " + version + ", which is not known");
    }
    return version;
  }

  /** Refuses a field that has not the only value that is right. */
  Hdf5Cursor expect(long found, long right, String field) {
    if (found != right) {
      throw new IllegalArgumentException(what + " is damaged: its " + field + " is " + Long.toUnsignedString(found)
          + " and not " + Long.toUnsignedString(right));
    }
    return this;
  }

  /** Checks the four bytes at the end of the block, which are then no longer part of it. */
  void requireChecksum() {
    int position = at;
    at = 0;
    byte[] key = bytes(end - 4L);
    int stored = (int) u32();
    if (stored != Hdf5Bytes.checksum(key)) {
      throw new IllegalArgumentException(what + " is damaged: its checksum is wrong");
    }
    at = position;
    end -= 4;
  }
}
