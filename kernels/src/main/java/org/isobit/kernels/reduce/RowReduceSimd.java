// Master of FloatRowReduceSimd: the float version is generated from this file.
package org.isobit.kernels.reduce;

import static org.isobit.kernels.reduce.ReduceReference.CHUNK;
import static org.isobit.kernels.reduce.ReduceReference.PARTIALS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * {@link Reduce} of each row of a matrix, for families that reduce many short rows: the partials of several rows are
 * summed first and their trees come after them, because one row's tree is a long wait and those of several rows are
 * not. Bits are those of the rows one by one. Thread-safe.
 */
public final class RowReduceSimd {

  /** Rows at a time: their partials fill a quarter of a first-level cache at most. */
  public static final int ROWS = 32;

  private static final ReduceSimd WHOLE = new ReduceSimd();
  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();

  private RowReduceSimd() {}

  /**
   * Room for the partials of {@link #ROWS} rows.
   *
   * @return a new array
   */
  public static double[] room() {
    return new double[ROWS * PARTIALS];
  }

  /**
   * s_i = sum of row i.
   *
   * @param rows rows, at most {@link #ROWS}
   * @param n    columns
   * @param x    matrix
   * @param xo   its offset
   * @param ld   its leading dimension
   * @param s    results, from index 0
   * @param p    room for partials
   */
  public static void sum(int rows, int n, double[] x, int xo, int ld, double[] s, double[] p) {
    if (n > CHUNK) {
      for (int i = 0; i < rows; i++) {
        s[i] = WHOLE.sum(n, x, xo + i * ld, 1);
      }
      return;
    }
    for (int i = 0; i < rows; i++) {
      sum(n, x, xo + i * ld, p, i * PARTIALS);
    }
    trees(rows, s, p);
  }

  /**
   * s_i = sum of squared deviations of row i from mean_i.
   *
   * @param rows rows, at most {@link #ROWS}
   * @param n    columns
   * @param x    matrix
   * @param xo   its offset
   * @param ld   its leading dimension
   * @param mean what to subtract from each row, from index 0
   * @param s    results, from index 0
   * @param p    room for partials
   */
  public static void squaredDeviations(int rows, int n, double[] x, int xo, int ld, double[] mean, double[] s,
      double[] p) {
    if (n > CHUNK) {
      for (int i = 0; i < rows; i++) {
        s[i] = WHOLE.squaredDeviations(n, x, xo + i * ld, mean[i]);
      }
      return;
    }
    for (int i = 0; i < rows; i++) {
      squaredDeviations(n, x, xo + i * ld, mean[i], p, i * PARTIALS);
    }
    trees(rows, s, p);
  }

  /**
   * s_i = dot product of rows i of two matrices.
   *
   * @param rows rows, at most {@link #ROWS}
   * @param n    columns
   * @param x    first matrix
   * @param xo   its offset
   * @param ldx  its leading dimension
   * @param y    second matrix
   * @param yo   its offset
   * @param ldy  its leading dimension
   * @param s    results, from index 0
   * @param p    room for partials
   */
  public static void dot(int rows, int n, double[] x, int xo, int ldx, double[] y, int yo, int ldy, double[] s,
      double[] p) {
    if (n > CHUNK) {
      for (int i = 0; i < rows; i++) {
        s[i] = WHOLE.dot(n, x, xo + i * ldx, 1, y, yo + i * ldy, 1);
      }
      return;
    }
    for (int i = 0; i < rows; i++) {
      dot(n, x, xo + i * ldx, y, yo + i * ldy, p, i * PARTIALS);
    }
    trees(rows, s, p);
  }

  private static void trees(int rows, double[] s, double[] p) {
    for (int i = 0; i < rows; i++) {
      s[i] = ReduceSimd.tree(p, i * PARTIALS);
    }
  }

