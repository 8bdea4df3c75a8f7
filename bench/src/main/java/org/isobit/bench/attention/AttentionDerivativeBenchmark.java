package org.isobit.bench.attention;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.Backend;
import org.isobit.kernels.attention.AttentionShape;
import org.isobit.kernels.attention.FloatAttentionDerivativeReference;
import org.isobit.kernels.attention.FloatAttentionMask;
import org.isobit.kernels.attention.FloatAttentionOperands;
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
 * Gradient and tangent of attention, 8 heads of 64 elements in float on one thread, against the same by products and
 * the softmax's gradient with all scores in memory. Five products of each are counted, which is what both need at
 * least.
 */
@State(Scope.Thread)
public class AttentionDerivativeBenchmark implements KernelBenchmark {

  private static final int HEADS = 8;
  private static final int SIZE = 64;

  /** Which one. */
  @Param({"attentionGradient.float", "attentionTangent.float"})
  public String pass;

  /** Queries and keys. */
  @Param({"64", "256", "1024", "4096"})
  public int tokens;

  /** Whose. */
  @Param({"simd", "composed", "reference"})
  public String implementation;

  private FloatAttentionDerivativeReference kernels;
  private FloatAttentionOperands operands;
  private float scale;
  private float[] q;
  private float[] k;
  private float[] v;
  private float[] dq;
  private float[] dk;
  private float[] dv;
  private float[] dy;
  private float[] weights;
  private float[] moves;

  /** Makes the benchmark. */
  public AttentionDerivativeBenchmark() {}

  /** Makes the operands, and what a forward pass makes of them. */
  @Setup
  public void prepare() {
    AttentionShape shape = AttentionShape.of(1, HEADS, tokens, tokens, SIZE);
    scale = (float) shape.scale();
    int n = HEADS * tokens * SIZE;
    Inputs inputs = new Inputs(1);
    q = inputs.floats(n);
    k = inputs.floats(n);
    v = inputs.floats(n);
    dq = inputs.floats(n);
    dk = inputs.floats(n);
    dv = inputs.floats(n);
    dy = inputs.floats(n);
    if (implementation.equals("composed")) {
      weights = new float[tokens * tokens];
      moves = new float[tokens * tokens];
      return;
    }
    Backend backend = KernelBenchmark.backend(implementation);
    float[] y = new float[n];
    float[] statistics = new float[2 * HEADS * tokens];
    for (int head = 0; head < HEADS; head++) {
      FloatAttentionReference.of(backend).forward(shape, FloatAttentionMask.NONE, head, 0, tokens, q, 0, SIZE, k, 0,
          SIZE, v, 0, SIZE, y, 0, SIZE, statistics, 0);
    }
    kernels = FloatAttentionDerivativeReference.of(backend);
    operands = new FloatAttentionOperands().begin("benchmark", shape, FloatAttentionMask.NONE)
        .inputs(q, 0, SIZE, k, 0, SIZE, v, 0, SIZE).made(y, 0, SIZE, statistics, 0)
        .ofInputs(dq, 0, SIZE, dk, 0, SIZE, dv, 0, SIZE).ofOutput(dy, 0, SIZE);
  }

  /** All heads. */
  @Benchmark
  public void derive() {
    boolean gradient = gradient();
    for (int head = 0; head < HEADS; head++) {
      if (weights != null) {
        composed(head * tokens * SIZE, gradient);
      } else if (gradient) {
        kernels.heads(operands, head);
      } else {
        kernels.tangent(operands, head, 0, tokens);
      }
    }
  }

  private boolean gradient() {
    return pass.equals("attentionGradient.float");
  }

  private void composed(int at, boolean gradient) {
    int t = tokens;
    FloatGemm.gemm(false, true, t, t, SIZE, scale, q, at, SIZE, k, at, SIZE, 0.0f, weights, 0, t);
    FloatSoftmax.forward(t, t, weights, 0, t, weights, 0, t);
    if (gradient) {
      FloatGemm.gemm(false, true, t, t, SIZE, 1.0f, dy, at, SIZE, v, at, SIZE, 0.0f, moves, 0, t);
      FloatSoftmax.backward(t, t, weights, 0, t, moves, 0, t, moves, 0, t);
      FloatGemm.gemm(false, false, t, SIZE, t, scale, moves, 0, t, k, at, SIZE, 0.0f, dq, at, SIZE);
      FloatGemm.gemm(true, false, t, SIZE, t, scale, moves, 0, t, q, at, SIZE, 0.0f, dk, at, SIZE);
      FloatGemm.gemm(true, false, t, SIZE, t, 1.0f, weights, 0, t, dy, at, SIZE, 0.0f, dv, at, SIZE);
    } else {
      FloatGemm.gemm(false, true, t, t, SIZE, scale, dq, at, SIZE, k, at, SIZE, 0.0f, moves, 0, t);
      FloatGemm.gemm(false, true, t, t, SIZE, scale, q, at, SIZE, dk, at, SIZE, 1.0f, moves, 0, t);
      FloatSoftmax.backward(t, t, weights, 0, t, moves, 0, t, moves, 0, t);
      FloatGemm.gemm(false, false, t, SIZE, t, 1.0f, moves, 0, t, v, at, SIZE, 0.0f, dy, at, SIZE);
      FloatGemm.gemm(false, false, t, SIZE, t, 1.0f, weights, 0, t, dv, at, SIZE, 1.0f, dy, at, SIZE);
    }
  }

  @Override
  public Work work() {
    return new Work(pass, "8 heads of 64", 10.0 * HEADS * tokens * tokens * SIZE, 32.0 * HEADS * tokens * SIZE);
  }

  @Override
  public double[] output() {
    float[][] results = gradient() ? new float[][] {dq, dk, dv} : new float[][] {dy};
    double[] all = new double[results.length * dq.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = results[i / dq.length][i % dq.length];
    }
    return all;
  }

  @Override
  public double tolerance() {
    return 1e-5;
  }
}
