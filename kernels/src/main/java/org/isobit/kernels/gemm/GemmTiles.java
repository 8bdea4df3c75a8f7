// Master of FloatGemmTiles: the float version is generated from this file.
package org.isobit.kernels.gemm;

import org.isobit.kernels.Workers;

/**
 * Splits C into tiles, one a part, each computed by the serial kernel: an element's chain is never cut, so no bit
 * depends on the number of threads. One object is one call.
 */
final class GemmTiles implements Workers.Task {

  private final boolean transA;
  private final boolean transB;
  private final boolean lower;
  private final boolean whole;
  private final int m;
  private final int n;
  private final int k;
  private final double alpha;
  private final double[] a;
  private final int ao;
  private final int lda;
  private final double[] b;
  private final int bo;
  private final int ldb;
  private final double beta;
  private final double[] c;
  private final int co;
  private final int ldc;
  private final int tilesM;
  private final int tilesN;

  private GemmTiles(boolean transA, boolean transB, boolean lower, boolean whole, int m, int n, int k, double alpha,
      double[] a, int ao, int lda, double[] b, int bo, int ldb, double beta, double[] c, int co, int ldc, int tilesM,
      int tilesN) {
    this.transA = transA;
    this.transB = transB;
    this.lower = lower;
    this.whole = whole;
    this.m = m;
    this.n = n;
    this.k = k;
    this.alpha = alpha;
    this.a = a;
    this.ao = ao;
    this.lda = lda;
    this.b = b;
    this.bo = bo;
    this.ldb = ldb;
    this.beta = beta;
    this.c = c;
    this.co = co;
    this.ldc = ldc;
    this.tilesM = tilesM;
    this.tilesN = tilesN;
  }

  static void gemm(boolean transA, boolean transB, int m, int n, int k, double alpha, double[] a, int ao, int lda,
      double[] b, int bo, int ldb, double beta, double[] c, int co, int ldc, Workers workers) {
    int tilesM = GemmGrid.down(m, n, k, workers.available());
    int tilesN = GemmGrid.across(m, n, k, workers.available());
    if (tilesM * tilesN == 1) {
      Gemm.KERNELS.gemm(transA, transB, m, n, k, alpha, a, ao, lda, b, bo, ldb, beta, c, co, ldc);
      return;
    }
    workers.run(tilesM * tilesN, new GemmTiles(transA, transB, false, false, m, n, k, alpha, a, ao, lda, b, bo, ldb,
        beta, c, co, ldc, tilesM, tilesN));
  }

  static void syrk(boolean transA, int n, int k, double alpha, double[] a, int ao, int lda, double beta, double[] c,
      int co, int ldc, Workers workers) {
    triangle(false, transA, n, k, alpha, a, ao, lda, beta, c, co, ldc, workers);
  }

  private static void triangle(boolean whole, boolean transA, int n, int k, double alpha, double[] a, int ao, int lda,
      double beta, double[] c, int co, int ldc, Workers workers) {
    int parts = Math.min(GemmGrid.SHARE * GemmGrid.parts(0.5 * n * n * k, workers.available()),
        Math.max(1, n / GemmGrid.FEWEST_ROWS));
    if (parts == 1) {
      diagonal(whole, transA, n, k, alpha, a, ao, lda, beta, c, co, ldc);
      return;
    }
    workers.run(parts, new GemmTiles(transA, !transA, true, whole, n, n, k, alpha, a, ao, lda, a, ao, lda, beta, c, co,
        ldc, parts, 1));
  }

  /** The lower triangle, then the upper one. */
  static void gram(boolean transA, int n, int k, double alpha, double[] a, int ao, int lda, double beta, double[] c,
      int co, int ldc, Workers workers) {
    triangle(true, transA, n, k, alpha, a, ao, lda, beta, c, co, ldc, workers);
    Gemm.KERNELS.mirror(n, c, co, ldc);
  }

  @Override
  public void run(int part, int slot) {
    if (lower) {
      rows(triangle(part), triangle(part + 1));
      return;
    }
    int i = part / tilesN;
    int j = part % tilesN;
    tile(GemmGrid.row(m, tilesM, i), GemmGrid.row(m, tilesM, i + 1), GemmGrid.column(n, tilesN, j),
        GemmGrid.column(n, tilesN, j + 1));
  }

  /** Rows start … end − 1 of the lower triangle: what lies left of the diagonal block, and the diagonal block. */
  private void rows(int start, int end) {
    tile(start, end, 0, start);
    int at = transA ? ao + start : ao + start * lda;
    diagonal(whole, transA, end - start, k, alpha, a, at, lda, beta, c, co + start * ldc + start, ldc);
  }

  private void tile(int i0, int i1, int j0, int j1) {
    int at = transA ? ao + i0 : ao + i0 * lda;
    int bt = transB ? bo + j0 * ldb : bo + j0;
    Gemm.KERNELS.gemm(transA, transB, i1 - i0, j1 - j0, k, alpha, a, at, lda, b, bt, ldb, beta, c, co + i0 * ldc + j0,
        ldc);
  }

  /** Rows before border i hold about i/tilesM of the triangle. */
  private int triangle(int i) {
    int row = (int) (n * Math.sqrt((double) i / tilesM));
    return i == tilesM ? n : row / 8 * 8;
  }

  private static void diagonal(boolean whole, boolean transA, int n, int k, double alpha, double[] a, int ao, int lda,
      double beta, double[] c, int co, int ldc) {
    if (whole) {
      Gemm.KERNELS.lower(transA, n, k, alpha, a, ao, lda, beta, c, co, ldc);
    } else {
      Gemm.KERNELS.syrk(transA, n, k, alpha, a, ao, lda, beta, c, co, ldc);
    }
  }
}
