// Master of FloatRationalVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import org.isobit.linalg.batch.BatchRational;

/** Rational functions: every table of poles, bounds that are powers of two, and problems at the border of refusal. */
public final class RationalVectors implements KernelVectors {

  private static final int LARGEST = 36;
  private static final int HUGE = 1023; // float: private static final int HUGE = 127;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /** Made by the service loader. */
  public RationalVectors() {}

  @Override
  public void write(VectorText out) {
    for (int m = 1; m <= LARGEST; m++) {
      double scale = Math.scalb(0.75, m);
      double[] a = new double[9];
      double[] s = {1.0, 0.5, -0.25};
      for (int i = 0; i < 9; i++) {
        a[i] = i / 3 < i % 3 ? Double.NaN : s[i / 3] * s[i % 3] * scale;
      }
      problem(out, a, 1.25, 0.5, -0.3, 0.7);
    }
    limits(out);
  }

  private static void limits(VectorText out) {
    // Bounds of 1, 2 and 4 exactly, of just less than 2 and of 2^36, which is refused.
    problem(out, new double[0], 1.0);
    problem(out, new double[] {0.0}, 1.0, -0.0);
    problem(out, new double[] {1.0}, 1.0, -0.0);
    problem(out, new double[] {3.0}, 1.0, 0.3);
    problem(out, new double[] {Math.nextDown(1.0)}, 1.0, 0.3);
    problem(out, new double[] {0x1p36 - 4096.0}, 1.0, 0.3);
    problem(out, new double[] {0x1p36}, 1.0, 0.3);
    // An eigenvalue just above and just below 63/64.
    problem(out, new double[] {-0.01}, 1.0, 0.3);
    problem(out, new double[] {-0.02}, 1.0, 0.3);
    problem(out, new double[] {-0.5, 0.0, 0.0, 0.5}, 1.0, 0.3, 0.4);
    // Positive by the rounding that the fused product of the second pivot saves.
    double b = 0x1.144ee01718838p-2; // float: float b = 0x1.2e7c4cp-2f;
    double d = 0x1.89a2e4a97ec94p0; // float: float d = 0x1.d88cacp0f;
    problem(out, new double[] {0.03125, b, b, d}, 1.0, 0.3, 0.4);
    // What is not finite, also off the diagonal; the upper triangle is not read.
    problem(out, new double[] {INFINITY}, 1.0, 0.3);
    problem(out, new double[] {1.0, 0.0, Double.NaN, 1.0}, 1.0, 0.3, 0.4);
    problem(out, new double[] {1.0, Double.NaN, 0.0, 1.0}, 1.0, -0.0, -0.0);
    // No reflection, but couplings that stay in the rows; an infinite element meets reflections of nothing.
    problem(out, new double[] {2.0, 1.0, 0.0, 1.0, 2.0, 1.0, 0.0, 1.0, 2.0}, 0.75, -0.0, 1.0, -0.0);
    problem(out, new double[] {2.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 2.0}, 0.75, -0.0, INFINITY, -1.0);
    double large = Math.scalb(1.0, HUGE);
    problem(out, new double[] {large, 0.25 * large, 0.25 * large, large}, 1.7 * large, 0.3, 0.4);
    problem(out, new double[] {1.0, 0.25, 0.25, 1.0}, Double.MIN_NORMAL, 0.3, 0.4);
    // Bisections in which a product that is not fused decides.
    problem(out, new double[] {9.21875, -5.9375, 2.03125, 7.65625, -5.9375, 10.625, -8.75, -8.125, 2.03125, -8.75,
        9.0625, 5.3125, 7.65625, -8.125, 5.3125, 16.40625}, 0.7, 0.3, 0.4, 0.5, 0.6);
    problem(out, new double[] {1.984375, 0.1875, 0.65625, 1.359375, 0.1875, 2.171875, -0.234375, 0.296875, 0.65625,
        -0.234375, 1.015625, 1.0, 1.359375, 0.296875, 1.0, 1.390625}, 0.7, 0.3, 0.4, 0.5, 0.6);
    // Large orders, of products whose eigenvalues spread.
    for (int n : new int[] {5, 9}) {
      double[] a = new double[n * n];
      double[] x = new double[n];
      for (int i = 0; i < n; i++) {
        x[i] = (i % 3 - 1) * 0.7;
        for (int j = 0; j < n; j++) {
          a[i * n + j] = i == j ? 3.0 + 0.3 * i : 1.0 / (1.0 + i + j);
        }
      }
      problem(out, a, 0.3, x);
    }
  }

  private static void problem(VectorText out, double[] a, double c, double... x) {
    int n = x.length;
    BatchRational rational = new BatchRational();
    int failed = rational.attempt(n, 1, a, 0, c);
    out.kernel("batchRational.double").in("n", n).in("a", a).in("c", c).in("x", x).out("refused", failed + 1)
        .out("bound", rational.bound(0));
    if (failed < 0) {
      double[] back = x.clone();
      rational.rotateBack(1, back, 0);
      out.out("turned", back);
      BatchVectors.functions(out, rational, n, x);
    }
  }
}
