package org.isobit.models.studies;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/** How statements are told to readers and written to files. Thread-safe. */
public final class StatementTable {

  /**
   * How they are told.
   *
   * @param note   what a verdict means, lines that stand before the statements
   * @param given  the words before the interval that holds for what is at hand, as in {@code with these networks}
   * @param indent what stands before a line that is not a statement's first
   * @param join   what stands between the statistic and the sample
   */
  public record Layout(String note, String given, String indent, String join) {

    /**
     * The usual one.
     *
     * @param given the words before the interval that holds for what is at hand
     * @return statistic and sample in a line
     */
    public static Layout usual(String given) {
      return new Layout("""
          Statements are met if the whole interval lies on the stated side of the border, refuted if all of it lies
          beyond the border, open if it contains the border; quick runs are too small to say.

          """, given, "    ", "; ");
    }
  }

  private static final ResultTable<Statement> TABLE = ResultTable.<Statement>of()
      .column("claim", Statement::claim).column("statement", Statement::statement)
      .column("statistic", Statement::statistic)
      .column("lower_limit", s -> Double.isInfinite(s.border().low()) ? "" : s.border().low())
      .column("upper_limit", s -> Double.isInfinite(s.border().high()) ? "" : s.border().high())
      .interval("value", "low", "high", Statement::interval)
      .interval("given", "given_low", "given_high", s -> s.given() == null ? Resampled.NONE : s.given())
      .column("holds", Statement::holds).column("verdict", s -> s.verdict().words())
      .column("sample", s -> s.sample().words());

  private StatementTable() {}

  /**
   * The statements and whether they hold.
   *
   * @param all    statements
   * @param layout how
   * @return its note, then two or three lines a statement
   */
  public static String text(List<Statement> all, Layout layout) {
    StringBuilder text = new StringBuilder(layout.note);
    for (Statement s : all) {
      text.append(s.claim()).append("  ").append(s.statement()).append(": ").append(s.verdict().told(s.holds()))
          .append('\n').append(layout.indent).append(s.statistic()).append(' ').append(s.border()).append(": ")
          .append(StudyText.cell(s.interval()));
      if (s.given() != null) {
        text.append(", ").append(layout.given).append(' ').append(StudyText.bounds(s.given()));
      }
      text.append(layout.join).append(s.sample().words()).append('\n');
    }
    return text.toString();
  }

  /**
   * The statements in JSON.
   *
   * @param all statements
   * @return an object a statement: claim, statement, statistic with its border, the sample's fields, interval, interval
   *     that is given, whether the statistic holds, verdict
   */
  public static JsonArray json(List<Statement> all) {
    JsonArray array = new JsonArray();
    for (Statement s : all) {
      JsonObject object = new JsonObject();
      object.addProperty("claim", s.claim());
      object.addProperty("statement", s.statement());
      object.addProperty("statistic", s.statistic() + " " + s.border());
      s.sample().fields().forEach((name, value) -> object.add(name, ResultsJson.tree(value)));
      object.add("interval", StudyText.json(s.interval()));
      if (s.given() != null) {
        object.add("interval_given", StudyText.json(s.given()));
      }
      object.addProperty("holds", s.holds());
      object.addProperty("verdict", s.verdict().words());
      array.add(object);
    }
    return array;
  }

  /**
   * The statements as CSV, limits and interval in columns of their own.
   *
   * @param all   statements
   * @param quick whether a comment says that they mean nothing
   * @return a header and a row a statement
   */
  public static String csv(List<Statement> all, boolean quick) {
    return TABLE.csv(all, quick);
  }
}
