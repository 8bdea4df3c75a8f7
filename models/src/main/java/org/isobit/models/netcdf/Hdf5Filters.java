package org.isobit.models.netcdf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The filters of a dataset's chunks: deflate, shuffle and Fletcher's checksum, which is checked (HDF5 File Format
 * Specification 3.0, section IV.A.2.l). Immutable.
 */
final class Hdf5Filters {

  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER32 = 3;
  private static final int MOST = 32;

  /** The mask of a chunk that has passed no filter. */
  static final int ALL = -1;

  /** What deflate makes of one byte at most. */
  static final long MOST_INFLATED = 1032;

  /** Names of filters that files have and that are not supported, by their numbers. */
  private static String name(int id) {
    return switch (id) {
      case 4 -> "szip";
      case 5 -> "nbit";
      case 6 -> "scaleoffset";
      case 307 -> "bzip2";
      case 32000 -> "lzf";
      case 32001 -> "blosc";
      case 32004 -> "lz4";
      case 32008 -> "bitshuffle";
      case 32015 -> "zstd";
      default -> "of number " + id;
    };
  }

  private record Filter(int id, int[] values) {}

  private final List<Filter> filters = new ArrayList<>();
  private final String what;

  /** No filters. */
  Hdf5Filters(String what) {
    this.what = what;
  }

  /** Those of a message. */
  Hdf5Filters(Hdf5Cursor message) {
    what = message.what();
    int version = message.version(1, 2);
    int count = message.u8();
    message.skip(version == 1 ? 6 : 0);
    if (count > MOST) {
      throw new IllegalArgumentException(what + " is damaged: it has " + count + " filters");
    }
    for (int i = 0; i < count; i++) {
      int id = message.u16();
      int nameBytes = version == 1 || id >= 256 ? message.u16() : 0;
      message.skip(2);
      int[] values = new int[message.u16()];
      message.skip(version == 1 ? (nameBytes + 7) / 8 * 8 : nameBytes);
      for (int v = 0; v < values.length; v++) {
        values[v] = (int) message.u32();
      }
      message.skip(version == 1 && values.length % 2 == 1 ? 4 : 0);
      filters.add(new Filter(id, values));
    }
  }

  boolean none() {
    return filters.isEmpty();
  }

  /**
   * Undoes the filters in reverse order.
   *
   * @param stored  the chunk as it lies in the file
   * @param skipped filters that this chunk has not passed, one bit each
   * @param size    bytes that come out
   * @param chunk   where it is, for messages
   */
  byte[] decode(byte[] stored, int skipped, int size, String chunk) {
    requireLikely(skipped, chunk);
    // What the filters before each one have made of the chunk's size; unknown behind deflate.
    long[] before = new long[filters.size() + 1];
    before[0] = size;
    for (int f = 0; f < filters.size(); f++) {
      int id = filters.get(f).id;
      boolean on = (skipped >>> f & 1) == 0;
      before[f + 1] = !on || before[f] < 0 || id == SHUFFLE ? before[f] : id == FLETCHER32 ? before[f] + 4 : -1;
    }
    byte[] data = stored;
    for (int f = filters.size() - 1; f >= 0; f--) {
      if ((skipped >>> f & 1) == 0) {
        Filter filter = filters.get(f);
        data = switch (filter.id) {
          case DEFLATE -> inflate(data, before[f], chunk);
          case SHUFFLE -> unshuffle(data, filter.values.length == 0 ? 1 : filter.values[0], chunk);
          case FLETCHER32 -> checked(data, chunk);
          default -> throw new IllegalArgumentException(what + ": its filter " + name(filter.id) + " is not supported; "
              + "'nccopy -F none' or 'h5repack' writes the file without");
        };
      }
    }
    if (data.length != size) {
      throw new IllegalArgumentException(chunk + " is damaged: it has " + data.length + " bytes and not " + size);
    }
    return data;
  }

