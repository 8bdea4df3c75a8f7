// Master of FloatFourierSquaresSimd: the float version is generated from this file.
package org.isobit.kernels.fourier;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes squares in registers: a step h exchanges bit h of the row with bit h of the lane. Of 8 lanes for rows of 8
 * numbers or of 4 pairs, of 4 lanes for rows of 4 numbers.
 */
final class FourierSquaresSimd {

  private static final VectorSpecies<Double> S = FourierLanesSimd.S;
  private static final int V = S.length();
  private static final long B = Double.BYTES;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private static final VectorShuffle<Double> ACROSS_4 = across(4);
  private static final VectorMask<Double> SET4 = lanes(4);
  private static final VectorMask<Double> CLEAR4 = SET4.not();
  private static final VectorShuffle<Double> ACROSS_2 = across(2);
  private static final VectorMask<Double> SET2 = lanes(2);
  private static final VectorMask<Double> CLEAR2 = SET2.not();
  private static final VectorShuffle<Double> ACROSS_1 = across(1);
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

  /** Exchanges lanes that differ in bit h. */
  private static VectorShuffle<Double> across(int h) {
    int[] from = new int[V];
    for (int lane = 0; lane < V; lane++) {
      from[lane] = (lane ^ h) < V ? lane ^ h : lane;
    }
    return VectorShuffle.fromArray(S, from, 0);
  }

  /** Elements j … j + 3 of 8 members, of 8 lanes, to the rows j … j + 3 of planes that are d apart. */
  static void load(double[] x, int i, int xm, MemorySegment a, int o, int d) {
    DoubleVector a0 = DoubleVector.fromArray(S, x, i);
    DoubleVector a1 = DoubleVector.fromArray(S, x, i + xm);
    DoubleVector a2 = DoubleVector.fromArray(S, x, i + 2 * xm);
    DoubleVector a3 = DoubleVector.fromArray(S, x, i + 3 * xm);
    DoubleVector a4 = DoubleVector.fromArray(S, x, i + 4 * xm);
    DoubleVector a5 = DoubleVector.fromArray(S, x, i + 5 * xm);
    DoubleVector a6 = DoubleVector.fromArray(S, x, i + 6 * xm);
    DoubleVector a7 = DoubleVector.fromArray(S, x, i + 7 * xm);
    DoubleVector b0 = a0.blend(a4.rearrange(ACROSS_4), SET4);
    DoubleVector b4 = a4.blend(a0.rearrange(ACROSS_4), CLEAR4);
    DoubleVector b1 = a1.blend(a5.rearrange(ACROSS_4), SET4);
    DoubleVector b5 = a5.blend(a1.rearrange(ACROSS_4), CLEAR4);
    DoubleVector b2 = a2.blend(a6.rearrange(ACROSS_4), SET4);
    DoubleVector b6 = a6.blend(a2.rearrange(ACROSS_4), CLEAR4);
    DoubleVector b3 = a3.blend(a7.rearrange(ACROSS_4), SET4);
    DoubleVector b7 = a7.blend(a3.rearrange(ACROSS_4), CLEAR4);
    DoubleVector c0 = b0.blend(b2.rearrange(ACROSS_2), SET2);
    DoubleVector c2 = b2.blend(b0.rearrange(ACROSS_2), CLEAR2);
    DoubleVector c1 = b1.blend(b3.rearrange(ACROSS_2), SET2);
    DoubleVector c3 = b3.blend(b1.rearrange(ACROSS_2), CLEAR2);
    DoubleVector c4 = b4.blend(b6.rearrange(ACROSS_2), SET2);
    DoubleVector c6 = b6.blend(b4.rearrange(ACROSS_2), CLEAR2);
    DoubleVector c5 = b5.blend(b7.rearrange(ACROSS_2), SET2);
    DoubleVector c7 = b7.blend(b5.rearrange(ACROSS_2), CLEAR2);
    DoubleVector d0 = c0.blend(c1.rearrange(ACROSS_1), SET1);
    DoubleVector d1 = c1.blend(c0.rearrange(ACROSS_1), CLEAR1);
    DoubleVector d2 = c2.blend(c3.rearrange(ACROSS_1), SET1);
    DoubleVector d3 = c3.blend(c2.rearrange(ACROSS_1), CLEAR1);
    DoubleVector d4 = c4.blend(c5.rearrange(ACROSS_1), SET1);
    DoubleVector d5 = c5.blend(c4.rearrange(ACROSS_1), CLEAR1);
    DoubleVector d6 = c6.blend(c7.rearrange(ACROSS_1), SET1);
    DoubleVector d7 = c7.blend(c6.rearrange(ACROSS_1), CLEAR1);
    d0.intoMemorySegment(a, B * (o), ORDER);
    d1.intoMemorySegment(a, B * (o + d), ORDER);
    d2.intoMemorySegment(a, B * (o + 1 * V), ORDER);
    d3.intoMemorySegment(a, B * (o + d + 1 * V), ORDER);
    d4.intoMemorySegment(a, B * (o + 2 * V), ORDER);
    d5.intoMemorySegment(a, B * (o + d + 2 * V), ORDER);
    d6.intoMemorySegment(a, B * (o + 3 * V), ORDER);
    d7.intoMemorySegment(a, B * (o + d + 3 * V), ORDER);
  }

