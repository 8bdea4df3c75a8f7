// Master of FloatFreeAttentionBenchmark: the float version is generated from this file.
package org.isobit.bench.free;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.attention.AttentionMask;
import org.isobit.kernels.attention.AttentionReference;
import org.isobit.kernels.attention.AttentionShape;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Attention of 2 heads of 64 as the contract has it, and with its sums in any order, on one thread. */
@State(Scope.Thread)
public class FreeAttentionBenchmark implements KernelBenchmark {

  private static final int HEADS = 2;
  private static final int SIZE = 64;

  /** Queries and keys, a multiple of 256. */
  @Param({"256", "1024"})
  public int tokens;

  /** Whose. */
  @Param({"simd", "free", "reference"})
  public String implementation;

  private AttentionShape shape;
  private AttentionReference kernels;
  private FreeAttentionSimd free;
  private double[] q;
  private double[] k;
  private double[] v;
  private double[] y;

  /** Makes the benchmark. */
  public FreeAttentionBenchmark() {}

  /** Makes queries, keys and values. */
  @Setup
  public void prepare() {
    shape = AttentionShape.of(1, HEADS, tokens, tokens, SIZE);
    kernels = AttentionReference.of(KernelBenchmark.backend(implementation));
    free = new FreeAttentionSimd(tokens, SIZE, shape.scale()); // float: free = new FloatFreeAttentionSimd(tokens, SIZE, (float) shape.scale());
    int n = HEADS * tokens * SIZE;
    q = new Inputs(1).doubles(n);
    k = new Inputs(2).doubles(n);
    v = new Inputs(3).doubles(n);
    y = new double[n];
  }

  /** Both heads. */
  @Benchmark
  public void attend() {
    for (int head = 0; head < HEADS; head++) {
      if (implementation.equals("free")) {
        free.forward(q, k, v, y, head * tokens * SIZE);
      } else {
        kernels.forward(shape, AttentionMask.NONE, head, 0, tokens, q, 0, SIZE, k, 0, SIZE, v, 0, SIZE, y, 0, SIZE,
            null, 0);
      }
    }
  }

  @Override
  public Work work() {
    int bytes = 8; // float: int bytes = 4;
    return new Work("attention.double", "order", 4.0 * HEADS * tokens * tokens * SIZE, 4.0 * bytes * HEADS * tokens * SIZE); // float: return new Work("attention.float", "order", 4.0 * HEADS * tokens * tokens * SIZE, 4.0 * bytes * HEADS * tokens * SIZE);
  }

  @Override
  public double[] output() { // float: unchanged
    return java.util.stream.IntStream.range(0, y.length).mapToDouble(i -> y[i]).toArray(); // float: unchanged
  }

  @Override
  public double tolerance() { // float: unchanged
    return 1e-13; // float: return 1e-5;
  }
}
