// Master of FloatDiffusionReference: the float version is generated from this file.
package org.isobit.kernels.column;

import org.isobit.kernels.Backend;

/** Scalar {@link Diffusion}, one column after the other; defines the bits. */
public sealed class DiffusionReference permits DiffusionSimd {

  /** The largest exchange and reciprocal: pivots, at most 1 + 2·LARGEST², and their reciprocals are normal numbers. */
  static final double LARGEST = 0x1p500; // float: static final float LARGEST = 0x1p60f;

  DiffusionReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static DiffusionReference of(Backend backend) {
    return backend.isSimd() ? new DiffusionSimd() : new DiffusionReference();
  }

  /** Whether a number may be a reciprocal of a thickness. */
  static boolean isReciprocal(double r) {
    return r > 0.0 && r <= LARGEST;
  }

  /** Whether a number may be the exchange of a face. */
  static boolean isExchange(double e) {
    return e >= 0.0 && e <= LARGEST;
  }

  /**
   * Factors of some columns.
   *
   * @param n     levels, at least 1
   * @param from  first column
   * @param to    end of the columns
   * @param lanes columns of the arrays
   * @param e     the exchange of faces
   * @param eo    its offset
   * @param r     reciprocals of thicknesses, which are allowed ones
   * @param ro    their offset
   * @param f     receives the factors; apart from the others
   * @param fo    their offset
   * @return the first of the columns that is refused, from which on factors are not to be used, or −1
   */
  public int factor(int n, int from, int to, int lanes, double[] e, int eo, double[] r, int ro, double[] f, int fo) {
    for (int l = from; l < to; l++) {
      double v = 1.0;
      for (int i = 1; i < n; i++) {
        double own = e[eo + i * lanes + l];
        if (!isExchange(own)) {
          return l;
        }
        double a = r[ro + i - 1] * own;
        double g = r[ro + i] * own;
        double t = Math.fma(a, v, 1.0);
        double s = 1.0 / (t + g);
        v = t * s;
        int at = fo + 3 * i * lanes + l;
        f[at] = a * s;
        f[at + lanes] = g * s;
        f[at + 2 * lanes] = own * s;
      }
    }
    return -1;
  }

  /**
   * A step of some columns, in place.
   *
   * @param n      levels, at least 1
   * @param from   first column
   * @param to     end of the columns
   * @param lanes  columns of the arrays
   * @param r      reciprocals of thicknesses
   * @param ro     their offset
   * @param f      the factors
   * @param fo     their offset
   * @param fields fields of a column
   * @param c      the fields
   * @param co     their offset
   * @param ldf    distance between the starts of two fields
   * @param work   workspace of n·(to − from) numbers
   * @param wo     its offset
   */
  public void step(int n, int from, int to, int lanes, double[] r, int ro, double[] f, int fo, int fields, double[] c,
      int co, int ldf, double[] work, int wo) {
    for (int l = from; l < to; l++) {
      for (int k = 0; k < fields; k++) {
        int top = co + k * ldf + l;
        double y = 0.0;
        for (int i = 1; i < n; i++) {
          int at = top + i * lanes;
          int p = fo + 3 * i * lanes + l;
          y = Math.fma(f[p], y, f[p + 2 * lanes] * (c[at] - c[at - lanes]));
          work[wo + i] = y;
        }
        double below = 0.0;
        for (int i = n - 1; i > 0; i--) {
          int at = top + i * lanes;
          double flux = Math.fma(f[fo + (3 * i + 1) * lanes + l], below, work[wo + i]);
          c[at] = Math.fma(r[ro + i], below - flux, c[at]);
          below = flux;
        }
        c[top] = Math.fma(r[ro], below, c[top]);
      }
    }
  }
}
