// Master of FloatRotaryAnglesCuda: the float version is generated from this file.
package org.isobit.gpu.rotary;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.Stream;
import org.isobit.kernels.Checks;
import org.isobit.kernels.rotary.RotaryLayout;
import org.isobit.kernels.rotary.RotaryPairing;

/**
 * {@link org.isobit.kernels.rotary.RotaryAngles} on a device, class EXACT, forward and inverse, from the frequencies:
 * no table is kept, each thread makes the cosine and the sine that it needs. Every method throws
 * {@link IllegalArgumentException} for what does not fit, and for Y overlapping X otherwise than element for element,
 * or the frequencies. No call waits. Not thread-safe: an object belongs to its stream.
 */
public final class RotaryAnglesCuda {

  private static final String NAME = "rotaryAngles";
  private static final int THREADS = 128;

  private final Stream stream;
  private final KernelFunction turn;

  /**
   * Loads the kernel.
   *
   * @param stream the stream that it runs on
   */
  public RotaryAnglesCuda(Stream stream) {
    this.stream = stream;
    turn = stream.device().module("rotary").function("rotary_angles_double");
  }

  /**
   * Y = X turned.
   *
   * @param layout            what is turned
   * @param frequencies       array of the frequencies, axes × groups × pairs
   * @param frequenciesOffset index of the first
   * @param tokens            rows of a sequence, 1 to those of the layout
   * @param rows              rows of X and Y, at least 0
   * @param heads             heads of a group in a row, at least 1
   * @param size              elements of a head, at least 2·pairs
   * @param x                 array of X
   * @param xOffset           index of its first element
   * @param ldx               its leading dimension
   * @param y                 array of Y: X itself, with the same leading dimension, or apart from it
   * @param yOffset           index of its first element
   * @param ldy               its leading dimension
   * @throws IllegalArgumentException as the class describes
   */
  public void forward(RotaryLayout layout, DeviceArray frequencies, long frequenciesOffset, int tokens, int rows,
      int heads, int size, DeviceArray x, long xOffset, long ldx, DeviceArray y, long yOffset, long ldy) {
    turn(layout, 1.0, frequencies, frequenciesOffset, tokens, rows, heads, size, x, xOffset, ldx, y, yOffset, ldy);
  }

  /**
   * Y = X turned back: the inverse, and the adjoint.
   *
   * @param layout            what is turned
   * @param frequencies       array of the frequencies, axes × groups × pairs
   * @param frequenciesOffset index of the first
   * @param tokens            rows of a sequence, 1 to those of the layout
   * @param rows              rows of X and Y, at least 0
   * @param heads             heads of a group in a row, at least 1
   * @param size              elements of a head, at least 2·pairs
   * @param x                 array of X
   * @param xOffset           index of its first element
   * @param ldx               its leading dimension
   * @param y                 array of Y: X itself, with the same leading dimension, or apart from it
   * @param yOffset           index of its first element
   * @param ldy               its leading dimension
   * @throws IllegalArgumentException as the class describes
   */
  public void inverse(RotaryLayout layout, DeviceArray frequencies, long frequenciesOffset, int tokens, int rows,
      int heads, int size, DeviceArray x, long xOffset, long ldx, DeviceArray y, long yOffset, long ldy) {
    turn(layout, -1.0, frequencies, frequenciesOffset, tokens, rows, heads, size, x, xOffset, ldx, y, yOffset, ldy);
  }

  private void turn(RotaryLayout layout, double sign, DeviceArray frequencies, long frequenciesOffset, int tokens,
      int rows, int heads, int size, DeviceArray x, long xOffset, long ldx, DeviceArray y, long yOffset, long ldy) {
    Checks.present(NAME, "layout", layout);
    DeviceChecks.positive(NAME, "tokens", tokens);
    if (tokens > layout.tokens()) {
      throw new IllegalArgumentException(NAME + ": tokens must be at most the " + layout.tokens()
          + " of the layout, but is " + tokens);
    }
    DeviceChecks.size(NAME, "rows", rows);
    DeviceChecks.positive(NAME, "heads", heads);
    long all = (long) layout.groups() * heads;
    if (size < 2 * layout.pairs() || all > Integer.MAX_VALUE / size) {
      throw new IllegalArgumentException(NAME + ": size must be at least " + 2 * layout.pairs()
          + " and fit in a row with all heads, but is " + size + " for " + all + " heads");
    }
    long columns = all * size;
    DeviceChecks.vector(NAME, "frequencies", frequencies, frequenciesOffset, layout.frequencies());
    DeviceChecks.matrix(NAME, "X", x, xOffset, rows, columns, ldx);
    DeviceChecks.matrix(NAME, "Y", y, yOffset, rows, columns, ldy);
    DeviceChecks.sameOrApart(NAME, "Y", "X", rows, columns, y, yOffset, ldy, x, xOffset, ldx);
    DeviceChecks.apart(NAME, "Y", "frequencies", y, yOffset, DeviceChecks.extent(rows, columns, ldy), frequencies,
        frequenciesOffset, layout.frequencies());
    turn.set(0, layout.pairing() == RotaryPairing.INTERLEAVED ? 1 : 0).set(1, sign).set(2, layout.columns())
        .set(3, tokens).set(4, rows).set(5, layout.groups()).set(6, heads).set(7, size).set(8, layout.pairs())
        .set(9, frequencies, frequenciesOffset).set(10, x, xOffset).set(11, ldx).set(12, y, yOffset).set(13, ldy)
        .launchRows(stream, all * (size - layout.pairs()), rows, THREADS);
  }
}
