package org.isobit.bench.attention;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import org.isobit.bench.neural.OnnxWriter;

/**
 * Attention in ONNX Runtime on one thread, head-major, keys given transposed as they best suit it: MatMul, Softmax,
 * MatMul of queries that are scaled already. Operands and result are in buffers that are made once.
 */
final class OnnxAttention {

  private final OrtSession session;
  private final Map<String, OnnxTensor> inputs;
  private final Map<String, OnnxTensor> outputs;
  private final FloatBuffer y;

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
    return new OnnxWriter().input("q", heads, tokens, size).input("k", heads, size, tokens)
        .input("v", heads, tokens, size).output("y", heads, tokens, size).node("MatMul", Map.of(), "s", "q", "k")
        .node("Softmax", Map.of(), "p", "s").node("MatMul", Map.of(), "y", "p", "v").bytes();
  }
}
