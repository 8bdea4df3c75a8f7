package org.isobit.verify.allocation;

import java.util.Map;
import java.util.TreeMap;
import org.isobit.kernels.dynamics.Lorenz63Tendency;
import org.isobit.kernels.dynamics.Lorenz96Tendency;
import org.isobit.kernels.dynamics.Stages;
import org.isobit.kernels.ensemble.SerialUpdate;
import org.isobit.verify.Inputs;

/** One call of each kernel that there is in double alone through its public entry, as in {@link AllocationCalls}. */
final class DoubleAllocationCalls {

  private static final int N = 1003;
  private static final int MEMBERS = 13;
  private static final int[] BLOCK = {3, 0, 1, 2, 4};

  private DoubleAllocationCalls() {}

  /** The calls by kernel name. */
  static Map<String, Runnable> all() {
    double[] x = new Inputs(1).doubles(3 * N);
    double[] f = new Inputs(2).doubles(N);
    double[] k = new double[N];
    double[] y = new double[N];
    double[] d = new double[3 * N];
    double[] z = new Inputs(3).doubles(MEMBERS * BLOCK.length * SerialUpdate.WIDTH);
    double[] weight = new Inputs(4).doubles(BLOCK.length * SerialUpdate.WIDTH);
    double[] mean = new double[BLOCK.length * SerialUpdate.WIDTH];
    Map<String, Runnable> derivatives = Map.of(
        "euler.double", () -> Stages.euler(N, 0.0, f, 0, x, 0),
        "adjointStage.double", () -> Stages.adjointStage(N, 0.0, 0.5, 0.5, f, 0, y, 0, k, 0),
        "lorenz63Tangent.double", () -> Lorenz63Tendency.tangent(10.0, 28.0, 2.5, N, x, 0, x, 0, d, 0),
        "lorenz63Adjoint.double", () -> Lorenz63Tendency.adjoint(10.0, 28.0, 2.5, N, x, 0, x, 0, d, 0),
        "lorenz96Tangent.double", () -> Lorenz96Tendency.tangent(N, x, 0, f, 0, d, 0),
        "lorenz96Adjoint.double", () -> Lorenz96Tendency.adjoint(N, x, 0, f, 0, d, 0));
    Map<String, Runnable> all = new TreeMap<>(derivatives);
    all.putAll(Map.of("stage.double", () -> Stages.stage(N, 0.0, 0.5, x, 0, f, 0, k, 0, y, 0),
        "rungeKutta4.double", () -> Stages.rungeKutta4(N, 0.0, f, 0, k, 0, k, 0, k, 0, x, 0),
        "heun.double", () -> Stages.heun(N, 0.0, f, 0, k, 0, x, 0),
        "lorenz63.double", () -> Lorenz63Tendency.tendency(10.0, 28.0, 2.5, N, x, 0, d, 0),
        "lorenz96.double", () -> Lorenz96Tendency.tendency(N, 8.0, x, 0, d, 0),
        "serialUpdate.double", () -> SerialUpdate.update(MEMBERS, BLOCK.length, BLOCK, 0, weight, 0, f, 0, 0.0, 0.0,
            mean.length, z, 0, mean.length, mean, 0)));
    return all;
  }
}
