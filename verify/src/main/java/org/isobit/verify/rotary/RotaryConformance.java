// Master of FloatRotaryConformance: the float version is generated from this file.
package org.isobit.verify.rotary;

import java.util.Arrays;
import org.isobit.gpu.rotary.RotaryCuda;
import org.isobit.gpu.rotary.RotaryTableCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.rotary.Rotary;
import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.kernels.rotary.RotaryReference;
import org.isobit.kernels.rotary.RotaryTable;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** {@link Rotary}: pairs around vectors, both pairings, lines and grids, elements that stay, in place, threads. */
public final class RotaryConformance implements Conformance {

  private static final int LONGEST = 35;
  private static final double[] PLACES = {0.0, 1.0, 2.5, -3.0, 1000.0}; // float: unchanged
  private static final double[] ROWS = {0.5, -2.0}; // float: unchanged

  /** Made by the service loader. */
  public RotaryConformance() {}

  @Override
  public String kernel() {
    return "rotary.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    for (RotaryPairing pairing : RotaryPairing.values()) {
      for (int pairs : new int[] {1, 6, 19}) {
        run(implementation, pairing, pairs, 5, 2, sink);
      }
      for (int pairs = 1; pairs <= LONGEST && cases == Cases.FULL; pairs++) {
        run(implementation, pairing, pairs, 7, 1 + pairs % 3, sink);
      }
    }
    if (cases == Cases.FULL) {
      run(implementation, RotaryPairing.HALVES, 32, 700, 4, sink);
    }
  }

  private static void run(Backend implementation, RotaryPairing pairing, int pairs, int rows, int heads,
      BitSink sink) {
    sink.label("rotary " + pairing + " pairs=" + pairs + " rows=" + rows + " heads=" + heads);
    Inputs inputs = new Inputs(pairs * 64L + rows);
    RotaryTable table = pairs % 2 == 1
        ? RotaryTable.of(pairing, PLACES, RotaryTable.frequencies(pairs, 10000.0))
        : RotaryTable.grid(pairing, ROWS, PLACES, RotaryTable.frequencies(pairs / 2, 100.0));
    int size = 2 * pairs + rows % 4;
    int ldx = heads * size + 1;
    int ldy = heads * size + 3;
    double[] x = pairs % 4 == 3 ? inputs.specialDoubles(1 + rows * ldx) : inputs.doubles(1 + rows * ldx);
    double[] y = inputs.doubles(2 + rows * ldy);
    if (implementation == Backend.CUDA) {
      double[] first = Arrays.copyOf(x, 1 + ldx);
      OnDevice.run(device -> onDevice(device, table, rows, heads, size, x, ldx, y, ldy));
      System.arraycopy(first, 0, x, 0, first.length);
      sink.add(y);
      sink.add(x);
      return;
    }
    if (rows > LONGEST && Conformance.isFacade(implementation)) {
      Rotary.forward(table, 1, 4, rows, heads, size, x, 1, ldx, y, 2, ldy, Workers.shared());
    } else {
      RotaryReference.of(implementation).turn(table, 1.0, 0, rows, heads, size, 1, 4, x, 1, ldx, y, 2, ldy);
    }
    RotaryReference.of(implementation).turn(table, -1.0, 1, rows, heads, size, 0, 3, x, 1, ldx, x, 1, ldx);
    sink.add(y);
    sink.add(x);
  }

  /** The same; the inverse takes the first row as well, which the case leaves as it is. */
  private static void onDevice(OnDevice device, RotaryTable table, int rows, int heads, int size, double[] x, int ldx,
      double[] y, int ldy) {
    RotaryCuda cuda = device.kernels(RotaryCuda.class, RotaryCuda::new);
    try (RotaryTableCuda angles = device.made(stream -> new RotaryTableCuda(stream, table))) {
      cuda.forward(angles, 1, 4, rows, heads, size, device.of(x), 1, ldx, device.of(y), 2, ldy);
      cuda.inverse(angles, 0, 3, rows, heads, size, device.of(x), 1, ldx, device.of(x), 1, ldx);
    }
  }
}
