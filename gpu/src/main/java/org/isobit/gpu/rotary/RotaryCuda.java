// Master of FloatRotaryCuda: the float version is generated from this file.
package org.isobit.gpu.rotary;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.Stream;
import org.isobit.kernels.Checks;
import org.isobit.kernels.rotary.RotaryPairing;

/**
 * {@link org.isobit.kernels.rotary.Rotary} on a device, class EXACT, forward and inverse. Every method throws
 * {@link IllegalArgumentException} for what does not fit, and for Y overlapping X otherwise than element for element.
 * No call waits. Not thread-safe: an object belongs to its stream.
 */
public final class RotaryCuda {

  private static final String NAME = "rotary";
  private static final int THREADS = 128;

  private final Stream stream;
  private final KernelFunction turn;

  /**
   * Loads the kernel.
   *
   * @param stream the stream that it runs on
   */
  public RotaryCuda(Stream stream) {
    this.stream = stream;
    turn = stream.device().module("rotary").function("rotary_turn_double");
  }

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
   * @param y       array of Y: X itself, with the same leading dimension, or apart from it
   * @param yOffset index of its first element
   * @param ldy     its leading dimension
   * @throws IllegalArgumentException as the class describes
   */
  public void forward(RotaryTableCuda table, int first, int tokens, int rows, int heads, int size, DeviceArray x,
      long xOffset, long ldx, DeviceArray y, long yOffset, long ldy) {
    turn(table, 1.0, first, tokens, rows, heads, size, x, xOffset, ldx, y, yOffset, ldy);
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
   * @param y       array of Y: X itself, with the same leading dimension, or apart from it
   * @param yOffset index of its first element
   * @param ldy     its leading dimension
   * @throws IllegalArgumentException as the class describes
   */
  public void inverse(RotaryTableCuda table, int first, int tokens, int rows, int heads, int size, DeviceArray x,
      long xOffset, long ldx, DeviceArray y, long yOffset, long ldy) {
    turn(table, -1.0, first, tokens, rows, heads, size, x, xOffset, ldx, y, yOffset, ldy);
  }

  private void turn(RotaryTableCuda table, double sign, int first, int tokens, int rows, int heads, int size,
      DeviceArray x, long xOffset, long ldx, DeviceArray y, long yOffset, long ldy) {
    Checks.present(NAME, "table", table);
    Checks.index(NAME, "first", first, table.positions());
    DeviceChecks.positive(NAME, "tokens", tokens);
    if (tokens > table.positions() - first) {
      throw new IllegalArgumentException(NAME + ": tokens must be at most " + (table.positions() - first)
          + " from position " + first + " on, but is " + tokens);
    }
    DeviceChecks.size(NAME, "rows", rows);
    DeviceChecks.positive(NAME, "heads", heads);
    long columns = (long) heads * size;
    if (size < 2 * table.pairs() || columns > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(NAME + ": size must be at least " + 2 * table.pairs()
          + " and fit in a row with all heads, but is " + size + " for " + heads + " heads");
    }
    DeviceChecks.matrix(NAME, "X", x, xOffset, rows, columns, ldx);
    DeviceChecks.sameOrApart(NAME, "Y", "X", rows, columns, y, yOffset, ldy, x, xOffset, ldx);
    turn.set(0, table.pairing() == RotaryPairing.INTERLEAVED ? 1 : 0).set(1, sign).set(2, first).set(3, tokens)
        .set(4, rows).set(5, heads).set(6, size).set(7, table.pairs()).set(8, table.angles(), 0).set(9, x, xOffset)
        .set(10, ldx).set(11, y, yOffset).set(12, ldy)
        .launchRows(stream, (long) heads * (size - table.pairs()), rows, THREADS);
  }
}
