// Master of FloatRotary: the float version is generated from this file.
package org.isobit.kernels.rotary;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;
import org.isobit.kernels.reduce.ColumnParts;

/**
 * Rotary positions of queries and keys (Su, Lu, Pan, Murtadha, Wen and Liu 2021), class EXACT. Each pair (a, b) of
 * elements of a head is turned by the angle of its position: fma(a, cos, −(b·sin)) and fma(b, cos, a·sin). The inverse,
 * which is also the adjoint, turns back: fma(a, cos, b·sin) and fma(b, cos, −(a·sin)). Elements beyond the pairs of the
 * table are copied.
 *
 * <p>A row of X is a token with one or several heads, which are turned alike; row r has position first + (r mod
 * tokens). So a token-major matrix is turned with all its heads, and a head-major one with one.
 *
 * <p>Y may be X itself (with the same leading dimension) or shares no element with it. {@link IllegalArgumentException}
 * otherwise and for what does not fit. Threads share rows. Thread-safe; nothing is allocated on one thread.
 */
public final class Rotary {

  private static final RotaryReference KERNELS = RotaryReference.of(Backend.active());

  private static final String NAME = "rotary";

  /** Parts for each thread: enough to even out. */
  static final int PARTS = 4;

  private Rotary() {}

  /**
   * Y = X turned.
   *
   * @param table   the angles
   * @param first   position of the first token, an index of the table
   * @param tokens  rows of a sequence, at least 1; all have positions of the table
   * @param rows    rows of X and Y, at least 0
   * @param heads   heads of a row, at least 1
   * @param size    elements of a head, at least 2·pairs
   * @param x       array of X
   * @param xOffset index of its first element
   * @param ldx     its leading dimension
   * @param y       array of Y
   * @param yOffset index of its first element
   * @param ldy     its leading dimension
   * @param workers the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void forward(RotaryTable table, int first, int tokens, int rows, int heads, int size, double[] x,
      long xOffset, int ldx, double[] y, long yOffset, int ldy, Workers workers) {
    turn(table, 1.0, first, tokens, rows, heads, size, x, xOffset, ldx, y, yOffset, ldy, workers);
  }

  /**
   * Y = X turned back: the inverse, and the adjoint.
   *
   * @param table   the angles
   * @param first   position of the first token, an index of the table
   * @param tokens  rows of a sequence, at least 1; all have positions of the table
   * @param rows    rows of X and Y, at least 0
   * @param heads   heads of a row, at least 1
   * @param size    elements of a head, at least 2·pairs
   * @param x       array of X
   * @param xOffset index of its first element
   * @param ldx     its leading dimension
   * @param y       array of Y
   * @param yOffset index of its first element
   * @param ldy     its leading dimension
   * @param workers the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void inverse(RotaryTable table, int first, int tokens, int rows, int heads, int size, double[] x,
      long xOffset, int ldx, double[] y, long yOffset, int ldy, Workers workers) {
    turn(table, -1.0, first, tokens, rows, heads, size, x, xOffset, ldx, y, yOffset, ldy, workers);
  }

  /**
   * {@link #forward(RotaryTable, int, int, int, int, int, double[], long, int, double[], long, int, Workers) forward}
   * of views.
   *
   * @param table   the angles
   * @param first   position of the first token
   * @param tokens  rows of a sequence
   * @param heads   heads of a row
   * @param x       X
   * @param y       takes Y, of the shape of X; may be X itself
   * @param workers the threads
   * @throws IllegalArgumentException if shapes do not fit, an operand is null, and as the class describes
   */
  public static void forward(RotaryTable table, int first, int tokens, int heads, Matrix x, Matrix y,
      Workers workers) {
    int size = size(heads, x, y);
    forward(table, first, tokens, x.rows(), heads, size, x.array(), x.offset(), x.ld(), y.array(), y.offset(), y.ld(),
        workers);
  }

  /**
   * {@link #inverse(RotaryTable, int, int, int, int, int, double[], long, int, double[], long, int, Workers) inverse}
   * of views.
   *
   * @param table   the angles
   * @param first   position of the first token
   * @param tokens  rows of a sequence
   * @param heads   heads of a row
   * @param x       X
   * @param y       takes Y, of the shape of X; may be X itself
   * @param workers the threads
   * @throws IllegalArgumentException if shapes do not fit, an operand is null, and as the class describes
   */
  public static void inverse(RotaryTable table, int first, int tokens, int heads, Matrix x, Matrix y,
      Workers workers) {
    int size = size(heads, x, y);
    inverse(table, first, tokens, x.rows(), heads, size, x.array(), x.offset(), x.ld(), y.array(), y.offset(), y.ld(),
        workers);
  }

  private static int size(int heads, Matrix x, Matrix y) {
    Shapes.same(NAME, "Y", y, "X", x);
    if (heads < 1 || x.columns() % heads != 0) {
      throw new IllegalArgumentException(NAME + ": heads must divide the " + x.columns() + " columns, but is "
          + heads);
    }
    return x.columns() / heads;
  }

  private static void turn(RotaryTable table, double sign, int first, int tokens, int rows, int heads, int size,
      double[] x, long xOffset, int ldx, double[] y, long yOffset, int ldy, Workers workers) {
    Checks.present(NAME, "table", table);
    Checks.present(NAME, "workers", workers);
    Checks.index(NAME, "first", first, table.positions());
    Checks.positive(NAME, "tokens", tokens);
    if (tokens > table.positions() - first) {
      throw new IllegalArgumentException(NAME + ": tokens must be at most " + (table.positions() - first)
          + " from position " + first + " on, but is " + tokens);
    }
    Checks.size(NAME, "rows", rows);
    Checks.positive(NAME, "heads", heads);
    long columns = (long) heads * size;
    if (size < 2 * table.pairs() || columns > Checks.LONGEST_ARRAY) {
      throw new IllegalArgumentException(NAME + ": size must be at least " + 2 * table.pairs()
          + " and fit in an array with all heads, but is " + size + " for " + heads + " heads");
    }
    int xo = Checks.matrix(NAME, "X", x, xOffset, rows, (int) columns, ldx);
    int yo = Checks.matrix(NAME, "Y", y, yOffset, rows, (int) columns, ldy);
    Checks.sameOrApart(NAME, "Y", "X", y == x, yo, ldy, xo, ldx, rows, (int) columns);
    Environment.require();
    if (!ColumnParts.worthwhile(rows * columns, workers)) {
      KERNELS.turn(table, sign, 0, rows, heads, size, first, tokens, x, xo, ldx, y, yo, ldy);
      return;
    }
    // Rows are as long as there are few of them: nothing is lost where a cache line belongs to two parts.
    int parts = Math.min(rows, PARTS * workers.threads());
    workers.run(parts, (part, slot) -> KERNELS.turn(table, sign, start(rows, parts, part), start(rows, parts, part + 1),
        heads, size, first, tokens, x, xo, ldx, y, yo, ldy));
  }

  /** The first row of a part. */
  static int start(int rows, int parts, int part) {
    return (int) ((long) rows * part / parts);
  }
}
