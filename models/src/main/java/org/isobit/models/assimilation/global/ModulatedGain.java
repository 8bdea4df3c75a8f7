package org.isobit.models.assimilation.global;

import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.eigen.SymmetricEigen;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Finite;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.internal.GlobalTransform;
import org.isobit.models.assimilation.internal.Limits;
import org.isobit.models.assimilation.localization.Modulation;

/**
 * Gain and modified gain of {@link GETKF} in terms of modulated members: with Ŝ their whitened observed anomalies, M ×
 * count, S those of the N members, c = N − 1 and B = c·I + Ŝ·Ŝᵀ, the weights w = B⁻¹·Ŝ·d and
 * W = h(Ŝ·Ŝᵀ)·Ŝ·Sᵀ with h(μ) = (1 − √(c/(c + μ)))/μ, which is 1/(√(c + μ)·(√c + √(c + μ))): nothing cancels, and μ = 0
 * needs no care. The smaller of Ŝ·Ŝᵀ and Ŝᵀ·Ŝ is decomposed. Refused if B's condition number is above
 * {@link Filter#LARGEST_CONDITION}.
 */
final class ModulatedGain {

  private final Analysis a;
  private final Modulation modulation;
  private final int k;
  private final int p;

  /** M. */
  private final int rows;

  /** Ŝ, pattern after pattern. */
  private final double[] s;

  /** M × N and M. */
  private final double[] weights;
  private final double[] meanWeights;

  private ModulatedGain(Analysis a, Modulation modulation) {
    this.a = a;
    this.modulation = modulation;
    k = a.members;
    p = a.count;
    rows = Math.multiplyExact(k, modulation.patterns());
    s = a.workspace.doubles(ModulatedGain.class, "observed", rows, p);
    weights = a.workspace.doubles(ModulatedGain.class, "weights", rows, k);
    meanWeights = a.workspace.doubles(ModulatedGain.class, "mean weights", rows);
  }

  static void update(Analysis a, Modulation modulation) {
    ModulatedGain gain = new ModulatedGain(a, modulation);
    gain.observe();
    if (gain.p < gain.rows) {
      gain.inObservationSpace();
    } else {
      gain.inEnsembleSpace();
    }
    gain.apply();
  }

  /** Observes mean + w_l ∘ A for one pattern after the other; anomalies are those from each pattern's own mean. */
  private void observe() {
    double[] states = a.workspace.doubles(ModulatedGain.class, "modulated", k, a.size);
    double[] observed = a.workspace.doubles(ModulatedGain.class, "observed states", k, p);
    double[] mean = a.workspace.doubles(ModulatedGain.class, "observed mean", p);
    for (int l = 0; l < modulation.patterns(); l++) {
      int pattern = l;
      a.workers.run(k, (m, slot) -> modulation.add(pattern, a.forecast, m * a.size, a.mean, 0, states, m * a.size));
      a.observations.operator().apply(Ensemble.of(states, k, a.size), observed);
      int bad = Finite.first(observed, 0, k * p);
      if (bad >= 0) {
        throw new IllegalArgumentException(a.filter + ": the observation operator gives " + observed[bad]
            + " for member " + bad / p + " modulated by pattern " + l + ", observation " + bad % p);
      }
      Anomalies.subtractMean(k, p, observed, 0, p, mean, 0, observed, 0, p, Workers.serial());
      System.arraycopy(observed, 0, s, l * k * p, k * p);
    }
    a.whiten(rows, s);
    if (a.amplification != 1.0) {
      Anomalies.scale(rows, p, a.amplification, s, 0, p, a.workers);
    }
    Limits.requireProducts(a, "modulated observed states", s);
  }

  /** h(Ŝ·Ŝᵀ)·Ŝ = Ŝ·h(Ŝᵀ·Ŝ), and B⁻¹·Ŝ = Ŝ·(c·I + Ŝᵀ·Ŝ)⁻¹. */
  private void inObservationSpace() {
    double[] g = a.workspace.doubles(ModulatedGain.class, "matrix", p, p);
    double[] f = a.workspace.doubles(ModulatedGain.class, "function", p);
    double[] solution = a.workspace.doubles(ModulatedGain.class, "solved innovation", p);
    double[] product = a.workspace.doubles(ModulatedGain.class, "solved anomalies", p, k);
    SymmetricEigen eigen = decompose(true, p, g);
    inverse(eigen, p, f);
    eigen.function(f, 0, g, 0, p);
    Gemm.gemv(false, p, p, 1.0, g, 0, p, a.innovation, 0, 1, 0.0, solution, 0, 1);
    Gemm.gemv(false, rows, p, 1.0, s, 0, p, solution, 0, 1, 0.0, meanWeights, 0, 1);
    modified(eigen, p, f);
    eigen.function(f, 0, g, 0, p);
    Gemm.gemm(false, true, p, k, p, 1.0, g, 0, p, a.s, 0, p, 0.0, product, 0, k, a.workers);
    Gemm.gemm(false, false, rows, k, p, 1.0, s, 0, p, product, 0, k, 0.0, weights, 0, k, a.workers);
  }

