package org.isobit.models.assimilation;

import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.eigen.SymmetricEigen;

/** B^{-1/2} of B = c·I + S·Sᵀ, c = N − 1, from the smaller of S·Sᵀ and Sᵀ·S. */
final class SymmetricTransform {

  private SymmetricTransform() {}

  /** Writes B^{-1/2}, members × members, to t. */
  static void inverseRoot(Analysis a, double[] t) {
    if (a.count < a.members) {
      inObservationSpace(a, t);
    } else {
      inEnsembleSpace(a, t);
    }
  }

  /** From the members × members matrix itself. */
  static void inEnsembleSpace(Analysis a, double[] t) {
    int k = a.members;
    double[] f = a.workspace.doubles("eigenvalues", k);
    Gemm.gram(false, k, a.count, 1.0, a.s, 0, a.count, 0.0, t, 0, k, a.workers);
    for (int m = 0; m < k; m++) {
      t[m * k + m] += k - 1;
    }
    SymmetricEigen eigen = eigen(a.workspace).factor(k, t, 0, k);
    eigen.values(f, 0);
    for (int m = 0; m < k; m++) {
      f[m] = inverseRoot(f[m], k - 1);
    }
    eigen.function(f, 0, t, 0, k);
  }

  /**
   * λ^{-1/2} of an eigenvalue of B. None is below N − 1, but rounding may say so where observations are far better than
   * the forecast, even that it is negative.
   */
  static double inverseRoot(double lambda, double least) {
    return 1.0 / Math.sqrt(lambda > least ? lambda : least);
  }

  /**
   * B^{-1/2} = c^{-1/2}·I + S·g(Sᵀ·S)·Sᵀ with g(μ) = ((c + μ)^{-1/2} − c^{-1/2})/μ, which is
   * −1/(√c·√(c + μ)·(√c + √(c + μ))): nothing cancels, and μ = 0 needs no care.
   */
  private static void inObservationSpace(Analysis a, double[] t) {
    int k = a.members;
    int p = a.count;
    double[] g = a.workspace.doubles("observation weights", p * p);
    double[] f = a.workspace.doubles("eigenvalues", p);
    double[] product = a.workspace.doubles("weighted observations", k * p);
    Gemm.gram(true, p, k, 1.0, a.s, 0, p, 0.0, g, 0, p, a.workers);
    SymmetricEigen eigen = eigen(a.workspace).factor(p, g, 0, p);
    eigen.values(f, 0);
    double root = Math.sqrt(k - 1);
    for (int j = 0; j < p; j++) {
      // Rounding may leave a tiny negative eigenvalue of a matrix that has none.
      double mu = f[j] > 0.0 ? f[j] : 0.0;
      double whole = Math.sqrt(k - 1 + mu);
      f[j] = -1.0 / (root * whole * (root + whole));
    }
    eigen.function(f, 0, g, 0, p);
    Gemm.gemm(false, false, k, p, p, 1.0, a.s, 0, p, g, 0, p, 0.0, product, 0, p, a.workers);
    Gemm.gemm(false, true, k, k, p, 1.0, product, 0, p, a.s, 0, p, 0.0, t, 0, k, a.workers);
    for (int m = 0; m < k; m++) {
      t[m * k + m] += 1.0 / root;
    }
  }

  private static SymmetricEigen eigen(Workspace workspace) {
    SymmetricEigen eigen = workspace.kept("eigen", SymmetricEigen.class);
    if (eigen == null) {
      eigen = new SymmetricEigen();
      workspace.keep("eigen", eigen);
    }
    return eigen;
  }
}
