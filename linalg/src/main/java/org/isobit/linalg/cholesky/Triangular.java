// Master of FloatTriangular: the float version is generated from this file.
package org.isobit.linalg.cholesky;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Shapes;

/**
 * Solution of triangular systems op(T)·X = B in place, class EXACT.
 *
 * <p>T is n×n, row-major, lower or upper triangular, op(T) = T or Tᵀ; the other triangle is not read. B is n×nrhs,
 * row-major, and becomes X.
 *
 * <p><b>Order of operations.</b> If op(T) is lower triangular, i ascends and x_ic = (chain s ← fma(−t_ik, x_kc, s) from
 * b_ic, k = 0 … i − 1 ascending) · (1 ÷ t_ii); if it is upper triangular, i descends and the chain takes
 * k = n − 1 … i + 1, descending.
 *
 * <p><b>Errors.</b> {@link IllegalArgumentException} for shapes; {@link NumericalException} with the index of the first
 * diagonal element whose reciprocal is not finite (zero, subnormal, NaN); B is then untouched. Thread-safe.
 */
public final class Triangular {

  private static final TriangularReference KERNELS = TriangularReference.of(Backend.active());

  private Triangular() {}

  /**
   * Solves op(T)·X = B.
   *
   * @param lower      whether T, as stored, is lower triangular
   * @param transposed whether op(T) = Tᵀ
   * @param n          order of T
   * @param nrhs       columns of B
   * @param t          array of T
   * @param tOffset    index of T's element (0, 0)
   * @param ldt        leading dimension of T
   * @param b          array of B, becomes X
   * @param bOffset    index of B's element (0, 0)
   * @param ldb        leading dimension of B
   * @throws IllegalArgumentException if a size is negative or a matrix leaves its array
   * @throws NumericalException       if T is singular to working precision
   */
  public static void solve(boolean lower, boolean transposed, int n, int nrhs, double[] t, long tOffset, int ldt,
      double[] b, long bOffset, int ldb) {
    Checks.size("triangularSolve", "n", n);
    Checks.size("triangularSolve", "nrhs", nrhs);
    int to = Checks.matrix("triangularSolve", "T", t, tOffset, n, n, ldt);
    int bo = Checks.matrix("triangularSolve", "B", b, bOffset, n, nrhs, ldb);
    Checks.apart("triangularSolve", "B", "T", b == t, bo, n, nrhs, ldb, to, n, n, ldt);
    Environment.require();
    requireRegular(n, t, to, ldt);
    KERNELS.solve(lower, transposed, n, nrhs, t, to, ldt, b, bo, ldb);
  }

  /**
   * {@link #solve(boolean, boolean, int, int, double[], long, int, double[], long, int) solve} of views.
   *
   * @param lower      whether T, as stored, is lower triangular
   * @param transposed whether op(T) = Tᵀ
   * @param t          T, square
   * @param b          B, of as many rows, becomes X
   * @throws IllegalArgumentException if shapes do not fit, B overlaps T or one is null
   * @throws NumericalException       if T is singular to working precision
   */
  public static void solve(boolean lower, boolean transposed, Matrix t, Matrix b) {
    int n = Shapes.square("triangularSolve", "T", t);
    Checks.present("triangularSolve", "B", b);
    Shapes.require(b.rows() == n, "triangularSolve", "T", t, "B", b);
    solve(lower, transposed, n, b.columns(), t.array(), t.offset(), t.ld(), b.array(), b.offset(), b.ld());
  }

  private static void requireRegular(int n, double[] t, int to, int ldt) {
    for (int i = 0; i < n; i++) {
      double diagonal = t[to + i * ldt + i];
      if (!Double.isFinite(1.0 / diagonal)) {
        throw new NumericalException("triangularSolve: T is singular: no reciprocal of its diagonal element", i,
            diagonal);
      }
    }
  }
}