  private static void sum(int n, double[] x, int xo, double[] p, int at) {
    int full = n & -PARTIALS;
    for (int g = 0; g < PARTIALS; g += 4 * V) {
      DoubleVector a0 = DoubleVector.zero(S);
      DoubleVector a1 = DoubleVector.zero(S);
      DoubleVector a2 = DoubleVector.zero(S);
      DoubleVector a3 = DoubleVector.zero(S);
      for (int i = g; i < full; i += PARTIALS) {
        int k = xo + i;
        a0 = TYPE.cast(a0).add(DoubleVector.fromArray(S, x, k));
        a1 = TYPE.cast(a1).add(DoubleVector.fromArray(S, x, k + V));
        a2 = TYPE.cast(a2).add(DoubleVector.fromArray(S, x, k + 2 * V));
        a3 = TYPE.cast(a3).add(DoubleVector.fromArray(S, x, k + 3 * V));
      }
      TYPE.cast(a0).intoArray(p, at + g);
      TYPE.cast(a1).intoArray(p, at + g + V);
      TYPE.cast(a2).intoArray(p, at + g + 2 * V);
      TYPE.cast(a3).intoArray(p, at + g + 3 * V);
    }
    int l = 0;
    for (; full + l + V <= n; l += V) {
      DoubleVector.fromArray(S, p, at + l).add(DoubleVector.fromArray(S, x, xo + full + l)).intoArray(p, at + l);
    }
    for (; full + l < n; l++) {
      p[at + l] += x[xo + full + l];
    }
  }

  private static void squaredDeviations(int n, double[] x, int xo, double mean, double[] p, int at) {
    int full = n & -PARTIALS;
    for (int g = 0; g < PARTIALS; g += 4 * V) {
      DoubleVector a0 = DoubleVector.zero(S);
      DoubleVector a1 = DoubleVector.zero(S);
      DoubleVector a2 = DoubleVector.zero(S);
      DoubleVector a3 = DoubleVector.zero(S);
      for (int i = g; i < full; i += PARTIALS) {
        int k = xo + i;
        DoubleVector d0 = DoubleVector.fromArray(S, x, k).sub(mean);
        DoubleVector d1 = DoubleVector.fromArray(S, x, k + V).sub(mean);
        DoubleVector d2 = DoubleVector.fromArray(S, x, k + 2 * V).sub(mean);
        DoubleVector d3 = DoubleVector.fromArray(S, x, k + 3 * V).sub(mean);
        a0 = d0.fma(d0, a0);
        a1 = d1.fma(d1, a1);
        a2 = d2.fma(d2, a2);
        a3 = d3.fma(d3, a3);
      }
      TYPE.cast(a0).intoArray(p, at + g);
      TYPE.cast(a1).intoArray(p, at + g + V);
      TYPE.cast(a2).intoArray(p, at + g + 2 * V);
      TYPE.cast(a3).intoArray(p, at + g + 3 * V);
    }
    int l = 0;
    for (; full + l + V <= n; l += V) {
      DoubleVector d = DoubleVector.fromArray(S, x, xo + full + l).sub(mean);
      d.fma(d, DoubleVector.fromArray(S, p, at + l)).intoArray(p, at + l);
    }
    for (; full + l < n; l++) {
      double d = x[xo + full + l] - mean;
      p[at + l] = Math.fma(d, d, p[at + l]);
    }
  }

  private static void dot(int n, double[] x, int xo, double[] y, int yo, double[] p, int at) {
    int full = n & -PARTIALS;
    for (int g = 0; g < PARTIALS; g += 4 * V) {
      DoubleVector a0 = DoubleVector.zero(S);
      DoubleVector a1 = DoubleVector.zero(S);
      DoubleVector a2 = DoubleVector.zero(S);
      DoubleVector a3 = DoubleVector.zero(S);
      for (int i = g; i < full; i += PARTIALS) {
        int k = xo + i;
        int j = yo + i;
        a0 = DoubleVector.fromArray(S, x, k).fma(DoubleVector.fromArray(S, y, j), a0);
        a1 = DoubleVector.fromArray(S, x, k + V).fma(DoubleVector.fromArray(S, y, j + V), a1);
        a2 = DoubleVector.fromArray(S, x, k + 2 * V).fma(DoubleVector.fromArray(S, y, j + 2 * V), a2);
        a3 = DoubleVector.fromArray(S, x, k + 3 * V).fma(DoubleVector.fromArray(S, y, j + 3 * V), a3);
      }
      TYPE.cast(a0).intoArray(p, at + g);
      TYPE.cast(a1).intoArray(p, at + g + V);
      TYPE.cast(a2).intoArray(p, at + g + 2 * V);
      TYPE.cast(a3).intoArray(p, at + g + 3 * V);
    }
    int l = 0;
    for (; full + l + V <= n; l += V) {
      DoubleVector.fromArray(S, x, xo + full + l)
          .fma(DoubleVector.fromArray(S, y, yo + full + l), DoubleVector.fromArray(S, p, at + l)).intoArray(p, at + l);
    }
    for (; full + l < n; l++) {
      p[at + l] = Math.fma(x[xo + full + l], y[yo + full + l], p[at + l]);
    }
  }
}
