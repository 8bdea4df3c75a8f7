// Master of FloatLaneReduce: the float version is generated from this file.
package org.isobit.kernels.reduce;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Workers;

/**
 * Reductions down the columns of a row-major matrix: one result a column, each one chain over the rows.
 *
 * <p><b>Order of operations.</b> Every column starts at +0 and takes the rows in ascending order, one operation each.
 * No column depends on another. Threads split columns. Rows are, for example, the members of an ensemble (element
 * (i, m) at m·ld + i) or the samples of a batch. Results must not overlap the inputs. Thread-safe.
 */
public final class LaneReduce {

  private static final LaneReduceReference KERNELS = LaneReduceReference.of(Backend.active());

  private LaneReduce() {}

  /**
   * Column sums s_i = Σ_r x_ri; the operation is s + x_ri.
   *
   * @param rows    number of rows
   * @param n       number of columns
   * @param x       matrix, rows × n
   * @param xOffset index of element (0, 0)
   * @param ldx     distance between the starts of two rows
   * @param s       takes the n sums, +0 for no rows
   * @param sOffset index of the first sum
   * @throws IllegalArgumentException if an operand is not inside its array or the result overlaps one
   */
  public static void sum(int rows, int n, double[] x, long xOffset, int ldx, double[] s, long sOffset) {
    int xo = matrix("column sums", "x", x, xOffset, rows, n, ldx);
    int so = Checks.vector("column sums", "s", s, sOffset, n);
    Checks.apart("column sums", "s", "x", s == x, so, 1, n, ldx, xo, rows, n, ldx);
    Environment.require();
    KERNELS.sum(rows, n, x, xo, ldx, s, so);
  }

  /**
   * Column means: {@link #sum} ÷ rows.
   *
   * @param rows       number of rows, at least 1
   * @param n          number of columns
   * @param x          matrix, rows × n
   * @param xOffset    index of element (0, 0)
   * @param ldx        distance between the starts of two rows
   * @param mean       takes the n means
   * @param meanOffset index of the first mean
   * @throws IllegalArgumentException if rows &lt; 1 or an operand is not inside its array or the result overlaps one
   */
  public static void mean(int rows, int n, double[] x, long xOffset, int ldx, double[] mean, long meanOffset) {
    mean(rows, n, x, xOffset, ldx, mean, meanOffset, Workers.serial());
  }

  /**
   * Column means by several threads, with the bits of the serial form.
   *
   * @param rows       number of rows, at least 1
   * @param n          number of columns
   * @param x          matrix, rows × n
   * @param xOffset    index of element (0, 0)
   * @param ldx        distance between the starts of two rows
   * @param mean       takes the n means
   * @param meanOffset index of the first mean
   * @param workers    the threads
   * @throws IllegalArgumentException if rows &lt; 1 or an operand is not inside its array or the result overlaps one
   */
  public static void mean(int rows, int n, double[] x, long xOffset, int ldx, double[] mean, long meanOffset,
      Workers workers) {
    Checks.present("column means", "workers", workers);
    Checks.positive("column means", "rows", rows);
    int xo = matrix("column means", "x", x, xOffset, rows, n, ldx);
    int mo = Checks.vector("column means", "mean", mean, meanOffset, n);
    Checks.apart("column means", "mean", "x", mean == x, mo, 1, n, ldx, xo, rows, n, ldx);
    Environment.require();
    if (!ColumnParts.worthwhile((long) rows * n, workers)) {
      KERNELS.mean(rows, n, x, xo, ldx, mean, mo);
      return;
    }
    int parts = ColumnParts.count(n, workers);
    workers.run(parts, (part, slot) -> {
      Environment.require();
      int start = ColumnParts.start(n, parts, part);
      int end = ColumnParts.start(n, parts, part + 1);
      KERNELS.mean(rows, end - start, x, xo + start, ldx, mean, mo + start);
    });
  }

  /**
   * Column dot products s_i = Σ_r x_ri·y_ri; the operation is fma(x_ri, y_ri, s).
   *
   * @param rows    number of rows
   * @param n       number of columns
   * @param x       matrix, rows × n
   * @param xOffset index of its element (0, 0)
   * @param ldx     distance between the starts of two of its rows
   * @param y       matrix, rows × n, may be x
   * @param yOffset index of its element (0, 0)
   * @param ldy     distance between the starts of two of its rows
   * @param s       takes the n dot products, +0 for no rows
   * @param sOffset index of the first dot product
   * @throws IllegalArgumentException if an operand is not inside its array or the result overlaps one
   */
  public static void dot(int rows, int n, double[] x, long xOffset, int ldx, double[] y, long yOffset, int ldy,
      double[] s, long sOffset) {
    int xo = matrix("column dot products", "x", x, xOffset, rows, n, ldx);
    int yo = matrix("column dot products", "y", y, yOffset, rows, n, ldy);
    int so = Checks.vector("column dot products", "s", s, sOffset, n);
    Checks.apart("column dot products", "s", "x", s == x, so, 1, n, ldx, xo, rows, n, ldx);
    Checks.apart("column dot products", "s", "y", s == y, so, 1, n, ldy, yo, rows, n, ldy);
    Environment.require();
    KERNELS.dot(rows, n, x, xo, ldx, y, yo, ldy, s, so);
  }

  /**
   * Sums of squared deviations s_i = Σ_r (x_ri − mean_i)²; d = x_ri − mean_i, the operation is fma(d, d, s). The
   * columns' variances are these ÷ (rows − 1) or ÷ rows.
   *
   * @param rows       number of rows
   * @param n          number of columns
   * @param x          matrix, rows × n
   * @param xOffset    index of element (0, 0)
   * @param ldx        distance between the starts of two rows
   * @param mean       what to subtract from each column
   * @param meanOffset index of the first mean
   * @param s          takes the n sums of squares, +0 for no rows
   * @param sOffset    index of the first sum
   * @throws IllegalArgumentException if an operand is not inside its array or the result overlaps one
   */
  public static void squaredDeviations(int rows, int n, double[] x, long xOffset, int ldx, double[] mean,
      long meanOffset, double[] s, long sOffset) {
    int xo = matrix("column squaredDeviations", "x", x, xOffset, rows, n, ldx);
    int mo = Checks.vector("column squaredDeviations", "mean", mean, meanOffset, n);
    int so = Checks.vector("column squaredDeviations", "s", s, sOffset, n);
    Checks.apart("column squaredDeviations", "s", "x", s == x, so, 1, n, ldx, xo, rows, n, ldx);
    Checks.apart("column squaredDeviations", "s", "mean", s == mean, so, 1, n, ldx, mo, 1, n, ldx);
    Environment.require();
    KERNELS.squaredDeviations(rows, n, x, xo, ldx, mean, mo, s, so);
  }

  private static int matrix(String operation, String name, double[] x, long offset, int rows, int n, int ld) {
    Checks.size(operation, "rows", rows);
    Checks.size(operation, "n", n);
    return Checks.matrix(operation, name, x, offset, rows, n, ld);
  }
}
