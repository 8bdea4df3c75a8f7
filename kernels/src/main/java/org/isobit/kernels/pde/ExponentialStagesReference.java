package org.isobit.kernels.pde;

import org.isobit.kernels.Backend;

/** Scalar stages of exponential time differencing; defines the bits. */
public sealed class ExponentialStagesReference permits ExponentialStagesSimd {

  ExponentialStagesReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static ExponentialStagesReference of(Backend backend) {
    return backend.isSimd() ? new ExponentialStagesSimd() : new ExponentialStagesReference();
  }

  /**
   * y = e·x + q·f.
   *
   * @param n  number of elements
   * @param e  factors of the state
   * @param eo index of the first one
   * @param x  the state
   * @param xo index of its first element
   * @param q  factors of the nonlinear term
   * @param qo index of the first one
   * @param f  the nonlinear term
   * @param fo index of its first element
   * @param y  takes y
   * @param yo index of its first element
   */
  public void stage(int n, double[] e, int eo, double[] x, int xo, double[] q, int qo, double[] f, int fo, double[] y,
      int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.fma(e[eo + i], x[xo + i], q[qo + i] * f[fo + i]);
    }
  }

  /**
   * y = e·x + q·(2·n3 − n1).
   *
   * @param n  number of elements
   * @param e  factors of the state
   * @param eo index of the first one
   * @param x  the state
   * @param xo index of its first element
   * @param q  factors of the nonlinear terms
   * @param qo index of the first one
   * @param t  terms n1, n2, n3
   * @param to index of the first one
   * @param y  takes y
   * @param yo index of its first element
   */
  public void correctedStage(int n, double[] e, int eo, double[] x, int xo, double[] q, int qo, double[] t, int to,
      double[] y, int yo) {
    corrected(0, n, e, eo, x, xo, q, qo, t, to, y, yo);
  }

  /** The elements of a range. */
  static void corrected(int from, int n, double[] e, int eo, double[] x, int xo, double[] q, int qo, double[] t,
      int to, double[] y, int yo) {
    for (int i = from; i < n; i++) {
      y[yo + i] = Math.fma(e[eo + i], x[xo + i], q[qo + i] * (2.0 * t[to + 2 * n + i] - t[to + i]));
    }
  }

  /**
   * x = e·x + f1·n1 + f2·2(n2 + n3) + f3·n4.
   *
   * @param n  number of elements
   * @param c  factors e, f1, f2, f3
   * @param co index of the first one
   * @param t  terms n1, n2, n3, n4
   * @param to index of the first one
   * @param x  the state
   * @param xo index of its first element
   */
  public void finish(int n, double[] c, int co, double[] t, int to, double[] x, int xo) {
    ends(0, n, c, co, t, to, x, xo);
  }

  /** The elements of a range. */
  static void ends(int from, int n, double[] c, int co, double[] t, int to, double[] x, int xo) {
    for (int i = from; i < n; i++) {
      double last = c[co + 3 * n + i] * t[to + 3 * n + i];
      double middle = Math.fma(c[co + 2 * n + i], 2.0 * (t[to + n + i] + t[to + 2 * n + i]), last);
      x[xo + i] = Math.fma(c[co + i], x[xo + i], Math.fma(c[co + n + i], t[to + i], middle));
    }
  }
}
