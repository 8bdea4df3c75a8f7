// Master of FloatLaneRowsSimd: the float version is generated from this file.
package org.isobit.kernels.reduce;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Adds rows to one sum a column, ten rows at a time: loading and storing the sums takes as long as memory needs for a
 * row, and ten streams are few enough for the hardware to fetch ahead. Ensembles often have a multiple of ten members.
 * Each column's chain is in row order.
 */
final class LaneRowsSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private LaneRowsSimd() {}

  /**
   * s_i ← s_i + x_ri.
   *
   * @param rows rows
   * @param n    columns
   * @param x    matrix
   * @param xo   its offset
   * @param ld   its leading dimension
   * @param s    sums
   * @param so   their offset
   */
  static void add(int rows, int n, double[] x, int xo, int ld, double[] s, int so) {
    int r = 0;
    for (; r + 9 < rows; r += 10) {
      add10(n, x, xo + r * ld, ld, s, so);
    }
    for (; r + 3 < rows; r += 4) {
      add4(n, x, xo + r * ld, ld, s, so);
    }
    if (r + 1 < rows) {
      add2(n, x, xo + r * ld, ld, s, so);
      r += 2;
    }
    if (r < rows) {
      add1(n, x, xo + r * ld, s, so);
    }
  }

  /**
   * s_i ← fma(x_ri, x_ri, s_i).
   *
   * @param rows rows
   * @param n    columns
   * @param x    matrix
   * @param xo   its offset
   * @param ld   its leading dimension
   * @param s    sums
   * @param so   their offset
   */
  static void addSquares(int rows, int n, double[] x, int xo, int ld, double[] s, int so) {
    int r = 0;
    for (; r + 9 < rows; r += 10) {
      squares10(n, x, xo + r * ld, ld, s, so);
    }
    for (; r + 3 < rows; r += 4) {
      squares4(n, x, xo + r * ld, ld, s, so);
    }
    if (r + 1 < rows) {
      squares2(n, x, xo + r * ld, ld, s, so);
      r += 2;
    }
    if (r < rows) {
      squares1(n, x, xo + r * ld, s, so);
    }
  }

  /**
   * s_i ← fma(d, d, s_i) with d = x_ri − mean_i.
   *
   * @param rows rows
   * @param n    columns
   * @param x    matrix
   * @param xo   its offset
   * @param ld   its leading dimension
   * @param mean what to subtract from each column
   * @param mo   its offset
   * @param s    sums
   * @param so   their offset
   */
  static void addDeviations(int rows, int n, double[] x, int xo, int ld, double[] mean, int mo, double[] s, int so) {
    int r = 0;
    for (; r + 9 < rows; r += 10) {
      deviations10(n, x, xo + r * ld, ld, mean, mo, s, so);
    }
    for (; r + 3 < rows; r += 4) {
      deviations4(n, x, xo + r * ld, ld, mean, mo, s, so);
    }
    if (r + 1 < rows) {
      deviations2(n, x, xo + r * ld, ld, mean, mo, s, so);
      r += 2;
    }
    if (r < rows) {
      deviations1(n, x, xo + r * ld, mean, mo, s, so);
    }
  }

  private static void add10(int n, double[] x, int x0, int ld, double[] s, int so) {
    int x1 = x0 + ld;
    int x2 = x1 + ld;
    int x3 = x2 + ld;
    int x4 = x3 + ld;
    int x5 = x4 + ld;
    int x6 = x5 + ld;
    int x7 = x6 + ld;
    int x8 = x7 + ld;
    int x9 = x8 + ld;
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector.fromArray(S, s, so + i).add(DoubleVector.fromArray(S, x, x0 + i))
          .add(DoubleVector.fromArray(S, x, x1 + i)).add(DoubleVector.fromArray(S, x, x2 + i))
          .add(DoubleVector.fromArray(S, x, x3 + i)).add(DoubleVector.fromArray(S, x, x4 + i))
          .add(DoubleVector.fromArray(S, x, x5 + i)).add(DoubleVector.fromArray(S, x, x6 + i))
          .add(DoubleVector.fromArray(S, x, x7 + i)).add(DoubleVector.fromArray(S, x, x8 + i))
          .add(DoubleVector.fromArray(S, x, x9 + i)).intoArray(s, so + i);
    }
    for (; i < n; i++) {
      double sum = s[so + i] + x[x0 + i] + x[x1 + i] + x[x2 + i] + x[x3 + i] + x[x4 + i];
      s[so + i] = sum + x[x5 + i] + x[x6 + i] + x[x7 + i] + x[x8 + i] + x[x9 + i];
    }
  }

  private static void add4(int n, double[] x, int x0, int ld, double[] s, int so) {
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

  private static void add2(int n, double[] x, int x0, int ld, double[] s, int so) {
    int x1 = x0 + ld;
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector.fromArray(S, s, so + i).add(DoubleVector.fromArray(S, x, x0 + i))
          .add(DoubleVector.fromArray(S, x, x1 + i)).intoArray(s, so + i);
    }
    for (; i < n; i++) {
      s[so + i] = s[so + i] + x[x0 + i] + x[x1 + i];
    }
  }

  private static void add1(int n, double[] x, int x0, double[] s, int so) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector.fromArray(S, s, so + i).add(DoubleVector.fromArray(S, x, x0 + i))
          .intoArray(s, so + i);
    }
    for (; i < n; i++) {
      s[so + i] = s[so + i] + x[x0 + i];
    }
  }

  private static void squares10(int n, double[] x, int x0, int ld, double[] s, int so) {
    int x1 = x0 + ld;
    int x2 = x1 + ld;
    int x3 = x2 + ld;
    int x4 = x3 + ld;
    int x5 = x4 + ld;
    int x6 = x5 + ld;
    int x7 = x6 + ld;
    int x8 = x7 + ld;
    int x9 = x8 + ld;
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector d0 = DoubleVector.fromArray(S, x, x0 + i);
      DoubleVector d1 = DoubleVector.fromArray(S, x, x1 + i);
      DoubleVector d2 = DoubleVector.fromArray(S, x, x2 + i);
      DoubleVector d3 = DoubleVector.fromArray(S, x, x3 + i);
      DoubleVector d4 = DoubleVector.fromArray(S, x, x4 + i);
      DoubleVector d5 = DoubleVector.fromArray(S, x, x5 + i);
      DoubleVector d6 = DoubleVector.fromArray(S, x, x6 + i);
      DoubleVector d7 = DoubleVector.fromArray(S, x, x7 + i);
      DoubleVector d8 = DoubleVector.fromArray(S, x, x8 + i);
      DoubleVector d9 = DoubleVector.fromArray(S, x, x9 + i);
      DoubleVector q = d3.fma(d3, d2.fma(d2, d1.fma(d1, d0.fma(d0, DoubleVector.fromArray(S, s, so + i)))));
      d9.fma(d9, d8.fma(d8, d7.fma(d7, d6.fma(d6, d5.fma(d5, d4.fma(d4, q)))))).intoArray(s, so + i);
    }
    for (; i < n; i++) {
      s[so + i] = square(10, x, x0 + i, ld, s[so + i]);
    }
  }

  private static void squares4(int n, double[] x, int x0, int ld, double[] s, int so) {
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
      s[so + i] = square(4, x, x0 + i, ld, s[so + i]);
    }
  }

  private static void squares2(int n, double[] x, int x0, int ld, double[] s, int so) {
    int x1 = x0 + ld;
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector d0 = DoubleVector.fromArray(S, x, x0 + i);
      DoubleVector d1 = DoubleVector.fromArray(S, x, x1 + i);
      d1.fma(d1, d0.fma(d0, DoubleVector.fromArray(S, s, so + i))).intoArray(s, so + i);
    }
    for (; i < n; i++) {
      s[so + i] = square(2, x, x0 + i, ld, s[so + i]);
    }
  }

  private static void squares1(int n, double[] x, int x0, double[] s, int so) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector d0 = DoubleVector.fromArray(S, x, x0 + i);
      d0.fma(d0, DoubleVector.fromArray(S, s, so + i)).intoArray(s, so + i);
    }
    for (; i < n; i++) {
      double d = x[x0 + i];
      s[so + i] = Math.fma(d, d, s[so + i]);
    }
  }

  private static void deviations10(int n, double[] x, int x0, int ld, double[] mean, int mo, double[] s, int so) {
    int x1 = x0 + ld;
    int x2 = x1 + ld;
    int x3 = x2 + ld;
    int x4 = x3 + ld;
    int x5 = x4 + ld;
    int x6 = x5 + ld;
    int x7 = x6 + ld;
    int x8 = x7 + ld;
    int x9 = x8 + ld;
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector m = DoubleVector.fromArray(S, mean, mo + i);
      DoubleVector d0 = DoubleVector.fromArray(S, x, x0 + i).sub(m);
      DoubleVector d1 = DoubleVector.fromArray(S, x, x1 + i).sub(m);
      DoubleVector d2 = DoubleVector.fromArray(S, x, x2 + i).sub(m);
      DoubleVector d3 = DoubleVector.fromArray(S, x, x3 + i).sub(m);
      DoubleVector d4 = DoubleVector.fromArray(S, x, x4 + i).sub(m);
      DoubleVector d5 = DoubleVector.fromArray(S, x, x5 + i).sub(m);
      DoubleVector d6 = DoubleVector.fromArray(S, x, x6 + i).sub(m);
      DoubleVector d7 = DoubleVector.fromArray(S, x, x7 + i).sub(m);
      DoubleVector d8 = DoubleVector.fromArray(S, x, x8 + i).sub(m);
      DoubleVector d9 = DoubleVector.fromArray(S, x, x9 + i).sub(m);
      DoubleVector q = d3.fma(d3, d2.fma(d2, d1.fma(d1, d0.fma(d0, DoubleVector.fromArray(S, s, so + i)))));
      d9.fma(d9, d8.fma(d8, d7.fma(d7, d6.fma(d6, d5.fma(d5, d4.fma(d4, q)))))).intoArray(s, so + i);
    }
    for (; i < n; i++) {
      s[so + i] = deviation(10, x, x0 + i, ld, mean[mo + i], s[so + i]);
    }
  }

  private static void deviations4(int n, double[] x, int x0, int ld, double[] mean, int mo, double[] s, int so) {
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
      s[so + i] = deviation(4, x, x0 + i, ld, mean[mo + i], s[so + i]);
    }
  }

  private static void deviations2(int n, double[] x, int x0, int ld, double[] mean, int mo, double[] s, int so) {
    int x1 = x0 + ld;
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector m = DoubleVector.fromArray(S, mean, mo + i);
      DoubleVector d0 = DoubleVector.fromArray(S, x, x0 + i).sub(m);
      DoubleVector d1 = DoubleVector.fromArray(S, x, x1 + i).sub(m);
      d1.fma(d1, d0.fma(d0, DoubleVector.fromArray(S, s, so + i))).intoArray(s, so + i);
    }
    for (; i < n; i++) {
      s[so + i] = deviation(2, x, x0 + i, ld, mean[mo + i], s[so + i]);
    }
  }

  private static void deviations1(int n, double[] x, int x0, double[] mean, int mo, double[] s, int so) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector m = DoubleVector.fromArray(S, mean, mo + i);
      DoubleVector d0 = DoubleVector.fromArray(S, x, x0 + i).sub(m);
      d0.fma(d0, DoubleVector.fromArray(S, s, so + i)).intoArray(s, so + i);
    }
    for (; i < n; i++) {
      double d = x[x0 + i] - mean[mo + i];
      s[so + i] = Math.fma(d, d, s[so + i]);
    }
  }

  /** One column's chain of squares. */
  private static double square(int rows, double[] x, int xo, int ld, double s) {
    double sum = s;
    for (int r = 0; r < rows; r++) {
      double d = x[xo + r * ld];
      sum = Math.fma(d, d, sum);
    }
    return sum;
  }

  /** One column's chain of squared deviations. */
  private static double deviation(int rows, double[] x, int xo, int ld, double mean, double s) {
    double sum = s;
    for (int r = 0; r < rows; r++) {
      double d = x[xo + r * ld] - mean;
      sum = Math.fma(d, d, sum);
    }
    return sum;
  }
}
