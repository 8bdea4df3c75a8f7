// Master of FloatEigen: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

/** "Symmetric eigenvalues" and "Symmetric roots" of the document, step by step, for one run of terms. Not thread-safe. */
public final class Eigen {

  private static final Constants TABLE = Constants.of("Symmetric eigenvalues");

  private static final double EPSILON = Constants.of("Linear algebra").number("EPSILON");
  private static final double NEGLIGIBLE = TABLE.number("NEGLIGIBLE");
  private static final double FLOOR = TABLE.number("FLOOR");
  private static final double SHORTEST = TABLE.number("SHORTEST");
  private static final int SWEEPS = 64;

  final int n;
  public final double[] values;

  /** Row k belongs to eigenvalue k. */
  public final double[][] vectors;

  private final double[] d;
  private final double[] e;
  private final double[][] z;

  /** Decomposes the matrix of which the lower triangle is given, row by row; it must be finite. */
  public Eigen(double[][] lower) {
    Tridiagonal tridiagonal = new Tridiagonal(lower);
    n = lower.length;
    d = tridiagonal.d;
    e = tridiagonal.e;
    z = new double[n][n];
    formTransposed(tridiagonal.w, tridiagonal.h);
    iterate();
    int[] order = order();
    values = new double[n];
    vectors = new double[n][n];
    for (int k = 0; k < n; k++) {
      values[k] = Tridiagonal.up(d[order[k]], tridiagonal.exponent) + 0.0;
      for (int j = 0; j < n; j++) {
        vectors[k][j] = z[order[k]][j] + 0.0;
      }
    }
  }

  private void formTransposed(double[][] w, double[] h) {
    for (int c = 0; c < n; c++) {
      z[c][c] = 1.0;
    }
    for (int i = 1; i < n; i++) {
      for (int c = 0; c < i && h[i] != 0.0; c++) {
        double s = 0.0;
        for (int r = 0; r < i; r++) {
          s = Math.fma(w[i][r], z[c][r], s);
        }
        for (int r = 0; r < i; r++) {
          z[c][r] = Math.fma(-(w[i][r] * h[i]), s, z[c][r]);
        }
      }
    }
  }

  private void iterate() {
    if (n > 0) {
      e[n - 1] = 0.0;
    }
    for (int l = 0; l < n; l++) {
      int sweeps = 0;
      for (int m = split(l); m != l; m = split(l)) {
        if (sweeps == SWEEPS) {
          throw new ArithmeticException("eigenvalue " + l + " does not converge");
        }
        sweep(l, m);
        sweeps++;
      }
    }
  }

  private int split(int l) {
    for (int m = l;; m++) {
      if (m == n - 1 || Math.abs(e[m]) <= NEGLIGIBLE * (Math.abs(d[m]) + Math.abs(d[m + 1]))
          || Math.abs(e[m]) <= FLOOR) {
        return m;
      }
    }
  }

  private void sweep(int l, int m) {
    double g = (d[l + 1] - d[l]) / (2.0 * e[l]);
    double r = Math.sqrt(Math.fma(g, g, 1.0));
    g = d[m] - d[l] + e[l] / (g + (g < 0.0 ? -r : r));
    double s = 1.0;
    double c = 1.0;
    double p = 0.0;
    for (int i = m - 1; i >= l; i--) {
      double f = s * e[i];
      double b = c * e[i];
      double q = Math.fma(f, f, g * g);
      if (q < SHORTEST) {
        d[i + 1] = d[i + 1] - p;
        e[i + 1] = 0.0;
        e[m] = 0.0;
        return;
      }
      r = Math.sqrt(q);
      double t = 1.0 / r;
      e[i + 1] = i + 1 == m ? 0.0 : r;
      s = f * t;
      c = g * t;
      g = d[i + 1] - p;
      r = Math.fma(d[i] - g, s, 2.0 * c * b);
      p = s * r;
      d[i + 1] = g + p;
      g = Math.fma(c, r, -b);
      for (int k = 0; k < n; k++) {
        double x = z[i][k];
        double y = z[i + 1][k];
        z[i + 1][k] = Math.fma(c, y, s * x);
        z[i][k] = Math.fma(-s, y, c * x);
      }
    }
    d[l] = d[l] - p;
    e[l] = g;
  }

  private int[] order() {
    int[] order = new int[n];
    boolean[] taken = new boolean[n];
    for (int k = 0; k < n; k++) {
      int least = -1;
      for (int i = 0; i < n; i++) {
        if (!taken[i] && (least < 0 || d[i] < d[least])) {
          least = i;
        }
      }
      taken[least] = true;
      order[k] = least;
    }
    return order;
  }

  /** V·diag(f)·Vᵀ, row by row. */
  public double[] function(double[] f) {
    double[] result = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double s = 0.0;
        for (int k = 0; k < n; k++) {
          s = Math.fma(f[k] * vectors[k][i], vectors[k][j], s);
        }
        result[i * n + j] = s;
        result[j * n + i] = s;
      }
    }
    return result;
  }

  /** The magnitude up to which an eigenvalue counts as 0. */
  double negligible() {
    return n == 0 ? 0.0 : n * EPSILON * Math.max(Math.abs(values[0]), Math.abs(values[n - 1]));
  }

  /** The first eigenvalue for which a root is refused; −1 if there is none. */
  int refused(boolean inverse) {
    for (int k = 0; k < n; k++) {
      if (inverse ? !(values[k] > negligible()) : values[k] < -negligible()) {
        return k;
      }
    }
    return -1;
  }

  /** Null where it is refused. */
  public double[] squareRoot() {
    if (refused(false) >= 0) {
      return null;
    }
    double[] f = new double[n];
    for (int k = 0; k < n; k++) {
      f[k] = values[k] > 0.0 ? Math.sqrt(values[k]) : 0.0;
    }
    return function(f);
  }

  /** Null where it is refused. */
  public double[] inverseSquareRoot() {
    if (refused(true) >= 0) {
      return null;
    }
    double[] f = new double[n];
    for (int k = 0; k < n; k++) {
      f[k] = 1.0 / Math.sqrt(values[k]);
    }
    return function(f);
  }

  /** The solution of A·x = b; null where it is refused. */
  public double[] solve(double[] b) {
    double[] y = new double[n];
    for (int k = 0; k < n; k++) {
      if (!(Math.abs(values[k]) > negligible())) {
        return null;
      }
      double s = 0.0;
      for (int j = 0; j < n; j++) {
        s = Math.fma(vectors[k][j], b[j], s);
      }
      y[k] = s / values[k];
    }
    double[] x = new double[n];
    for (int j = 0; j < n; j++) {
      double s = 0.0;
      for (int k = 0; k < n; k++) {
        s = Math.fma(vectors[k][j], y[k], s);
      }
      x[j] = s;
    }
    return x;
  }
}
