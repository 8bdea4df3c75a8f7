package org.isobit.verify.allocation;

import java.util.Map;
import org.isobit.kernels.dynamics.CubicLorenz96Tendency;
import org.isobit.kernels.dynamics.TwoScaleLorenzTendency;
import org.isobit.verify.Inputs;

/** One call of each right-hand side of further models and of its derivatives, as in {@link AllocationCalls}. */
final class ModelAllocationCalls {

  private static final int N = 103;
  private static final int FAST = 9;

  private ModelAllocationCalls() {}

  /** The calls by kernel name. */
  static Map<String, Runnable> all() {
    double[] x = new Inputs(1).doubles(N * (1 + FAST));
    double[] u = new Inputs(2).doubles(N * (1 + FAST));
    double[] d = new double[N * (1 + FAST)];
    return Map.of(
        "lorenz96Cubic.double", () -> CubicLorenz96Tendency.tendency(N, 8.5, 0.5, 1.0, x, 0, d, 0),
        "lorenz96CubicTangent.double", () -> CubicLorenz96Tendency.tangent(N, 0.5, 1.0, x, 0, u, 0, d, 0),
        "lorenz96CubicAdjoint.double", () -> CubicLorenz96Tendency.adjoint(N, 0.5, 1.0, x, 0, u, 0, d, 0),
        "lorenzTwoScale.double", () -> TwoScaleLorenzTendency.tendency(N, FAST, 8.0, 1.0, 9.0, 9.0, x, 0, d, 0),
        "lorenzTwoScaleTangent.double",
        () -> TwoScaleLorenzTendency.tangent(N, FAST, 1.0, 9.0, 9.0, x, 0, u, 0, d, 0),
        "lorenzTwoScaleAdjoint.double",
        () -> TwoScaleLorenzTendency.adjoint(N, FAST, 1.0, 9.0, 9.0, x, 0, u, 0, d, 0));
  }
}
