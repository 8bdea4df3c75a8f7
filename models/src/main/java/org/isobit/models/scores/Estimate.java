package org.isobit.models.scores;

import java.util.List;
import org.isobit.models.cli.TextTable;

/**
 * The mean of an autocorrelated series with its standard error.
 *
 * @param mean          sum ÷ n, one ascending chain from +0
 * @param standardError by batch means; NaN if the series is shorter than two batches
 */
public record Estimate(double mean, double standardError) {

  /** Where there is nothing to average: NaN with the error NaN. */
  public static final Estimate UNKNOWN = new Estimate(Double.NaN, Double.NaN);

  /**
   * Number of batches: few enough that a batch of a usual series (thousands of cycles) is much longer than its
   * correlation time, many enough that the error of the error is small (a fifth or so).
   */
  public static final int BATCHES = 25;

  /**
   * The mean of part of a series.
   *
   * <p>Batch means: the n values are cut into B = min(25, n) consecutive batches, batch b holding values
   * ⌊b·n ÷ B⌋ … ⌊(b+1)·n ÷ B⌋ − 1; with the batches' means m_b and their mean m̄, the squared standard error is
   * Σ (m_b − m̄)² ÷ (B (B − 1)). Successive values may be correlated as long as the batches' means are not.
   *
   * @param series the values
   * @param from   index of the first
   * @param to     index after the last
   * @return mean and standard error; NaN for an empty part
   */
  public static Estimate of(double[] series, int from, int to) {
    int n = to - from;
    int batches = Math.clamp(n, 1, BATCHES);
    double[] means = new double[batches];
    for (int b = 0; b < batches; b++) {
      int start = from + (int) ((long) b * n / batches);
      int end = from + (int) ((long) (b + 1) * n / batches);
      means[b] = mean(series, start, end);
    }
    double centre = mean(means, 0, batches);
    double squares = 0;
    for (double mean : means) {
      double d = mean - centre;
      squares = Math.fma(d, d, squares);
    }
    double error = batches < 2 ? Double.NaN : Math.sqrt(squares / ((double) batches * (batches - 1)));
    return new Estimate(mean(series, from, to), error);
  }

  /**
   * Several independent estimates of one quantity as one: the mean of the means, in their order, and the root of the
   * sum of squared errors ÷ their number.
   *
   * @param estimates the estimates, such as one for each seed
   * @return the pooled estimate
   */
  public static Estimate pooled(List<Estimate> estimates) {
    double sum = 0;
    double squares = 0;
    for (Estimate estimate : estimates) {
      sum += estimate.mean;
      squares = Math.fma(estimate.standardError, estimate.standardError, squares);
    }
    return new Estimate(sum / estimates.size(), Math.sqrt(squares) / estimates.size());
  }

  /**
   * The mean of part of a series.
   *
   * @param series the values
   * @param from   index of the first
   * @param to     index after the last
   * @return sum ÷ number, one ascending chain from +0
   */
  public static double mean(double[] series, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += series[i];
    }
    return sum / (to - from);
  }

  /**
   * The mean with its standard error, as tables show them.
   *
   * @param decimals decimals of both
   * @return as in {@code 0.1793 ± 0.0017}, without the error if it is not known; a dash if the mean is not
   */
  public String text(int decimals) {
    return TextTable.number(mean, decimals) + (Double.isNaN(mean) || Double.isNaN(standardError) ? ""
        : " ± " + TextTable.number(standardError, decimals));
  }
}
