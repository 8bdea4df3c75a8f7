// Master of FloatGemmSimd: the float version is generated from this file.
package org.isobit.kernels.gemm;

/** The Vector API form of {@link Gemm}: same bits as {@link GemmReference}. Thread-safe. */
public final class GemmSimd {

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
    GemmReference.gemm(transA, transB, m, n, k, alpha, a, ao, lda, b, bo, ldb, beta, c, co, ldc);
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
}
