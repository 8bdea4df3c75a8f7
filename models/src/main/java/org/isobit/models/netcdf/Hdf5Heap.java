package org.isobit.models.netcdf;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A fractal heap (HDF5 File Format Specification 3.0, section III.G): names and attributes of objects that have many.
 * The checksums of its header, its indirect blocks and, where it has them, its direct blocks are checked.
 */
final class Hdf5Heap {

  private static final int CHECKED_BLOCKS = 0x02;

  /** The library's own limit of the blocks that hold objects: bytes. */
  private static final long MOST_DIRECT = 1L << 31;

  private final Hdf5Input input;
  private final String what;
  private final long address;
  private final boolean checkedBlocks;
  private final long hugeTree;
  private final int width;
  private final long start;
  private final long mostDirect;
  private final int offsetBytes;
  private final int lengthBytes;
  private final long root;
  private final int rootRows;
  private final Map<Long, byte[]> hugeById = new HashMap<>();
  private Hdf5Cursor lastBlock;
  private long lastBlockAddress = Hdf5Bytes.UNDEFINED;

  Hdf5Heap(Hdf5Input input, long address, String what) {
    this.input = input;
    this.address = address;
    this.what = what;
    int offset = input.offsetSize();
    int length = input.lengthSize();
    Hdf5Cursor header = input.checked(address, 26L + 3 * offset + 12L * length, "FRHP", what);
    header.version(0, 0);
    header.skip(2);
    if (header.u16() != 0) {
      throw new IllegalArgumentException(what + " is compressed, which is not supported; 'h5repack' writes the file "
          + "without");
    }
    checkedBlocks = (header.u8() & CHECKED_BLOCKS) != 0;
    long mostManaged = header.u32();
    header.skip(length);
    hugeTree = header.address();
    header.skip(length + offset + 8L * length);
    width = header.u16();
    start = header.length();
    mostDirect = header.length();
    int bits = header.u16();
    header.skip(2);
    root = header.address();
    rootRows = header.u16();
    if (width == 0 || Integer.bitCount(width) != 1 || Long.bitCount(start) != 1 || Long.bitCount(mostDirect) != 1
        || start < 0 || start > mostDirect || mostDirect > MOST_DIRECT || bits > 64 || mostManaged == 0) {
      throw new IllegalArgumentException(what + " is damaged: a heap of width " + width + " with blocks of " + start
          + " to " + mostDirect + " bytes");
    }
    offsetBytes = (bits + 7) / 8;
    lengthBytes = Math.min((log2(mostDirect) + 7) / 8, Hdf5BTree2.bytesFor(mostManaged));
  }

  private static int log2(long x) {
    return 63 - Long.numberOfLeadingZeros(x);
  }

  /** The object that an ID of the heap leads to. */
  Hdf5Cursor object(Hdf5Cursor id) {
    int first = id.u8();
    int kind = first >> 4 & 3;
    if (first >> 6 != 0 || kind == 3) {
      throw new IllegalArgumentException(what + " is damaged: an object of the unknown kind " + first);
    }
    if (kind == 2) {
      return id.part((first & 0x0f) + 1L, what);
    }
    return kind == 1 ? huge(id) : managed(id.number(offsetBytes), id.number(lengthBytes));
  }

  private Hdf5Cursor huge(Hdf5Cursor id) {
    if (id.remaining() >= input.offsetSize() + input.lengthSize()) {
      return input.block(id.address(), id.length(), what);
    }
    if (hugeById.isEmpty() && hugeTree != Hdf5Bytes.UNDEFINED) {
      int size = input.offsetSize() + 2 * input.lengthSize();
      Hdf5BTree2.read(input, hugeTree, 1, what, record -> {
        byte[] place = record.bytes(size);
        hugeById.put(record.position(input.offsetSize() + input.lengthSize()).length(), place);
      });
    }
    byte[] place = hugeById.get(id.number(Math.min(id.remaining(), 8)));
    if (place == null) {
      throw new IllegalArgumentException(what + " is damaged: a large object is missing");
    }
    Hdf5Cursor record = new Hdf5Cursor(place, input, what);
    return input.block(record.address(), record.length(), what);
  }

  /** The object at an offset of the heap's own space, in which the doubling table lays out the blocks. */
  private Hdf5Cursor managed(long offset, long length) {
    long block = root;
    long begin = 0;
    int rows = rootRows;
    long size = start;
    while (rows > 0) {
      int row = row(offset - begin);
      if (row >= rows) {
        throw new IllegalArgumentException(what + " is damaged: an object at " + offset + " lies outside");
      }
      size = row == 0 ? start : start << row - 1;
      long inRow = row == 0 ? 0 : size * width;
      long column = (offset - begin - inRow) / size;
      block = child(block, begin, rows, row, column);
      begin += inRow + column * size;
      rows = size <= mostDirect ? 0 : log2(size) - log2(start * width) + 1;
    }
    if (offset - begin + length > size) {
      throw new IllegalArgumentException(what + " is damaged: an object of " + length + " bytes in a block of " + size);
    }
    return direct(block, begin, size).position((int) (offset - begin)).part(length, what);
  }

  private int row(long offset) {
    if (offset < 0) {
      throw new IllegalArgumentException(what + " is damaged: an object at " + Long.toUnsignedString(offset));
    }
    return offset < start * width ? 0 : log2(offset) - log2(start * width) + 1;
  }

  private long child(long block, long begin, int rows, int row, long column) {
    int prefix = 5 + input.offsetSize() + offsetBytes;
    // Rows of direct blocks come first and those of indirect ones follow; without filters both are addresses alone.
    long entries = (long) rows * width;
    Hdf5Cursor indirect = input.checked(block, prefix + entries * input.offsetSize() + 4, "FHIB", what);
    indirect.version(0, 0);
    indirect.expect(indirect.address(), address, "heap's address");
    indirect.expect(indirect.number(offsetBytes), begin, "offset");
    return indirect.skip((row * (long) width + column) * input.offsetSize()).address();
  }

  private Hdf5Cursor direct(long block, long begin, long size) {
    if (block == lastBlockAddress) {
      return lastBlock;
    }
    Hdf5Cursor direct = input.block(block, size, what);
    direct.signature("FHDB").version(0, 0);
    direct.expect(direct.address(), address, "heap's address");
    direct.expect(direct.number(offsetBytes), begin, "offset");
    if (checkedBlocks) {
      int at = direct.position();
      int stored = (int) direct.u32();
      byte[] all = direct.position(0).bytes(size);
      Arrays.fill(all, at, at + 4, (byte) 0); // as it was when the checksum was taken
      if (stored != Hdf5Bytes.checksum(all)) {
        throw new IllegalArgumentException(what + " is damaged: its checksum is wrong");
      }
    }
    lastBlock = direct;
    lastBlockAddress = block;
    return direct;
  }
}
