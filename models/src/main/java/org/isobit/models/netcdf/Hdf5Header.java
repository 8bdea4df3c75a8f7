package org.isobit.models.netcdf;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * An object header of version 1 or 2 with all its blocks (HDF5 File Format Specification 3.0, section IV.A.1).
 * Checksums, which version 2 has, are checked. Immutable.
 */
final class Hdf5Header {

  private static final int NIL = 0x00;
  private static final int CONTINUATION = 0x10;
  private static final int LAST_KNOWN = 0x18;
  private static final int SHARED = 0x02;
  private static final int FAIL_IF_UNKNOWN = 0x80;

  private record Block(long address, long length) {}

  private final Hdf5Input input;
  private final String what;
  private final List<Hdf5Message> messages = new ArrayList<>();
  private final Deque<Block> blocks = new ArrayDeque<>();

  private Hdf5Header(Hdf5Input input, String what) {
    this.input = input;
    this.what = what;
  }

  /**
   * Reads one.
   *
   * @param what the object, for messages
   */
  static Hdf5Header read(Hdf5Input input, long address, String what) {
    Hdf5Header header = new Hdf5Header(input, what);
    if (input.block(address, 1, what).u8() == 1) {
      header.first(address);
    } else {
      header.second(address);
    }
    return header;
  }

  private void first(long address) {
    Hdf5Cursor prefix = input.block(address, 12, what);
    prefix.version(1, 1);
    int count = prefix.skip(1).u16();
    blocks.add(new Block(address + 16, prefix.skip(4).u32()));
    while (!blocks.isEmpty()) {
      Block next = blocks.remove();
      input.countHeader(next.length);
      Hdf5Cursor block = input.block(next.address, next.length, what);
      while (block.remaining() >= 8 && count > 0) {
        int type = block.u16();
        int length = block.u16();
        int flags = block.u8();
        block.skip(3);
        add(type, flags, 0, block, length);
        count--;
      }
    }
    if (count > 0) {
      throw new IllegalArgumentException(what + " is damaged: " + count + " messages are missing");
    }
  }

  private void second(long address) {
    Hdf5Cursor prefix = input.block(address, Math.min(34, input.end() - address), what);
    prefix.signature("OHDR").version(2, 2);
    int flags = prefix.u8();
    prefix.skip((flags & 0x20) != 0 ? 16 : 0).skip((flags & 0x10) != 0 ? 4 : 0);
    long length = prefix.number(1 << (flags & 3));
    input.requireInside(address, length, what);
    boolean ordered = (flags & 0x04) != 0;
    int begin = prefix.position();
    input.countHeader(begin + length + 4);
    Hdf5Cursor block = input.checked(address, begin + length + 4, "OHDR", what);
    messages(block.position(begin), ordered);
    while (!blocks.isEmpty()) {
      Block next = blocks.remove();
      input.countHeader(next.length);
      messages(input.checked(next.address, next.length, "OCHK", what), ordered);
    }
  }

  private void messages(Hdf5Cursor block, boolean ordered) {
    int prefix = ordered ? 6 : 4;
    while (block.remaining() >= prefix) {
      int type = block.u8();
      int length = block.u16();
      int flags = block.u8();
      add(type, flags, ordered ? block.u16() : 0, block, length);
    }
  }

  private void add(int type, int flags, int order, Hdf5Cursor block, int length) {
    if (type > LAST_KNOWN && (flags & FAIL_IF_UNKNOWN) != 0) {
      throw new IllegalArgumentException(what + " holds a message of the unknown type " + type + " that must be known");
    }
    if (type == CONTINUATION) {
      Hdf5Cursor data = block.part(length, what);
      blocks.add(new Block(data.address(), data.length()));
    } else if (type == NIL) {
      block.skip(length);
    } else {
      messages.add(new Hdf5Message(type, flags, order, block.bytes(length)));
    }
  }

  /** Whether there is a message of a type. */
  boolean has(int type) {
    return messages.stream().anyMatch(m -> m.type() == type);
  }

  /** All messages of a type. */
  List<Hdf5Cursor> all(int type) {
    return messages.stream().filter(m -> m.type() == type).map(this::data).toList();
  }

  /** The messages of a type as they are, with their order. */
  List<Hdf5Message> messages(int type) {
    return messages.stream().filter(m -> m.type() == type).toList();
  }

  /** The only message of a type. */
  Hdf5Cursor one(int type, String name) {
    List<Hdf5Cursor> found = all(type);
    if (found.size() != 1) {
      throw new IllegalArgumentException(what + " is damaged: it has " + found.size() + " messages of its " + name);
    }
    return found.get(0);
  }

  Hdf5Cursor data(Hdf5Message message) {
    Hdf5Cursor data = new Hdf5Cursor(message.data(), input, what);
    return (message.flags() & SHARED) == 0 ? data : shared(data, message.type(), what);
  }

  /** What a message that another object holds says, such as a named datatype. */
  static Hdf5Cursor shared(Hdf5Cursor data, int type, String what) {
    int version = data.version(1, 3);
    int kind = data.u8();
    if (version == 3 && kind != 2) {
      throw new IllegalArgumentException(what + ": messages that objects share in a heap are not supported; 'h5repack' "
          + "writes the file without");
    }
    data.skip(version == 1 ? 6 : 0);
    Hdf5Header other = data.input().header(data.address(), what + ", shared message");
    for (Hdf5Message m : other.messages) {
      if (m.type() == type && (m.flags() & SHARED) == 0) {
        return new Hdf5Cursor(m.data(), data.input(), what);
      }
    }
    throw new IllegalArgumentException(what + " is damaged: it shares a message that is not there");
  }
}
