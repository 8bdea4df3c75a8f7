// Master of FloatFreeRowsBenchmark: the float version is generated from this file.
package org.isobit.bench.free;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.neural.SoftmaxReference;
import org.isobit.kernels.normalization.RowNormReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Norms and softmax of rows as the contract has them, and with their sums in any order, on one thread. */
@State(Scope.Thread)
public class FreeRowsBenchmark implements KernelBenchmark {

  private static final double EPS = 1e-5;

  /** Which. */
  @Param({"layerNorm", "rmsNorm", "softmax"})
  public String kernel;

  /** Elements of a row, a multiple of 64. */
  @Param({"64", "128", "1024"})
  public int n;

  /** Elements of all rows: in cache, and beyond every cache. */
  @Param({"65536", "16777216"})
  public int elements;

  /** Whose. */
  @Param({"simd", "free", "reference"})
  public String implementation;

  private RowNormReference norms;
  private SoftmaxReference softmax;
  private int rows;
  private double[] x;
  private double[] gamma;
  private double[] beta;
  private double[] y;

  /** Makes the benchmark. */
  public FreeRowsBenchmark() {}

  /** Makes the rows. */
  @Setup
  public void prepare() {
    norms = RowNormReference.of(KernelBenchmark.backend(implementation));
    softmax = SoftmaxReference.of(KernelBenchmark.backend(implementation));
    rows = elements / n;
    x = new Inputs(1).doubles(elements);
    gamma = new Inputs(2).doubles(n);
    beta = new Inputs(3).doubles(n);
    y = new double[elements];
  }

  /** All rows. */
  @Benchmark
  public void forward() {
    boolean free = implementation.equals("free");
    boolean centred = kernel.equals("layerNorm");
    if (kernel.equals("softmax")) {
      if (free) {
        FreeSoftmaxSimd.forward(rows, n, x, y);
      } else {
        softmax.forward(rows, n, x, 0, n, y, 0, n);
      }
    } else if (free) {
      FreeRowsSimd.forward(centred, rows, n, EPS, x, gamma, beta, y);
    } else {
      norms.forward(centred, rows, n, EPS, x, 0, n, gamma, 0, centred ? beta : null, 0, y, 0, n, null, 0, 0);
    }
  }

  @Override
  public Work work() {
    Kernel entry = KernelCatalog.get(kernel + ".double");
    return new Work(entry.name(), "order", entry.flops().at(elements / n, n), entry.bytes().at(elements / n, n));
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
