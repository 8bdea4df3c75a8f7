package org.isobit.models.netcdf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Little-endian bytes of a piece of an HDF5 file, with the checksum that its newer structures end in. */
final class Hdf5Bytes {

  /** An address that leads nowhere. */
  static final long UNDEFINED = -1L;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** The lowest {@code size} bytes of a number. */
  Hdf5Bytes number(long value, int size) {
    for (int i = 0; i < size; i++) {
      out.write((int) (value >>> 8 * i));
    }
    return this;
  }

  Hdf5Bytes u8(int value) {
    return number(value, 1);
  }

  Hdf5Bytes u16(int value) {
    return number(value, 2);
  }

  Hdf5Bytes u32(long value) {
    return number(value, 4);
  }

  Hdf5Bytes u64(long value) {
    return number(value, 8);
  }

  Hdf5Bytes bytes(byte[] value) {
    out.writeBytes(value);
    return this;
  }

  Hdf5Bytes text(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Zeros up to a length. */
  Hdf5Bytes padTo(int length) {
    return bytes(new byte[Math.max(0, length - out.size())]);
  }

  int size() {
    return out.size();
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  /** The bytes so far and their checksum. */
  byte[] checked() {
    return u32(checksum(toBytes())).toBytes();
  }

  /** Jenkins' lookup3 hash (2006, public domain), which the HDF5 file format takes as checksum. */
  static int checksum(byte[] key) {
    int a = 0xdeadbeef + key.length;
    int b = a;
    int c = a;
    int at = 0;
    for (; key.length - at > 12; at += 12) {
      a += word(key, at);
      b += word(key, at + 4);
      c += word(key, at + 8);
      a = (a - c) ^ Integer.rotateLeft(c, 4);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 6);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 8);
      b += a;
      a = (a - c) ^ Integer.rotateLeft(c, 16);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 19);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 4);
      b += a;
    }
    if (at == key.length) {
      return c;
    }
    a += word(key, at);
    b += word(key, at + 4);
    c += word(key, at + 8);
    c = (c ^ b) - Integer.rotateLeft(b, 14);
    a = (a ^ c) - Integer.rotateLeft(c, 11);
    b = (b ^ a) - Integer.rotateLeft(a, 25);
    c = (c ^ b) - Integer.rotateLeft(b, 16);
    a = (a ^ c) - Integer.rotateLeft(c, 4);
    b = (b ^ a) - Integer.rotateLeft(a, 14);
    return (c ^ b) - Integer.rotateLeft(b, 24);
  }

  /** Four bytes as a number; what lies beyond the end counts as 0. */
  private static int word(byte[] key, int at) {
    int word = 0;
    for (int i = 3; i >= 0; i--) {
      word = word << 8 | (at + i < key.length ? key[at + i] & 0xff : 0);
    }
    return word;
  }
}
