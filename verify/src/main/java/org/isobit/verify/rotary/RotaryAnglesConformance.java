// Master of FloatRotaryAnglesConformance: the float version is generated from this file.
package org.isobit.verify.rotary;

import org.isobit.gpu.rotary.RotaryAnglesCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.rotary.RotaryAngles;
import org.isobit.kernels.rotary.RotaryAnglesReference;
import org.isobit.kernels.rotary.RotaryLayout;
import org.isobit.kernels.rotary.RotaryReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** {@link RotaryAngles}: pairs around vectors, lines and grids, groups, elements that stay, in place, threads. */
public final class RotaryAnglesConformance implements Conformance {

  /** Made by the service loader. */
  public RotaryAnglesConformance() {}

  @Override
  public String kernel() {
    return "rotaryAngles.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    LayoutCases.each(cases, (layout, rows, heads) -> run(implementation, layout, rows, heads, sink));
  }

  private static void run(Backend implementation, RotaryLayout layout, int rows, int heads, BitSink sink) {
    sink.label("rotaryAngles " + layout.pairing() + " columns=" + layout.columns() + " pairs=" + layout.pairs()
        + " rows=" + rows + " heads=" + heads);
    Inputs inputs = new Inputs(layout.pairs() * 64L + rows);
    int size = 2 * layout.pairs() + rows % 4;
    int columns = layout.groups() * heads * size;
    int ldx = columns + 1;
    int ldy = columns + 3;
    int tokens = layout.tokens() - 1;
    double[] f = layout.pairs() % 5 == 4 ? inputs.specialDoubles(2 + layout.frequencies())
        : inputs.doubles(2 + layout.frequencies());
    double[] x = inputs.doubles(1 + rows * ldx);
    double[] y = inputs.doubles(2 + rows * ldy);
    if (implementation == Backend.CUDA) {
      OnDevice.run(device -> onDevice(device, layout, f, tokens, rows, heads, size, x, ldx, y, ldy));
    } else {
      double[] angles = new double[3 + layout.angles()];
      if (rows == LayoutCases.MANY && Conformance.isFacade(implementation)) {
        Workers shared = Workers.shared();
        RotaryAngles.fill(layout, f, 2, angles, 3, shared);
        RotaryAngles.forward(layout, angles, 3, tokens, rows, heads, size, x, 1, ldx, y, 2, ldy, shared);
        RotaryAngles.inverse(layout, angles, 3, tokens, rows, heads, size, x, 1, ldx, x, 1, ldx, shared);
      } else {
        RotaryAnglesReference.of(implementation).fill(layout, 0, layout.tokens(), f, 2, angles, 3);
        RotaryReference kernels = RotaryReference.of(implementation);
        kernels.turn(layout, angles, 3, 1.0, 0, rows, tokens, heads, size, x, 1, ldx, y, 2, ldy);
        kernels.turn(layout, angles, 3, -1.0, 0, rows, tokens, heads, size, x, 1, ldx, x, 1, ldx);
      }
    }
    sink.add(y);
    sink.add(x);
  }

  private static void onDevice(OnDevice device, RotaryLayout layout, double[] f, int tokens, int rows, int heads,
      int size, double[] x, int ldx, double[] y, int ldy) {
    RotaryAnglesCuda cuda = device.kernels(RotaryAnglesCuda.class, RotaryAnglesCuda::new);
    cuda.forward(layout, device.of(f), 2, tokens, rows, heads, size, device.of(x), 1, ldx, device.of(y), 2, ldy);
    cuda.inverse(layout, device.of(f), 2, tokens, rows, heads, size, device.of(x), 1, ldx, device.of(x), 1, ldx);
  }
}