  /** Four neighbours of each of four rows of pairs, of 8 lanes, that are xs apart to rows that are ys apart. */
  static void store(double[] x, int i, int xs, double[] y, int o, int ys) {
    DoubleVector a0 = DoubleVector.fromArray(S, x, i);
    DoubleVector a1 = DoubleVector.fromArray(S, x, i + xs);
    DoubleVector a2 = DoubleVector.fromArray(S, x, i + 2 * xs);
    DoubleVector a3 = DoubleVector.fromArray(S, x, i + 3 * xs);
    DoubleVector b0 = a0.blend(a2.rearrange(ACROSS_4), SET4);
    DoubleVector b2 = a2.blend(a0.rearrange(ACROSS_4), CLEAR4);
    DoubleVector b1 = a1.blend(a3.rearrange(ACROSS_4), SET4);
    DoubleVector b3 = a3.blend(a1.rearrange(ACROSS_4), CLEAR4);
    DoubleVector c0 = b0.blend(b1.rearrange(ACROSS_2), SET2);
    DoubleVector c1 = b1.blend(b0.rearrange(ACROSS_2), CLEAR2);
    DoubleVector c2 = b2.blend(b3.rearrange(ACROSS_2), SET2);
    DoubleVector c3 = b3.blend(b2.rearrange(ACROSS_2), CLEAR2);
    c0.intoArray(y, o);
    c1.intoArray(y, o + ys);
    c2.intoArray(y, o + 2 * ys);
    c3.intoArray(y, o + 3 * ys);
  }

  /** Number k·m + p of a plane to number 8·p + k of another, k = 0 … 7. */
  static void order(int m, MemorySegment a, int from, int to) {
    for (int next = 0; next < m; next += 4) {
      // The last four may overlap those before: same values.
      int p = next < m - 4 ? next : m - 4;
      if (V == 4) {
        four(m, a, from + p, to + 8 * p);
        four(m, a, from + 4 * m + p, to + 8 * p + 4);
      } else {
        for (int k = 0; k < 32; k++) {
          double v = a.get(FourierLanesSimd.NUMBER, B * (from + (k & 7) * m + p + (k >> 3)));
          a.set(FourierLanesSimd.NUMBER, B * (to + 8 * p + k), v);
        }
      }
    }
  }

  private static void four(int m, MemorySegment a, int from, int to) {
    DoubleVector a0 = DoubleVector.fromMemorySegment(S, a, B * (from), ORDER);
    DoubleVector a1 = DoubleVector.fromMemorySegment(S, a, B * (from + m), ORDER);
    DoubleVector a2 = DoubleVector.fromMemorySegment(S, a, B * (from + 2 * m), ORDER);
    DoubleVector a3 = DoubleVector.fromMemorySegment(S, a, B * (from + 3 * m), ORDER);
    DoubleVector b0 = a0.blend(a2.rearrange(ACROSS_2), SET2);
    DoubleVector b2 = a2.blend(a0.rearrange(ACROSS_2), CLEAR2);
    DoubleVector b1 = a1.blend(a3.rearrange(ACROSS_2), SET2);
    DoubleVector b3 = a3.blend(a1.rearrange(ACROSS_2), CLEAR2);
    DoubleVector c0 = b0.blend(b1.rearrange(ACROSS_1), SET1);
    DoubleVector c1 = b1.blend(b0.rearrange(ACROSS_1), CLEAR1);
    DoubleVector c2 = b2.blend(b3.rearrange(ACROSS_1), SET1);
    DoubleVector c3 = b3.blend(b2.rearrange(ACROSS_1), CLEAR1);
    c0.intoMemorySegment(a, B * (to), ORDER);
    c1.intoMemorySegment(a, B * (to + 8), ORDER);
    c2.intoMemorySegment(a, B * (to + 16), ORDER);
    c3.intoMemorySegment(a, B * (to + 24), ORDER);
  }
}
