// Master of FloatRotaryAngles: the float version is generated from this file.
package org.isobit.kernels.rotary;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;
import org.isobit.kernels.reduce.ColumnParts;

/**
 * {@link Rotary} with frequencies that are numbers of the caller's, class EXACT: cosines and sines of the angles of
 * tokens and groups, in an array of the caller's, and what they turn. Angles are of double: place·f on a line, on a
 * grid fma(y, f[1], x·f[0]); cos and sin are those of {@link org.isobit.kernels.elementary.Elementary}, of floats
 * rounded once. Pairs are turned as {@link Rotary} turns them.
 *
 * <p>A row of X is a token, and has the heads of group 0, then those of group 1 and so on; row r is token r mod
 * tokens. Y may be X itself (with the same leading dimension) or shares no element with it.
 * {@link IllegalArgumentException} otherwise and for what does not fit. Threads share tokens and rows. Thread-safe;
 * nothing is allocated on one thread.
 */
public final class RotaryAngles {

  private static final RotaryAnglesReference ANGLES = RotaryAnglesReference.of(Backend.active());
  private static final RotaryReference KERNELS = RotaryReference.of(Backend.active());

  private static final String NAME = "rotaryAngles";

  /** What a cosine and a sine cost, in elements read. */
  private static final int COST = 16;

  private RotaryAngles() {}

  /**
   * Cosines and sines of all tokens and groups.
   *
   * @param layout            what is turned
   * @param frequencies       array of the frequencies, axes × groups × pairs
   * @param frequenciesOffset index of the first
   * @param angles            takes {@link RotaryLayout#angles()} numbers, apart from the frequencies
   * @param anglesOffset      index of the first
   * @param workers           the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void fill(RotaryLayout layout, double[] frequencies, long frequenciesOffset, double[] angles,
      long anglesOffset, Workers workers) {
    Checks.present(NAME, "layout", layout);
    Checks.present(NAME, "workers", workers);
    int fo = Checks.vector(NAME, "frequencies", frequencies, frequenciesOffset, layout.frequencies());
    int ao = Checks.vector(NAME, "angles", angles, anglesOffset, layout.angles());
    Checks.apart(NAME, "angles", "frequencies", angles == frequencies, ao, layout.angles(), fo, layout.frequencies());
    Environment.require();
    int tokens = layout.tokens();
    if (!ColumnParts.worthwhile((long) COST * layout.angles(), workers)) {
      ANGLES.fill(layout, 0, tokens, frequencies, fo, angles, ao);
      return;
    }
    int parts = Math.min(tokens, Rotary.PARTS * workers.threads());
    workers.run(parts, (part, slot) -> ANGLES.fill(layout, Rotary.start(tokens, parts, part),
        Rotary.start(tokens, parts, part + 1), frequencies, fo, angles, ao));
  }

  /**
   * Y = X turned.
   *
   * @param layout       what is turned
   * @param angles       what {@link #fill} wrote
   * @param anglesOffset index of the first number
   * @param tokens       rows of a sequence, 1 to those of the layout
   * @param rows         rows of X and Y, at least 0
   * @param heads        heads of a group in a row, at least 1
   * @param size         elements of a head, at least 2·pairs; those beyond are copied
   * @param x            array of X
   * @param xOffset      index of its first element
   * @param ldx          its leading dimension
   * @param y            array of Y
   * @param yOffset      index of its first element
   * @param ldy          its leading dimension
   * @param workers      the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void forward(RotaryLayout layout, double[] angles, long anglesOffset, int tokens, int rows, int heads,
      int size, double[] x, long xOffset, int ldx, double[] y, long yOffset, int ldy, Workers workers) {
    turn(layout, angles, anglesOffset, 1.0, tokens, rows, heads, size, x, xOffset, ldx, y, yOffset, ldy, workers);
  }

  /**
   * Y = X turned back: the inverse, and the adjoint.
   *
   * @param layout       what is turned
   * @param angles       what {@link #fill} wrote
   * @param anglesOffset index of the first number
   * @param tokens       rows of a sequence, 1 to those of the layout
   * @param rows         rows of X and Y, at least 0
   * @param heads        heads of a group in a row, at least 1
   * @param size         elements of a head, at least 2·pairs; those beyond are copied
   * @param x            array of X
   * @param xOffset      index of its first element
   * @param ldx          its leading dimension
   * @param y            array of Y
   * @param yOffset      index of its first element
   * @param ldy          its leading dimension
   * @param workers      the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void inverse(RotaryLayout layout, double[] angles, long anglesOffset, int tokens, int rows, int heads,
      int size, double[] x, long xOffset, int ldx, double[] y, long yOffset, int ldy, Workers workers) {
    turn(layout, angles, anglesOffset, -1.0, tokens, rows, heads, size, x, xOffset, ldx, y, yOffset, ldy, workers);
  }

  /**
   * {@link #forward(RotaryLayout, double[], long, int, int, int, int, double[], long, int, double[], long, int,
   * Workers) forward} of views.
   *
   * @param layout  what is turned
   * @param angles  what {@link #fill} wrote, from its first element on
   * @param tokens  rows of a sequence
   * @param heads   heads of a group in a row
   * @param x       X
   * @param y       takes Y, of the shape of X; may be X itself
   * @param workers the threads
   * @throws IllegalArgumentException if shapes do not fit, an operand is null, and as the class describes
   */
  public static void forward(RotaryLayout layout, double[] angles, int tokens, int heads, Matrix x, Matrix y,
      Workers workers) {
    int size = size(NAME, layout, heads, "Y", y, "X", x);
    forward(layout, angles, 0, tokens, x.rows(), heads, size, x.array(), x.offset(), x.ld(), y.array(), y.offset(),
        y.ld(), workers);
  }

