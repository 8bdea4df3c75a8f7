package org.isobit.bench.networks;

import java.util.Map;
import org.isobit.bench.KernelBenchmark.Work;
import org.isobit.bench.neural.OnnxRuntime;
import org.isobit.bench.neural.OnnxWriter;
import org.isobit.kernels.Workers;
import org.isobit.kernels.attention.AttentionShape;
import org.isobit.kernels.attention.FloatAttention;
import org.isobit.kernels.attention.FloatAttentionMask;
import org.isobit.kernels.gemm.FloatGemm;
import org.isobit.kernels.neural.FloatGates;
import org.isobit.kernels.neural.Gate;
import org.isobit.kernels.normalization.FloatRmsNorm;
import org.isobit.models.onnx.tensor.Tensor;
import org.isobit.verify.Inputs;

/**
 * h = x + attention(norm(x)), y = h + hidden(norm(h)) with RMS norms and SwiGLU, without biases, of kernels; in ONNX
 * Runtime of products and Softmax, or fused with its MultiHeadAttention.
 */
final class TransformerBlock extends Case {

  private static final float EPS = 1e-5f;

  private final int width;
  private final int heads;
  private final int hidden;
  private final int tokens;
  private float[] x;
  private float[] y;
  private float[] gamma;

  /** Q, K and V side by side, and the two halves of the hidden layer. */
  private float[] into;
  private float[] wide;
  private float[] out;
  private float[] narrow;
  private float[] normed;
  private float[] projected;
  private float[] attended;
  private float[] middle;
  private float[] halves;
  private float[] gated;
  private AttentionShape shape;

  TransformerBlock(int width, int heads, int hidden, int tokens) {
    this.width = width;
    this.heads = heads;
    this.hidden = hidden;
    this.tokens = tokens;
  }

  @Override
  void prepare() {
    Inputs inputs = new Inputs(1);
    x = inputs.floats(tokens * width);
    gamma = inputs.floats(width);
    into = weights(inputs, width, 3 * width);
    out = weights(inputs, width, width);
    wide = weights(inputs, width, 2 * hidden);
    narrow = weights(inputs, hidden, width);
    y = new float[x.length];
    normed = new float[x.length];
    projected = new float[3 * x.length];
    attended = new float[x.length];
    middle = new float[x.length];
    halves = new float[2 * tokens * hidden];
    gated = new float[tokens * hidden];
    shape = AttentionShape.of(1, heads, tokens, tokens, width / heads).withTokenMajor();
  }

  /** Of the size at which signals neither die nor explode. */
  private static float[] weights(Inputs inputs, int rows, int columns) {
    float[] w = inputs.floats(rows * columns);
    float scale = (float) Math.sqrt(3.0 / rows);
    for (int i = 0; i < w.length; i++) {
      w[i] *= scale;
    }
    return w;
  }

  @Override
  void infer(Workers workers) {
    int three = 3 * width;
    norm(x, workers);
    product(width, three, normed, into, 0.0f, projected, workers);
    FloatAttention.forward(shape, projected, 0, three, projected, width, three, projected, 2 * width, three,
        FloatAttentionMask.NONE, attended, 0, width, null, 0, workers);
    System.arraycopy(x, 0, middle, 0, x.length);
    product(width, width, attended, out, 1.0f, middle, workers);
    norm(middle, workers);
    product(width, 2 * hidden, normed, wide, 0.0f, halves, workers);
    FloatGates.forward(Gate.SWIGLU, tokens, hidden, halves, 0, 2 * hidden, gated, 0, hidden, workers);
    System.arraycopy(middle, 0, y, 0, y.length);
    product(hidden, width, gated, narrow, 1.0f, y, workers);
  }

  private void norm(float[] from, Workers workers) {
    FloatRmsNorm.forward(tokens, width, EPS, from, 0, width, gamma, 0, normed, 0, width, null, 0, workers);
  }

  private void product(int inputs, int outputs, float[] a, float[] w, float beta, float[] c, Workers workers) {
    FloatGemm.gemm(false, false, tokens, outputs, inputs, 1.0f, a, 0, inputs, w, 0, outputs, beta, c, 0, outputs,
        workers);
  }

  @Override
  float[] output() {
    return y;
  }

  /** Columns of a matrix. */
  private static float[] columns(float[] w, int ld, int from, int n) {
    float[] part = new float[w.length / ld * n];
    for (int i = 0; i < w.length / ld; i++) {
      System.arraycopy(w, i * ld + from, part, i * n, n);
    }
    return part;
  }

  @Override
  OnnxRuntime onnx(boolean fused, int threads) {
    OnnxWriter model = new OnnxWriter().input("x", 1, tokens, width).output("y", 1, tokens, width)
        .constant("gamma", gamma, width).constant("out", out, width, width).constant("narrow", narrow, hidden, width)
        .constant("gate", columns(wide, 2 * hidden, 0, hidden), width, hidden)
        .constant("up", columns(wide, 2 * hidden, hidden, hidden), width, hidden);
    norm(model, "n", "x");
    for (int i = 0; i < 3; i++) {
      String name = "qkv".substring(i, i + 1);
      model.constant("w" + name, columns(into, 3 * width, i * width, width), width, width)
          .node("MatMul", Map.of(), name, "n", "w" + name);
    }
    if (fused) {
      model.node("com.microsoft.MultiHeadAttention", Map.of("num_heads", (long) heads), "a", "q", "k", "v");
    } else {
      unfused(model);
    }
    model.node("MatMul", Map.of(), "o", "a", "out").node("Add", Map.of(), "h", "x", "o");
    norm(model, "m", "h");
    model.node("MatMul", Map.of(), "g", "m", "gate").node("MatMul", Map.of(), "u", "m", "up")
        .node("Sigmoid", Map.of(), "sigmoid", "g").node("Mul", Map.of(), "silu", "g", "sigmoid")
        .node("Mul", Map.of(), "gu", "silu", "u").node("MatMul", Map.of(), "d", "gu", "narrow")
        .node("Add", Map.of(), "y", "h", "d");
    return new OnnxRuntime(model.bytes(), Map.of("x", Tensor.of(x, 1, tokens, width)), threads, 1, tokens, width);
  }

  private static void norm(OnnxWriter model, String output, String input) {
    model.node("SimplifiedLayerNormalization", Map.of("epsilon", EPS, "axis", -1L), output, input, "gamma");
  }

  private void unfused(OnnxWriter model) {
    model.integers("split", 1, tokens, heads, width / heads).integers("joined", 1, tokens, width)
        .constant("scale", new float[] {(float) shape.scale()}, 1);
    for (String name : new String[] {"q", "k", "v"}) {
      long[] order = name.equals("k") ? new long[] {0, 2, 3, 1} : new long[] {0, 2, 1, 3};
      model.node("Reshape", Map.of(), name + "r", name, "split")
          .node("Transpose", Map.of("perm", order), name + "t", name + "r");
    }
    model.node("MatMul", Map.of(), "s", "qt", "kt").node("Mul", Map.of(), "scaled", "s", "scale")
        .node("Softmax", Map.of(), "p", "scaled").node("MatMul", Map.of(), "at", "p", "vt")
        .node("Transpose", Map.of("perm", new long[] {0, 2, 1, 3}), "ar", "at")
        .node("Reshape", Map.of(), "a", "ar", "joined");
  }

  @Override
  Work work() {
    double weights = 4.0 * width * width + 3.0 * width * hidden;
    return new Work("attention.float", "transformer block", 2.0 * tokens * weights + 4.0 * tokens * tokens * width,
        4.0 * (weights + 2.0 * tokens * width));
  }
}
