package org.isobit.bench.normalization;

import java.util.Arrays;
import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.normalization.RowNormReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Layer and RMS norms in double, forward, backward and tangent; the ceiling out of cache is the triad's bandwidth. */
@State(Scope.Thread)
public class NormBenchmark implements KernelBenchmark {

  private static final double EPS = 1e-5;

  /** Which kernel. */
  @Param({"layerNorm", "rmsNorm", "layerNormGradient", "layerNormTangent"})
  public String kernel;

  /** Elements of a row. */
  @Param({"64", "256", "1024", "4096"})
  public int n;

  /** Elements of all rows: in the second-level cache, and beyond every cache. */
  @Param({"32768", "16777216"})
  public int elements;

  /** Whose. */
  @Param({"simd", "reference"})
  public String implementation;

  private RowNormReference kernels;
  private int rows;
  private double[] x;
  private double[] z;
  private double[] gamma;
  private double[] beta;
  private double[] stored;
  private double[] y;
  private double[] dgamma;
  private double[] dbeta;

  /** Makes the benchmark. */
  public NormBenchmark() {}

  /** Fills the rows. */
  @Setup
  public void prepare() {
    rows = elements / n;
    kernels = RowNormReference.of(KernelBenchmark.backend(implementation));
    x = new Inputs(1).doubles(elements);
    z = kernel.endsWith("Norm") ? x : new Inputs(4).doubles(elements);
    gamma = new Inputs(2).doubles(n);
    beta = new Inputs(3).doubles(n);
    stored = new Inputs(5).doubles(2 * rows);
    y = new double[elements];
    dgamma = new double[n];
    dbeta = new double[n];
  }

  /** All rows once. */
  @Benchmark
  public void norm() {
    switch (kernel) {
      case "layerNorm" -> kernels.forward(true, rows, n, EPS, x, 0, n, gamma, 0, beta, 0, y, 0, n, null, 0, 0);
      case "rmsNorm" -> kernels.forward(false, rows, n, EPS, x, 0, n, gamma, 0, null, 0, y, 0, n, null, 0, 0);
      case "layerNormGradient" -> {
        kernels.backward(true, rows, n, x, 0, n, gamma, 0, stored, 0, rows, z, 0, n, y, 0, n);
        kernels.parameters(true, rows, n, x, 0, n, stored, 0, rows, z, 0, n, dgamma, 0, dbeta, 0, false);
      }
      default -> kernels.tangent(true, rows, n, x, 0, n, gamma, 0, stored, 0, rows, z, 0, n, y, 0, n);
    }
  }

  @Override
  public Work work() {
    Kernel entry = KernelCatalog.get(kernel + ".double");
    return new Work(entry.name(), "n=" + n + (elements > 1_000_000 ? " out of cache" : " in cache"),
        entry.flops().at(elements / n, n), entry.bytes().at(elements / n, n));
  }

  @Override
  public double[] output() {
    double[] all = Arrays.copyOf(y, y.length + n);
    System.arraycopy(dgamma, 0, all, y.length, n);
    return all;
  }

  @Override
  public double tolerance() {
    return 0.0;
  }
}
