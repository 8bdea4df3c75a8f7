package org.isobit.kernels.dynamics;

import org.isobit.kernels.Backend;

/** Scalar Lorenz-96; defines the bits. */
public sealed class Lorenz96TendencyReference permits Lorenz96TendencySimd {

  Lorenz96TendencyReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static Lorenz96TendencyReference of(Backend backend) {
    return backend.isSimd() ? new Lorenz96TendencySimd() : new Lorenz96TendencyReference();
  }

  /**
   * The tendency of one state.
   *
   * @param n       variables, at least 4
   * @param forcing F
   * @param x       the state
   * @param xo      index of its first element
   * @param d       receives the tendency; apart from the state
   * @param at      index of its first element
   */
  public void tendency(int n, double forcing, double[] x, int xo, double[] d, int at) {
    d[at] = point(x[xo + 1], x[xo + n - 2], x[xo + n - 1], x[xo], forcing);
    d[at + 1] = point(x[xo + 2], x[xo + n - 1], x[xo], x[xo + 1], forcing);
    for (int i = 2; i < n - 1; i++) {
      d[at + i] = point(x[xo + i + 1], x[xo + i - 2], x[xo + i - 1], x[xo + i], forcing);
    }
    d[at + n - 1] = point(x[xo], x[xo + n - 3], x[xo + n - 2], x[xo + n - 1], forcing);
  }

  /** One variable; its neighbours are named by their distance upwards. */
  static double point(double up1, double down2, double down1, double here, double forcing) {
    return (up1 - down2) * down1 - here + forcing;
  }

  /**
   * The derivative of the tendency by the state, times a perturbation.
   *
   * @param n  variables, at least 4
   * @param x  the state
   * @param xo index of its first element
   * @param u  the perturbation
   * @param uo index of its first element
   * @param d  receives the product; apart from the others
   * @param at index of its first element
   */
  public void tangent(int n, double[] x, int xo, double[] u, int uo, double[] d, int at) {
    tangents(0, n, n, x, xo, u, uo, d, at);
  }

  /** Those of the variables of a range. */
  static void tangents(int from, int to, int n, double[] x, int xo, double[] u, int uo, double[] d, int at) {
    for (int i = from; i < to; i++) {
      int up1 = Ring.at(i + 1, n);
      int down1 = Ring.at(i - 1, n);
      int down2 = Ring.at(i - 2, n);
      d[at + i] = (u[uo + up1] - u[uo + down2]) * x[xo + down1] + (x[xo + up1] - x[xo + down2]) * u[uo + down1]
          - u[uo + i];
    }
  }

  /**
   * The transposed derivative of the tendency, times an adjoint of the tendency.
   *
   * @param n  variables, at least 4
   * @param x  the state
   * @param xo index of its first element
   * @param u  the adjoint
   * @param uo index of its first element
   * @param d  receives the product; apart from the others
   * @param at index of its first element
   */
  public void adjoint(int n, double[] x, int xo, double[] u, int uo, double[] d, int at) {
    adjoints(0, n, n, x, xo, u, uo, d, at);
  }

  /** Those of the variables of a range. */
  static void adjoints(int from, int to, int n, double[] x, int xo, double[] u, int uo, double[] d, int at) {
    for (int i = from; i < to; i++) {
      int up1 = Ring.at(i + 1, n);
      int up2 = Ring.at(i + 2, n);
      int down1 = Ring.at(i - 1, n);
      int down2 = Ring.at(i - 2, n);
      d[at + i] = x[xo + down2] * u[uo + down1] - x[xo + up1] * u[uo + up2]
          + (x[xo + up2] - x[xo + down1]) * u[uo + up1] - u[uo + i];
    }
  }
}
