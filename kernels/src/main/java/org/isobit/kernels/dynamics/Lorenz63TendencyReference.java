package org.isobit.kernels.dynamics;

import org.isobit.kernels.Backend;

/** Scalar Lorenz-63; defines the bits. */
public sealed class Lorenz63TendencyReference permits Lorenz63TendencySimd {

  Lorenz63TendencyReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static Lorenz63TendencyReference of(Backend backend) {
    return backend.isSimd() ? new Lorenz63TendencySimd() : new Lorenz63TendencyReference();
  }

  /**
   * The tendency of interleaved states: variable i of lane l at {@code i·lanes + l}.
   *
   * @param sigma σ
   * @param rho   ρ
   * @param beta  β
   * @param lanes number of states
   * @param s     the states
   * @param so    index of their first element
   * @param d     receives the tendencies
   * @param at    index of their first element
   */
  public void tendency(double sigma, double rho, double beta, int lanes, double[] s, int so, double[] d, int at) {
    tendency(sigma, rho, beta, 0, lanes, s, so, d, at);
  }

  /** Those of the states from a first one on. */
  static void tendency(double sigma, double rho, double beta, int from, int lanes, double[] s, int so, double[] d,
      int at) {
    for (int l = from; l < lanes; l++) {
      double x = s[so + l];
      double y = s[so + lanes + l];
      double z = s[so + 2 * lanes + l];
      d[at + l] = sigma * (y - x);
      d[at + lanes + l] = rho * x - y - x * z;
      d[at + 2 * lanes + l] = x * y - beta * z;
    }
  }

  /**
   * The derivative of the tendency by the state, times perturbations.
   *
   * @param sigma σ
   * @param rho   ρ
   * @param beta  β
   * @param lanes number of states
   * @param s     the states
   * @param so    index of their first element
   * @param u     perturbations, laid out alike
   * @param uo    index of their first element
   * @param d     receives the products
   * @param at    index of their first element
   */
  public void tangent(double sigma, double rho, double beta, int lanes, double[] s, int so, double[] u, int uo,
      double[] d, int at) {
    tangent(sigma, rho, beta, 0, lanes, s, so, u, uo, d, at);
  }

  /** Those of the states from a first one on. */
  static void tangent(double sigma, double rho, double beta, int from, int lanes, double[] s, int so, double[] u,
      int uo, double[] d, int at) {
    for (int l = from; l < lanes; l++) {
      double x = s[so + l];
      double y = s[so + lanes + l];
      double dx = u[uo + l];
      double dy = u[uo + lanes + l];
      double dz = u[uo + 2 * lanes + l];
      d[at + l] = sigma * (dy - dx);
      d[at + lanes + l] = (rho - s[so + 2 * lanes + l]) * dx - dy - x * dz;
      d[at + 2 * lanes + l] = y * dx + x * dy - beta * dz;
    }
  }

  /**
   * The transposed derivative of the tendency, times adjoints of tendencies.
   *
   * @param sigma σ
   * @param rho   ρ
   * @param beta  β
   * @param lanes number of states
   * @param s     the states
   * @param so    index of their first element
   * @param u     adjoints, laid out alike
   * @param uo    index of their first element
   * @param d     receives the products
   * @param at    index of their first element
   */
  public void adjoint(double sigma, double rho, double beta, int lanes, double[] s, int so, double[] u, int uo,
      double[] d, int at) {
    adjoint(sigma, rho, beta, 0, lanes, s, so, u, uo, d, at);
  }

  /** Those of the states from a first one on. */
  static void adjoint(double sigma, double rho, double beta, int from, int lanes, double[] s, int so, double[] u,
      int uo, double[] d, int at) {
    for (int l = from; l < lanes; l++) {
      double x = s[so + l];
      double a = u[uo + l];
      double b = u[uo + lanes + l];
      double c = u[uo + 2 * lanes + l];
      d[at + l] = (rho - s[so + 2 * lanes + l]) * b + s[so + lanes + l] * c - sigma * a;
      d[at + lanes + l] = sigma * a + x * c - b;
      d[at + 2 * lanes + l] = -(x * b) - beta * c;
    }
  }
}
