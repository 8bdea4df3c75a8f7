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

  /** Chains side by side, as many as two multiply-adds a clock of four clocks each need. */
  private static final int CHAINS = 8;

  /** Terms of a block of rows that is transposed. */
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
   * y_i ← fma(α·a_ik, x_k, y_i), k ascending, A stored m×k. Lanes would have to be rows, and transposing A for that
   * takes longer than scalar chains of eight rows side by side; rows that are left over are transposed.
   */
  static void plain(int m, int k, double alpha, double[] a, int ao, int lda, double[] x, int xo, int incX,
      boolean load, double[] y, int yo, int incY) {
    int whole = m - m % CHAINS;
    for (int i = 0; i < whole; i += CHAINS) {
      for (int r = i; !load && r < i + CHAINS; r++) {
        y[yo + r * incY] = 0.0;
      }
      int yi = yo + i * incY;
      if (alpha == 1.0) {
        eightRows(k, a, ao + i * lda, lda, x, xo, incX, y, yi, incY);
      } else {
        fourScaledRows(k, alpha, a, ao + i * lda, lda, x, xo, incX, y, yi, incY);
        fourScaledRows(k, alpha, a, ao + (i + 4) * lda, lda, x, xo, incX, y, yi + 4 * incY, incY);
      }
    }
    if (whole < m) {
      lastRows(m - whole, k, alpha, a, ao + whole * lda, lda, x, xo, incX, load, y, yo + whole * incY, incY);
    }
  }

  private static void lastRows(int rows, int k, double alpha, double[] a, int ao, int lda, double[] x, int xo, int incX,
      boolean load, double[] y, int yo, int incY) {
    GemmBlocks blocks = GemmBlocks.mine();
    double[] block = blocks.b(CHAINS * TERMS);
    double[] sum = incY == 1 ? y : blocks.edge(CHAINS);
    int at = incY == 1 ? yo : 0;
    start(rows, load, y, yo, incY, sum, at);
    for (int p = 0; p < k; p += TERMS) {
      int kc = Math.min(TERMS, k - p);
      GemmTransposeSimd.transpose(rows, kc, a, ao + p, lda, block, 0, CHAINS);
      transposed(rows, kc, alpha, block, 0, CHAINS, x, xo + p * incX, incX, true, sum, at, 1);
    }
    finish(rows, sum, at, y, yo, incY);
  }

  private static void eightRows(int k, double[] a, int a0, int lda, double[] x, int xo, int incX, double[] y, int yo,
      int incY) {
    int a4 = a0 + 4 * lda;
    double y0 = y[yo];
    double y1 = y[yo + incY];
    double y2 = y[yo + 2 * incY];
    double y3 = y[yo + 3 * incY];
    double y4 = y[yo + 4 * incY];
    double y5 = y[yo + 5 * incY];
    double y6 = y[yo + 6 * incY];
    double y7 = y[yo + 7 * incY];
    for (int p = 0; p < k; p++) {
      double v = x[xo + p * incX];
      y0 = Math.fma(a[a0 + p], v, y0);
      y1 = Math.fma(a[a0 + lda + p], v, y1);
      y2 = Math.fma(a[a0 + 2 * lda + p], v, y2);
      y3 = Math.fma(a[a0 + 3 * lda + p], v, y3);
      y4 = Math.fma(a[a4 + p], v, y4);
      y5 = Math.fma(a[a4 + lda + p], v, y5);
      y6 = Math.fma(a[a4 + 2 * lda + p], v, y6);
      y7 = Math.fma(a[a4 + 3 * lda + p], v, y7);
    }
    y[yo] = y0;
    y[yo + incY] = y1;
    y[yo + 2 * incY] = y2;
    y[yo + 3 * incY] = y3;
    y[yo + 4 * incY] = y4;
    y[yo + 5 * incY] = y5;
    y[yo + 6 * incY] = y6;
    y[yo + 7 * incY] = y7;
  }

  private static void fourScaledRows(int k, double alpha, double[] a, int a0, int lda, double[] x, int xo, int incX,
      double[] y, int yo, int incY) {
    double y0 = y[yo];
    double y1 = y[yo + incY];
    double y2 = y[yo + 2 * incY];
    double y3 = y[yo + 3 * incY];
    for (int p = 0; p < k; p++) {
      double v = x[xo + p * incX];
      y0 = Math.fma(alpha * a[a0 + p], v, y0);
      y1 = Math.fma(alpha * a[a0 + lda + p], v, y1);
      y2 = Math.fma(alpha * a[a0 + 2 * lda + p], v, y2);
      y3 = Math.fma(alpha * a[a0 + 3 * lda + p], v, y3);
    }
    y[yo] = y0;
    y[yo + incY] = y1;
    y[yo + 2 * incY] = y2;
    y[yo + 3 * incY] = y3;
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
