// Master of FloatGemmSimd: the float version is generated from this file.
package org.isobit.kernels.gemm;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * The Vector API form of {@link Gemm}: same bits as {@link GemmReference}. Thread-safe.
 *
 * <p>An element's chain lives in a register while a block of terms is added and in C between blocks, so no block size
 * shows. Here are β and the runs; {@link GemmLoopsSimd} has the loops of one run.
 */
public final class GemmSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private GemmSimd() {}

  /**
   * C = α·op(A)·op(B) + β·C.
   *
   * @param transA whether op(A) = Aᵀ
   * @param transB whether op(B) = Bᵀ
   * @param m      rows of C
   * @param n      columns of C
   * @param k      terms of an element
   * @param alpha  factor of A
   * @param a      array of A
   * @param ao     index of A's element (0, 0)
   * @param lda    leading dimension of A
   * @param b      array of B
   * @param bo     index of B's element (0, 0)
   * @param ldb    leading dimension of B
   * @param beta   factor of C
   * @param c      array of C
   * @param co     index of C's element (0, 0)
   * @param ldc    leading dimension of C
   */
  public static void gemm(boolean transA, boolean transB, int m, int n, int k, double alpha, double[] a, int ao,
      int lda, double[] b, int bo, int ldb, double beta, double[] c, int co, int ldc) {
    if (m == 0 || n == 0) {
      return;
    }
    boolean load = beta == 1.0;
    if (alpha == 1.0 && !transB && k > 0 && (load || beta == 0.0) && (long) k * n <= GemmBlocks.SMALL) {
      // First, because here every nanosecond counts.
      GemmLoopsSimd.strips(m, n, k, a, ao, transA ? 1 : lda, transA ? lda : 1, b, bo, ldb, load, c, co, ldc);
      return;
    }
    boolean empty = alpha == 0.0 || k == 0;
    if (empty || beta != 0.0 && beta != 1.0) {
      scale(m, n, beta, c, co, ldc);
    }
    if (empty) {
      return;
    }
    if (k <= GemmReference.RUN) {
      GemmLoopsSimd.run(transA, transB, m, n, k, alpha, a, ao, lda, b, bo, ldb, beta != 0.0, c, co, ldc);
      return;
    }
    for (int i = 0; i < m; i += GemmBlocks.RUN_TILE) {
      for (int j = 0; j < n; j += GemmBlocks.RUN_TILE) {
        runs(transA, transB, Math.min(GemmBlocks.RUN_TILE, m - i), Math.min(GemmBlocks.RUN_TILE, n - j), k, alpha, a,
            transA ? ao + i : ao + i * lda, lda, b, transB ? bo + j * ldb : bo + j, ldb, beta != 0.0, c,
            co + i * ldc + j, ldc);
      }
    }
  }

  /**
   * The lower triangle of C = α·op(A)·op(A)ᵀ + β·C.
   *
   * @param transA whether op(A) = Aᵀ
   * @param n      order of C
   * @param k      terms of an element
   * @param alpha  factor of A
   * @param a      array of A
   * @param ao     index of A's element (0, 0)
   * @param lda    leading dimension of A
   * @param beta   factor of C
   * @param c      array of C
   * @param co     index of C's element (0, 0)
   * @param ldc    leading dimension of C
   */
  public static void syrk(boolean transA, int n, int k, double alpha, double[] a, int ao, int lda, double beta,
      double[] c, int co, int ldc) {
    GemmReference.syrk(transA, n, k, alpha, a, ao, lda, beta, c, co, ldc);
  }

  /** Run 0 into C, each later run into a buffer from +0, then added. */
  private static void runs(boolean transA, boolean transB, int m, int n, int k, double alpha, double[] a, int ao,
      int lda, double[] b, int bo, int ldb, boolean load, double[] c, int co, int ldc) {
    GemmLoopsSimd.run(transA, transB, m, n, GemmReference.RUN, alpha, a, ao, lda, b, bo, ldb, load, c, co, ldc);
    double[] sum = GemmBlocks.mine().run(m * n);
    for (int start = GemmReference.RUN; start < k; start += GemmReference.RUN) {
      GemmLoopsSimd.run(transA, transB, m, n, Math.min(GemmReference.RUN, k - start), alpha, a,
          transA ? ao + start * lda : ao + start, lda, b, transB ? bo + start : bo + start * ldb, ldb, false, sum, 0,
          n);
      for (int i = 0; i < m; i++) {
        addRow(n, sum, i * n, c, co + i * ldc);
      }
    }
  }

  /** C = β·C; β = 0 only writes, β = 1 does nothing. */
  private static void scale(int m, int n, double beta, double[] c, int co, int ldc) {
    if (beta == 1.0) {
      return;
    }
    for (int i = 0; i < m; i++) {
      scaleRow(n, beta, c, co + i * ldc);
    }
  }

  private static void scaleRow(int n, double beta, double[] c, int co) {
    if (beta == 0.0) {
      Arrays.fill(c, co, co + n, 0.0);
      return;
    }
    DoubleVector factor = DoubleVector.broadcast(S, beta);
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector.fromArray(S, c, co + j).mul(factor).intoArray(c, co + j);
    }
    for (; j < n; j++) {
      c[co + j] = beta * c[co + j];
    }
  }

  private static void addRow(int n, double[] x, int xo, double[] c, int co) {
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector.fromArray(S, c, co + j).add(DoubleVector.fromArray(S, x, xo + j)).intoArray(c, co + j);
    }
    for (; j < n; j++) {
      c[co + j] += x[xo + j];
    }
  }
}
