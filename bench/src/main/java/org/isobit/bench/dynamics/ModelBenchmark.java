package org.isobit.bench.dynamics;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.dynamics.CubicLorenz96TendencyReference;
import org.isobit.kernels.dynamics.Lorenz2005Reference;
import org.isobit.kernels.dynamics.Lorenz2005System;
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
  private static final int AVERAGE = 32;

  /** Which kernel. */
  @Param({"lorenz96Cubic", "lorenz96CubicTangent", "lorenz96CubicAdjoint", "lorenzTwoScale", "lorenzTwoScaleTangent",
      "lorenzTwoScaleAdjoint", "lorenz2005", "lorenz2005Tangent", "lorenz2005Adjoint"})
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
  private double[] work;
  private Lorenz2005System system;
  private Lorenz2005Reference averages;
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
    averages = Lorenz2005Reference.of(backend);
    system = Lorenz2005System.two(n, AVERAGE, 10.0);
    work = new double[system.workspace()];
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
      case "lorenz2005" -> averages.tendency(system, x, 0, y, 0, work, 0);
      case "lorenz2005Tangent" -> averages.tangent(system, x, 0, u, 0, y, 0, work, 0);
      case "lorenz2005Adjoint" -> averages.adjoint(system, x, 0, u, 0, y, 0, work, 0);
      default -> twoScale.adjoint(slow, FAST, 1.0, 10.0, 10.0, x, 0, u, 0, y, 0);
    }
  }

  @Override
  public Work work() {
    Kernel entry = KernelCatalog.get(kernel + ".double");
    return new Work(entry.name(), n > 100_000 ? "out of cache" : "in cache", entry.flops().at(n, AVERAGE),
        entry.bytes().at(n, AVERAGE));
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
