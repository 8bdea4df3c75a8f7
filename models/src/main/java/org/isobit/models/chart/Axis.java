package org.isobit.models.chart;

import java.math.BigDecimal;

/** The range of one axis, its ticks at multiples of 1, 2 or 5 times a power of ten. */
record Axis(double low, double high, int exponent, int factor, long first, int count) {

  /** An axis with about {@code wanted} ticks; a range rounded outwards to ticks if {@code rounded}. */
  static Axis of(double low, double high, int wanted, boolean rounded) {
    double range = high - low;
    if (!(range > 0)) {
      double half = low == 0 ? 1 : Math.abs(low) * 0.1;
      return of(low - half, high + half, wanted, rounded);
    }
    // Decimal arithmetic, since the logarithm and the power of the platform are not the same on all of them.
    BigDecimal spacing = new BigDecimal(range / wanted);
    int exponent = spacing.precision() - spacing.scale() - 1;
    double rest = spacing.scaleByPowerOfTen(-exponent).doubleValue();
    int factor = rest <= 1.5 ? 1 : rest <= 3.5 ? 2 : rest <= 7.5 ? 5 : 1;
    exponent += rest > 7.5 ? 1 : 0;
    double step = BigDecimal.valueOf(factor).scaleByPowerOfTen(exponent).doubleValue();
    double tolerance = 1e-9;
    long first = (long) (rounded ? Math.floor(low / step + tolerance) : Math.ceil(low / step - tolerance));
    long last = (long) (rounded ? Math.ceil(high / step - tolerance) : Math.floor(high / step + tolerance));
    return new Axis(rounded ? first * step : low, rounded ? last * step : high, exponent, factor, first,
        (int) (last - first + 1));
  }

  /** Where tick {@code i} lies. */
  double tick(int i) {
    return decimal(i).doubleValue();
  }

  /** What stands beside tick {@code i}. */
  String label(int i) {
    BigDecimal value = decimal(i);
    return value.signum() == 0 ? "0" : (value.scale() < 0 ? value.setScale(0) : value).toPlainString();
  }

  private BigDecimal decimal(int i) {
    return BigDecimal.valueOf((first + i) * factor).scaleByPowerOfTen(exponent);
  }

  /** The share of the range below {@code value}: 0 at the low end, 1 at the high end. */
  double share(double value) {
    return (value - low) / (high - low);
  }
}
