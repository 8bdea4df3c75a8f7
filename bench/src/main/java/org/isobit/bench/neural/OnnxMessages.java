package org.isobit.bench.neural;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The few messages of onnx.proto3, with their field numbers, that a model of one node from x to y needs. */
public final class OnnxMessages {

  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final int FLOAT = 1;
  private static final int STRING = 3;
  private static final int INTS = 7;
  private static final int INT = 2;

  /** Part of a message. */
  private interface Body {
    void write(CodedOutputStream out) throws IOException;
  }

  private OnnxMessages() {}

  /**
   * A model of one node.
   *
   * @param type       the operator
   * @param inputs     names of the node's inputs: x, those of the tensors, and empty ones
   * @param attributes its attributes
   * @param tensors    constants
   * @param in         sizes of x, without the batch
   * @param out        sizes of y, without the batch
   * @return the file's bytes
   */
  public static byte[] model(String type, List<String> inputs, List<byte[]> attributes, List<byte[]> tensors, int[] in,
      int[] out) {
    byte[] node = message(message -> {
      for (String input : inputs) {
        message.writeString(1, input);
      }
      message.writeString(2, "y");
      message.writeString(4, type);
      for (byte[] attribute : attributes) {
        message.writeByteArray(5, attribute);
      }
    });
    byte[] graph = message(message -> {
      message.writeByteArray(1, node);
      message.writeString(2, "node");
      for (byte[] tensor : tensors) {
        message.writeByteArray(5, tensor);
      }
      message.writeByteArray(11, value("x", in));
      message.writeByteArray(12, value("y", out));
    });
    return message(message -> {
      message.writeInt64(1, IR_VERSION);
      message.writeString(2, "isobit-bench");
      message.writeByteArray(7, graph);
      message.writeByteArray(8, message(opset -> {
        opset.writeString(1, "");
        opset.writeInt64(2, OPSET);
      }));
    });
  }

  /**
   * An attribute of whole numbers.
   *
   * @param name   its name
   * @param values its values
   * @return the message
   */
  public static byte[] integers(String name, int... values) {
    return message(out -> {
      out.writeString(1, name);
      for (int value : values) {
        out.writeInt64(8, value);
      }
      out.writeInt32(20, INTS);
    });
  }

  /**
   * An attribute of one whole number.
   *
   * @param name  its name
   * @param value its value
   * @return the message
   */
  public static byte[] integer(String name, int value) {
    return message(out -> {
      out.writeString(1, name);
      out.writeInt64(3, value);
      out.writeInt32(20, INT);
    });
  }

  /**
   * An attribute of one word.
   *
   * @param name  its name
   * @param value its value
   * @return the message
   */
  public static byte[] word(String name, String value) {
    return message(out -> {
      out.writeString(1, name);
      out.writeString(4, value);
      out.writeInt32(20, STRING);
    });
  }

  /**
   * A constant.
   *
   * @param name  its name
   * @param data  its numbers
   * @param shape its sizes
   * @return the message
   */
  public static byte[] tensor(String name, float[] data, int... shape) {
    ByteBuffer raw = ByteBuffer.allocate(4 * data.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(data);
    return message(out -> {
      for (int size : shape) {
        out.writeInt64(1, size);
      }
      out.writeInt32(2, FLOAT);
      out.writeString(8, name);
      out.writeBytes(9, ByteString.copyFrom(raw.array()));
    });
  }

  /** A tensor whose first dimension is the batch. */
  private static byte[] value(String name, int... sizes) {
    byte[] shape = message(out -> {
      out.writeByteArray(1, message(batch -> batch.writeString(2, "batch")));
      for (int size : sizes) {
        out.writeByteArray(1, message(dimension -> dimension.writeInt64(1, size)));
      }
    });
    byte[] tensor = message(out -> {
      out.writeInt32(1, FLOAT);
      out.writeByteArray(2, shape);
    });
    return message(out -> {
      out.writeString(1, name);
      out.writeByteArray(2, message(type -> type.writeByteArray(1, tensor)));
    });
  }

  private static byte[] message(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      body.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
