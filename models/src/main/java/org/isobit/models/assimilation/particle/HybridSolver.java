package org.isobit.models.assimilation.particle;

import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.eigen.SymmetricEigen;
import org.isobit.models.assimilation.internal.Limits;
import org.isobit.models.assimilation.internal.ObservationSpace;

/** The two steps of {@link LKNETF} at a point; serves one thread. */
final class HybridSolver implements LocalSolver {

  private final ObservationSpace space;
  private final HybridWeight hybrid;
  private final SecondOrderTransform transform = new SecondOrderTransform();
  private final SymmetricEigen eigen = new SymmetricEigen();
  private final double[] log;
  private final double[] f;
  private final double[] kalman;
  private final double[] second;
  private final double[] product;
  private double[] s = {};

  HybridSolver(ObservationSpace space, HybridWeight hybrid) {
    this.space = space;
    this.hybrid = hybrid;
    int n = space.members;
    log = new double[n];
    f = new double[n];
    kalman = new double[n];
    second = new double[n * n];
    product = new double[n * n];
  }

  @Override
  public void solve(int members, int count, double[] y, double[] d, double[] w, double[] t, Object where) {
    Likelihood.logarithms(members, count, y, d, log);
    double gamma = hybrid.weigh(members, log, w, where);
    transform.compute(members, w, t);
    if (gamma == 0.0) {
      return;
    }
    if (s.length < count * members) {
      s = new double[count * members];
    }
    // Innovation and observed anomalies after the first step, times √γ.
    double root = Math.sqrt(gamma);
    for (int j = 0; j < count; j++) {
      double moved = 0.0;
      for (int m = 0; m < members; m++) {
        moved = Math.fma(w[m], y[j * members + m], moved);
      }
      d[j] = root * (d[j] - moved);
    }
    Gemm.gemm(false, true, count, members, members, root, y, 0, members, t, 0, members, 0.0, s, 0, members);
    kalmanStep(members, count, d, where);
    // w₁ + w₂·T₁ and T₂·T₁
    Gemm.gemm(false, false, 1, members, members, 1.0, kalman, 0, members, t, 0, members, 1.0, w, 0, members);
    Gemm.gemm(false, false, members, members, members, 1.0, second, 0, members, t, 0, members, 0.0, product, 0,
        members);
    System.arraycopy(product, 0, t, 0, members * members);
  }

  /** w₂ = B⁻¹·S₂·d₂ and T₂ = √(N − 1)·B^{-1/2}, with B = (N − 1)·I + S₂·S₂ᵀ (Hunt et al. 2007, eqs. 20, 21 and 24). */
  private void kalmanStep(int n, int count, double[] d, Object where) {
    Gemm.gram(true, n, count, 1.0, s, 0, n, 0.0, second, 0, n);
    for (int m = 0; m < n; m++) {
      second[m * n + m] += n - 1;
    }
    eigen.factor(n, second, 0, n);
    eigen.values(f, 0);
    space.requireCondition(f[n - 1] / (n - 1), where);
    Gemm.gemv(true, n, count, 1.0, s, 0, n, d, 0, 1, 0.0, kalman, 0, 1);
    for (int m = 0; m < n; m++) {
      f[m] = Limits.inverseRoot(f[m], n - 1);
    }
    eigen.function(f, 0, second, 0, n);
    // B⁻¹ is B^{-1/2} twice.
    Gemm.gemv(false, n, n, 1.0, second, 0, n, kalman, 0, 1, 0.0, f, 0, 1);
    Gemm.gemv(false, n, n, 1.0, second, 0, n, f, 0, 1, 0.0, kalman, 0, 1);
    double scale = Math.sqrt(n - 1);
    for (int i = 0; i < n * n; i++) {
      second[i] = scale * second[i];
    }
  }
}
