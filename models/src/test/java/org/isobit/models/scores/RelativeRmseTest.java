package org.isobit.models.scores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.isobit.kernels.random.Philox;
import org.junit.jupiter.api.Test;

/** The score of forecasts that know nothing, and of such that know all. */
class RelativeRmseTest {

  @Test
  void independentForecastsHaveOne() {
    int n = 100_000;
    double[] truth = new double[n];
    double[] forecast = new double[n];
    Philox.gaussian(1, 0, 0, n, truth, 0);
    Philox.gaussian(1, 1, 0, n, forecast, 0);
    double square = 0;
    double mean = 0;
    double meanSquare = 0;
    for (int i = 0; i < n; i++) {
      double f = 5 + 2 * forecast[i];
      double t = 5 + 2 * truth[i];
      square += (f - t) * (f - t) / n;
      mean += f / n;
      meanSquare += f * f / n;
    }
    assertEquals(1.0, RelativeRmse.of(square, mean, meanSquare), 0.01);
    assertEquals(0.0, RelativeRmse.of(0.0, mean, meanSquare));
    assertEquals(0.5, RelativeRmse.of(2.0, 3.0, 13.0));
  }

  @Test
  void refuses() {
    assertThrows(IllegalArgumentException.class, () -> RelativeRmse.of(-1, 0, 1));
    assertEquals("RelativeRmse: the variance must be positive, but is 0.0",
        assertThrows(IllegalArgumentException.class, () -> RelativeRmse.of(1, 2, 4)).getMessage());
  }
}
