package org.isobit.models.studies;

import org.isobit.models.scores.Bootstrap.Interval;

/**
 * What a statement says of its statistic: that it is less or more than a limit, at most or at least a limit, or within
 * two of them. A limit itself is on the stated side of "at most", "at least" and "within", not of "less" and "more".
 * Immutable, thread-safe.
 *
 * @param low    lower limit; −∞ if there is none
 * @param high   upper limit; +∞ if there is none
 * @param strict whether the limits themselves are outside
 */
public record Border(double low, double high, boolean strict) {

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if one is NaN, the lower one is above the upper one, or there is none
   */
  public Border {
    if (!(low <= high)) {
      throw new IllegalArgumentException("Border: the lower limit must not be above the upper one, but they are " + low
          + " and " + high);
    }
    if (Double.isInfinite(low) && Double.isInfinite(high)) {
      throw new IllegalArgumentException("Border: a limit must be finite, but they are " + low + " and " + high);
    }
  }

  /**
   * Statistic &lt; limit.
   *
   * @param limit the limit
   * @return the border
   * @throws IllegalArgumentException if it is not finite
   */
  public static Border less(double limit) {
    return new Border(Double.NEGATIVE_INFINITY, limit, true);
  }

  /**
   * Statistic ≤ limit.
   *
   * @param limit the limit
   * @return the border
   * @throws IllegalArgumentException if it is not finite
   */
  public static Border atMost(double limit) {
    return new Border(Double.NEGATIVE_INFINITY, limit, false);
  }

  /**
   * Statistic &gt; limit.
   *
   * @param limit the limit
   * @return the border
   * @throws IllegalArgumentException if it is not finite
   */
  public static Border more(double limit) {
    return new Border(limit, Double.POSITIVE_INFINITY, true);
  }

  /**
   * Statistic ≥ limit.
   *
   * @param limit the limit
   * @return the border
   * @throws IllegalArgumentException if it is not finite
   */
  public static Border atLeast(double limit) {
    return new Border(limit, Double.POSITIVE_INFINITY, false);
  }

  /**
   * Low ≤ statistic ≤ high.
   *
   * @param low  the lower limit
   * @param high the upper one
   * @return the border
   * @throws IllegalArgumentException if one is NaN, both are infinite, or the lower one is above the upper one
   */
  public static Border within(double low, double high) {
    return new Border(low, high, false);
  }

  /**
   * Whether a value is on the stated side.
   *
   * @param value a statistic
   * @return false for NaN
   */
  public boolean holds(double value) {
    return !Double.isNaN(value) && !below(value) && !above(value);
  }

  /**
   * What an interval makes of the statement.
   *
   * @param interval of the statistic; one that is NaN decides nothing
   * @return met if all of it is on the stated side, refuted if all of it is beyond one limit, else open
   */
  public Verdict verdict(Interval interval) {
    if (Double.isNaN(interval.low()) || Double.isNaN(interval.high())) {
      return Verdict.OPEN;
    }
    if (!below(interval.low()) && !above(interval.high())) {
      return Verdict.MET;
    }
    return above(interval.low()) || below(interval.high()) ? Verdict.REFUTED : Verdict.OPEN;
  }

  private boolean below(double value) {
    return low != Double.NEGATIVE_INFINITY && (strict ? value <= low : value < low);
  }

  private boolean above(double value) {
    return high != Double.POSITIVE_INFINITY && (strict ? value >= high : value > high);
  }

  /** As it follows the name of a statistic: {@code < 0}, {@code <= 0.1}, {@code > 0}, {@code in [0.32, 0.33]}. */
  @Override
  public String toString() {
    if (low == Double.NEGATIVE_INFINITY) {
      return (strict ? "< " : "<= ") + limit(high);
    }
    return high == Double.POSITIVE_INFINITY ? (strict ? "> " : ">= ") + limit(low)
        : "in [" + limit(low) + ", " + limit(high) + "]";
  }

  private static String limit(double value) {
    String text = Double.toString(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
