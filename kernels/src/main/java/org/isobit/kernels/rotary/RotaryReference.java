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
  public void turn(RotaryTable table, double sign, int from, int to, int heads, int size, int first, int tokens,
      double[] x, int xo, int ldx, double[] y, int yo, int ldy) {
    int turned = 2 * table.pairs();
    for (int r = from; r < to; r++) {
      int angles = (first + r % tokens) * turned;
      for (int h = 0; h < heads; h++) {
        int xs = xo + r * ldx + h * size;
        int ys = yo + r * ldy + h * size;
        for (int i = 0; i < table.pairs(); i++) {
          pair(table, sign, angles, i, x, xs, y, ys);
        }
        System.arraycopy(x, xs + turned, y, ys + turned, size - turned);
      }
    }
  }

  /** Turns a pair. */
  static void pair(RotaryTable table, double sign, int angles, int i, double[] x, int xs, double[] y, int ys) {
    int p = table.pairing().first(i);
    int q = p + table.pairing().distance(table.pairs());
    double a = x[xs + p];
    double b = x[xs + q];
    y[ys + p] = Math.fma(a, table.cosines()[angles + p], b * (sign * table.sines()[angles + p]));
    y[ys + q] = Math.fma(b, table.cosines()[angles + q], a * (sign * table.sines()[angles + q]));
  }
}
