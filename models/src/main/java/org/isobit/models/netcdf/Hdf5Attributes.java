package org.isobit.models.netcdf;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The attributes of an object, in its header or in a fractal heap (HDF5 File Format Specification 3.0, sections III.E,
 * IV.A.2.m and IV.A.2.v). Values are taken out when they are asked for.
 */
final class Hdf5Attributes {

  private static final int ATTRIBUTES_BY_NAME = 8;

  /** Longest text of an attribute, joined from its elements: characters. */
  private static final int LONGEST_TEXT = 1 << 24;

  private record Found(long order, String name, Hdf5Type type, long[] shape, Hdf5Cursor data) {}

  private final Hdf5Input input;
  private final String what;
  private final Hdf5GlobalHeap sequences;
  private final Map<String, Found> byName = new LinkedHashMap<>();

  /** Attributes whose sequences have been counted. */
  private final Set<String> counted = new HashSet<>();
  private long bytes;

  /**
   * Finds them.
   *
   * @param what the object, for messages
   */
  Hdf5Attributes(Hdf5Input input, Hdf5Header header, String what) {
    this.input = input;
    this.what = what;
    sequences = new Hdf5GlobalHeap(input);
    List<Found> all = new ArrayList<>();
    for (Hdf5Message message : header.messages(Hdf5Messages.ATTRIBUTE)) {
      all.add(one(header.data(message), message.order()));
    }
    for (Hdf5Cursor info : header.all(Hdf5Messages.ATTRIBUTE_INFO)) {
      info.version(0, 0);
      info.skip((info.u8() & 1) != 0 ? 2 : 0);
      long heapAddress = info.address();
      if (heapAddress != Hdf5Bytes.UNDEFINED) {
        Hdf5Heap heap = new Hdf5Heap(input, heapAddress, what + ", its attributes");
        Hdf5BTree2.read(input, info.address(), ATTRIBUTES_BY_NAME, what + ", the list of its attributes", record -> {
          Hdf5Cursor id = record.part(8, record.what());
          int flags = record.u8();
          Hdf5Cursor data = heap.object(id);
          all.add(one((flags & 2) != 0 ? Hdf5Header.shared(data, Hdf5Messages.ATTRIBUTE, what) : data, record.u32()));
        });
      }
    }
    all.sort(Comparator.comparingLong(Found::order));
    for (Found found : all) {
      if (byName.put(found.name, found) != null) {
        throw new IllegalArgumentException(what + " is damaged: it has two attributes '" + found.name + "'");
      }
    }
  }

  private Found one(Hdf5Cursor message, long order) {
    count(message.remaining());
    int version = message.version(1, 3);
    int flags = message.u8();
    int nameBytes = message.u16();
    int typeBytes = message.u16();
    int shapeBytes = message.u16();
    message.skip(version == 3 ? 1 : 0);
    int round = version == 1 ? 8 : 1;
    String name = message.part(rounded(nameBytes, round), what).text(nameBytes);
    Hdf5Cursor type = message.part(rounded(typeBytes, round), what + ", its attribute '" + name + "'");
    if ((flags & 1) != 0) {
      type = Hdf5Header.shared(type, Hdf5Messages.DATATYPE, what);
    }
    Hdf5Cursor shape = message.part(rounded(shapeBytes, round), what + ", its attribute '" + name + "'");
    if ((flags & 2) != 0) {
      shape = Hdf5Header.shared(shape, Hdf5Messages.DATASPACE, what);
    }
    Hdf5Cursor data = message.part(message.remaining(), what + ", its attribute '" + name + "'");
    return new Found(order, name, Hdf5Type.read(type), Hdf5Space.read(shape).shape(), data);
  }

  /**
   * Counts the bytes of attributes and of what they keep elsewhere: where none lies in another's place, the file has
   * them.
   */
  private void count(long more) {
    bytes += more;
    if (bytes > input.end()) {
      throw new IllegalArgumentException(what + " is damaged: its attributes are longer than the file");
    }
  }

  private static int rounded(int bytes, int to) {
    return (bytes + to - 1) / to * to;
  }

