package org.isobit.models.netcdf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class Hdf5FiltersTest {

  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER32 = 3;

  /** A message that names filters by their numbers; each has values of its own. */
  private static Hdf5Filters filters(int version, int... ids) {
    Hdf5Bytes bytes = new Hdf5Bytes().u8(version).u8(ids.length);
    if (version == 1) {
      bytes.padTo(8);
    }
    for (int id : ids) {
      int values = id == FLETCHER32 ? 0 : id == SHUFFLE || id == DEFLATE ? 1 : 2;
      String name = version == 1 ? "a name\0\0\0\0" : "long name\0";
      boolean named = version == 1 || id >= 256;
      bytes.u16(id);
      if (named) {
        bytes.u16(name.length());
      }
      bytes.u16(0).u16(values);
      if (named) {
        bytes.text(name);
        if (version == 1) {
          bytes.padTo((bytes.size() + 7) / 8 * 8);
        }
      }
      for (int i = 0; i < values; i++) {
        bytes.u32(4);
      }
      if (version == 1 && values % 2 == 1) {
        bytes.u32(0);
      }
    }
    return new Hdf5Filters(new Hdf5Cursor(bytes.toBytes(), null, "filters"));
  }

  private static byte[] deflated(byte[] data) {
    Deflater deflater = new Deflater();
    deflater.setInput(data);
    deflater.finish();
    byte[] out = new byte[data.length + 100];
    int n = deflater.deflate(out);
    deflater.end();
    return Arrays.copyOf(out, n);
  }

  /** The first bytes of all whole elements, then the second ones, and so on; the rest as it is. */
  private static byte[] shuffled(byte[] data) {
    byte[] out = data.clone();
    int at = 0;
    for (int b = 0; b < 4; b++) {
      for (int i = 0; i < data.length / 4; i++) {
        out[at++] = data[4 * i + b];
      }
    }
    return out;
  }

  private static byte[] summed(byte[] data) {
    return new Hdf5Bytes().bytes(data).u32(Hdf5Filters.fletcher32(data, data.length)).toBytes();
  }

  private static byte[] data(int length) {
    byte[] data = new byte[length];
    new Random(length).nextBytes(data);
    return data;
  }

  private static void refuses(String why, Hdf5Filters filters, byte[] stored, int mask, int size) {
    String message = assertThrows(IllegalArgumentException.class, () -> filters.decode(stored, mask, size, "chunk"))
        .getMessage();
    assertTrue(message.contains(why), message);
  }

  @Test
  void filtersAreUndoneInReverseOrder() {
    for (int version = 1; version <= 2; version++) {
      for (int length : new int[] {1, 3, 4, 100, 103}) {
        byte[] data = data(length);
        assertArrayEquals(data, filters(version, SHUFFLE, DEFLATE, FLETCHER32)
            .decode(summed(deflated(shuffled(data))), 0, length, "chunk"));
        assertArrayEquals(data, filters(version, FLETCHER32, SHUFFLE, DEFLATE)
            .decode(deflated(shuffled(summed(data))), 0, length, "chunk"));
        assertArrayEquals(data, filters(version, SHUFFLE).decode(shuffled(data), 0, length, "chunk"));
        assertArrayEquals(data, filters(version).decode(data, 0, length, "chunk"));
      }
    }
    assertTrue(filters(2).none() && new Hdf5Filters("v").none());
    assertFalse(filters(2, SHUFFLE).none());
  }

  @Test
  void filtersThatAChunkHasNotPassed() {
    byte[] data = data(64);
    Hdf5Filters both = filters(2, SHUFFLE, DEFLATE);
    assertArrayEquals(data, both.decode(shuffled(data), 2, 64, "chunk"));
    assertArrayEquals(data, both.decode(data, 3, 64, "chunk"));
    assertArrayEquals(data, both.decode(data, Hdf5Filters.ALL, 64, "chunk"));
    assertArrayEquals(data, filters(2, FLETCHER32, DEFLATE).decode(summed(data), 2, 64, "chunk"));
    assertArrayEquals(data, filters(2, 32000, SHUFFLE).decode(shuffled(data), 1, 64, "chunk"));
    assertArrayEquals(data, filters(1, 307, SHUFFLE, DEFLATE).decode(deflated(shuffled(data)), 1, 64, "chunk"));
    refuses("leaves out shuffling alone", both, deflated(data), 1, 64);
    refuses("leaves out shuffling alone", filters(2, SHUFFLE), data, 1, 64);
    refuses("leaves out the checksum alone", filters(2, FLETCHER32, DEFLATE), deflated(data), 1, 64);
    refuses("leaves out one that there is not", both, shuffled(data), 6, 64);
    refuses("leaves out one that there is not", both, shuffled(data), 1 << 31 | 2, 64);
  }

  @Test
  void whatDoesNotFitTheChunk() {
    byte[] data = data(64);
    Hdf5Filters deflate = filters(2, DEFLATE);
    byte[] stored = deflated(data);
    refuses("does not have 63 bytes", deflate, stored, 0, 63);
    refuses("does not have 65 bytes", deflate, stored, 0, 65);
    refuses("does not have 64 bytes", deflate, Arrays.copyOf(stored, stored.length - 1), 0, 64);
    refuses("does not have 64 bytes", deflate, Arrays.copyOf(stored, stored.length - 5), 0, 64);
    refuses("cannot be inflated to 1032000", deflate, new byte[] {1, 2}, 0, 1_032_000);
    byte[] wrongSum = stored.clone();
    wrongSum[stored.length - 1] ^= 1;
    refuses("cannot be inflated: incorrect data check", deflate, wrongSum, 0, 64);
    refuses("it has 64 bytes and not 60", filters(2), data, 0, 60);
    refuses("it has 64 bytes and not 60", filters(2, SHUFFLE), data, 0, 60);
    refuses("too short for its checksum", filters(2, FLETCHER32), new byte[3], 0, 3);
    assertEquals(0, filters(2, FLETCHER32).decode(new byte[4], 0, 0, "chunk").length);
    refuses("of which each compresses", filters(2, DEFLATE, DEFLATE), deflated(stored), 0, 64);
    byte[] flipped = summed(data);
    flipped[17] ^= 4;
    refuses("its Fletcher-32 checksum is wrong", filters(2, FLETCHER32), flipped, 0, 64);
    // What the largest ratio of deflate makes of zeros is no damage.
    byte[] zeros = new byte[1 << 20];
    assertArrayEquals(zeros, deflate.decode(deflated(zeros), 0, zeros.length, "chunk"));
  }

  /** Sums modulo 65535, of which 65535 stands for 0 once anything was added. */
  private static int fletcherByItsDefinition(byte[] data) {
    byte[] padded = Arrays.copyOf(data, (data.length + 1) / 2 * 2);
    BigInteger first = BigInteger.ZERO;
    BigInteger second = BigInteger.ZERO;
    for (int i = 0; i < padded.length; i += 2) {
      first = first.add(BigInteger.valueOf((padded[i] & 0xff) * 256 + (padded[i + 1] & 0xff)));
      second = second.add(first);
    }
    return folded(second) << 16 | folded(first);
  }

  private static int folded(BigInteger sum) {
    int rest = sum.mod(BigInteger.valueOf(65535)).intValue();
    return rest == 0 && sum.signum() > 0 ? 65535 : rest;
  }

  @Test
  void fletchersChecksum() {
    assertEquals(0x17001700, Hdf5Filters.fletcher32(new byte[] {0x17}, 1), "an answer that HDF5's own tests have");
    assertEquals(0, Hdf5Filters.fletcher32(new byte[100], 100));
    for (int length = 0; length < 300; length++) {
      byte[] data = data(length);
      assertEquals(fletcherByItsDefinition(data), Hdf5Filters.fletcher32(data, length), length + " bytes");
    }
    byte[] ones = new byte[5001];
    Arrays.fill(ones, (byte) -1);
    assertEquals(fletcherByItsDefinition(ones), Hdf5Filters.fletcher32(ones, ones.length));
    assertEquals(0xffffffff, Hdf5Filters.fletcher32(ones, 5000));
    byte[] data = data(77);
    byte[] old = summed(data); // as HDF5 before 1.6.3 wrote it
    byte[] halves = summed(data);
    for (int i = 0; i < 4; i++) {
      old[77 + i] = halves[77 + (i ^ 1)];
    }
    assertArrayEquals(data, filters(2, FLETCHER32).decode(old, 0, 77, "chunk"));
    for (int i = 0; i < 4; i++) {
      halves[77 + i] = old[77 + (i ^ 2)];
    }
    refuses("Fletcher-32", filters(2, FLETCHER32), halves, 0, 77);
  }

  @Test
  void filtersThatAreNotThere() {
    String[] names = {"szip", "nbit", "scaleoffset", "bzip2", "lzf", "blosc", "lz4", "bitshuffle", "zstd", "of number 999"};
    int[] ids = {4, 5, 6, 307, 32000, 32001, 32004, 32008, 32015, 999};
    for (int i = 0; i < ids.length; i++) {
      refuses("its filter " + names[i] + " is not supported", filters(2, ids[i]), data(8), 0, 8);
    }
    assertTrue(assertThrows(IllegalArgumentException.class, () -> filters(2, new int[33])).getMessage()
        .contains("33 filters"));
    assertFalse(filters(2, new int[32]).none());
    assertTrue(assertThrows(IllegalArgumentException.class, () -> filters(3)).getMessage().contains("version 3"));
    Hdf5Bytes shuffle = new Hdf5Bytes().u8(2).u8(1).u16(SHUFFLE).u16(0).u16(1).u32(0);
    refuses("shuffled by 0 bytes", new Hdf5Filters(new Hdf5Cursor(shuffle.toBytes(), null, "filters")), data(8), 0, 8);
  }
}
