package org.isobit.bench.neural;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.DenseLayer;

/**
 * Writes a chain of dense layers, a layer norm or a loss as an ONNX model: the few messages of onnx.proto3 that this
 * needs, with their field numbers. Each layer is a node Gemm and, unless it is the identity, a node of the activation.
 */
public final class OnnxWriter {

  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final int FLOAT = 1;
  private static final int LONG = 7;

  /** Part of a message. */
  private interface Body {
    void write(CodedOutputStream out) throws IOException;
  }

  private OnnxWriter() {}

  /** The file's bytes; weights stored inputs × outputs, one array a layer, then one of biases. */
  static byte[] model(DenseLayer[] layers, float[][] weights, float[][] biases) {
    return file(graph(layers, weights, biases));
  }

  /**
   * A model of one node, LayerNormalization over columns.
   *
   * @param epsilon its ε
   * @param gamma   its scale
   * @param beta    its bias
   * @return the file's bytes
   */
  public static byte[] layerNorm(float epsilon, float[] gamma, float[] beta) {
    return file(message(out -> {
      out.writeByteArray(1, message(node -> {
        node.writeString(1, "x");
        node.writeString(1, "gamma");
        node.writeString(1, "beta");
        node.writeString(2, "y");
        node.writeString(4, "LayerNormalization");
        node.writeByteArray(5, message(attribute -> {
          attribute.writeString(1, "epsilon");
          attribute.writeFloat(2, epsilon);
          attribute.writeInt32(20, FLOAT);
        }));
      }));
      out.writeString(2, "norm");
      out.writeByteArray(5, tensor("gamma", gamma, gamma.length));
      out.writeByteArray(5, tensor("beta", beta, beta.length));
      out.writeByteArray(11, value("x", gamma.length));
      out.writeByteArray(12, value("y", gamma.length));
    }));
  }

  /**
   * A model of one node, SoftmaxCrossEntropyLoss, the mean over rows of logits.
   *
   * @param n       classes
   * @param targets those of the rows
   * @return the file's bytes
   */
  public static byte[] crossEntropy(int n, long[] targets) {
    ByteBuffer raw = ByteBuffer.allocate(8 * targets.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(targets);
    return file(message(out -> {
      out.writeByteArray(1, message(node -> {
        node.writeString(1, "x");
        node.writeString(1, "targets");
        node.writeString(2, "y");
        node.writeString(4, "SoftmaxCrossEntropyLoss");
      }));
      out.writeString(2, "loss");
      out.writeByteArray(5, message(tensor -> {
        tensor.writeInt64(1, targets.length);
        tensor.writeInt32(2, LONG);
        tensor.writeString(8, "targets");
        tensor.writeBytes(9, ByteString.copyFrom(raw.array()));
      }));
      out.writeByteArray(11, value("x", n));
      out.writeByteArray(12, message(value -> {
        value.writeString(1, "y");
        value.writeByteArray(2, message(type -> type.writeByteArray(1, message(scalar -> {
          scalar.writeInt32(1, FLOAT);
          scalar.writeByteArray(2, new byte[0]);
        }))));
      }));
    }));
  }

  private static byte[] file(byte[] graph) {
    return message(out -> {
      out.writeInt64(1, IR_VERSION);
      out.writeString(2, "isobit-bench");
      out.writeByteArray(7, graph);
      out.writeByteArray(8, message(opset -> {
        opset.writeString(1, "");
        opset.writeInt64(2, OPSET);
      }));
    });
  }

  private static byte[] graph(DenseLayer[] layers, float[][] weights, float[][] biases) {
    return message(out -> {
      String from = "x";
      for (int l = 0; l < layers.length; l++) {
        boolean last = l == layers.length - 1;
        boolean plain = layers[l].activation() == Activation.IDENTITY;
        String sum = plain && last ? "y" : "z" + l;
        out.writeByteArray(1, gemm(from, "w" + l, "b" + l, sum));
        String to = plain ? sum : last ? "y" : "a" + l;
        if (!plain) {
          out.writeByteArray(1, activation(layers[l], sum, to));
        }
        from = to;
      }
      out.writeString(2, "stack");
      for (int l = 0; l < layers.length; l++) {
        out.writeByteArray(5, tensor("w" + l, weights[l], layers[l].inputs(), layers[l].outputs()));
        out.writeByteArray(5, tensor("b" + l, biases[l], layers[l].outputs()));
      }
      out.writeByteArray(11, value("x", layers[0].inputs()));
      out.writeByteArray(12, value("y", layers[layers.length - 1].outputs()));
    });
  }

  private static byte[] gemm(String x, String w, String b, String y) {
    return message(out -> {
      out.writeString(1, x);
      out.writeString(1, w);
      out.writeString(1, b);
      out.writeString(2, y);
      out.writeString(4, "Gemm");
    });
  }

  private static byte[] activation(DenseLayer layer, String x, String y) {
    String type = switch (layer.activation()) {
      case RELU -> "Relu";
      case LEAKY_RELU -> "LeakyRelu";
      case TANH -> "Tanh";
      case SIGMOID -> "Sigmoid";
      default -> throw new IllegalArgumentException("no node for " + layer.activation());
    };
    return message(out -> {
      out.writeString(1, x);
      out.writeString(2, y);
      out.writeString(4, type);
      if (layer.activation() == Activation.LEAKY_RELU) {
        out.writeByteArray(5, message(attribute -> {
          attribute.writeString(1, "alpha");
          attribute.writeFloat(2, (float) layer.slope());
          attribute.writeInt32(20, FLOAT);
        }));
      }
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

  /** A matrix of so many columns whose rows are the batch. */
  private static byte[] value(String name, int columns) {
    byte[] shape = message(out -> {
      out.writeByteArray(1, message(rows -> rows.writeString(2, "batch")));
      out.writeByteArray(1, message(width -> width.writeInt64(1, columns)));
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
