// Master of FloatLossSuite: the float version is generated from this file.
package org.isobit.verify.loss;

import org.isobit.kernels.Backend;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;

/** Losses of n elements, or of rows of n: lengths around vectors and chunks of reductions; special values. */
abstract class LossSuite implements Conformance {

  static final double WEIGHT = 0.3;

  private static final int[] SHORT = {1, 6, 19};
  private static final int[] LONG = {63, 64, 65, 127, 200, 1100, 4095, 4096, 4097, 9000};
  private static final double WIDE = 4.0;

  private final String name;

  LossSuite(String name) {
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
    run(implementation, n, special, new Inputs(n * 2L + (special ? 1 : 0)), sink);
  }

  abstract void run(Backend implementation, int n, boolean special, Inputs inputs, BitSink sink);

  /** Numbers in (−4, 4), some of which are equal, or special ones. */
  static double[] wide(Inputs inputs, int n, boolean special) {
    if (special) {
      return inputs.specialDoubles(n);
    }
    double[] x = inputs.doubles(n);
    for (int i = 0; i < n; i++) {
      x[i] = i % 5 == 4 ? x[i - 1] : x[i] * WIDE;
    }
    return x;
  }
}
