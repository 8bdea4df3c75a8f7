// Master of FloatFourierSquaresSimd: the float version is generated from this file.
package org.isobit.kernels.fourier;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes squares of 8 rows of 8 numbers, in registers where these have 8 lanes: stage h = 4, 2, 1 exchanges bit h of
 * the row with bit h of the lane. Where they have fewer, by scalars.
 */
final class FourierSquaresSimd {

  private static final VectorSpecies<Double> S = FourierLanesSimd.S;
  private static final int V = S.length();

  private static final VectorShuffle<Double> UP4 = shuffle(4, true);
  private static final VectorShuffle<Double> DOWN4 = shuffle(4, false);
  private static final VectorMask<Double> SET4 = lanes(4);
  private static final VectorMask<Double> CLEAR4 = SET4.not();
  private static final VectorShuffle<Double> UP2 = shuffle(2, true);
  private static final VectorShuffle<Double> DOWN2 = shuffle(2, false);
  private static final VectorMask<Double> SET2 = lanes(2);
  private static final VectorMask<Double> CLEAR2 = SET2.not();
  private static final VectorShuffle<Double> UP1 = shuffle(1, true);
  private static final VectorShuffle<Double> DOWN1 = shuffle(1, false);
  private static final VectorMask<Double> SET1 = lanes(1);
  private static final VectorMask<Double> CLEAR1 = SET1.not();

  private FourierSquaresSimd() {}

  /** Lanes whose bit h is set. */
  private static VectorMask<Double> lanes(int h) {
    boolean[] set = new boolean[V];
    for (int lane = 0; lane < V; lane++) {
      set[lane] = (lane & h) != 0;
    }
    return VectorMask.fromArray(S, set, 0);
  }

  /** Moves lanes without bit h to those with it ({@code up}), or back; the others stay. */
  private static VectorShuffle<Double> shuffle(int h, boolean up) {
    int[] from = new int[V];
    for (int lane = 0; lane < V; lane++) {
      boolean set = (lane & h) != 0;
      int other = lane ^ h;
      from[lane] = set == up && other < V ? other : lane;
    }
    return VectorShuffle.fromArray(S, from, 0);
  }

  /**
   * Transposes squares and multiplies them. Row i of a square starts {@code odd·(i mod 2) + pair·(i div 2)} after row 0,
   * and a square {@code next} after the one before.
   */
  static void squares(int count, double scale, double[] x, int xo, int xOdd, int xPair, int xNext, double[] y, int yo,
      int yOdd, int yPair, int yNext) {
    if (V == 8) {
      inRegisters(count, scale, x, xo, xOdd, xPair, xNext, y, yo, yOdd, yPair, yNext);
      return;
    }
    for (int c = 0; c < count; c++) {
      for (int i = 0; i < 8; i++) {
        int from = xo + c * xNext + (i & 1) * xOdd + (i >> 1) * xPair;
        for (int j = 0; j < 8; j++) {
          y[yo + c * yNext + (j & 1) * yOdd + (j >> 1) * yPair + i] = x[from + j] * scale;
        }
      }
    }
  }

  private static void inRegisters(int count, double scale, double[] x, int xo, int xOdd, int xPair, int xNext,
      double[] y, int yo, int yOdd, int yPair, int yNext) {
    for (int c = 0; c < count; c++) {
      int i = xo + c * xNext;
      int j = i + xOdd;
      int o = yo + c * yNext;
      int u = o + yOdd;
      DoubleVector a0 = DoubleVector.fromArray(S, x, i).mul(scale);
      DoubleVector a1 = DoubleVector.fromArray(S, x, j).mul(scale);
      DoubleVector a2 = DoubleVector.fromArray(S, x, i + xPair).mul(scale);
      DoubleVector a3 = DoubleVector.fromArray(S, x, j + xPair).mul(scale);
      DoubleVector a4 = DoubleVector.fromArray(S, x, i + 2 * xPair).mul(scale);
      DoubleVector a5 = DoubleVector.fromArray(S, x, j + 2 * xPair).mul(scale);
      DoubleVector a6 = DoubleVector.fromArray(S, x, i + 3 * xPair).mul(scale);
      DoubleVector a7 = DoubleVector.fromArray(S, x, j + 3 * xPair).mul(scale);
      DoubleVector b0 = a0.blend(a4.rearrange(UP4), SET4);
      DoubleVector b4 = a4.blend(a0.rearrange(DOWN4), CLEAR4);
      DoubleVector b1 = a1.blend(a5.rearrange(UP4), SET4);
      DoubleVector b5 = a5.blend(a1.rearrange(DOWN4), CLEAR4);
      DoubleVector b2 = a2.blend(a6.rearrange(UP4), SET4);
      DoubleVector b6 = a6.blend(a2.rearrange(DOWN4), CLEAR4);
      DoubleVector b3 = a3.blend(a7.rearrange(UP4), SET4);
      DoubleVector b7 = a7.blend(a3.rearrange(DOWN4), CLEAR4);
      DoubleVector c0 = b0.blend(b2.rearrange(UP2), SET2);
      DoubleVector c2 = b2.blend(b0.rearrange(DOWN2), CLEAR2);
      DoubleVector c1 = b1.blend(b3.rearrange(UP2), SET2);
      DoubleVector c3 = b3.blend(b1.rearrange(DOWN2), CLEAR2);
      DoubleVector c4 = b4.blend(b6.rearrange(UP2), SET2);
      DoubleVector c6 = b6.blend(b4.rearrange(DOWN2), CLEAR2);
      DoubleVector c5 = b5.blend(b7.rearrange(UP2), SET2);
      DoubleVector c7 = b7.blend(b5.rearrange(DOWN2), CLEAR2);
      DoubleVector d0 = c0.blend(c1.rearrange(UP1), SET1);
      DoubleVector d1 = c1.blend(c0.rearrange(DOWN1), CLEAR1);
      DoubleVector d2 = c2.blend(c3.rearrange(UP1), SET1);
      DoubleVector d3 = c3.blend(c2.rearrange(DOWN1), CLEAR1);
      DoubleVector d4 = c4.blend(c5.rearrange(UP1), SET1);
      DoubleVector d5 = c5.blend(c4.rearrange(DOWN1), CLEAR1);
      DoubleVector d6 = c6.blend(c7.rearrange(UP1), SET1);
      DoubleVector d7 = c7.blend(c6.rearrange(DOWN1), CLEAR1);
      d0.intoArray(y, o);
      d1.intoArray(y, u);
      d2.intoArray(y, o + yPair);
      d3.intoArray(y, u + yPair);
      d4.intoArray(y, o + 2 * yPair);
      d5.intoArray(y, u + 2 * yPair);
      d6.intoArray(y, o + 3 * yPair);
      d7.intoArray(y, u + 3 * yPair);
    }
  }
}
