// Master of FloatTransformSimd: the float version is generated from this file.
package org.isobit.kernels.ensemble;

import org.isobit.kernels.Backend;
import org.isobit.kernels.gemm.GemmReference;

/** {@link Transform} by blocks of points on the fast matrix product. */
public final class TransformSimd extends TransformReference {

  private static final GemmReference GEMM = GemmReference.of(Backend.SIMD);

  /** Elements of the copied block: with the block itself about a second-level cache of 1 MB. */
  private static final int COPIED = 65536; // float: private static final int COPIED = 131072;

  /** The fewest points of a block, for many members. */
  private static final int SHORTEST = 192;

  TransformSimd() {}

  private static int points(int members, int n) {
    int points = COPIED / members & -64;
    int block = points < SHORTEST ? SHORTEST : points;
    return block < n ? block : n;
  }

  @Override
  public void apply(boolean transW, int results, int members, int n, double[] w, int wo, int ldw, double[] a, int ao,
      int lda, double[] b, int bo, int ldb) {
    GEMM.gemm(transW, false, results, n, members, 1.0, w, wo, ldw, a, ao, lda, 0.0, b, bo, ldb);
  }

  @Override
  public void applyAround(boolean transW, int results, int members, int n, double[] w, int wo, int ldw, double[] mean,
      int mo, double[] a, int ao, int lda, double[] e, int eo, int lde) {
    int block = n == 0 ? 1 : points(results > members ? results : members, n);
    for (int start = 0; n - start > 0; start += block) {
      int length = n - start < block ? n - start : block;
      for (int m = 0; m < results; m++) {
        System.arraycopy(mean, mo + start, e, eo + m * lde + start, length);
      }
      GEMM.gemm(transW, false, results, length, members, 1.0, w, wo, ldw, a, ao + start, lda, 1.0, e, eo + start, lde);
    }
  }

  @Override
  public void applyInPlace(boolean transW, int members, int n, double[] w, int wo, int ldw, double[] a, int ao,
      int lda) {
    if (n == 0) {
      return;
    }
    int block = points(members, n);
    double[] copy = ThreadArray.atLeast(members * block);
    for (int start = 0; n - start > 0; start += block) {
      int length = n - start < block ? n - start : block;
      for (int m = 0; m < members; m++) {
        System.arraycopy(a, ao + m * lda + start, copy, m * block, length);
      }
      GEMM.gemm(transW, false, members, length, members, 1.0, w, wo, ldw, copy, 0, block, 0.0, a, ao + start, lda);
    }
  }
}
