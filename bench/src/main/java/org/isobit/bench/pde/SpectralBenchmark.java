package org.isobit.bench.pde;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.pde.ExponentialStagesReference;
import org.isobit.kernels.pde.SpectralProductsReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Element-by-element parts of spectral methods, by one thread. */
@State(Scope.Thread)
public class SpectralBenchmark implements KernelBenchmark {

  /** Which kernel. */
  @Param({"etdStage", "etdCorrectedStage", "etdRungeKutta4", "pointProduct", "imaginaryProduct",
      "interleavedImaginaryProduct"})
  public String kernel;

  /** Elements, or complex numbers: a small model, and beyond every cache. */
  @Param({"130", "1000000"})
  public int n;

  /** Which implementation. */
  @Param({"simd", "reference"})
  public String implementation;

  /** States in lanes. */
  private static final int LANES = 8;

  private double[] x;
  private double[] u;
  private double[] y;
  private ExponentialStagesReference stages;
  private SpectralProductsReference products;

  /** Makes the benchmark. */
  public SpectralBenchmark() {}

  /** Fills the vectors; factors are below 1, so that a state that is advanced again and again stays finite. */
  @Setup
  public void prepare() {
    Backend backend = KernelBenchmark.backend(implementation);
    stages = ExponentialStagesReference.of(backend);
    products = SpectralProductsReference.of(backend);
    x = new Inputs(1).doubles(4 * n);
    for (int i = 0; i < x.length; i++) {
      x[i] = x[i] / (1.0 + Math.abs(x[i]));
    }
    u = new Inputs(2).doubles(4 * n);
    y = new double[2 * n];
  }

  /** One call. */
  @Benchmark
  public void run() {
    switch (kernel) {
      case "etdStage" -> stages.stage(n, x, 0, u, n, x, n, u, 0, y, 0);
      case "etdCorrectedStage" -> stages.correctedStage(n, x, 0, x, n, x, 2 * n, u, 0, y, 0);
      case "etdRungeKutta4" -> stages.finish(n, x, 0, u, 0, y, 0);
      case "pointProduct" -> products.product(n, x, 0, u, 0, y, 0);
      case "interleavedImaginaryProduct" -> products.imaginary(n / LANES, LANES, 0, x, 0, u, 0, y, 0);
      default -> products.imaginary(n, x, 0, u, 0, y, 0);
    }
  }

  @Override
  public Work work() {
    Kernel entry = KernelCatalog.get(kernel + ".double");
    long[] shape = kernel.equals("interleavedImaginaryProduct") ? new long[] {n / LANES, LANES} : new long[] {n};
    return new Work(entry.name(), n > 100_000 ? "out of cache" : "in cache", entry.flops().at(shape),
        entry.bytes().at(shape));
  }

  @Override
  public double[] output() {
    return y;
  }

  @Override
  public double tolerance() {
    return 0;
  }
}
