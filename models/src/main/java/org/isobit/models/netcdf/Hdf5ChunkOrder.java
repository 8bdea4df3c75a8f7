package org.isobit.models.netcdf;

/**
 * The order of chunks in an index that is an array: row by row of the largest grid of chunks that the dataset may have;
 * a dimension without limit counts slowest.
 *
 * @param most      how many chunks there may be along each dimension; 0 where there is no limit
 * @param unlimited the dimension without limit, or −1
 */
record Hdf5ChunkOrder(long[] most, int unlimited) {

  /** How many chunks there may be. */
  long places() {
    return Hdf5Space.product(most);
  }

  /** The place in the grid of the chunk with a number. */
  long[] place(long number) {
    long[] place = new long[most.length];
    long rest = number;
    for (int d = most.length - 1; d >= 0; d--) {
      if (d != unlimited) {
        place[d] = rest % most[d];
        rest /= most[d];
      }
    }
    if (unlimited >= 0) {
      place[unlimited] = rest;
    }
    return place;
  }
}
