// Master of FloatBatchRationalTest: the float version is generated from this file.
package org.isobit.verify.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.isobit.kernels.Backend;
import org.isobit.kernels.NumericalException;
import org.isobit.linalg.batch.BatchRational;
import org.junit.jupiter.api.Test;

/** Accuracy against matrices with known roots, independence of lanes, and refusals. */
class BatchRationalTest {

  private static final double EPSILON = 0x1p-52; // float: private static final float EPSILON = 0x1p-23f;

  /** Largest exponent of two of a condition number. */
  private static final int CONDITION = 33; // float: private static final int CONDITION = 14;

  private static final MathContext DIGITS = new MathContext(60);

  /**
   * A = H·D·H with a Householder reflection H = I − 2·u·uᵀ/uᵀu: its function is H·f(D)·H, computed with 60 digits.
   *
   * @return row-major n×n
   */
  private static BigDecimal[] reflected(BigDecimal[] d, int[] u) {
    int n = d.length;
    BigDecimal norm = BigDecimal.ZERO;
    BigDecimal weighted = BigDecimal.ZERO;
    for (int i = 0; i < n; i++) {
      BigDecimal square = BigDecimal.valueOf((long) u[i] * u[i]);
      norm = norm.add(square);
      weighted = weighted.add(square.multiply(d[i]));
    }
    BigDecimal two = BigDecimal.valueOf(2);
    BigDecimal[] a = new BigDecimal[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        BigDecimal uij = BigDecimal.valueOf((long) u[i] * u[j]).divide(norm, DIGITS);
        BigDecimal x = uij.multiply(two).multiply(weighted.multiply(two).divide(norm, DIGITS).subtract(d[i])
            .subtract(d[j]));
        a[i * n + j] = i == j ? d[i].add(x) : x;
      }
    }
    return a;
  }

  private static int[] direction(int n, long seed) {
    Random random = new Random(seed);
    int[] u = new int[n];
    for (int i = 0; i < n; i++) {
      u[i] = random.nextInt(41) - 20;
    }
    u[n - 1] = 7;
    return u;
  }

  /** Eigenvalues x of C from 1 to 2^exponent, and a function of each. */
  private static BigDecimal[] spectrum(int n, int exponent, int kind) {
    BigDecimal[] f = new BigDecimal[n];
    for (int i = 0; i < n; i++) {
      double power = n == 1 ? exponent : (double) exponent * i / (n - 1);
      BigDecimal x = new BigDecimal(Math.pow(2, power));
      BigDecimal root = BigDecimal.ONE.divide(x.sqrt(DIGITS), DIGITS);
      f[i] = switch (kind) {
        case 0 -> x.subtract(BigDecimal.ONE);
        case 1 -> root;
        case 2 -> BigDecimal.ONE.divide(x, DIGITS);
        // (x^-1/2 - 1)/(x - 1) = -1/(x^1/2·(1 + x^1/2))
        default -> BigDecimal.ONE.divide(x.add(x.sqrt(DIGITS)), DIGITS).negate();
      };
    }
    return f;
  }

  private static double[] doubles(BigDecimal[] a) {
    double[] x = new double[a.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = a[i].doubleValue();
    }
    return x;
  }

  /** Largest difference of f(C) applied to unit vectors, all at once, from the expected matrix. */
  private static double off(BatchRational r, int n, int kind, double[] expected) {
    double[] x = new double[n * n];
    for (int i = 0; i < n; i++) {
      x[i * n + i] = 1.0;
    }
    double[] y = new double[n * n];
    r.rotate(n, x, 0);
    switch (kind) {
      case 1 -> r.inverseRoot(n, x, 0, y, 0);
      case 2 -> r.inverse(n, x, 0, y, 0);
      default -> r.dividedDifference(n, x, 0, y, 0);
    }
    r.rotateBack(n, y, 0);
    return largest(y, expected);
  }

  private static double largest(double[] a, double[] b) {
    double worst = 0;
    for (int i = 0; i < a.length; i++) {
      double off = Math.abs(a[i] - b[i]);
      worst = off > worst || off != off ? off : worst;
    }
    return worst;
  }

  @Test
  void functionsAreAccurateAtEveryCondition() {
    for (int n : new int[] {1, 2, 5, 20, 41}) {
      for (int exponent = 0; exponent <= CONDITION; exponent += n == 41 ? 4 : 1) {
        int[] u = direction(n, n + exponent);
        double[] a = doubles(reflected(spectrum(n, exponent, 0), u));
        BatchRational r = new BatchRational().factor(n, 1, a, 0, 1);
        // A itself is rounded: an error of ε·2^exponent moves an eigenvalue near 1 by as much.
        double unit = 4 * (n + 4) * EPSILON * (1 + (exponent == 0 ? 0 : Matrices.power(exponent)));
        String what = " of order " + n + " with condition 2^" + exponent;
        for (int kind = 1; kind <= 3; kind++) {
          // Where x is near 1 the difference has the error of a derivative; times x − 1 it is the others'.
          double bound = kind == 3 ? 4 * unit : unit;
          double off = off(r, n, kind, doubles(reflected(spectrum(n, exponent, kind), u)));
          assertTrue(off <= bound, "function " + kind + what + " is off by " + off);
        }
        double[] whole = new double[n * n];
        r.matrix(whole, 0);
        double off = largest(whole, doubles(reflected(spectrum(n, exponent, 1), u)));
        assertTrue(off <= unit, "the matrix" + what + " is off by " + off);
        double top = Matrices.power(exponent);
        assertEquals(top, r.largest(0), top * 8 * n * EPSILON);
        assertTrue(r.bound(0) <= 3.01 * top && r.bound(0) >= top * (1 - 8 * n * EPSILON), "bound" + what);
      }
    }
  }

  /** Rounding of A aside, the sum over poles has all digits: a diagonal A is not rounded. */
  @Test
  void polesLoseNoDigits() {
    for (int exponent = 0; exponent <= 35; exponent++) {
      int n = 25;
      double[] a = new double[n * n];
      double[] x = new double[n];
      double[] y = new double[n];
      for (int i = 0; i < n; i++) {
        a[i * n + i] = (double) Math.pow(2, (double) exponent * i / (n - 1)) - 1;
        x[i] = 1;
      }
      BatchRational r = new BatchRational().factor(n, 1, a, 0, 1);
      r.rotate(1, x, 0);
      r.inverseRoot(1, x, 0, y, 0);
      for (int i = 0; i < n; i++) {
        double expected = (double) (1 / Math.sqrt(1 + (double) a[i * n + i]));
        assertEquals(1, y[i] * x[i] / expected, 8 * EPSILON, "element " + i + " at 2^" + exponent);
      }
    }
  }

  @Test
  void aProblemDoesNotSeeTheOtherLanes() {
    int n = 11;
    int lanes = 21;
    Random random = new Random(1);
    double[] a = new double[n * n * lanes];
    double[] x = new double[n * lanes];
    for (int b = 0; b < lanes; b++) {
      double[] one = doubles(reflected(spectrum(n, b * CONDITION / lanes, 0), direction(n, b)));
      for (int i = 0; i < n * n; i++) {
        a[i * lanes + b] = one[i];
      }
      for (int i = 0; i < n; i++) {
        x[i * lanes + b] = (double) random.nextGaussian();
      }
    }
    BatchRational all = new BatchRational().factor(n, lanes, a, 0, 1);
    double[] together = x.clone();
    double[] y = new double[x.length];
    all.rotate(1, together, 0);
    all.inverseRoot(1, together, 0, y, 0);
    all.rotateBack(1, y, 0);
    for (Backend backend : Backend.ofProcessor()) {
      for (int b = 0; b < lanes; b++) {
        double[] one = new double[n * n];
        double[] v = new double[n];
        double[] w = new double[n];
        double[] expected = new double[n];
        for (int i = 0; i < n * n; i++) {
          one[i] = a[i * lanes + b];
        }
        for (int i = 0; i < n; i++) {
          v[i] = x[i * lanes + b];
          expected[i] = y[i * lanes + b];
        }
        BatchRational alone = new BatchRational(backend).factor(n, 1, one, 0, 1);
        alone.rotate(1, v, 0);
        alone.inverseRoot(1, v, 0, w, 0);
        alone.rotateBack(1, w, 0);
        assertArrayEquals(expected, w, backend + ", problem " + b);
      }
    }
  }

  /** A problem of any size, rank and sign, now and then not finite. */
  private static void extreme(Random random, int n, int lanes, double[] a, int at) {
    int kind = random.nextInt(10);
    int rank = kind < 3 ? 1 + kind : n;
    double scale = (double) Math.pow(2, kind == 3 ? -(CONDITION + 20) * random.nextDouble()
        : CONDITION * (1.2 * random.nextDouble() - 0.2));
    double[] s = new double[rank * n];
    for (int i = 0; i < s.length; i++) {
      s[i] = (double) (kind == 4 ? 0 : kind == 5 ? i % 2 : random.nextGaussian() / Math.sqrt(rank));
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int r = 0; r < rank; r++) {
          sum += s[r * n + i] * s[r * n + j];
        }
        a[at + (i * n + j) * lanes] = sum * scale;
      }
    }
    int element = at + random.nextInt(n) * (n + 1) * lanes;
    switch (kind) {
      case 6 -> a[element] = -a[element];
      case 7 -> a[element] = Double.MIN_VALUE;
      case 8 -> a[element] = random.nextInt(3) == 0 ? Double.NaN : Double.MAX_VALUE;
      default -> { }
    }
  }

  @Test
  void extremeProblemsHaveOneAnswer() {
    int reduced = 0;
    int refused = 0;
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      int n = 1 + random.nextInt(14);
      int lanes = 1 + random.nextInt(19);
      double[] a = new double[n * n * lanes];
      for (int b = 0; b < lanes; b++) {
        extreme(random, n, lanes, a, b);
      }
      double[] x = new double[2 * n * lanes];
      for (int i = 0; i < x.length; i++) {
        x[i] = (double) random.nextGaussian();
      }
      BatchRational simd = new BatchRational(Backend.SIMD);
      BatchRational reference = new BatchRational(Backend.REFERENCE);
      assertEquals(reference.attempt(n, lanes, a, 0, 3), simd.attempt(n, lanes, a, 0, 3), "seed " + seed);
      double[][] expected = everything(reference, n, x);
      double[][] actual = everything(simd, n, x);
      for (int b = 0; b < lanes; b++) {
        String what = "seed " + seed + ", problem " + b;
        assertEquals(reference.reduced(b), simd.reduced(b), what);
        assertEquals(reference.bound(b), simd.bound(b), what);
        assertEquals(reference.largest(b), simd.largest(b), what);
        reduced += reference.reduced(b) ? 1 : 0;
        refused += reference.reduced(b) ? 0 : 1;
        for (int f = 0; reference.reduced(b) && f < expected.length; f++) {
          for (int i = b; i < expected[f].length; i += lanes) {
            assertTrue(Math.abs(expected[f][i]) <= Double.MAX_VALUE, what + " gives " + expected[f][i]);
            assertEquals(expected[f][i], actual[f][i], what + ", function " + f);
          }
        }
      }
    }
    assertTrue(reduced > 1000 && refused > 300, reduced + " reduced, " + refused + " refused");
  }

  /** All functions of two vectors, and C^−½ whole. */
  private static double[][] everything(BatchRational r, int n, double[] x) {
    double[][] y = new double[4][x.length];
    double[] rotated = x.clone();
    r.rotate(2, rotated, 0);
    r.inverseRoot(2, rotated, 0, y[0], 0);
    r.inverse(2, rotated, 0, y[1], 0);
    r.dividedDifference(2, rotated, 0, y[2], 0);
    r.rotateBack(2, y[0], 0);
    y[3] = new double[x.length / 2 * n];
    r.matrix(y[3], 0);
    return y;
  }

  @Test
  void badProblemsAreNamed() {
    for (Backend backend : Backend.ofProcessor()) {
      BatchRational r = new BatchRational(backend);
      double[] a = new double[4 * 11];
      a[3 * 11 + 9] = Double.NaN;
      String message = assertThrows(IllegalArgumentException.class, () -> r.factor(2, 11, a, 0, 1)).getMessage();
      assertEquals("batchRational: A[1, 1] of problem 9 is NaN", message);
      assertThrows(IllegalStateException.class, () -> r.rotate(1, new double[22], 0));
      a[3 * 11 + 9] = 0;
      a[3 * 11 + 4] = 1e30;
      message = assertThrows(NumericalException.class, () -> r.factor(2, 11, a, 0, 1)).getMessage();
      assertTrue(message.startsWith("batchRational: the norm of I + A/c reaches 2^36 in problem (index 4)"), message);
      a[3 * 11 + 4] = -0.5;
      message = assertThrows(NumericalException.class, () -> r.factor(2, 11, a, 0, 1)).getMessage();
      assertTrue(message.contains("eigenvalue below 63/64") && message.contains("(index 4)"), message);
      assertEquals(4, r.attempt(2, 11, a, 0, 1));
      for (double c : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
        assertThrows(IllegalArgumentException.class, () -> r.factor(2, 11, a, 0, c));
      }
      a[3 * 11 + 4] = -0.01;
      r.factor(2, 11, a, 0, 1);
      double[] x = new double[40];
      assertThrows(IllegalArgumentException.class, () -> r.inverseRoot(1, x, 0, x, 10));
      assertThrows(IllegalArgumentException.class, () -> r.rotate(2, x, 0));
    }
  }

  /** A diagonal matrix with couplings −0 beside one that takes reflections. */
  @Test
  void noCouplingIsANegativeZero() {
    double[] a = new double[18];
    for (int i = 0; i < 9; i++) {
      a[2 * i] = i % 4 == 0 ? 1.0 : -0.0;
      a[2 * i + 1] = i % 4 == 0 ? 3.0 : 1.0;
    }
    for (Backend backend : Backend.ofProcessor()) {
      double[] t = new double[6];
      double[] e = new double[6];
      new BatchRational(backend).factor(3, 2, a, 0, 1.0).tridiagonal(t, 0, e, 0);
      assertArrayEquals(new double[3], new double[] {e[0], e[2], e[4]}, backend.toString());
    }
  }

  /** Q·T·Qᵀ = I + A ÷ c with the Q of the rotations, and the same bits from all implementations. */
  @Test
  void theTridiagonalFormIsThatOfTheRotations() {
    int n = 13;
    int lanes = 11;
    Random random = new Random(8);
    double[] a = new double[n * n * lanes];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        for (int b = 0; b < lanes; b++) {
          double x = random.nextDouble() + (i == j ? n : 0.0); // float: float x = (float) (random.nextDouble() + (i == j ? n : 0.0));
          a[(i * n + j) * lanes + b] = x;
          a[(j * n + i) * lanes + b] = x;
        }
      }
    }
    double[][] expected = null;
    for (Backend backend : Backend.ofProcessor()) {
      BatchRational rational = new BatchRational(backend).factor(n, lanes, a, 0, 4.0);
      double[] t = new double[n * lanes];
      double[] e = new double[n * lanes];
      rational.tridiagonal(t, 0, e, 0);
      expected = expected == null ? new double[][] {t, e} : expected;
      assertArrayEquals(expected[0], t, backend.toString());
      assertArrayEquals(expected[1], e, backend.toString());
      // Vector v is Qᵀ times unit vector v.
      double[] q = new double[n * n * lanes];
      for (int i = 0; i < n; i++) {
        for (int b = 0; b < lanes; b++) {
          q[(i * n + i) * lanes + b] = 1.0;
        }
      }
      rational.rotate(n, q, 0);
      for (int b = 0; b < lanes; b++) {
        for (int u = 0; u < n; u++) {
          for (int v = 0; v < n; v++) {
            double found = 0.0;
            for (int i = 0; i < n; i++) {
              double right = t[i * lanes + b] * q[(v * n + i) * lanes + b];
              right += i == 0 ? 0.0 : e[(i - 1) * lanes + b] * q[(v * n + i - 1) * lanes + b];
              right += i == n - 1 ? 0.0 : e[i * lanes + b] * q[(v * n + i + 1) * lanes + b];
              found += q[(u * n + i) * lanes + b] * right;
            }
            assertEquals(a[(u * n + v) * lanes + b] / 4.0 + (u == v ? 1.0 : 0.0), found, 100.0 * EPSILON);
          }
        }
      }
    }
  }
}
