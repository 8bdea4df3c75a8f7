// Master of FloatNpzdFlowsConformance: the float version is generated from this file.
package org.isobit.verify.ecosystem;

import org.isobit.gpu.ecosystem.NpzdFlowsCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ecosystem.NpzdFlows;
import org.isobit.kernels.ecosystem.NpzdFlowsReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** {@link NpzdFlows} of columns around vectors and blocks, zeros, special values, threads. */
public final class NpzdFlowsConformance implements Conformance {

  /** Made by the service loader. */
  public NpzdFlowsConformance() {}

  @Override
  public String kernel() {
    return "npzdFlows.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    EcosystemCases.run(cases, (n, lanes, special) -> {
      sink.label("npzdFlows n=" + n + " lanes=" + lanes + " special=" + special);
      run(implementation, n, lanes, special, sink);
    });
  }

  private static void run(Backend implementation, int n, int lanes, boolean special, BitSink sink) {
    Inputs inputs = new Inputs(n * 4096L + lanes);
    int size = n * lanes;
    int ldf = size + 2;
    int ldflow = size + 3;
    double[] parameters = EcosystemCases.parameters(inputs, NpzdFlows.PARAMETERS * lanes + 1);
    double[] surface = EcosystemCases.pools(inputs, lanes + 2, special);
    double[] light = EcosystemCases.pools(inputs, size + 3, special);
    double[] c = EcosystemCases.pools(inputs, NpzdFlows.POOLS * ldf + 4, special);
    double[] flows = inputs.doubles(NpzdFlows.FLOWS * ldflow + 5);
    if (implementation == Backend.CUDA) {
      OnDevice.run(device -> device.kernels(NpzdFlowsCuda.class, NpzdFlowsCuda::new).rates(n, lanes,
          device.of(parameters), 1, device.of(surface), 2, device.of(light), 3, device.of(c), 4, ldf,
          device.of(flows), 5, ldflow));
    } else if (lanes == EcosystemCases.PARALLEL && Conformance.isFacade(implementation)) {
      NpzdFlows.rates(n, lanes, parameters, 1, surface, 2, light, 3, c, 4, ldf, flows, 5, ldflow, Workers.shared());
    } else {
      NpzdFlowsReference.of(implementation).rates(n, 0, lanes, lanes, parameters, 1, surface, 2, light, 3, c, 4, ldf,
          flows, 5, ldflow);
    }
    sink.add(flows);
  }
}
