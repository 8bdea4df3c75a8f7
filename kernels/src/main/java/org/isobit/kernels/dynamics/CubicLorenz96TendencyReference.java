package org.isobit.kernels.dynamics;

import org.isobit.kernels.Backend;

/** Scalar Lorenz-96 with a cubic term; defines the bits. */
public sealed class CubicLorenz96TendencyReference permits CubicLorenz96TendencySimd {

  CubicLorenz96TendencyReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static CubicLorenz96TendencyReference of(Backend backend) {
    return backend.isSimd() ? new CubicLorenz96TendencySimd() : new CubicLorenz96TendencyReference();
  }

  /**
   * The tendency of one state.
   *
   * @param n       variables, at least 4
   * @param forcing F
   * @param nu      ν
   * @param lambda  λ
   * @param x       the state
   * @param xo      index of its first element
   * @param d       receives the tendency; apart from the state
   * @param at      index of its first element
   */
  public void tendency(int n, double forcing, double nu, double lambda, double[] x, int xo, double[] d, int at) {
    tendencies(0, n, n, forcing, nu, lambda, x, xo, d, at);
  }

  /** Those of the variables of a range. */
  static void tendencies(int from, int to, int n, double forcing, double nu, double lambda, double[] x, int xo,
      double[] d, int at) {
    for (int i = from; i < to; i++) {
      double advection = (x[xo + Ring.at(i + 1, n)] - x[xo + Ring.at(i - 2, n)]) * x[xo + Ring.at(i - 1, n)];
      double cubic = cubic(i, n, x, xo) - cubic(Ring.at(i + 1, n), n, x, xo);
      d[at + i] = advection + nu * cubic - lambda * x[xo + i] + forcing;
    }
  }

  /** q_i. */
  private static double cubic(int i, int n, double[] x, int xo) {
    return x[xo + Ring.at(i - 2, n)] * x[xo + i] * (x[xo + Ring.at(i + 1, n)] - x[xo + Ring.at(i - 3, n)]);
  }

  /**
   * The derivative of the tendency by the state, times a perturbation.
   *
   * @param n      variables, at least 4
   * @param nu     ν
   * @param lambda λ
   * @param x      the state
   * @param xo     index of its first element
   * @param u      the perturbation
   * @param uo     index of its first element
   * @param d      receives the product; apart from the others
   * @param at     index of its first element
   */
  public void tangent(int n, double nu, double lambda, double[] x, int xo, double[] u, int uo, double[] d, int at) {
    tangents(0, n, n, nu, lambda, x, xo, u, uo, d, at);
  }

  /** Those of the variables of a range. */
  static void tangents(int from, int to, int n, double nu, double lambda, double[] x, int xo, double[] u, int uo,
      double[] d, int at) {
    for (int i = from; i < to; i++) {
      int up1 = Ring.at(i + 1, n);
      int down1 = Ring.at(i - 1, n);
      int down2 = Ring.at(i - 2, n);
      double advection = (u[uo + up1] - u[uo + down2]) * x[xo + down1] + (x[xo + up1] - x[xo + down2]) * u[uo + down1];
      double cubic = cubic(i, n, x, xo, u, uo) - cubic(up1, n, x, xo, u, uo);
      d[at + i] = advection + nu * cubic - lambda * u[uo + i];
    }
  }

  /** r_i. */
  private static double cubic(int i, int n, double[] x, int xo, double[] u, int uo) {
    int up1 = Ring.at(i + 1, n);
    int down2 = Ring.at(i - 2, n);
    int down3 = Ring.at(i - 3, n);
    return (u[uo + down2] * x[xo + i] + x[xo + down2] * u[uo + i]) * (x[xo + up1] - x[xo + down3])
        + x[xo + down2] * x[xo + i] * (u[uo + up1] - u[uo + down3]);
  }

  /**
   * The transposed derivative of the tendency, times an adjoint of the tendency.
   *
   * @param n      variables, at least 4
   * @param nu     ν
   * @param lambda λ
   * @param x      the state
   * @param xo     index of its first element
   * @param u      the adjoint
   * @param uo     index of its first element
   * @param d      receives the product; apart from the others
   * @param at     index of its first element
   */
  public void adjoint(int n, double nu, double lambda, double[] x, int xo, double[] u, int uo, double[] d, int at) {
    adjoints(0, n, n, nu, lambda, x, xo, u, uo, d, at);
  }

  /** Those of the variables of a range. */
  static void adjoints(int from, int to, int n, double nu, double lambda, double[] x, int xo, double[] u, int uo,
      double[] d, int at) {
    for (int i = from; i < to; i++) {
      double up1 = x[xo + Ring.at(i + 1, n)];
      double up2 = x[xo + Ring.at(i + 2, n)];
      double up3 = x[xo + Ring.at(i + 3, n)];
      double down1 = x[xo + Ring.at(i - 1, n)];
      double down2 = x[xo + Ring.at(i - 2, n)];
      double down3 = x[xo + Ring.at(i - 3, n)];
      double before = u[uo + Ring.at(i - 1, n)];
      double next = u[uo + Ring.at(i + 1, n)];
      double second = u[uo + Ring.at(i + 2, n)];
      double advection = down2 * before - up1 * second + (up2 - down1) * next;
      double near = (up1 - down3) * down2 * (u[uo + i] - before) + (up3 - down1) * up2 * (second - next);
      double far = down3 * down1 * (before - u[uo + Ring.at(i - 2, n)])
          - up1 * up3 * (u[uo + Ring.at(i + 3, n)] - second);
      d[at + i] = advection + nu * (near + far) - lambda * u[uo + i];
    }
  }
}
