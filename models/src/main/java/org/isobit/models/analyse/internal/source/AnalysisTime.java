package org.isobit.models.analyse.internal.source;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * The time that an analysis is for: a moment, or a number where time is a model's own. Immutable, thread-safe.
 *
 * @param moment the moment, or null
 * @param number the number where there is no moment
 */
public record AnalysisTime(Instant moment, double number) {

  private static final double YEAR = 365.25;

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

  /**
   * Days since the year began: of a moment, in UTC and with its hours as a part of a day; of a number, which then
   * counts days from a beginning of a year of 365.25 days on.
   *
   * @return from 0 to below 366
   */
  public double dayOfYear() {
    if (moment == null) {
      return number - YEAR * Math.floor(number / YEAR);
    }
    ZonedDateTime utc = moment.atZone(ZoneOffset.UTC);
    return utc.getDayOfYear() - 1 + utc.toLocalTime().toNanoOfDay() / 86_400e9;
  }

  @Override
  public String toString() {
    return moment == null ? Double.toString(number) : moment.toString();
  }
}
