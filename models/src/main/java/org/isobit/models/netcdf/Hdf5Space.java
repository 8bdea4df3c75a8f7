package org.isobit.models.netcdf;

/**
 * A dataspace (HDF5 File Format Specification 3.0, section IV.A.2.b).
 *
 * @param shape lengths, slowest first; empty for one element
 * @param most  lengths that they may grow to, −1 for any
 * @param none  whether there is no element at all
 */
record Hdf5Space(long[] shape, long[] most, boolean none) {

  private static final int MOST_DIMENSIONS = 32;

  static Hdf5Space read(Hdf5Cursor message) {
    int version = message.version(1, 2);
    int rank = message.u8();
    int flags = message.u8();
    int type = message.u8();
    message.skip(version == 1 ? 4 : 0);
    if (rank > MOST_DIMENSIONS) {
      throw new IllegalArgumentException(message.what() + " is damaged: it has " + rank + " dimensions");
    }
    boolean none = version == 2 && type == 2;
    message.expect(none ? rank : 0, 0, "number of dimensions without elements");
    long[] shape = none ? new long[] {0} : new long[rank];
    for (int d = 0; d < rank; d++) {
      shape[d] = message.length();
      if (shape[d] < 0) {
        throw new IllegalArgumentException(message.what() + " is damaged: a dimension of the length "
            + Long.toUnsignedString(shape[d]));
      }
    }
    long[] most = shape.clone();
    for (int d = 0; d < rank && (flags & 1) != 0; d++) {
      long given = message.length();
      boolean any = given == -1L >>> 64 - 8 * message.input().lengthSize();
      most[d] = any ? -1 : given;
      if (most[d] != -1 && most[d] < shape[d]) {
        throw new IllegalArgumentException(message.what() + " is damaged: a dimension of the length " + shape[d]
            + " that may be " + most[d] + " at most");
      }
    }
    return new Hdf5Space(shape, most, none);
  }

  /** Their product, or −1 if it is beyond 2^63. */
  static long product(long[] shape) {
    long product = java.util.Arrays.stream(shape).anyMatch(s -> s == 0) ? 0 : 1;
    for (long s : shape) {
      if (s != 0 && product > Long.MAX_VALUE / s) {
        return -1;
      }
      product *= s;
    }
    return product;
  }
}
