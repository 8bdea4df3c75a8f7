package org.isobit.models.onnx.internal.format;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Pieces of protobuf's wire format. Thread-safe. */
final class Messages {

  private Messages() {}

  /** What is done with one field, by its tag: number · 8 + wire type. */
  interface Fields {
    void read(int tag) throws IOException;
  }

  /** Reads the message that begins here with its length. */
  static void message(CodedInputStream in, Fields fields) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    all(in, fields);
    in.popLimit(outer);
  }

  /** Reads fields to the end of the message. */
  static void all(CodedInputStream in, Fields fields) throws IOException {
    int tag = in.readTag();
    while (tag != 0) {
      fields.read(tag);
      tag = in.readTag();
    }
  }

  /** Passes over a field; it must be none of those that are known, since then its wire type is another. */
  static void skip(CodedInputStream in, int tag, int... known) throws IOException {
    for (int field : known) {
      if (tag >>> 3 == field) {
        throw otherWire(tag);
      }
    }
    if (!in.skipField(tag)) {
      throw new IllegalArgumentException("a group ends that has not begun");
    }
  }

  /** Refuses a field whose wire type is not the one that its number has. */
  static void requireWire(int tag, int wire) {
    if ((tag & 7) != wire) {
      throw otherWire(tag);
    }
  }

  private static IllegalArgumentException otherWire(int tag) {
    return new IllegalArgumentException("is damaged or no ONNX file: field " + (tag >>> 3) + " has the wire type "
        + (tag & 7));
  }

  static String text(CodedInputStream in) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(in.readByteArray())).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a text is not UTF-8", e);
    }
  }

  /** Numbers of a repeated field; they take at most eight times the bytes that they have in the file. */
  static final class Numbers {
    private long[] values = new long[8];
    private int n;

    void add(long value) {
      if (n == values.length) {
        values = Arrays.copyOf(values, (int) Math.min(2L * n, Integer.MAX_VALUE - 64));
      }
      values[n++] = value;
    }

    int size() {
      return n;
    }

    long[] values() {
      return Arrays.copyOf(values, n);
    }

    /** Variable-length integers, one or packed. */
    void varints(CodedInputStream in, int tag) throws IOException {
      if ((tag & 7) == 2) {
        int outer = in.pushLimit(in.readRawVarint32());
        while (!in.isAtEnd()) {
          add(in.readRawVarint64());
        }
        in.popLimit(outer);
      } else {
        requireWire(tag, 0);
        add(in.readRawVarint64());
      }
    }

    /** The bits of numbers of four or eight bytes, one or packed. */
    void fixed(CodedInputStream in, int tag, boolean four) throws IOException {
      if ((tag & 7) == 2) {
        int outer = in.pushLimit(in.readRawVarint32());
        while (!in.isAtEnd()) {
          add(four ? in.readRawLittleEndian32() : in.readRawLittleEndian64());
        }
        in.popLimit(outer);
      } else {
        requireWire(tag, four ? 5 : 1);
        add(four ? in.readRawLittleEndian32() : in.readRawLittleEndian64());
      }
    }
  }
}
