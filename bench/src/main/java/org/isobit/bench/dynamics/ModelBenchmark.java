package org.isobit.bench.dynamics;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.dynamics.CubicLorenz96TendencyReference;
import org.isobit.kernels.dynamics.TwoScaleLorenzTendencyReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Right-hand sides of models on rings and their derivatives, by one thread. */
@State(Scope.Thread)
public class ModelBenchmark implements KernelBenchmark {

  private static final int FAST = 10;

  /** Which kernel. */
  @Param({"lorenz96Cubic", "lorenz96CubicTangent", "lorenz96CubicAdjoint", "lorenzTwoScale", "lorenzTwoScaleTangent",
      "lorenzTwoScaleAdjoint"})
  public String kernel;

  /** Variables: a small model, and beyond every cache. */
  @Param({"396", "3999600"})
  public int n;

  /** Which implementation. */
  @Param({"simd", "reference"})
  public String implementation;

  private double[] x;
  private double[] u;
  private double[] y;
  private CubicLorenz96TendencyReference cubic;
  private TwoScaleLorenzTendencyReference twoScale;

  /** Makes the benchmark. */
  public ModelBenchmark() {}

  /** Fills the vectors. */
  @Setup
  public void prepare() {
    Backend backend = KernelBenchmark.backend(implementation);
    cubic = CubicLorenz96TendencyReference.of(backend);
    twoScale = TwoScaleLorenzTendencyReference.of(backend);
    x = new Inputs(1).doubles(n);
    u = new Inputs(2).doubles(n);
    y = new double[n];
  }

  /** One call. */
  @Benchmark
  public void run() {
    int slow = n / (1 + FAST);
    switch (kernel) {
      case "lorenz96Cubic" -> cubic.tendency(n, 8.5, 0.025, 1.01, x, 0, y, 0);
      case "lorenz96CubicTangent" -> cubic.tangent(n, 0.025, 1.01, x, 0, u, 0, y, 0);
      case "lorenz96CubicAdjoint" -> cubic.adjoint(n, 0.025, 1.01, x, 0, u, 0, y, 0);
      case "lorenzTwoScale" -> twoScale.tendency(slow, FAST, 10.0, 1.0, 10.0, 10.0, x, 0, y, 0);
      case "lorenzTwoScaleTangent" -> twoScale.tangent(slow, FAST, 1.0, 10.0, 10.0, x, 0, u, 0, y, 0);
      default -> twoScale.adjoint(slow, FAST, 1.0, 10.0, 10.0, x, 0, u, 0, y, 0);
    }
  }

  @Override
  public Work work() {
    Kernel entry = KernelCatalog.get(kernel + ".double");
    return new Work(entry.name(), n > 100_000 ? "out of cache" : "in cache", entry.flops().at(n), entry.bytes().at(n));
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
