package org.isobit.models.assimilation.serial;

import java.util.Arrays;
import org.isobit.kernels.NumericalException;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.internal.IncompleteGamma;

/**
 * The scalar step of the quantile-conserving filter with a gamma prior (Anderson 2022) for what cannot be negative.
 *
 * <p>The prior has the members' mean μ and variance σ²: shape k = μ²/σ², rate k/μ. An observation is drawn from an
 * inverse gamma law of mean x and deviation x·r/y, that is of shape α = 2 + (y/r)²; in x, its likelihood is
 * xᵅ·exp(−(α − 1)·x/y), and the posterior the gamma law of shape k + α and rate k/μ + (α − 1)/y. Members below 0 count
 * as 0, and stay there. The error is one of scale: even with a large r it tells something about x. (DART takes a
 * likelihood that is the gamma density of mean y and variance r²; shapes differ by 3 and rates by 1/y.)
 *
 * <p>Each member takes 5 to 10 evaluations of the incomplete gamma function, of up to 10·√(k + α) operations each; 2·N
 * numbers are kept. Thread-safe.
 */
final class GammaUpdate implements ObservationUpdate {

  @Override
  public boolean needsUnits() {
    return true;
  }

  @Override
  public void update(double[] anomalies, double innovation, double value, double deviation, double[] analysed,
      Workspace workspace) {
    if (!(value > 0.0)) {
      throw new IllegalArgumentException("QCEFF: with the marginal gamma, observations must be positive, but one is "
          + value);
    }
    int n = anomalies.length;
    double[] x = workspace.doubles(GammaUpdate.class, "sorted", n);
    for (int m = 0; m < n; m++) {
      x[m] = place(anomalies[m], innovation, value, deviation);
    }
    Arrays.sort(x);
    double sum = 0.0;
    for (double one : x) {
      sum += one;
    }
    double mean = sum / n;
    double squares = 0.0;
    for (double one : x) {
      squares = Math.fma(one - mean, one - mean, squares);
    }
    double[] quantiles = workspace.doubles(GammaUpdate.class, "quantiles", n);
    if (squares > 0.0) {
      double k = mean * mean / (squares / (n - 1));
      double ratio = value / deviation;
      double alpha = 2.0 + ratio * ratio;
      double rate = k / mean + (alpha - 1.0) / value;
      double before = 0.0;
      for (int i = 0; i < n; i++) {
        double z = IncompleteGamma.sameQuantile(k, x[i] * (k / mean), k + alpha) / rate;
        if (z != z) {
          throw new NumericalException("QCEFF: the spread or the error is too small for the marginal gamma; shape of "
              + "the posterior", -1, k + alpha);
        }
        // A rounding must not exchange members.
        before = z < before ? before : z;
        quantiles[i] = before;
      }
    } else {
      System.arraycopy(x, 0, quantiles, 0, n);
    }
    for (int m = 0; m < n; m++) {
      double z = quantiles[Arrays.binarySearch(x, place(anomalies[m], innovation, value, deviation))];
      analysed[m] = (z - value) / deviation + innovation;
    }
  }

  private static double place(double anomaly, double innovation, double value, double deviation) {
    double x = Math.fma(deviation, anomaly - innovation, value);
    return x > 0.0 ? x : 0.0;
  }

  @Override
  public String toString() {
    return "gamma";
  }
}
