package org.isobit.models.netcdf;

/**
 * The indexes of chunks of files from HDF5 1.10 on that are arrays in the order of the grid of chunks: fixed and
 * extensible ones (HDF5 File Format Specification 3.0, sections VII.C and VII.D). The checksum of each block is
 * checked.
 */
final class Hdf5ChunkArray {

  private final Hdf5Input input;
  private final Hdf5Chunks chunks;
  private final Hdf5ChunkOrder order;
  private final String what;
  private final long address;
  private final int client;
  private int entryBytes;

  private Hdf5ChunkArray(Hdf5Input input, long address, Hdf5Chunks chunks, Hdf5ChunkOrder order) {
    this.input = input;
    this.address = address;
    this.chunks = chunks;
    this.order = order;
    this.what = chunks.what();
    client = chunks.filtered() ? 1 : 0;
  }

  /** Adds the chunks of a fixed array. */
  static void fixed(Hdf5Input input, long address, Hdf5Chunks chunks, Hdf5ChunkOrder order) {
    new Hdf5ChunkArray(input, address, chunks, order).fixed();
  }

  /** Adds the chunks of an extensible array. */
  static void extensible(Hdf5Input input, long address, Hdf5Chunks chunks, Hdf5ChunkOrder order) {
    new Hdf5ChunkArray(input, address, chunks, order).extensible();
  }

  private Hdf5Cursor header(long bytes, String signature) {
    Hdf5Cursor header = input.checked(address, bytes, signature, what);
    header.version(0, 0);
    header.expect(header.u8(), client, "kind");
    entryBytes = header.u8();
    if (entryBytes < input.offsetSize() + (client == 0 ? 0 : 5) || entryBytes > input.offsetSize() + 12) {
      throw new IllegalArgumentException(what + " is damaged: entries of " + entryBytes + " bytes");
    }
    return header;
  }

  /** A block's bytes after version, kind and the header's address; what follows the signature is checked. */
  private Hdf5Cursor block(long at, long bytes, String signature) {
    Hdf5Cursor block = input.checked(at, bytes, signature, what);
    block.version(0, 0);
    block.expect(block.u8(), client, "kind");
    return block.expect(block.address(), address, "header's address");
  }

  private int blockPrefix() {
    return 6 + input.offsetSize();
  }

  private Hdf5Cursor page(long at, long entries) {
    Hdf5Cursor page = input.block(at, entries * entryBytes + 4, what);
    page.requireChecksum();
    return page;
  }

  /** Adds the chunks of entries from the one with the number {@code first} on, as far as there are places for them. */
  private void entries(Hdf5Cursor block, long first, long count) {
    for (long i = 0; i < count; i++) {
      long chunk = block.address();
      long size = client == 0 ? chunks.chunkBytes() : block.number(entryBytes - input.offsetSize() - 4);
      int mask = client == 0 ? 0 : (int) block.u32();
      if (chunk != Hdf5Bytes.UNDEFINED) {
        chunks.add(order.place(first + i), chunk, size, mask);
      }
    }
  }

  private static long pages(long entries, long perPage) {
    return (entries + perPage - 1) / perPage;
  }

  private void fixed() {
    Hdf5Cursor header = header(12L + input.lengthSize() + input.offsetSize(), "FAHD");
    int bits = header.u8();
    long count = header.length();
    long data = header.address();
    if (bits > 30 || count < 0) {
      throw new IllegalArgumentException(what + " is damaged: pages of 2^" + bits + " entries");
    }
    header.expect(count, order.places(), "number of entries");
    if (data == Hdf5Bytes.UNDEFINED) {
      return;
    }
    long perPage = 1L << bits;
    if (count <= perPage) {
      entries(block(data, blockPrefix() + count * entryBytes + 4, "FADB"), 0, count);
      return;
    }
    long pages = pages(count, perPage);
    long prefix = blockPrefix() + (pages + 7) / 8 + 4;
    byte[] used = block(data, prefix, "FADB").bytes((pages + 7) / 8);
    for (long p = 0; p < pages; p++) {
      long first = p * perPage;
      long inPage = Math.min(perPage, count - first);
      if (bit(used, p)) {
        entries(page(data + prefix + p * (perPage * entryBytes + 4), inPage), first, inPage);
      }
    }
  }

