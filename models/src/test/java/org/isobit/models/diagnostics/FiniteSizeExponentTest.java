package org.isobit.models.diagnostics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Growth that is known. */
class FiniteSizeExponentTest {

  private static final FiniteSizeExponent EXPONENT = new FiniteSizeExponent(0.125, 2.0, 3);

  @Test
  void thresholdsDouble() {
    assertArrayEquals(new double[] {0.125, 0.25, 0.5, 1.0}, EXPONENT.thresholds());
  }

  /** A straight line crosses where it does; what goes back does not count twice; what never comes is NaN. */
  @Test
  void crossings() {
    assertArrayEquals(new double[] {0.0625, 0.125, 0.25}, EXPONENT.times(new double[] {0, 2}, 0.5 * 2), 1e-15);
    assertArrayEquals(new double[] {0.5, 4.5, Double.NaN},
        EXPONENT.times(new double[] {0, 0.25, 0.1, 0.3, 0.25, 0.45, 0.9}, 1.0), 0.5);
    assertTrue(Double.isNaN(EXPONENT.times(new double[] {0.2, 0.4, 2.0}, 1.0)[0]));
  }

  /** Exponential growth has its rate at every size. */
  @Test
  void exponentialGrowth() {
    double[] distances = new double[4000];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = 0.05 * Math.exp(1.7 * 0.001 * i);
    }
    for (double time : EXPONENT.times(distances, 0.001)) {
      assertEquals(1.7, EXPONENT.exponent(new double[] {time, Double.NaN, time}), 1e-5);
    }
    assertEquals(Math.log(2.0) / 1.5, EXPONENT.exponent(new double[] {1, 2}), 1e-15);
    assertTrue(Double.isNaN(EXPONENT.exponent(new double[] {Double.NaN})));
  }

  @Test
  void refuses() {
    assertEquals("FiniteSizeExponent: ratio must be above 1, but is 1.0",
        assertThrows(IllegalArgumentException.class, () -> new FiniteSizeExponent(1, 1, 1)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> new FiniteSizeExponent(0, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> new FiniteSizeExponent(1, 2, 0));
    assertThrows(IllegalArgumentException.class, () -> EXPONENT.times(new double[] {Double.NaN}, 1));
    assertThrows(IllegalArgumentException.class, () -> EXPONENT.times(new double[] {1}, 0));
  }
}
