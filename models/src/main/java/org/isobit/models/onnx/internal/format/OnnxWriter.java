package org.isobit.models.onnx.internal.format;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;
import org.isobit.models.onnx.tensor.ValueInfo;

/**
 * Writes the messages of onnx.proto3 that {@link OnnxReader} reads: tensors by their bytes, attributes in the order of
 * their names. Thread-safe.
 */
public final class OnnxWriter {

  /** The version of the format that is the first to have the operators of version 20. */
  private static final int IR_VERSION = 9;

  private static final int MOST = Integer.MAX_VALUE - (1 << 20);

  /** Part of a message. */
  private interface Body {
    void write(CodedOutputStream out) throws IOException;
  }

  private OnnxWriter() {}

  /**
   * A model's file.
   *
   * @param model the model; attributes are numbers, texts, lists of numbers, and tensors
   * @return its bytes
   * @throws IllegalArgumentException if it would be larger than one message can be
   */
  public static byte[] bytes(ModelDef model) {
    long size = model.graph().initializers().values().stream().mapToLong(t -> (long) t.size() * t.type().bytes()).sum();
    if (size > MOST) {
      throw new IllegalArgumentException(model.source() + ": " + size + " bytes of constants are more than an ONNX "
          + "file can hold, " + MOST);
    }
    return message(out -> {
      out.writeInt64(1, IR_VERSION);
      out.writeString(2, model.producer());
      out.writeByteArray(8, message(opset -> {
        opset.writeString(1, "");
        opset.writeInt64(2, model.opset());
      }));
      // The graph comes last: no shorter piece of the file is a model.
      out.writeByteArray(7, message(graph -> graph(graph, model.graph())));
    });
  }

  private static void graph(CodedOutputStream out, GraphDef graph) throws IOException {
    for (NodeDef node : graph.nodes()) {
      out.writeByteArray(1, message(m -> node(m, node)));
    }
    out.writeString(2, "network");
    for (Map.Entry<String, Tensor> tensor : graph.initializers().entrySet()) {
      out.writeByteArray(5, message(m -> tensor(m, tensor.getKey(), tensor.getValue())));
    }
    for (ValueInfo input : graph.inputs()) {
      out.writeByteArray(11, message(m -> value(m, input)));
    }
    for (ValueInfo output : graph.outputs()) {
      out.writeByteArray(12, message(m -> value(m, output)));
    }
  }

  private static void node(CodedOutputStream out, NodeDef node) throws IOException {
    for (String input : node.inputs()) {
      out.writeString(1, input);
    }
    for (String output : node.outputs()) {
      out.writeString(2, output);
    }
    out.writeString(3, node.name());
    out.writeString(4, node.operator());
    for (Map.Entry<String, Object> attribute : new TreeMap<>(node.attributes()).entrySet()) {
      out.writeByteArray(5, message(m -> {
        m.writeString(1, attribute.getKey());
        attribute(m, attribute.getValue());
      }));
    }
    if (!node.domain().isEmpty()) {
      out.writeString(7, node.domain());
    }
  }

  /** The field of an attribute that holds its value, and its type. */
  private static void attribute(CodedOutputStream out, Object value) throws IOException {
    switch (value) {
      case Float number -> {
        out.writeFloat(2, number);
        out.writeInt32(20, 1);
      }
      case Long integer -> {
        out.writeInt64(3, integer);
        out.writeInt32(20, 2);
      }
      case String text -> {
        out.writeString(4, text);
        out.writeInt32(20, 3);
      }
      case Tensor tensor -> {
        out.writeByteArray(5, message(m -> tensor(m, "", tensor)));
        out.writeInt32(20, 4);
      }
      case float[] numbers -> {
        for (float number : numbers) {
          out.writeFloat(7, number);
        }
        out.writeInt32(20, 6);
      }
      case long[] integers -> {
        for (long integer : integers) {
          out.writeInt64(8, integer);
        }
        out.writeInt32(20, 7);
      }
      case List<?> texts -> {
        for (Object text : texts) {
          out.writeString(9, (String) text);
        }
        out.writeInt32(20, 8);
      }
      default -> throw new IllegalArgumentException("an attribute cannot be written: " + value);
    }
  }

  private static void tensor(CodedOutputStream out, String name, Tensor tensor) throws IOException {
    for (int size : tensor.dims()) {
      out.writeInt64(1, size);
    }
    out.writeInt32(2, tensor.type().code());
    out.writeString(8, name);
    out.writeByteArray(9, raw(tensor));
  }

  private static byte[] raw(Tensor x) {
    ByteBuffer raw = ByteBuffer.allocate(x.size() * x.type().bytes()).order(ByteOrder.LITTLE_ENDIAN);
    switch (x.type()) {
      case FLOAT -> raw.asFloatBuffer().put(x.floats());
      case DOUBLE -> raw.asDoubleBuffer().put(x.doubles());
      default -> {
        for (int i = 0; i < x.size(); i++) {
          element(raw, x, i);
        }
      }
    }
    return raw.array();
  }

  private static void element(ByteBuffer raw, Tensor x, int i) {
    long bits = x.type() == ElementType.FLOAT16 ? Float.floatToFloat16(x.floats()[i])
        : x.type() == ElementType.BFLOAT16 ? Float.floatToRawIntBits(x.floats()[i]) >>> 16 : x.longs()[i];
    switch (x.type().bytes()) {
      case 1 -> raw.put((byte) bits);
      case 2 -> raw.putShort((short) bits);
      case 4 -> raw.putInt((int) bits);
      default -> raw.putLong(bits);
    }
  }

  private static void value(CodedOutputStream out, ValueInfo value) throws IOException {
    out.writeString(1, value.name());
    out.writeByteArray(2, message(type -> type.writeByteArray(1, message(tensor -> {
      tensor.writeInt32(1, value.type().code());
      tensor.writeByteArray(2, message(shape -> {
        for (String dim : value.dims()) {
          shape.writeByteArray(1, message(m -> {
            if (dim.matches("\\d+")) {
              m.writeInt64(1, Long.parseLong(dim));
            } else {
              m.writeString(2, dim);
            }
          }));
        }
      }));
    }))));
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
