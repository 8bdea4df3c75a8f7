// Master of FloatMatrices: the float version is generated from this file.
package org.isobit.verify.linalg;

import java.util.Arrays;
import org.isobit.verify.Inputs;

/** Inputs for factorisations, made with integer arithmetic and exact operations. Thread-safe. */
final class Matrices {

  /** Orders around vector borders, for up to 16 lanes, and the orders of local analyses. */
  static final int[] ORDERS = orders();

  /** Orders for the short list. */
  static final int[] TINY = {1, 2, 5};

  /** Number of kinds of symmetric matrix. */
  static final int KINDS = 8;

  private static final double HUGE = 0x1p1020; // float: private static final float HUGE = 0x1p124f;
  private static final double SMALL = 0x1p-1040; // float: private static final float SMALL = 0x1p-135f;

  private Matrices() {}

  private static int[] orders() {
    int[] all = new int[36 + 3];
    for (int i = 0; i <= 35; i++) {
      all[i] = i;
    }
    all[36] = 40;
    all[37] = 64;
    all[38] = 100;
    return all;
  }

  /** A symmetric matrix in a padded array, poisoned wherever a factorisation of the lower triangle must not look. */
  static double[] symmetric(int n, int kind, int offset, int ld) {
    double[] a = new double[offset + n * ld + 3];
    Arrays.fill(a, Double.NaN);
    Inputs inputs = new Inputs(n * 100L + kind);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        a[offset + i * ld + j] = element(inputs.nextDouble(), i, j, kind);
      }
    }
    return a;
  }

  private static double element(double x, int i, int j, int kind) {
    return switch (kind) {
      case 0 -> x;
      case 1 -> x * HUGE;
      case 2 -> x * SMALL;
      case 3 -> i == j ? 1.0 : 0.0;
      case 4 -> 1.0;
      case 5 -> i == j ? i % 3 : i == j + 1 ? 0.0 : -0.0;
      case 6 -> i - j == 1 ? 1.0 : i == j ? 10 - i : 0.0;
      default -> x * power(-i) * power(-j);
    };
  }

  /**
   * A positive definite matrix, poisoned alike: random, with a dominant diagonal, rows and columns scaled by powers.
   */
  static double[] positive(int n, int kind, int offset, int ld) {
    double[] a = new double[offset + n * ld + 3];
    Arrays.fill(a, Double.NaN);
    Inputs inputs = new Inputs(n * 100L + kind + 50);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double x = inputs.nextDouble();
        double value = i == j ? n + x : x;
        a[offset + i * ld + j] = kind % 2 == 0 ? value : value * power(i % 5) * power(j % 5);
      }
    }
    return a;
  }

  /** A rectangular matrix in a padded, poisoned array. */
  static double[] rectangular(int rows, int columns, int seed, int offset, int ld) {
    double[] a = new double[offset + rows * ld + 3];
    Arrays.fill(a, Double.NaN);
    Inputs inputs = new Inputs(seed * 10000L + rows * 100L + columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        a[offset + i * ld + j] = inputs.nextDouble();
      }
    }
    return a;
  }

  static double power(int k) {
    double x = 1.0;
    for (int i = 0; i < Math.abs(k); i++) {
      x *= k < 0 ? 0.5 : 2.0;
    }
    return x;
  }

  /** A block of problems, interleaved: problem b is that of {@link #symmetric} with kind b, or {@link #positive}. */
  static double[] block(int n, int lanes, boolean positive, int offset) {
    double[] block = new double[offset + n * n * lanes + 3];
    Arrays.fill(block, Double.NaN);
    for (int b = 0; b < lanes; b++) {
      double[] a = positive ? positive(n, b, 0, n) : symmetric(n, b % (KINDS + 3), 0, n);
      for (int i = 0; i < n * n; i++) {
        block[offset + i * lanes + b] = a[i];
      }
    }
    return block;
  }

  /** Calls a case with orders and numbers of lanes around vector borders, n ascending. */
  static void blocks(boolean few, BlockCase one) {
    if (few) {
      one.run(2, 3);
      one.run(3, 5);
      return;
    }
    for (int n : new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 17, 20}) {
      for (int lanes : new int[] {1, 3, 8, 13}) {
        one.run(n, lanes);
      }
    }
    for (int lanes = 0; lanes <= 35; lanes++) {
      one.run(4, lanes);
    }
    one.run(40, 9);
  }

  /** A case with two sizes. */
  interface BlockCase {

    /** Runs it for an order and a number of lanes, or for rows and columns. */
    void run(int n, int lanes);
  }

  /** Calls a case with tall, square and wide shapes. */
  static void shapes(boolean few, BlockCase one) {
    if (few) {
      one.run(3, 2);
      one.run(2, 3);
      return;
    }
    for (int length = 0; length <= 35; length++) {
      one.run(length, 4);
      one.run(5, length);
      if (length % 3 == 0) {
        one.run(length, length);
      }
    }
    one.run(40, 40);
    one.run(100, 17);
    one.run(4200, 3);
  }
}
