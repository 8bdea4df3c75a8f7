// Master of FloatGemmTransposeSimd: the float version is generated from this file.
package org.isobit.kernels.gemm;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Transposes: 8 rows of 8 columns at a time in registers, in three stages; stage h = 4, 2, 1 exchanges bit h of the row
 * with bit h of the lane. Where a register has fewer than 8 lanes, by scalars.
 */
public final class GemmTransposeSimd {

  /** Vectors of 8 lanes: half the width for float where that is 512 bits, since masked halves would cost more. */
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_512; // float: private static final VectorSpecies<Float> S = FloatVector.SPECIES_256;
  private static final int V = 8;

  private static final boolean SCALAR = SpeciesSimd.DOUBLE.length() < V;

  private static final VectorShuffle<Double> UP4 = shuffle(4, true);
  private static final VectorShuffle<Double> UP2 = shuffle(2, true);
  private static final VectorShuffle<Double> UP1 = shuffle(1, true);
  private static final VectorShuffle<Double> DOWN4 = shuffle(4, false);
  private static final VectorShuffle<Double> DOWN2 = shuffle(2, false);
  private static final VectorShuffle<Double> DOWN1 = shuffle(1, false);
  private static final VectorMask<Double> SET4 = lanes(4);
  private static final VectorMask<Double> SET2 = lanes(2);
  private static final VectorMask<Double> SET1 = lanes(1);
  private static final VectorMask<Double> CLEAR4 = SET4.not();
  private static final VectorMask<Double> CLEAR2 = SET2.not();
  private static final VectorMask<Double> CLEAR1 = SET1.not();

  private GemmTransposeSimd() {}

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
      from[lane] = set == up ? other : lane;
    }
    return VectorShuffle.fromArray(S, from, 0);
  }

  /**
   * target[to + j·ldt + i] = source[so + i·lds + j]; checks nothing.
   *
   * @param rows    rows of the source
   * @param columns its columns
   * @param source  its array
   * @param so      index of its first element
   * @param lds     its leading dimension
   * @param target  array of the transpose, apart from the source
   * @param to      index of its first element
   * @param ldt     its leading dimension
   */
  public static void transpose(int rows, int columns, double[] source, int so, int lds, double[] target,
      int to, int ldt) {
    if (SCALAR || rows < V || columns < V) {
      scalars(rows, columns, source, so, lds, target, to, ldt);
      return;
    }
    // The last group of rows may overlap the one before: same values.
    for (int i = 0; i < rows; i += 8) {
      int row = Math.min(i, rows - 8);
      eightRows(columns, source, so + row * lds, lds, target, to + row, ldt);
    }
  }

  private static void scalars(int rows, int columns, double[] source, int so, int lds, double[] target, int to,
      int ldt) {
    int i = 0;
    for (; i <= rows - 4; i += 4) {
      fourRows(columns, source, so + i * lds, lds, target, to + i, ldt);
    }
    for (; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        target[to + j * ldt + i] = source[so + i * lds + j];
      }
    }
  }

  private static void fourRows(int columns, double[] source, int so, int lds, double[] target, int to, int ldt) {
    int s1 = so + lds;
    int s2 = so + 2 * lds;
    int s3 = so + 3 * lds;
    for (int j = 0; j < columns; j++) {
      int t = to + j * ldt;
      target[t] = source[so + j];
      target[t + 1] = source[s1 + j];
      target[t + 2] = source[s2 + j];
      target[t + 3] = source[s3 + j];
    }
  }

  private static void eightRows(int columns, double[] source, int so, int lds, double[] target, int to, int ldt) {
    for (int j = 0; j < columns; j += V) {
      // The last square may overlap the one before: same values.
      int column = Math.min(j, columns - V);
      int s = so + column;
      int t = to + column * ldt;
      DoubleVector a0 = DoubleVector.fromArray(S, source, s);
      DoubleVector a1 = DoubleVector.fromArray(S, source, s + lds);
      DoubleVector a2 = DoubleVector.fromArray(S, source, s + 2 * lds);
      DoubleVector a3 = DoubleVector.fromArray(S, source, s + 3 * lds);
      DoubleVector a4 = DoubleVector.fromArray(S, source, s + 4 * lds);
      DoubleVector a5 = DoubleVector.fromArray(S, source, s + 5 * lds);
      DoubleVector a6 = DoubleVector.fromArray(S, source, s + 6 * lds);
      DoubleVector a7 = DoubleVector.fromArray(S, source, s + 7 * lds);
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
      d0.intoArray(target, t);
      d1.intoArray(target, t + ldt);
      d2.intoArray(target, t + 2 * ldt);
      d3.intoArray(target, t + 3 * ldt);
      d4.intoArray(target, t + 4 * ldt);
      d5.intoArray(target, t + 5 * ldt);
      d6.intoArray(target, t + 6 * ldt);
      d7.intoArray(target, t + 7 * ldt);
    }
  }
}
