package org.isobit.models.assimilation.serial;

import org.isobit.models.assimilation.Workspace;

/**
 * The scalar step of the quantile-conserving filter with a normal prior and a normal likelihood (Anderson 2022, Mon.
 * Weather Rev. 150, 1061–1074): F_post⁻¹(F_prior(z)) of two normal laws is μ' + σ'/σ·(z − μ), that is
 * μ' = μ + σ²/(σ² + 1)·(d − μ) and σ' = σ/√(σ² + 1), the step of {@link EAKF}.
 *
 * <p>It takes 6·N operations for N members and no memory. Thread-safe.
 */
final class NormalUpdate implements ObservationUpdate {

  @Override
  public boolean needsUnits() {
    return false;
  }

  @Override
  public void update(double[] anomalies, double innovation, double value, double deviation, double[] analysed,
      Workspace workspace) {
    int n = anomalies.length;
    double mean = Moments.mean(anomalies);
    double variance = Moments.variance(anomalies, mean);
    double whole = variance + 1.0;
    double moved = mean + variance / whole * (innovation - mean);
    double shrink = 1.0 / Math.sqrt(whole);
    for (int m = 0; m < n; m++) {
      analysed[m] = Math.fma(shrink, anomalies[m] - mean, moved);
    }
  }

  @Override
  public Marginal marginal() {
    return new NormalMarginal();
  }

  @Override
  public String toString() {
    return "normal";
  }
}
