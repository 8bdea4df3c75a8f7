package org.isobit.verify.column;

import org.isobit.verify.Cases;

/** Shapes of columns around vectors and blocks of them, short and long ones, and one for threads. */
final class ColumnCases {

  /** Variant with special values. */
  static final int SPECIAL = 1;

  /** Variant with zeros of both signs. */
  static final int ZEROS = 2;

  /** So many columns, of 50 levels, that threads share them. */
  static final int PARALLEL = 1501;

  private static final int VARIANTS = 3;
  private static final int[][] SHORT = {{1, 3}, {2, 9}, {3, 17}, {4, 37}};
  private static final int[] LEVELS = {1, 2, 3, 7};

  /** Around blocks of 512 doubles and 1024 floats. */
  private static final int[] WIDE = {48, 65, 100, 511, 512, 513, 545, 1024, 1043};

  private ColumnCases() {}

  /** What takes a shape and a variant. */
  interface Case {
    void run(int n, int lanes, int variant);
  }

  static void run(Cases cases, Case each) {
    for (int[] shape : SHORT) {
      for (int variant = 0; variant < VARIANTS; variant++) {
        each.run(shape[0], shape[1], variant);
      }
    }
    if (cases == Cases.SHORT) {
      return;
    }
    for (int n : LEVELS) {
      for (int lanes = 1; lanes <= 37; lanes++) {
        each.run(n, lanes, (n + lanes) % VARIANTS);
      }
      for (int lanes : WIDE) {
        each.run(n, lanes, (n + lanes) % VARIANTS);
      }
    }
    each.run(50, 40, 0);
    each.run(100, 11, 0);
    each.run(50, PARALLEL, 0);
  }
}
