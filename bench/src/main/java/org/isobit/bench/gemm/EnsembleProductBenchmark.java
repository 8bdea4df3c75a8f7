// Master of FloatEnsembleProductBenchmark: the float version is generated from this file.
package org.isobit.bench.gemm;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * The products of a transform filter with k members on one thread: k×k by the ensemble, member-major (transform) or
 * with a row a point (points); k×p by p×k (cross); S·Sᵀ with S member-major (gram) or with a row an observation
 * (gramT).
 */
public class EnsembleProductBenchmark extends ProductBenchmark {

  /** Which product, members, points or observations. */
  @Param({"transform:20x1000000", "transform:40x400000", "transform:100x100000", "transform:256x100000",
      "points:20x1000000", "points:40x400000", "points:100x100000", "points:256x100000", "cross:20x50",
      "cross:20x1000", "cross:20x10000", "cross:40x50", "cross:40x1000", "cross:40x10000", "cross:100x50",
      "cross:100x1000", "cross:100x10000", "cross:256x50", "cross:256x1000", "cross:256x10000", "gram:20x1000",
      "gram:40x1000", "gram:100x1000", "gram:256x1000", "gramT:20x1000", "gramT:40x1000", "gramT:100x1000",
      "gramT:256x1000"})
  public String shape;

  /** Whose product. */
  @Param({"simd", "openblas", "ejml", "reference"})
  public String implementation;

  /** Makes the benchmark. */
  public EnsembleProductBenchmark() {}

  private String group() {
    return shape.substring(0, shape.indexOf(':'));
  }

  private int members() {
    return Integer.parseInt(shape.substring(shape.indexOf(':') + 1, shape.indexOf('x')));
  }

  private int length() {
    return Integer.parseInt(shape.substring(shape.indexOf('x') + 1));
  }

  /** Makes the operands. */
  @Setup
  public void prepare() {
    int k = members();
    int n = length();
    product = switch (group()) {
      case "transform" -> new Product(false, false, k, n, k, implementation);
      case "points" -> new Product(false, false, n, k, k, implementation);
      case "cross" -> new Product(false, false, k, k, n, implementation);
      case "gram" -> new Product(false, true, k, k, n, implementation);
      default -> new Product(true, false, k, k, n, implementation);
    };
  }

  /** One product. */
  @Benchmark
  public void multiply() {
    product.run();
  }

  @Override
  public Work work() {
    return work(group(), members(), members(), length());
  }
}
