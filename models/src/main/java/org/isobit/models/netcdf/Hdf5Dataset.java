package org.isobit.models.netcdf;

import java.util.Arrays;

/**
 * A dataset: its shape and type, and the reading of parts of it. What is needed of it alone is taken into memory. Not
 * thread-safe.
 */
final class Hdf5Dataset {

  /** Receives elements that were written. */
  interface Sink {
    /**
     * Elements that follow each other.
     *
     * @param data  holds them
     * @param from  where the first begins
     * @param count how many
     * @param at    the number of the first in the part that is read
     */
    void accept(byte[] data, int from, int count, int at);
  }

  private static final int EXTERNAL_FILES = 0x07;

  /** Bytes of contiguous data that are read at once. */
  private static final int ROOM = 1 << 20;

  private final Hdf5Input input;
  private final String what;
  private final Hdf5Type type;
  private final Hdf5Space space;
  private final Hdf5Layout layout;
  private final Hdf5Filters filters;
  private final Hdf5Attributes attributes;
  private final boolean external;
  private Hdf5Chunks chunks;

  /**
   * Looks at its header.
   *
   * @param what the dataset, for messages
   */
  Hdf5Dataset(Hdf5Input input, Hdf5Header header, String what) {
    this.input = input;
    this.what = what;
    type = Hdf5Type.read(header.one(Hdf5Messages.DATATYPE, "datatype"));
    space = Hdf5Space.read(header.one(Hdf5Messages.DATASPACE, "dataspace"));
    layout = Hdf5Layout.read(header.one(Hdf5Messages.LAYOUT, "layout"), space.shape().length);
    filters = header.has(Hdf5Messages.FILTERS) ? new Hdf5Filters(header.one(Hdf5Messages.FILTERS, "filters"))
        : new Hdf5Filters(what);
    attributes = new Hdf5Attributes(input, header, what);
    external = header.has(EXTERNAL_FILES);
  }

  Hdf5Type type() {
    return type;
  }

  Hdf5Space space() {
    return space;
  }

  Hdf5Attributes attributes() {
    return attributes;
  }

  /** Whether so many elements can be in the file, filtered as strongly as may be. */
  boolean mayHold(long elements) {
    return elements / Hdf5Filters.MOST_INFLATED <= input.end();
  }

  /**
   * Hands over the elements of a part that were ever written; what lies outside the dataset never was.
   *
   * @param start index of the first in each dimension
   * @param count lengths
   */
  void read(long[] start, int[] count, Sink sink) {
    if (external) {
      throw new IllegalArgumentException(what + " lies in other files, which is not supported; 'h5repack' copies it "
          + "into one");
    }
    int rank = count.length;
    long[] end = new long[rank];
    for (int d = 0; d < rank; d++) {
      end[d] = Math.min(start[d] + count[d], space.shape()[d]);
      if (end[d] <= start[d]) {
        return;
      }
    }
    if (space.none()) {
      return;
    }
    switch (layout.kind()) {
      case COMPACT -> compact(start, end, count, sink);
      case CONTIGUOUS -> contiguous(start, end, count, sink);
      case CHUNKED -> chunked(start, end, count, sink);
      default -> throw new IllegalStateException("layout " + layout.kind());
    }
  }

  private long bytes() {
    long elements = Hdf5Space.product(space.shape());
    if (elements < 0 || elements > Long.MAX_VALUE / type.size()) {
      throw new IllegalArgumentException(what + " is damaged: " + Arrays.toString(space.shape()) + " values do not "
          + "fit in a file");
    }
    return elements * type.size();
  }

  private void compact(long[] start, long[] end, int[] count, Sink sink) {
    if (layout.compact().length < bytes()) {
      throw new IllegalArgumentException(what + " is damaged: it has " + layout.compact().length + " bytes, but needs "
          + bytes());
    }
    rows(start, end, new long[start.length], space.shape(), start, count, (from, elements, at) ->
        sink.accept(layout.compact(), (int) from * type.size(), elements, at));
  }