  private static boolean bit(byte[] bits, long i) {
    return (bits[(int) (i / 8)] & 0x80 >> i % 8) != 0;
  }

  /** How an extensible array is laid out. */
  private record Plan(int offsetBytes, int leastEntries, long perPage, long used) {}

  private void extensible() {
    Hdf5Cursor header = header(16L + 6 * input.lengthSize() + input.offsetSize(), "EAHD");
    int bits = header.u8();
    int inIndex = header.u8();
    int leastEntries = header.u8();
    int leastPointers = header.u8();
    int pageBits = header.u8();
    long used = header.skip(4L * input.lengthSize()).length();
    header.skip(input.lengthSize());
    long index = header.address();
    if (bits > 64 || Integer.bitCount(leastEntries) != 1 || Integer.bitCount(leastPointers) != 1 || pageBits > 30
        || used < 0) {
      throw new IllegalArgumentException(what + " is damaged: an array of 2^" + bits + " entries");
    }
    if (index == Hdf5Bytes.UNDEFINED) {
      return;
    }
    Plan plan = new Plan((bits + 7) / 8, leastEntries, 1L << pageBits, used);
    int superBlocks = 1 + bits - log2(leastEntries);
    int direct = Math.min(superBlocks, 2 * log2(leastPointers));
    int directBlocks = 2 * (leastPointers - 1);
    Hdf5Cursor block = block(index, blockPrefix() + (long) inIndex * entryBytes
        + (directBlocks + (long) superBlocks - direct) * input.offsetSize() + 4, "EAIB");
    entries(block, 0, inIndex);
    long first = inIndex;
    long known = 0;
    for (int s = 0; s < superBlocks && first - inIndex <= used; s++) {
      long blocks = 1L << s / 2;
      long entries = (1L << (s + 1) / 2) * leastEntries;
      if (s < direct) {
        for (long b = 0; b < blocks; b++, known++) {
          // The library counts all blocks before this one here as if they were as long.
          dataBlock(block.address(), first - inIndex + known * entries, first + b * entries, entries, plan, null, 0);
        }
      } else {
        superBlock(block.address(), first - inIndex, first, blocks, entries, plan);
      }
      first += blocks * entries;
    }
  }

  private static int log2(int x) {
    return 31 - Integer.numberOfLeadingZeros(x);
  }

  private void superBlock(long at, long offset, long first, long blocks, long entries, Plan plan) {
    if (at == Hdf5Bytes.UNDEFINED) {
      return;
    }
    long bitmap = entries > plan.perPage ? (pages(entries, plan.perPage) + 7) / 8 : 0;
    Hdf5Cursor block = block(at, blockPrefix() + plan.offsetBytes + blocks * (bitmap + input.offsetSize()) + 4, "EASB");
    block.expect(block.number(plan.offsetBytes), offset, "offset");
    byte[] used = block.bytes(blocks * bitmap);
    for (long b = 0; b < blocks; b++) {
      // Each block has whole bytes, but their bits follow each other without gaps.
      dataBlock(block.address(), offset + b * entries, first + b * entries, entries, plan, used,
          b * pages(entries, plan.perPage));
    }
  }

  private void dataBlock(long at, long offset, long first, long entries, Plan plan, byte[] used, long usedFrom) {
    if (at == Hdf5Bytes.UNDEFINED) {
      return;
    }
    boolean paged = entries > plan.perPage;
    long prefix = blockPrefix() + plan.offsetBytes + (paged ? 0 : entries * entryBytes) + 4;
    Hdf5Cursor block = block(at, prefix, "EADB");
    block.expect(block.number(plan.offsetBytes), offset, "offset");
    if (!paged) {
      entries(block, first, entries);
      return;
    }
    for (long p = 0; p < pages(entries, plan.perPage); p++) {
      if (used == null || bit(used, usedFrom + p)) {
        entries(page(at + prefix + p * (plan.perPage * entryBytes + 4), plan.perPage), first + p * plan.perPage,
            plan.perPage);
      }
    }
  }
}
