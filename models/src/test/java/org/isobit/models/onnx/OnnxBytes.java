package org.isobit.models.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Writes models for tests, field by field, so that they can be wrong in every way. */
final class OnnxBytes {

  /** Part of a message. */
  interface Body {
    void write(CodedOutputStream out) throws IOException;
  }

  private final List<byte[]> nodes = new ArrayList<>();
  private final List<byte[]> initializers = new ArrayList<>();
  private final List<byte[]> inputs = new ArrayList<>();
  private final List<byte[]> outputs = new ArrayList<>();
  private long opset = 20;

  OnnxBytes opset(long version) {
    opset = version;
    return this;
  }

  OnnxBytes node(String operator, String in, String out, Body... attributes) {
    nodes.add(message(m -> {
      for (String name : in.split(",")) {
        m.writeString(1, name);
      }
      for (String name : out.split(",")) {
        m.writeString(2, name);
      }
      m.writeString(3, "the " + operator);
      m.writeString(4, operator);
      for (Body attribute : attributes) {
        m.writeByteArray(5, message(attribute));
      }
    }));
    return this;
  }

  static Body integer(String name, long value) {
    return m -> {
      m.writeString(1, name);
      m.writeInt64(3, value);
      m.writeInt32(20, 2);
    };
  }

  static Body number(String name, float value) {
    return m -> {
      m.writeString(1, name);
      m.writeFloat(2, value);
      m.writeInt32(20, 1);
    };
  }

  static Body integers(String name, long... values) {
    return m -> {
      m.writeString(1, name);
      for (long value : values) {
        m.writeInt64(8, value);
      }
      m.writeInt32(20, 7);
    };
  }

  static Body text(String name, String value) {
    return m -> {
      m.writeString(1, name);
      m.writeString(4, value);
      m.writeInt32(20, 3);
    };
  }

  static Body graph(String name) {
    return m -> {
      m.writeString(1, name);
      m.writeByteArray(6, new byte[0]);
      m.writeInt32(20, 5);
    };
  }

  OnnxBytes initializer(String name, float[] data, long... dims) {
    ByteBuffer raw = ByteBuffer.allocate(4 * data.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(data);
    return initializer(name, 1, m -> m.writeBytes(9, ByteString.copyFrom(raw.array())), dims);
  }

  OnnxBytes initializer(String name, int type, Body data, long... dims) {
    initializers.add(message(m -> {
      for (long d : dims) {
        m.writeInt64(1, d);
      }
      m.writeInt32(2, type);
      m.writeString(8, name);
      data.write(m);
    }));
    return this;
  }

  /** An initialiser whose elements lie in a file. */
  OnnxBytes external(String name, String location, long offset, long length, long... dims) {
    return initializer(name, 1, m -> {
      String[][] entries = {{"location", location}, {"offset", "" + offset}, {"length", "" + length}};
      for (String[] entry : entries) {
        m.writeByteArray(13, message(e -> {
          e.writeString(1, entry[0]);
          e.writeString(2, entry[1]);
        }));
      }
      m.writeInt32(14, 1);
    }, dims);
  }

  OnnxBytes input(String name, int type, Object... dims) {
    inputs.add(value(name, type, dims));
    return this;
  }

  OnnxBytes output(String name) {
    outputs.add(value(name, 1));
    return this;
  }

  private static byte[] value(String name, int type, Object... dims) {
    return message(m -> {
      m.writeString(1, name);
      m.writeByteArray(2, message(kind -> kind.writeByteArray(1, message(t -> {
        t.writeInt32(1, type);
        if (dims.length > 0) {
          t.writeByteArray(2, message(shape -> {
            for (Object d : dims) {
              shape.writeByteArray(1, message(dim -> {
                if (d instanceof String symbol) {
                  dim.writeString(2, symbol);
                } else {
                  dim.writeInt64(1, ((Number) d).longValue());
                }
              }));
            }
          }));
        }
      }))));
    });
  }

  /** The whole model; the graph is last, so that no shorter piece of it is a model. */
  byte[] bytes() {
    return message(m -> {
      m.writeInt64(1, 8);
      m.writeString(2, "a test");
      m.writeByteArray(8, message(set -> {
        set.writeString(1, "");
        set.writeInt64(2, opset);
      }));
      m.writeByteArray(7, message(g -> {
        for (byte[] node : nodes) {
          g.writeByteArray(1, node);
        }
        for (byte[] tensor : initializers) {
          g.writeByteArray(5, tensor);
        }
        for (byte[] value : inputs) {
          g.writeByteArray(11, value);
        }
        for (byte[] value : outputs) {
          g.writeByteArray(12, value);
        }
      }));
    });
  }

  OnnxModel model() throws IOException {
    return OnnxModel.read("m", bytes());
  }

  static byte[] message(Body body) {
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
