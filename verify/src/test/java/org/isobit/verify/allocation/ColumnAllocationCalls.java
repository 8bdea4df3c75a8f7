// Master of FloatColumnAllocationCalls: the float version is generated from this file.
package org.isobit.verify.allocation;

import java.util.Arrays;
import java.util.Map;
import org.isobit.kernels.Workers;
import org.isobit.kernels.column.Diffusion;
import org.isobit.kernels.column.OpticalDepth;
import org.isobit.kernels.column.Sinking;
import org.isobit.kernels.column.Tridiagonal;
import org.isobit.verify.Inputs;

/** One call of each kernel of columns through its public entry, as in {@link AllocationCalls}. */
final class ColumnAllocationCalls {

  private static final int N = 50;

  /** Columns of every kind: strips of vectors, single vectors, and the rest. */
  private static final int LANES = 93;
  private static final int FIELDS = 3;

  private ColumnAllocationCalls() {}

  /** The calls by kernel name. */
  static Map<String, Runnable> all() {
    Workers one = Workers.serial();
    int size = N * LANES;
    double[] off = new Inputs(1).doubles(size);
    double[] diagonal = new double[size];
    Arrays.fill(diagonal, 3.0);
    double[] factors = new double[3 * size];
    Tridiagonal.factor(N, LANES, off, 0, diagonal, 0, off, 0, factors, 0, one);
    double[] x = new Inputs(2).doubles(FIELDS * size);
    double[] levels = new double[N];
    Arrays.fill(levels, 0.25);
    double[] c = new Inputs(3).doubles(size);
    double[] depth = new double[size];
    double[] mixing = new double[3 * size];
    Diffusion.factor(N, LANES, diagonal, 0, levels, 0, mixing, 0, one);
    double[] mixed = new Inputs(4).doubles(FIELDS * size);
    double[] work = new double[size];
    return Map.of("tridiagonalFactor.double",
        () -> Tridiagonal.factor(N, LANES, off, 0, diagonal, 0, off, 0, factors, 0, one),
        "tridiagonalSolve.double", () -> Tridiagonal.solve(N, LANES, factors, 0, FIELDS, x, 0, size, one),
        "diffusionFactor.double", () -> Diffusion.factor(N, LANES, diagonal, 0, levels, 0, mixing, 0, one),
        "diffusionStep.double",
        () -> Diffusion.step(N, LANES, levels, 0, mixing, 0, FIELDS, mixed, 0, size, work, 0, one),
        "sinking.double", () -> Sinking.step(N, LANES, levels, 0, false, c, 0, one),
        "opticalDepth.double",
        () -> OpticalDepth.depth(N, LANES, levels, 0, levels, 0, 0.5, FIELDS, x, 0, size, depth, 0, one));
  }
}
