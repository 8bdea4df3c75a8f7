package org.isobit.models.scores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GaussianScoresTest {

  /** ∫ (F(x) − 1{x ≥ y})² dx by the trapezoidal rule, F from integrating the density. */
  private static double integrated(double mean, double deviation, double truth) {
    double step = 1e-4;
    double sum = 0;
    double f = 0;
    double from = Math.min(mean - 12 * deviation, truth - 1);
    double to = Math.max(mean + 12 * deviation, truth + 1);
    for (double x = from; x < to; x += step) {
      double z = (x + step / 2 - mean) / deviation;
      double next = f + step * Math.exp(-z * z / 2) / (deviation * Math.sqrt(2 * Math.PI));
      double middle = (f + next) / 2 - (x + step / 2 >= truth ? 1 : 0);
      sum += step * middle * middle;
      f = next;
    }
    return sum;
  }

  @Test
  void theScoreOfANormalLawIsItsIntegral() {
    double[][] cases = {{0, 1, 0}, {0, 1, 1.5}, {2, 0.5, -1}, {-1, 3, 2}, {0, 0.2, 4}};
    for (double[] c : cases) {
      GaussianScores scores = new GaussianScores(new double[] {c[0]}, new double[] {c[1]});
      // The jump at the truth is met to half a step.
      assertEquals(integrated(c[0], c[1], c[2]), scores.crps(new double[] {c[2]}), 1e-4);
    }
    // (√2 − 1)/√π, Gneiting et al. 2005, for a forecast that hits.
    assertEquals(0.23369497725510916, new GaussianScores(new double[1], new double[] {1}).crps(new double[1]), 1e-15);
  }

  @Test
  void aDeterministicValueScoresItsAbsoluteError() {
    GaussianScores scores = new GaussianScores(new double[] {1, -2}, new double[2]);
    assertEquals(2.5, scores.crps(new double[] {3, 1}));
    assertEquals(Math.sqrt(6.5), scores.rmse(new double[] {3, 1}));
    assertEquals(0.0, scores.spread());
  }

  @Test
  void spreadIsTheRootMeanVarianceAndArraysAreReadWhenAsked() {
    double[] mean = new double[2];
    double[] deviations = {3, 4};
    GaussianScores scores = new GaussianScores(mean, deviations);
    assertEquals(Math.sqrt(12.5), scores.spread(), 1e-15);
    mean[0] = 5;
    assertEquals(Math.sqrt(12.5), scores.rmse(new double[2]), 1e-15);
    String message = assertThrows(IllegalArgumentException.class, () -> scores.rmse(new double[3])).getMessage();
    assertTrue(message.contains("truth has 3 points, but the mean 2"), message);
    assertThrows(IllegalArgumentException.class, () -> new GaussianScores(mean, new double[1]));
  }
}
