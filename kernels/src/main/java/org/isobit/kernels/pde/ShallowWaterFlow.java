package org.isobit.kernels.pde;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;

/**
 * The shallow-water equations over a bottom b on a rotating plane, periodic in both directions, by the finite volumes
 * of Fjordholm, Mishra and Tadmor (2011), J. Comput. Phys. 230, 5587–5609, which keep mass and a lake at rest, and
 * without viscosity the energy. A state is thickness h and momenta hu and hv, each rows × columns, one after the
 * other, row after row. Between a cell and the next one along x, with η = h + b, bars for means and Δ for
 * differences,
 *
 * <pre>
 *   F = h̄·ū − ½α·Δη      A = F·ū − ½α·h̄·Δu      B = F·v̄ − ½α·h̄·Δv      P = ½·g·h̄·Δη
 *   dh/dt = −ΔF/Δx        d(hu)/dt = f·hv − (ΔA + 2·P̄)/Δx        d(hv)/dt = −f·hu − ΔB/Δx
 * </pre>
 *
 * <p>and alike along y. α is a speed; shocks need one about that of the fastest wave, their dissipation is that of
 * Rusanov with a constant speed, which is smooth in the state. kernels/README.md has the order of operations. The
 * derivative J of the tendency by the state is there times a perturbation and, transposed, times an adjoint.
 *
 * <p>Calls need a workspace and allocate nothing. Immutable, thread-safe.
 */
public final class ShallowWaterFlow {

  private static final String NAME = "ShallowWater";
  private static final ShallowWaterReference KERNELS = ShallowWaterReference.of(Backend.active());

  /** Arrays of the workspace. */
  private static final int ARRAYS = 27;

  final int rows;
  final int columns;

  /** Columns with one more at each side, and points of a field with such columns and rows. */
  final int wide;
  final int cells;
  final double alongX;
  final double alongY;
  final double gravity;
  final double coriolis;
  final double alpha;

  /** The bottom with a row and a column more at each side. */
  final double[] bottom;

  private ShallowWaterFlow(int rows, int columns, double dy, double dx, double gravity, double coriolis, double alpha,
      double[] bottom) {
    this.rows = rows;
    this.columns = columns;
    wide = columns + 2;
    cells = (rows + 2) * wide;
    alongX = 1.0 / dx;
    alongY = 1.0 / dy;
    this.gravity = gravity;
    this.coriolis = coriolis;
    this.alpha = alpha;
    this.bottom = new double[cells];
    pad(bottom, 0, this.bottom, 0);
  }

  /**
   * The flow.
   *
   * @param rows     cells along y, from 1 to 65536
   * @param columns  cells along x, from 1 to 65536
   * @param dy       their length along y
   * @param dx       their length along x
   * @param gravity  g, above 0
   * @param coriolis f
   * @param alpha    α, not below 0
   * @param bottom   height of the bottom, rows × columns; copied
   * @return the flow
   * @throws IllegalArgumentException if a number is out of range or not finite or the bottom has another size
   */
  public static ShallowWaterFlow of(int rows, int columns, double dy, double dx, double gravity, double coriolis,
      double alpha, double[] bottom) {
    cells("rows", rows);
    cells("columns", columns);
    Checks.positive(NAME, "dy", dy);
    Checks.positive(NAME, "dx", dx);
    Checks.positive(NAME, "gravity", gravity);
    if (!Double.isFinite(coriolis)) {
      throw new IllegalArgumentException(NAME + ": coriolis must be finite, but is " + coriolis);
    }
    if (!(alpha >= 0.0 && alpha <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(NAME + ": alpha must be finite and not below 0, but is " + alpha);
    }
    Checks.elements(NAME, rows + 2, ARRAYS * (columns + 2), Double.BYTES);
    Checks.present(NAME, "bottom", bottom);
    if (bottom.length != rows * columns) {
      throw new IllegalArgumentException(NAME + ": bottom has " + bottom.length + " elements, but rows = " + rows
          + " and columns = " + columns + " need " + rows * columns);
    }
    Checks.finite(NAME, "bottom", bottom, 0, bottom.length);
    return new ShallowWaterFlow(rows, columns, dy, dx, gravity, coriolis, alpha, bottom);
  }

  private static void cells(String name, int cells) {
    if (cells < 1 || cells > 65_536) {
      throw new IllegalArgumentException(NAME + ": " + name + " must be from 1 to 65536, but are " + cells);
    }
  }

  /**
   * Numbers of a state.
   *
   * @return 3·rows·columns
   */
  public int size() {
    return 3 * rows * columns;
  }

  /**
   * What calls need beside their operands.
   *
   * @return how many numbers
   */
  public int workspace() {
    return ARRAYS * cells;
  }

  /** Copies a field and repeats its ends beyond each other. */
  void pad(double[] x, int xo, double[] y, int yo) {
    for (int i = 0; i < rows; i++) {
      int at = yo + (i + 1) * wide;
      System.arraycopy(x, xo + i * columns, y, at + 1, columns);
      y[at] = y[at + columns];
      y[at + columns + 1] = y[at + 1];
    }
    System.arraycopy(y, yo + rows * wide, y, yo, wide);
    System.arraycopy(y, yo + wide, y, yo + (rows + 1) * wide, wide);
  }

  /**
   * The tendency of a state.
   *
   * @param x       the state, h above 0
   * @param xOffset index of its first element
   * @param dxdt    takes the tendency
   * @param dOffset index of its first element
   * @param work    workspace of {@link #workspace()} numbers
   * @param wOffset index of its first element
   * @throws IllegalArgumentException if an operand is not inside its array or what is written overlaps another operand
   */
  public void tendency(double[] x, long xOffset, double[] dxdt, long dOffset, double[] work, long wOffset) {
    int n = size();
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
    int xo = Checks.vector(NAME, "x", x, xOffset, size());
    int uo = Checks.vector(NAME, "dx", dx, uOffset, size());
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
    int xo = Checks.vector(NAME, "x", x, xOffset, size());
    int uo = Checks.vector(NAME, "dy", dy, uOffset, size());
    int at = product(x, xo, "dy", dy, uo, out, oOffset);
    int wo = workspace(x, xo, "dy", dy, uo, out, at, work, wOffset);
    Environment.require();
    KERNELS.adjoint(this, x, xo, dy, uo, out, at, work, wo);
  }

  private int product(double[] x, int xo, String name, double[] u, int uo, double[] out, long oOffset) {
    int n = size();
    int at = Checks.vector(NAME, "out", out, oOffset, n);
    Checks.apart(NAME, "out", "x", out == x, at, n, xo, n);
    Checks.apart(NAME, "out", name, out == u, at, n, uo, n);
    return at;
  }

  private int workspace(double[] x, int xo, String name, double[] u, int uo, double[] out, int at, double[] work,
      long wOffset) {
    int n = size();
    int wo = Checks.vector(NAME, "work", work, wOffset, workspace());
    Checks.apart(NAME, "work", "x", work == x, wo, workspace(), xo, n);
    Checks.apart(NAME, "work", name, work == u, wo, workspace(), uo, n);
    Checks.apart(NAME, "work", "out", work == out, wo, workspace(), at, n);
    return wo;
  }
}
