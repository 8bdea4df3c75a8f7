package org.isobit.models.studies;

import org.isobit.models.scores.Bootstrap.Interval;

/**
 * What an interval makes of a statement "the statistic is less than a limit", or "at most a limit": met if the whole
 * interval lies on the stated side, refuted if none of it does, open otherwise. The limit itself is on the stated side
 * of "at most", not of "less".
 */
public enum Verdict {
  /** All of the interval is on the stated side. */
  MET("met"),
  /** None of it is. */
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
    if (strict ? interval.high() < limit : interval.high() <= limit) {
      return MET;
    }
    return (strict ? interval.low() >= limit : interval.low() > limit) ? REFUTED : OPEN;
  }
}
