// Master of FloatProductBenchmark: the float version is generated from this file.
package org.isobit.bench.gemm;

import org.isobit.bench.KernelBenchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the benchmarks of matrix products share. */
@State(Scope.Thread)
public abstract class ProductBenchmark implements KernelBenchmark {

  /** The product. */
  Product product;

  /** Makes the benchmark. */
  protected ProductBenchmark() {}

  /** The work of a product of m×k by k×n. */
  static Work work(String group, double m, double n, double k) { // float: unchanged
    return new Work("gemm.double", group, 2 * m * n * k, 8 * (m * k + k * n + m * n)); // float: return new Work("gemm.float", group, 2 * m * n * k, 4 * (m * k + k * n + m * n));
  }

  @Override
  public double[] output() { // float: unchanged
    return product.output().toArray();
  }

  @Override
  public double tolerance() { // float: unchanged
    return 1e-12; // float: return 1e-4;
  }
}
