// Master of FloatFashamFlowsConformance: the float version is generated from this file.
package org.isobit.verify.ecosystem;

import org.isobit.gpu.ecosystem.FashamFlowsCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ecosystem.FashamFlows;
import org.isobit.kernels.ecosystem.FashamFlowsReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** {@link FashamFlows} of columns around vectors and blocks, zeros, special values, threads. */
public final class FashamFlowsConformance implements Conformance {

  /** Made by the service loader. */
  public FashamFlowsConformance() {}

  @Override
  public String kernel() {
    return "fashamFlows.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    EcosystemCases.run(cases, (n, lanes, special) -> {
      sink.label("fashamFlows n=" + n + " lanes=" + lanes + " special=" + special);
      run(implementation, n, lanes, special, sink);
    });
  }

  private static void run(Backend implementation, int n, int lanes, boolean special, BitSink sink) {
    Inputs inputs = new Inputs(n * 4096L + lanes);
    int size = n * lanes;
    int ldf = size + 2;
    int ldflow = size + 3;
    double[] parameters = EcosystemCases.parameters(inputs, FashamFlows.PARAMETERS * lanes + 1);
    double[] light = EcosystemCases.pools(inputs, size + 3, special);
    double[] c = EcosystemCases.pools(inputs, FashamFlows.POOLS * ldf + 4, special);
    double[] flows = inputs.doubles(FashamFlows.FLOWS * ldflow + 5);
    for (int i = 0; i < n && !special; i++) { // nothing to graze, or next to nothing
      c[4 + i * lanes] = 0.0;
      c[4 + 2 * ldf + i * lanes] = i % 2 == 0 ? 0.0 : Double.MIN_VALUE;
      c[4 + 3 * ldf + i * lanes] = 0.0;
    }
    if (implementation == Backend.CUDA) {
      OnDevice.run(device -> device.kernels(FashamFlowsCuda.class, FashamFlowsCuda::new).rates(n, lanes,
          device.of(parameters), 1, device.of(light), 3, device.of(c), 4, ldf, device.of(flows), 5, ldflow));
    } else if (lanes == EcosystemCases.PARALLEL && Conformance.isFacade(implementation)) {
      FashamFlows.rates(n, lanes, parameters, 1, light, 3, c, 4, ldf, flows, 5, ldflow, Workers.shared());
    } else {
      FashamFlowsReference.of(implementation).rates(n, 0, lanes, lanes, parameters, 1, light, 3, c, 4, ldf, flows, 5,
          ldflow);
    }
    sink.add(flows);
  }
}
