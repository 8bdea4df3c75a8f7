// Master of FloatFreeSoftmaxBenchmark: the float version is generated from this file.
package org.isobit.bench.free;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.neural.SoftmaxReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Softmax of rows as the contract has it, and with its maximum and sum in any order, on one thread. */
@State(Scope.Thread)
public class FreeSoftmaxBenchmark implements KernelBenchmark {

  private static final int ROWS = 64;

  /** Elements of a row, a multiple of 64. */
  @Param({"128", "1024"})
  public int n;

  /** Whose. */
  @Param({"simd", "free", "reference"})
  public String implementation;

  private SoftmaxReference kernels;
  private double[] x;
  private double[] y;

  /** Makes the benchmark. */
  public FreeSoftmaxBenchmark() {}

  /** Makes the rows. */
  @Setup
  public void prepare() {
    kernels = SoftmaxReference.of(KernelBenchmark.backend(implementation));
    x = new Inputs(1).doubles(ROWS * n);
    y = new double[ROWS * n];
  }

  /** All rows. */
  @Benchmark
  public void forward() {
    if (implementation.equals("free")) {
      FreeSoftmaxSimd.forward(ROWS, n, x, y);
    } else {
      kernels.forward(ROWS, n, x, 0, n, y, 0, n);
    }
  }

  @Override
  public Work work() {
    Kernel entry = KernelCatalog.get("softmax.double");
    return new Work(entry.name(), "order", entry.flops().at(ROWS, n), entry.bytes().at(ROWS, n));
  }

  @Override
  public double[] output() { // float: unchanged
    return java.util.stream.IntStream.range(0, y.length).mapToDouble(i -> y[i]).toArray(); // float: unchanged
  }

  @Override
  public double tolerance() { // float: unchanged
    return 1e-14; // float: return 1e-6;
  }
}
