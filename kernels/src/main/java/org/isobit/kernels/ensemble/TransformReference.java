// Master of FloatTransformReference: the float version is generated from this file.
package org.isobit.kernels.ensemble;

import org.isobit.kernels.Backend;
import org.isobit.kernels.gemm.GemmReference;

/** Scalar {@link Transform}: defines the bits. */
public sealed class TransformReference permits TransformSimd {

  private static final GemmReference GEMM = GemmReference.of(Backend.REFERENCE);

  TransformReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static TransformReference of(Backend backend) {
    return backend.isSimd() ? new TransformSimd() : new TransformReference();
  }

  /**
   * {@link Transform#apply}.
   *
   * @param transW  whether op(W) = Wᵀ
   * @param results members of the result
   * @param members members of A
   * @param n       state size
   * @param w       weights
   * @param wo      their offset
   * @param ldw     their leading dimension
   * @param a       anomalies
   * @param ao      their offset
   * @param lda     their leading dimension
   * @param b       takes the result
   * @param bo      its offset
   * @param ldb     its leading dimension
   */
  public void apply(boolean transW, int results, int members, int n, double[] w, int wo, int ldw, double[] a, int ao,
      int lda, double[] b, int bo, int ldb) {
    GEMM.gemm(transW, false, results, n, members, 1.0, w, wo, ldw, a, ao, lda, 0.0, b, bo, ldb);
  }

  /**
   * {@link Transform#applyAround}.
   *
   * @param transW  whether op(W) = Wᵀ
   * @param results members of the result
   * @param members members of A
   * @param n       state size
   * @param w       weights
   * @param wo      their offset
   * @param ldw     their leading dimension
   * @param mean    mean
   * @param mo      its offset
   * @param a       anomalies
   * @param ao      their offset
   * @param lda     their leading dimension
   * @param e       takes the result
   * @param eo      its offset
   * @param lde     its leading dimension
   */
  public void applyAround(boolean transW, int results, int members, int n, double[] w, int wo, int ldw, double[] mean,
      int mo, double[] a, int ao, int lda, double[] e, int eo, int lde) {
    if (n == 0) {
      return; // later rows would begin beyond the end of an array that need not have any
    }
    for (int m = 0; m < results; m++) {
      System.arraycopy(mean, mo, e, eo + m * lde, n);
    }
    GEMM.gemm(transW, false, results, n, members, 1.0, w, wo, ldw, a, ao, lda, 1.0, e, eo, lde);
  }

  /**
   * {@link Transform#applyInPlace}: point by point, each on a copy of its members.
   *
   * @param transW  whether op(W) = Wᵀ
   * @param members members
   * @param n       state size
   * @param w       weights
   * @param wo      their offset
   * @param ldw     their leading dimension
   * @param a       anomalies
   * @param ao      their offset
   * @param lda     their leading dimension
   */
  public void applyInPlace(boolean transW, int members, int n, double[] w, int wo, int ldw, double[] a, int ao,
      int lda) {
    double[] point = ThreadArray.atLeast(members);
    for (int i = 0; i < n; i++) {
      for (int m = 0; m < members; m++) {
        point[m] = a[ao + m * lda + i];
      }
      GEMM.gemm(transW, false, members, 1, members, 1.0, w, wo, ldw, point, 0, 1, 0.0, a, ao + i, lda);
    }
  }
}
