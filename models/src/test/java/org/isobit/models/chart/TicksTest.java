package org.isobit.models.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TicksTest {

  private static List<String> labels(double low, double high, int wanted) {
    return Ticks.of(low, high, wanted).stream().map(Ticks::label).toList();
  }

  @Test
  void ticksAreRound() {
    assertEquals(List.of("0", "2.5", "5.0", "7.5", "10.0"), labels(0, 10, 4));
    assertEquals(List.of("330", "340", "350", "360", "370"), labels(325, 375, 5));
    assertEquals(List.of("0.180", "0.190", "0.200", "0.210", "0.220"), labels(0.18, 0.225, 4).stream()
        .map(label -> String.format(Locale.ROOT, "%.3f", Double.parseDouble(label))).toList());
    assertEquals(List.of(), labels(1, 1, 4));
    assertEquals(List.of(), labels(0, Double.POSITIVE_INFINITY, 4));
  }

  /** A scale of one value alone, whose ticks once had seven digits. */
  @Test
  void oneValueHasRoundTicks() {
    for (double value : new double[] {0.185943, 4.2, -37.1, 0.0}) {
      ColorScale scale = ColorScale.field(value, value);
      List<BigDecimal> ticks = Ticks.of(scale.low(), scale.high(), 3);
      assertTrue(ticks.size() >= 2 && ticks.stream().allMatch(tick -> tick.stripTrailingZeros().precision() <= 3),
          value + ": " + ticks);
    }
  }

  @Test
  void countsHaveWholeNumbers() {
    for (int n = 2; n <= 300; n++) {
      for (BigDecimal tick : Ticks.whole(-0.5, n - 0.5, 6)) {
        assertTrue(tick.scale() <= 0 && tick.intValueExact() < n, n + ": " + tick);
      }
      assertTrue(Ticks.whole(-0.5, n - 0.5, 6).size() >= 2, n + " bars");
    }
  }

  /** Steps of 1, 2, 2.5 or 5 times a power of ten, inside the range, and about as many as were wanted. */
  @Test
  void stepsAreOfFourKinds() {
    Random random = new Random(7);
    for (int trial = 0; trial < 2000; trial++) {
      double low = 1000 * random.nextGaussian();
      double range = Math.pow(10, 8 * random.nextDouble() - 4);
      int wanted = 2 + random.nextInt(10);
      List<BigDecimal> ticks = Ticks.of(low, low + range, wanted);
      assertTrue(ticks.size() >= wanted / 2 && ticks.size() <= 2 * wanted + 1, ticks + " of " + wanted);
      for (int i = 1; i < ticks.size(); i++) {
        BigDecimal step = ticks.get(i).subtract(ticks.get(i - 1));
        assertTrue(List.of("1", "2", "25", "5").contains(step.stripTrailingZeros().unscaledValue().toString()),
            step.toString());
        assertEquals(0, ticks.get(i).remainder(step).signum(), ticks.toString());
      }
      assertTrue(ticks.getFirst().doubleValue() >= low - 1e-6 * range
          && ticks.getLast().doubleValue() <= low + range * (1 + 1e-6), ticks.toString());
    }
  }
}
