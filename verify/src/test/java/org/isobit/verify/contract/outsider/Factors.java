// Master of FloatFactors: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

/** "Cholesky factors and triangular solves" and "Householder QR" of the document, step by step. Thread-safe. */
public final class Factors {

  private static final Constants TABLE = Constants.of("Linear algebra");

  private static final double UNIT = TABLE.number("UNIT");
  private static final double EPSILON = TABLE.number("EPSILON");
  private static final int RUN = 4096;

  private Factors() {}

  /** A Cholesky factor. Not thread-safe. */
  public static final class LowerFactor {

    /** L, row by row. */
    public final double[][] l;

    /** The row and the value of the pivot that was refused; −1 if none was. */
    public int refused = -1;
    double value;

    /** Factors a matrix of which the lower triangle is read. */
    public LowerFactor(double[][] a) {
      int n = a.length;
      l = new double[n][n];
      for (int i = 0; i < n && refused < 0; i++) {
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
        if (!(s > n * UNIT * a[i][i] && s <= Format.MAX_VALUE)) {
          refused = i;
          value = s;
        }
        l[i][i] = Math.sqrt(s);
      }
    }

    /** The solution of L·Lᵀ·x = b. */
    double[] solve(double[] b) {
      return backward(b.length, transposed(l, b.length), forward(l, b));
    }
  }

  /** The first row whose diagonal element has no finite reciprocal; −1 if there is none. */
  static int singular(double[][] t) {
    for (int i = 0; i < t.length; i++) {
      if (!(Math.abs(1.0 / t[i][i]) <= Format.MAX_VALUE)) {
        return i;
      }
    }
    return -1;
  }

  /** The solution with a lower triangle. */
  public static double[] forward(double[][] t, double[] b) {
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
  public static double[] backward(int n, double[][] t, double[] b) {
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

  public static double[][] transposed(double[][] a, int columns) {
    double[][] t = new double[columns][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < columns; j++) {
        t[j][i] = a[i][j];
      }
    }
    return t;
  }

  /** A QR factorisation. Not thread-safe. */
  public static final class Qr {
    final int m;
    public final int k;
    public final double[][] r;
    private final double[][] v;
    private final double[] h;

    /** Factors a matrix of m rows of n elements. */
    public Qr(double[][] a, int n) {
      m = a.length;
      k = Math.min(m, n);
      v = new double[k][];
      h = new double[k];
      int e = Tridiagonal.exponent(Tridiagonal.largest(a));
      double[][] x = new double[m][n];
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          x[i][j] = Tridiagonal.down(a[i][j], e);
        }
      }
      for (int c = 0; c < k; c++) {
        double[] below = new double[m - c - 1];
        for (int i = c + 1; i < m; i++) {
          below[i - c - 1] = x[i][c];
        }
        double alpha = x[c][c];
        double sigma = Sums.dot(below, below);
        if (sigma < Tridiagonal.TINY) {
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
          r[i][j] = Tridiagonal.up(x[i][j], e);
        }
      }
    }

    private void reflect(int c, double[][] x, int column) {
      if (h[c] == 0.0) {
        return;
      }
      double g = 0.0;
      for (int start = c; start < m; start += RUN) {
        double s = 0.0;
        for (int i = start; i < Math.min(m, start + RUN); i++) {
          s = Math.fma(v[c][i - c], x[i][column], s);
        }
        g = g + s;
      }
      g = g * h[c];
      for (int i = c; i < m; i++) {
        x[i][column] = Math.fma(-v[c][i - c], g, x[i][column]);
      }
    }

    /** X ← Q·X or Qᵀ·X. */
    public void apply(boolean transposed, double[][] x, int columns) {
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < columns; j++) {
          reflect(transposed ? i : k - 1 - i, x, j);
        }
      }
    }

    /** The first column that depends on others; −1 if there is none. */
    int dependent() {
      double largest = 0.0;
      for (int c = 0; c < k; c++) {
        largest = Sums.max(largest, Math.abs(r[c][c]));
      }
      for (int c = 0; c < k; c++) {
        if (!(Math.abs(r[c][c]) > m * EPSILON * largest && Math.abs(1.0 / r[c][c]) <= Format.MAX_VALUE)) {
          return c;
        }
      }
      return -1;
    }

    /** Least squares, m ≥ n; null where the columns are dependent. */
    public double[] solve(double[] b) {
      if (dependent() >= 0) {
        return null;
      }
      double[][] x = new double[m][1];
      for (int i = 0; i < m; i++) {
        x[i][0] = b[i];
      }
      apply(true, x, 1);
      double[] y = new double[k];
      for (int i = 0; i < k; i++) {
        y[i] = x[i][0];
      }
      return backward(k, r, y);
    }

    /** Q, m×k. */
    public double[][] orthogonal() {
      double[][] q = new double[m][k];
      for (int i = 0; i < k; i++) {
        q[i][i] = 1.0;
      }
      apply(false, q, k);
      return q;
    }
  }
}
