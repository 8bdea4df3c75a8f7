package org.isobit.kernels.dynamics;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;

/**
 * Models II and III of Lorenz (2005), Designing chaotic models, J. Atmos. Sci. 62, 1574–1587, on a ring of n points.
 * With half = ⌊K/2⌋, a sum Σ' over j = −half … half whose ends count half if K is even, W_i = Σ' x_{i−j} ÷ K and
 *
 * <pre>
 *   [x, v]_{K,i} = Σ' W_{i−K+j}·v_{i+K+j} ÷ K − W_{i−2K}·V_{i−K}    (W of x, V of v)
 *   II:  dx_i = [x, x]_{K,i} − x_i + F
 *   III: x_i = Σ' (α − β·|j|)·z_{i+j} over j = −I … I, y = z − x,
 *        dz_i = [x, x]_{K,i} + b²·[y, y]_{1,i} + c·[y, x]_{1,i} − x_i − b·y_i + F
 * </pre>
 *
 * and α = (3I² + 3) ÷ (2I³ + 4I), β = (2I² + 1) ÷ (I⁴ + 2I²). kernels/README.md has the order of operations. The
 * derivative J of the tendency by the state is there times a perturbation and, transposed, times an adjoint.
 *
 * <p>Calls need a workspace and allocate nothing. Immutable, thread-safe.
 */
public final class Lorenz2005System {

  private static final String NAME = "Lorenz2005";
  private static final Lorenz2005Reference KERNELS = Lorenz2005Reference.of(Backend.active());

  /** Arrays of the workspace. */
  private static final int ARRAYS = 7;

  final int n;
  final int k;
  final int half;
  final double inverse;

  /** Weights of the average by distance, and of the smoothing. */
  final double[] weights;
  final boolean twoScales;
  final int smoothing;
  final double[] smooth;
  final double b;
  final double square;
  final double c;
  final double forcing;

  /** Neighbours that an array of the workspace repeats on each side. */
  private final int halo;

  private Lorenz2005System(int n, int k, int smoothing, double b, double c, double forcing) {
    this.n = n;
    this.k = k;
    this.smoothing = smoothing;
    this.b = b;
    this.c = c;
    this.forcing = forcing;
    square = b * b;
    twoScales = smoothing > 0;
    half = k / 2;
    inverse = 1.0 / k;
    weights = new double[half + 1];
    java.util.Arrays.fill(weights, inverse);
    if (k % 2 == 0) {
      weights[half] = 0.5 * inverse;
    }
    smooth = smoothing(smoothing);
    int reach = 2 * k + half;
    halo = (smoothing > reach ? smoothing : reach) + 2;
  }

  /** α − β·|j|, the last one halved; whole numbers are exact, and each quotient is rounded once. */
  private static double[] smoothing(int i) {
    double[] weights = new double[i + 1];
    double square = (double) i * i;
    double alpha = (3.0 * square + 3.0) / (2.0 * square * i + 4.0 * i);
    double beta = (2.0 * square + 1.0) / (square * square + 2.0 * square);
    for (int j = 0; j <= i; j++) {
      weights[j] = alpha - beta * j;
    }
    weights[i] = 0.5 * weights[i];
    return weights;
  }

  /**
   * Model II.
   *
   * @param n       points, at least 4·K
   * @param k       K, at least 1; with K = 1 this is the model of 1996
   * @param forcing F
   * @return the model
   * @throws IllegalArgumentException if a number is out of range or not finite
   */
  public static Lorenz2005System two(int n, int k, double forcing) {
    require(n, k, 0);
    finite("forcing", forcing);
    return new Lorenz2005System(n, k, 0, 1.0, 1.0, forcing);
  }

  /**
   * Model III.
   *
   * @param n         points, at least 4·K and 2·I + 4
   * @param k         K, at least 1
   * @param smoothing I, from 1 to 1000
   * @param b         ratio of amplitudes and time scales
   * @param c         coupling
   * @param forcing   F
   * @return the model
   * @throws IllegalArgumentException if a number is out of range or not finite
   */
  public static Lorenz2005System three(int n, int k, int smoothing, double b, double c, double forcing) {
    Checks.positive(NAME, "smoothing", smoothing);
    require(n, k, smoothing);
    finite("b", b);
    finite("c", c);
    finite("forcing", forcing);
    return new Lorenz2005System(n, k, smoothing, b, c, forcing);
  }

