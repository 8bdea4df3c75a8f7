// Master of FloatRotaryGradientReference: the float version is generated from this file.
package org.isobit.kernels.rotary;

import java.util.Arrays;
import org.isobit.kernels.Backend;

/** Scalar {@link RotaryGradient}: defines the bits. Thread-safe. */
public sealed class RotaryGradientReference permits RotaryGradientSimd {

  RotaryGradientReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static RotaryGradientReference of(Backend backend) {
    return backend.isSimd() ? new RotaryGradientSimd() : new RotaryGradientReference();
  }

  /**
   * Some groups of {@link RotaryGradient#backward}.
   *
   * @param layout     what is turned
   * @param from       the first group
   * @param to         the group after the last one
   * @param tokens     rows of a sequence
   * @param rows       rows of Y and dY
   * @param heads      heads of a group in a row
   * @param size       elements of a head
   * @param y          array of Y
   * @param yo         index of its first element
   * @param ldy        its leading dimension
   * @param dy         array of dY
   * @param dyo        index of its first element
   * @param lddy       its leading dimension
   * @param df         takes the gradient
   * @param fo         index of its first number
   * @param accumulate whether chains start from what is there
   */
  public final void backward(RotaryLayout layout, int from, int to, int tokens, int rows, int heads, int size,
      double[] y, int yo, int ldy, double[] dy, int dyo, int lddy, double[] df, int fo, boolean accumulate) {
    int pairs = layout.pairs();
    for (int axis = 0; axis < layout.axes(); axis++) {
      for (int g = from; g < to; g++) {
        int at = fo + (axis * layout.groups() + g) * pairs;
        if (!accumulate) {
          Arrays.fill(df, at, at + pairs, 0.0);
        }
        for (int r = 0; r < rows; r++) {
          double place = layout.place(r % tokens, axis);
          for (int h = 0; h < heads; h++) {
            int column = (g * heads + h) * size;
            head(layout.pairing(), pairs, place, y, yo + r * ldy + column, dy, dyo + r * lddy + column, df, at);
          }
        }
      }
    }
  }

  /** A step of a group's chains. */
  void head(RotaryPairing pairing, int pairs, double place, double[] y, int yo, double[] dy, int dyo, double[] df,
      int fo) {
    pairs(pairing, 0, pairs, place, y, yo, dy, dyo, df, fo);
  }

  /** A step of the chains of pairs from one on. */
  static void pairs(RotaryPairing pairing, int from, int pairs, double place, double[] y, int yo, double[] dy, int dyo,
      double[] df, int fo) {
    int distance = pairing.distance(pairs);
    for (int i = from; i < pairs; i++) {
      int p = pairing.first(i);
      int q = p + distance;
      double s = Math.fma(dy[dyo + q], y[yo + p], -(dy[dyo + p] * y[yo + q]));
      df[fo + i] = Math.fma(place, s, df[fo + i]);
    }
  }
}
