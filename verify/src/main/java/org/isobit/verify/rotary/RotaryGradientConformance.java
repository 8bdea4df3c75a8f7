// Master of FloatRotaryGradientConformance: the float version is generated from this file.
package org.isobit.verify.rotary;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.rotary.RotaryGradient;
import org.isobit.kernels.rotary.RotaryGradientReference;
import org.isobit.kernels.rotary.RotaryLayout;
import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;

/** {@link RotaryGradient}: pairs around vectors, lines and grids, groups of heads, chains that go on, threads. */
public final class RotaryGradientConformance implements Conformance {

  private static final int LONGEST = 35;

  /** Rows that are for threads. */
  private static final int MANY = 700;

  /** Made by the service loader. */
  public RotaryGradientConformance() {}

  @Override
  public String kernel() {
    return "rotaryGradient.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    for (RotaryPairing pairing : RotaryPairing.values()) {
      for (int pairs : new int[] {1, 6, 19}) {
        run(implementation, new RotaryLayout(pairing, pairs % 2 * 3, 5, 2, pairs), 11, 1 + pairs % 3, sink);
      }
      for (int pairs = 1; pairs <= LONGEST && cases == Cases.FULL; pairs++) {
        run(implementation, new RotaryLayout(pairing, pairs % 4, 7, 1 + pairs % 3, pairs), 9, 1 + pairs % 2, sink);
      }
    }
    if (cases == Cases.FULL) {
      run(implementation, new RotaryLayout(RotaryPairing.HALVES, 17, 300, 2, 32), MANY, 2, sink);
    }
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
    if (rows == MANY && Conformance.isFacade(implementation)) {
      RotaryGradient.backward(layout, tokens, rows, heads, size, y, 1, ld, dy, 2, ld + 1, gradient, 3, accumulate,
          Workers.shared());
    } else {
      RotaryGradientReference.of(implementation).backward(layout, 0, layout.groups(), tokens, rows, heads, size, y, 1,
          ld, dy, 2, ld + 1, gradient, 3, accumulate);
    }
    sink.add(gradient);
  }
}
