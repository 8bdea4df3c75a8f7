// Master of FloatSingularValues: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

/** "Singular values" of the document, step by step. Not thread-safe. */
public final class SingularValues {

  private static final double EPSILON = Constants.of("Linear algebra").number("EPSILON");
  private static final double TINY = Tridiagonal.TINY;
  private static final double LARGE = Constants.of("Singular values").number("LARGE");
  private static final int SWEEPS = 60;

  public final double[] values;
  public final double[][] u;
  public final double[][] transposedV;

  private final int n;
  private final int k;
  private final double[][] w;
  private final double[][] g;
  private final double[] norms;

  /** Decomposes a matrix of rows of n elements. */
  public SingularValues(double[][] a, int n) {
    this.n = n;
    int m = a.length;
    k = Math.min(m, n);
    int e = Tridiagonal.exponent(Tridiagonal.largest(a));
    double[][] t = new double[m][n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        t[i][j] = Tridiagonal.down(a[i][j], e);
      }
    }
    if (m < n) {
      t = Factors.transposed(t, n);
    }
    Factors.Qr qr = new Factors.Qr(t, k);
    w = qr.r;
    g = new double[k][k];
    norms = new double[k];
    for (int i = 0; i < k; i++) {
      g[i][i] = 1.0;
    }
    int sweeps = 0;
    while (sweep()) {
      if (++sweeps == SWEEPS) {
        throw new ArithmeticException("no convergence");
      }
    }
    values = new double[k];
    double[][] left = new double[t.length][k];
    double[][] right = directions(e, left);
    qr.apply(false, left, k);
    u = m < n ? Factors.transposed(right, k) : left;
    transposedV = m < n ? Factors.transposed(left, k) : right;
  }

  private boolean sweep() {
    double tolerance = EPSILON * Math.sqrt(k);
    boolean rotated = false;
    for (int i = 0; i < k; i++) {
      norms[i] = Sums.dot(w[i], w[i]);
    }
    for (int p = 0; p < k; p++) {
      int x = p;
      for (int i = p + 1; i < k; i++) {
        x = norms[i] > norms[x] ? i : x;
      }
      exchange(p, x);
      for (int q = p + 1; q < k; q++) {
        if (norms[p] >= TINY && norms[q] >= TINY) {
          double product = Sums.dot(w[p], w[q]);
          if (Math.abs(product) > tolerance * (Math.sqrt(norms[p]) * Math.sqrt(norms[q]))) {
            rotate(p, q, product);
            rotated = true;
          }
        }
      }
    }
    return rotated;
  }

  private void exchange(int p, int x) {
    double[] row = w[p];
    w[p] = w[x];
    w[x] = row;
    row = g[p];
    g[p] = g[x];
    g[x] = row;
    double norm = norms[p];
    norms[p] = norms[x];
    norms[x] = norm;
  }

  private void rotate(int p, int q, double product) {
    double a = norms[p];
    double b = norms[q];
    double zeta = (b - a) / (2.0 * product);
    double size = Math.abs(zeta);
    double t = size >= LARGE ? 0.5 / size : 1.0 / (size + Math.sqrt(Math.fma(zeta, zeta, 1.0)));
    if (zeta < 0.0) {
      t = -t;
    }
    double c = 1.0 / Math.sqrt(Math.fma(t, t, 1.0));
    double s = c * t;
    rotate(w[p], w[q], c, s);
    rotate(g[p], g[q], c, s);
    norms[p] = Math.fma(-t, product, a);
    double less = Math.fma(t, product, b);
    norms[q] = less < 0.0625 * b ? Sums.dot(w[q], w[q]) : less;
  }

  private static void rotate(double[] p, double[] q, double c, double s) {
    for (int i = 0; i < p.length; i++) {
      double x = p[i];
      double y = q[i];
      p[i] = Math.fma(c, x, -(s * y));
      q[i] = Math.fma(s, x, c * y);
    }
  }

  /** Sets the values and the columns of the left vectors before Q; returns the right rows. */
  private double[][] directions(int e, double[][] left) {
    double[] lengths = new double[k];
    for (int i = 0; i < k; i++) {
      double s = Sums.dot(w[i], w[i]);
      lengths[i] = s < TINY ? 0.0 : Math.sqrt(s);
    }
    double[][] right = new double[k][k];
    boolean[] taken = new boolean[k];
    for (int i = 0; i < k; i++) {
      int r = -1;
      for (int j = 0; j < k; j++) {
        if (!taken[j] && (r < 0 || lengths[j] > lengths[r])) {
          r = j;
        }
      }
      taken[r] = true;
      values[i] = Tridiagonal.up(lengths[r], e);
      for (int j = 0; j < k; j++) {
        left[j][i] = g[r][j];
        right[i][j] = lengths[r] == 0.0 ? 0.0 : w[r][j] / lengths[r];
      }
      if (lengths[r] == 0.0) {
        complete(i, right);
      }
    }
    return right;
  }

  private void complete(int i, double[][] v) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < k; j++) {
      double s = 0.0;
      for (int r = 0; r < i; r++) {
        s = Math.fma(v[r][j], v[r][j], s);
      }
      if (s < least) {
        least = s;
        best = j;
      }
    }
    v[i][best] = 1.0;
    for (int pass = 0; pass < 2; pass++) {
      for (int r = 0; r < i; r++) {
        double c = Sums.dot(v[i], v[r]);
        for (int j = 0; j < k; j++) {
          v[i][j] = Math.fma(-c, v[r][j], v[i][j]);
        }
      }
    }
    double norm = Math.sqrt(Sums.dot(v[i], v[i]));
    for (int j = 0; j < k; j++) {
      v[i][j] = v[i][j] / norm;
    }
  }

  public int rank() {
    int longer = Math.max(u.length, n);
    int rank = 0;
    while (rank < k && values[rank] > longer * EPSILON * values[0]) {
      rank++;
    }
    return rank;
  }

  /** Least squares of least norm. */
  public double[] solve(double[] b) {
    int rank = rank();
    double[] p = new double[rank];
    for (int i = 0; i < rank; i++) {
      p[i] = Sums.element(1.0, column(u, i), b, 0.0, 0.0) / values[i];
    }
    double[] x = new double[n];
    for (int j = 0; j < n; j++) {
      x[j] = Sums.element(1.0, java.util.Arrays.copyOf(column(transposedV, j), rank), p, 0.0, 0.0);
    }
    return x;
  }

  private static double[] column(double[][] a, int j) {
    double[] column = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      column[i] = a[i][j];
    }
    return column;
  }
}
