package org.isobit.verify.fourier;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Discrete Fourier transforms in double-double arithmetic, about 31 digits, by textbook recursion on the least factor,
 * with roots of unity from series of 50 digits; shares nothing with the kernels. Parts are four arrays: real, its rest,
 * imaginary, its rest.
 */
final class FourierOracle {

  private static final MathContext MC = new MathContext(50);

  private final int n;

  /** exp(−2πi·j/n). */
  private final double[][] roots;

  private FourierOracle(int n) {
    this.n = n;
    roots = new double[4][n];
    roots[0][0] = 1.0;
    BigDecimal angle = pi().multiply(BigDecimal.TWO).divide(BigDecimal.valueOf(n), MC);
    if (n > 1) {
      put(cosine(angle), 1, 0);
      put(sine(angle).negate(), 1, 2);
    }
    double[] product = new double[4];
    for (int j = 2; j < n; j++) {
      multiply(roots, j / 2, roots, j - j / 2, product);
      for (int part = 0; part < 4; part++) {
        roots[part][j] = product[part];
      }
    }
  }

  private void put(BigDecimal x, int j, int part) {
    roots[part][j] = x.doubleValue();
    roots[part + 1][j] = x.subtract(new BigDecimal(roots[part][j])).doubleValue();
  }

  private static BigDecimal pi() {
    return BigDecimal.valueOf(16).multiply(arctanInverse(5)).subtract(BigDecimal.valueOf(4)
        .multiply(arctanInverse(239)), MC);
  }

  private static BigDecimal arctanInverse(int x) {
    BigDecimal term = BigDecimal.ONE.divide(BigDecimal.valueOf(x), MC);
    BigDecimal sum = term;
    for (int k = 3; k < 80; k += 2) {
      term = term.negate().divide(BigDecimal.valueOf((long) x * x), MC);
      sum = sum.add(term.divide(BigDecimal.valueOf(k), MC), MC);
    }
    return sum;
  }

  private static BigDecimal cosine(BigDecimal x) {
    return series(x, BigDecimal.ONE, 1);
  }

  private static BigDecimal sine(BigDecimal x) {
    return series(x, x, 2);
  }

  private static BigDecimal series(BigDecimal x, BigDecimal first, int from) {
    BigDecimal square = x.multiply(x, MC).negate();
    BigDecimal term = first;
    BigDecimal sum = first;
    for (int k = from; k < from + 80; k += 2) {
      term = term.multiply(square, MC).divide(BigDecimal.valueOf((long) k * (k + 1)), MC);
      sum = sum.add(term, MC);
    }
    return sum;
  }

  /** The transform of n pairs, in four parts. */
  static double[][] forward(int n, double[] x) {
    double[][] z = new double[4][n];
    for (int j = 0; j < n; j++) {
      z[0][j] = x[2 * j];
      z[2][j] = x[2 * j + 1];
    }
    return new FourierOracle(n).recurse(z, 1);
  }

  /** Of every so manieth root. */
  private double[][] recurse(double[][] x, int stride) {
    int length = x[0].length;
    if (length == 1) {
      return x;
    }
    int factor = length % 2 == 0 ? 2 : length % 3 == 0 ? 3 : 5;
    int m = length / factor;
    double[][][] parts = new double[factor][][];
    for (int k = 0; k < factor; k++) {
      double[][] part = new double[4][m];
      for (int j = 0; j < m; j++) {
        for (int c = 0; c < 4; c++) {
          part[c][j] = x[c][j * factor + k];
        }
      }
      parts[k] = recurse(part, stride * factor);
    }
    double[][] y = new double[4][length];
    double[] product = new double[4];
    for (int i = 0; i < length; i++) {
      for (int k = 0; k < factor; k++) {
        multiply(parts[k], i % m, roots, (int) ((long) i * k % length) * stride, product);
        add(y, i, 0, product[0], product[1]);
        add(y, i, 2, product[2], product[3]);
      }
    }
    return y;
  }

  /** Adds a double-double to part c of element i. */
  private static void add(double[][] y, int i, int c, double high, double low) {
    double a = y[c][i];
    double sum = a + high;
    double back = sum - a;
    double rest = (a - (sum - back)) + (high - back) + (y[c + 1][i] + low);
    y[c][i] = sum + rest;
    y[c + 1][i] = rest - (y[c][i] - sum);
  }

  private static void multiply(double[][] a, int i, double[][] b, int j, double[] product) {
    double[][] result = new double[4][1];
    term(a, i, 0, b, j, 0, 1.0, result, 0);
    term(a, i, 2, b, j, 2, -1.0, result, 0);
    term(a, i, 0, b, j, 2, 1.0, result, 2);
    term(a, i, 2, b, j, 0, 1.0, result, 2);
    for (int c = 0; c < 4; c++) {
      product[c] = result[c][0];
    }
  }

  private static void term(double[][] a, int i, int p, double[][] b, int j, int q, double sign, double[][] result,
      int c) {
    double high = a[p][i] * b[q][j];
    double low = Math.fma(a[p][i], b[q][j], -high) + (a[p][i] * b[q + 1][j] + a[p + 1][i] * b[q][j]);
    add(result, 0, c, sign * high, sign * low);
  }
}
