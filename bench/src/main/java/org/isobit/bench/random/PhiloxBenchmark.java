package org.isobit.bench.random;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.random.PhiloxReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Random draws into an array in cache. */
@State(Scope.Thread)
public class PhiloxBenchmark implements KernelBenchmark {

  private static final long SEED = 20260101;
  private static final long STREAM = 7;

  /** Which draws. */
  @Param({"words.int", "uniform.double", "uniform.float", "gaussian.double", "gaussian.float"})
  public String draws;

  /** Draws in one call. */
  @Param({"4096"})
  public int n;

  /** Whose loop. */
  @Param({"simd", "reference"})
  public String implementation;

  private int[] ints;
  private double[] doubles;
  private float[] floats;
  private PhiloxReference kernels;

  /** Makes the benchmark. */
  public PhiloxBenchmark() {}

  /** Makes the arrays. */
  @Setup
  public void prepare() {
    ints = new int[n];
    doubles = new double[n];
    floats = new float[n];
    kernels = PhiloxReference.of(KernelBenchmark.backend(implementation));
  }

  /** One array of draws. */
  @Benchmark
  public void draw() {
    switch (draws) {
      case "words.int" -> kernels.words(SEED, STREAM, 0, n, ints, 0);
      case "uniform.double" -> kernels.uniform(SEED, STREAM, 0, n, doubles, 0);
      case "uniform.float" -> kernels.uniform(SEED, STREAM, 0, n, floats, 0);
      case "gaussian.double" -> kernels.gaussian(SEED, STREAM, 0, n, doubles, 0);
      default -> kernels.gaussian(SEED, STREAM, 0, n, floats, 0);
    }
  }

  @Override
  public Work work() {
    return new Work(draws, "random", KernelCatalog.get(draws).flops().at(n), KernelCatalog.get(draws).bytes().at(n));
  }

  @Override
  public double[] output() {
    double[] all = new double[n];
    for (int i = 0; i < n; i++) {
      all[i] = ints[i] + doubles[i] + floats[i];
    }
    return all;
  }

  @Override
  public double tolerance() {
    return 0;
  }
}
