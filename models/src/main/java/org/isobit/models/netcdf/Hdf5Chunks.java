package org.isobit.models.netcdf;

import java.util.Arrays;

/**
 * Where the chunks of a dataset lie. Each belongs to one place of the grid of chunks, lies inside the file and overlaps
 * no other; what an index says beyond that is refused, since most indexes have no checksum. Filled by {@link #add},
 * then {@linkplain #close closed}; after that immutable.
 */
final class Hdf5Chunks {

  private static final int LEAST_ROOM = 16;

  private final Hdf5Input input;
  private final String what;
  private final long[] grid;
  private final int chunkBytes;
  private final boolean filtered;
  private long[] places = new long[LEAST_ROOM];
  private long[] addresses = new long[LEAST_ROOM];
  private int[] sizes = new int[LEAST_ROOM];
  private int[] masks = new int[LEAST_ROOM];
  private int count;

  /**
   * Begins.
   *
   * @param what       the index, for messages
   * @param grid       how many chunks there are along each dimension
   * @param chunkBytes bytes of a chunk
   * @param filtered   whether its bytes in the file may be more or fewer
   */
  Hdf5Chunks(Hdf5Input input, String what, long[] grid, int chunkBytes, boolean filtered) {
    this.input = input;
    this.what = what;
    this.grid = grid.clone();
    this.chunkBytes = chunkBytes;
    this.filtered = filtered;
  }

  String what() {
    return what;
  }

  int rank() {
    return grid.length;
  }

  int chunkBytes() {
    return chunkBytes;
  }

  boolean filtered() {
    return filtered;
  }

  /**
   * Adds a chunk.
   *
   * @param place in the grid of chunks
   * @param mask  filters that it has not passed
   */
  void add(long[] place, long address, long size, int mask) {
    long linear = 0;
    for (int d = 0; d < grid.length; d++) {
      if (place[d] < 0 || place[d] >= grid[d]) {
        throw damaged(place, "lies outside " + Arrays.toString(grid));
      }
      linear = linear * grid[d] + place[d];
    }
    if (size <= 0 || size > Integer.MAX_VALUE - 8 || !filtered && size != chunkBytes) {
      throw damaged(place, "has " + Long.toUnsignedString(size) + " bytes, where a chunk has " + chunkBytes);
    }
    if (!input.holds(address, size)) {
      throw damaged(place, "of " + size + " bytes at address " + Long.toUnsignedString(address) + " does not lie in "
          + "the file, which has " + input.end());
    }
    if (count > input.end()) {
      throw new IllegalArgumentException(what + " is damaged: it has more chunks than the file has bytes");
    }
    if (count == places.length) {
      int room = Math.toIntExact(Math.min(2L * count, Integer.MAX_VALUE - 8));
      places = Arrays.copyOf(places, room);
      addresses = Arrays.copyOf(addresses, room);
      sizes = Arrays.copyOf(sizes, room);
      masks = Arrays.copyOf(masks, room);
    }
    places[count] = linear;
    addresses[count] = address;
    sizes[count] = (int) size;
    masks[count++] = mask;
  }

  private IllegalArgumentException damaged(long[] place, String why) {
    return new IllegalArgumentException(what + " is damaged: the chunk at " + Arrays.toString(place)
        + " of the grid of chunks " + why);
  }

  /** Sorts the chunks by their places and checks that none is there twice and none overlaps another. */
  void close() {
    for (int i = 1; i < count; i++) {
      if (places[i] <= places[i - 1]) {
        sort();
        break;
      }
    }
    for (int i = 1; i < count; i++) {
      if (places[i] == places[i - 1]) {
        throw new IllegalArgumentException(what + " is damaged: it has two chunks for " + text(places[i]));
      }
    }
    Integer[] byAddress = order(addresses);
    for (int i = 1; i < count; i++) {
      int a = byAddress[i - 1];
      int b = byAddress[i];
      if (addresses[a] + sizes[a] > addresses[b]) {
        throw new IllegalArgumentException(what + " is damaged: the chunks at " + text(places[a]) + " and " + text(places[b])
            + " overlap in the file");
      }
    }
  }

  private Integer[] order(long[] keys) {
    Integer[] order = new Integer[count];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compare(keys[a], keys[b]));
    return order;
  }

  private void sort() {
    Integer[] order = order(places);
    long[] newPlaces = new long[count];
    long[] newAddresses = new long[count];
    int[] newSizes = new int[count];
    int[] newMasks = new int[count];
    for (int i = 0; i < count; i++) {
      newPlaces[i] = places[order[i]];
      newAddresses[i] = addresses[order[i]];
      newSizes[i] = sizes[order[i]];
      newMasks[i] = masks[order[i]];
    }
    places = newPlaces;
    addresses = newAddresses;
    sizes = newSizes;
    masks = newMasks;
  }

  /** A place in the grid, for messages. */
  private String text(long linear) {
    long[] place = new long[grid.length];
    long rest = linear;
    for (int d = grid.length - 1; d >= 0; d--) {
      place[d] = rest % grid[d];
      rest /= grid[d];
    }
    return Arrays.toString(place);
  }

  /** The chunk at a place of the grid, counted row by row; negative if it was never written. */
  int find(long place) {
    return Arrays.binarySearch(places, 0, count, place);
  }

  /** A chunk as it lies in the file. */
  byte[] stored(int chunk, String name) {
    byte[] stored = new byte[sizes[chunk]];
    input.read(addresses[chunk], stored, 0, stored.length, name);
    return stored;
  }

  /** Filters that a chunk has not passed. */
  int mask(int chunk) {
    return masks[chunk];
  }
}
