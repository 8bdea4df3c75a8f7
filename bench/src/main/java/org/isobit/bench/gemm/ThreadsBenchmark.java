// Master of FloatThreadsBenchmark: the float version is generated from this file.
package org.isobit.bench.gemm;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Products split over the threads of the shared pool. */
public class ThreadsBenchmark extends ProductBenchmark {

  /** Rows, columns and terms. */
  @Param({"192x192x192", "256x256x256", "512x512x512", "1024x1024x1024", "100x100000x100", "100000x100x100",
      "256x256x10000"})
  public String shape;

  /** Whose product. */
  @Param({"simd", "simd-threads", "reference"})
  public String implementation;

  /** Makes the benchmark. */
  public ThreadsBenchmark() {}

  private int[] sizes() {
    return java.util.Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
  }

  /** Makes the operands. */
  @Setup
  public void prepare() {
    int[] s = sizes();
    product = new Product(false, false, s[0], s[1], s[2], implementation);
  }

  /** One product. */
  @Benchmark
  public void multiply() {
    product.run();
  }

  @Override
  public Work work() {
    int[] s = sizes();
    return work("threads", s[0], s[1], s[2]);
  }
}
