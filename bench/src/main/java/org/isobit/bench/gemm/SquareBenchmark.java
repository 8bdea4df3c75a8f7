// Master of FloatSquareBenchmark: the float version is generated from this file.
package org.isobit.bench.gemm;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Square products on one thread. */
public class SquareBenchmark extends ProductBenchmark {

  /** Order. */
  @Param({"96", "128", "192", "256", "384", "512", "768", "1024", "1536"})
  public int n;

  /** Whose product. */
  @Param({"simd", "openblas", "ejml", "reference"})
  public String implementation;

  /** Makes the benchmark. */
  public SquareBenchmark() {}

  /** Makes the operands. */
  @Setup
  public void prepare() {
    product = new Product(false, false, n, n, n, implementation);
  }

  /** One product. */
  @Benchmark
  public void multiply() {
    product.run();
  }

  @Override
  public Work work() {
    return work("square", n, n, n);
  }
}
