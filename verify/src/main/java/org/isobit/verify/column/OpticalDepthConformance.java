// Master of FloatOpticalDepthConformance: the float version is generated from this file.
package org.isobit.verify.column;

import org.isobit.gpu.column.OpticalDepthCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.column.OpticalDepth;
import org.isobit.kernels.column.OpticalDepthReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** {@link OpticalDepth} of columns around vectors and blocks, one to three fields, special values, threads. */
public final class OpticalDepthConformance implements Conformance {

  /** Made by the service loader. */
  public OpticalDepthConformance() {}

  @Override
  public String kernel() {
    return "opticalDepth.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    ColumnCases.run(cases, (n, lanes, variant) -> {
      int fields = 1 + (n + 2 * lanes) % 3;
      sink.label("opticalDepth n=" + n + " lanes=" + lanes + " variant=" + variant + " fields=" + fields);
      run(implementation, n, lanes, variant, fields, sink);
    });
  }

  private static void run(Backend implementation, int n, int lanes, int variant, int fields, BitSink sink) {
    Inputs inputs = new Inputs(n * 4096L + 3 * lanes + variant);
    double[] b = inputs.doubles(n + 1);
    double[] h = inputs.doubles(n + 2);
    double k = variant == ColumnCases.ZEROS ? -0.0 : inputs.nextDouble();
    int ldf = n * lanes + variant;
    int size = fields * ldf + 3;
    double[] c = variant == ColumnCases.SPECIAL ? inputs.specialDoubles(size) : inputs.doubles(size);
    if (variant == ColumnCases.ZEROS) {
      TridiagonalConformance.zeros(b);
      TridiagonalConformance.zeros(c);
    }
    double[] depth = inputs.doubles(n * lanes + 5);
    if (implementation == Backend.CUDA) {
      OnDevice.run(device -> device.kernels(OpticalDepthCuda.class, OpticalDepthCuda::new).depth(n, lanes,
          device.of(b), 1, device.of(h), 2, k, fields, device.of(c), 3, ldf, device.of(depth), 4));
    } else if (lanes == ColumnCases.PARALLEL && Conformance.isFacade(implementation)) {
      OpticalDepth.depth(n, lanes, b, 1, h, 2, k, fields, c, 3, ldf, depth, 4, Workers.shared());
    } else {
      OpticalDepthReference.of(implementation).depth(n, 0, lanes, lanes, b, 1, h, 2, k, fields, c, 3, ldf, depth, 4);
    }
    sink.add(depth);
  }
}
