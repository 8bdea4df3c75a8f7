// Master of FloatGemmReference: the float version is generated from this file.
package org.isobit.kernels.gemm;

import org.isobit.kernels.Backend;

/**
 * The scalar form of {@link Gemm}; it defines the bits. Arguments are checked by the façade. Thread-safe.
 */
public sealed class GemmReference permits GemmSimd {

  /** Terms of one unbroken chain. */
  public static final int RUN = 4096;

  GemmReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static GemmReference of(Backend backend) {
    return backend.isSimd() ? new GemmSimd() : new GemmReference();
  }

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
  public void gemm(boolean transA, boolean transB, int m, int n, int k, double alpha, double[] a, int ao, int lda,
      double[] b, int bo, int ldb, double beta, double[] c, int co, int ldc) {
    for (int i = 0; i < m; i++) {
      row(transA, transB, i, n, k, alpha, a, ao, lda, b, bo, ldb, beta, c, co, ldc);
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
  public void syrk(boolean transA, int n, int k, double alpha, double[] a, int ao, int lda, double beta, double[] c,
      int co, int ldc) {
    for (int i = 0; i < n; i++) {
      row(transA, !transA, i, i + 1, k, alpha, a, ao, lda, a, ao, lda, beta, c, co, ldc);
    }
  }

  /**
   * The lower triangle as {@link #syrk}; what is left above the diagonal is not determined.
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
  public void lower(boolean transA, int n, int k, double alpha, double[] a, int ao, int lda, double beta, double[] c,
      int co, int ldc) {
    syrk(transA, n, k, alpha, a, ao, lda, beta, c, co, ldc);
  }

  /**
   * Copies the lower triangle of C to the upper one.
   *
   * @param n   order of C
   * @param c   array of C
   * @param co  index of C's element (0, 0)
   * @param ldc leading dimension of C
   */
  public void mirror(int n, double[] c, int co, int ldc) {
    for (int i = 1; i < n; i++) {
      for (int j = 0; j < i; j++) {
        c[co + j * ldc + i] = c[co + i * ldc + j];
      }
    }
  }

  /**
   * Y = X·(α·op(A))ᵀ + β·Y with a packed matrix.
   *
   * @param a    α·op(A)
   * @param n    rows of X and Y
   * @param x    array of X
   * @param xo   index of X's element (0, 0)
   * @param ldx  leading dimension of X
   * @param beta factor of Y
   * @param y    array of Y
   * @param yo   index of Y's element (0, 0)
   * @param ldy  leading dimension of Y
   */
  public void packed(PackedMatrix a, int n, double[] x, int xo, int ldx, double beta, double[] y, int yo, int ldy) {
    int k = a.columns();
    int run = Math.min(k, RUN);
    for (int j = 0; j < n; j++) {
      int xj = xo + j * ldx;
      for (int i = 0; i < a.rows(); i++) {
        int ij = yo + j * ldy + i;
        double s = beta == 0.0 ? 0.0 : beta == 1.0 ? y[ij] : beta * y[ij];
        if (a.isRead()) {
          s = a.chain(i, 0, run, x, xj, s);
          for (int start = run; start < k; start += RUN) {
            s += a.chain(i, start, Math.min(k, start + RUN), x, xj, 0.0);
          }
        }
        y[ij] = s;
      }
    }
  }

  /** The first n elements of row i. */
  private static void row(boolean transA, boolean transB, int i, int n, int k, double alpha, double[] a, int ao,
      int lda, double[] b, int bo, int ldb, double beta, double[] c, int co, int ldc) {
    int rowA = transA ? ao + i : ao + i * lda;
    int stepA = transA ? lda : 1;
    int stepB = transB ? 1 : ldb;
    for (int j = 0; j < n; j++) {
      int ij = co + i * ldc + j;
      double s = beta == 0.0 ? 0.0 : beta == 1.0 ? c[ij] : beta * c[ij];
      if (alpha != 0.0 && k > 0) {
        int columnB = transB ? bo + j * ldb : bo + j;
        int run = Math.min(k, RUN);
        s = chain(0, run, alpha, a, rowA, stepA, b, columnB, stepB, s);
        for (int start = run; start < k; start += RUN) {
          s += chain(start, Math.min(k, start + RUN), alpha, a, rowA, stepA, b, columnB, stepB, 0.0);
        }
      }
      c[ij] = s;
    }
  }

  /** One run: s ← fma(α·a_k, b_k, s) for k = start … end − 1. */
  private static double chain(int start, int end, double alpha, double[] a, int ao, int stepA, double[] b, int bo,
      int stepB, double s) {
    for (int k = start; k < end; k++) {
      s = Math.fma(alpha * a[ao + k * stepA], b[bo + k * stepB], s);
    }
    return s;
  }
}
