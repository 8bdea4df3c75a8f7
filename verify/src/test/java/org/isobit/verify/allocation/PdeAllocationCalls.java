package org.isobit.verify.allocation;

import java.util.Map;
import java.util.TreeMap;
import org.isobit.kernels.pde.ExponentialStages;
import org.isobit.kernels.pde.QuasiGeostrophicFlow;
import org.isobit.kernels.pde.ShallowWaterFlow;
import org.isobit.kernels.pde.SpectralProducts;
import org.isobit.verify.Inputs;

/** One call of each kernel of partial differential equations, as in {@link AllocationCalls}. */
final class PdeAllocationCalls {

  private static final int N = 103;

  private PdeAllocationCalls() {}

  /** The calls by kernel name. */
  static Map<String, Runnable> all() {
    double[] x = new Inputs(1).doubles(4 * N);
    double[] u = new Inputs(2).doubles(4 * N);
    double[] d = new double[4 * N];
    QuasiGeostrophicFlow flow = QuasiGeostrophicFlow.of(7, 21, 16.0, 0.5, 0.1, 0.1, 0.1);
    double[] work = new double[flow.workspace()];
    Map<String, Runnable> all = new TreeMap<>(waters(x, u, d));
    all.putAll(Map.of(
        "quasiGeostrophic.double", () -> flow.tendency(x, 0, d, 0, work, 0),
        "quasiGeostrophicTangent.double", () -> flow.tangent(x, 0, u, 0, d, 0, work, 0),
        "quasiGeostrophicAdjoint.double", () -> flow.adjoint(x, 0, u, 0, d, 0, work, 0),
        "etdStage.double", () -> ExponentialStages.stage(N, x, 0, x, N, u, 0, u, N, d, 0),
        "etdCorrectedStage.double", () -> ExponentialStages.correctedStage(N, x, 0, x, N, x, 2 * N, u, 0, d, 0),
        "etdRungeKutta4.double", () -> ExponentialStages.finish(N, x, 0, u, 0, d, 0),
        "pointProduct.double", () -> SpectralProducts.product(N, x, 0, u, 0, d, 0),
        "imaginaryProduct.double", () -> SpectralProducts.imaginary(N, x, 0, u, 0, d, 0)));
    all.put("interleavedImaginaryProduct.double",
        () -> SpectralProducts.imaginaryInterleaved(4, N / 4, x, 0, u, 0, d, 0));
    return all;
  }

  private static Map<String, Runnable> waters(double[] x, double[] u, double[] d) {
    ShallowWaterFlow flow = ShallowWaterFlow.of(6, 21, 1.0, 1.0, 9.8, 0.1, 2.0, new double[126]);
    double[] work = new double[flow.workspace()];
    return Map.of(
        "shallowWater.double", () -> flow.tendency(x, 0, d, 0, work, 0),
        "shallowWaterTangent.double", () -> flow.tangent(x, 0, u, 0, d, 0, work, 0),
        "shallowWaterAdjoint.double", () -> flow.adjoint(x, 0, u, 0, d, 0, work, 0));
  }
}
