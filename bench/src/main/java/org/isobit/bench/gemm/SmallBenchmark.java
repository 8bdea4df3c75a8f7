// Master of FloatSmallBenchmark: the float version is generated from this file.
package org.isobit.bench.gemm;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Square products below 64 on one thread, checks of the façade included. */
public class SmallBenchmark extends ProductBenchmark {

  /** Order. */
  @Param({"4", "8", "12", "16", "20", "24", "32", "40", "48", "56", "63"})
  public int n;

  /** Whose product. */
  @Param({"simd", "openblas", "ejml", "reference"})
  public String implementation;

  /** Makes the benchmark. */
  public SmallBenchmark() {}

  /** Makes the operands. */
  @Setup
  public void prepare() {
    product = new Product(false, false, n, n, n, implementation.equals("simd") ? "simd-facade" : implementation);
  }

  /** One product. */
  @Benchmark
  public void multiply() {
    product.run();
  }

  @Override
  public Work work() {
    return work("small", n, n, n);
  }
}
