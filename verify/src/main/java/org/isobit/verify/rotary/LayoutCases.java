package org.isobit.verify.rotary;

import org.isobit.kernels.rotary.RotaryLayout;
import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.verify.Cases;

/** The cases of kernels whose frequencies are given: pairs around vectors, lines and grids, groups, many rows. */
final class LayoutCases {

  private static final int LONGEST = 35;

  /** Rows that are for threads. */
  static final int MANY = 700;

  /** Runs a case. */
  @FunctionalInterface
  interface Run {
    void of(RotaryLayout layout, int rows, int heads);
  }

  private LayoutCases() {}

  /** All cases in their order. */
  static void each(Cases cases, Run run) {
    for (RotaryPairing pairing : RotaryPairing.values()) {
      for (int pairs : new int[] {1, 6, 19}) {
        run.of(new RotaryLayout(pairing, pairs % 2 * 3, 5, 2, pairs), 11, 1 + pairs % 3);
      }
      for (int pairs = 1; pairs <= LONGEST && cases == Cases.FULL; pairs++) {
        run.of(new RotaryLayout(pairing, pairs % 4, 7, 1 + pairs % 3, pairs), 9, 1 + pairs % 2);
      }
    }
    if (cases == Cases.FULL) {
      run.of(new RotaryLayout(RotaryPairing.HALVES, 17, 300, 2, 32), MANY, 2);
    }
  }
}
