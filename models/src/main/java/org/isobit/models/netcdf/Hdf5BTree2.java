package org.isobit.models.netcdf;

import java.util.function.Consumer;

/**
 * B-trees of version 2 (HDF5 File Format Specification 3.0, section III.A.2): all records in their order. The checksum
 * of each node is checked, and that there are as many records as the header says.
 */
final class Hdf5BTree2 {

  /** More levels than the largest file needs. */
  private static final int DEEPEST = 16;

  /** Bytes of a node besides its records. */
  private static final int FRAME = 10;

  private final Hdf5Input input;
  private final String what;
  private final int type;
  private final int nodeSize;
  private final int recordSize;
  private final long[] cumulative = new long[DEEPEST + 1];
  private final int countBytes;
  private final Consumer<Hdf5Cursor> records;
  private long left;

  private Hdf5BTree2(Hdf5Cursor header, int type, int depth, Consumer<Hdf5Cursor> records) {
    this.input = header.input();
    this.what = header.what();
    this.type = type;
    this.records = records;
    nodeSize = header.position(6).count32();
    recordSize = header.u16();
    if (recordSize == 0 || nodeSize < FRAME + recordSize) {
      throw new IllegalArgumentException(what + " is damaged: records of " + recordSize + " bytes in nodes of " + nodeSize);
    }
    cumulative[0] = (nodeSize - FRAME) / recordSize;
    countBytes = bytesFor(cumulative[0]);
    for (int d = 1; d <= depth; d++) {
      int pointer = pointer(d);
      long most = (nodeSize - FRAME - pointer) / (recordSize + pointer);
      if (most < 1 || cumulative[d - 1] > Long.MAX_VALUE / (most + 2)) {
        throw new IllegalArgumentException(what + " is damaged: " + depth + " levels with nodes of " + nodeSize + " bytes");
      }
      cumulative[d] = (most + 1) * cumulative[d - 1] + most;
    }
  }

  /** Bytes that a number up to {@code limit} is written in. */
  static int bytesFor(long limit) {
    return (63 - Long.numberOfLeadingZeros(limit)) / 8 + 1;
  }

  /** Bytes of a pointer to a child in a node of a depth. */
  private int pointer(int depth) {
    return input.offsetSize() + countBytes + (depth > 1 ? bytesFor(cumulative[depth - 1]) : 0);
  }

  /**
   * Hands over all records.
   *
   * @param type the type of records that there must be
   */
  static void read(Hdf5Input input, long address, int type, String what, Consumer<Hdf5Cursor> records) {
    Hdf5Cursor header = input.checked(address, 22L + input.offsetSize() + input.lengthSize(), "BTHD", what);
    header.version(0, 0);
    header.expect(header.u8(), type, "kind");
    int depth = header.position(12).u16();
    if (depth > DEEPEST) {
      throw new IllegalArgumentException(what + " is damaged: " + depth + " levels");
    }
    Hdf5BTree2 tree = new Hdf5BTree2(header, type, depth, records);
    header.position(16);
    long root = header.address();
    int count = header.u16();
    tree.left = header.length();
    if (root == Hdf5Bytes.UNDEFINED) {
      header.expect(tree.left, 0, "number of records");
      return;
    }
    if (tree.left < 0 || tree.left > input.end()) {
      throw new IllegalArgumentException(what + " counts " + Long.toUnsignedString(tree.left) + " records");
    }
    tree.node(root, count, depth);
    header.expect(tree.left, 0, "number of missing records");
  }

  private void node(long address, int count, int depth) {
    left -= count;
    if (count == 0 || left < 0) {
      throw new IllegalArgumentException(what + " is damaged: its nodes and their numbers of records do not fit");
    }
    int pointer = depth == 0 ? 0 : pointer(depth);
    long bytes = FRAME + (long) count * recordSize + (depth == 0 ? 0 : (count + 1L) * pointer);
    if (bytes > nodeSize) {
      throw new IllegalArgumentException(what + " is damaged: a node with " + count + " records");
    }
    Hdf5Cursor node = input.checked(address, bytes, depth == 0 ? "BTLF" : "BTIN", what);
    node.version(0, 0);
    node.expect(node.u8(), type, "kind");
    Hdf5Cursor own = node.part((long) count * recordSize, what);
    for (int i = 0; i <= count; i++) {
      if (depth > 0) {
        long child = node.address();
        int records = (int) node.number(countBytes);
        node.skip(pointer - input.offsetSize() - countBytes);
        node(child, records, depth - 1);
      }
      if (i < count) {
        records.accept(own.part(recordSize, what));
      }
    }
  }
}
