package org.isobit.verify.allocation;

import java.util.Map;
import java.util.TreeMap;
import org.isobit.kernels.dynamics.CubicLorenz96Tendency;
import org.isobit.kernels.dynamics.DoublePendulumTendency;
import org.isobit.kernels.dynamics.Lorenz2005System;
import org.isobit.kernels.dynamics.QuadraticSystem;
import org.isobit.kernels.dynamics.TwoScaleLorenzTendency;
import org.isobit.verify.Inputs;
import org.isobit.verify.dynamics.QuadraticConformance;

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
    Map<String, Runnable> all = new TreeMap<>(systems(x, u, d));
    all.putAll(Map.of(
        "lorenz96Cubic.double", () -> CubicLorenz96Tendency.tendency(N, 8.5, 0.5, 1.0, x, 0, d, 0),
        "lorenz96CubicTangent.double", () -> CubicLorenz96Tendency.tangent(N, 0.5, 1.0, x, 0, u, 0, d, 0),
        "lorenz96CubicAdjoint.double", () -> CubicLorenz96Tendency.adjoint(N, 0.5, 1.0, x, 0, u, 0, d, 0),
        "lorenzTwoScale.double", () -> TwoScaleLorenzTendency.tendency(N, FAST, 8.0, 1.0, 9.0, 9.0, x, 0, d, 0),
        "lorenzTwoScaleTangent.double",
        () -> TwoScaleLorenzTendency.tangent(N, FAST, 1.0, 9.0, 9.0, x, 0, u, 0, d, 0),
        "lorenzTwoScaleAdjoint.double",
        () -> TwoScaleLorenzTendency.adjoint(N, FAST, 1.0, 9.0, 9.0, x, 0, u, 0, d, 0)));
    return all;
  }

  private static Map<String, Runnable> systems(double[] x, double[] u, double[] d) {
    QuadraticSystem quadratic = QuadraticConformance.system(1);
    Lorenz2005System averages = Lorenz2005System.three(N, 8, 3, 10.0, 2.5, 15.0);
    double[] work = new double[averages.workspace()];
    return Map.of(
        "doublePendulum.double", () -> DoublePendulumTendency.tendency(0.5, 1.0, 1.0, 9.8, N, x, 0, d, 0),
        "doublePendulumTangent.double",
        () -> DoublePendulumTendency.tangent(0.5, 1.0, 1.0, 9.8, N, x, 0, u, 0, d, 0),
        "doublePendulumAdjoint.double",
        () -> DoublePendulumTendency.adjoint(0.5, 1.0, 1.0, 9.8, N, x, 0, u, 0, d, 0),
        "quadratic.double", () -> quadratic.tendency(N, x, 0, d, 0),
        "quadraticTangent.double", () -> quadratic.tangent(N, x, 0, u, 0, d, 0),
        "quadraticAdjoint.double", () -> quadratic.adjoint(N, x, 0, u, 0, d, 0),
        "lorenz2005.double", () -> averages.tendency(x, 0, d, 0, work, 0),
        "lorenz2005Tangent.double", () -> averages.tangent(x, 0, u, 0, d, 0, work, 0),
        "lorenz2005Adjoint.double", () -> averages.adjoint(x, 0, u, 0, d, 0, work, 0));
  }
}
