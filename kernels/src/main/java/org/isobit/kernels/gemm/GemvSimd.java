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

  /** Rows that are transposed together, and terms of such a block: 32 KB. */
  private static final int ROWS = 4 * V;
  private static final int TERMS = 128;

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

  /**
   * y_i ← fma(α·a_ik, x_k, y_i), k ascending, A stored m×k: blocks of rows are transposed, so that lanes are rows.
   */
  static void plain(int m, int k, double alpha, double[] a, int ao, int lda, double[] x, int xo, int incX,
      boolean load, double[] y, int yo, int incY) {
    GemmBlocks blocks = GemmBlocks.mine();
    double[] block = blocks.b(ROWS * TERMS);
    double[] sum = incY == 1 ? y : blocks.edge(CHUNK);
    for (int i = 0; i < m; i += ROWS) {
      int rows = Math.min(ROWS, m - i);
      int at = incY == 1 ? yo + i : 0;
      start(rows, load, y, yo + i * incY, incY, sum, at);
      for (int p = 0; p < k; p += TERMS) {
        int kc = Math.min(TERMS, k - p);
        GemmTransposeSimd.transpose(rows, kc, a, ao + i * lda + p, lda, block, 0, ROWS);
        transposed(rows, kc, alpha, block, 0, ROWS, x, xo + p * incX, incX, true, sum, at, 1);
      }
      finish(rows, sum, at, y, yo + i * incY, incY);
    }
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
