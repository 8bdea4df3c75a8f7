// Master of FloatCellConformance: the float version is generated from this file.
package org.isobit.verify.recurrent;

import org.isobit.kernels.Backend;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;

/** Gates of cells: states around the widths of vectors, rows with something between them, special values. */
abstract class CellConformance implements Conformance {

  private static final int[] SHORT = {1, 6, 19};
  private static final int[] LONG = {63, 64, 65, 127, 200, 513, 1100};

  private final String name;

  CellConformance(String name) {
    this.name = name;
  }

  @Override
  public String kernel() {
    return name + ".double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    for (int n : SHORT) {
      run(implementation, n, n % 2 == 0, sink);
    }
    if (cases == Cases.SHORT) {
      return;
    }
    for (int n = 0; n <= 35; n++) {
      run(implementation, n, false, sink);
      run(implementation, n, true, sink);
    }
    for (int n : LONG) {
      run(implementation, n, false, sink);
    }
  }

  private void run(Backend implementation, int n, boolean special, BitSink sink) {
    sink.label(name + " n=" + n + (special ? " special" : ""));
    run(implementation, n % 2 + 2, n, special, new Inputs(n * 2L + (special ? 1 : 0)), sink);
  }

  abstract void run(Backend implementation, int rows, int n, boolean special, Inputs inputs, BitSink sink);

  /** A matrix of rows with something between them: numbers in (−4, 4), or special ones. */
  static double[] wide(Inputs inputs, int rows, int ld, boolean special) {
    if (special) {
      return inputs.specialDoubles(1 + rows * ld);
    }
    double[] x = inputs.doubles(1 + rows * ld);
    for (int i = 0; i < x.length; i++) {
      x[i] *= 4.0;
    }
    return x;
  }
}
