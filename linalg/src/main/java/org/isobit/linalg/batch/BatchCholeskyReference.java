// Master of FloatBatchCholeskyReference: the float version is generated from this file.
package org.isobit.linalg.batch;

import org.isobit.kernels.Backend;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.linalg.cholesky.Triangular;

/**
 * The scalar form of {@link BatchCholesky}: one problem after the other by the scalar {@link Cholesky}. A group is one
 * problem, so its storage is not interleaved. Thread-safe.
 */
final class BatchCholeskyReference {

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
    return Cholesky.factor(Backend.REFERENCE, n, l, lo, ld, diagonal);
  }

  /** Solves for one problem. */
  static void solve(int n, int lanes, int nrhs, double[] l, int lo, int ld, double[] b, int bo, double[] x) {
    for (int i = 0; i < n * nrhs; i++) {
      x[i] = b[bo + i * lanes];
    }
    Triangular.solve(Backend.REFERENCE, true, false, n, nrhs, l, lo, ld, x, 0, nrhs);
    Triangular.solve(Backend.REFERENCE, true, true, n, nrhs, l, lo, ld, x, 0, nrhs);
    for (int i = 0; i < n * nrhs; i++) {
      b[bo + i * lanes] = x[i];
    }
  }
}
