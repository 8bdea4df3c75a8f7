package org.isobit.models.scores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EstimateTest {

  @Test
  void aSeriesMadeByHand() {
    double[] series = {99, 1, 3, 5, 7, 99};
    Estimate estimate = Estimate.of(series, 1, 5);
    assertEquals(4.0, estimate.mean());
    // Four values are four batches of one: variance (9 + 1 + 1 + 9) / 3, divided by 4.
    assertEquals(Math.sqrt(20.0 / 12.0), estimate.standardError());
  }

  @Test
  void batchesOfSeveralValues() {
    double[] series = new double[100];
    for (int i = 0; i < 100; i++) {
      series[i] = i / 4;
    }
    Estimate estimate = Estimate.of(series, 0, 100);
    assertEquals(12.0, estimate.mean());
    assertEquals(Math.sqrt(1300.0 / (25 * 24)), estimate.standardError(), 1e-15);
  }

  @Test
  void constantAndShortSeries() {
    double[] same = new double[1000];
    Arrays.fill(same, 0.25);
    assertEquals(new Estimate(0.25, 0.0), Estimate.of(same, 17, 1000));
    assertEquals(2.0, Estimate.of(new double[] {2}, 0, 1).mean());
    assertTrue(Double.isNaN(Estimate.of(new double[] {2}, 0, 1).standardError()));
    assertTrue(Double.isNaN(Estimate.of(new double[0], 0, 0).mean()));
    // Two batches: √(((1 − 4)² + (7 − 4)²)/(2·1)).
    assertEquals(new Estimate(4, 3), Estimate.of(new double[] {1, 7}, 0, 2));
  }

  @Test
  void theErrorOfACorrelatedSeriesIsNotThatOfWhiteNoise() {
    // x_k = 0.9 x_(k−1) + e_k: the variance of the mean is (1 + 0.9) / (1 − 0.9) = 19 times that of white noise.
    SplittableRandom random = new SplittableRandom(5);
    int n = 20_000;
    double squared = 0;
    int repetitions = 40;
    for (int r = 0; r < repetitions; r++) {
      double[] x = new double[n];
      for (int k = 1; k < n; k++) {
        x[k] = 0.9 * x[k - 1] + random.nextGaussian();
      }
      double error = Estimate.of(x, 0, n).standardError();
      squared += error * error / repetitions;
    }
    double expected = 1 / (0.1 * 0.1) / n;
    assertEquals(1.0, squared / expected, 0.2);
  }

  @Test
  void poolingSeeds() {
    Estimate pooled = Estimate.pooled(List.of(new Estimate(1, 3), new Estimate(2, 4)));
    assertEquals(new Estimate(1.5, 2.5), pooled);
  }
}
