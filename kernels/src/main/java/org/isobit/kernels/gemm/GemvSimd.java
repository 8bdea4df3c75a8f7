// Master of FloatGemvSimd: the float version is generated from this file.
package org.isobit.kernels.gemm;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Products with a vector, and outer products: each element of the matrix is used once, so they run at the speed of
 * memory. The matrix is read along its rows; an output is still one chain, a lane of its own.
 */
final class GemvSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  /** Outputs worked on at a time: they stay in L1. */
  private static final int CHUNK = 1024; // float: private static final int CHUNK = 2048;

  /** Whether squares of 8 terms are transposed in registers, rather than rows added by scalars, eight side by side. */
  private static final boolean SQUARES = SpeciesSimd.bits() == 512;

  /** Rows left over that scalars do sooner than two more squares side by side, half of them computed for nothing. */
  private static final int FEW = 0; // float: private static final int FEW = 8;

  /** Rows and terms of a block that gets its factor: they stay in L1. */
  private static final int ROWS = 2 * V;
  private static final int TERMS = 120;

  private GemvSimd() {}

  /**
   * y_j ← fma(α·b_kj, x_k, y_j), k ascending, B stored k×n: gemv of a transposed matrix.
   */
  static void transposed(int n, int k, double alpha, double[] b, int bo, int ldb, double[] x, int xo, int incX,
      boolean load, double[] y, int yo, int incY) {
    double[] sum = incY == 1 ? y : GemmBlocks.mine().edge(CHUNK);
    for (int j = 0; j < n; j += CHUNK) {
      int nc = Math.min(CHUNK, n - j);
      int at = incY == 1 ? yo + j : 0;
      start(nc, load, y, yo + j * incY, incY, sum, at);
      int p = 0;
      for (; p <= k - 4; p += 4) {
        int xp = xo + p * incX;
        fourRows(nc, alpha, b, bo + p * ldb + j, ldb, x[xp], x[xp + incX], x[xp + 2 * incX], x[xp + 3 * incX], sum, at);
      }
      for (; p < k; p++) {
        oneRow(nc, alpha, b, bo + p * ldb + j, x[xo + p * incX], sum, at);
      }
      finish(nc, sum, at, y, yo + j * incY, incY);
    }
  }

  /** y_i ← fma(α·a_ik, x_k, y_i), k ascending, A stored m×k. */
  static void plain(int m, int k, double alpha, double[] a, int ao, int lda, double[] x, int xo, int incX,
      boolean load, double[] y, int yo, int incY) {
    GemmBlocks blocks = GemmBlocks.mine();
    double[] sum = incY == 1 ? y : blocks.edge(m);
    int at = incY == 1 ? yo : 0;
    start(m, load, y, yo, incY, sum, at);
    double[] terms = x;
    int first = xo;
    if (incX != 1) {
      terms = blocks.b(k);
      first = 0;
      for (int p = 0; p < k; p++) {
        terms[p] = x[xo + p * incX];
      }
    }
    if (alpha == 1.0) {
      rows(m, k, a, ao, lda, terms, first, sum, at);
    } else {
      double[] block = blocks.a(ROWS * TERMS);
      for (int i = 0; i < m; i += ROWS) {
        int mc = Math.min(ROWS, m - i);
        for (int p = 0; p < k; p += TERMS) {
          int kc = Math.min(TERMS, k - p);
          GemmPackSimd.scaled(mc, kc, alpha, a, ao + i * lda + p, lda, block, 0, TERMS);
          rows(mc, kc, block, 0, TERMS, terms, first + p, sum, at + i);
        }
      }
    }
    finish(m, sum, at, y, yo, incY);
  }

  /** Twice V rows at a time; the last ones may overlap in part. Few rows, and what is no whole square, by scalars. */
  private static void rows(int m, int k, double[] a, int ao, int lda, double[] x, int xo, double[] y, int yo) {
    int whole = SQUARES && m >= V ? k - k % 8 : 0;
    for (int i = 0; whole > 0 && i < m; ) {
      int left = m - i;
      if (left <= FEW) {
        eightRows(left, whole, a, ao + i * lda, lda, x, xo, y, yo + i);
        i = m;
      } else {
        int second = left >= 3 * V || left >= 2 * V && left <= 2 * V + FEW ? V : left > 2 * V ? 0 : left - V;
        GemvRowsSimd.rows(second, whole, a, ao + i * lda, lda, x, xo, y, yo + i);
        i += V + second;
      }
    }
    if (whole < k) {
      for (int i = 0; i < m; i += 8) {
        eightRows(Math.min(8, m - i), k - whole, a, ao + i * lda + whole, lda, x, xo + whole, y, yo + i);
      }
    }
  }

  /** 8 rows, or fewer: the last one stands in for those that are missing. */
  private static void eightRows(int rows, int k, double[] a, int a0, int lda, double[] x, int xo, double[] y, int yo) {
    int i1 = Math.min(1, rows - 1);
    int i2 = Math.min(2, rows - 1);
    int i3 = Math.min(3, rows - 1);
    int i4 = Math.min(4, rows - 1);
    int i5 = Math.min(5, rows - 1);
    int i6 = Math.min(6, rows - 1);
    int i7 = rows - 1;
    double y0 = y[yo];
    double y1 = y[yo + i1];
    double y2 = y[yo + i2];
    double y3 = y[yo + i3];
    double y4 = y[yo + i4];
    double y5 = y[yo + i5];
    double y6 = y[yo + i6];
    double y7 = y[yo + i7];
    int a1 = a0 + i1 * lda;
    int a2 = a0 + i2 * lda;
    int a3 = a0 + i3 * lda;
    int a4 = a0 + i4 * lda;
    int a5 = a0 + i5 * lda;
    int a6 = a0 + i6 * lda;
    int a7 = a0 + i7 * lda;
    for (int p = 0; p < k; p++) {
      double v = x[xo + p];
      y0 = Math.fma(a[a0 + p], v, y0);
      y1 = Math.fma(a[a1 + p], v, y1);
      y2 = Math.fma(a[a2 + p], v, y2);
      y3 = Math.fma(a[a3 + p], v, y3);
      y4 = Math.fma(a[a4 + p], v, y4);
      y5 = Math.fma(a[a5 + p], v, y5);
      y6 = Math.fma(a[a6 + p], v, y6);
      y7 = Math.fma(a[a7 + p], v, y7);
    }
    y[yo] = y0;
    y[yo + i1] = y1;
    y[yo + i2] = y2;
    y[yo + i3] = y3;
    y[yo + i4] = y4;
    y[yo + i5] = y5;
    y[yo + i6] = y6;
    y[yo + i7] = y7;
  }

  /** c_ij ← fma(α·x_i, y_j, c_ij), or from +0. */
  static void outer(int m, int n, double alpha, double[] x, int xo, int incX, double[] y, int yo, int incY,
      boolean load, double[] c, int co, int ldc) {
    double[] row = y;
    int ro = yo;
    if (incY != 1) {
      row = GemmBlocks.mine().b(n);
      ro = 0;
      for (int j = 0; j < n; j++) {
        row[j] = y[yo + j * incY];
      }
    }
    for (int i = 0; i < m; i++) {
      if (!load) {
        Arrays.fill(c, co + i * ldc, co + i * ldc + n, 0.0);
      }
      oneRow(n, 1.0, row, ro, alpha * x[xo + i * incX], c, co + i * ldc);
    }
  }

  private static void start(int n, boolean load, double[] y, int yo, int incY, double[] sum, int so) {
    if (!load) {
      Arrays.fill(sum, so, so + n, 0.0);
    } else if (incY != 1) {
      for (int j = 0; j < n; j++) {
        sum[so + j] = y[yo + j * incY];
      }
    }
  }

  private static void finish(int n, double[] sum, int so, double[] y, int yo, int incY) {
    if (incY != 1) {
      for (int j = 0; j < n; j++) {
        y[yo + j * incY] = sum[so + j];
      }
    }
  }

  private static void fourRows(int n, double alpha, double[] b, int bo, int ldb, double x0, double x1, double x2,
      double x3, double[] y, int yo) {
    int b1 = bo + ldb;
    int b2 = bo + 2 * ldb;
    int b3 = bo + 3 * ldb;
    DoubleVector f = DoubleVector.broadcast(S, alpha);
    DoubleVector v0 = DoubleVector.broadcast(S, x0);
    DoubleVector v1 = DoubleVector.broadcast(S, x1);
    DoubleVector v2 = DoubleVector.broadcast(S, x2);
    DoubleVector v3 = DoubleVector.broadcast(S, x3);
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector s = DoubleVector.fromArray(S, y, yo + j);
      s = DoubleVector.fromArray(S, b, bo + j).mul(f).fma(v0, s);
      s = DoubleVector.fromArray(S, b, b1 + j).mul(f).fma(v1, s);
      s = DoubleVector.fromArray(S, b, b2 + j).mul(f).fma(v2, s);
      s = DoubleVector.fromArray(S, b, b3 + j).mul(f).fma(v3, s);
      s.intoArray(y, yo + j);
    }
    for (; j < n; j++) {
      double s = Math.fma(alpha * b[bo + j], x0, y[yo + j]);
      s = Math.fma(alpha * b[b1 + j], x1, s);
      s = Math.fma(alpha * b[b2 + j], x2, s);
      y[yo + j] = Math.fma(alpha * b[b3 + j], x3, s);
    }
  }

  private static void oneRow(int n, double alpha, double[] b, int bo, double x, double[] y, int yo) {
    DoubleVector f = DoubleVector.broadcast(S, alpha);
    DoubleVector v = DoubleVector.broadcast(S, x);
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector.fromArray(S, b, bo + j).mul(f).fma(v, DoubleVector.fromArray(S, y, yo + j)).intoArray(y, yo + j);
    }
    for (; j < n; j++) {
      y[yo + j] = Math.fma(alpha * b[bo + j], x, y[yo + j]);
    }
  }
}
