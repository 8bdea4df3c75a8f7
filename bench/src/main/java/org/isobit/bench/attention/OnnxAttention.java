package org.isobit.bench.attention;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;

/**
 * Attention in ONNX Runtime on one thread, head-major, keys given transposed as they best suit it: MatMul, Softmax,
 * MatMul of queries that are scaled already. Operands and result are in buffers that are made once.
 */
final class OnnxAttention {

  private static final int FLOAT = 1;

  private final OrtSession session;
  private final Map<String, OnnxTensor> inputs;
  private final Map<String, OnnxTensor> outputs;
  private final FloatBuffer y;

  /** Part of a message. */
  private interface Body {
    void write(CodedOutputStream out) throws IOException;
  }

  OnnxAttention(int heads, int tokens, int size, float[] q, float[] transposedKeys, float[] v) {
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      OrtSession.SessionOptions options = new OrtSession.SessionOptions();
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      session = environment.createSession(model(heads, tokens, size), options);
      long[] rows = {heads, tokens, size};
      y = floats(new float[q.length]);
      inputs = Map.of("q", OnnxTensor.createTensor(environment, floats(q), rows), "k",
          OnnxTensor.createTensor(environment, floats(transposedKeys), new long[] {heads, size, tokens}), "v",
          OnnxTensor.createTensor(environment, floats(v), rows));
      outputs = Map.of("y", OnnxTensor.createTensor(environment, y, rows));
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FloatBuffer floats(float[] x) {
    FloatBuffer buffer = ByteBuffer.allocateDirect(4 * x.length).order(ByteOrder.nativeOrder()).asFloatBuffer();
    buffer.put(x).rewind();
    return buffer;
  }

  void run() {
    try (OrtSession.Result result = session.run(inputs, Set.of(), outputs)) {
      if (result.size() != 1) {
        throw new IllegalStateException("one output expected, not " + result.size());
      }
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  void output(float[] to) {
    y.get(0, to);
  }

  private static byte[] model(int heads, int tokens, int size) {
    return message(out -> {
      out.writeInt64(1, 8);
      out.writeByteArray(7, message(graph -> {
        graph.writeByteArray(1, node("MatMul", "s", "q", "k"));
        graph.writeByteArray(1, node("Softmax", "p", "s"));
        graph.writeByteArray(1, node("MatMul", "y", "p", "v"));
        graph.writeString(2, "attention");
        graph.writeByteArray(11, value("q", heads, tokens, size));
        graph.writeByteArray(11, value("k", heads, size, tokens));
        graph.writeByteArray(11, value("v", heads, tokens, size));
        graph.writeByteArray(12, value("y", heads, tokens, size));
      }));
      out.writeByteArray(8, message(opset -> {
        opset.writeString(1, "");
        opset.writeInt64(2, 17);
      }));
    });
  }

  private static byte[] node(String type, String output, String... operands) {
    return message(out -> {
      for (String operand : operands) {
        out.writeString(1, operand);
      }
      out.writeString(2, output);
      out.writeString(4, type);
    });
  }

  private static byte[] value(String name, int... shape) {
    byte[] sizes = message(out -> {
      for (int size : shape) {
        out.writeByteArray(1, message(one -> one.writeInt64(1, size)));
      }
    });
    byte[] tensor = message(out -> {
      out.writeInt32(1, FLOAT);
      out.writeByteArray(2, sizes);
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
