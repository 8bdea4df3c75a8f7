package org.isobit.models.scores;

import org.isobit.kernels.Checks;
import org.isobit.kernels.elementary.ErfReference;
import org.isobit.kernels.elementary.ExpReference;

/**
 * Scores of an estimate that is a mean with a standard deviation for each point, against one truth: what
 * {@link EnsembleScores} says of an ensemble. Means over points are one ascending chain. Holds no workspace; reads the
 * arrays that it was made with, as they are when it is asked. Not thread-safe.
 */
public final class GaussianScores {

  private static final double ROOT_HALF = 0.7071067811865476;
  private static final double ROOT_TWO_OVER_PI = 0.7978845608028654;
  private static final double ONE_OVER_ROOT_PI = 0.5641895835477563;

  private final double[] mean;
  private final double[] deviations;

  /**
   * Scores of what stands in two arrays.
   *
   * @param mean       the mean of each point
   * @param deviations its standard deviation, 0 for a deterministic value
   * @throws IllegalArgumentException if lengths differ or are 0
   */
  public GaussianScores(double[] mean, double[] deviations) {
    Checks.positive("GaussianScores", "size", mean.length);
    requireSize("deviations", deviations.length, mean.length);
    this.mean = mean;
    this.deviations = deviations;
  }

  /**
   * Root mean square error of the mean.
   *
   * @param truth the true state
   * @return √(Σ_i (mean_i − truth_i)² ÷ n)
   * @throws IllegalArgumentException if the truth has another number of points
   */
  public double rmse(double[] truth) {
    requireSize("truth", truth.length, mean.length);
    return EnsembleScores.rmse(mean, truth);
  }

  /**
   * Root mean square error of the mean over some points.
   *
   * @param truth  the true state
   * @param points which, at least one
   * @return √(Σ_i (mean_i − truth_i)² ÷ their number), summed in their order
   * @throws IllegalArgumentException if the truth has another number of points
   */
  public double rmse(double[] truth, int[] points) {
    requireSize("truth", truth.length, mean.length);
    return EnsembleScores.rmse(mean, truth, points);
  }

  /**
   * The spread over some points.
   *
   * @param points which, at least one
   * @return √(Σ_i deviation_i² ÷ their number), summed in their order
   */
  public double spread(int[] points) {
    double sum = 0;
    for (int i : points) {
      sum = Math.fma(deviations[i], deviations[i], sum);
    }
    return Math.sqrt(sum / points.length);
  }

  /**
   * The score of {@link #crps(double[])} over some points.
   *
   * @param truth  the true state
   * @param points which, at least one
   * @return the mean over them, summed in their order
   * @throws IllegalArgumentException if the truth has another number of points
   */
  public double crps(double[] truth, int[] points) {
    requireSize("truth", truth.length, mean.length);
    double sum = 0;
    for (int i : points) {
      sum += crps(truth[i] - mean[i], deviations[i]);
    }
    return sum / points.length;
  }

  /**
   * The spread.
   *
   * @return √(Σ_i deviation_i² ÷ n)
   */
  public double spread() {
    double sum = 0;
    for (double deviation : deviations) {
      sum = Math.fma(deviation, deviation, sum);
    }
    return Math.sqrt(sum / deviations.length);
  }

  /**
   * The continuous ranked probability score of the normal law of each point, averaged over the state: with z the error
   * over the standard deviation σ, σ·(z·(2Φ(z) − 1) + 2φ(z) − 1/√π) (Gneiting, Raftery, Westveld and Goldman 2005, Mon.
   * Weather Rev. 133, 1098–1118, eq. 5); the absolute error where σ is 0.
   *
   * @param truth the true state
   * @return the mean over the points
   * @throws IllegalArgumentException if the truth has another number of points
   */
  public double crps(double[] truth) {
    requireSize("truth", truth.length, mean.length);
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      sum += crps(truth[i] - mean[i], deviations[i]);
    }
    return sum / mean.length;
  }

  private static double crps(double error, double deviation) {
    double z = error / deviation;
    if (deviation == 0.0 || Double.isInfinite(z)) {
      return Math.abs(error);
    }
    double distance = Math.fma(z, ErfReference.erf(z * ROOT_HALF), ROOT_TWO_OVER_PI * ExpReference.exp(-0.5 * z * z));
    return deviation * (distance - ONE_OVER_ROOT_PI);
  }

  private static void requireSize(String what, int actual, int expected) {
    if (actual != expected) {
      throw new IllegalArgumentException("GaussianScores: " + what + " has " + actual + " points, but the mean "
          + expected);
    }
  }
}
