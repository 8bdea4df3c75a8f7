package org.isobit.kernels.dynamics;

import org.isobit.kernels.Backend;

/** Scalar sparse quadratic systems; defines the bits. */
public sealed class QuadraticReference permits QuadraticSimd {

  QuadraticReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static QuadraticReference of(Backend backend) {
    return backend.isSimd() ? new QuadraticSimd() : new QuadraticReference();
  }

  /**
   * The tendency of interleaved states: variable i of lane l at {@code i·lanes + l}.
   *
   * @param system the system
   * @param lanes  number of states
   * @param x      the states
   * @param xo     index of their first element
   * @param d      receives the tendencies; apart from the states
   * @param at     index of their first element
   */
  public final void tendency(QuadraticSystem system, int lanes, double[] x, int xo, double[] d, int at) {
    sums(system.tendency, system.n, lanes, x, xo, x, xo, d, at);
  }

  /**
   * The derivative of the tendency by the state, times perturbations.
   *
   * @param system the system
   * @param lanes  number of states
   * @param x      the states
   * @param xo     index of their first element
   * @param u      perturbations, laid out alike
   * @param uo     index of their first element
   * @param d      receives the products; apart from the others
   * @param at     index of their first element
   */
  public final void tangent(QuadraticSystem system, int lanes, double[] x, int xo, double[] u, int uo, double[] d,
      int at) {
    sums(system.tangent, system.n, lanes, x, xo, u, uo, d, at);
  }

  /**
   * The transposed derivative of the tendency, times adjoints of tendencies.
   *
   * @param system the system
   * @param lanes  number of states
   * @param x      the states
   * @param xo     index of their first element
   * @param u      adjoints, laid out alike
   * @param uo     index of their first element
   * @param d      receives the products; apart from the others
   * @param at     index of their first element
   */
  public final void adjoint(QuadraticSystem system, int lanes, double[] x, int xo, double[] u, int uo, double[] d,
      int at) {
    sums(system.adjoint, system.n, lanes, x, xo, u, uo, d, at);
  }

  /** Every output of every lane; n variables. */
  void sums(QuadraticTerms terms, int n, int lanes, double[] x, int xo, double[] u, int uo, double[] d, int at) {
    lanes(terms, 0, lanes, x, xo, u, uo, d, at);
  }

  /** Those of the lanes from a first one on. */
  static void lanes(QuadraticTerms terms, int from, int lanes, double[] x, int xo, double[] u, int uo, double[] d,
      int at) {
    for (int i = 0; i < terms.start.length - 1; i++) {
      for (int l = from; l < lanes; l++) {
        double sum = 0.0;
        for (int t = terms.start[i]; t < terms.start[i + 1]; t++) {
          int a = terms.left[t];
          int b = terms.right[t];
          double product = b < 0 ? 1.0 : u[uo + b * lanes + l];
          if (a >= 0) {
            product = x[xo + a * lanes + l] * product;
          }
          sum = Math.fma(terms.value[t], product, sum);
        }
        d[at + i * lanes + l] = sum;
      }
    }
  }
}
