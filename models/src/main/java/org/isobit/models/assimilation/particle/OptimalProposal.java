package org.isobit.models.assimilation.particle;

import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.random.Philox;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.models.assimilation.Cycle.Purpose;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.internal.Analysis;

/**
 * The optimal proposal of particles with Gaussian kernels, in whitened observations: with A the kernel's anomalies,
 * Y = A observed, C = I + Yᵀ·Y, a particle moves by its draw z of the kernel and Aᵀ·Y·C⁻¹·(y − H(x + z) − ε),
 * ε ~ N(0, I), and the likelihood of its innovation d is that of N(0, C).
 */
final class OptimalProposal {

  private OptimalProposal() {}

  /**
   * Moves particles.
   *
   * @param a     the analysis
   * @param width factor on the weighted anomalies
   * @param w     weights of the forecast
   * @param x     particles, members × size, moved
   * @param log   receives the logarithm of each particle's likelihood but for a constant
   */
  static void move(Analysis a, double width, double[] w, double[] x, double[] log) {
    int members = a.members;
    int n = a.size;
    int p = a.count;
    double[] root = a.workspace.doubles(OptimalProposal.class, "anomalies", members, n);
    Kernel.anomalies(members, n, width, x, w, root);
    double[] observed = a.workspace.doubles(OptimalProposal.class, "observed anomalies", members, p);
    Kernel.anomalies(members, p, width, a.s, w, observed);
    double[] c = a.workspace.doubles(OptimalProposal.class, "innovation covariance", p, p);
    Gemm.gram(true, p, members, 1.0, observed, 0, p, 0.0, c, 0, p, a.workers);
    for (int j = 0; j < p; j++) {
      c[j * p + j] += 1.0;
    }
    Cholesky cholesky = new Cholesky().factor(p, c, 0, p);
    double[] gain = a.workspace.doubles(OptimalProposal.class, "covariance with observations", n, p);
    Gemm.gemm(true, false, n, p, members, 1.0, root, 0, n, observed, 0, p, 0.0, gain, 0, p, a.workers);

    double[] draws = ParticleStep.draws(a, root, ParticleStep.KERNEL);
    for (int i = 0; i < x.length; i++) {
      x[i] += draws[i];
    }
    double[] e = perturbed(a, x);
    cholesky.solve(members, e, 0, members);
    // x += eᵀ·gainᵀ
    Gemm.gemm(true, true, members, n, p, 1.0, e, 0, members, gain, 0, p, 1.0, x, 0, n, a.workers);
    likelihood(a, cholesky, log);
  }

  /** −½·dᵀ·C⁻¹·d of the innovations before the move. */
  private static void likelihood(Analysis a, Cholesky cholesky, double[] log) {
    int members = a.members;
    double[] y = a.byObservation(members, members);
    double[] d = a.workspace.doubles(OptimalProposal.class, "innovations", a.count, members);
    for (int j = 0; j < a.count; j++) {
      for (int m = 0; m < members; m++) {
        d[j * members + m] = a.innovation[j] - y[j * members + m];
      }
    }
    cholesky.solveLower(members, d, 0, members);
    java.util.Arrays.fill(log, 0.0);
    for (int j = 0; j < a.count; j++) {
      for (int m = 0; m < members; m++) {
        log[m] = Math.fma(d[j * members + m], -0.5 * d[j * members + m], log[m]);
      }
    }
  }

  /** y − H(x) − ε, whitened; element (j, m) at j·members + m. */
  private static double[] perturbed(Analysis a, double[] x) {
    int members = a.members;
    int p = a.count;
    double[] rows = a.workspace.doubles(OptimalProposal.class, "perturbed innovations", members, p);
    a.observations.operator().apply(Ensemble.of(x, members, a.size), rows);
    for (int m = 0; m < members; m++) {
      for (int j = 0; j < p; j++) {
        rows[m * p + j] = a.observations.value(j) - rows[m * p + j];
      }
    }
    a.whiten(members, rows);
    double[] noise = a.workspace.doubles(OptimalProposal.class, "perturbations", members, p);
    Philox.gaussian(a.cycle.seed(), a.cycle.stream(Purpose.PERTURBATIONS), 0, noise.length, noise, 0);
    double[] e = a.workspace.doubles(OptimalProposal.class, "innovations by observation", p, members);
    for (int m = 0; m < members; m++) {
      for (int j = 0; j < p; j++) {
        e[j * members + m] = rows[m * p + j] - noise[m * p + j];
      }
    }
    return e;
  }
}
