// Master of FloatGemmTriangleSimd: the float version is generated from this file.
package org.isobit.kernels.gemm;

import org.isobit.kernels.SpeciesSimd;

/** The loops around the micro-kernels for one run of terms of a small lower triangle op(A)·op(A)ᵀ. */
final class GemmTriangleSimd {

  /** Rows of a strip; what lies left of its diagonal square is whole vectors. */
  private static final int ROWS = Math.max(8, SpeciesSimd.DOUBLE.length());

  private GemmTriangleSimd() {}

  /**
   * Order n ≤ NARROW, k ≤ 4096.
   *
   * @param load  whether the chains continue from C
   * @param whole whether the diagonal squares may be written above the diagonal too
   */
  static void run(boolean transA, int n, int k, double alpha, double[] a, int ao, int lda, boolean load, boolean whole,
      double[] c, int co, int ldc) {
    int kMost = Math.min(Math.min(k, GemmBlocks.KC), Math.max(1, GemmBlocks.SMALL / n));
    boolean packA = alpha != 1.0;
    double[] packedA = packA ? GemmBlocks.mine().a(n * kMost) : a;
    double[] packedB = transA ? a : GemmBlocks.mine().b(n * kMost);
    int ldp = packA ? transA ? n : kMost : lda;
    for (int p = 0; p < k; p += kMost) {
      int kc = Math.min(kMost, k - p);
      int at = transA ? ao + p * lda : ao + p;
      if (packA) {
        GemmPackSimd.scaled(transA ? kc : n, transA ? n : kc, alpha, a, at, lda, packedA, 0, ldp);
      }
      if (!transA) {
        GemmTransposeSimd.transpose(n, kc, a, at, lda, packedB, 0, n);
      }
      strips(n, kc, packedA, packA ? 0 : at, transA ? 1 : ldp, transA ? ldp : 1, packedB, transA ? at : 0,
          transA ? lda : n, load || p > 0, whole, c, co, ldc);
    }
  }

  private static void strips(int n, int kc, double[] a, int ao, int sr, int sk, double[] b, int bo, int ldb,
      boolean load, boolean whole, double[] c, int co, int ldc) {
    for (int i = 0; i < n; i += ROWS) {
      int rows = Math.min(ROWS, n - i);
      int ai = ao + i * sr;
      int ci = co + i * ldc;
      if (whole) {
        GemmLoopsSimd.strips(rows, i + rows, kc, a, ai, sr, sk, b, bo, ldb, load, c, ci, ldc);
        continue;
      }
      if (i > 0) {
        GemmLoopsSimd.strips(rows, i, kc, a, ai, sr, sk, b, bo, ldb, load, c, ci, ldc);
      }
      double[] square = GemmBlocks.mine().square(ROWS * ROWS);
      if (load) {
        copyLower(rows, c, ci + i, ldc, square, 0, ROWS);
      }
      GemmLoopsSimd.strips(rows, rows, kc, a, ai, sr, sk, b, bo + i, ldb, load, square, 0, ROWS);
      copyLower(rows, square, 0, ROWS, c, ci + i, ldc);
    }
  }

  private static void copyLower(int n, double[] source, int so, int lds, double[] target, int to, int ldt) {
    for (int i = 0; i < n; i++) {
      System.arraycopy(source, so + i * lds, target, to + i * ldt, i + 1);
    }
  }
}
