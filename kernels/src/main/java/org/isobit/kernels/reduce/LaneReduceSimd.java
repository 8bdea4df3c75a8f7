// Master of FloatLaneReduceSimd: the float version is generated from this file.
package org.isobit.kernels.reduce;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Vector API {@link LaneReduce}: one lane, one column. Columns go by blocks whose results stay in the first-level
 * caches while all rows pass, several rows at a time ({@link LaneRowsSimd}).
 */
public final class LaneReduceSimd extends LaneReduceReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  /** Columns of a block: 32 KB of a row, long enough for the hardware's prefetching. */
  private static final int BLOCK = 4096; // float: private static final int BLOCK = 8192;

  LaneReduceSimd() {}

  @Override
  public void sum(int rows, int n, double[] x, int xo, int ld, double[] s, int so) {
    for (int start = 0; n - start > 0; start += BLOCK) {
      int length = n - start < BLOCK ? n - start : BLOCK;
      Arrays.fill(s, so + start, so + start + length, 0.0);
      LaneRowsSimd.add(rows, length, x, xo + start, ld, s, so + start);
    }
  }

  @Override
  public void mean(int rows, int n, double[] x, int xo, int ld, double[] mean, int mo) {
    for (int start = 0; n - start > 0; start += BLOCK) {
      int length = n - start < BLOCK ? n - start : BLOCK;
      Arrays.fill(mean, mo + start, mo + start + length, 0.0);
      LaneRowsSimd.add(rows, length, x, xo + start, ld, mean, mo + start);
      divide(length, mean, mo + start, rows);
    }
  }

  @Override
  public void dot(int rows, int n, double[] x, int xo, int ldx, double[] y, int yo, int ldy, double[] s, int so) {
    for (int start = 0; n - start > 0; start += BLOCK) {
      int length = n - start < BLOCK ? n - start : BLOCK;
      Arrays.fill(s, so + start, so + start + length, 0.0);
      int r = 0;
      for (; r + 3 < rows; r += 4) {
        dotRows(length, x, xo + r * ldx + start, ldx, y, yo + r * ldy + start, ldy, s, so + start);
      }
      for (; r < rows; r++) {
        dotRow(length, x, xo + r * ldx + start, y, yo + r * ldy + start, s, so + start);
      }
    }
  }

  @Override
  public void squaredDeviations(int rows, int n, double[] x, int xo, int ld, double[] mean, int mo, double[] s,
      int so) {
    for (int start = 0; n - start > 0; start += BLOCK) {
      int length = n - start < BLOCK ? n - start : BLOCK;
      Arrays.fill(s, so + start, so + start + length, 0.0);
      LaneRowsSimd.addDeviations(rows, length, x, xo + start, ld, mean, mo + start, s, so + start);
    }
  }

  /**
   * {@link LaneReduce#dot} of a matrix with itself.
   *
   * @param rows rows
   * @param n    columns
   * @param x    matrix
   * @param xo   its offset
   * @param ld   its leading dimension
   * @param s    result
   * @param so   its offset
   */
  public static void squares(int rows, int n, double[] x, int xo, int ld, double[] s, int so) {
    for (int start = 0; n - start > 0; start += BLOCK) {
      int length = n - start < BLOCK ? n - start : BLOCK;
      Arrays.fill(s, so + start, so + start + length, 0.0);
      LaneRowsSimd.addSquares(rows, length, x, xo + start, ld, s, so + start);
    }
  }

  private static void divide(int n, double[] s, int so, double divisor) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector.fromArray(S, s, so + i).div(divisor).intoArray(s, so + i);
    }
    for (; i < n; i++) {
      s[so + i] = s[so + i] / divisor;
    }
  }

  private static void dotRows(int n, double[] x, int x0, int ldx, double[] y, int y0, int ldy, double[] s, int so) {
    int x1 = x0 + ldx;
    int x2 = x1 + ldx;
    int x3 = x2 + ldx;
    int y1 = y0 + ldy;
    int y2 = y1 + ldy;
    int y3 = y2 + ldy;
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector a = DoubleVector.fromArray(S, x, x0 + i)
          .fma(DoubleVector.fromArray(S, y, y0 + i), DoubleVector.fromArray(S, s, so + i));
      DoubleVector b = DoubleVector.fromArray(S, x, x1 + i).fma(DoubleVector.fromArray(S, y, y1 + i), a);
      DoubleVector c = DoubleVector.fromArray(S, x, x2 + i).fma(DoubleVector.fromArray(S, y, y2 + i), b);
      DoubleVector.fromArray(S, x, x3 + i).fma(DoubleVector.fromArray(S, y, y3 + i), c).intoArray(s, so + i);
    }
    for (; i < n; i++) {
      double sum = Math.fma(x[x1 + i], y[y1 + i], Math.fma(x[x0 + i], y[y0 + i], s[so + i]));
      s[so + i] = Math.fma(x[x3 + i], y[y3 + i], Math.fma(x[x2 + i], y[y2 + i], sum));
    }
  }

  private static void dotRow(int n, double[] x, int xo, double[] y, int yo, double[] s, int so) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector.fromArray(S, x, xo + i)
          .fma(DoubleVector.fromArray(S, y, yo + i), DoubleVector.fromArray(S, s, so + i)).intoArray(s, so + i);
    }
    for (; i < n; i++) {
      s[so + i] = Math.fma(x[xo + i], y[yo + i], s[so + i]);
    }
  }
}
