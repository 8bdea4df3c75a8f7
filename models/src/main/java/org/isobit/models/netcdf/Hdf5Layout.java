package org.isobit.models.netcdf;

/**
 * How a dataset lies in its file, versions 1 to 4 (HDF5 File Format Specification 3.0, section IV.A.2.i).
 *
 * @param kind        compact, contiguous or chunked
 * @param address     of the data, or of the index of chunks
 * @param bytes       of contiguous data, or −1 if not said
 * @param compact     the data of a compact dataset, or null
 * @param chunkShape  lengths of a chunk, or null
 * @param elementSize bytes of an element of a chunk
 * @param index       the kind of index: 0 for a B-tree of version 1, or as layout messages of version 4 count
 * @param partialRaw  whether chunks that stand out of the dataset pass no filters
 * @param singleBytes of the only chunk, or −1 if it is not filtered
 * @param singleMask  filters that the only chunk has not passed
 */
record Hdf5Layout(Kind kind, long address, long bytes, byte[] compact, long[] chunkShape, int elementSize, int index,
    boolean partialRaw, long singleBytes, int singleMask) {

  /** Where data lies. */
  enum Kind { COMPACT, CONTIGUOUS, CHUNKED }

  static final int TREE_1 = 0;
  static final int SINGLE = 1;
  static final int IMPLICIT = 2;
  static final int FIXED_ARRAY = 3;
  static final int EXTENSIBLE_ARRAY = 4;
  static final int TREE_2 = 5;

  private static Hdf5Layout plain(Kind kind, long address, long bytes, byte[] compact) {
    return new Hdf5Layout(kind, address, bytes, compact, null, 0, 0, false, -1, 0);
  }

  /**
   * Reads it.
   *
   * @param rank how many dimensions the dataset has
   */
  static Hdf5Layout read(Hdf5Cursor message, int rank) {
    int version = message.version(1, 4);
    if (version < 3) {
      return old(message, rank);
    }
    int kind = message.u8();
    return switch (kind) {
      case 0 -> plain(Kind.COMPACT, 0, 0, message.bytes(message.u16()));
      case 1 -> plain(Kind.CONTIGUOUS, message.address(), message.length(), null);
      case 2 -> version == 3 ? third(message, rank) : fourth(message, rank);
      case 3 -> throw new IllegalArgumentException(message.what() + " is made of other files' data (a virtual "
          + "dataset), which is not supported; 'h5repack -l CONTI' copies them into one");
      default -> throw new IllegalArgumentException(message.what() + " is damaged: its layout is of the kind " + kind);
    };
  }

  private static Hdf5Layout old(Hdf5Cursor message, int rank) {
    int dimensions = message.u8();
    int kind = message.u8();
    message.skip(5);
    if (kind == 0) {
      return plain(Kind.COMPACT, 0, 0, message.skip(4L * dimensions).bytes(message.u32()));
    }
    long address = message.address();
    if (kind == 1) {
      return plain(Kind.CONTIGUOUS, address, -1, null);
    }
    message.expect(kind, 2, "layout").expect(dimensions, rank + 1L, "number of dimensions of chunks");
    return chunked(message, rank, 4, address, TREE_1);
  }

  private static Hdf5Layout third(Hdf5Cursor message, int rank) {
    message.expect(message.u8(), rank + 1L, "number of dimensions of chunks");
    return chunked(message, rank, 4, message.address(), TREE_1);
  }

  private static long[] shape(Hdf5Cursor message, int rank, int bytes) {
    long[] shape = new long[rank];
    for (int d = 0; d < rank; d++) {
      shape[d] = message.number(bytes);
      if (shape[d] <= 0) {
        throw new IllegalArgumentException(message.what() + " is damaged: chunks of the length "
            + Long.toUnsignedString(shape[d]));
      }
    }
    return shape;
  }

  private static Hdf5Layout chunked(Hdf5Cursor message, int rank, int bytes, long address, int index) {
    long[] shape = shape(message, rank, bytes);
    return new Hdf5Layout(Kind.CHUNKED, address, -1, null, shape, elementSize(message, bytes), index, false, -1, 0);
  }

  private static int elementSize(Hdf5Cursor message, int bytes) {
    long size = message.number(bytes);
    if (size <= 0 || size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(message.what() + " is damaged: elements of " + Long.toUnsignedString(size) + " bytes");
    }
    return (int) size;
  }

  private static Hdf5Layout fourth(Hdf5Cursor message, int rank) {
    int flags = message.u8();
    message.expect(message.u8(), rank + 1L, "number of dimensions of chunks");
    int bytes = message.u8();
    if (bytes < 1 || bytes > 8) {
      throw new IllegalArgumentException(message.what() + " is damaged: lengths of chunks in " + bytes + " bytes");
    }
    long[] shape = shape(message, rank, bytes);
    int elementSize = elementSize(message, bytes);
    int index = message.u8();
    long size = -1;
    int mask = 0;
    switch (index) {
      case SINGLE -> {
        size = (flags & 2) != 0 ? message.length() : -1;
        mask = (flags & 2) != 0 ? (int) message.u32() : 0;
      }
      case IMPLICIT -> { }
      case FIXED_ARRAY -> message.skip(1);
      case EXTENSIBLE_ARRAY -> message.skip(5);
      case TREE_2 -> message.skip(6);
      default -> throw new IllegalArgumentException(message.what() + " is damaged: its index of chunks is of the kind "
          + index);
    }
    return new Hdf5Layout(Kind.CHUNKED, message.address(), -1, null, shape, elementSize, index, (flags & 1) != 0, size,
        mask);
  }
}
