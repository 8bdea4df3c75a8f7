// Master of FloatEcosystemCases: the float version is generated from this file.
package org.isobit.verify.ecosystem;

import org.isobit.verify.Cases;
import org.isobit.verify.Inputs;

/** Shapes of columns around vectors and blocks of them, one for threads, and what stands in pools. */
final class EcosystemCases {

  /** So many columns, of 50 levels, that threads share them. */
  static final int PARALLEL = 701;

  private static final int[][] SHORT = {{1, 3}, {2, 9}, {3, 17}, {4, 37}};
  private static final int[] LEVELS = {1, 2, 3};

  /** Around blocks of 64 to 256 doubles and 128 to 512 floats. */
  private static final int[] WIDE = {63, 64, 100, 127, 128, 129, 145, 255, 256, 257, 300, 512, 545};

  private EcosystemCases() {}

  /** What takes a shape and a variant: of numbers that are not negative, and of any, special ones among them. */
  interface Case {
    void run(int n, int lanes, boolean special);
  }

  static void run(Cases cases, Case each) {
    for (int[] shape : SHORT) {
      each.run(shape[0], shape[1], false);
      each.run(shape[0], shape[1], true);
    }
    if (cases == Cases.SHORT) {
      return;
    }
    for (int n : LEVELS) {
      for (int lanes = 1; lanes <= 37; lanes++) {
        each.run(n, lanes, (n + lanes) % 2 == 0);
      }
      for (int lanes : WIDE) {
        each.run(n, lanes, (n + lanes) % 3 == 0);
      }
    }
    each.run(50, PARALLEL, false);
  }

  /** Parameters from 2^−10 to more than 1. */
  static double[] parameters(Inputs inputs, int n) {
    double[] x = inputs.doubles(n);
    for (int i = 0; i < n; i++) {
      x[i] = Math.abs(x[i]) + 0x1p-10;
    }
    return x;
  }

  /** Numbers from 0 to 8, every fifth a zero and every seventh next to one. */
  static double[] pools(Inputs inputs, int n, boolean special) {
    if (special) {
      return inputs.specialDoubles(n);
    }
    double[] x = inputs.doubles(n);
    for (int i = 0; i < n; i++) {
      x[i] = i % 5 == 0 ? 0.0 : i % 7 == 0 ? Double.MIN_NORMAL : 8.0 * Math.abs(x[i]);
    }
    return x;
  }
}
