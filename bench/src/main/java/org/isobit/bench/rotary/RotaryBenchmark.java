package org.isobit.bench.rotary;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.rotary.FloatRotaryReference;
import org.isobit.kernels.rotary.FloatRotaryTable;
import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.kernels.rotary.RotaryTable;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Rotary positions of 8 heads of 64 elements in float, on one thread. */
@State(Scope.Thread)
public class RotaryBenchmark implements KernelBenchmark {

  private static final int HEADS = 8;
  private static final int SIZE = 64;

  /** Tokens. */
  @Param({"256", "4096"})
  public int tokens;

  /** Which elements are pairs. */
  @Param({"INTERLEAVED", "HALVES"})
  public String pairing;

  /** Whose loop. */
  @Param({"simd", "reference"})
  public String implementation;

  private FloatRotaryTable table;
  private FloatRotaryReference kernels;
  private float[] x;
  private float[] y;

  /** Makes the benchmark. */
  public RotaryBenchmark() {}

  /** Makes table and tokens. */
  @Setup
  public void prepare() {
    double[] places = new double[tokens];
    for (int t = 0; t < tokens; t++) {
      places[t] = t;
    }
    table = FloatRotaryTable.of(RotaryPairing.valueOf(pairing), places, RotaryTable.frequencies(SIZE / 2, 10000.0));
    kernels = FloatRotaryReference.of(KernelBenchmark.backend(implementation));
    x = new Inputs(1).floats(tokens * HEADS * SIZE);
    y = new float[x.length];
  }

  /** All tokens and heads. */
  @Benchmark
  public void turn() {
    kernels.turn(table, 1.0f, 0, tokens, HEADS, SIZE, 0, tokens, x, 0, HEADS * SIZE, y, 0, HEADS * SIZE);
  }

  @Override
  public Work work() {
    double elements = (double) tokens * HEADS * SIZE;
    return new Work("rotary.float", "8 heads of 64", 3 * elements, 8 * elements, tokens);
  }

  @Override
  public double[] output() {
    double[] all = new double[y.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = y[i];
    }
    return all;
  }

  @Override
  public double tolerance() {
    return 0.0;
  }
}
