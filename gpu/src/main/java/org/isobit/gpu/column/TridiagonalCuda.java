// Master of FloatTridiagonalCuda: the float version is generated from this file.
package org.isobit.gpu.column;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.IntDeviceArray;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.Stream;
import org.isobit.kernels.column.Tridiagonal;

/**
 * {@link Tridiagonal} on a device, class EXACT: one thread a column, and a field of solutions; layout as there.
 *
 * <p>Every method throws {@link IllegalArgumentException} for sizes that are not allowed there, what is not inside its
 * array, and output that overlaps input. No call waits, so that refusals are written and not thrown. Not thread-safe:
 * an object belongs to its stream.
 */
public final class TridiagonalCuda {

  private static final int THREADS = 128;

  private final Stream stream;
  private final KernelFunction factor;
  private final KernelFunction solve;

  /**
   * Loads the kernels.
   *
   * @param stream the stream that they run on
   */
  public TridiagonalCuda(Stream stream) {
    this.stream = stream;
    factor = stream.device().module("column").function("column_factor_double");
    solve = stream.device().module("column").function("column_solve_double");
  }

  /**
   * Factors the matrices of columns.
   *
   * @param n        rows of a column, at least 1
   * @param lanes    columns, at least 1
   * @param lower    array of the elements below the diagonal
   * @param aOffset  index of row 0 in column 0
   * @param diagonal array of the diagonals
   * @param bOffset  index of row 0 in column 0
   * @param upper    array of the elements above the diagonal
   * @param cOffset  index of row 0 in column 0
   * @param factors  takes the factors, which are of no use in columns that are refused
   * @param fOffset  index of the first one
   * @param refused  takes, of each column, the first row that is refused, or −1
   * @param rOffset  index of that of column 0
   */
  public void factor(int n, int lanes, DeviceArray lower, long aOffset, DeviceArray diagonal, long bOffset,
      DeviceArray upper, long cOffset, DeviceArray factors, long fOffset, IntDeviceArray refused, long rOffset) {
    long size = size("tridiagonalFactor", n, lanes);
    DeviceChecks.vector("tridiagonalFactor", "lower", lower, aOffset, size);
    DeviceChecks.vector("tridiagonalFactor", "diagonal", diagonal, bOffset, size);
    DeviceChecks.vector("tridiagonalFactor", "upper", upper, cOffset, size);
    DeviceChecks.vector("tridiagonalFactor", "factors", factors, fOffset, 3 * size);
    DeviceChecks.vector("tridiagonalFactor", "refused", refused, rOffset, lanes);
    DeviceChecks.apart("tridiagonalFactor", "factors", "lower", factors, fOffset, 3 * size, lower, aOffset, size);
    DeviceChecks.apart("tridiagonalFactor", "factors", "diagonal", factors, fOffset, 3 * size, diagonal, bOffset, size);
    DeviceChecks.apart("tridiagonalFactor", "factors", "upper", factors, fOffset, 3 * size, upper, cOffset, size);
    factor.set(0, n).set(1, lanes).set(2, lower, aOffset).set(3, diagonal, bOffset).set(4, upper, cOffset)
        .set(5, factors, fOffset).set(6, refused, rOffset).launch(stream, lanes, THREADS);
  }

  /**
   * Solves the systems of columns in place.
   *
   * @param n       rows of a column, at least 1
   * @param lanes   columns, at least 1
   * @param factors array of the factors
   * @param fOffset index of the first one
   * @param fields  right-hand sides of a column
   * @param x       array of the right-hand sides, which become the solutions
   * @param xOffset index of row 0 of field 0 in column 0
   * @param ldf     distance between the starts of two fields
   */
  public void solve(int n, int lanes, DeviceArray factors, long fOffset, int fields, DeviceArray x, long xOffset,
      long ldf) {
    long size = size("tridiagonalSolve", n, lanes);
    DeviceChecks.vector("tridiagonalSolve", "factors", factors, fOffset, 3 * size);
    DeviceChecks.matrix("tridiagonalSolve", "x", x, xOffset, fields, size, ldf);
    DeviceChecks.apart("tridiagonalSolve", "x", "factors", x, xOffset, DeviceChecks.extent(fields, size, ldf), factors,
        fOffset, 3 * size);
    if (fields > 0) {
      solve.set(0, n).set(1, lanes).set(2, fields).set(3, factors, fOffset).set(4, x, xOffset).set(5, ldf)
          .launchRows(stream, lanes, fields, THREADS);
    }
  }

  private static long size(String operation, int n, int lanes) {
    DeviceChecks.positive(operation, "n", n);
    DeviceChecks.positive(operation, "lanes", lanes);
    return (long) n * lanes;
  }
}
