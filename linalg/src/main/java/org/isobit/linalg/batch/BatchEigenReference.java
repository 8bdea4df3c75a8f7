// Master of FloatBatchEigenReference: the float version is generated from this file.
package org.isobit.linalg.batch;

import org.isobit.kernels.NumericalException;
import org.isobit.linalg.eigen.SymmetricEigen;

/**
 * The scalar form of {@link BatchEigen}: one problem after the other by the scalar {@link SymmetricEigen}. A group is
 * one problem, so its storage is not interleaved. Thread-safe.
 */
final class BatchEigenReference {

  private BatchEigenReference() {}

  /**
   * Decomposes the problem that starts at ao.
   *
   * @return its status
   */
  static int factor(int n, int lanes, double[] a, int ao, BatchEigenScratch scratch, double[] vectors, int vo, int ld,
      double[] values, int eo) {
    double[] w = scratch.w;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double x = a[ao + (i * n + j) * lanes];
        if (!(Math.abs(x) <= Double.MAX_VALUE)) {
          return BatchEigenTask.NOT_FINITE;
        }
        w[i * n + j] = x;
      }
    }
    try {
      scratch.single.factor(n, w, 0, Math.max(n, 1));
    } catch (NumericalException e) {
      return BatchEigenTask.NO_CONVERGENCE;
    }
    scratch.single.values(values, eo);
    scratch.single.vectors(vectors, vo, Math.max(ld, 1));
    return 0;
  }

  /** V·diag(f)·Vᵀ of one problem. */
  static void function(int n, int lanes, double[] f, int fo, double[] vectors, int vo, int ld, double[] out, int oo) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double s = 0.0;
        for (int k = 0; k < n; k++) {
          s = Math.fma(f[fo + k * lanes] * vectors[vo + k * ld + i], vectors[vo + k * ld + j], s);
        }
        out[oo + (i * n + j) * lanes] = s;
        out[oo + (j * n + i) * lanes] = s;
      }
    }
  }

  /** X = V·(VᵀB ÷ λ) of one problem. */
  static void solve(int n, int lanes, int nrhs, BatchEigenScratch scratch, double[] vectors, int vo, int ld,
      double[] values, int eo, double[] b, int bo) {
    double[] y = scratch.w;
    for (int c = 0; c < nrhs; c++) {
      for (int k = 0; k < n; k++) {
        double s = 0.0;
        for (int j = 0; j < n; j++) {
          s = Math.fma(vectors[vo + k * ld + j], b[bo + (j * nrhs + c) * lanes], s);
        }
        y[k] = s / values[eo + k];
      }
      for (int j = 0; j < n; j++) {
        double s = 0.0;
        for (int k = 0; k < n; k++) {
          s = Math.fma(vectors[vo + k * ld + j], y[k], s);
        }
        b[bo + (j * nrhs + c) * lanes] = s;
      }
    }
  }
}
