// Master of FloatLaneReduceSimd: the float version is generated from this file.
package org.isobit.kernels.reduce;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Vector API {@link LaneReduce}: one lane, one column. Columns go by blocks whose results stay in the first-level
 * cache while all rows pass; each step takes four rows, so results are loaded and stored once for every four.
 */
public final class LaneReduceSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  /** Columns of a block: 32 KB of a row, long enough for the hardware's prefetching. */
  private static final int BLOCK = 4096; // float: private static final int BLOCK = 8192;

  private LaneReduceSimd() {}

  /**
   * {@link LaneReduce#sum}.
   *
   * @param rows rows
   * @param n    columns
   * @param x    matrix
   * @param xo   its offset
   * @param ld   its leading dimension
   * @param s    result
   * @param so   its offset
   */
  public static void sum(int rows, int n, double[] x, int xo, int ld, double[] s, int so) {
    for (int start = 0; n - start > 0; start += BLOCK) {
      int length = n - start < BLOCK ? n - start : BLOCK;
      sumBlock(rows, length, x, xo + start, ld, s, so + start);
    }
  }

  /**
   * {@link LaneReduce#mean}.
   *
   * @param rows rows
   * @param n    columns
   * @param x    matrix
   * @param xo   its offset
   * @param ld   its leading dimension
   * @param mean result
   * @param mo   its offset
   */
  public static void mean(int rows, int n, double[] x, int xo, int ld, double[] mean, int mo) {
    for (int start = 0; n - start > 0; start += BLOCK) {
      int length = n - start < BLOCK ? n - start : BLOCK;
      sumBlock(rows, length, x, xo + start, ld, mean, mo + start);
      divide(length, mean, mo + start, rows);
    }
  }

  /**
   * {@link LaneReduce#dot}.
   *
   * @param rows rows
   * @param n    columns
   * @param x    matrix
   * @param xo   its offset
   * @param ldx  its leading dimension
   * @param y    matrix
   * @param yo   its offset
   * @param ldy  its leading dimension
   * @param s    result
   * @param so   its offset
   */
  public static void dot(int rows, int n, double[] x, int xo, int ldx, double[] y, int yo, int ldy, double[] s,
      int so) {
    for (int start = 0; n - start > 0; start += BLOCK) {
      int length = n - start < BLOCK ? n - start : BLOCK;
      Arrays.fill(s, so + start, so + start + length, 0.0);
      int r = 0;
      for (; r + 1 < rows; r += 2) {
        dotRows(length, x, xo + r * ldx + start, ldx, y, yo + r * ldy + start, ldy, s, so + start);
      }
      if (r < rows) {
        dotRow(length, x, xo + r * ldx + start, y, yo + r * ldy + start, s, so + start);
      }
    }
  }

  /**
   * {@link LaneReduce#squaredDeviations}.
   *
   * @param rows rows
   * @param n    columns
   * @param x    matrix
   * @param xo   its offset
   * @param ld   its leading dimension
   * @param mean what to subtract from each column
   * @param mo   its offset
   * @param s    result
   * @param so   its offset
   */
  public static void squaredDeviations(int rows, int n, double[] x, int xo, int ld, double[] mean, int mo, double[] s,
      int so) {
    for (int start = 0; n - start > 0; start += BLOCK) {
      int length = n - start < BLOCK ? n - start : BLOCK;
      Arrays.fill(s, so + start, so + start + length, 0.0);
      int r = 0;
      for (; r + 3 < rows; r += 4) {
        deviationRows(length, x, xo + r * ld + start, ld, mean, mo + start, s, so + start);
      }
      for (; r < rows; r++) {
        deviationRow(length, x, xo + r * ld + start, mean, mo + start, s, so + start);
      }
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
      int r = 0;
      for (; r + 3 < rows; r += 4) {
        squareRows(length, x, xo + r * ld + start, ld, s, so + start);
      }
      for (; r < rows; r++) {
        dotRow(length, x, xo + r * ld + start, x, xo + r * ld + start, s, so + start);
      }
    }
  }

  private static void sumBlock(int rows, int n, double[] x, int xo, int ld, double[] s, int so) {
    Arrays.fill(s, so, so + n, 0.0);
    int r = 0;
    for (; r + 3 < rows; r += 4) {
      addRows(n, x, xo + r * ld, ld, s, so);
    }
    for (; r < rows; r++) {
      addRow(n, x, xo + r * ld, s, so);
    }
  }

  private static void addRows(int n, double[] x, int x0, int ld, double[] s, int so) {
    int x1 = x0 + ld;
    int x2 = x1 + ld;
    int x3 = x2 + ld;
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector.fromArray(S, s, so + i).add(DoubleVector.fromArray(S, x, x0 + i))
          .add(DoubleVector.fromArray(S, x, x1 + i)).add(DoubleVector.fromArray(S, x, x2 + i))
          .add(DoubleVector.fromArray(S, x, x3 + i)).intoArray(s, so + i);
    }
    for (; i < n; i++) {
      s[so + i] = s[so + i] + x[x0 + i] + x[x1 + i] + x[x2 + i] + x[x3 + i];
    }
  }

  private static void addRow(int n, double[] x, int xo, double[] s, int so) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector.fromArray(S, s, so + i).add(DoubleVector.fromArray(S, x, xo + i)).intoArray(s, so + i);
    }
    for (; i < n; i++) {
      s[so + i] += x[xo + i];
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
    int y1 = y0 + ldy;
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector a = DoubleVector.fromArray(S, x, x0 + i)
          .fma(DoubleVector.fromArray(S, y, y0 + i), DoubleVector.fromArray(S, s, so + i));
      DoubleVector.fromArray(S, x, x1 + i).fma(DoubleVector.fromArray(S, y, y1 + i), a).intoArray(s, so + i);
    }
    for (; i < n; i++) {
      s[so + i] = Math.fma(x[x1 + i], y[y1 + i], Math.fma(x[x0 + i], y[y0 + i], s[so + i]));
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

  private static void squareRows(int n, double[] x, int x0, int ld, double[] s, int so) {
    int x1 = x0 + ld;
    int x2 = x1 + ld;
    int x3 = x2 + ld;
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector d0 = DoubleVector.fromArray(S, x, x0 + i);
      DoubleVector d1 = DoubleVector.fromArray(S, x, x1 + i);
      DoubleVector d2 = DoubleVector.fromArray(S, x, x2 + i);
      DoubleVector d3 = DoubleVector.fromArray(S, x, x3 + i);
      d3.fma(d3, d2.fma(d2, d1.fma(d1, d0.fma(d0, DoubleVector.fromArray(S, s, so + i))))).intoArray(s, so + i);
    }
    for (; i < n; i++) {
      double sum = Math.fma(x[x1 + i], x[x1 + i], Math.fma(x[x0 + i], x[x0 + i], s[so + i]));
      s[so + i] = Math.fma(x[x3 + i], x[x3 + i], Math.fma(x[x2 + i], x[x2 + i], sum));
    }
  }

  private static void deviationRows(int n, double[] x, int x0, int ld, double[] mean, int mo, double[] s, int so) {
    int x1 = x0 + ld;
    int x2 = x1 + ld;
    int x3 = x2 + ld;
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector m = DoubleVector.fromArray(S, mean, mo + i);
      DoubleVector d0 = DoubleVector.fromArray(S, x, x0 + i).sub(m);
      DoubleVector d1 = DoubleVector.fromArray(S, x, x1 + i).sub(m);
      DoubleVector d2 = DoubleVector.fromArray(S, x, x2 + i).sub(m);
      DoubleVector d3 = DoubleVector.fromArray(S, x, x3 + i).sub(m);
      d3.fma(d3, d2.fma(d2, d1.fma(d1, d0.fma(d0, DoubleVector.fromArray(S, s, so + i))))).intoArray(s, so + i);
    }
    for (; i < n; i++) {
      double sum = s[so + i];
      for (int r = 0; r < 4; r++) {
        double d = x[x0 + r * ld + i] - mean[mo + i];
        sum = Math.fma(d, d, sum);
      }
      s[so + i] = sum;
    }
  }

  private static void deviationRow(int n, double[] x, int xo, double[] mean, int mo, double[] s, int so) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector d = DoubleVector.fromArray(S, x, xo + i).sub(DoubleVector.fromArray(S, mean, mo + i));
      d.fma(d, DoubleVector.fromArray(S, s, so + i)).intoArray(s, so + i);
    }
    for (; i < n; i++) {
      double d = x[xo + i] - mean[mo + i];
      s[so + i] = Math.fma(d, d, s[so + i]);
    }
  }
}
