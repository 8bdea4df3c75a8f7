package org.isobit.models.diagnostics;

import org.isobit.kernels.NumericalException;
import org.isobit.models.scores.Estimate;

/**
 * The mean of a correlated series with its standard error from the integrated autocorrelation time τ = 1 + 2·Σ ρ_t: the
 * variance of the mean of n values is γ_0·τ/n. The sum ends where two successive autocorrelations ρ_2m + ρ_2m+1 are no
 * longer positive together (initial positive sequence; Geyer 1992, Stat. Sci. 7, 473–483, section 3.3), which takes no
 * parameter. Autocovariances γ_t = Σ (x_k − mean)·(x_k+t − mean) ÷ n are ascending chains.
 *
 * <p>{@link Estimate} has the error by batch means, which needs no τ and is rough (a fifth or so of itself); this one
 * is finer where the series is many τ long, and too small where it is not. Costs n operations a lag, about twice τ of
 * them. Held to τ = (1 + φ)/(1 − φ) of an autoregressive process, and to batch means. Immutable, thread-safe.
 *
 * @param n        number of values
 * @param mean     their mean
 * @param variance γ_0
 * @param time     τ; 1 for a constant series
 */
public record Autocorrelation(int n, double mean, double variance, double time) {

  /**
   * The mean of part of a series.
   *
   * @param series the values
   * @param from   index of the first
   * @param to     index after the last
   * @return mean, variance and τ
   * @throws IllegalArgumentException              if there are fewer than 4 values, some are outside the array, or one
   *                                               is not finite
   * @throws org.isobit.kernels.NumericalException if the mean or the variance overflows
   */
  public static Autocorrelation of(double[] series, int from, int to) {
    if (from < 0 || to > series.length || to - from < 4) {
      throw new IllegalArgumentException("Autocorrelation: at least 4 values are needed, but they are from " + from
          + " to " + to + " of " + series.length);
    }
    for (int k = from; k < to; k++) {
      if (!Double.isFinite(series[k])) {
        throw new IllegalArgumentException("Autocorrelation: value " + k + " is " + series[k]);
      }
    }
    int n = to - from;
    if (isConstant(series, from, to)) { // whose mean as summed may be off it by a rounding, always to the same side
      return new Autocorrelation(n, series[from], 0.0, 1.0);
    }
    double mean = Estimate.mean(series, from, to);
    double largest = 0.0;
    for (int k = from; k < to; k++) {
      largest = Math.abs(series[k] - mean) > largest ? Math.abs(series[k] - mean) : largest;
    }
    // Deviations near 1, whose squares neither overflow nor vanish: by a power of two, which rounds nothing.
    int exponent = Math.getExponent(largest);
    double variance = covariance(series, from, to, mean, exponent, 0);
    double unscaled = Math.scalb(Math.scalb(variance, exponent), exponent);
    if (!Double.isFinite(unscaled)) {
      throw new NumericalException("Autocorrelation: the variance of values up to " + largest + " off their mean "
          + "overflows", -1, unscaled);
    }
    double sum = 0.0;
    for (int t = 0; t + 1 < n; t += 2) {
      double pair = (t == 0 ? variance : covariance(series, from, to, mean, exponent, t))
          + covariance(series, from, to, mean, exponent, t + 1);
      if (!(pair > 0.0)) {
        break;
      }
      sum += pair;
    }
    return new Autocorrelation(n, mean, unscaled, 2.0 * sum / variance - 1.0);
  }

  private static boolean isConstant(double[] series, int from, int to) {
    int k = from + 1;
    while (k < to && series[k] == series[from]) {
      k++;
    }
    return k == to;
  }

  /** Of deviations over a power of two. */
  private static double covariance(double[] series, int from, int to, double mean, int exponent, int lag) {
    double sum = 0.0;
    for (int k = from; k + lag < to; k++) {
      sum = Math.fma(Math.scalb(series[k] - mean, -exponent), Math.scalb(series[k + lag] - mean, -exponent), sum);
    }
    return sum / (to - from);
  }

  /**
   * The mean with its standard error.
   *
   * @return √(γ_0·τ/n); NaN where τ came out negative, as it can for values that alternate
   */
  public Estimate estimate() {
    return new Estimate(mean, Math.sqrt(variance * time / n));
  }

  /**
   * The number of independent values that would tell as much of the mean.
   *
   * @return n/τ; NaN where τ came out negative
   */
  public double effectiveNumber() {
    return time > 0.0 ? n / time : Double.NaN;
  }
}
