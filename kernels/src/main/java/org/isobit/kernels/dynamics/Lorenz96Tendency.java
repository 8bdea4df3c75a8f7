package org.isobit.kernels.dynamics;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;

/**
 * The right-hand side of Lorenz (1996), Predictability: a problem partly solved, eq. 1, on a ring of n variables:
 * dx_i = ((x_{i+1} − x_{i−2})·x_{i−1} − x_i) + F, every operation rounded.
 *
 * <p>The derivative J of the tendency by the state is there times a perturbation and, transposed, times an adjoint.
 * Nothing is allocated. Thread-safe.
 */
public final class Lorenz96Tendency {

  private static final Lorenz96TendencyReference KERNELS = Lorenz96TendencyReference.of(Backend.active());

  private Lorenz96Tendency() {}

  /**
   * The tendency of a state.
   *
   * @param n       number of variables, at least 4
   * @param forcing F
   * @param x       the state
   * @param xOffset index of its first element
   * @param dxdt    takes the tendency
   * @param dOffset index of its first element
   * @throws IllegalArgumentException if n is below 4, an operand is not inside its array or the tendency overlaps the
   *                                  state
   */
  public static void tendency(int n, double forcing, double[] x, long xOffset, double[] dxdt, long dOffset) {
    Ring.large("Lorenz96", n);
    int xo = Checks.vector("Lorenz96", "x", x, xOffset, n);
    int at = Checks.vector("Lorenz96", "dxdt", dxdt, dOffset, n);
    Checks.apart("Lorenz96", "dxdt", "x", dxdt == x, at, n, xo, n);
    Environment.require();
    KERNELS.tendency(n, forcing, x, xo, dxdt, at);
  }

  /**
   * The tendencies of states that stand one after the other, each as by {@link #tendency}.
   *
   * @param states  number of states, at least 1
   * @param n       number of variables, at least 4
   * @param forcing F
   * @param x       the states
   * @param xOffset index of their first element
   * @param dxdt    takes the tendencies, one after the other
   * @param dOffset index of their first element
   * @throws IllegalArgumentException if states is below 1, n below 4, an operand is not inside its array or tendencies
   *                                  overlap states
   */
  public static void tendencies(int states, int n, double forcing, double[] x, long xOffset, double[] dxdt,
      long dOffset) {
    Checks.positive("Lorenz96", "states", states);
    Ring.large("Lorenz96", n);
    int xo = Checks.matrix("Lorenz96", "x", x, xOffset, states, n, n);
    int at = Checks.matrix("Lorenz96", "dxdt", dxdt, dOffset, states, n, n);
    Checks.apart("Lorenz96", "dxdt", "x", dxdt == x, at, states * n, xo, states * n);
    Environment.require();
    for (int s = 0; s < states; s++) {
      KERNELS.tendency(n, forcing, x, xo + s * n, dxdt, at + s * n);
    }
  }

  /**
   * J·dx: ((dx_{i+1} − dx_{i−2})·x_{i−1} + (x_{i+1} − x_{i−2})·dx_{i−1}) − dx_i.
   *
   * @param n       number of variables, at least 4
   * @param x       the state
   * @param xOffset index of its first element
   * @param dx      a perturbation
   * @param uOffset index of its first element
   * @param out     takes the product
   * @param oOffset index of its first element
   * @throws IllegalArgumentException if n is below 4, an operand is not inside its array or the product overlaps one
   */
  public static void tangent(int n, double[] x, long xOffset, double[] dx, long uOffset, double[] out, long oOffset) {
    Ring.large("Lorenz96", n);
    int xo = Checks.vector("Lorenz96", "x", x, xOffset, n);
    int uo = Checks.vector("Lorenz96", "dx", dx, uOffset, n);
    int at = Checks.vector("Lorenz96", "out", out, oOffset, n);
    Checks.apart("Lorenz96", "out", "x", out == x, at, n, xo, n);
    Checks.apart("Lorenz96", "out", "dx", out == dx, at, n, uo, n);
    Environment.require();
    KERNELS.tangent(n, x, xo, dx, uo, out, at);
  }

  /**
   * Jᵀ·dy: ((x_{i−2}·dy_{i−1} − x_{i+1}·dy_{i+2}) + (x_{i+2} − x_{i−1})·dy_{i+1}) − dy_i.
   *
   * @param n       number of variables, at least 4
   * @param x       the state
   * @param xOffset index of its first element
   * @param dy      an adjoint of the tendency
   * @param uOffset index of its first element
   * @param out     takes the product
   * @param oOffset index of its first element
   * @throws IllegalArgumentException if n is below 4, an operand is not inside its array or the product overlaps one
   */
  public static void adjoint(int n, double[] x, long xOffset, double[] dy, long uOffset, double[] out, long oOffset) {
    Ring.large("Lorenz96", n);
    int xo = Checks.vector("Lorenz96", "x", x, xOffset, n);
    int uo = Checks.vector("Lorenz96", "dy", dy, uOffset, n);
    int at = Checks.vector("Lorenz96", "out", out, oOffset, n);
    Checks.apart("Lorenz96", "out", "x", out == x, at, n, xo, n);
    Checks.apart("Lorenz96", "out", "dy", out == dy, at, n, uo, n);
    Environment.require();
    KERNELS.adjoint(n, x, xo, dy, uo, out, at);
  }
}