  private void inEnsembleSpace() {
    double[] g = a.workspace.doubles(ModulatedGain.class, "matrix", rows, rows);
    double[] f = a.workspace.doubles(ModulatedGain.class, "function", rows);
    double[] projected = a.workspace.doubles(ModulatedGain.class, "projected innovation", rows);
    double[] product = a.workspace.doubles(ModulatedGain.class, "projected anomalies", rows, k);
    SymmetricEigen eigen = decompose(false, rows, g);
    Gemm.gemv(false, rows, p, 1.0, s, 0, p, a.innovation, 0, 1, 0.0, projected, 0, 1);
    Gemm.gemm(false, true, rows, k, p, 1.0, s, 0, p, a.s, 0, p, 0.0, product, 0, k, a.workers);
    inverse(eigen, rows, f);
    eigen.function(f, 0, g, 0, rows);
    Gemm.gemv(false, rows, rows, 1.0, g, 0, rows, projected, 0, 1, 0.0, meanWeights, 0, 1);
    modified(eigen, rows, f);
    eigen.function(f, 0, g, 0, rows);
    Gemm.gemm(false, false, rows, k, rows, 1.0, g, 0, rows, product, 0, k, 0.0, weights, 0, k, a.workers);
  }

  private SymmetricEigen decompose(boolean ofObservations, int n, double[] g) {
    GlobalTransform.gram(a, ofObservations, rows, s, g);
    SymmetricEigen eigen = eigen(a.workspace).factor(n, g, 0, n);
    a.requireCondition((eigen.value(n - 1) + (k - 1)) / (k - 1), "");
    return eigen;
  }

  /** 1/(c + μ) of all eigenvalues μ. */
  private void inverse(SymmetricEigen eigen, int n, double[] f) {
    for (int i = 0; i < n; i++) {
      f[i] = 1.0 / (k - 1 + eigenvalue(eigen, i));
    }
  }

  /** h(μ) of all eigenvalues μ. */
  private void modified(SymmetricEigen eigen, int n, double[] f) {
    double root = Math.sqrt(k - 1);
    for (int i = 0; i < n; i++) {
      double whole = Math.sqrt(k - 1 + eigenvalue(eigen, i));
      f[i] = 1.0 / (whole * (root + whole));
    }
  }

  /** Rounding may leave a tiny negative eigenvalue of a matrix that has none. */
  private static double eigenvalue(SymmetricEigen eigen, int i) {
    double mu = eigen.value(i);
    return mu > 0.0 ? mu : 0.0;
  }

  /** Pattern after pattern: mean += w_l ∘ (A·w), members −= w_l ∘ (A·W). */
  private void apply() {
    int size = a.size;
    a.amplifyTo(a.analysis, size);
    double[] x = a.workspace.doubles(ModulatedGain.class, "weights of a pattern", k + 1, k);
    double[] increments = a.workspace.doubles(ModulatedGain.class, "increments", k + 1, size);
    for (int l = 0; l < modulation.patterns(); l++) {
      for (int n = 0; n < k; n++) {
        int row = l * k + n;
        for (int m = 0; m < k; m++) {
          x[m * k + n] = -(weights[row * k + m] * a.amplification);
        }
        x[k * k + n] = meanWeights[row] * a.amplification;
      }
      Gemm.gemm(false, false, k + 1, size, k, 1.0, x, 0, k, a.forecast, 0, size, 0.0, increments, 0, size, a.workers);
      int pattern = l;
      a.workers.run(k + 1, (m, slot) -> {
        double[] target = m < k ? a.analysis : a.mean;
        int at = m < k ? m * size : 0;
        modulation.add(pattern, increments, m * size, target, at, target, at);
      });
    }
  }

  private static SymmetricEigen eigen(Workspace workspace) {
    return workspace.kept(ModulatedGain.class, "eigen", SymmetricEigen.class, SymmetricEigen::new);
  }
}
