// Master of FloatGemmTiles: the float version is generated from this file.
package org.isobit.kernels.gemm;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;

/**
 * Splits C into tiles, one a part, each computed by the serial kernel: an element's chain is never cut, so no bit
 * depends on the number of threads. One object is one call.
 */
final class GemmTiles implements Workers.Task {

  /** Multiply-adds of a part, 16 µs: with less, a second thread costs more than it brings. */
  private static final double MIN_PART = 1e6;

  /** Most parts a thread: threads start at different times and share their processors. */
  private static final int SHARE = 4;

  /** Columns of a tile below which reading A shows; above the second a thread may have several tiles. */
  private static final int FEWEST_COLUMNS = 96;
  private static final int MANY_COLUMNS = 256;

  /** Rows of a tile below which copying B shows; above the second a thread may have several tiles. */
  private static final int FEWEST_ROWS = 48;
  private static final int MANY_ROWS = 480;

  /** Tile borders are multiples of these: of every micro-kernel's rows, and of its two vectors. */
  private static final int ROWS = 24;
  private static final int COLUMNS = 32;

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
    int parts = parts((double) m * n * k, workers);
    if (parts == 1) {
      serial(transA, transB, m, n, k, alpha, a, ao, lda, b, bo, ldb, beta, c, co, ldc);
      return;
    }
    // Columns first: then each column of B is copied once; a row of tiles copies all of B.
    int tilesN = divisor(parts, n / FEWEST_COLUMNS);
    int tilesM = Math.clamp(m / FEWEST_ROWS, 1, parts / tilesN);
    if (tilesM == 1) {
      tilesN *= Math.clamp(n / (tilesN * MANY_COLUMNS), 1, SHARE);
    } else {
      tilesM *= Math.clamp(m / (tilesM * MANY_ROWS), 1, SHARE);
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
    int parts = Math.min(SHARE * parts(0.5 * n * n * k, workers), Math.max(1, n / FEWEST_ROWS));
    if (parts == 1) {
      serial(whole, transA, n, k, alpha, a, ao, lda, beta, c, co, ldc);
      return;
    }
    workers.run(parts, new GemmTiles(transA, !transA, true, whole, n, n, k, alpha, a, ao, lda, a, ao, lda, beta, c, co,
        ldc, parts, 1));
  }

  /** The lower triangle, then the upper one. */
  static void gram(boolean transA, int n, int k, double alpha, double[] a, int ao, int lda, double beta, double[] c,
      int co, int ldc, Workers workers) {
    triangle(true, transA, n, k, alpha, a, ao, lda, beta, c, co, ldc, workers);
    if (Backend.SIMD_ACTIVE) {
      GemmSimd.mirror(n, c, co, ldc);
    } else {
      GemmReference.mirror(n, c, co, ldc);
    }
  }

  @Override
  public void run(int part, int slot) {
    if (lower) {
      rows(triangle(part), triangle(part + 1));
      return;
    }
    int i = part / tilesN;
    int j = part % tilesN;
    int j0 = border(n, tilesN, j, COLUMNS);
    tile(border(m, tilesM, i, ROWS), border(m, tilesM, i + 1, ROWS), j0, border(n, tilesN, j + 1, COLUMNS));
  }

  /** Rows start … end − 1 of the lower triangle: what lies left of the diagonal block, and the diagonal block. */
  private void rows(int start, int end) {
    tile(start, end, 0, start);
    int at = transA ? ao + start : ao + start * lda;
    serial(whole, transA, end - start, k, alpha, a, at, lda, beta, c, co + start * ldc + start, ldc);
  }

  private void tile(int i0, int i1, int j0, int j1) {
    int at = transA ? ao + i0 : ao + i0 * lda;
    int bt = transB ? bo + j0 * ldb : bo + j0;
    serial(transA, transB, i1 - i0, j1 - j0, k, alpha, a, at, lda, b, bt, ldb, beta, c, co + i0 * ldc + j0, ldc);
  }

  /** Rows before border i hold about i/tilesM of the triangle. */
  private int triangle(int i) {
    int row = (int) (n * Math.sqrt((double) i / tilesM));
    return i == tilesM ? n : row / 8 * 8;
  }

  private static int border(int length, int tiles, int i, int grain) {
    int at = (int) ((long) length * i / tiles);
    return i == tiles ? length : at / grain * grain;
  }

  /** The largest divisor of {@code parts} up to {@code most}, at least 1. */
  private static int divisor(int parts, int most) {
    for (int d = Math.min(parts, most); d > 1; d--) {
      if (parts % d == 0) {
        return d;
      }
    }
    return 1;
  }

  /** Threads that a call pays for. */
  private static int parts(double work, Workers workers) {
    return Math.clamp((long) (work / MIN_PART), 1, workers.threads());
  }

  private static void serial(boolean transA, boolean transB, int m, int n, int k, double alpha, double[] a, int ao,
      int lda, double[] b, int bo, int ldb, double beta, double[] c, int co, int ldc) {
    if (Backend.SIMD_ACTIVE) {
      GemmSimd.gemm(transA, transB, m, n, k, alpha, a, ao, lda, b, bo, ldb, beta, c, co, ldc);
    } else {
      GemmReference.gemm(transA, transB, m, n, k, alpha, a, ao, lda, b, bo, ldb, beta, c, co, ldc);
    }
  }

  private static void serial(boolean whole, boolean transA, int n, int k, double alpha, double[] a, int ao, int lda,
      double beta, double[] c, int co, int ldc) {
    if (!Backend.SIMD_ACTIVE) {
      GemmReference.syrk(transA, n, k, alpha, a, ao, lda, beta, c, co, ldc);
    } else if (whole) {
      GemmSimd.lower(transA, n, k, alpha, a, ao, lda, beta, c, co, ldc);
    } else {
      GemmSimd.syrk(transA, n, k, alpha, a, ao, lda, beta, c, co, ldc);
    }
  }
}
