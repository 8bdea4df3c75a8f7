// Master of FloatFreeProduct: the float version is generated from this file.
package org.isobit.bench.free;

import java.util.Arrays;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.Tuning;

/**
 * Products whose sums are in any order, on one thread, by the form that is fastest for a shape. It takes no shapes with
 * rows that are left over by its tiles. Not thread-safe: it keeps packed B.
 */
final class FreeProduct {

  private static final int V = SpeciesSimd.DOUBLE.length();

  /** Columns of a panel, rows of a tile, and the sizes of blocks. */
  private static final int NR = 2 * V;
  private static final int MR = 12;
  private static final int KC = Tuning.size("gemm.double.terms");
  private static final int NC = Tuning.size("gemm.double.columns", 32);

  private double[] packed = {};
  private double[] columns = {};

  /** C = A·B, row-major, m a multiple of 12, and of 5 where columns fill no vector. */
  void gemm(int m, int n, int k, double[] a, double[] b, double[] c) {
    requireMultiple(m, MR);
    int vectors = n / V * V;
    Arrays.fill(c, 0.0);
    for (int j = 0; j < vectors; j += NC) {
      int nc = Math.min(NC, vectors - j);
      for (int p = 0; p < k; p += KC) {
        int kc = Math.min(KC, k - p);
        pack(kc, nc, b, p * n + j, n);
        block(m, nc, kc, a, p, k, packed, 0, NR * kc, c, j, n);
      }
    }
    if (vectors < n) {
      lastColumns(m, n, k, vectors, a, b, c);
    }
  }

  /** Rows of C, 12 at a time, by a packed block of B, panels {@code step} apart. */
  static void block(int m, int n, int kc, double[] a, int ao, int lda, double[] b, int bo, int step, double[] c,
      int co, int ldc) {
    int panels = n / NR;
    for (int i = 0; i < m; i += MR) {
      int ci = co + i * ldc;
      FreeTileSimd.panels(a, ao + i * lda, lda, b, bo, step, panels, kc, c, ci, ldc);
      if (panels * NR < n) {
        FreeTileSimd.vector(a, ao + i * lda, lda, b, bo + panels * step, kc, c, ci + panels * NR, ldc);
      }
    }
  }

  /** Panels one after the other, then perhaps a single vector. */
  private void pack(int kc, int n, double[] b, int bo, int ldb) {
    packed = packed.length < kc * n ? new double[kc * n] : packed;
    int at = 0;
    for (int j = 0; j < n; ) {
      int width = Math.min(NR, n - j);
      for (int p = 0; p < kc; p++) {
        System.arraycopy(b, bo + p * ldb + j, packed, at, width);
        at += width;
      }
      j += width;
    }
  }

  /** Columns that would leave lanes empty: lanes are terms, for which B is transposed. */
  private void lastColumns(int m, int n, int k, int from, double[] a, double[] b, double[] c) {
    columns = columns.length < (n - from) * k ? new double[(n - from) * k] : columns;
    for (int p = 0; p < k; p++) {
      for (int j = from; j < n; j++) {
        columns[(j - from) * k + p] = b[p * n + j];
      }
    }
    dots(m, n - from, k, a, columns, c, from, n);
  }

  /** C = A·Bᵀ, m a multiple of 5 and n of 4; rows of A and of B are k long. */
  static void dots(int m, int n, int k, double[] a, double[] b, double[] c, int co, int ldc) {
    requireMultiple(m, FreeDotSimd.ROWS);
    requireMultiple(n, FreeDotSimd.COLUMNS);
    for (int j = 0; j < n; j += FreeDotSimd.COLUMNS) {
      for (int i = 0; i < m; i += FreeDotSimd.ROWS) {
        FreeDotSimd.tile(k, a, i * k, k, b, j * k, k, c, co + i * ldc + j, ldc);
      }
    }
  }

  /** y = A·x, m a multiple of 8. */
  static void vector(int m, int k, double[] a, double[] x, double[] y) {
    requireMultiple(m, 8);
    for (int i = 0; i < m; i += 8) {
      FreeDotSimd.rows8(k, a, i * k, k, x, y, i);
    }
  }

  private static void requireMultiple(int rows, int of) {
    if (rows % of != 0) {
      throw new IllegalArgumentException("there must be a multiple of " + of + " rows, but there are " + rows);
    }
  }
}
