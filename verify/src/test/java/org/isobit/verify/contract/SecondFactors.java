// Master of FloatSecondFactors: the float version is generated from this file.
package org.isobit.verify.contract;

/**
 * "Cholesky factors and triangular solves" and "Householder QR" of kernels/README.md, written from that text alone; names no
 * class of Isobit. For chains of one run and sums of one chunk. Thread-safe.
 */
final class SecondFactors {

  private static final double UNIT = 0x1p-53; // float: private static final float UNIT = 0x1p-24f;
  private static final double TINY = 0x1p-900; // float: private static final float TINY = 0x1p-100f;
  private static final int PARTIALS = 32; // float: private static final int PARTIALS = 64;

  private SecondFactors() {}

  /** Partials and tree of "Reductions". */
  static double dot(int n, double[] x, double[] y) {
    double[] p = new double[PARTIALS];
    for (int i = 0; i < n; i++) {
      p[i % PARTIALS] = Math.fma(x[i], y[i], p[i % PARTIALS]);
    }
    for (int half = PARTIALS / 2; half > 0; half /= 2) {
      for (int l = 0; l < half; l++) {
        p[l] = p[l] + p[l + half];
      }
    }
    return p[0];
  }

  /** L, row by row; null if the matrix is refused. */
  static double[][] cholesky(double[][] a) {
    int n = a.length;
    double[][] l = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double s = a[i][j];
        for (int k = 0; k < j; k++) {
          s = Math.fma(-l[i][k], l[j][k], s);
        }
        l[i][j] = s * (1.0 / l[j][j]);
      }
      double s = a[i][i];
      for (int k = 0; k < i; k++) {
        s = Math.fma(-l[i][k], l[i][k], s);
      }
      if (!(s > n * UNIT * a[i][i] && s <= Double.MAX_VALUE)) {
        return null;
      }
      l[i][i] = Math.sqrt(s);
    }
    return l;
  }

  /** The solution with a lower triangle. */
  static double[] forward(double[][] t, double[] b) {
    double[] x = new double[b.length];
    for (int i = 0; i < x.length; i++) {
      double s = b[i];
      for (int k = 0; k < i; k++) {
        s = Math.fma(-t[i][k], x[k], s);
      }
      x[i] = s * (1.0 / t[i][i]);
    }
    return x;
  }

  /** The solution with an upper triangle of n rows. */
  static double[] backward(int n, double[][] t, double[] b) {
    double[] x = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      double s = b[i];
      for (int k = n - 1; k > i; k--) {
        s = Math.fma(-t[i][k], x[k], s);
      }
      x[i] = s * (1.0 / t[i][i]);
    }
    return x;
  }

  static double[][] transposed(double[][] a, int columns) {
    double[][] t = new double[columns][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < columns; j++) {
        t[j][i] = a[i][j];
      }
    }
    return t;
  }

  /** A QR factorisation. Not thread-safe. */
  static final class Qr {
    final int m;
    final int k;
    final double[][] r;
    private final double[][] v;
    private final double[] h;

    /** Factors a matrix of m rows of n elements. */
    Qr(double[][] a, int n) {
      m = a.length;
      k = Math.min(m, n);
      v = new double[k][];
      h = new double[k];
      int e = SecondTridiagonal.exponent(SecondTridiagonal.largest(a));
      double[][] x = new double[m][n];
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          x[i][j] = SecondTridiagonal.down(a[i][j], e);
        }
      }
      for (int c = 0; c < k; c++) {
        double[] below = new double[m - c - 1];
        for (int i = c + 1; i < m; i++) {
          below[i - c - 1] = x[i][c];
        }
        double alpha = x[c][c];
        double sigma = dot(below.length, below, below);
        if (sigma < TINY) {
          continue;
        }
        double q = Math.fma(alpha, alpha, sigma);
        double s = Math.sqrt(q);
        double beta = alpha < 0.0 ? s : -s;
        v[c] = new double[m - c];
        v[c][0] = alpha - beta;
        System.arraycopy(below, 0, v[c], 1, below.length);
        h[c] = 1.0 / Math.fma(-alpha, beta, q);
        x[c][c] = beta;
        for (int j = c + 1; j < n; j++) {
          reflect(c, x, j);
        }
      }
      r = new double[k][n];
      for (int i = 0; i < k; i++) {
        for (int j = i; j < n; j++) {
          r[i][j] = SecondTridiagonal.up(x[i][j], e);
        }
      }
    }

    private void reflect(int c, double[][] x, int column) {
      if (h[c] == 0.0) {
        return;
      }
      double s = 0.0;
      for (int i = c; i < m; i++) {
        s = Math.fma(v[c][i - c], x[i][column], s);
      }
      double g = 0.0 + s;
      g = g * h[c];
      for (int i = c; i < m; i++) {
        x[i][column] = Math.fma(-v[c][i - c], g, x[i][column]);
      }
    }

    /** X ← Q·X or Qᵀ·X. */
    void apply(boolean transposed, double[][] x, int columns) {
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < columns; j++) {
          reflect(transposed ? i : k - 1 - i, x, j);
        }
      }
    }

    /** Q, m×k. */
    double[][] orthogonal() {
      double[][] q = new double[m][k];
      for (int i = 0; i < k; i++) {
        q[i][i] = 1.0;
      }
      apply(false, q, k);
      return q;
    }
  }
}
