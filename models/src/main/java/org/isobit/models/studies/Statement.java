package org.isobit.models.studies;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.isobit.models.scores.Bootstrap.Interval;

/**
 * A sentence that can be true or false, about a statistic whose interval decides. Immutable if its sample is.
 *
 * @param claim     which claim or gate it belongs to, a short name
 * @param statement what should hold, a sentence without a full stop
 * @param statistic what is computed
 * @param border    on which side of which limit it should be
 * @param value     the statistic with its intervals
 * @param sample    what it is computed from
 * @param verdict   what the interval says
 */
public record Statement(String claim, String statement, String statistic, Border border, Resampled value, Sample sample,
    Verdict verdict) {

  /** What a statement is computed from. */
  public interface Sample {

    /**
     * As a reader is told.
     *
     * @return as in {@code 400 starts, 3 networks}
     */
    String words();

    /**
     * The same for files.
     *
     * @return values by name, in order: numbers, strings, JSON elements
     */
    Map<String, Object> fields();

    /**
     * Counts that go without further words.
     *
     * @param counts by what is counted, a plural: starts, networks, seeds
     * @return the sample, with its own copy
     */
    static Sample of(Map<String, Integer> counts) {
      Map<String, Object> own = new LinkedHashMap<>(counts);
      String words = own.entrySet().stream().map(count -> count.getValue() + " " + (count.getValue().equals(1)
          && count.getKey().endsWith("s") ? count.getKey().substring(0, count.getKey().length() - 1) : count.getKey()))
          .collect(Collectors.joining(", "));
      return new Sample() {
        @Override
        public String words() {
          return words;
        }

        @Override
        public Map<String, Object> fields() {
          return new LinkedHashMap<>(own);
        }
      };
    }
  }

  /**
   * A statement with its verdict.
   *
   * @param claim     which claim or gate it belongs to
   * @param statement what should hold
   * @param statistic what is computed
   * @param border    on which side of which limit it should be
   * @param value     the statistic with its intervals
   * @param sample    what it is computed from
   * @param small     whether that is too small to say anything: quick runs, or a single one
   * @return the statement
   */
  public static Statement of(String claim, String statement, String statistic, Border border, Resampled value,
      Sample sample, boolean small) {
    return new Statement(claim, statement, statistic, border, value, sample,
        small ? Verdict.TOO_SMALL : border.verdict(value.interval()));
  }

  /**
   * The interval that decides.
   *
   * @return the statistic and its interval
   */
  public Interval interval() {
    return value.interval();
  }

  /**
   * The interval that holds for the networks or climatologies at hand.
   *
   * @return the statistic and its interval; null if that is no question
   */
  public Interval given() {
    return value.given();
  }

  /**
   * Whether the statistic itself is on the stated side.
   *
   * @return false for NaN
   */
  public boolean holds() {
    return border.holds(interval().value());
  }
}
