package org.isobit.bench.elementary;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.elementary.LogNdtrReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * log Φ and its derivative of an array in cache, against the shortest composition of StrictMath, which is good to about
 * 1e-6 and only in the middle.
 */
@State(Scope.Thread)
public class LogNdtrBenchmark implements KernelBenchmark {

  /** Which function. */
  @Param({"logNdtr", "logNdtrDerivative"})
  public String function;

  /** Elements. */
  @Param({"4096"})
  public int n;

  /** Whose loop. */
  @Param({"simd", "reference", "strictmath"})
  public String implementation;

  private double[] x;
  private double[] y;
  private boolean derivative;
  private LogNdtrReference kernels;

  /** Makes the benchmark. */
  public LogNdtrBenchmark() {}

  /** Makes the arguments, in [−1, 3). */
  @Setup
  public void prepare() {
    kernels = LogNdtrReference.of(KernelBenchmark.backend(implementation));
    x = new Inputs(1).doubles(n);
    y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = x[i] * 2 + 1;
    }
    derivative = function.equals("logNdtrDerivative");
  }

  /** One pass over the array. */
  @Benchmark
  public void evaluate() {
    if (implementation.equals("strictmath")) {
      for (int i = 0; i < n; i++) {
        y[i] = derivative ? Composition.logNdtrDerivative(x[i]) : Composition.logNdtr(x[i]);
      }
    } else if (derivative) {
      kernels.logNdtrDerivative(n, x, 0, y, 0);
    } else {
      kernels.logNdtr(n, x, 0, y, 0);
    }
  }

  @Override
  public Work work() {
    Kernel kernel = KernelCatalog.get(function + ".double");
    return new Work(kernel.name(), "elementary", kernel.flops().at(n), kernel.bytes().at(n));
  }

  @Override
  public double[] output() {
    return y;
  }

  @Override
  public double tolerance() {
    return 1e-5;
  }
}
