package org.isobit.kernels.dynamics;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;

/**
 * The right-hand side of Lorenz (1996), Predictability: a problem partly solved, eq. 1, on a ring of n variables:
 * dx_i = ((x_{i+1} − x_{i−2})·x_{i−1} − x_i) + F, every operation rounded.
 *
 * <p>Nothing is allocated. Thread-safe.
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
    if (n < 4) {
      throw new IllegalArgumentException("Lorenz96: n must be at least 4, but is " + n);
    }
    int xo = Checks.vector("Lorenz96", "x", x, xOffset, n);
    int at = Checks.vector("Lorenz96", "dxdt", dxdt, dOffset, n);
    Checks.apart("Lorenz96", "dxdt", "x", dxdt == x, at, n, xo, n);
    Environment.require();
    KERNELS.tendency(n, forcing, x, xo, dxdt, at);
  }
}
