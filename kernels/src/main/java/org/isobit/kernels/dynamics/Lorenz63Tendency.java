package org.isobit.kernels.dynamics;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;

/**
 * The right-hand side of Lorenz (1963), J. Atmos. Sci. 20, 130–141, eqs. 25–27, for several states:
 * dx = σ·(y − x), dy = (ρ·x − y) − x·z, dz = x·y − β·z, every product and difference rounded.
 *
 * <p>States are interleaved, variable i of state l at {@code offset + i·lanes + l}, so that one state is one lane.
 * States do not depend on each other. Nothing is allocated. Thread-safe.
 */
public final class Lorenz63Tendency {

  private static final Lorenz63TendencyReference KERNELS = Lorenz63TendencyReference.of(Backend.active());

  private Lorenz63Tendency() {}

  /**
   * The tendencies.
   *
   * @param sigma   σ
   * @param rho     ρ
   * @param beta    β
   * @param lanes   number of states, at least 1
   * @param x       the states
   * @param xOffset index of variable 0 of state 0
   * @param dxdt    takes the tendencies, laid out alike
   * @param dOffset index of the first one
   * @throws IllegalArgumentException if lanes &lt; 1, an operand is not inside its array or tendencies overlap states
   */
  public static void tendency(double sigma, double rho, double beta, int lanes, double[] x, long xOffset, double[] dxdt,
      long dOffset) {
    Checks.positive("Lorenz63", "lanes", lanes);
    int xo = Checks.matrix("Lorenz63", "x", x, xOffset, 3, lanes, lanes);
    int at = Checks.matrix("Lorenz63", "dxdt", dxdt, dOffset, 3, lanes, lanes);
    Checks.apart("Lorenz63", "dxdt", "x", dxdt == x, at, 3 * lanes, xo, 3 * lanes);
    Environment.require();
    KERNELS.tendency(sigma, rho, beta, lanes, x, xo, dxdt, at);
  }
}
