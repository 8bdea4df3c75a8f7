package org.isobit.linalg.poisson;

import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Workers;
import org.isobit.kernels.fourier.RealFourier;
import org.isobit.kernels.fourier.RealFourierPlan;

/**
 * Solutions of (∇² − λ)u = f, λ ≥ 0, on a rectangle with u = 0 around it, ∇² of second order: what {@link Helmholtz}
 * solves with {@link Boundary#DIRICHLET} and {@link Scheme#SECOND_ORDER}, with a quarter of its transforms. Points are
 * inside, the outermost ones a spacing away from the boundary.
 *
 * <p>Rows are transformed, columns are tridiagonal systems then (Hockney 1965, J. ACM 12, 95–113). <b>Order of
 * operations:</b> each row is continued to an odd one of period m = 2·(columns + 1) and transformed by {@link
 * RealFourier#forward}; of both parts of element k, with a = 1 ÷ (row spacing)², d_k = (−2a + μ_k) − λ and μ_k =
 * −(2·sinpi(k ÷ m) ÷ column spacing)², downwards g_0 = 1 ÷ d_k, y_0 = f_0·g_0, g_i = 1 ÷ (d_k − (a·a)·g_{i−1}), y_i =
 * (f_i − a·y_{i−1})·g_i; upwards x_i = y_i − (a·g_i)·x_{i+1}; {@link RealFourier#inverse} of each row. Every operation
 * is rounded, so bits are the same everywhere.
 *
 * <p>An object holds plans, tables and workspaces and is reused without allocation; it is not thread-safe (one a
 * thread).
 */
public final class DirichletHelmholtz {

  private final int rows;
  private final int columns;
  private final RealFourierPlan plan;

  /** Numbers of a row's transform. */
  private final int width;

  /** g, and a·g, by row, each element's twice. */
  private final double[] g;
  private final double[] ag;
  private final double a;
  private final double[] period;
  private final double[] spectrum;

  private DirichletHelmholtz(int rows, int columns, double rowSpacing, double columnSpacing, double lambda) {
    this.rows = rows;
    this.columns = columns;
    int m = 2 * (columns + 1);
    plan = plan(columns, m);
    width = m + 2;
    a = 1.0 / (rowSpacing * rowSpacing);
    g = new double[Checks.elements("DirichletHelmholtz", rows, width, 4 * Double.BYTES)];
    ag = new double[g.length];
    period = new double[rows * m];
    spectrum = new double[rows * width];
    double[] mu = HelmholtzEigenvalues.of(m, m / 2 + 1, columnSpacing, Scheme.SECOND_ORDER);
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < width; k++) {
        double d = -2.0 * a + mu[k / 2] - lambda;
        int at = i * width + k;
        g[at] = i == 0 ? 1.0 / d : 1.0 / (d - a * a * g[at - width]);
        ag[at] = a * g[at];
      }
    }
  }

  private static RealFourierPlan plan(int columns, int m) {
    try {
      return RealFourierPlan.of(m);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("DirichletHelmholtz: " + columns + " columns take a transform of " + m
          + " points: " + e.getMessage(), e);
    }
  }

  /**
   * A solver.
   *
   * @param rows          rows of points inside, at least 1
   * @param columns       columns inside, at least 1; 2·(columns + 1) is 2^a·3^b·5^c up to 2^20
   * @param rowSpacing    distance of two rows, whose fourth power has an inverse in the range of numbers
   * @param columnSpacing distance of two columns
   * @param lambda        λ, not below 0
   * @return a new object
   * @throws IllegalArgumentException if there is no such transform, a spacing is not positive or out of range, or λ is
   *                                  below 0 or not finite
   */
  public static DirichletHelmholtz of(int rows, int columns, double rowSpacing, double columnSpacing, double lambda) {
    String name = "DirichletHelmholtz";
    Checks.positive(name, "rows", rows);
    Checks.positive(name, "columns", columns);
    Checks.positive(name, "rowSpacing", rowSpacing);
    double fourth = 1.0 / (rowSpacing * rowSpacing) / (rowSpacing * rowSpacing);
    if (!(fourth >= Double.MIN_NORMAL && fourth <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(name + ": rowSpacing must be so that 1 / rowSpacing^4 is in the range of "
          + "numbers, but is " + rowSpacing);
    }
    Checks.positive(name, "columnSpacing", columnSpacing);
    if (!(lambda >= 0.0 && lambda <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(name + ": lambda must be finite and not below 0, but is " + lambda);
    }
    if (columns > 1 << 19) {
      throw new IllegalArgumentException(name + ": columns must be at most " + (1 << 19) + ", but are " + columns);
    }
    return new DirichletHelmholtz(rows, columns, rowSpacing, columnSpacing, lambda);
  }

  /**
   * Solves.
   *
   * @param f       the right-hand side, rows × columns
   * @param fOffset index of number (0, 0)
   * @param ldf     distance between the starts of two rows
   * @param u       takes the solution; may be the right-hand side
   * @param uOffset index of number (0, 0)
   * @param ldu     distance between the starts of two rows
   * @throws IllegalArgumentException if an operand is not inside its array or they overlap in part
   */
  public void solve(double[] f, long fOffset, int ldf, double[] u, long uOffset, int ldu) {
    int fo = Checks.matrix("DirichletHelmholtz", "f", f, fOffset, rows, columns, ldf);
    int uo = Checks.matrix("DirichletHelmholtz", "u", u, uOffset, rows, columns, ldu);
    Checks.sameOrApart("DirichletHelmholtz", "u", "f", u == f, uo, ldu, fo, ldf, rows, columns);
    Environment.require();
    int m = plan.n();
    for (int i = 0; i < rows; i++) {
      System.arraycopy(f, fo + i * ldf, period, i * m + 1, columns);
      mirror(period, i * m, columns);
    }
    RealFourier.forward(plan, rows, period, 0, m, spectrum, 0, width, Workers.serial());
    first(width, spectrum, g);
    for (int i = 1; i < rows; i++) {
      down(i * width, width, spectrum, g, a);
    }
    for (int i = rows - 2; i >= 0; i--) {
      up(i * width, width, spectrum, ag);
    }
    RealFourier.inverse(plan, rows, spectrum, 0, width, period, 0, m, Workers.serial());
    for (int i = 0; i < rows; i++) {
      System.arraycopy(period, i * m + 1, u, uo + i * ldu, columns);
    }
  }

  /** The zeros and the second half of an odd row. */
  private static void mirror(double[] x, int at, int columns) {
    int m = 2 * (columns + 1);
    x[at] = 0.0;
    x[at + columns + 1] = 0.0;
    for (int j = 1; j <= columns; j++) {
      x[at + m - j] = -x[at + j];
    }
  }

  private static void first(int n, double[] x, double[] g) {
    for (int k = 0; k < n; k++) {
      x[k] = x[k] * g[k];
    }
  }

  private static void down(int at, int n, double[] x, double[] g, double a) {
    for (int k = at; k < at + n; k++) {
      x[k] = (x[k] - a * x[k - n]) * g[k];
    }
  }

  private static void up(int at, int n, double[] x, double[] ag) {
    for (int k = at; k < at + n; k++) {
      x[k] = x[k] - ag[k] * x[k + n];
    }
  }
}
