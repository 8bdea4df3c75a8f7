// Master of FloatTridiagonal: the float version is generated from this file.
package org.isobit.kernels.column;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.reduce.ColumnParts;

/**
 * Tridiagonal systems a_i·x_{i−1} + b_i·x_i + c_i·x_{i+1} = d_i of many columns, by elimination without pivoting
 * (Thomas, 1949, Elliptic problems in linear difference equations over a network): what implicit vertical diffusion
 * solves in each column of a model. The fields of a column, its tracers, share the matrix: {@link #factor} works once,
 * {@link #solve} on all of them.
 *
 * <p><b>Order of operations.</b> Of each column, rows i = 0 … n − 1, a_0 and c_{n−1} not being read:
 * <pre>
 * factor:  u_0 = b_0;  u_i = fma(a_i, q_{i−1}, b_i);  r_i = 1 / u_i
 *          p_0 = +0;   p_i = −(a_i·r_i);  q_i = −(c_i·r_i);  q_{n−1} = +0
 * solve:   y_0 = d_0·r_0;  y_i = fma(p_i, y_{i−1}, d_i·r_i)
 *          x_{n−1} = y_{n−1};  x_i = fma(q_i, x_{i+1}, y_i)
 * </pre>
 * A row costs one division, a solution none. Each row of a solution waits for one fma of the row before it, not for an
 * fma and the product with r_i that Thomas's y_i = (d_i − a_i·y_{i−1})·r_i ends with.
 *
 * <p><b>Accuracy.</b> The computed solution is that of a matrix whose factors, and of right-hand sides whose elements,
 * differ by a few units of rounding each. So the method is backward stable where no pivot u_i is small: for matrices
 * that are diagonally dominant by rows or by columns, for symmetric positive definite ones and for M-matrices (Higham,
 * 2002, Accuracy and Stability of Numerical Algorithms, section 9.6). Matrices of implicit diffusion, b_i = 1 − a_i −
 * c_i with a_i, c_i ≤ 0, are the first and the last of these. Solutions of others may be inaccurate, and nothing says
 * so.
 *
 * <p><b>Refusals.</b> {@code factor} refuses a column where a pivot u_i, its reciprocal r_i or p_i is not finite, as it
 * is if an element is not or a pivot is 0, and names column, row and value. Right-hand sides are not looked at: NaN in
 * one makes all rows of its column and field NaN, and no others.
 *
 * <p>Column l is lane l: row i of a diagonal lies at {@code offset + i·lanes + l}, of field f at
 * {@code offset + f·ldf + i·lanes + l}; of the factors, p_i, q_i and r_i lie at {@code offset + (3i + k)·lanes + l},
 * k = 0, 1, 2. Columns do not depend on each other, and threads split them. Rows that are a multiple of 4096 bytes
 * apart evict each other from caches, so many columns are faster where their number is no multiple of 512. Calls on one
 * thread allocate nothing. Thread-safe.
 */
public final class Tridiagonal {

  private static final String FACTOR = "tridiagonalFactor";
  private static final String SOLVE = "tridiagonalSolve";
  private static final TridiagonalReference KERNELS = TridiagonalReference.of(Backend.active());

  private Tridiagonal() {}

  /**
   * Factors the matrices of columns.
   *
   * @param n        rows of a column, at least 1
   * @param lanes    columns, at least 1
   * @param lower    array of the elements a below the diagonal, n × lanes, of which row 0 is not read
   * @param aOffset  index of its row 0 in column 0
   * @param diagonal array of the diagonals b, n × lanes
   * @param bOffset  index of its row 0 in column 0
   * @param upper    array of the elements c above the diagonal, n × lanes, of which row n − 1 is not read
   * @param cOffset  index of its row 0 in column 0
   * @param factors  takes the factors, 3n × lanes; apart from the others
   * @param fOffset  index of the first one
   * @param workers  the threads
   * @throws IllegalArgumentException if a size is below 1, an operand is not inside its array, factors overlap another,
   *                                  or an element is not finite; the message names the first such column and its row
   * @throws NumericalException       if a pivot is 0, too small or not finite; its index is the first such column, its
   *                                  value the pivot. In both cases factors hold nothing of use
   */
  public static void factor(int n, int lanes, double[] lower, long aOffset, double[] diagonal, long bOffset,
      double[] upper, long cOffset, double[] factors, long fOffset, Workers workers) {
    Checks.present(FACTOR, "workers", workers);
    Checks.positive(FACTOR, "n", n);
    Checks.positive(FACTOR, "lanes", lanes);
    int ao = Checks.matrix(FACTOR, "lower", lower, aOffset, n, lanes, lanes);
    int bo = Checks.matrix(FACTOR, "diagonal", diagonal, bOffset, n, lanes, lanes);
    int co = Checks.matrix(FACTOR, "upper", upper, cOffset, n, lanes, lanes);
    int size = n * lanes;
    int fo = Checks.matrix(FACTOR, "factors", factors, fOffset, 3, size, size);
    Checks.apart(FACTOR, "factors", "lower", factors == lower, fo, 3 * size, ao, size);
    Checks.apart(FACTOR, "factors", "diagonal", factors == diagonal, fo, 3 * size, bo, size);
    Checks.apart(FACTOR, "factors", "upper", factors == upper, fo, 3 * size, co, size);
    Environment.require();
    if (!ColumnParts.worthwhile(size, workers)) {
      accept(KERNELS.factor(n, 0, lanes, lanes, lower, ao, diagonal, bo, upper, co, factors, fo), n, lanes, lower, ao,
          diagonal, bo, upper, co);
      return;
    }
    int parts = ColumnParts.count(lanes, workers);
    workers.run(parts, (part, slot) -> {
      Environment.require();
      int from = ColumnParts.start(lanes, parts, part);
      int to = ColumnParts.start(lanes, parts, part + 1);
      accept(KERNELS.factor(n, from, to, lanes, lower, ao, diagonal, bo, upper, co, factors, fo), n, lanes, lower, ao,
          diagonal, bo, upper, co);
    });
  }

