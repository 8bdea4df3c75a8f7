// Master of FloatEcosystemAllocationCalls: the float version is generated from this file.
package org.isobit.verify.allocation;

import java.util.Arrays;
import java.util.Map;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ecosystem.FashamFlows;
import org.isobit.kernels.ecosystem.NpzdFlows;
import org.isobit.kernels.ecosystem.Transfers;

/** One call of each kernel of ecosystems through its public entry, as in {@link AllocationCalls}. */
final class EcosystemAllocationCalls {

  private static final int N = 10;

  /** Columns of every kind: vectors, and the rest. */
  private static final int LANES = 93;

  private EcosystemAllocationCalls() {}

  /** The calls by kernel name. */
  static Map<String, Runnable> all() {
    Workers one = Workers.serial();
    int size = N * LANES;
    int[] from = FashamFlows.from();
    int[] to = FashamFlows.to();
    double[] parameters = half(FashamFlows.PARAMETERS * LANES);
    double[] light = half(size);
    double[] c = half(FashamFlows.POOLS * size);
    double[] flows = half(FashamFlows.FLOWS * size);
    double[] workspace = new double[Transfers.workspace(FashamFlows.POOLS, one)];
    return Map.of("npzdFlows.double",
        () -> NpzdFlows.rates(N, LANES, parameters, 0, light, 0, light, 0, c, 0, size, flows, 0, size, one),
        "fashamFlows.double",
        () -> FashamFlows.rates(N, LANES, parameters, 0, light, 0, c, 0, size, flows, 0, size, one),
        "transferEuler.double", () -> Transfers.euler(size, FashamFlows.POOLS, from, to, 0x1p-60, 0.0, flows, 0, size,
            c, 0, size, one),
        "transferPatankar.double", () -> Transfers.patankar(size, FashamFlows.POOLS, from, to, 0x1p-60, flows, 0, size,
            c, 0, size, workspace, one));
  }

  private static double[] half(int n) {
    double[] x = new double[n];
    Arrays.fill(x, 0.5);
    return x;
  }
}
