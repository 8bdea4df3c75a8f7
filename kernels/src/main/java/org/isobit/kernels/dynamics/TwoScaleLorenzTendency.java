package org.isobit.kernels.dynamics;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;

/**
 * The right-hand side of the two-scale model of Lorenz (1996), Predictability: a problem partly solved, eqs. 2–3: a
 * ring of n slow variables X, each with J fast ones, which form one ring Y of n·J. With g = (h·c)÷b, e = c·b and S_i
 * the sum of the J fast variables of X_i, one ascending chain from +0,
 * dX_i = (((X_{i+1} − X_{i−2})·X_{i−1} − X_i) + F) − g·S_i and
 * dY_j = (((Y_{j−1} − Y_{j+2})·Y_{j+1})·e − c·Y_j) + g·X_{⌊j/J⌋}, every operation rounded.
 *
 * <p>A state is X, then Y. The derivative of the tendency by the state is there times a perturbation and, transposed,
 * times an adjoint. Nothing is allocated. Thread-safe.
 */
public final class TwoScaleLorenzTendency {

  private static final String NAME = "TwoScaleLorenz";
  private static final TwoScaleLorenzTendencyReference KERNELS = TwoScaleLorenzTendencyReference.of(Backend.active());

  private TwoScaleLorenzTendency() {}

  /**
   * The tendency of a state.
   *
   * @param n       number of slow variables, at least 4
   * @param fast    J, fast variables of each, at least 1
   * @param forcing F
   * @param h       strength of the coupling
   * @param c       ratio of time scales
   * @param b       ratio of amplitudes
   * @param x       the state
   * @param xOffset index of its first element
   * @param dxdt    takes the tendency
   * @param dOffset index of its first element
   * @throws IllegalArgumentException if n or J is too small, an operand is not inside its array or the tendency
   *                                  overlaps the state
   */
  public static void tendency(int n, int fast, double forcing, double h, double c, double b, double[] x, long xOffset,
      double[] dxdt, long dOffset) {
    int size = size(n, fast);
    int xo = Checks.vector(NAME, "x", x, xOffset, size);
    int at = Checks.vector(NAME, "dxdt", dxdt, dOffset, size);
    Checks.apart(NAME, "dxdt", "x", dxdt == x, at, size, xo, size);
    Environment.require();
    KERNELS.tendency(n, fast, forcing, h, c, b, x, xo, dxdt, at);
  }

  /**
   * J·dx, with u the slow and v the fast part of dx and S_i that of v:
   * (((u_{i+1} − u_{i−2})·X_{i−1} + (X_{i+1} − X_{i−2})·u_{i−1}) − u_i) − g·S_i and
   * (((v_{j−1} − v_{j+2})·Y_{j+1} + (Y_{j−1} − Y_{j+2})·v_{j+1})·e − c·v_j) + g·u_{⌊j/J⌋}.
   *
   * @param n       number of slow variables, at least 4
   * @param fast    J, fast variables of each, at least 1
   * @param h       strength of the coupling
   * @param c       ratio of time scales
   * @param b       ratio of amplitudes
   * @param x       the state
   * @param xOffset index of its first element
   * @param dx      a perturbation
   * @param uOffset index of its first element
   * @param out     takes the product
   * @param oOffset index of its first element
   * @throws IllegalArgumentException if n or J is too small, an operand is not inside its array or the product overlaps
   *                                  one
   */
  public static void tangent(int n, int fast, double h, double c, double b, double[] x, long xOffset, double[] dx,
      long uOffset, double[] out, long oOffset) {
    int size = size(n, fast);
    int xo = Checks.vector(NAME, "x", x, xOffset, size);
    int uo = Checks.vector(NAME, "dx", dx, uOffset, size);
    int at = Checks.vector(NAME, "out", out, oOffset, size);
    Checks.apart(NAME, "out", "x", out == x, at, size, xo, size);
    Checks.apart(NAME, "out", "dx", out == dx, at, size, uo, size);
    Environment.require();
    KERNELS.tangent(n, fast, h, c, b, x, xo, dx, uo, out, at);
  }

  /**
   * Jᵀ·dy, with u the slow and v the fast part of dy and S_i that of v:
   * (((X_{i−2}·u_{i−1} − X_{i+1}·u_{i+2}) + (X_{i+2} − X_{i−1})·u_{i+1}) − u_i) + g·S_i and
   * ((((Y_{j−2} − Y_{j+1})·v_{j−1} + Y_{j+2}·v_{j+1}) − Y_{j−1}·v_{j−2})·e − c·v_j) − g·u_{⌊j/J⌋}.
   *
   * @param n       number of slow variables, at least 4
   * @param fast    J, fast variables of each, at least 1
   * @param h       strength of the coupling
   * @param c       ratio of time scales
   * @param b       ratio of amplitudes
   * @param x       the state
   * @param xOffset index of its first element
   * @param dy      an adjoint of the tendency
   * @param uOffset index of its first element
   * @param out     takes the product
   * @param oOffset index of its first element
   * @throws IllegalArgumentException if n or J is too small, an operand is not inside its array or the product overlaps
   *                                  one
   */
  public static void adjoint(int n, int fast, double h, double c, double b, double[] x, long xOffset, double[] dy,
      long uOffset, double[] out, long oOffset) {
    int size = size(n, fast);
    int xo = Checks.vector(NAME, "x", x, xOffset, size);
    int uo = Checks.vector(NAME, "dy", dy, uOffset, size);
    int at = Checks.vector(NAME, "out", out, oOffset, size);
    Checks.apart(NAME, "out", "x", out == x, at, size, xo, size);
    Checks.apart(NAME, "out", "dy", out == dy, at, size, uo, size);
    Environment.require();
    KERNELS.adjoint(n, fast, h, c, b, x, xo, dy, uo, out, at);
  }

  private static int size(int n, int fast) {
    Ring.large(NAME, n);
    Checks.positive(NAME, "fast", fast);
    long size = n * (fast + 1L);
    if (size > Checks.LONGEST_ARRAY) {
      throw new IllegalArgumentException(NAME + ": " + n + " slow variables with " + fast
          + " fast ones each do not fit into an array");
    }
    return (int) size;
  }
}