  /** Says what is wrong with a column that is refused; −1 is none. */
  private static void accept(int column, int n, int lanes, double[] lower, int ao, double[] diagonal, int bo,
      double[] upper, int co) {
    if (column < 0) {
      return;
    }
    double q = 0.0;
    for (int i = 0; i < n; i++) {
      int at = i * lanes + column;
      double a = i > 0 ? finite("lower", lower[ao + at], i, column) : 0.0;
      double b = finite("diagonal", diagonal[bo + at], i, column);
      double c = i < n - 1 ? finite("upper", upper[co + at], i, column) : 0.0;
      double u = TridiagonalReference.pivot(a, q, b);
      double r = 1.0 / u;
      if (TridiagonalReference.refused(u, r, a * r)) {
        throw new NumericalException(FACTOR + ": elimination without pivoting fails in row " + i + " of column "
            + column + ", whose pivot is 0, too small or not finite", column, u);
      }
      q = -(c * r);
    }
    throw new IllegalStateException(FACTOR + ": column " + column + " is refused, but none of its rows is");
  }

  private static double finite(String name, double x, int row, int column) {
    if (!(Math.abs(x) <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(FACTOR + ": " + name + " is " + x + " in row " + row + " of column " + column);
    }
    return x;
  }

  /**
   * Solves the systems of columns in place.
   *
   * @param n       rows of a column, at least 1
   * @param lanes   columns, at least 1
   * @param factors array of the factors by {@link #factor}, 3n × lanes
   * @param fOffset index of the first one
   * @param fields  right-hand sides of a column
   * @param x       array of the right-hand sides, fields × n × lanes, which become the solutions; apart from factors
   * @param xOffset index of row 0 of field 0 in column 0
   * @param ldf     distance between the starts of two fields, at least n·lanes
   * @param workers the threads
   * @throws IllegalArgumentException if n or lanes is below 1, fields below 0, an operand is not inside its array, or
   *                                  right-hand sides overlap factors
   */
  public static void solve(int n, int lanes, double[] factors, long fOffset, int fields, double[] x, long xOffset,
      int ldf, Workers workers) {
    Checks.present(SOLVE, "workers", workers);
    Checks.positive(SOLVE, "n", n);
    Checks.positive(SOLVE, "lanes", lanes);
    Checks.size(SOLVE, "fields", fields);
    long all = (long) n * lanes;
    int size = all > Checks.LONGEST_ARRAY ? Checks.LONGEST_ARRAY : (int) all; // which no array of factors has
    int fo = Checks.matrix(SOLVE, "factors", factors, fOffset, 3, size, size);
    int xo = Checks.matrix(SOLVE, "x", x, xOffset, fields, size, ldf);
    Checks.apart(SOLVE, "x", "factors", x == factors, xo, fields, size, ldf, fo, 1, 3 * size, 3 * size);
    Environment.require();
    if (!ColumnParts.worthwhile((long) fields * size, workers)) {
      KERNELS.solve(n, 0, lanes, lanes, factors, fo, fields, x, xo, ldf);
      return;
    }
    int parts = ColumnParts.count(lanes, workers);
    workers.run(parts, (part, slot) -> {
      Environment.require();
      KERNELS.solve(n, ColumnParts.start(lanes, parts, part), ColumnParts.start(lanes, parts, part + 1), lanes,
          factors, fo, fields, x, xo, ldf);
    });
  }
}
