package org.isobit.models.chart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Round numbers for an axis: multiples of 1, 2, 2.5 or 5 times a power of ten. */
final class Ticks {

  private Ticks() {}

  /** About {@code wanted} round numbers in a range, ascending. */
  static List<BigDecimal> of(double low, double high, int wanted) {
    List<BigDecimal> ticks = new ArrayList<>();
    double range = high - low;
    if (!(range > 0) || Double.isInfinite(range)) {
      return ticks;
    }
    int exponent = (int) Math.floor(Math.log10(range / wanted));
    double rest = range / wanted / Math.pow(10, exponent);
    int factor = rest <= 1.4 ? 1 : rest <= 2.2 ? 2 : rest <= 3.5 ? 25 : rest <= 7.1 ? 5 : 10;
    exponent -= factor == 25 ? 1 : 0; // 2.5, with the decimal that it needs
    double step = factor * Math.pow(10, exponent);
    long last = (long) Math.floor(high / step + 1e-9);
    for (long i = (long) Math.ceil(low / step - 1e-9); i <= last && ticks.size() < 100; i++) {
      ticks.add(BigDecimal.valueOf(i * factor).scaleByPowerOfTen(exponent));
    }
    return ticks;
  }

  /** Whole numbers alone, at most about {@code wanted}. */
  static List<BigDecimal> whole(double low, double high, int wanted) {
    List<BigDecimal> ticks = of(low, high, wanted);
    for (int fewer = wanted - 1; fewer > 0 && ticks.stream().anyMatch(tick -> tick.scale() > 0); fewer--) {
      ticks = of(low, high, fewer);
    }
    return ticks;
  }

  /** How a tick is written. */
  static String label(BigDecimal tick) {
    if (tick.signum() == 0) {
      return "0";
    }
    double size = Math.abs(tick.doubleValue());
    if (size >= 1e6 || size < 1e-4) {
      return tick.stripTrailingZeros().toString().replace("E+", "e").replace("E", "e");
    }
    return (tick.scale() < 0 ? tick.setScale(0) : tick).toPlainString().replace('-', '\u2212');
  }
}
