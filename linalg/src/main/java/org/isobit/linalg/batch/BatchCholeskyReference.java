// Master of FloatBatchCholeskyReference: the float version is generated from this file.
package org.isobit.linalg.batch;

import org.isobit.kernels.Backend;
import org.isobit.linalg.cholesky.CholeskyReference;
import org.isobit.linalg.cholesky.TriangularReference;

/**
 * The scalar form of {@link BatchCholesky}: one problem after the other by {@link CholeskyReference}. A group is one
 * problem, so its storage is not interleaved. Thread-safe.
 */
final class BatchCholeskyReference {

  private static final CholeskyReference CHOLESKY = CholeskyReference.of(Backend.REFERENCE);
  private static final TriangularReference TRIANGULAR = TriangularReference.of(Backend.REFERENCE);

  private BatchCholeskyReference() {}

  /**
   * Factors the problem that starts at ao.
   *
   * @return its status; a failed pivot stands on the factor's diagonal
   */
  static int factor(int n, int lanes, double[] a, int ao, double[] l, int lo, int ld, double[] diagonal) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double x = a[ao + (i * n + j) * lanes];
        if (!(Math.abs(x) <= Double.MAX_VALUE)) {
          return BatchCholeskyTask.NOT_FINITE;
        }
        l[lo + i * ld + j] = x;
      }
    }
    return CHOLESKY.factor(n, l, lo, ld, diagonal);
  }

  /** Solves for one problem. */
  static void solve(int n, int lanes, int nrhs, double[] l, int lo, int ld, double[] b, int bo, double[] x) {
    for (int i = 0; i < n * nrhs; i++) {
      x[i] = b[bo + i * lanes];
    }
    TRIANGULAR.solve(true, false, n, nrhs, l, lo, ld, x, 0, nrhs);
    TRIANGULAR.solve(true, true, n, nrhs, l, lo, ld, x, 0, nrhs);
    for (int i = 0; i < n * nrhs; i++) {
      b[bo + i * lanes] = x[i];
    }
  }
}
