package org.isobit.bench.convolution;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.isobit.kernels.convolution.ConvolutionShape;

/**
 * Writes a convolution as an ONNX model of one node Conv, padded with zeros: the few messages of onnx.proto3 that this
 * needs, with their field numbers. Lines are images of one row.
 */
final class OnnxConvolution {

  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final int FLOAT = 1;
  private static final int INTS = 7;
  private static final int INT = 2;

  /** Part of a message. */
  private interface Body {
    void write(CodedOutputStream out) throws IOException;
  }

  private OnnxConvolution() {}

  /** The file's bytes. */
  static byte[] model(ConvolutionShape shape, float[] w, float[] bias) {
    return message(out -> {
      out.writeInt64(1, IR_VERSION);
      out.writeString(2, "isobit-bench");
      out.writeByteArray(7, graph(shape, w, bias));
      out.writeByteArray(8, message(opset -> {
        opset.writeString(1, "");
        opset.writeInt64(2, OPSET);
      }));
    });
  }

  private static byte[] graph(ConvolutionShape s, float[] w, float[] bias) {
    return message(out -> {
      out.writeByteArray(1, node(s));
      out.writeString(2, "convolution");
      out.writeByteArray(5, tensor("w", w, s.filters(), s.channels() / s.groups(), s.kernelY(), s.kernelX()));
      out.writeByteArray(5, tensor("b", bias, s.filters()));
      out.writeByteArray(11, value("x", s.channels(), s.ny(), s.nx()));
      out.writeByteArray(12, value("y", s.filters(), s.outNy(), s.outNx()));
    });
  }

  private static byte[] node(ConvolutionShape s) {
    return message(out -> {
      out.writeString(1, "x");
      out.writeString(1, "w");
      out.writeString(1, "b");
      out.writeString(2, "y");
      out.writeString(4, "Conv");
      out.writeByteArray(5, integers("dilations", s.dilationY(), s.dilationX()));
      out.writeByteArray(5, integers("kernel_shape", s.kernelY(), s.kernelX()));
      out.writeByteArray(5, integers("pads", s.padTop(), s.padLeft(), s.padBottom(), s.padRight()));
      out.writeByteArray(5, integers("strides", s.strideY(), s.strideX()));
      out.writeByteArray(5, message(attribute -> {
        attribute.writeString(1, "group");
        attribute.writeInt64(3, s.groups());
        attribute.writeInt32(20, INT);
      }));
    });
  }

  private static byte[] integers(String name, int... values) {
    return message(out -> {
      out.writeString(1, name);
      for (int value : values) {
        out.writeInt64(8, value);
      }
      out.writeInt32(20, INTS);
    });
  }

  private static byte[] tensor(String name, float[] data, int... shape) {
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