  private void contiguous(long[] start, long[] end, int[] count, Sink sink) {
    if (layout.address() == Hdf5Bytes.UNDEFINED) {
      return;
    }
    if (layout.bytes() >= 0 && layout.bytes() < bytes()) {
      throw new IllegalArgumentException(what + " is damaged: it has " + layout.bytes() + " bytes, but needs " + bytes());
    }
    input.requireInside(layout.address(), bytes(), what);
    int most = Math.max(1, ROOM / type.size());
    byte[] room = new byte[Math.toIntExact(Math.min(bytes(), (long) most * type.size()))];
    rows(start, end, new long[start.length], space.shape(), start, count, (from, elements, at) -> {
      for (int i = 0; i < elements; i += most) {
        int n = Math.min(most, elements - i);
        input.read(layout.address() + (from + i) * type.size(), room, 0, n * type.size(), what);
        sink.accept(room, 0, n, at + i);
      }
    });
  }

  /** A row of elements: where it begins in what holds it, how long it is, and its number in the part. */
  private interface Row {
    void accept(long from, int elements, int at);
  }

  /**
   * Rows of the box from {@code low} to {@code high} of the dataset.
   *
   * @param origin where what holds them begins in the dataset, and {@code shape} its lengths
   * @param start  where the part begins in the dataset, and {@code count} its lengths
   */
  private static void rows(long[] low, long[] high, long[] origin, long[] shape, long[] start, int[] count, Row row) {
    int rank = low.length;
    if (rank == 0) {
      row.accept(0, 1, 0);
      return;
    }
    // Dimensions from here on are whole in both, so that their elements follow each other.
    int last = rank - 1;
    long length = high[last] - low[last];
    while (last > 0 && length == product(shape, last) && length == product(count, last)) {
      last--;
      length *= high[last] - low[last];
    }
    long[] index = low.clone();
    while (true) {
      long from = 0;
      long at = 0;
      for (int d = 0; d < rank; d++) {
        from = from * shape[d] + index[d] - origin[d];
        at = at * count[d] + index[d] - start[d];
      }
      row.accept(from, (int) length, (int) at);
      int d = last - 1;
      while (d >= 0 && ++index[d] == high[d]) {
        index[d] = low[d];
        d--;
      }
      if (d < 0) {
        return;
      }
    }
  }

  private static long product(long[] lengths, int from) {
    return Hdf5Space.product(Arrays.copyOfRange(lengths, from, lengths.length));
  }

  private static long product(int[] lengths, int from) {
    return product(Arrays.stream(lengths).asLongStream().toArray(), from);
  }

  private void chunked(long[] start, long[] end, int[] count, Sink sink) {
    if (layout.address() == Hdf5Bytes.UNDEFINED) {
      return;
    }
    if (chunks == null) {
      chunks = Hdf5ChunkIndex.read(input, layout, space, type, !filters.none(), what);
    }
    long[] shape = layout.chunkShape();
    int rank = shape.length;
    long[] first = new long[rank];
    for (int d = 0; d < rank; d++) {
      first[d] = start[d] / shape[d];
    }
    long[] place = first.clone();
    int d;
    do {
      chunk(place, start, end, count, sink);
      d = rank - 1;
      while (d >= 0 && ++place[d] * shape[d] >= end[d]) {
        place[d] = first[d];
        d--;
      }
    } while (d >= 0);
  }

  private void chunk(long[] place, long[] start, long[] end, int[] count, Sink sink) {
    long[] shape = layout.chunkShape();
    long linear = 0;
    for (int d = 0; d < shape.length; d++) {
      linear = linear * Hdf5ChunkIndex.chunks(space.shape()[d], shape[d]) + place[d];
    }
    int chunk = chunks.find(linear);
    if (chunk < 0) {
      return;
    }
    long[] origin = new long[shape.length];
    long[] low = new long[shape.length];
    long[] high = new long[shape.length];
    boolean standsOut = false;
    for (int d = 0; d < shape.length; d++) {
      origin[d] = place[d] * shape[d];
      low[d] = Math.max(origin[d], start[d]);
      high[d] = Math.min(origin[d] + shape[d], end[d]);
      standsOut |= origin[d] + shape[d] > space.shape()[d];
    }
    String name = "its chunk at " + Arrays.toString(origin);
    byte[] stored = chunks.stored(chunk, name);
    int mask = standsOut && layout.partialRaw() ? Hdf5Filters.ALL : chunks.mask(chunk);
    byte[] data = filters.decode(stored, mask, chunks.chunkBytes(), name);
    rows(low, high, origin, shape, start, count, (from, elements, at) ->
        sink.accept(data, (int) from * type.size(), elements, at));
  }
}
