package org.isobit.models.netcdf;

import java.util.HashMap;
import java.util.Map;

/**
 * Global heaps, which hold sequences of any length (HDF5 File Format Specification 3.0, section III.E). The collection
 * that was used last is kept. Not thread-safe.
 */
final class Hdf5GlobalHeap {

  private record Place(int position, long bytes) {}

  private final Hdf5Input input;
  private final Map<Integer, Place> places = new HashMap<>();
  private long address = Hdf5Bytes.UNDEFINED;
  private Hdf5Cursor collection;

  Hdf5GlobalHeap(Hdf5Input input) {
    this.input = input;
  }

  /**
   * The beginning of an object of a collection.
   *
   * @param index its number in there
   * @param bytes how many are needed of it
   * @param what  what it belongs to, for messages
   */
  byte[] object(long collectionAddress, int index, long bytes, String what) {
    if (address != collectionAddress) {
      open(collectionAddress, what);
    }
    Place place = places.get(index);
    if (place == null || bytes > place.bytes) {
      throw new IllegalArgumentException(what + " is damaged: " + (place == null ? "object " + index + " of its heap "
          + "is missing" : "it needs " + bytes + " bytes of a heap's object of " + place.bytes));
    }
    return collection.position(place.position).bytes(bytes);
  }

  private void open(long collectionAddress, String what) {
    places.clear();
    address = Hdf5Bytes.UNDEFINED;
    int prefix = (8 + input.lengthSize() + 7) / 8 * 8; // of the collection, and of each object
    Hdf5Cursor begin = input.block(collectionAddress, prefix, what);
    begin.signature("GCOL").version(1, 1);
    collection = input.block(collectionAddress, begin.skip(3).length(), what);
    collection.position(prefix);
    while (collection.remaining() >= prefix) {
      int number = collection.u16();
      long size = collection.skip(6).length();
      collection.skip(prefix - 8 - input.lengthSize());
      // What is free counts its own head.
      long bytes = number == 0 ? size - prefix : size < 0 ? size : size + (8 - size % 8) % 8;
      if (bytes < 0 || bytes > collection.remaining()
          || number > 0 && places.put(number, new Place(collection.position(), size)) != null) {
        throw new IllegalArgumentException(what + " is damaged: object " + number + " of its heap has "
            + Long.toUnsignedString(size) + " bytes or is there twice");
      }
      collection.skip(bytes);
    }
    address = collectionAddress;
  }
}
