package org.isobit.models.netcdf;

import java.util.Arrays;

/**
 * The index of chunks of files up to HDF5 1.8 and of NetCDF's own: a B-tree of version 1 (HDF5 File Format
 * Specification 3.0, section III.A.1). It has no checksum; but its keys ascend, the first and the last of a child are
 * its parent's, and all are multiples of the chunk's lengths, or the library's own search would not find the chunks.
 */
final class Hdf5ChunkTree {

  private final Hdf5Input input;
  private final Hdf5Chunks chunks;
  private final long[] chunkShape;
  private final int elementSize;
  private final String what;
  private long[] last;

  private Hdf5ChunkTree(Hdf5Input input, Hdf5Chunks chunks, long[] chunkShape, int elementSize) {
    this.elementSize = elementSize;
    this.input = input;
    this.chunks = chunks;
    this.chunkShape = chunkShape;
    this.what = chunks.what();
  }

  /**
   * Adds all chunks.
   *
   * @param chunkShape  lengths of a chunk
   * @param elementSize bytes of an element
   */
  static void read(Hdf5Input input, long address, Hdf5Chunks chunks, long[] chunkShape, int elementSize) {
    Hdf5ChunkTree tree = new Hdf5ChunkTree(input, chunks, chunkShape, elementSize);
    tree.node(address, -1, null, null);
  }

  /** A node, of a level or of any if −1, whose keys go from {@code from} to {@code to}. */
  private void node(long address, int rightLevel, long[] from, long[] to) {
    int prefixBytes = 8 + 2 * input.offsetSize();
    Hdf5Cursor prefix = input.block(address, prefixBytes, what);
    prefix.signature("TREE").expect(prefix.u8(), 1, "kind");
    int level = prefix.u8();
    int count = prefix.u16();
    if (rightLevel >= 0) {
      prefix.expect(level, rightLevel, "level");
    }
    int keyBytes = 8 + 8 * (chunkShape.length + 1);
    Hdf5Cursor entries = input.block(address + prefixBytes,
        count * (long) (keyBytes + input.offsetSize()) + keyBytes, what);
    for (int i = 0; i < count; i++) {
      long size = entries.u32();
      int mask = (int) entries.u32();
      long[] key = key(entries, true);
      requireOrder(last, key);
      if (i == 0 && from != null) {
        requireSame(from, key);
      }
      long child = entries.address();
      int back = entries.position();
      long[] right = key(entries.skip(8), false);
      entries.position(back);
      requireOrder(key, right);
      if (level > 0) {
        node(child, level - 1, key, right);
      } else {
        last = key;
        chunks.add(place(key), child, size, mask);
      }
    }
    // The end: behind the last chunk of all comes a key for no bytes.
    if (rightLevel < 0 ? entries.u32() != 0 : count == 0) {
      throw new IllegalArgumentException(what + " is damaged: chunks are missing at its end");
    }
    if (to != null) {
      requireSame(to, key(entries.skip(8), false));
    }
  }

  /**
   * Offsets of a chunk in the dataset, multiples of its lengths, and then that in an element, which counts too when the
   * library looks for a chunk.
   *
   * @param chunk whether it is a chunk's, or only the end of the last one's
   */
  private long[] key(Hdf5Cursor entries, boolean chunk) {
    long[] key = new long[chunkShape.length + 1];
    for (int d = 0; d < key.length; d++) {
      key[d] = entries.number(8);
      long step = d < chunkShape.length ? chunkShape[d] : elementSize;
      if (Long.remainderUnsigned(key[d], step) != 0) {
        throw new IllegalArgumentException(what + " is damaged: the offset " + Long.toUnsignedString(key[d])
            + ", but chunks of " + Arrays.toString(chunkShape));
      }
    }
    if (chunk) {
      entries.expect(key[chunkShape.length], 0, "offset in an element");
    }
    return key;
  }

  private void requireOrder(long[] a, long[] b) {
    if (a != null && Arrays.compareUnsigned(a, b) >= 0) {
      throw new IllegalArgumentException(what + " is damaged: its chunks at " + Arrays.toString(a) + " and "
          + Arrays.toString(b) + " are not in order");
    }
  }

  private void requireSame(long[] parents, long[] own) {
    if (!Arrays.equals(parents, own)) {
      throw new IllegalArgumentException(what + " is damaged: chunks are missing between those at " + Arrays.toString(own)
          + " and " + Arrays.toString(parents));
    }
  }

  private long[] place(long[] key) {
    long[] place = new long[chunkShape.length];
    for (int d = 0; d < place.length; d++) {
      place[d] = key[d] / chunkShape[d];
    }
    return place;
  }
}
