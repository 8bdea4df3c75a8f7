// Master of FloatRotaryReference: the float version is generated from this file.
package org.isobit.kernels.rotary;

import org.isobit.kernels.Backend;

/** Scalar {@link Rotary}: defines the bits. Thread-safe. */
public sealed class RotaryReference permits RotarySimd {

  RotaryReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static RotaryReference of(Backend backend) {
    return backend.isSimd() ? new RotarySimd() : new RotaryReference();
  }

  /**
   * Some rows of {@link Rotary#forward}, or of {@link Rotary#inverse}.
   *
   * @param table  the angles
   * @param sign   1, or −1 for the inverse
   * @param from   the first row
   * @param to     the row after the last one
   * @param heads  heads of a row
   * @param size   elements of a head
   * @param first  position of the first token
   * @param tokens rows of a sequence
   * @param x      array of X
   * @param xo     index of its first element
   * @param ldx    its leading dimension
   * @param y      array of Y
   * @param yo     index of its first element
   * @param ldy    its leading dimension
   */
  public final void turn(RotaryTable table, double sign, int from, int to, int heads, int size, int first, int tokens,
      double[] x, int xo, int ldx, double[] y, int yo, int ldy) {
    for (int r = from; r < to; r++) {
      int angles = (first + r % tokens) * 2 * table.pairs();
      row(table.pairing(), table.pairs(), table.factors(), angles, table.sines() + angles, sign, heads, size, x,
          xo + r * ldx, y, yo + r * ldy);
    }
  }

  /**
   * Some rows of {@link RotaryAngles#forward}, or of {@link RotaryAngles#inverse}.
   *
   * @param layout what is turned
   * @param angles cosines and sines
   * @param ao     index of the first cosine
   * @param sign   1, or −1 for the inverse
   * @param from   the first row
   * @param to     the row after the last one
   * @param tokens rows of a sequence
   * @param heads  heads of a group in a row
   * @param size   elements of a head
   * @param x      array of X
   * @param xo     index of its first element
   * @param ldx    its leading dimension
   * @param y      array of Y
   * @param yo     index of its first element
   * @param ldy    its leading dimension
   */
  public final void turn(RotaryLayout layout, double[] angles, int ao, double sign, int from, int to, int tokens,
      int heads, int size, double[] x, int xo, int ldx, double[] y, int yo, int ldy) {
    for (int r = from; r < to; r++) {
      for (int g = 0; g < layout.groups(); g++) {
        int at = ao + layout.at(r % tokens, g);
        int column = g * heads * size;
        row(layout.pairing(), layout.pairs(), angles, at, at + layout.sines(), sign, heads, size, x,
            xo + r * ldx + column, y, yo + r * ldy + column);
      }
    }
  }

  /** Some heads of a token, by the factors of its position. */
  private void row(RotaryPairing pairing, int pairs, double[] factors, int cosines, int sines, double sign, int heads,
      int size, double[] x, int xo, double[] y, int yo) {
    int turned = 2 * pairs;
    for (int h = 0; h < heads; h++) {
      int xs = xo + h * size;
      int ys = yo + h * size;
      head(pairing, pairs, factors, cosines, sines, sign, x, xs, y, ys);
      System.arraycopy(x, xs + turned, y, ys + turned, size - turned);
    }
  }

  /** The pairs of a head. */
  void head(RotaryPairing pairing, int pairs, double[] factors, int cosines, int sines, double sign, double[] x, int xs,
      double[] y, int ys) {
    pairs(pairing, 0, pairs, factors, cosines, sines, sign, x, xs, y, ys);
  }

  /** The pairs from one on. */
  static void pairs(RotaryPairing pairing, int from, int pairs, double[] factors, int cosines, int sines, double sign,
      double[] x, int xs, double[] y, int ys) {
    int distance = pairing.distance(pairs);
    for (int i = from; i < pairs; i++) {
      int p = pairing.first(i);
      int q = p + distance;
      double a = x[xs + p];
      double b = x[xs + q];
      y[ys + p] = Math.fma(a, factors[cosines + p], b * (sign * factors[sines + p]));
      y[ys + q] = Math.fma(b, factors[cosines + q], a * (sign * factors[sines + q]));
    }
  }
}
