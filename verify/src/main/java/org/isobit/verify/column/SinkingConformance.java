// Master of FloatSinkingConformance: the float version is generated from this file.
package org.isobit.verify.column;

import org.isobit.gpu.column.SinkingCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.column.Sinking;
import org.isobit.kernels.column.SinkingReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** {@link Sinking} of columns around vectors and blocks, both beds, factors 0 and 1, special values, threads. */
public final class SinkingConformance implements Conformance {

  /** Made by the service loader. */
  public SinkingConformance() {}

  @Override
  public String kernel() {
    return "sinking.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    ColumnCases.run(cases, (n, lanes, variant) -> {
      for (boolean open : new boolean[] {false, true}) {
        sink.label("sinking n=" + n + " lanes=" + lanes + " variant=" + variant + " open=" + open);
        run(implementation, n, lanes, variant, open, sink);
      }
    });
  }

  private static void run(Backend implementation, int n, int lanes, int variant, boolean open, BitSink sink) {
    Inputs inputs = new Inputs(n * 4096L + 3 * lanes + variant);
    double[] s = inputs.doubles(n + 1);
    for (int i = 0; i <= n; i++) {
      s[i] = variant == 2 && i % 3 > 0 ? i % 3 - 1.0 : Math.abs(s[i]);
    }
    int size = n * lanes + 3;
    double[] c = variant == ColumnCases.SPECIAL ? inputs.specialDoubles(size) : inputs.doubles(size);
    if (variant == ColumnCases.ZEROS) {
      TridiagonalConformance.zeros(c);
    }
    if (implementation == Backend.CUDA) {
      int[] refused = new int[1];
      OnDevice.run(device -> device.kernels(SinkingCuda.class, SinkingCuda::new).step(n, lanes, device.of(s), 1, open,
          device.of(c), 2, device.of(refused), 0));
      if (refused[0] >= 0) {
        throw new IllegalStateException("the factor of level " + refused[0] + " is refused");
      }
    } else if (lanes == ColumnCases.PARALLEL && Conformance.isFacade(implementation)) {
      Sinking.step(n, lanes, s, 1, open, c, 2, Workers.shared());
    } else {
      SinkingReference.of(implementation).step(n, 0, lanes, lanes, s, 1, open, c, 2);
    }
    sink.add(c);
  }
}
