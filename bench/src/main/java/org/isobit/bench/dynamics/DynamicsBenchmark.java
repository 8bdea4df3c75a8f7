package org.isobit.bench.dynamics;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.dynamics.DoublePendulumReference;
import org.isobit.kernels.dynamics.Lorenz63TendencyReference;
import org.isobit.kernels.dynamics.Lorenz96TendencyReference;
import org.isobit.kernels.dynamics.StagesReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Stages and right-hand sides by one thread; beyond the caches the ceiling is the triad's bandwidth. */
@State(Scope.Thread)
public class DynamicsBenchmark implements KernelBenchmark {

  private static final double DT = 0.05;

  /** Which kernel; every call of a last stage adds its increments once more, which stays finite. */
  @Param({"stage", "rungeKutta4", "heun", "euler", "adjointStage", "lorenz63", "lorenz63Tangent", "lorenz63Adjoint",
      "lorenz96", "lorenz96Tangent", "lorenz96Adjoint", "doublePendulum", "doublePendulumTangent",
      "doublePendulumAdjoint"})
  public String kernel;

  /** Elements of a vector, or states: a small model, and beyond every cache. */
  @Param({"40", "4000000"})
  public int n;

  /** Which implementation. */
  @Param({"simd", "reference"})
  public String implementation;

  private double[] x;
  private double[] u;
  private double[] f;
  private double[] k;
  private double[] y;
  private double[] z;
  private StagesReference stages;
  private DoublePendulumReference pendulum;
  private Lorenz63TendencyReference lorenz63;
  private Lorenz96TendencyReference lorenz96;

  /** Makes the benchmark. */
  public DynamicsBenchmark() {}

  /** Fills the vectors. */
  @Setup
  public void prepare() {
    Backend backend = KernelBenchmark.backend(implementation);
    stages = StagesReference.of(backend);
    lorenz63 = Lorenz63TendencyReference.of(backend);
    lorenz96 = Lorenz96TendencyReference.of(backend);
    pendulum = DoublePendulumReference.of(backend);
    int size = kernel.startsWith("doublePendulum") ? 4 * n : kernel.startsWith("lorenz63") ? 3 * n : n;
    x = new Inputs(1).doubles(size);
    u = new Inputs(5).doubles(size);
    f = new Inputs(2).doubles(n);
    k = new Inputs(3).doubles(n);
    y = new Inputs(6).doubles(size);
    z = new Inputs(4).doubles(n);
  }

  /** One call. */
  @Benchmark
  public void run() {
    switch (kernel) {
      case "stage" -> stages.stage(n, DT, 0.5, x, 0, f, 0, k, 0, y, 0);
      case "rungeKutta4" -> stages.rungeKutta4(n, DT, f, 0, k, 0, z, 0, x, 0, y, 0);
      case "heun" -> stages.heun(n, DT, f, 0, k, 0, y, 0);
      case "euler" -> stages.euler(n, DT, f, 0, y, 0);
      case "adjointStage" -> stages.adjointStage(n, DT, 0.5, 0.5, f, 0, y, 0, z, 0);
      case "lorenz63" -> lorenz63.tendency(10.0, 28.0, 8.0 / 3.0, n, x, 0, y, 0);
      case "lorenz63Tangent" -> lorenz63.tangent(10.0, 28.0, 8.0 / 3.0, n, x, 0, u, 0, y, 0);
      case "lorenz63Adjoint" -> lorenz63.adjoint(10.0, 28.0, 8.0 / 3.0, n, x, 0, u, 0, y, 0);
      case "lorenz96" -> lorenz96.tendency(n, 8.0, x, 0, y, 0);
      case "lorenz96Tangent" -> lorenz96.tangent(n, x, 0, u, 0, y, 0);
      case "doublePendulum" -> pendulum.tendency(0.5, 1.0, 1.0, 9.8, n, x, 0, y, 0);
      case "doublePendulumTangent" -> pendulum.derivative(false, 0.5, 1.0, 1.0, 9.8, n, x, 0, u, 0, y, 0);
      case "doublePendulumAdjoint" -> pendulum.derivative(true, 0.5, 1.0, 1.0, 9.8, n, x, 0, u, 0, y, 0);
      default -> lorenz96.adjoint(n, x, 0, u, 0, y, 0);
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
