package org.isobit.models.assimilation.global;

import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.internal.GlobalTransform;

/**
 * The Kalman gain in terms of members: for rows of normalised innovations D (r × count), the weights
 * X = D·Sᵀ·(S·Sᵀ + (N − 1)·I)⁻¹ = D·(Sᵀ·S + (N − 1)·I)⁻¹·Sᵀ, r × members; the increments K·d of the rows are X·A.
 *
 * <p>The smaller of the two matrices is factored: that of the observations up to as many observations as members.
 * Refused if the bound of the condition number is above {@link Filter#LARGEST_CONDITION}. The matrix may come from a
 * device; it is factored, and the systems are solved, on the processor.
 */
final class GainWeights {

  private GainWeights() {}

  /** Writes X. */
  static void compute(Analysis a, double[] rows, int r, double[] x) {
    a.requireBoundedCondition();
    if (a.count <= a.members) {
      inObservationSpace(a, rows, r, x);
    } else {
      inEnsembleSpace(a, rows, r, x);
    }
  }

  private static void inObservationSpace(Analysis a, double[] rows, int r, double[] x) {
    int p = a.count;
    int k = a.members;
    double[] c = a.workspace.doubles(GainWeights.class, "gain matrix", p, p);
    GlobalTransform.gram(a, true, c);
    double[] z = a.workspace.doubles(GainWeights.class, "gain solution", p, k);
    for (int j = 0; j < p; j++) {
      c[j * p + j] += k - 1;
      for (int m = 0; m < k; m++) {
        z[j * k + m] = a.s[m * p + j];
      }
    }
    cholesky(a.workspace).factor(p, c, 0, p).solve(k, z, 0, k);
    Gemm.gemm(false, false, r, k, p, 1.0, rows, 0, p, z, 0, k, 0.0, x, 0, k, a.workers);
  }

  private static void inEnsembleSpace(Analysis a, double[] rows, int r, double[] x) {
    int p = a.count;
    int k = a.members;
    double[] g = a.workspace.doubles(GainWeights.class, "gain matrix", k, k);
    GlobalTransform.gram(a, false, g);
    for (int m = 0; m < k; m++) {
      g[m * k + m] += k - 1;
    }
    double[] z = a.workspace.doubles(GainWeights.class, "gain solution", k, r);
    Gemm.gemm(false, true, k, r, p, 1.0, a.s, 0, p, rows, 0, p, 0.0, z, 0, r, a.workers);
    cholesky(a.workspace).factor(k, g, 0, k).solve(r, z, 0, r);
    for (int i = 0; i < r; i++) {
      for (int m = 0; m < k; m++) {
        x[i * k + m] = z[m * r + i];
      }
    }
  }

  private static Cholesky cholesky(Workspace workspace) {
    return workspace.kept(GainWeights.class, "cholesky", Cholesky.class, Cholesky::new);
  }
}