  /**
   * Refuses what no writer does: a filter is left out alone only if it could not do its work, as deflate where nothing
   * gets shorter. Shuffling and checksums always can; a damaged mask would leave them out unnoticed.
   */
  private void requireLikely(int skipped, String chunk) {
    boolean all = skipped == ALL || filters.size() > 1 && skipped == (1 << filters.size()) - 1;
    for (int f = 0; f < 32 && !all; f++) {
      boolean known = f < filters.size();
      if ((skipped >>> f & 1) != 0 && (!known || filters.get(f).id == SHUFFLE || filters.get(f).id == FLETCHER32)) {
        throw new IllegalArgumentException(chunk + " is damaged: its mask of filters leaves out "
            + (!known ? "one that there is not" : filters.get(f).id == SHUFFLE ? "shuffling alone" : "the checksum "
            + "alone"));
      }
    }
  }

  private byte[] inflate(byte[] data, long size, String chunk) {
    if (size < 0 || size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(what + ": two filters one after the other of which each compresses are not "
          + "supported");
    }
    if (size > MOST_INFLATED * (data.length + 1L)) {
      throw new IllegalArgumentException(chunk + " is damaged: " + data.length + " bytes cannot be inflated to " + size);
    }
    byte[] inflated = new byte[(int) size];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(data);
      int at = 0;
      while (at < inflated.length) {
        int n = inflater.inflate(inflated, at, inflated.length - at);
        if (n == 0) {
          break;
        }
        at += n;
      }
      // One byte more shows whether the stream has reached its end, where its checksum is checked.
      if (at < inflated.length || inflater.inflate(new byte[1]) != 0 || !inflater.finished()) {
        throw new IllegalArgumentException(chunk + " is damaged: what is compressed in it does not have " + size + " bytes");
      }
      return inflated;
    } catch (DataFormatException e) {
      throw new IllegalArgumentException(chunk + " is damaged: it cannot be inflated: " + e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }

  /** Bytes of each element were gathered by their place in it; a rest that is no element stays at the end. */
  private static byte[] unshuffle(byte[] data, int elementSize, String chunk) {
    if (elementSize < 1) {
      throw new IllegalArgumentException(chunk + " is damaged: its elements are shuffled by " + elementSize + " bytes");
    }
    int elements = data.length / elementSize;
    byte[] out = new byte[data.length];
    for (int b = 0; b < elementSize && elements > 0; b++) {
      for (int i = 0, from = b * elements, to = b; i < elements; i++, to += elementSize) {
        out[to] = data[from + i];
      }
    }
    int rest = elements * elementSize;
    System.arraycopy(data, rest, out, rest, data.length - rest);
    return out;
  }

  private static byte[] checked(byte[] data, String chunk) {
    int length = data.length - 4;
    if (length < 0) {
      throw new IllegalArgumentException(chunk + " is damaged: it is too short for its checksum");
    }
    int stored = 0;
    for (int i = 3; i >= 0; i--) {
      stored = stored << 8 | data[length + i] & 0xff;
    }
    int sum = fletcher32(data, length);
    // Files of HDF5 before 1.6.3 have the bytes of each half exchanged, which the library accepts too.
    int exchanged = sum >>> 8 & 0x00ff00ff | sum << 8 & 0xff00ff00;
    if (stored != sum && stored != exchanged) {
      throw new IllegalArgumentException(chunk + " is damaged: its Fletcher-32 checksum is wrong");
    }
    return Arrays.copyOf(data, length);
  }

  /** Fletcher's checksum (1982) as HDF5 computes it: of big-endian words of 16 bits, the last one filled with zeros. */
  static int fletcher32(byte[] data, int length) {
    int first = 0;
    int second = 0;
    for (int i = 0; i < length; i += 2) {
      first += (data[i] & 0xff) << 8 | (i + 1 < length ? data[i + 1] & 0xff : 0);
      first = (first & 0xffff) + (first >>> 16);
      second += first;
      second = (second & 0xffff) + (second >>> 16);
    }
    return second << 16 | first;
  }
}
