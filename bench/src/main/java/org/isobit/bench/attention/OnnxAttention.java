package org.isobit.bench.attention;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.bench.neural.OnnxRuntime;
import org.isobit.bench.neural.OnnxWriter;
import org.isobit.models.onnx.tensor.Tensor;

/**
 * Attention in ONNX Runtime: head-major in three nodes, MatMul, Softmax, MatMul of queries that are scaled already and
 * keys that are transposed already, as they best suit it; or token-major in one, its own MultiHeadAttention.
 */
final class OnnxAttention {

  private OnnxAttention() {}

  private static Map<String, Tensor> operands(Tensor q, Tensor k, Tensor v) {
    Map<String, Tensor> operands = new LinkedHashMap<>();
    operands.put("q", q);
    operands.put("k", k);
    operands.put("v", v);
    return operands;
  }

  static OnnxRuntime unfused(int heads, int tokens, int size, float[] scaled, float[] transposedKeys, float[] v,
      int threads) {
    byte[] model = new OnnxWriter().input("q", heads, tokens, size).input("k", heads, size, tokens)
        .input("v", heads, tokens, size).output("y", heads, tokens, size).node("MatMul", Map.of(), "s", "q", "k")
        .node("Softmax", Map.of(), "p", "s").node("MatMul", Map.of(), "y", "p", "v").bytes();
    return new OnnxRuntime(model, operands(Tensor.of(scaled, heads, tokens, size),
        Tensor.of(transposedKeys, heads, size, tokens), Tensor.of(v, heads, tokens, size)), threads, heads, tokens,
        size);
  }

  static OnnxRuntime fused(int heads, int tokens, int size, float[] q, float[] k, float[] v, int threads) {
    int width = heads * size;
    byte[] model = new OnnxWriter().input("q", 1, tokens, width).input("k", 1, tokens, width)
        .input("v", 1, tokens, width).output("y", 1, tokens, width)
        .node("com.microsoft.MultiHeadAttention", Map.of("num_heads", (long) heads), "y", "q", "k", "v").bytes();
    return new OnnxRuntime(model, operands(Tensor.of(q, 1, tokens, width), Tensor.of(k, 1, tokens, width),
        Tensor.of(v, 1, tokens, width)), threads, 1, tokens, width);
  }
}
