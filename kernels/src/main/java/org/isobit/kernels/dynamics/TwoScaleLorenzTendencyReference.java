package org.isobit.kernels.dynamics;

import org.isobit.kernels.Backend;

/** Scalar two-scale Lorenz model; defines the bits. */
public sealed class TwoScaleLorenzTendencyReference permits TwoScaleLorenzTendencySimd {

  private final Lorenz96TendencyReference slow;

  TwoScaleLorenzTendencyReference(Lorenz96TendencyReference slow) {
    this.slow = slow;
  }

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static TwoScaleLorenzTendencyReference of(Backend backend) {
    return backend.isSimd() ? new TwoScaleLorenzTendencySimd()
        : new TwoScaleLorenzTendencyReference(new Lorenz96TendencyReference());
  }

  /**
   * The tendency of one state.
   *
   * @param n       slow variables, at least 4
   * @param fast    fast variables of each
   * @param forcing F
   * @param h       h
   * @param c       c
   * @param b       b
   * @param x       the state
   * @param xo      index of its first element
   * @param d       receives the tendency; apart from the state
   * @param at      index of its first element
   */
  public final void tendency(int n, int fast, double forcing, double h, double c, double b, double[] x, int xo,
      double[] d, int at) {
    double g = h * c / b;
    slow.tendency(n, forcing, x, xo, d, at);
    couple(n, fast, -g, g, x, xo, d, at);
    fastTendency(n * fast, c * b, c, x, xo + n, d, at + n);
  }

  /**
   * The derivative of the tendency by the state, times a perturbation.
   *
   * @param n    slow variables, at least 4
   * @param fast fast variables of each
   * @param h    h
   * @param c    c
   * @param b    b
   * @param x    the state
   * @param xo   index of its first element
   * @param u    the perturbation
   * @param uo   index of its first element
   * @param d    receives the product; apart from the others
   * @param at   index of its first element
   */
  public final void tangent(int n, int fast, double h, double c, double b, double[] x, int xo, double[] u, int uo,
      double[] d, int at) {
    double g = h * c / b;
    slow.tangent(n, x, xo, u, uo, d, at);
    couple(n, fast, -g, g, u, uo, d, at);
    fastTangent(n * fast, c * b, c, x, xo + n, u, uo + n, d, at + n);
  }

  /**
   * The transposed derivative of the tendency, times an adjoint of the tendency.
   *
   * @param n    slow variables, at least 4
   * @param fast fast variables of each
   * @param h    h
   * @param c    c
   * @param b    b
   * @param x    the state
   * @param xo   index of its first element
   * @param u    the adjoint
   * @param uo   index of its first element
   * @param d    receives the product; apart from the others
   * @param at   index of its first element
   */
  public final void adjoint(int n, int fast, double h, double c, double b, double[] x, int xo, double[] u, int uo,
      double[] d, int at) {
    double g = h * c / b;
    slow.adjoint(n, x, xo, u, uo, d, at);
    couple(n, fast, g, -g, u, uo, d, at);
    fastAdjoint(n * fast, c * b, c, x, xo + n, u, uo + n, d, at + n);
  }

  /** Adds a multiple of its fast variables' sum to each slow one, and writes one of the slow one to the fast ones. */
  private static void couple(int n, int fast, double down, double up, double[] u, int uo, double[] d, int at) {
    for (int i = 0; i < n; i++) {
      double sum = 0.0;
      int first = n + i * fast;
      double coupling = up * u[uo + i];
      for (int j = first; j < first + fast; j++) {
        sum += u[uo + j];
        d[at + j] = coupling;
      }
      d[at + i] = d[at + i] + down * sum;
    }
  }

  /** Adds the fast ring's own tendency to its coupling. */
  void fastTendency(int m, double e, double c, double[] y, int yo, double[] d, int at) {
    fastTendencies(0, m, m, e, c, y, yo, d, at);
  }

  static void fastTendencies(int from, int to, int m, double e, double c, double[] y, int yo, double[] d, int at) {
    for (int j = from; j < to; j++) {
      double difference = y[yo + Ring.at(j - 1, m)] - y[yo + Ring.at(j + 2, m)];
      d[at + j] = difference * y[yo + Ring.at(j + 1, m)] * e - c * y[yo + j] + d[at + j];
    }
  }

  void fastTangent(int m, double e, double c, double[] y, int yo, double[] v, int vo, double[] d, int at) {
    fastTangents(0, m, m, e, c, y, yo, v, vo, d, at);
  }

  static void fastTangents(int from, int to, int m, double e, double c, double[] y, int yo, double[] v, int vo,
      double[] d, int at) {
    for (int j = from; j < to; j++) {
      int up1 = Ring.at(j + 1, m);
      int up2 = Ring.at(j + 2, m);
      int down1 = Ring.at(j - 1, m);
      double advection = (v[vo + down1] - v[vo + up2]) * y[yo + up1] + (y[yo + down1] - y[yo + up2]) * v[vo + up1];
      d[at + j] = advection * e - c * v[vo + j] + d[at + j];
    }
  }

  void fastAdjoint(int m, double e, double c, double[] y, int yo, double[] v, int vo, double[] d, int at) {
    fastAdjoints(0, m, m, e, c, y, yo, v, vo, d, at);
  }

  static void fastAdjoints(int from, int to, int m, double e, double c, double[] y, int yo, double[] v, int vo,
      double[] d, int at) {
    for (int j = from; j < to; j++) {
      int up1 = Ring.at(j + 1, m);
      int down1 = Ring.at(j - 1, m);
      int down2 = Ring.at(j - 2, m);
      double advection = (y[yo + down2] - y[yo + up1]) * v[vo + down1] + y[yo + Ring.at(j + 2, m)] * v[vo + up1]
          - y[yo + down1] * v[vo + down2];
      d[at + j] = advection * e - c * v[vo + j] + d[at + j];
    }
  }
}
