package org.isobit.kernels.dynamics;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;

/**
 * The right-hand side of Lorenz (1996) with a cubic term and a factor of the damping, on a ring of n variables, as in
 * the course of Bocquet and Brajard on model-error correction: with q_i = (x_{i−2}·x_i)·(x_{i+1} − x_{i−3}),
 * dx_i = (((x_{i+1} − x_{i−2})·x_{i−1} + ν·(q_i − q_{i+1})) − λ·x_i) + F, every operation rounded.
 *
 * <p>The derivative J of the tendency by the state is there times a perturbation and, transposed, times an adjoint.
 * Nothing is allocated. Thread-safe.
 */
public final class CubicLorenz96Tendency {

  private static final String NAME = "CubicLorenz96";
  private static final CubicLorenz96TendencyReference KERNELS = CubicLorenz96TendencyReference.of(Backend.active());

  private CubicLorenz96Tendency() {}

  /**
   * The tendency of a state.
   *
   * @param n       number of variables, at least 4
   * @param forcing F
   * @param nu      ν, 0 for none of the cubic term
   * @param lambda  λ, the damping
   * @param x       the state
   * @param xOffset index of its first element
   * @param dxdt    takes the tendency
   * @param dOffset index of its first element
   * @throws IllegalArgumentException if n is below 4, an operand is not inside its array or the tendency overlaps the
   *                                  state
   */
  public static void tendency(int n, double forcing, double nu, double lambda, double[] x, long xOffset, double[] dxdt,
      long dOffset) {
    Ring.large(NAME, n);
    int xo = Checks.vector(NAME, "x", x, xOffset, n);
    int at = Checks.vector(NAME, "dxdt", dxdt, dOffset, n);
    Checks.apart(NAME, "dxdt", "x", dxdt == x, at, n, xo, n);
    Environment.require();
    KERNELS.tendency(n, forcing, nu, lambda, x, xo, dxdt, at);
  }

  /**
   * J·dx: with r_i = (dx_{i−2}·x_i + x_{i−2}·dx_i)·(x_{i+1} − x_{i−3}) + (x_{i−2}·x_i)·(dx_{i+1} − dx_{i−3}),
   * (((dx_{i+1} − dx_{i−2})·x_{i−1} + (x_{i+1} − x_{i−2})·dx_{i−1}) + ν·(r_i − r_{i+1})) − λ·dx_i.
   *
   * @param n       number of variables, at least 4
   * @param nu      ν
   * @param lambda  λ
   * @param x       the state
   * @param xOffset index of its first element
   * @param dx      a perturbation
   * @param uOffset index of its first element
   * @param out     takes the product
   * @param oOffset index of its first element
   * @throws IllegalArgumentException if n is below 4, an operand is not inside its array or the product overlaps one
   */
  public static void tangent(int n, double nu, double lambda, double[] x, long xOffset, double[] dx, long uOffset,
      double[] out, long oOffset) {
    Ring.large(NAME, n);
    int xo = Checks.vector(NAME, "x", x, xOffset, n);
    int uo = Checks.vector(NAME, "dx", dx, uOffset, n);
    int at = Checks.vector(NAME, "out", out, oOffset, n);
    Checks.apart(NAME, "out", "x", out == x, at, n, xo, n);
    Checks.apart(NAME, "out", "dx", out == dx, at, n, uo, n);
    Environment.require();
    KERNELS.tangent(n, nu, lambda, x, xo, dx, uo, out, at);
  }

  /**
   * Jᵀ·dy: with w_i = dy_i − dy_{i−1},
   * a = (x_{i−2}·dy_{i−1} − x_{i+1}·dy_{i+2}) + (x_{i+2} − x_{i−1})·dy_{i+1} and
   * c = (((x_{i+1} − x_{i−3})·x_{i−2})·w_i + ((x_{i+3} − x_{i−1})·x_{i+2})·w_{i+2}) + ((x_{i−3}·x_{i−1})·w_{i−1} −
   * (x_{i+1}·x_{i+3})·w_{i+3}), (a + ν·c) − λ·dy_i.
   *
   * @param n       number of variables, at least 4
   * @param nu      ν
   * @param lambda  λ
   * @param x       the state
   * @param xOffset index of its first element
   * @param dy      an adjoint of the tendency
   * @param uOffset index of its first element
   * @param out     takes the product
   * @param oOffset index of its first element
   * @throws IllegalArgumentException if n is below 4, an operand is not inside its array or the product overlaps one
   */
  public static void adjoint(int n, double nu, double lambda, double[] x, long xOffset, double[] dy, long uOffset,
      double[] out, long oOffset) {
    Ring.large(NAME, n);
    int xo = Checks.vector(NAME, "x", x, xOffset, n);
    int uo = Checks.vector(NAME, "dy", dy, uOffset, n);
    int at = Checks.vector(NAME, "out", out, oOffset, n);
    Checks.apart(NAME, "out", "x", out == x, at, n, xo, n);
    Checks.apart(NAME, "out", "dy", out == dy, at, n, uo, n);
    Environment.require();
    KERNELS.adjoint(n, nu, lambda, x, xo, dy, uo, out, at);
  }
}