  Iterable<String> names() {
    return byName.keySet();
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  /** Its elements: bounded by the bytes that the message has for them. */
  private int count(Found found) {
    long count = Hdf5Space.product(found.shape);
    if (count < 0 || count > found.data.position(0).remaining() / found.type.size()) {
      throw new IllegalArgumentException(what + " is damaged: its attribute '" + found.name + "' is longer than its "
          + "data");
    }
    return (int) count;
  }

  /** A text, a number, a double[] of several, or "" for what has no meaning here. */
  Object value(String name) {
    Object value = value(byName.get(name));
    counted.add(name);
    return value;
  }

  private Object value(Found found) {
    int count = count(found);
    Hdf5Type type = found.type;
    byte[] data = found.data.position(0).bytes((long) count * type.size());
    return switch (type.kind()) {
      case TEXT, TEXT_OF_ANY_LENGTH -> text(found, data, count);
      case INTEGER, FLOATING -> {
        if (count == 1) {
          yield number(type, data);
        }
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
          int at = i * type.size();
          numbers[i] = type.kind() == Hdf5Type.Kind.FLOATING ? type.floating(data, at)
              : type.signed() || type.size() < 8 ? type.bits(data, at) : unsigned(type.bits(data, at)).doubleValue();
        }
        yield numbers;
      }
      default -> "";
    };
  }

  private static BigInteger unsigned(long bits) {
    return new BigInteger(Long.toUnsignedString(bits));
  }

  /** As the smallest of Java's types that holds every value of its type. */
  private static Number number(Hdf5Type type, byte[] data) {
    if (type.kind() == Hdf5Type.Kind.FLOATING) {
      double value = type.floating(data, 0);
      return type.size() == 8 ? (Number) value : (Number) (float) value;
    }
    long bits = type.bits(data, 0);
    return switch (2 * type.size() - (type.signed() ? 1 : 0)) {
      case 1 -> (byte) bits;
      case 3 -> (short) bits;
      case 2, 4, 7 -> (int) bits;
      case 8, 15 -> bits;
      default -> unsigned(bits);
    };
  }

  private String text(Found found, byte[] data, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int at = i * found.type.size();
      text.append(i == 0 ? "" : " ").append(found.type.kind() == Hdf5Type.Kind.TEXT ? found.type.text(data, at)
          : ofAnyLength(found, data, at));
      if (text.length() > LONGEST_TEXT) {
        throw new IllegalArgumentException(what + ": its attribute '" + found.name + "' is longer than " + LONGEST_TEXT
            + " characters");
      }
    }
    return text.toString();
  }

  private String ofAnyLength(Found found, byte[] data, int at) {
    byte[] text = sequence(found, data, at, 1);
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }

  /** A sequence of any length, which a global heap holds. */
  private byte[] sequence(Found found, byte[] data, int at, int elementSize) {
    Hdf5Cursor place = new Hdf5Cursor(data, input, what + ", its attribute '" + found.name + "'").position(at);
    int length = place.count32();
    long heap = place.address();
    if (length == 0 || heap == 0) {
      return new byte[0];
    }
    count(counted.contains(found.name) ? 0 : (long) length * elementSize);
    return sequences.object(heap, place.count32(), (long) length * elementSize, place.what());
  }

  /** The first object that each element of a list of references leads to; 0 where it leads nowhere. */
  long[] references(String name) {
    Found found = byName.get(name);
    boolean ofAnyLength = found.type.kind() == Hdf5Type.Kind.SEQUENCE
        && found.type.base().kind() == Hdf5Type.Kind.REFERENCE;
    if (!ofAnyLength && found.type.kind() != Hdf5Type.Kind.REFERENCE) {
      throw new IllegalArgumentException(what + " is damaged: its attribute '" + name + "' holds no references");
    }
    long[] first = new long[count(found)];
    byte[] data = found.data.position(0).bytes((long) first.length * found.type.size());
    for (int i = 0; i < first.length; i++) {
      byte[] all = ofAnyLength ? sequence(found, data, i * found.type.size(), 8) : data;
      int at = ofAnyLength ? 0 : i * found.type.size();
      first[i] = all.length == 0 ? 0 : new Hdf5Cursor(all, input, what).position(at).address();
    }
    counted.add(name);
    return first;
  }
}
