// Master of FloatPackedMatrix: the float version is generated from this file.
package org.isobit.kernels.gemm;

import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;

/**
 * α·op(A), m×k, copied once into the order in which products with vectors read it: panels of {@value #PANEL} rows, each
 * with its columns one after the other, the last panel padded with zeros. The order does not depend on the machine. For
 * a matrix that stays, such as an observation operator: {@link #gemv} then reads it at the speed of the cache, where
 * {@link Gemm#gemv(boolean, int, int, double, double[], long, int, double[], long, int, double, double[], long, int)
 * Gemm.gemv} of a matrix that is stored by rows has to transpose it on the way. Products have the bits of Gemm.gemv
 * with that α, vector by vector.
 *
 * <p>Immutable, thread-safe; products run on the calling thread and allocate nothing in the steady state.
 */
public final class PackedMatrix {

  /** Rows of a panel. */
  static final int PANEL = GemmPanelsSimd.PANEL;

  private final int rows;
  private final int columns;
  private final boolean read;
  private final double[] panels;

  private PackedMatrix(int rows, int columns, boolean read, double[] panels) {
    this.rows = rows;
    this.columns = columns;
    this.read = read;
    this.panels = panels;
  }

  /**
   * Packs a matrix.
   *
   * @param transA  whether op(A) = Aᵀ; A is stored m×k, or k×m if transposed
   * @param m       rows of op(A)
   * @param k       columns of op(A)
   * @param alpha   factor of A, α·a rounded once; 0: products leave β·y and A is not read
   * @param a       array of A
   * @param aOffset index of A's element (0, 0)
   * @param lda     leading dimension of A
   * @return the packed matrix; later changes of the array do not show
   * @throws IllegalArgumentException for negative sizes, a leading dimension below the columns, or a matrix that leaves
   *                                  its array or, padded, is longer than one array
   */
  public static PackedMatrix of(boolean transA, int m, int k, double alpha, double[] a, long aOffset, int lda) {
    Checks.size("pack", "m", m);
    Checks.size("pack", "k", k);
    int ao = Checks.matrix("pack", "A", a, aOffset, transA ? k : m, transA ? m : k, lda);
    boolean read = alpha != 0.0 && k > 0;
    long size = read ? ((long) m + PANEL - 1) / PANEL * PANEL * k : 0;
    if (size > Checks.LONGEST_ARRAY) {
      throw new IllegalArgumentException("pack: " + size + " packed elements are more than one array holds");
    }
    double[] panels = new double[(int) size];
    for (int i = 0; read && i < m; i++) {
      for (int p = 0; p < k; p++) {
        panels[index(k, i, p)] = alpha * a[transA ? ao + p * lda + i : ao + i * lda + p];
      }
    }
    return new PackedMatrix(m, k, read, panels);
  }

  /**
   * Packs a view, with α = 1.
   *
   * @param a A
   * @return the packed matrix; later changes of the view's array do not show
   * @throws IllegalArgumentException if A is null or, padded, longer than one array
   */
  public static PackedMatrix of(Matrix a) {
    Checks.present("pack", "A", a);
    return of(false, a.rows(), a.columns(), 1.0, a.array(), a.offset(), a.ld());
  }

  /**
   * Rows of op(A).
   *
   * @return m, elements of y
   */
  public int rows() {
    return rows;
  }

  /**
   * Columns of op(A).
   *
   * @return k, elements of x
   */
  public int columns() {
    return columns;
  }

  /**
   * y = α·op(A)·x + β·y; elements of a vector lie one after the other.
   *
   * @param x       array of x
   * @param xOffset index of x's first element
   * @param beta    factor of y; 0: y is only written
   * @param y       array of y
   * @param yOffset index of y's first element
   * @throws IllegalArgumentException if a vector leaves its array, or y overlaps x
   */
  public void gemv(double[] x, long xOffset, double beta, double[] y, long yOffset) {
    int xo = Checks.vector("gemv", "x", x, xOffset, columns);
    int yo = Checks.vector("gemv", "y", y, yOffset, rows);
    Checks.apart("gemv", "the output", "x", x == y, yo, rows, xo, columns);
    Environment.require();
    Gemm.KERNELS.packed(this, 1, x, xo, columns, beta, y, yo, rows);
  }

  /**
   * Y = X·(α·op(A))ᵀ + β·Y: {@link #gemv} for each row of X, which may be members of an ensemble.
   *
   * @param n       rows of X and Y
   * @param x       array of X, n×k
   * @param xOffset index of X's element (0, 0)
   * @param ldx     leading dimension of X
   * @param beta    factor of Y; 0: Y is only written
   * @param y       array of Y, n×m
   * @param yOffset index of Y's element (0, 0)
   * @param ldy     leading dimension of Y
   * @throws IllegalArgumentException for a negative n, a leading dimension below the columns, a matrix that leaves its
   *                                  array, or Y overlapping X
   */
  public void gemm(int n, double[] x, long xOffset, int ldx, double beta, double[] y, long yOffset, int ldy) {
    Checks.size("gemm", "n", n);
    int xo = Checks.matrix("gemm", "X", x, xOffset, n, columns, ldx);
    int yo = Checks.matrix("gemm", "Y", y, yOffset, n, rows, ldy);
    Checks.apart("gemm", "the output", "X", x == y, yo, n, rows, ldy, xo, n, columns, ldx);
    Environment.require();
    Gemm.KERNELS.packed(this, n, x, xo, ldx, beta, y, yo, ldy);
  }

  /**
   * Y = X·(α·op(A))ᵀ + β·Y of views.
   *
   * @param x    X, as many columns as op(A)
   * @param beta factor of Y; 0: Y is only written
   * @param y    Y, as many rows as X, as many columns as op(A) has rows
   * @throws IllegalArgumentException if shapes do not fit, Y overlaps X, or one is null
   */
  public void gemm(Matrix x, double beta, Matrix y) {
    Checks.present("gemm", "X", x);
    Checks.present("gemm", "Y", y);
    Shapes.require(x.columns() == columns, "gemm", "X", x, "op(A)", rows, columns);
    Shapes.require(x.rows() == y.rows() && y.columns() == rows, "gemm", "Y", y, "X·op(A)ᵀ", x.rows(), rows);
    gemm(x.rows(), x.array(), x.offset(), x.ld(), beta, y.array(), y.offset(), y.ld());
  }

  /** Whether products read A: α ≠ 0 and there are terms. */
  boolean isRead() {
    return read;
  }

  double[] panels() {
    return panels;
  }

  private static int index(int columns, int i, int p) {
    return i / PANEL * PANEL * columns + p * PANEL + i % PANEL;
  }

  /** One run of row i: s ← fma(α·a_ip, x_p, s) for p = start … end − 1. */
  double chain(int i, int start, int end, double[] x, int xo, double s) {
    for (int p = start; p < end; p++) {
      s = Math.fma(panels[index(columns, i, p)], x[xo + p], s);
    }
    return s;
  }
}