  /**
   * {@link #inverse(RotaryLayout, double[], long, int, int, int, int, double[], long, int, double[], long, int,
   * Workers) inverse} of views.
   *
   * @param layout  what is turned
   * @param angles  what {@link #fill} wrote, from its first element on
   * @param tokens  rows of a sequence
   * @param heads   heads of a group in a row
   * @param x       X
   * @param y       takes Y, of the shape of X; may be X itself
   * @param workers the threads
   * @throws IllegalArgumentException if shapes do not fit, an operand is null, and as the class describes
   */
  public static void inverse(RotaryLayout layout, double[] angles, int tokens, int heads, Matrix x, Matrix y,
      Workers workers) {
    int size = size(NAME, layout, heads, "Y", y, "X", x);
    inverse(layout, angles, 0, tokens, x.rows(), heads, size, x.array(), x.offset(), x.ld(), y.array(), y.offset(),
        y.ld(), workers);
  }

  /** Elements of a head of two views of one shape. */
  static int size(String name, RotaryLayout layout, int heads, String first, Matrix a, String second, Matrix b) {
    Shapes.same(name, first, a, second, b);
    Checks.present(name, "layout", layout);
    long all = (long) layout.groups() * heads;
    if (heads < 1 || b.columns() % all != 0) {
      throw new IllegalArgumentException(name + ": " + layout.groups() + " groups of heads must divide the "
          + b.columns() + " columns, but heads is " + heads);
    }
    return (int) (b.columns() / all);
  }

  private static void turn(RotaryLayout layout, double[] angles, long anglesOffset, double sign, int tokens, int rows,
      int heads, int size, double[] x, long xOffset, int ldx, double[] y, long yOffset, int ldy, Workers workers) {
    int columns = columns(NAME, layout, tokens, rows, heads, size);
    Checks.present(NAME, "workers", workers);
    int ao = Checks.vector(NAME, "angles", angles, anglesOffset, layout.angles());
    int xo = Checks.matrix(NAME, "X", x, xOffset, rows, columns, ldx);
    int yo = Checks.matrix(NAME, "Y", y, yOffset, rows, columns, ldy);
    Checks.sameOrApart(NAME, "Y", "X", y == x, yo, ldy, xo, ldx, rows, columns);
    Checks.apart(NAME, "Y", "angles", y == angles, yo, rows, columns, ldy, ao, 1, layout.angles(), layout.angles());
    Environment.require();
    if (!ColumnParts.worthwhile((long) rows * columns, workers)) {
      KERNELS.turn(layout, angles, ao, sign, 0, rows, tokens, heads, size, x, xo, ldx, y, yo, ldy);
      return;
    }
    int parts = Math.min(rows, Rotary.PARTS * workers.threads());
    workers.run(parts, (part, slot) -> KERNELS.turn(layout, angles, ao, sign, Rotary.start(rows, parts, part),
        Rotary.start(rows, parts, part + 1), tokens, heads, size, x, xo, ldx, y, yo, ldy));
  }

  /** Columns of a row, of which there are so many. */
  static int columns(String name, RotaryLayout layout, int tokens, int rows, int heads, int size) {
    Checks.present(name, "layout", layout);
    Checks.positive(name, "tokens", tokens);
    if (tokens > layout.tokens()) {
      throw new IllegalArgumentException(name + ": tokens must be at most the " + layout.tokens()
          + " of the layout, but is " + tokens);
    }
    Checks.size(name, "rows", rows);
    Checks.positive(name, "heads", heads);
    long columns = (long) layout.groups() * heads;
    if (size < 2 * layout.pairs() || columns > Checks.LONGEST_ARRAY / size) {
      throw new IllegalArgumentException(name + ": size must be at least " + 2 * layout.pairs()
          + " and fit in an array with all heads, but is " + size + " for " + layout.groups() + " x " + heads
          + " heads");
    }
    return (int) columns * size;
  }
}
