package org.isobit.kernels.dynamics;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;

/**
 * The right-hand side of Lorenz (1963), J. Atmos. Sci. 20, 130–141, eqs. 25–27, for several states:
 * dx = σ·(y − x), dy = (ρ·x − y) − x·z, dz = x·y − β·z, every product and difference rounded.
 *
 * <p>States are interleaved, variable i of state l at {@code offset + i·lanes + l}, so that one state is one lane.
 * The derivative J of the tendency by the state is there times perturbations and, transposed, times adjoints. States do
 * not depend on each other. Nothing is allocated. Thread-safe.
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

  /**
   * J·dx of every state: with (u, v, w) for (dx, dy, dz), σ·(v − u); ((ρ − z)·u − v) − x·w; (y·u + x·v) − β·w.
   *
   * @param sigma   σ
   * @param rho     ρ
   * @param beta    β
   * @param lanes   number of states, at least 1
   * @param x       the states
   * @param xOffset index of variable 0 of state 0
   * @param dx      perturbations, laid out alike
   * @param uOffset index of the first one
   * @param out     takes the products, laid out alike
   * @param oOffset index of the first one
   * @throws IllegalArgumentException if lanes &lt; 1, an operand is not inside its array or products overlap operands
   */
  public static void tangent(double sigma, double rho, double beta, int lanes, double[] x, long xOffset, double[] dx,
      long uOffset, double[] out, long oOffset) {
    Checks.positive("Lorenz63", "lanes", lanes);
    int xo = Checks.matrix("Lorenz63", "x", x, xOffset, 3, lanes, lanes);
    int uo = Checks.matrix("Lorenz63", "dx", dx, uOffset, 3, lanes, lanes);
    int at = Checks.matrix("Lorenz63", "out", out, oOffset, 3, lanes, lanes);
    Checks.apart("Lorenz63", "out", "x", out == x, at, 3 * lanes, xo, 3 * lanes);
    Checks.apart("Lorenz63", "out", "dx", out == dx, at, 3 * lanes, uo, 3 * lanes);
    Environment.require();
    KERNELS.tangent(sigma, rho, beta, lanes, x, xo, dx, uo, out, at);
  }

  /**
   * Jᵀ·dy of every state: with (a, b, c) for its three adjoints, ((ρ − z)·b + y·c) − σ·a; (σ·a + x·c) − b;
   * −(x·b) − β·c.
   *
   * @param sigma   σ
   * @param rho     ρ
   * @param beta    β
   * @param lanes   number of states, at least 1
   * @param x       the states
   * @param xOffset index of variable 0 of state 0
   * @param dy      adjoints of tendencies, laid out alike
   * @param uOffset index of the first one
   * @param out     takes the products, laid out alike
   * @param oOffset index of the first one
   * @throws IllegalArgumentException if lanes &lt; 1, an operand is not inside its array or products overlap operands
   */
  public static void adjoint(double sigma, double rho, double beta, int lanes, double[] x, long xOffset, double[] dy,
      long uOffset, double[] out, long oOffset) {
    Checks.positive("Lorenz63", "lanes", lanes);
    int xo = Checks.matrix("Lorenz63", "x", x, xOffset, 3, lanes, lanes);
    int uo = Checks.matrix("Lorenz63", "dy", dy, uOffset, 3, lanes, lanes);
    int at = Checks.matrix("Lorenz63", "out", out, oOffset, 3, lanes, lanes);
    Checks.apart("Lorenz63", "out", "x", out == x, at, 3 * lanes, xo, 3 * lanes);
    Checks.apart("Lorenz63", "out", "dy", out == dy, at, 3 * lanes, uo, 3 * lanes);
    Environment.require();
    KERNELS.adjoint(sigma, rho, beta, lanes, x, xo, dy, uo, out, at);
  }
}
