package org.isobit.bench.pde;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.pde.QuasiGeostrophicFlow;
import org.isobit.kernels.pde.QuasiGeostrophicReference;
import org.isobit.kernels.pde.ShallowWaterFlow;
import org.isobit.kernels.pde.ShallowWaterReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Right-hand sides on grids and their derivatives, by one thread. */
@State(Scope.Thread)
public class GridBenchmark implements KernelBenchmark {

  /** Which kernel. */
  @Param({"quasiGeostrophic", "quasiGeostrophicTangent", "quasiGeostrophicAdjoint", "shallowWater",
      "shallowWaterTangent", "shallowWaterAdjoint"})
  public String kernel;

  /** Points along each side: the usual model, and beyond every cache. */
  @Param({"129", "1025"})
  public int n;

  /** Which implementation. */
  @Param({"simd", "reference"})
  public String implementation;

  private double[] x;
  private double[] u;
  private double[] y;
  private double[] work;
  private QuasiGeostrophicFlow flow;
  private QuasiGeostrophicReference kernels;
  private ShallowWaterFlow water;
  private ShallowWaterReference waters;

  /** Makes the benchmark. */
  public GridBenchmark() {}

  /** Fills the fields. */
  @Setup
  public void prepare() {
    kernels = QuasiGeostrophicReference.of(KernelBenchmark.backend(implementation));
    flow = QuasiGeostrophicFlow.of(n, n, 1600.0, 1e-5, 0.0, 0.0, 2e-12);
    waters = ShallowWaterReference.of(KernelBenchmark.backend(implementation));
    water = ShallowWaterFlow.of(n, n, 1.0, 1.0, 9.8, 0.1, 2.0, new double[n * n]);
    boolean shallow = kernel.startsWith("shallowWater");
    int size = shallow ? 3 * n * n : n * n;
    work = new double[shallow ? water.workspace() : flow.workspace()];
    x = new Inputs(1).doubles(size);
    u = new Inputs(2).doubles(size);
    y = new double[size];
  }

  /** One call. */
  @Benchmark
  public void run() {
    switch (kernel) {
      case "quasiGeostrophic" -> kernels.tendency(flow, x, 0, y, 0, work, 0);
      case "shallowWater" -> waters.tendency(water, x, 0, y, 0, work, 0);
      case "shallowWaterTangent" -> waters.tangent(water, x, 0, u, 0, y, 0, work, 0);
      case "shallowWaterAdjoint" -> waters.adjoint(water, x, 0, u, 0, y, 0, work, 0);
      case "quasiGeostrophicTangent" -> kernels.tangent(flow, x, 0, u, 0, y, 0, work, 0);
      default -> kernels.adjoint(flow, x, 0, u, 0, y, 0, work, 0);
    }
  }

  @Override
  public Work work() {
    Kernel entry = KernelCatalog.get(kernel + ".double");
    return new Work(entry.name(), n > 1000 ? "out of cache" : "in cache", entry.flops().at(n, n),
        entry.bytes().at(n, n));
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
