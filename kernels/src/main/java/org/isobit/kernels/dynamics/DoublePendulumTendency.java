package org.isobit.kernels.dynamics;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;

/**
 * The right-hand side of a double pendulum of two masses m1, m2 on massless rods, for several states: a state is (θ1,
 * ω1, θ2, ω2), angles from below and their rates. With μ = m2 ÷ (m1 + m2), Δ = θ2 − θ1, p = L1·ω1², q = L2·ω2²:
 *
 * <pre>
 *   dω1 = (μ·((p·cos Δ + q)·sin Δ + g·sin θ2·cos Δ) − g·sin θ1) ÷ (L1·(1 − μ·cos² Δ))
 *   dω2 = (g·sin θ1·cos Δ − g·sin θ2 − (p + μ·q·cos Δ)·sin Δ) ÷ (L2·(1 − μ·cos² Δ))
 * </pre>
 *
 * <p>kernels/README.md has the order of operations, of which none is fused; sine and cosine are those of {@link
 * org.isobit.kernels.elementary.Elementary}. States are interleaved, variable i of state l at {@code offset + i·lanes +
 * l}, so that one state is one lane; they do not depend on each other. The derivative J of the tendency by the state is
 * there times perturbations and, transposed, times adjoints. Nothing is allocated. Thread-safe.
 */
public final class DoublePendulumTendency {

  private static final String NAME = "DoublePendulum";
  private static final DoublePendulumReference KERNELS = DoublePendulumReference.of(Backend.active());

  private DoublePendulumTendency() {}

  /**
   * The tendencies.
   *
   * @param mu      μ, the lower mass's share of both
   * @param l1      upper length
   * @param l2      lower length
   * @param g       gravity
   * @param lanes   number of states, at least 1
   * @param x       the states
   * @param xOffset index of variable 0 of state 0
   * @param dxdt    takes the tendencies, laid out alike
   * @param dOffset index of the first one
   * @throws IllegalArgumentException if lanes &lt; 1, an operand is not inside its array or tendencies overlap states
   */
  public static void tendency(double mu, double l1, double l2, double g, int lanes, double[] x, long xOffset,
      double[] dxdt, long dOffset) {
    Checks.positive(NAME, "lanes", lanes);
    int xo = Checks.matrix(NAME, "x", x, xOffset, 4, lanes, lanes);
    int at = Checks.matrix(NAME, "dxdt", dxdt, dOffset, 4, lanes, lanes);
    Checks.apart(NAME, "dxdt", "x", dxdt == x, at, 4 * lanes, xo, 4 * lanes);
    Environment.require();
    KERNELS.tendency(mu, l1, l2, g, lanes, x, xo, dxdt, at);
  }

  /**
   * J·dx of every state.
   *
   * @param mu      μ, the lower mass's share of both
   * @param l1      upper length
   * @param l2      lower length
   * @param g       gravity
   * @param lanes   number of states, at least 1
   * @param x       the states
   * @param xOffset index of variable 0 of state 0
   * @param dx      perturbations, laid out alike
   * @param uOffset index of the first one
   * @param out     takes the products, laid out alike
   * @param oOffset index of the first one
   * @throws IllegalArgumentException if lanes &lt; 1, an operand is not inside its array or products overlap operands
   */
  public static void tangent(double mu, double l1, double l2, double g, int lanes, double[] x, long xOffset,
      double[] dx, long uOffset, double[] out, long oOffset) {
    int xo = state(lanes, x, xOffset);
    int uo = Checks.matrix(NAME, "dx", dx, uOffset, 4, lanes, lanes);
    int at = Checks.matrix(NAME, "out", out, oOffset, 4, lanes, lanes);
    Checks.apart(NAME, "out", "x", out == x, at, 4 * lanes, xo, 4 * lanes);
    Checks.apart(NAME, "out", "dx", out == dx, at, 4 * lanes, uo, 4 * lanes);
    Environment.require();
    KERNELS.derivative(false, mu, l1, l2, g, lanes, x, xo, dx, uo, out, at);
  }

  /**
   * Jᵀ·dy of every state.
   *
   * @param mu      μ, the lower mass's share of both
   * @param l1      upper length
   * @param l2      lower length
   * @param g       gravity
   * @param lanes   number of states, at least 1
   * @param x       the states
   * @param xOffset index of variable 0 of state 0
   * @param dy      adjoints of tendencies, laid out alike
   * @param uOffset index of the first one
   * @param out     takes the products, laid out alike
   * @param oOffset index of the first one
   * @throws IllegalArgumentException if lanes &lt; 1, an operand is not inside its array or products overlap operands
   */
  public static void adjoint(double mu, double l1, double l2, double g, int lanes, double[] x, long xOffset,
      double[] dy, long uOffset, double[] out, long oOffset) {
    int xo = state(lanes, x, xOffset);
    int uo = Checks.matrix(NAME, "dy", dy, uOffset, 4, lanes, lanes);
    int at = Checks.matrix(NAME, "out", out, oOffset, 4, lanes, lanes);
    Checks.apart(NAME, "out", "x", out == x, at, 4 * lanes, xo, 4 * lanes);
    Checks.apart(NAME, "out", "dy", out == dy, at, 4 * lanes, uo, 4 * lanes);
    Environment.require();
    KERNELS.derivative(true, mu, l1, l2, g, lanes, x, xo, dy, uo, out, at);
  }

  private static int state(int lanes, double[] x, long xOffset) {
    Checks.positive(NAME, "lanes", lanes);
    return Checks.matrix(NAME, "x", x, xOffset, 4, lanes, lanes);
  }
}
