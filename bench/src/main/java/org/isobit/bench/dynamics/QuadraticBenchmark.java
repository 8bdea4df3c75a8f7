package org.isobit.bench.dynamics;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.dynamics.QuadraticReference;
import org.isobit.kernels.dynamics.QuadraticSystem;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A sparse quadratic system of the size of the coupled model MAOOAM, 56 variables and about 1450 terms. */
@State(Scope.Thread)
public class QuadraticBenchmark implements KernelBenchmark {

  private static final int N = 56;

  /** Terms of an output: linear ones, then products. */
  private static final int LINEAR = 6;
  private static final int PRODUCTS = 20;

  /** Which kernel. */
  @Param({"quadratic", "quadraticTangent", "quadraticAdjoint"})
  public String kernel;

  /** States: one, and those of an ensemble's group. */
  @Param({"1", "16", "64"})
  public int lanes;

  /** Which implementation. */
  @Param({"simd", "reference"})
  public String implementation;

  private QuadraticReference kernels;
  private QuadraticSystem system;
  private double[] x;
  private double[] u;
  private double[] y;

  /** Makes the benchmark. */
  public QuadraticBenchmark() {}

  /** Fills the vectors. */
  @Setup
  public void prepare() {
    kernels = QuadraticReference.of(KernelBenchmark.backend(implementation));
    system = system();
    Inputs inputs = new Inputs(1);
    x = inputs.doubles(N * lanes);
    u = inputs.doubles(N * lanes);
    y = new double[N * lanes];
  }

  private static QuadraticSystem system() {
    Inputs inputs = new Inputs(2);
    QuadraticSystem.Builder builder = new QuadraticSystem.Builder(N);
    for (int i = 1; i <= N; i++) {
      for (int t = 0; t < LINEAR; t++) {
        builder.add(i, 0, 1 + (i + 7 * t) % N, inputs.nextDouble());
      }
      for (int t = 0; t < PRODUCTS; t++) {
        builder.add(i, 1 + (i + 5 * t) % N, 1 + (3 * i + 11 * t) % N, inputs.nextDouble());
      }
    }
    return builder.build();
  }

  /** One call. */
  @Benchmark
  public void run() {
    switch (kernel) {
      case "quadratic" -> kernels.tendency(system, lanes, x, 0, y, 0);
      case "quadraticTangent" -> kernels.tangent(system, lanes, x, 0, u, 0, y, 0);
      default -> kernels.adjoint(system, lanes, x, 0, u, 0, y, 0);
    }
  }

  @Override
  public Work work() {
    Kernel entry = KernelCatalog.get(kernel + ".double");
    int terms = system().terms();
    return new Work(entry.name(), "in cache", entry.flops().at(N, terms, lanes), entry.bytes().at(N, terms, lanes));
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
