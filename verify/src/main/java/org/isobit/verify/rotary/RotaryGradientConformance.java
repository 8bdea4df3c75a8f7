// Master of FloatRotaryGradientConformance: the float version is generated from this file.
package org.isobit.verify.rotary;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.rotary.RotaryGradient;
import org.isobit.kernels.rotary.RotaryGradientReference;
import org.isobit.kernels.rotary.RotaryLayout;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;

/** {@link RotaryGradient}: pairs around vectors, lines and grids, groups of heads, chains that go on, threads. */
public final class RotaryGradientConformance implements Conformance {

  /** Made by the service loader. */
  public RotaryGradientConformance() {}

  @Override
  public String kernel() {
    return "rotaryGradient.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    LayoutCases.each(cases, (layout, rows, heads) -> run(implementation, layout, rows, heads, sink));
  }

  private static void run(Backend implementation, RotaryLayout layout, int rows, int heads, BitSink sink) {
    sink.label("rotaryGradient " + layout.pairing() + " columns=" + layout.columns() + " pairs=" + layout.pairs()
        + " rows=" + rows + " heads=" + heads);
    Inputs inputs = new Inputs(layout.pairs() * 64L + rows);
    int size = 2 * layout.pairs() + rows % 4;
    int ld = layout.groups() * heads * size + 1;
    int tokens = layout.tokens() - 1;
    double[] y = layout.pairs() % 5 == 4 ? inputs.specialDoubles(1 + rows * ld) : inputs.doubles(1 + rows * ld);
    double[] dy = inputs.doubles(2 + rows * (ld + 1));
    double[] gradient = inputs.doubles(3 + layout.frequencies());
    boolean accumulate = layout.pairs() % 3 != 0;
    if (rows == LayoutCases.MANY && Conformance.isFacade(implementation)) {
      RotaryGradient.backward(layout, tokens, rows, heads, size, y, 1, ld, dy, 2, ld + 1, gradient, 3, accumulate,
          Workers.shared());
    } else {
      RotaryGradientReference.of(implementation).backward(layout, 0, layout.groups(), tokens, rows, heads, size, y, 1,
          ld, dy, 2, ld + 1, gradient, 3, accumulate);
    }
    sink.add(gradient);
  }
}
