// Master of FloatRationalFunctions: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

/** "Rational functions of small matrices" of the document, step by step, one problem an object. Not thread-safe. */
public final class RationalFunctions {

  /** Why a problem was refused. */
  public enum Refusal {
    NOT_FINITE, TOO_LARGE, NOT_POSITIVE
  }

  private static final double LEAST = Constants.of("Rational functions of small matrices").number("LEAST");

  final int n;

  /** Null if the problem is not refused. */
  public final Refusal refusal;

  public double bound;

  private double[][] v;
  private double[] t;
  private double[] e;
  private double[] h;
  private double[] shift;
  private double[] weight;
  private final double[] l;
  private final double[] r;

  /** Reduces I + A ÷ c, of A the lower triangle, row by row. */
  public RationalFunctions(double[][] lower, double c, Poles poles) {
    n = lower.length;
    l = new double[n];
    r = new double[n];
    if (!(Tridiagonal.largest(lower) <= Double.MAX_VALUE)) {
      bound = Double.NaN;
      refusal = Refusal.NOT_FINITE;
      return;
    }
    reduce(lower, c);
    if (!(bound < 0x1p36)) {
      refusal = Refusal.TOO_LARGE;
      return;
    }
    refusal = least() > 0.0 ? null : Refusal.NOT_POSITIVE;
    int m = bound < 2.0 ? 1 : Tridiagonal.exponent(bound) + 1;
    shift = poles.shift[m];
    weight = poles.weight[m];
  }

  private void reduce(double[][] lower, double c) {
    Tridiagonal tridiagonal = new Tridiagonal(lower);
    v = tridiagonal.w;
    t = tridiagonal.d;
    e = tridiagonal.e;
    h = tridiagonal.h;
    int half = Math.floorDiv(tridiagonal.exponent, 2);
    double f = Format.power(half) / c * Format.power(tridiagonal.exponent - half);
    bound = 0.0;
    double before = 0.0;
    for (int i = 0; i < n; i++) {
      t[i] = Math.fma(t[i], f, 1.0);
      double after = 0.0;
      if (i < n - 1) {
        e[i] = e[i] * f;
        after = Math.abs(e[i]);
      }
      bound = Sums.max(bound, Math.abs(t[i]) + before + after);
      before = after;
    }
  }

  private double coupling(int i) {
    return i < n - 1 ? e[i] : 0.0;
  }

  private double least() {
    double least = 1.0;
    double d = 1.0;
    double b = 0.0;
    for (int i = 0; i < n; i++) {
      d = Math.fma(-(b / d), b, t[i] - LEAST);
      least = d < least || d != d ? d : least;
      b = coupling(i);
    }
    return least;
  }

  private void reflect(int i, double[] x) {
    double s = 0.0;
    for (int k = 0; k < i; k++) {
      s = Math.fma(v[i][k], x[k], s);
    }
    s = -(s * h[i]);
    for (int k = 0; k < i; k++) {
      x[k] = Math.fma(v[i][k], s, x[k]);
    }
  }

  public double[] rotate(double[] x) {
    double[] y = x.clone();
    for (int i = n - 1; i >= 1; i--) {
      reflect(i, y);
    }
    return positiveZeros(y);
  }

  public double[] rotateBack(double[] x) {
    double[] y = x.clone();
    for (int i = 1; i < n; i++) {
      reflect(i, y);
    }
    return positiveZeros(y);
  }

  private static double[] positiveZeros(double[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = y[i] + 0.0;
    }
    return y;
  }

  private void pivots(double sigma, double omega) {
    if (n == 0) {
      return;
    }
    double d = t[0] + sigma;
    for (int i = 0; i < n; i++) {
      double q = 1.0 / d;
      r[i] = q * omega;
      if (i < n - 1) {
        l[i] = e[i] * q;
        d = Math.fma(-l[i], e[i], t[i + 1] + sigma);
      }
    }
  }

  private void add(double[] x, double[] y) {
    if (n == 0) {
      return;
    }
    double[] z = new double[n];
    z[0] = x[0];
    for (int i = 1; i < n; i++) {
      z[i] = Math.fma(-l[i - 1], z[i - 1], x[i]);
    }
    double u = z[n - 1] * r[n - 1];
    y[n - 1] = y[n - 1] + u;
    for (int i = n - 2; i >= 0; i--) {
      u = Math.fma(-l[i], u, z[i] * r[i]);
      y[i] = y[i] + u;
    }
  }

  public double[] inverse(double[] x) {
    double[] y = new double[n];
    pivots(0.0, 1.0);
    add(x, y);
    return y;
  }

  public double[] inverseRoot(double[] x) {
    double[] y = new double[n];
    for (int j = 0; j < shift.length; j++) {
      pivots(shift[j], weight[j]);
      add(x, y);
    }
    return y;
  }

  public double[] dividedDifference(double[] x) {
    double[] y = new double[n];
    for (int j = 0; j < shift.length; j++) {
      pivots(shift[j], -(weight[j] / (1.0 + shift[j])));
      add(x, y);
    }
    return y;
  }

  /** C^−½, whole, row by row. */
  public double[] matrix() {
    double[][] f = new double[n][n];
    for (int j = 0; j < shift.length; j++) {
      pivots(shift[j], weight[j]);
      addInverse(f);
    }
    for (int i = 1; i < n; i++) {
      similarity(i, f);
    }
    double[] result = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        result[i * n + j] = f[i][j] + 0.0;
        result[j * n + i] = f[i][j] + 0.0;
      }
    }
    return result;
  }

  private void addInverse(double[][] f) {
    for (int i = n - 2; i >= 0; i--) {
      r[i] = Math.fma(l[i] * l[i], r[i + 1], r[i]);
    }
    for (int j = 0; j < n; j++) {
      double x = r[j];
      f[j][j] = f[j][j] + x;
      for (int i = j - 1; i >= 0; i--) {
        x = x * -l[i];
        f[j][i] = f[j][i] + x;
      }
    }
  }

  private void similarity(int i, double[][] f) {
    double[] p = new double[i];
    for (int a = 0; a < i; a++) {
      double s = 0.0;
      for (int c = 0; c < i; c++) {
        s = Math.fma(a >= c ? f[a][c] : f[c][a], v[i][c], s);
      }
      p[a] = s * h[i];
    }
    double k = 0.0;
    for (int j = 0; j < i; j++) {
      k = Math.fma(v[i][j], p[j], k);
    }
    k = k * h[i] * 0.5;
    for (int j = 0; j < i; j++) {
      p[j] = Math.fma(-k, v[i][j], p[j]);
    }
    for (int a = 0; a < i; a++) {
      for (int c = 0; c <= a; c++) {
        f[a][c] = Math.fma(-p[a], v[i][c], Math.fma(-v[i][a], p[c], f[a][c]));
      }
    }
    for (int a = i; a < n; a++) {
      reflect(i, f[a]);
    }
  }

  public double largest() {
    double low = 0.0;
    double high = bound;
    for (int k = 0; k < 200; k++) {
      double x = low + (high - low) * 0.5;
      if (!(x > low && x < high)) {
        break;
      }
      if (above(x)) {
        high = x;
      } else {
        low = x;
      }
    }
    return high;
  }

  private boolean above(double x) {
    double d = 1.0;
    double b = 0.0;
    for (int i = 0; i < n; i++) {
      d = x - t[i] - b / d * b;
      if (!(d > 0.0)) {
        return false;
      }
      b = coupling(i);
    }
    return true;
  }
}
