package org.isobit.models.scores;

import org.isobit.kernels.Checks;

/**
 * The root-mean-square error of forecasts in units of what it is when forecasts know nothing: √(e² ÷ (2·σ²)), with e²
 * the mean squared error and σ² a climatological variance. Forecasts that are independent of the truth and have its
 * mean and variance have e² = 2·σ², so 1. Whose variance is taken has to be said: that of the truth, or that of the
 * forecasts themselves, as the R-RMSE of Brajard, Carrassi, Bocquet and Bertino (2021, Phil. Trans. R. Soc. A 379,
 * 20200086) is computed in their code for the two-scale Lorenz model; a model that varies too much then has the smaller
 * score. Thread-safe.
 */
public final class RelativeRmse {

  private RelativeRmse() {}

  /**
   * The score.
   *
   * @param square     e², mean squared error, not negative
   * @param mean       mean of the numbers that the variance is of
   * @param meanSquare mean of their squares, above the square of the mean
   * @return √(e² ÷ (2·(mean square − mean²)))
   * @throws IllegalArgumentException if a number is out of range
   */
  public static double of(double square, double mean, double meanSquare) {
    Checks.notNegative("RelativeRmse", "mean squared error", square);
    double variance = Math.fma(-mean, mean, meanSquare);
    if (!(variance > 0.0)) {
      throw new IllegalArgumentException("RelativeRmse: the variance must be positive, but is " + variance);
    }
    return Math.sqrt(square / (2.0 * variance));
  }
}
