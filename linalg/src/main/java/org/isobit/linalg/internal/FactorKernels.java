// Master of FloatFactorKernels: the float version is generated from this file.
package org.isobit.linalg.internal;

import org.isobit.kernels.gemm.GemmReference;
import org.isobit.kernels.gemm.GemmSimd;
import org.isobit.kernels.reduce.ReduceReference;
import org.isobit.kernels.reduce.ReduceSimd;

/**
 * The kernels that factorisations are composed of, by a chosen implementation: a factorisation that calls nothing else
 * has the same bits from both. Arguments are not checked. Thread-safe.
 */
public final class FactorKernels {

  private FactorKernels() {}

  /**
   * C = α·op(A)·op(B) + β·C, as {@link org.isobit.kernels.gemm.Gemm}.
   *
   * @param simd   whether the SIMD implementation runs
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
  public static void gemm(boolean simd, boolean transA, boolean transB, int m, int n, int k, double alpha, double[] a,
      int ao, int lda, double[] b, int bo, int ldb, double beta, double[] c, int co, int ldc) {
    if (simd) {
      GemmSimd.gemm(transA, transB, m, n, k, alpha, a, ao, lda, b, bo, ldb, beta, c, co, ldc);
    } else {
      GemmReference.gemm(transA, transB, m, n, k, alpha, a, ao, lda, b, bo, ldb, beta, c, co, ldc);
    }
  }

  /**
   * Σ x_i·y_i on the contract's partials and tree, as {@link org.isobit.kernels.reduce.Reduce}.
   *
   * @param simd whether the SIMD implementation runs
   * @param n    elements
   * @param x    array of x
   * @param xo   index of its first element
   * @param y    array of y
   * @param yo   index of its first element
   * @return the sum
   */
  public static double dot(boolean simd, int n, double[] x, int xo, double[] y, int yo) {
    return simd ? ReduceSimd.dot(n, x, xo, y, yo) : ReduceReference.dot(n, x, xo, 1, y, yo, 1);
  }

  /**
   * Largest magnitude of a matrix; NaN sticks.
   *
   * @param rows    rows
   * @param columns columns
   * @param a       array of the matrix
   * @param ao      index of element (0, 0)
   * @param lda     leading dimension
   * @return the magnitude, 0 for an empty matrix
   */
  public static double largest(int rows, int columns, double[] a, int ao, int lda) {
    double m = 0.0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double x = Math.abs(a[ao + i * lda + j]);
        m = x > m || x != x ? x : m;
      }
    }
    return m;
  }
}
