package org.isobit.models.studies;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.isobit.models.scores.Bootstrap.Interval;

/**
 * Columns of a table, each with a name, a unit and a value of a row, and what they make of rows: text to be read, CSV
 * and JSON. Text has numbers with three digits or in the column's format and intervals as {@link StudyText#cell}; CSV
 * has all digits and an interval in columns of its own; JSON has null for NaN and an interval as
 * {@link StudyText#json}. Immutable, thread-safe.
 *
 * @param <R> type of a row
 */
public final class ResultTable<R> {

  /** What CSV has of a column: value, lower and upper end; those of which the name is null are left out. */
  private record Names(String value, String low, String high) {

    List<String> all() {
      return Stream.of(value, low, high).filter(name -> name != null).toList();
    }
  }

  private record Column<R>(String name, String unit, String format, Names names, Function<R, ?> value) {

    String head() {
      return unit.isEmpty() ? name : name + " (" + unit + ")";
    }

    String text(R row) {
      return switch (value.apply(row)) {
        case null -> "";
        case Interval interval -> StudyText.cell(interval);
        case Double number -> number(number);
        case Float number -> number(number);
        case Object other -> other.toString();
      };
    }

    private String number(double number) {
      return format == null || Double.isNaN(number) ? StudyText.number(number)
          : String.format(Locale.ROOT, format, number);
    }

    Stream<String> csv(R row) {
      Object cell = value.apply(row);
      if (!(cell instanceof Interval interval)) {
        return Stream.of(cell == null ? "" : quoted(cell.toString()));
      }
      List<String> parts = new ArrayList<>(3);
      if (names.value != null) {
        parts.add(Double.toString(interval.value()));
      }
      parts.add(Double.toString(interval.low()));
      parts.add(Double.toString(interval.high()));
      return parts.stream();
    }

    private static String quoted(String text) {
      return text.matches("(?s).*[,\"\n\r].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
  }

  private final List<Column<R>> columns;

  private ResultTable(List<Column<R>> columns) {
    this.columns = columns;
  }

  /**
   * A table without columns.
   *
   * @param <R> type of a row
   * @return the table
   */
  public static <R> ResultTable<R> of() {
    return new ResultTable<>(List.of());
  }

  private ResultTable<R> plus(Column<R> column) {
    return new ResultTable<>(Stream.concat(columns.stream(), Stream.of(column)).toList());
  }

  /**
   * The same with a column more.
   *
   * @param name  of the column
   * @param value of a row: a number, text or anything with text of its own, null for an empty cell; no interval
   * @return a new table
   */
  public ResultTable<R> column(String name, Function<R, ?> value) {
    return column(name, "", null, value);
  }

  /**
   * The same with a column more.
   *
   * @param name   of the column
   * @param unit   that text has behind the name; empty if there is none
   * @param format of numbers in text, as in {@link String#format}; null for three digits
   * @param value  of a row, as in {@link #column(String, Function)}
   * @return a new table
   */
  public ResultTable<R> column(String name, String unit, String format, Function<R, ?> value) {
    return plus(new Column<>(name, unit, format, new Names(name, null, null), value));
  }

  /**
   * The same with an interval more, which CSV has as NAME, NAME_low, NAME_high.
   *
   * @param name  of the column
   * @param value of a row
   * @return a new table
   */
  public ResultTable<R> interval(String name, Function<R, Interval> value) {
    return interval(name, name + "_low", name + "_high", value);
  }

  /**
   * The same with an interval more.
   *
   * @param name  of the column
   * @param low   what CSV calls the lower end
   * @param high  what it calls the upper end
   * @param value of a row
   * @return a new table
   */
  public ResultTable<R> interval(String name, String low, String high, Function<R, Interval> value) {
    return plus(new Column<>(name, "", null, new Names(name, low, high), value));
  }

  /**
   * The same with an interval more, of whose statistic another column tells already: CSV has its ends alone.
   *
   * @param name  of the column
   * @param low   what CSV calls the lower end
   * @param high  what it calls the upper end
   * @param value of a row
   * @return a new table
   */
  public ResultTable<R> ends(String name, String low, String high, Function<R, Interval> value) {
    return plus(new Column<>(name, "", null, new Names(null, low, high), value));
  }

  /**
   * The same with the columns of another table.
   *
   * @param other the other table
   * @param part  what its rows are of a row of this one
   * @param <Q>   type of its rows
   * @return a new table
   */
  public <Q> ResultTable<R> with(ResultTable<Q> other, Function<R, Q> part) {
    List<Column<R>> all = new ArrayList<>(columns);
    other.columns.forEach(c -> all.add(new Column<>(c.name, c.unit, c.format, c.names,
        row -> c.value.apply(part.apply(row)))));
    return new ResultTable<>(List.copyOf(all));
  }

  /**
   * As text.
   *
   * @param rows the rows
   * @return a line with names and units, then a line a row; columns whose cells are all empty are left out
   */
  public String text(List<R> rows) {
    List<String[]> cells = new ArrayList<>();
    cells.add(columns.stream().map(Column::head).toArray(String[]::new));
    rows.forEach(row -> cells.add(columns.stream().map(column -> column.text(row)).toArray(String[]::new)));
    return StudyText.aligned(cells);
  }

  /**
   * As CSV.
   *
   * @param rows  the rows
   * @param quick whether a comment says that they mean nothing
   * @return a line with names, then a line a row
   */
  public String csv(List<R> rows, boolean quick) {
    StringBuilder csv = new StringBuilder(quick ? "# " + StudyText.QUICK + "\n" : "");
    csv.append(String.join(",", columns.stream().flatMap(column -> column.names.all().stream()).toList())).append('\n');
    rows.forEach(row -> csv.append(String.join(",", columns.stream().flatMap(column -> column.csv(row)).toList()))
        .append('\n'));
    return csv.toString();
  }

  /**
   * A row in JSON.
   *
   * @param row the row
   * @return values by the columns' names
   */
  public JsonObject json(R row) {
    JsonObject object = new JsonObject();
    columns.forEach(column -> object.add(column.name, ResultsJson.tree(column.value.apply(row))));
    return object;
  }

  /**
   * Rows in JSON.
   *
   * @param rows the rows
   * @return an object a row
   */
  public JsonArray json(List<R> rows) {
    JsonArray array = new JsonArray();
    rows.forEach(row -> array.add(json(row)));
    return array;
  }
}
