package org.isobit.models.analyse.internal.source;

import java.time.Instant;

/**
 * The time that an analysis is for: a moment, or a number where time is a model's own. Immutable, thread-safe.
 *
 * @param moment the moment, or null
 * @param number the number where there is no moment
 */
public record AnalysisTime(Instant moment, double number) {

  /**
   * A moment.
   *
   * @param moment when
   * @return the time
   */
  public static AnalysisTime of(Instant moment) {
    return new AnalysisTime(moment, 0);
  }

  /**
   * A number.
   *
   * @param number when, in the unit of the model's time; finite
   * @return the time
   * @throws IllegalArgumentException if it is not finite
   */
  public static AnalysisTime of(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("the time of an analysis must be finite, but is " + number);
    }
    return new AnalysisTime(null, number);
  }

  @Override
  public String toString() {
    return moment == null ? Double.toString(number) : moment.toString();
  }
}
