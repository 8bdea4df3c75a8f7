// Master of FloatGemmPanelsSimd: the float version is generated from this file.
package org.isobit.kernels.gemm;

import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Products with a B that was packed once: panels of {@value #PANEL} columns, each with all its rows one after the
 * other, the last one padded. Chains continue from C. Thread-safe.
 */
final class GemmPanelsSimd {

  /** Columns of a panel, whatever the vector length: two vectors of 512 bits. */
  static final int PANEL = 16; // float: static final int PANEL = 32;

  /** Rows of a tile row. */
  static final int ROWS = 12;

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();
  private static final int NR = 2 * V;

  private GemmPanelsSimd() {}

  /**
   * C ← its chains continued by k terms, one tile row: a single row uses each element of B once, more go by blocks.
   *
   * @param rows   rows of C, at most {@link #ROWS}
   * @param n      columns of C
   * @param k      terms
   * @param a      array of A
   * @param ao     index of A's first element
   * @param lda    leading dimension of A
   * @param b      panels
   * @param bo     index of the first panel's first row
   * @param stride distance between panels
   * @param c      array of C
   * @param co     index of C's first element
   * @param ldc    leading dimension of C
   */
  static void run(int rows, int n, int k, double[] a, int ao, int lda, double[] b, int bo, int stride, double[] c,
      int co, int ldc) {
    if (rows == 1) {
      row(n, k, a, ao, b, bo, stride, c, co);
      return;
    }
    for (int p = 0; p < k; p += GemmBlocks.KC) {
      tileRow(rows, n, Math.min(GemmBlocks.KC, k - p), a, ao + p, lda, b, bo + p * PANEL, stride, c, co, ldc);
    }
  }

  private static void tileRow(int rows, int n, int k, double[] a, int ao, int lda, double[] b, int bo, int stride,
      double[] c, int co, int ldc) {
    int whole = n / PANEL;
    if (rows == ROWS && NR == PANEL && whole > 0) {
      GemmTileSimd.rows12(a, ao, lda, b, bo, PANEL, stride, whole, k, true, c, co, ldc);
    } else {
      for (int p = 0; p < whole; p++) {
        panel(rows, k, a, ao, lda, b, bo + p * stride, c, co + p * PANEL, ldc);
      }
    }
    int rest = n - whole * PANEL;
    if (rest > 0) {
      GemmLoopsSimd.strips(rows, rest, k, a, ao, lda, 1, b, bo + whole * stride, PANEL, true, c, co + whole * PANEL,
          ldc);
    }
  }

  private static void panel(int rows, int k, double[] a, int ao, int lda, double[] b, int bo, double[] c, int co,
      int ldc) {
    for (int j = 0; j < PANEL; j += NR) {
      if (rows == ROWS) {
        GemmTileSimd.rows12(a, ao, lda, b, bo + j, PANEL, 0, 1, k, true, c, co + j, ldc);
      } else {
        GemmLoopsSimd.strip(2, V, rows, k, a, ao, lda, 1, b, bo + j, PANEL, true, c, co + j, ldc);
      }
    }
  }

  /** One row, four panels at a time; the last ones, with what is left over, through a buffer. */
  private static void row(int n, int k, double[] a, int ao, double[] b, int bo, int stride, double[] c, int co) {
    int j = 0;
    int at = bo;
    for (; j <= n - 4 * PANEL; j += 4 * PANEL) {
      GemmRowSimd.panels4(k, a, ao, b, at, at + stride, at + 2 * stride, at + 3 * stride, c, co + j, c, co + j);
      at += 4 * stride;
    }
    if (j < n) {
      // The last panel stands in for those that are missing.
      int last = (n - j - 1) / PANEL;
      double[] buffer = GemmBlocks.mine().edge(4 * PANEL);
      System.arraycopy(c, co + j, buffer, 0, n - j);
      if (last < 2) {
        GemmRowSimd.panels2(k, a, ao, b, at, at + last * stride, buffer, 0, buffer, 0);
      } else {
        GemmRowSimd.panels4(k, a, ao, b, at, at + stride, at + 2 * stride, at + last * stride, buffer, 0, buffer, 0);
      }
      System.arraycopy(buffer, 0, c, co + j, n - j);
    }
  }
}
