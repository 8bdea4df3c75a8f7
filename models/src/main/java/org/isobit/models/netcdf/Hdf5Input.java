package org.isobit.models.netcdf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * The bytes of an HDF5 file at its addresses. Nothing is read beyond its end and no block of metadata is taken into
 * memory that is longer than metadata ever is, so that a damaged length costs a message and not the heap. What is wrong
 * with a file is told by an {@link IllegalArgumentException} without the file's name. Not thread-safe.
 */
final class Hdf5Input implements AutoCloseable {

  /** Far more than any block of metadata has: bytes. */
  private static final int LONGEST_BLOCK = 1 << 26;

  private final FileChannel channel;
  private final long length;

  private long base;
  private long end;
  private int offsetSize = 8;
  private int lengthSize = 8;
  private long headerBytes;

  /** Object headers by their addresses: links may lead to the same one, and others share messages of it. */
  private final Map<Long, Hdf5Header> headers = new HashMap<>();

  Hdf5Input(Path path) throws IOException {
    channel = FileChannel.open(path, StandardOpenOption.READ);
    length = channel.size();
    end = length;
  }

  /** How the superblock says addresses and lengths are written, and where the file ends. */
  void describe(long baseAddress, long endAddress, int bytesOfOffsets, int bytesOfLengths) {
    if (Long.compareUnsigned(baseAddress, length) >= 0 || Long.compareUnsigned(endAddress, length - baseAddress) > 0) {
      throw new IllegalArgumentException("is cut off: it has " + length + " bytes, but its superblock says "
          + Long.toUnsignedString(baseAddress + endAddress));
    }
    base = baseAddress;
    end = endAddress;
    offsetSize = bytesOfOffsets;
    lengthSize = bytesOfLengths;
  }

  /** Bytes of an address. */
  int offsetSize() {
    return offsetSize;
  }

  /** Bytes of a length. */
  int lengthSize() {
    return lengthSize;
  }

  /** Bytes of the file as its superblock counts them. */
  long end() {
    return end;
  }

  /** Counts bytes of object headers, which are kept: together they cannot be more than the file has. */
  void countHeader(long bytes) {
    headerBytes += bytes;
    if (headerBytes > length) {
      throw new IllegalArgumentException("object headers overlap: together they are longer than the file");
    }
  }

  /**
   * The header of an object, read once however many lead to it.
   *
   * @param what the object, for messages
   */
  Hdf5Header header(long address, String what) {
    return headers.computeIfAbsent(address, a -> Hdf5Header.read(this, a, what));
  }

  /** Whether something lies in the file. */
  boolean holds(long address, long bytes) {
    return address >= 0 && bytes >= 0 && address <= end && bytes <= end - address;
  }

  /** Refuses what does not lie in the file. */
  void requireInside(long address, long bytes, String what) {
    if (!holds(address, bytes)) {
      throw new IllegalArgumentException(what + " of " + Long.toUnsignedString(bytes) + " bytes at address "
          + Long.toUnsignedString(address) + " does not lie in the file, which has " + end);
    }
  }

  /** A block of metadata. */
  Hdf5Cursor block(long address, long bytes, String what) {
    requireInside(address, bytes, what);
    if (bytes > LONGEST_BLOCK) {
      throw new IllegalArgumentException(what + " says that it has " + bytes + " bytes, more than metadata ever has");
    }
    byte[] block = new byte[(int) bytes];
    read(address, block, 0, block.length, what);
    return new Hdf5Cursor(block, this, what);
  }

  /**
   * A block of metadata that begins with a signature and ends with a checksum, which is checked; read after the
   * signature.
   */
  Hdf5Cursor checked(long address, long bytes, String signature, String what) {
    Hdf5Cursor block = block(address, bytes, what);
    block.signature(signature);
    block.requireChecksum();
    return block;
  }

  /** Reads data. */
  void read(long address, byte[] to, int at, int count, String what) {
    requireInside(address, count, what);
    ByteBuffer buffer = ByteBuffer.wrap(to, at, count);
    try {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, base + address + buffer.position() - at) < 0) {
          throw new IllegalArgumentException(what + " is cut off: the file has become shorter");
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(what + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
