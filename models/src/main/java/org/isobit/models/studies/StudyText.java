package org.isobit.models.studies;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Locale;
import org.isobit.models.scores.Bootstrap.Interval;

/** How tables and files of studies write numbers, intervals and rows. */
public final class StudyText {

  /** What marks tables and pictures of quick runs. */
  public static final String QUICK = "QUICK, too small to mean anything";

  private StudyText() {}

  /**
   * A title.
   *
   * @param title the title
   * @param quick whether it is of quick runs
   * @return the title, marked if it is
   */
  public static String marked(String title, boolean quick) {
    return quick ? QUICK + ": " + title : title;
  }

  /**
   * Three significant digits or so.
   *
   * @param value a number
   * @return its text; a dash for NaN
   */
  public static String number(double value) {
    double size = Math.abs(value);
    return size == 0 || Double.isNaN(value) ? (Double.isNaN(value) ? "–" : "0")
        : String.format(Locale.ROOT, size < 0.01 || size >= 1e5 ? "%.2g" : size < 10 ? "%.3f" : "%.1f", value);
  }

  /**
   * A statistic with its interval.
   *
   * @param interval the interval
   * @return as in {@code 0.251 [0.240, 0.262]}
   */
  public static String cell(Interval interval) {
    return number(interval.value()) + " " + bounds(interval);
  }

  /**
   * The ends of an interval.
   *
   * @param interval the interval
   * @return as in {@code [0.240, 0.262]}
   */
  public static String bounds(Interval interval) {
    return "[" + number(interval.low()) + ", " + number(interval.high()) + "]";
  }

  /**
   * Rows whose columns begin below each other; columns that are empty are left out.
   *
   * @param rows cells, as many in each row
   * @return a line a row
   */
  public static String aligned(List<String[]> rows) {
    int columns = rows.getFirst().length;
    int[] widths = new int[columns];
    rows.forEach(row -> {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], row[c].length());
      }
    });
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        if (widths[c] > 0) {
          line.append(row[c]).append(" ".repeat(widths[c] - row[c].length())).append("  ");
        }
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /**
   * An interval in JSON.
   *
   * @param interval the interval
   * @return value, low, high
   */
  public static JsonObject json(Interval interval) {
    JsonObject object = new JsonObject();
    object.add("value", finite(interval.value()));
    object.add("low", finite(interval.low()));
    object.add("high", finite(interval.high()));
    return object;
  }

  /**
   * A number in JSON, which has no NaN: null stands for it.
   *
   * @param value a number
   * @return the number or null
   */
  public static JsonElement finite(double value) {
    return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
  }
}
