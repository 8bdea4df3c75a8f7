// Master of FloatRearrangeConformance: the float version is generated from this file.
package org.isobit.verify.pooling;

import org.isobit.gpu.pooling.RearrangeCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.pooling.Permutation;
import org.isobit.kernels.pooling.Rearrange;
import org.isobit.kernels.pooling.RearrangeReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** Permutations of axes: shuffles, patches, transposes, and axes that stay together or are of one element. */
public final class RearrangeConformance implements Conformance {

  /** Made by the service loader. */
  public RearrangeConformance() {}

  @Override
  public String kernel() {
    return "rearrange.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    int n = 0;
    for (Permutation permutation : PoolingCases.permutations(cases)) {
      int batch = cases == Cases.SHORT ? 1 + n % 2 : n % 4;
      sink.label("rearrange batch=" + batch + " " + permutation);
      Inputs inputs = new Inputs(n++);
      double[] x = inputs.specialDoubles(1 + batch * permutation.size());
      double[] y = inputs.doubles(2 + batch * permutation.size());
      double[] shared = y.clone();
      if (implementation == Backend.CUDA) {
        OnDevice.run(device -> device.kernels(RearrangeCuda.class, RearrangeCuda::new).forward(permutation, batch,
            device.of(x), 1, device.of(y), 1));
      } else {
        RearrangeReference.of(implementation).whole(permutation, batch, x, 1, y, 1);
      }
      if (Conformance.isFacade(implementation)) {
        Rearrange.forward(permutation, batch, x, 1, shared, 1, Workers.shared());
      }
      PoolingConformance.add(sink, implementation, y, shared);
    }
  }
}
