package org.isobit.models.netcdf;

/** Reads the index of a dataset's chunks, of whatever kind it is. */
final class Hdf5ChunkIndex {

  private static final int RECORDS_OF_CHUNKS = 10;

  private Hdf5ChunkIndex() {}

  /** How many chunks lie along a dimension. */
  static long chunks(long length, long chunkLength) {
    return length / chunkLength + (length % chunkLength == 0 ? 0 : 1);
  }

  /** All chunks that were ever written. */
  static Hdf5Chunks read(Hdf5Input input, Hdf5Layout layout, Hdf5Space space, Hdf5Type type, boolean filtered,
      String what) {
    long[] shape = layout.chunkShape();
    long elements = Hdf5Space.product(shape);
    if (layout.elementSize() != type.size() || elements < 0 || elements > (Integer.MAX_VALUE - 8) / type.size()) {
      throw new IllegalArgumentException(what + ": chunks of " + java.util.Arrays.toString(shape) + " elements of "
          + layout.elementSize() + " bytes are damaged, or of more than 2 GiB, which is not supported");
    }
    long[] grid = new long[shape.length];
    long[] most = new long[shape.length];
    int unlimited = -1;
    for (int d = 0; d < shape.length; d++) {
      grid[d] = chunks(space.shape()[d], shape[d]);
      unlimited = space.most()[d] == -1 && unlimited < 0 ? d : unlimited;
      most[d] = space.most()[d] == -1 ? 1 : chunks(space.most()[d], shape[d]);
    }
    if (Hdf5Space.product(grid) < 0) {
      throw new IllegalArgumentException(what + " is damaged: it has more than 2^63 chunks");
    }
    String name = what + ": its index of chunks";
    int bytes = (int) elements * type.size();
    Hdf5Chunks chunks = new Hdf5Chunks(input, name, grid, bytes, filtered);
    if (Hdf5Space.product(grid) == 0) {
      return chunks;
    }
    Hdf5ChunkOrder order = new Hdf5ChunkOrder(most, unlimited);
    long address = layout.address();
    switch (layout.index()) {
      case Hdf5Layout.SINGLE -> chunks.add(new long[shape.length], address, filtered && layout.singleBytes() >= 0
          ? layout.singleBytes() : bytes, layout.singleBytes() >= 0 ? layout.singleMask() : Hdf5Filters.ALL);
      case Hdf5Layout.IMPLICIT -> implicit(input, address, chunks, order, grid);
      case Hdf5Layout.FIXED_ARRAY -> Hdf5ChunkArray.fixed(input, address, chunks, order);
      case Hdf5Layout.EXTENSIBLE_ARRAY -> Hdf5ChunkArray.extensible(input, address, chunks, order);
      case Hdf5Layout.TREE_2 -> tree(input, address, chunks);
      default -> Hdf5ChunkTree.read(input, address, chunks, shape, type.size());
    }
    chunks.close();
    return chunks;
  }

  /** All chunks that there may ever be follow each other. */
  private static void implicit(Hdf5Input input, long address, Hdf5Chunks chunks, Hdf5ChunkOrder order, long[] grid) {
    long count = order.places();
    if (count < 0 || count > input.end()) {
      throw new IllegalArgumentException(chunks.what() + " is damaged: " + count + " chunks are more than the file "
          + "has");
    }
    for (long i = 0; i < count; i++) {
      long[] place = order.place(i);
      boolean inside = true;
      for (int d = 0; d < grid.length; d++) {
        inside &= place[d] < grid[d];
      }
      if (inside) {
        chunks.add(place, address + i * chunks.chunkBytes(), chunks.chunkBytes(), 0);
      }
    }
  }

  private static void tree(Hdf5Input input, long address, Hdf5Chunks chunks) {
    Hdf5BTree2.read(input, address, RECORDS_OF_CHUNKS + (chunks.filtered() ? 1 : 0), chunks.what(), record -> {
      long chunk = record.address();
      int sizeBytes = record.remaining() - 8 * chunks.rank() - 4;
      long size = chunks.filtered() ? record.number(sizeBytes) : chunks.chunkBytes();
      int mask = chunks.filtered() ? (int) record.u32() : 0;
      long[] place = new long[chunks.rank()];
      for (int d = 0; d < place.length; d++) {
        place[d] = record.number(8);
      }
      if (chunk != Hdf5Bytes.UNDEFINED) {
        chunks.add(place, chunk, size, mask);
      }
    });
  }
}
