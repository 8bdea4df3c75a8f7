package org.isobit.bench.hardware;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.Workers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The memory ceiling: the STREAM triad a = b + s·c out of cache (McCalpin 1995; 24 bytes an element). */
@State(Scope.Thread)
public class TriadBenchmark implements KernelBenchmark {

  /** 3 arrays of 128 MB: beyond every cache that this library is likely to meet. */
  private static final int N = 1 << 24;

  private static final int PARTS = 64;

  /** Threads. */
  @Param({"1", "2"})
  public int threads;

  /** SIMD or a plain loop. */
  @Param({"simd", "reference"})
  public String implementation;

  private double[] a;
  private double[] b;
  private double[] c;
  private Workers workers;

  /** Makes the benchmark. */
  public TriadBenchmark() {}

  /** Allocates and fills the arrays. */
  @Setup
  public void allocate() {
    a = new double[N];
    b = new double[N];
    c = new double[N];
    for (int i = 0; i < N; i++) {
      b[i] = i;
      c[i] = N - i;
    }
    workers = threads == 1 ? Workers.serial() : Workers.of(threads);
  }

  /** Ends the threads. */
  @TearDown
  public void close() {
    workers.close();
  }

  /** One triad over all elements. */
  @Benchmark
  public void triad() {
    boolean simd = implementation.equals("simd");
    int step = N / PARTS;
    workers.run(PARTS, (part, slot) -> {
      if (simd) {
        PeakSimd.triad(a, b, c, 3.0, part * step, (part + 1) * step);
      } else {
        for (int i = part * step; i < (part + 1) * step; i++) {
          a[i] = Math.fma(c[i], 3.0, b[i]);
        }
      }
    });
  }

  @Override
  public Work work() {
    return new Work("triad.double", "ceiling", 2.0 * N, 24.0 * N);
  }

  @Override
  public double[] output() {
    return a;
  }

  @Override
  public double tolerance() {
    return 0;
  }
}
