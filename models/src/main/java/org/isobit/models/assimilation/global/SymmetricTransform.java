package org.isobit.models.assimilation.global;

import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.eigen.SymmetricEigen;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.internal.GlobalTransform;
import org.isobit.models.assimilation.internal.Limits;

/**
 * B^{-1/2} of B = c·I + S·Sᵀ, c = N − 1, and B⁻¹·S·d, from the smaller of S·Sᵀ and Sᵀ·S. The rows of S are those of the
 * members, or the N − 1 of the error subspace. Refused if B's condition number is above
 * {@link Filter#LARGEST_CONDITION}.
 *
 * <p>The matrix may come from a device; it is decomposed on the processor.
 */
final class SymmetricTransform {

  private SymmetricTransform() {}

  /**
   * Writes B^{-1/2}, rows × rows, to t and the mean's weights B⁻¹·S·d, with d the innovation, to w.
   *
   * @param rows how many of the first rows of S count; what follows is zero
   */
  static void compute(Analysis a, int rows, double[] t, double[] w) {
    if (a.count < rows) {
      inObservationSpace(a, rows, t, w);
    } else {
      inEnsembleSpace(a, rows, t, w);
    }
  }

  /** From the matrix of the rows itself; B⁻¹ is B^{-1/2} twice. */
  private static void inEnsembleSpace(Analysis a, int rows, double[] t, double[] w) {
    double least = a.members - 1;
    double[] f = a.workspace.doubles(SymmetricTransform.class, "eigenvalues", rows);
    GlobalTransform.gram(a, false, rows, a.s, t);
    for (int m = 0; m < rows; m++) {
      t[m * rows + m] += least;
    }
    SymmetricEigen eigen = eigen(a.workspace).factor(rows, t, 0, rows);
    eigen.values(f, 0);
    a.requireCondition(f[rows - 1] / least, "");
    for (int m = 0; m < rows; m++) {
      f[m] = Limits.inverseRoot(f[m], least);
    }
    eigen.function(f, 0, t, 0, rows);
    Gemm.gemv(false, rows, a.count, 1.0, a.s, 0, a.count, a.innovation, 0, 1, 0.0, w, 0, 1);
    Gemm.gemv(false, rows, rows, 1.0, t, 0, rows, w, 0, 1, 0.0, f, 0, 1);
    Gemm.gemv(false, rows, rows, 1.0, t, 0, rows, f, 0, 1, 0.0, w, 0, 1);
  }

  /**
   * B^{-1/2} = c^{-1/2}·I + S·g(Sᵀ·S)·Sᵀ with g(μ) = ((c + μ)^{-1/2} − c^{-1/2})/μ, which is
   * −1/(√c·√(c + μ)·(√c + √(c + μ))): nothing cancels, and μ = 0 needs no care. B⁻¹·S·d = S·((c·I + Sᵀ·S)⁻¹·d), which
   * is as accurate as the inverse of that matrix: to all digits for a single observation.
   */
  private static void inObservationSpace(Analysis a, int rows, double[] t, double[] w) {
    double least = a.members - 1;
    int p = a.count;
    double[] g = a.workspace.doubles(SymmetricTransform.class, "observation weights", p, p);
    double[] f = a.workspace.doubles(SymmetricTransform.class, "eigenvalues", p);
    double[] product = a.workspace.doubles(SymmetricTransform.class, "weighted observations", rows, p);
    GlobalTransform.gram(a, true, rows, a.s, g);
    SymmetricEigen eigen = eigen(a.workspace).factor(p, g, 0, p);
    eigen.values(f, 0);
    a.requireCondition((f[p - 1] + least) / least, "");
    double[] inverse = a.workspace.doubles(SymmetricTransform.class, "inverse eigenvalues", p);
    double root = Math.sqrt(least);
    for (int j = 0; j < p; j++) {
      // Rounding may leave a tiny negative eigenvalue of a matrix that has none.
      double mu = f[j] > 0.0 ? f[j] : 0.0;
      inverse[j] = 1.0 / (least + mu);
      double whole = Math.sqrt(least + mu);
      f[j] = -1.0 / (root * whole * (root + whole));
    }
    meanWeights(a, rows, eigen, inverse, g, w);
    eigen.function(f, 0, g, 0, p);
    Gemm.gemm(false, false, rows, p, p, 1.0, a.s, 0, p, g, 0, p, 0.0, product, 0, p, a.workers);
    Gemm.gemm(false, true, rows, rows, p, 1.0, product, 0, p, a.s, 0, p, 0.0, t, 0, rows, a.workers);
    for (int m = 0; m < rows; m++) {
      t[m * rows + m] += 1.0 / root;
    }
  }

  /** w = S·(V·diag(inverse)·Vᵀ·d), v being scratch for Vᵀ. */
  private static void meanWeights(Analysis a, int rows, SymmetricEigen eigen, double[] inverse, double[] v,
      double[] w) {
    int p = a.count;
    double[] projected = a.workspace.doubles(SymmetricTransform.class, "projected innovation", p);
    double[] solution = a.workspace.doubles(SymmetricTransform.class, "solved innovation", p);
    eigen.vectors(v, 0, p);
    Gemm.gemv(false, p, p, 1.0, v, 0, p, a.innovation, 0, 1, 0.0, projected, 0, 1);
    for (int j = 0; j < p; j++) {
      projected[j] = projected[j] * inverse[j];
    }
    Gemm.gemv(true, p, p, 1.0, v, 0, p, projected, 0, 1, 0.0, solution, 0, 1);
    Gemm.gemv(false, rows, p, 1.0, a.s, 0, p, solution, 0, 1, 0.0, w, 0, 1);
  }

  private static SymmetricEigen eigen(Workspace workspace) {
    return workspace.kept(SymmetricTransform.class, "eigen", SymmetricEigen.class, SymmetricEigen::new);
  }
}
