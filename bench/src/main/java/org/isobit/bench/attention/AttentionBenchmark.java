package org.isobit.bench.attention;

import org.isobit.bench.KernelBenchmark;
import org.isobit.bench.neural.OnnxRuntime;
import org.isobit.kernels.Workers;
import org.isobit.kernels.attention.AttentionShape;
import org.isobit.kernels.attention.FloatAttention;
import org.isobit.kernels.attention.FloatAttentionMask;
import org.isobit.kernels.attention.FloatAttentionReference;
import org.isobit.kernels.gemm.FloatGemm;
import org.isobit.kernels.neural.FloatSoftmax;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Attention of 8 heads of 64 elements in float on one thread and two, against the same in three calls (product,
 * softmax, product, with all scores in memory) and ONNX Runtime.
 */
@State(Scope.Thread)
public class AttentionBenchmark implements KernelBenchmark {

  private static final int HEADS = 8;
  private static final int SIZE = 64;

  /** Queries and keys. */
  @Param({"64", "128", "256", "512", "1024", "2048", "4096"})
  public int tokens;

  /** Whose. */
  @Param({"simd", "simd-threads", "composed", "onnxruntime", "onnxruntime-fused", "onnxruntime-threads",
      "onnxruntime-fused-threads", "reference"})
  public String implementation;

  private AttentionShape shape;
  private FloatAttentionReference kernels;
  private OnnxRuntime onnx;
  private float[] q;
  private float[] k;
  private float[] v;
  private float[] y;
  private float[] scores;

  /** Makes the benchmark. */
  public AttentionBenchmark() {}

  /** Makes queries, keys and values. */
  @Setup
  public void prepare() {
    shape = AttentionShape.of(1, HEADS, tokens, tokens, SIZE);
    int n = HEADS * tokens * SIZE;
    q = new Inputs(1).floats(n);
    k = new Inputs(2).floats(n);
    v = new Inputs(3).floats(n);
    y = new float[n];
    kernels = FloatAttentionReference.of(KernelBenchmark.backend(implementation));
    if (implementation.equals("composed")) {
      scores = new float[tokens * tokens];
    } else if (isFused()) {
      onnx = OnnxAttention.fused(HEADS, tokens, SIZE, tokenMajor(q), tokenMajor(k), tokenMajor(v), threads());
    } else if (implementation.startsWith("onnxruntime")) {
      float[] scaled = q.clone();
      float[] transposed = new float[n];
      for (int i = 0; i < n; i++) {
        scaled[i] *= (float) shape.scale();
        int head = i / (tokens * SIZE);
        transposed[(head * SIZE + i % SIZE) * tokens + i / SIZE % tokens] = k[i];
      }
      onnx = OnnxAttention.unfused(HEADS, tokens, SIZE, scaled, transposed, v, threads());
    }
  }

  private boolean isFused() {
    return implementation.startsWith("onnxruntime-fused");
  }

  private int threads() {
    return OnnxRuntime.threads(implementation);
  }

  /** Where an element of a head-major array lies in a token-major one. */
  private int place(int i) {
    return (i / SIZE % tokens * HEADS + i / (tokens * SIZE)) * SIZE + i % SIZE;
  }

  private float[] tokenMajor(float[] x) {
    float[] z = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      z[place(i)] = x[i];
    }
    return z;
  }

  /** All heads. */
  @Benchmark
  public void attend() {
    if (onnx != null) {
      onnx.run();
    } else if (scores != null) {
      composed();
    } else if (threads() > 1) {
      FloatAttention.forward(shape, q, 0, SIZE, k, 0, SIZE, v, 0, SIZE, FloatAttentionMask.NONE, y, 0, SIZE, null, 0,
          Workers.shared());
    } else {
      for (int head = 0; head < HEADS; head++) {
        kernels.forward(shape, FloatAttentionMask.NONE, head, 0, tokens, q, 0, SIZE, k, 0, SIZE, v, 0, SIZE, y, 0,
            SIZE, null, 0);
      }
    }
  }

  private void composed() {
    for (int head = 0; head < HEADS; head++) {
      int at = head * tokens * SIZE;
      FloatGemm.gemm(false, true, tokens, tokens, SIZE, (float) shape.scale(), q, at, SIZE, k, at, SIZE, 0.0f, scores,
          0, tokens);
      FloatSoftmax.forward(tokens, tokens, scores, 0, tokens, scores, 0, tokens);
      FloatGemm.gemm(false, false, tokens, SIZE, tokens, 1.0f, scores, 0, tokens, v, at, SIZE, 0.0f, y, at, SIZE);
    }
  }

  @Override
  public Work work() {
    return new Work("attention.float", "8 heads of 64", 4.0 * HEADS * tokens * tokens * SIZE,
        16.0 * HEADS * tokens * SIZE);
  }

  @Override
  public double[] output() {
    float[] result = y.clone();
    if (onnx != null) {
      onnx.output(result);
    }
    double[] all = new double[result.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = result[isFused() ? place(i) : i];
    }
    return all;
  }

  @Override
  public double tolerance() {
    return 1e-5;
  }
}
