package org.isobit.models.assimilation.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.isobit.kernels.NumericalException;
import org.isobit.models.assimilation.statistics.OnlineErrors.Rates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The formulas of Li, Kalnay and Miyoshi (2009), and a simulated cycle whose errors are known. */
class OnlineErrorsTest {

  @Test
  void oneCycleIsThePapersFormula() {
    OnlineErrors start = new OnlineErrors(1.05, 0.5, 2, 0.25);
    OnlineErrors next = start.next(new double[] {3, -2, 1}, new double[] {1, -1, 0.5}, 8, Rates.USUAL);
    double inflation = (14 - 3 * 2) / 8.0;
    double variance = (3 + 2 + 0.5) / 3;
    assertEquals((1 * 1.05 + 0.5 * inflation) / 1.5, next.inflation(), 1e-15);
    assertEquals(1.03 * 0.5 / 1.5, next.inflationVariance(), 1e-15);
    assertEquals((1 * 2 + 0.25 * variance) / 1.25, next.errorVariance(), 1e-15);
    assertEquals(1.03 * 0.25 / 1.25, next.errorVarianceVariance(), 1e-15);
    // A cycle's own inflation is kept within bounds.
    assertEquals((1.05 + 0.5 * 0.9) / 1.5, start.next(new double[] {0}, new double[] {1}, 8, Rates.USUAL).inflation(),
        1e-15);
    assertEquals((1.05 + 0.5 * 1.2) / 1.5, start.next(new double[] {99}, new double[] {0}, 8, Rates.USUAL)
        .inflation(), 1e-15);
    assertSame(start, start.next(new double[0], new double[0], 8, Rates.USUAL));
  }

  /**
   * Half of the observations have an ensemble variance of 0.2, half of 4, where they should be half as large again, and
   * an error variance of 1.5 that is held for 4 at first. The last 3000 cycles have 120 000 innovations, which leave a
   * relative error of 0.4 % to the mean of their squares; the estimates are differences of such means.
   */
  @Test
  void theErrorsOfASimulatedCycleAreFound() {
    Random random = new Random(8);
    int p = 40;
    Rates rates = new Rates(1.005, 1, 1, 0.1, 10);
    OnlineErrors now = new OnlineErrors(1, 1, 4, 1);
    double inflation = 0;
    double variance = 0;
    int cycles = 6000;
    for (int k = 0; k < cycles; k++) {
      double[] innovations = new double[p];
      double[] residuals = new double[p];
      for (int j = 0; j < p; j++) {
        double b = j % 2 == 0 ? 0.2 : 4;
        double gain = now.inflation() * b / (now.inflation() * b + now.errorVariance());
        innovations[j] = Math.sqrt(1.5 * b + 1.5) * random.nextGaussian();
        residuals[j] = (1 - gain) * innovations[j];
      }
      now = now.next(innovations, residuals, p * 2.1, rates);
      inflation += k >= cycles / 2 ? now.inflation() / (cycles / 2) : 0;
      variance += k >= cycles / 2 ? now.errorVariance() / (cycles / 2) : 0;
    }
    assertEquals(1.5, inflation, 0.06);
    assertEquals(1.5, variance, 0.06);
  }

  @Test
  void mistakesAreNamed() {
    refused("inflation", () -> new OnlineErrors(0, 1, 1, 1));
    refused("variance", () -> new OnlineErrors(1, 1, Double.NaN, 1));
    refused("growth must be at least 1 and finite, but is 0.5", () -> new Rates(0.5, 1, 1, 0.9, 1.2));
    refused("must be at least the least one, 0.9, but is 0.5", () -> new Rates(1, 1, 1, 0.9, 0.5));
    OnlineErrors start = new OnlineErrors(1, 1, 1, 1);
    refused("there are 1 innovations but 2 residuals",
        () -> start.next(new double[1], new double[2], 1, Rates.USUAL));
    refused("variance of the ensemble", () -> start.next(new double[1], new double[1], 0, Rates.USUAL));
    refused("innovations", () -> start.next(new double[] {Double.NaN}, new double[1], 1, Rates.USUAL));
    String message = assertThrows(NumericalException.class, () -> start.next(new double[] {3}, new double[] {-3}, 1,
        Rates.USUAL)).getMessage();
    assertTrue(message.contains("the error variance would become -4"), message);
  }

  private static void refused(String what, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(what), message);
  }
}
