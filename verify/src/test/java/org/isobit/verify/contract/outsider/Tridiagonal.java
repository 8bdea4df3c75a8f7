// Master of FloatTridiagonal: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

/** "Scaling by powers of two", "Reflections" and "Tridiagonal form" of the document, step by step. Not thread-safe. */
public final class Tridiagonal {

  static final double TINY = Constants.of("Linear algebra").number("TINY");

  final int n;
  final int exponent;
  final double[][] w;
  final double[] d;
  final double[] e;
  final double[] h;

  /** Scales and reduces the symmetric matrix of which the lower triangle is given, row by row; it must be finite. */
  Tridiagonal(double[][] lower) {
    n = lower.length;
    exponent = exponent(largest(lower));
    w = new double[n][];
    for (int i = 0; i < n; i++) {
      w[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        w[i][j] = down(lower[i][j], exponent);
      }
    }
    d = new double[n];
    e = new double[n];
    h = new double[n];
    reduce();
  }

  /** The largest magnitude; NaN sticks. */
  public static double largest(double[][] lower) {
    double m = 0.0;
    for (double[] row : lower) {
      for (double a : row) {
        m = Sums.max(m, Math.abs(a));
      }
    }
    return m;
  }

  /** e with 2^e ≤ m &lt; 2^(e + 1), found by doubling and halving. */
  static int exponent(double m) {
    int exponent = 0;
    if (m != 0.0) {
      for (; m >= 2.0; m *= 0.5) {
        exponent++;
      }
      for (; m < 1.0; m *= 2.0) {
        exponent--;
      }
    }
    return exponent;
  }

  static double down(double x, int e) {
    return Format.scale(x, -e);
  }

  static double up(double x, int e) {
    return Format.scale(x, e);
  }

  /** Element (r, c) of the symmetric matrix. */
  private double at(int r, int c) {
    return r >= c ? w[r][c] : w[c][r];
  }

  private void reduce() {
    double[] p = new double[n];
    for (int i = n - 1; i >= 1; i--) {
      double[] v = w[i];
      double sigma = 0.0;
      for (int j = 0; j <= i - 2; j++) {
        sigma = Math.fma(v[j], v[j], sigma);
      }
      double alpha = v[i - 1];
      if (sigma < TINY) {
        h[i] = 0.0;
        e[i - 1] = alpha;
        continue;
      }
      double q = Math.fma(alpha, alpha, sigma);
      double s = Math.sqrt(q);
      double beta = alpha < 0.0 ? s : -s;
      v[i - 1] = alpha - beta;
      h[i] = 1.0 / Math.fma(-alpha, beta, q);
      e[i - 1] = beta;
      for (int r = 0; r < i; r++) {
        double sum = 0.0;
        for (int c = 0; c < i; c++) {
          sum = Math.fma(at(r, c), v[c], sum);
        }
        p[r] = sum * h[i];
      }
      double k = 0.0;
      for (int j = 0; j < i; j++) {
        k = Math.fma(v[j], p[j], k);
      }
      k = k * h[i] * 0.5;
      for (int j = 0; j < i; j++) {
        p[j] = Math.fma(-k, v[j], p[j]);
      }
      for (int r = 0; r < i; r++) {
        for (int c = 0; c <= r; c++) {
          w[r][c] = Math.fma(-p[r], v[c], Math.fma(-v[r], p[c], w[r][c]));
        }
      }
    }
    for (int i = 0; i < n; i++) {
      d[i] = w[i][i];
    }
  }
}