  private static void finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(NAME + ": " + name + " must be finite, but is " + value);
    }
  }

  private static void require(int n, int k, int smoothing) {
    Checks.positive(NAME, "K", k);
    if (smoothing > 1000) {
      throw new IllegalArgumentException(NAME + ": smoothing must be at most 1000, but is " + smoothing);
    }
    long least = 4L * k > 2L * smoothing + 4L ? 4L * k : 2L * smoothing + 4L;
    if (n < least || n > 50_000_000) {
      throw new IllegalArgumentException(NAME + ": n must be from " + least + " to 50000000, but is " + n);
    }
  }

  /**
   * Number of variables.
   *
   * @return n
   */
  public int size() {
    return n;
  }

  /**
   * What calls need beside their operands.
   *
   * @return how many numbers
   */
  public int workspace() {
    return ARRAYS * stride();
  }

  /** Distance of the workspace's arrays. */
  private int stride() {
    return n + 2 * halo + 8;
  }

  /** Where an array of the workspace has its first point. */
  int array(int wo, int index) {
    return wo + index * stride() + halo;
  }

  /** Repeats the ends of the ring beyond each other; the least n is not below the halo. */
  void extend(double[] a, int at) {
    System.arraycopy(a, at + n - halo, a, at - halo, halo);
    System.arraycopy(a, at, a, at + n, halo);
  }

  /**
   * The tendency of a state.
   *
   * @param x       the state
   * @param xOffset index of its first element
   * @param dxdt    takes the tendency
   * @param dOffset index of its first element
   * @param work    workspace of {@link #workspace()} numbers
   * @param wOffset index of its first element
   * @throws IllegalArgumentException if an operand is not inside its array or what is written overlaps another operand
   */
  public void tendency(double[] x, long xOffset, double[] dxdt, long dOffset, double[] work, long wOffset) {
    int xo = Checks.vector(NAME, "x", x, xOffset, n);
    int at = Checks.vector(NAME, "dxdt", dxdt, dOffset, n);
    int wo = Checks.vector(NAME, "work", work, wOffset, workspace());
    Checks.apart(NAME, "dxdt", "x", dxdt == x, at, n, xo, n);
    Checks.apart(NAME, "work", "x", work == x, wo, workspace(), xo, n);
    Checks.apart(NAME, "work", "dxdt", work == dxdt, wo, workspace(), at, n);
    Environment.require();
    KERNELS.tendency(this, x, xo, dxdt, at, work, wo);
  }

  /**
   * J·dx.
   *
   * @param x       the state
   * @param xOffset index of its first element
   * @param dx      a perturbation
   * @param uOffset index of its first element
   * @param out     takes the product
   * @param oOffset index of its first element
   * @param work    workspace of {@link #workspace()} numbers
   * @param wOffset index of its first element
   * @throws IllegalArgumentException if an operand is not inside its array or what is written overlaps another operand
   */
  public void tangent(double[] x, long xOffset, double[] dx, long uOffset, double[] out, long oOffset, double[] work,
      long wOffset) {
    int xo = Checks.vector(NAME, "x", x, xOffset, n);
    int uo = Checks.vector(NAME, "dx", dx, uOffset, n);
    int at = product(x, xo, "dx", dx, uo, out, oOffset);
    int wo = workspace(x, xo, "dx", dx, uo, out, at, work, wOffset);
    Environment.require();
    KERNELS.tangent(this, x, xo, dx, uo, out, at, work, wo);
  }

  /**
   * Jᵀ·dy.
   *
   * @param x       the state
   * @param xOffset index of its first element
   * @param dy      an adjoint of the tendency
   * @param uOffset index of its first element
   * @param out     takes the product
   * @param oOffset index of its first element
   * @param work    workspace of {@link #workspace()} numbers
   * @param wOffset index of its first element
   * @throws IllegalArgumentException if an operand is not inside its array or what is written overlaps another operand
   */
  public void adjoint(double[] x, long xOffset, double[] dy, long uOffset, double[] out, long oOffset, double[] work,
      long wOffset) {
    int xo = Checks.vector(NAME, "x", x, xOffset, n);
    int uo = Checks.vector(NAME, "dy", dy, uOffset, n);
    int at = product(x, xo, "dy", dy, uo, out, oOffset);
    int wo = workspace(x, xo, "dy", dy, uo, out, at, work, wOffset);
    Environment.require();
    KERNELS.adjoint(this, x, xo, dy, uo, out, at, work, wo);
  }

  private int product(double[] x, int xo, String name, double[] u, int uo, double[] out, long oOffset) {
    int at = Checks.vector(NAME, "out", out, oOffset, n);
    Checks.apart(NAME, "out", "x", out == x, at, n, xo, n);
    Checks.apart(NAME, "out", name, out == u, at, n, uo, n);
    return at;
  }

  private int workspace(double[] x, int xo, String name, double[] u, int uo, double[] out, int at, double[] work,
      long wOffset) {
    int wo = Checks.vector(NAME, "work", work, wOffset, workspace());
    Checks.apart(NAME, "work", "x", work == x, wo, workspace(), xo, n);
    Checks.apart(NAME, "work", name, work == u, wo, workspace(), uo, n);
    Checks.apart(NAME, "work", "out", work == out, wo, workspace(), at, n);
    return wo;
  }
}
