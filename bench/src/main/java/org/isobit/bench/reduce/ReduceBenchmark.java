package org.isobit.bench.reduce;

import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;
import org.isobit.bench.KernelBenchmark;
import org.isobit.bench.OpenBlas;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.reduce.ReduceReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Reductions along a vector by one thread, in and out of cache; out of cache the ceiling is the triad's bandwidth.
 * OpenBLAS: ddot, dasum, dnrm2, idamax; a sum is a ddot with ones, deviations are put together from two ddot.
 */
@State(Scope.Thread)
public class ReduceBenchmark implements KernelBenchmark {

  /** Which reduction. */
  @Param({"sum", "dot", "norm1", "norm2", "maxAbs", "squaredDeviations"})
  public String kernel;

  /** Elements: in the first-level cache, and beyond every cache. */
  @Param({"1000", "16777216"})
  public int n;

  /** Whose reduction. */
  @Param({"simd", "reference", "openblas"})
  public String implementation;

  private double[] x;
  private double[] y;
  private ReduceReference kernels;
  private DoublePointer nativeX;
  private DoublePointer nativeY;
  private double result;

  /** Makes the benchmark. */
  public ReduceBenchmark() {}

  /** Fills the vectors. */
  @Setup
  public void prepare() {
    kernels = ReduceReference.of(KernelBenchmark.backend(implementation));
    x = new Inputs(1).doubles(n);
    y = kernel.equals("dot") ? new Inputs(2).doubles(n) : x;
    if (implementation.equals("openblas")) {
      OpenBlas.use(1);
      nativeX = new DoublePointer(x);
      nativeY = new DoublePointer(kernel.equals("dot") ? y : ones(n));
    }
  }

  private static double[] ones(int n) {
    double[] x = new double[n];
    Arrays.fill(x, 1.0);
    return x;
  }

  /**
   * One reduction.
   *
   * @return its value
   */
  @Benchmark
  public double reduce() {
    result = implementation.equals("openblas") ? opponent() : own();
    return result;
  }

  private double own() {
    return switch (kernel) {
      case "sum" -> kernels.sum(n, x, 0, 1);
      case "dot" -> kernels.dot(n, x, 0, 1, y, 0, 1);
      case "norm1" -> kernels.norm1(n, x, 0);
      case "norm2" -> kernels.norm2(n, x, 0);
      case "maxAbs" -> kernels.maxAbs(n, x, 0);
      default -> kernels.squaredDeviations(n, x, 0, 0.25);
    };
  }

  private double opponent() {
    return switch (kernel) {
      case "norm1" -> openblas.cblas_dasum(n, nativeX, 1);
      case "norm2" -> openblas.cblas_dnrm2(n, nativeX, 1);
      case "dot" -> openblas.cblas_ddot(n, nativeX, 1, nativeY, 1);
      case "maxAbs" -> Math.abs(nativeX.get(openblas.cblas_idamax(n, nativeX, 1)));
      case "sum" -> openblas.cblas_ddot(n, nativeX, 1, nativeY, 1);
      default -> openblas.cblas_ddot(n, nativeX, 1, nativeX, 1) - 0.5 * openblas.cblas_ddot(n, nativeX, 1, nativeY, 1)
          + n / 16.0;
    };
  }

  @Override
  public Work work() {
    Kernel entry = KernelCatalog.get(kernel + ".double");
    return new Work(entry.name(), n > 100_000 ? "out of cache" : "in cache", entry.flops().at(n), entry.bytes().at(n));
  }

  @Override
  public double[] output() {
    return new double[] {result};
  }

  @Override
  public double tolerance() {
    return 1e-9;
  }
}
