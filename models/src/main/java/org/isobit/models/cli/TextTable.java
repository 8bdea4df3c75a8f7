package org.isobit.models.cli;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;

/** Tables as text. Thread-safe. */
public final class TextTable {

  private TextTable() {}

  /**
   * Rows under a header and a rule; the first column to the left, the others to the right.
   *
   * @param rows the header, then the rows, of as many cells each
   * @return a line a row
   */
  public static String of(List<String[]> rows) {
    int columns = rows.getFirst().length;
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], row[c].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String cell = rows.get(r)[c];
        String padding = " ".repeat(widths[c] - cell.length());
        line.append(c == 0 ? cell + padding : "  " + padding + cell);
      }
      text.append(line.toString().stripTrailing()).append('\n');
      if (r == 0) {
        text.append("-".repeat(line.length())).append('\n');
      }
    }
    return text.toString();
  }

  /**
   * Rows of words, each column to the left and two blanks from the next.
   *
   * @param rows the header, then the rows, of as many cells each
   * @return a line a row
   */
  public static String plain(List<List<String>> rows) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], columns(row.get(c)));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        line.append(row.get(c)).append(" ".repeat(widths[c] - columns(row.get(c)) + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** Terminal columns of a text: combining accents take none. */
  private static int columns(String text) {
    return (int) text.codePoints().filter(c -> Character.getType(c) != Character.NON_SPACING_MARK).count();
  }

  /**
   * The same in Markdown.
   *
   * @param rows the header, then the rows, of as many cells each
   * @return lines, each ended by a newline
   */
  public static String markdown(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      text.append("| ").append(String.join(" | ", rows.get(r).stream().map(c -> c.replace("|", "\\|")).toList()))
          .append(" |\n");
      if (r == 0) {
        text.append('|').append("---|".repeat(rows.get(r).size())).append('\n');
      }
    }
    return text.toString();
  }

  /**
   * A number as tables have it.
   *
   * @param value    a number
   * @param decimals digits behind the point
   * @return as in {@code 12.3457}; as in {@code 1.235e+130} and {@code 1.235e-07} from 10 million on and where those
   *     digits would all be 0; a dash for NaN
   */
  public static String number(double value, int decimals) {
    if (Double.isNaN(value)) {
      return "–";
    }
    double size = Math.abs(value);
    boolean shown = size == 0.0 || 2.0 * size >= Math.pow(10.0, -decimals) && size < 1e7 || Double.isInfinite(value);
    return String.format(Locale.ROOT, shown ? "%." + decimals + "f" : "%.3e", value);
  }

  /**
   * Replaces what a charset cannot show.
   *
   * @param text    a text
   * @param charset of where it is shown
   * @return the text with ASCII letters for ±, µ and – if need be
   */
  public static String fit(String text, Charset charset) {
    return charset.canEncode() && charset.newEncoder().canEncode("±µ–") ? text
        : text.replace("±", "+-").replace('µ', 'u').replace('–', '-');
  }
}
