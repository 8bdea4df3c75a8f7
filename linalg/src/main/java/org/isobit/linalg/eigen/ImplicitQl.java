// Master of FloatImplicitQl: the float version is generated from this file.
package org.isobit.linalg.eigen;

/**
 * Implicit QL iteration on a symmetric tridiagonal matrix with Wilkinson's shift (Bowdler, Martin, Reinsch and
 * Wilkinson 1968): the scalar part that all implementations of {@link SymmetricEigen} share. Thread-safe.
 */
final class ImplicitQl {

  /** Sweeps whose rotations are applied together. */
  static final int QUEUE = 8;

  private ImplicitQl() {}

  /**
   * Diagonalises the matrix, applying every rotation to the rows of z. Sweeps are queued and applied together; that
   * does not change the order of the rotations of any element.
   *
   * @param c     cosines of {@link #QUEUE} sweeps, n each
   * @param s     their sines
   * @param range rows of each queued sweep: last rotation, and one past the first
   * @return −1, or the index of the eigenvalue that did not converge
   */
  static int iterate(SymmetricEigenReference kernels, int n, double[] d, double[] e, double[] z, int ld, double[] c,
      double[] s, int[] range) {
    e[n - 1] = 0.0;
    int queued = 0;
    for (int l = 0; l < n; l++) {
      int sweeps = 0;
      for (int m = split(n, l, d, e); m > l; m = split(n, l, d, e)) {
        if (sweeps++ == EigenLimits.SWEEPS) {
          return l;
        }
        range[2 * queued] = sweep(l, m, d, e, c, s, queued * n);
        range[2 * queued + 1] = m;
        if (++queued == QUEUE) {
          kernels.rotate(n, z, ld, queued, range, c, s);
          queued = 0;
        }
      }
    }
    kernels.rotate(n, z, ld, queued, range, c, s);
    return -1;
  }

  /** The first m ≥ l whose coupling to m + 1 is negligible. */
  private static int split(int n, int l, double[] d, double[] e) {
    int m = l;
    while (m < n - 1) {
      double coupling = Math.abs(e[m]);
      if (coupling <= EigenLimits.NEGLIGIBLE * (Math.abs(d[m]) + Math.abs(d[m + 1])) || coupling <= EigenLimits.FLOOR) {
        break;
      }
      m++;
    }
    return m;
  }

  /**
   * One sweep over l … m; its rotation i goes to c and s at cso + i.
   *
   * @return the index of the last rotation made, l unless the sweep ended early
   */
  private static int sweep(int l, int m, double[] d, double[] e, double[] c, double[] s, int cso) {
    double g = (d[l + 1] - d[l]) / (2.0 * e[l]);
    double r = Math.sqrt(Math.fma(g, g, 1.0));
    g = d[m] - d[l] + e[l] / (g + (g < 0.0 ? -r : r));
    double sine = 1.0;
    double cosine = 1.0;
    double p = 0.0;
    for (int i = m - 1; i >= l; i--) {
      double f = sine * e[i];
      double b = cosine * e[i];
      double square = Math.fma(f, f, g * g);
      if (square < EigenLimits.SHORTEST) {
        d[i + 1] -= p;
        e[i + 1] = 0.0;
        e[m] = 0.0;
        return i + 1;
      }
      r = Math.sqrt(square);
      double reciprocal = 1.0 / r;
      e[i + 1] = i + 1 == m ? 0.0 : r;
      sine = f * reciprocal;
      cosine = g * reciprocal;
      g = d[i + 1] - p;
      r = Math.fma(d[i] - g, sine, 2.0 * cosine * b);
      p = sine * r;
      d[i + 1] = g + p;
      g = Math.fma(cosine, r, -b);
      c[cso + i] = cosine;
      s[cso + i] = sine;
    }
    d[l] -= p;
    e[l] = g;
    return l;
  }
}
