// Master of FloatInterleavedSimd: the float version is generated from this file.
package org.isobit.linalg.batch;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** Products of interleaved matrices, one problem a lane, each element one ascending chain from +0. Thread-safe. */
final class InterleavedSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();

  private InterleavedSimd() {}

  /**
   * out_ij = β·out_ij + Σ_k x_ki·y_kj for i ≥ j, mirrored. Element (k, i) of x lies at xo + k·xRow + i·xStep; y alike;
   * element (i, j) of the result at oo + (i·n + j)·lanes. Only {@code count} lanes are read from x and y and written.
   */
  static void symmetric(int n, int terms, double[] x, int xo, int xRow, int xStep, double[] y, int yo, int yRow,
      int yStep, double beta, double[] out, int oo, int lanes, int count) {
    int full = count == V ? n : 0;
    for (int i = 0; i < n; i += 2) {
      int j = 0;
      if (i + 1 < full) {
        for (; j + 3 <= i; j += 4) {
          tile(n, i, j, terms, x, xo + i * xStep, xRow, xStep, y, yo + j * yStep, yRow, yStep, beta, out, oo, lanes);
        }
      }
      for (int r = i; r < n && r < i + 2; r++) {
        for (int c = j; c <= r; c++) {
          one(n, r, c, terms, x, xo + r * xStep, xRow, y, yo + c * yStep, yRow, beta, out, oo, lanes, count);
        }
      }
    }
  }

  /** Rows i, i + 1 and columns j … j + 3: eight chains. */
  private static void tile(int n, int i, int j, int terms, double[] x, int xi, int xRow, int xStep, double[] y, int yj,
      int yRow, int yStep, double beta, double[] out, int oo, int lanes) {
    int row = oo + (i * n + j) * lanes;
    int next = row + n * lanes;
    begin(beta, out, row, lanes);
    begin(beta, out, next, lanes);
    DoubleVector s00 = DoubleVector.fromArray(S, out, row);
    DoubleVector s01 = DoubleVector.fromArray(S, out, row + lanes);
    DoubleVector s02 = DoubleVector.fromArray(S, out, row + 2 * lanes);
    DoubleVector s03 = DoubleVector.fromArray(S, out, row + 3 * lanes);
    DoubleVector s10 = DoubleVector.fromArray(S, out, next);
    DoubleVector s11 = DoubleVector.fromArray(S, out, next + lanes);
    DoubleVector s12 = DoubleVector.fromArray(S, out, next + 2 * lanes);
    DoubleVector s13 = DoubleVector.fromArray(S, out, next + 3 * lanes);
    for (int k = 0; k < terms; k++) {
      DoubleVector x0 = DoubleVector.fromArray(S, x, xi);
      DoubleVector x1 = DoubleVector.fromArray(S, x, xi + xStep);
      DoubleVector y0 = DoubleVector.fromArray(S, y, yj);
      s00 = x0.fma(y0, s00);
      s10 = x1.fma(y0, s10);
      DoubleVector y1 = DoubleVector.fromArray(S, y, yj + yStep);
      s01 = x0.fma(y1, s01);
      s11 = x1.fma(y1, s11);
      DoubleVector y2 = DoubleVector.fromArray(S, y, yj + 2 * yStep);
      s02 = x0.fma(y2, s02);
      s12 = x1.fma(y2, s12);
      DoubleVector y3 = DoubleVector.fromArray(S, y, yj + 3 * yStep);
      s03 = x0.fma(y3, s03);
      s13 = x1.fma(y3, s13);
      xi += xRow;
      yj += yRow;
    }
    TYPE.cast(s00).intoArray(out, row);
    TYPE.cast(s01).intoArray(out, row + lanes);
    TYPE.cast(s02).intoArray(out, row + 2 * lanes);
    TYPE.cast(s03).intoArray(out, row + 3 * lanes);
    TYPE.cast(s10).intoArray(out, next);
    TYPE.cast(s11).intoArray(out, next + lanes);
    TYPE.cast(s12).intoArray(out, next + 2 * lanes);
    TYPE.cast(s13).intoArray(out, next + 3 * lanes);
    mirror(n, i, j, out, oo, lanes);
  }

  /** Where four neighbouring chains begin. */
  private static void begin(double beta, double[] out, int at, int lanes) {
    if (beta != 1.0) {
      for (int c = at; c < at + 4 * lanes; c += lanes) {
        DoubleVector start = beta == 0.0 ? DoubleVector.zero(S) : DoubleVector.fromArray(S, out, c).mul(beta);
        TYPE.cast(start).intoArray(out, c);
      }
    }
  }

  private static void mirror(int n, int i, int j, double[] out, int oo, int lanes) {
    for (int r = i; r < i + 2; r++) {
      for (int c = j; c < j + 4; c++) {
        DoubleVector.fromArray(S, out, oo + (r * n + c) * lanes).intoArray(out, oo + (c * n + r) * lanes);
      }
    }
  }

  private static void one(int n, int i, int j, int terms, double[] x, int xi, int xRow, double[] y, int yj, int yRow,
      double beta, double[] out, int oo, int lanes, int count) {
    VectorMask<Double> inside = S.indexInRange(0, count);
    int at = oo + (i * n + j) * lanes;
    DoubleVector s = DoubleVector.zero(S);
    if (beta != 0.0) {
      s = DoubleVector.fromArray(S, out, at, inside);
      s = beta == 1.0 ? s : s.mul(beta);
    }
    for (int k = 0; k < terms; k++) {
      s = DoubleVector.fromArray(S, x, xi, inside).fma(DoubleVector.fromArray(S, y, yj, inside), s);
      xi += xRow;
      yj += yRow;
    }
    TYPE.cast(s).intoArray(out, at, inside);
    TYPE.cast(s).intoArray(out, oo + (j * n + i) * lanes, inside);
  }

  /** {@link BatchGram} of the problems start … end − 1. */
  static void gram(int n, int terms, int lanes, double[] a, int ao, double beta, double[] c, int co, int start,
      int end) {
    for (int b = start; b < end; b += V) {
      symmetric(n, terms, a, ao + b, n * lanes, lanes, a, ao + b, n * lanes, lanes, beta, c, co + b, lanes,
          Math.min(V, end - b));
    }
  }
}
