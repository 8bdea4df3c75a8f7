// Master of FloatTridiagonalReference: the float version is generated from this file.
package org.isobit.kernels.column;

import org.isobit.kernels.Backend;

/** Scalar {@link Tridiagonal}, one column after the other; defines the bits. */
public sealed class TridiagonalReference permits TridiagonalSimd {

  TridiagonalReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static TridiagonalReference of(Backend backend) {
    return backend.isSimd() ? new TridiagonalSimd() : new TridiagonalReference();
  }

  /**
   * Factors of some columns.
   *
   * @param n     rows, at least 1
   * @param from  first column
   * @param to    end of the columns
   * @param lanes columns of the arrays
   * @param a     elements below the diagonal
   * @param ao    their offset
   * @param b     the diagonal
   * @param bo    its offset
   * @param c     elements above the diagonal
   * @param co    their offset
   * @param f     receives the factors; apart from the others
   * @param fo    their offset
   * @return the first of the columns that is refused, from which on factors are not to be used, or −1
   */
  public int factor(int n, int from, int to, int lanes, double[] a, int ao, double[] b, int bo, double[] c, int co,
      double[] f, int fo) {
    for (int l = from; l < to; l++) {
      double p = 0.0;
      double q = 0.0;
      for (int i = 0; i < n; i++) {
        int at = i * lanes + l;
        double u = i == 0 ? b[bo + at] : pivot(a[ao + at], q, b[bo + at]);
        double r = 1.0 / u;
        p = i == 0 ? 0.0 : -(a[ao + at] * r);
        q = i == n - 1 ? 0.0 : -(c[co + at] * r);
        if (refused(u, r, p)) {
          return l;
        }
        int to3 = fo + 3 * i * lanes + l;
        f[to3] = p;
        f[to3 + lanes] = q;
        f[to3 + 2 * lanes] = r;
      }
    }
    return -1;
  }

  /** The pivot of a row below the first; q is that of the row before. */
  static double pivot(double a, double q, double b) {
    return Math.fma(a, q, b);
  }

  /** Whether a row cannot be used: a q that is not finite shows in the next row's pivot. */
  static boolean refused(double u, double r, double p) {
    return !(Math.abs(u) <= Double.MAX_VALUE && Math.abs(r) <= Double.MAX_VALUE && Math.abs(p) <= Double.MAX_VALUE);
  }

  /**
   * Solutions of some columns, in place.
   *
   * @param n      rows, at least 1
   * @param from   first column
   * @param to     end of the columns
   * @param lanes  columns of the arrays
   * @param f      the factors
   * @param fo     their offset
   * @param fields right-hand sides of a column
   * @param x      the right-hand sides; receives the solutions
   * @param xo     their offset
   * @param ldf    distance between the starts of two fields
   */
  public void solve(int n, int from, int to, int lanes, double[] f, int fo, int fields, double[] x, int xo, int ldf) {
    for (int k = 0; k < fields; k++) {
      for (int l = from; l < to; l++) {
        int at = xo + k * ldf + l;
        double y = x[at] * f[fo + 2 * lanes + l];
        x[at] = y;
        for (int i = 1; i < n; i++) {
          int p = fo + 3 * i * lanes + l;
          at += lanes;
          y = Math.fma(f[p], y, x[at] * f[p + 2 * lanes]);
          x[at] = y;
        }
        for (int i = n - 2; i >= 0; i--) {
          at -= lanes;
          y = Math.fma(f[fo + (3 * i + 1) * lanes + l], y, x[at]);
          x[at] = y;
        }
      }
    }
  }
}
