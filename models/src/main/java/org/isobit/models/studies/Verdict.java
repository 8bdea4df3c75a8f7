package org.isobit.models.studies;

import org.isobit.models.scores.Bootstrap.Interval;

/**
 * What an interval makes of a statement about its statistic ({@link Border}): met if the whole interval lies on the
 * stated side, refuted if all of it lies beyond a limit, open otherwise.
 */
public enum Verdict {
  /** All of the interval is on the stated side. */
  MET("met"),
  /** All of it is beyond a limit. */
  REFUTED("refuted"),
  /** Some of it is, or it is NaN. */
  OPEN("open"),
  /** Whatever the interval says: runs too short, or less than two of them. */
  TOO_SMALL("too small to say");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /**
   * As files say it.
   *
   * @return lower-case words
   */
  public String words() {
    return words;
  }

  /**
   * As a reader is told: a refuted statement stands out, of an open one it is said which way the statistic itself
   * points.
   *
   * @param holds whether the statistic is on the stated side
   * @return words
   */
  public String told(boolean holds) {
    return switch (this) {
      case OPEN -> "open, the mean " + (holds ? "agrees" : "disagrees");
      case REFUTED -> "REFUTED";
      default -> words;
    };
  }

  /**
   * The verdict of an interval.
   *
   * @param interval of the statistic; one that is NaN decides nothing
   * @param limit    the border
   * @param strict   whether the statement is "less", not "at most"
   * @return met, refuted or open
   */
  public static Verdict of(Interval interval, double limit, boolean strict) {
    return (strict ? Border.less(limit) : Border.atMost(limit)).verdict(interval);
  }
}
