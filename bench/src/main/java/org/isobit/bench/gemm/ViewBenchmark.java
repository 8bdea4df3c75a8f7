// Master of FloatViewBenchmark: the float version is generated from this file.
package org.isobit.bench.gemm;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.gemm.GemmCall;
import org.isobit.kernels.gemm.GemmReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * What views cost where products are small: the raw form of the façade against the form of views that are kept, and
 * with views that are made for each product.
 */
public class ViewBenchmark extends ProductBenchmark {

  private static final GemmReference REFERENCE = GemmReference.of(Backend.REFERENCE);

  /** Order. */
  @Param({"4", "8", "16", "32"})
  public int n;

  /** Which form. */
  @Param({"simd", "simd-views", "simd-new-views", "reference"})
  public String implementation;

  private double[] a;
  private double[] b;
  private double[] c;
  private Matrix viewA;
  private Matrix viewB;
  private Matrix viewC;

  /** Makes the benchmark. */
  public ViewBenchmark() {}

  /** Makes the operands. */
  @Setup
  public void prepare() {
    a = new Inputs(1).doubles(n * n);
    b = new Inputs(2).doubles(n * n);
    c = new double[n * n];
    viewA = Matrix.of(a, n, n);
    viewB = Matrix.of(b, n, n);
    viewC = Matrix.of(c, n, n);
  }

  /** One product. */
  @Benchmark
  public void multiply() {
    switch (implementation) {
      case "simd" -> Gemm.gemm(false, false, n, n, n, 1.0, a, 0, n, b, 0, n, 0.0, c, 0, n);
      case "simd-views" -> GemmCall.PLAIN.gemm(viewA, viewB, viewC);
      case "simd-new-views" -> GemmCall.PLAIN.gemm(Matrix.of(a, n, n), Matrix.of(b, n, n), Matrix.of(c, n, n));
      default -> REFERENCE.gemm(false, false, n, n, n, 1.0, a, 0, n, b, 0, n, 0.0, c, 0, n);
    }
  }

  @Override
  public Work work() {
    return work("views", n, n, n);
  }

  @Override
  public double[] output() { // float: unchanged
    return java.util.stream.IntStream.range(0, c.length).mapToDouble(i -> c[i]).toArray(); // float: unchanged
  }
}
