package org.isobit.models.netcdf;

import java.util.Arrays;

/**
 * The index of chunks of files up to HDF5 1.8 and of NetCDF's own: a B-tree of version 1 (HDF5 File Format Specification
 * 3.0, section III.A.1). It has no checksum; but its keys ascend, those of a child lie between its parent's two, and all are
 * multiples of the chunk's lengths, or the library's own search would not find the chunks.
 */
final class Hdf5ChunkTree {

  private final Hdf5Input input;
  private final Hdf5Chunks chunks;
  private final long[] chunkShape;
  private final String what;
  private long[] last;

  private Hdf5ChunkTree(Hdf5Input input, Hdf5Chunks chunks, long[] chunkShape) {
    this.input = input;
    this.chunks = chunks;
    this.chunkShape = chunkShape;
    this.what = chunks.what();
  }

  /**
   * Adds all chunks.
   *
   * @param chunkShape lengths of a chunk
   */
  static void read(Hdf5Input input, long address, Hdf5Chunks chunks, long[] chunkShape) {
    Hdf5ChunkTree tree = new Hdf5ChunkTree(input, chunks, chunkShape);
    tree.node(address, -1, null, null);
  }

  /** A node, of a level or of any if −1, whose keys lie from {@code from} to {@code to}. */
  private void node(long address, int rightLevel, long[] from, long[] to) {
    int prefixBytes = 8 + 2 * input.offsetSize();
    Hdf5Cursor prefix = input.block(address, prefixBytes, what);
    prefix.signature("TREE").expect(prefix.u8(), 1, "kind");
    int level = prefix.u8();
    int count = prefix.u16();
    if (rightLevel >= 0) {
      prefix.expect(level, rightLevel, "level");
    }
    if (count == 0 && rightLevel >= 0) {
      throw new IllegalArgumentException(what + " is damaged: a node without chunks");
    }
    int keyBytes = 8 + 8 * (chunkShape.length + 1);
    Hdf5Cursor entries = input.block(address + prefixBytes,
        count * (long) (keyBytes + input.offsetSize()) + (count == 0 ? 0 : keyBytes), what);
    for (int i = 0; i < count; i++) {
      long size = entries.u32();
      int mask = (int) entries.u32();
      long[] key = key(entries);
      // The offset in the element, which is compared too when a chunk is looked for.
      entries.expect(entries.number(8), 0, "offset in an element");
      requireOrder(i == 0 && from != null ? from : last, key, i == 0);
      long child = entries.address();
      int back = entries.position();
      long[] right = key(entries.skip(8));
      entries.position(back);
      requireOrder(key, right, false);
      if (to != null) {
        requireOrder(right, to, true);
      }
      if (level > 0) {
        node(child, level - 1, key, right);
      } else {
        last = key;
        chunks.add(place(key), child, size, mask);
      }
    }
  }

  /** Offsets of a chunk in the dataset. */
  private long[] key(Hdf5Cursor entries) {
    long[] key = new long[chunkShape.length];
    for (int d = 0; d < key.length; d++) {
      key[d] = entries.number(8);
    }
    return key;
  }

  private void requireOrder(long[] a, long[] b, boolean mayBeEqual) {
    int order = a == null ? -1 : Arrays.compareUnsigned(a, b);
    if (order > 0 || order == 0 && !mayBeEqual) {
      throw new IllegalArgumentException(what + " is damaged: its chunks at " + Arrays.toString(a) + " and "
          + Arrays.toString(b) + " are not in order");
    }
  }

  private long[] place(long[] key) {
    long[] place = new long[key.length];
    for (int d = 0; d < key.length; d++) {
      if (key[d] % chunkShape[d] != 0) {
        throw new IllegalArgumentException(what + " is damaged: a chunk begins at " + Arrays.toString(key)
            + ", but chunks have the lengths " + Arrays.toString(chunkShape));
      }
      place[d] = key[d] / chunkShape[d];
    }
    return place;
  }
}
