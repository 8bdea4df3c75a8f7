package org.isobit.models.netcdf;

import java.nio.charset.StandardCharsets;

/**
 * The messages of object headers, after the HDF5 File Format Specification, version 3.0, section IV.A. Only what NetCDF
 * files need: dense arrays, scalars, texts and the references between variables and dimensions.
 */
final class Hdf5Messages {

  static final int DATASPACE = 0x01;
  static final int LINK_INFO = 0x02;
  static final int DATATYPE = 0x03;
  static final int FILL_VALUE = 0x05;
  static final int LINK = 0x06;
  static final int LAYOUT = 0x08;
  static final int GROUP_INFO = 0x0A;
  static final int FILTERS = 0x0B;
  static final int ATTRIBUTE = 0x0C;
  static final int ATTRIBUTE_INFO = 0x15;

  /** Creation order is tracked, which NetCDF uses as the order of variables and attributes. */
  private static final int TRACKED = 1;

  private Hdf5Messages() {}

  /** An object header of version 2 whose messages all stand in its first block. */
  static final class Header {
    private final Hdf5Bytes messages = new Hdf5Bytes();
    private int attributes;

    Header add(int type, byte[] data) {
      if (data.length > 0xffff) {
        throw new IllegalArgumentException("NetCDF: an attribute of " + data.length + " bytes is longer than 65535");
      }
      messages.u8(type).u16(data.length).u8(type == DATATYPE || type == FILL_VALUE ? 1 : 0)
          .u16(type == ATTRIBUTE ? attributes++ : 0).bytes(data);
      return this;
    }

    Header attribute(String name, byte[] datatype, byte[] dataspace, byte[] data) {
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      return add(ATTRIBUTE, new Hdf5Bytes().u8(3).u8(0).u16(text.length + 1).u16(datatype.length)
          .u16(dataspace.length).u8(1).bytes(text).u8(0).bytes(datatype).bytes(dataspace).bytes(data).toBytes());
    }

    byte[] toBytes() {
      add(ATTRIBUTE_INFO, new Hdf5Bytes().u8(0).u8(TRACKED).u16(attributes).u64(Hdf5Bytes.UNDEFINED)
          .u64(Hdf5Bytes.UNDEFINED).toBytes());
      // Flags: a length of 4 bytes, attributes with their creation order.
      return new Hdf5Bytes().text("OHDR").u8(2).u8(0x02 | 0x04).u32(messages.size()).bytes(messages.toBytes())
          .checked();
    }
  }

  static byte[] scalar() {
    return new Hdf5Bytes().u8(2).u8(0).u8(0).u8(0).toBytes();
  }

  static byte[] simple(long... dimensions) {
    Hdf5Bytes bytes = new Hdf5Bytes().u8(2).u8(dimensions.length).u8(0).u8(1);
    for (long d : dimensions) {
      bytes.u64(d);
    }
    return bytes.toBytes();
  }

  static byte[] type(NetcdfType type) {
    return switch (type) {
      case DOUBLE -> new Hdf5Bytes().u8(0x11).u8(0x20).u8(63).u8(0).u32(8).u16(0).u16(64).u8(52).u8(11).u8(0).u8(52)
          .u32(1023).toBytes();
      case FLOAT -> new Hdf5Bytes().u8(0x11).u8(0x20).u8(31).u8(0).u32(4).u16(0).u16(32).u8(23).u8(8).u8(0).u8(23)
          .u32(127).toBytes();
      case INT -> new Hdf5Bytes().u8(0x10).u8(0x08).u8(0).u8(0).u32(4).u16(0).u16(32).toBytes();
    };
  }

  /** A text of fixed length that ends in a zero byte, in UTF-8 or, as NetCDF itself writes its own texts, ASCII. */
  static byte[] text(int length, boolean ascii) {
    return new Hdf5Bytes().u8(0x13).u8(ascii ? 0 : 0x10).u8(0).u8(0).u32(length).toBytes();
  }

  static byte[] reference() {
    return new Hdf5Bytes().u8(0x17).u8(0).u8(0).u8(0).u32(8).toBytes();
  }

  /** A sequence of references of any length, as kept in a global heap. */
  static byte[] references() {
    return new Hdf5Bytes().u8(0x19).u8(0).u8(0).u8(0).u32(16).bytes(reference()).toBytes();
  }

  /** A variable and which of its dimensions is meant. */
  static byte[] useOfDimension() {
    return new Hdf5Bytes().u8(0x36).u16(2).u8(0).u32(16).text("dataset").u8(0).u8(0).bytes(reference())
        .text("dimension").u8(0).u8(8).bytes(type(NetcdfType.INT)).toBytes();
  }

  /** Storage is allocated late and filled if the value is defined; the value, or null. */
  static byte[] fillValue(byte[] value) {
    Hdf5Bytes bytes = new Hdf5Bytes().u8(3);
    return value == null ? bytes.u8(0x02 | 0x08).toBytes()
        : bytes.u8(0x02 | 0x08 | 0x20).u32(value.length).bytes(value).toBytes();
  }

  static byte[] contiguous(long address, long size) {
    return new Hdf5Bytes().u8(3).u8(1).u64(address).u64(size).toBytes();
  }

  static byte[] linkInfo(int links) {
    return new Hdf5Bytes().u8(0).u8(TRACKED).u64(links).u64(Hdf5Bytes.UNDEFINED).u64(Hdf5Bytes.UNDEFINED).toBytes();
  }

  static byte[] groupInfo() {
    return new Hdf5Bytes().u8(0).u8(0).toBytes();
  }

  /** A hard link with its creation order; names in UTF-8. */
  static byte[] link(String name, int order, long address) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    return new Hdf5Bytes().u8(1).u8(0x01 | 0x04 | 0x10).u64(order).u8(1).u16(text.length).bytes(text).u64(address)
        .toBytes();
  }
}
