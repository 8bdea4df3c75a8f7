package org.isobit.models.assimilation.noise;

import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.reduce.Reduce;
import org.isobit.linalg.sqrt.SymmetricRoot;
import org.isobit.linalg.svd.JacobiSvd;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;

/**
 * Noise within the span of an ensemble (Raanes et al. 2015). With the anomalies as rows, X = U·S·Vᵀ (thin,
 * without singular values that are rounding), and G = (N − 1)·S⁻¹·Vᵀ·Q·V·S⁻¹,
 *
 * <pre>
 *   X ← U·(I + G)^½·S·Vᵀ = (I + (N − 1)·X⁺ᵀ·Q·X⁺)^½·X
 * </pre>
 *
 * since the pseudoinverse is V·S⁻¹·Uᵀ and the root leaves the complement of U's columns as it is; the mean stays, as
 * the vector of ones is in that complement. Used by one treatment.
 */
final class SpanNoise {

  private final ModelNoise noise;
  private final int members;
  private final int n;
  private final double[] mean;
  private final double[] anomalies;
  private final double variance;
  private final String label;
  private final Workers workers;

  /** Vᵀ, rank × n. */
  private final double[] span;
  private final int rank;

  /** Anomalies; with {@code core} those of P + Π·Q·Π. */
  SpanNoise(String label, ModelNoise noise, Ensemble e, boolean core, Workers workers) {
    this.label = label;
    this.noise = noise;
    this.workers = workers;
    members = e.members();
    n = e.size();
    mean = new double[n];
    anomalies = new double[members * n];
    center(e);
    variance = variance();
    if (!core || variance == 0.0) {
      span = new double[0];
      rank = 0;
      return;
    }
    JacobiSvd svd = new JacobiSvd().factor(members, n, anomalies, 0, n);
    rank = Math.min(svd.rank(), members - 1);
    int k = Math.min(members, n);
    double[] left = new double[members * k];
    svd.left(left, 0, k);
    span = new double[k * n];
    svd.rightTransposed(span, 0, n);
    root(svd, left, k);
  }

  /** By differences from the first member, which are 0 without spread: the rounding of a large mean is no anomaly. */
  private void center(Ensemble e) {
    double[] difference = new double[members * n];
    for (int m = 0; m < members; m++) {
      for (int i = 0; i < n; i++) {
        difference[m * n + i] = e.get(m, i) - e.get(0, i);
      }
    }
    Anomalies.subtractMean(members, n, difference, 0, n, mean, 0, anomalies, 0, n, workers);
    for (int i = 0; i < n; i++) {
      mean[i] += e.get(0, i);
    }
  }

  private void root(JacobiSvd svd, double[] left, int k) {
    // B = (N − 1)^½·S⁻¹·Vᵀ·Q^½, with Q^½ or another root of Q, and G = B·Bᵀ.
    int columns = noise.columns();
    double[] b = noise.times(rank, span);
    double ofMembers = Math.sqrt(members - 1.0);
    for (int i = 0; i < rank; i++) {
      double factor = ofMembers / svd.value(i);
      for (int j = 0; j < columns; j++) {
        b[i * columns + j] *= factor;
      }
    }
    double trace = Reduce.dot(b.length, b, 0, b, 0, workers);
    if (!(1.0 + trace <= Filter.LARGEST_CONDITION)) {
      throw new NumericalException("NoiseTreatment " + label + ": the noise is too large for the spread of the "
          + "ensemble; 1 + the sum of their variances' ratios may be at most " + Filter.LARGEST_CONDITION, -1,
          1.0 + trace);
    }
    double[] g = new double[rank * rank];
    Gemm.gram(false, rank, columns, 1.0, b, 0, columns, 0.0, g, 0, rank, workers);
    for (int i = 0; i < rank; i++) {
      g[i * rank + i] += 1.0;
    }
    double[] t = new double[rank * rank];
    new SymmetricRoot().factor(rank, g, 0, rank).squareRoot(t, 0, rank);
    for (int i = 0; i < rank; i++) {
      for (int j = 0; j < rank; j++) {
        t[i * rank + j] *= svd.value(j);
      }
    }
    double[] weights = new double[members * rank];
    Gemm.gemm(false, false, members, rank, rank, 1.0, left, 0, k, t, 0, rank, 0.0, weights, 0, rank, workers);
    Gemm.gemm(false, false, members, n, rank, 1.0, weights, 0, rank, span, 0, n, 0.0, anomalies, 0, n, workers);
  }

  /** Dimension of the span. */
  int rank() {
    return rank;
  }

  /** By what the anomalies have to be multiplied for the trace of the ensemble's covariance that was, and of Q. */
  double factor() {
    double now = variance();
    if (now == 0.0) {
      throw new NumericalException("NoiseTreatment " + label + ": an ensemble without spread cannot be inflated, "
          + "trace(P) is", -1, now);
    }
    return Math.sqrt((variance + noise.trace()) / now);
  }

  /** trace(P). */
  private double variance() {
    return Reduce.dot(anomalies.length, anomalies, 0, anomalies, 0, workers) / (members - 1);
  }

  /** Writes mean and anomalies times a factor. */
  void write(Ensemble e, double factor) {
    Anomalies.scale(members, n, factor, anomalies, 0, n, workers);
    Anomalies.addMean(members, n, mean, 0, anomalies, 0, n, e.values(), e.index(0), e.ld(), workers);
  }

  /** Takes what is in the span out of each row of z, members × n. */
  void removeSpan(double[] z) {
    if (rank == 0) {
      return;
    }
    double[] inside = new double[members * rank];
    Gemm.gemm(false, true, members, rank, n, 1.0, z, 0, n, span, 0, n, 0.0, inside, 0, rank, workers);
    Gemm.gemm(false, false, members, n, rank, -1.0, inside, 0, rank, span, 0, n, 1.0, z, 0, n, workers);
  }
}
