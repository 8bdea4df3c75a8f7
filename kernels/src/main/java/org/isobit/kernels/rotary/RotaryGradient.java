// Master of FloatRotaryGradient: the float version is generated from this file.
package org.isobit.kernels.rotary;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.reduce.ColumnParts;

/**
 * Gradient of {@link RotaryAngles} with respect to the frequencies, class EXACT. Of a pair (a, b) of Y, the turned X,
 * the gradient with respect to its angle is s = fma(db, a, −(da·b)); a frequency's is a chain over rows in ascending
 * order and the heads of its group in each, fma(place, s, chain), where place is the token's along the frequency's
 * axis.
 *
 * <p>A row is a token as in {@link RotaryAngles}. The gradient shares no element with Y and dY.
 * {@link IllegalArgumentException} otherwise and for what does not fit. Threads share groups. Thread-safe; nothing is
 * allocated on one thread.
 */
public final class RotaryGradient {

  private static final RotaryGradientReference KERNELS = RotaryGradientReference.of(Backend.active());

  private static final String NAME = "rotaryGradient";

  private RotaryGradient() {}

  /**
   * The gradient.
   *
   * @param layout         what is turned
   * @param tokens         rows of a sequence, 1 to those of the layout
   * @param rows           rows of Y and dY, at least 0
   * @param heads          heads of a group in a row, at least 1
   * @param size           elements of a head, at least 2·pairs
   * @param y              array of Y
   * @param yOffset        index of its first element
   * @param ldy            its leading dimension
   * @param dy             array of dY, the gradient with respect to Y
   * @param dyOffset       index of its first element
   * @param lddy           its leading dimension
   * @param gradient       takes axes × groups × pairs numbers
   * @param gradientOffset index of the first
   * @param accumulate     whether chains start from what is there
   * @param workers        the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void backward(RotaryLayout layout, int tokens, int rows, int heads, int size, double[] y, long yOffset,
      int ldy, double[] dy, long dyOffset, int lddy, double[] gradient, long gradientOffset, boolean accumulate,
      Workers workers) {
    int columns = RotaryAngles.columns(NAME, layout, tokens, rows, heads, size);
    Checks.present(NAME, "workers", workers);
    int yo = Checks.matrix(NAME, "Y", y, yOffset, rows, columns, ldy);
    int dyo = Checks.matrix(NAME, "dY", dy, dyOffset, rows, columns, lddy);
    int n = layout.frequencies();
    int go = Checks.vector(NAME, "gradient", gradient, gradientOffset, n);
    Checks.apart(NAME, "gradient", "Y", gradient == y, go, 1, n, n, yo, rows, columns, ldy);
    Checks.apart(NAME, "gradient", "dY", gradient == dy, go, 1, n, n, dyo, rows, columns, lddy);
    Environment.require();
    int groups = layout.groups();
    if (groups == 1 || !ColumnParts.worthwhile((long) rows * columns, workers)) {
      KERNELS.backward(layout, 0, groups, tokens, rows, heads, size, y, yo, ldy, dy, dyo, lddy, gradient, go,
          accumulate);
      return;
    }
    workers.run(groups, (g, slot) -> KERNELS.backward(layout, g, g + 1, tokens, rows, heads, size, y, yo, ldy, dy, dyo,
        lddy, gradient, go, accumulate));
  }

  /**
   * The gradient, of views.
   *
   * @param layout     what is turned
   * @param tokens     rows of a sequence
   * @param heads      heads of a group in a row
   * @param y          Y
   * @param dy         dY, of the shape of Y
   * @param gradient   takes axes × groups × pairs numbers from its first element on
   * @param accumulate whether chains start from what is there
   * @param workers    the threads
   * @throws IllegalArgumentException if shapes do not fit, an operand is null, and as the class describes
   */
  public static void backward(RotaryLayout layout, int tokens, int heads, Matrix y, Matrix dy, double[] gradient,
      boolean accumulate, Workers workers) {
    int size = RotaryAngles.size(NAME, layout, heads, "dY", dy, "Y", y);
    backward(layout, tokens, y.rows(), heads, size, y.array(), y.offset(), y.ld(), dy.array(), dy.offset(), dy.ld(),
        gradient, 0, accumulate, workers);
  }
}
