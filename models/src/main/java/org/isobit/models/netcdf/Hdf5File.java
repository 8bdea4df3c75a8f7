package org.isobit.models.netcdf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The superblock of an HDF5 file, versions 0 to 3 (HDF5 File Format Specification 3.0, section II.A), and through it
 * the root group.
 *
 * @param input the file
 * @param root  address of the root group's object header
 */
record Hdf5File(Hdf5Input input, long root) implements AutoCloseable {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final String SUPERBLOCK = "the superblock";

  /** Messages of the superblock's extension. */
  private static final int DRIVER = 0x14;
  private static final int CACHE_IMAGE = 0x18;

  /** Opens a file; an {@link IllegalArgumentException} says what is wrong with it. */
  static Hdf5File open(Path path) throws IOException {
    Hdf5Input input = new Hdf5Input(path);
    try {
      return new Hdf5File(input, superblock(input));
    } catch (RuntimeException e) {
      input.close();
      throw e;
    }
  }

  private static long superblock(Hdf5Input input) {
    for (long at = 0; at + SIGNATURE.length < input.end(); at = at == 0 ? 512 : 2 * at) {
      if (Arrays.equals(input.block(at, SIGNATURE.length, SUPERBLOCK).bytes(SIGNATURE.length), SIGNATURE)) {
        Hdf5Cursor block = input.block(at, Math.min(256, input.end() - at), SUPERBLOCK).skip(SIGNATURE.length);
        int version = block.version(0, 3);
        return version < 2 ? old(input, block, at, version) : checked(input, block, at, version);
      }
    }
    throw new IllegalArgumentException("No valid HDF5 signature found");
  }

  private static int size(Hdf5Cursor block) {
    int size = block.u8();
    if (size != 2 && size != 4 && size != 8) {
      throw new IllegalArgumentException(SUPERBLOCK + " is damaged: addresses or lengths of " + size + " bytes");
    }
    return size;
  }

  private static long old(Hdf5Input input, Hdf5Cursor block, long at, int version) {
    block.expect(block.u8(), 0, "version of free space").expect(block.u8(), 0, "version of the root group").skip(1);
    block.expect(block.u8(), 0, "version of messages");
    int offsets = size(block);
    int lengths = size(block);
    block.skip(1 + 4);
    if ((block.u32() & ~3) != 0) {
      throw new IllegalArgumentException(SUPERBLOCK + " is damaged: it has flags that there are not");
    }
    block.skip(version == 1 ? 4 : 0);
    long base = block.number(offsets);
    long freeSpace = block.number(offsets);
    long end = block.number(offsets);
    long driver = block.number(offsets);
    // A superblock that is not where it says has been moved with the whole file, as h5jam does.
    input.describe(at, end - base, offsets, lengths);
    block.expect(freeSpace, nowhere(offsets), "address of free space");
    if (driver != nowhere(offsets)) {
      throw partOfSeveral();
    }
    return block.skip(lengths).address(); // the name's place counts as a length, as in every entry of a symbol table
  }

  private static long nowhere(int offsets) {
    return -1L >>> 64 - 8 * offsets;
  }

  private static IllegalArgumentException partOfSeveral() {
    return new IllegalArgumentException("is one of several files that a driver has made of one, which is not "
        + "supported; 'h5repart' or 'h5repack' joins them");
  }

  private static long checked(Hdf5Input input, Hdf5Cursor block, long at, int version) {
    int offsets = size(block);
    int lengths = size(block);
    int flags = block.u8();
    int length = block.position() + 4 * offsets + 4;
    input.block(at, length, SUPERBLOCK).requireChecksum();
    if (version == 3 && (flags & 0x05) != 0) {
      throw new IllegalArgumentException("is marked as open for writing: another program writes it or was killed; "
          + "'h5clear -s' takes the mark away");
    }
    long base = block.number(offsets);
    long extension = block.number(offsets);
    long end = block.number(offsets);
    input.describe(at, end - base, offsets, lengths);
    if (extension != nowhere(offsets)) {
      Hdf5Header more = input.header(extension, "the superblock's extension");
      if (more.has(DRIVER)) {
        throw partOfSeveral();
      }
      if (more.has(CACHE_IMAGE)) {
        throw new IllegalArgumentException("holds an image of the library's cache in place of its newest metadata, "
            + "which is not supported; 'h5repack' writes the file without");
      }
    }
    return block.address();
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
