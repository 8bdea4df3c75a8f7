package org.isobit.models.cli;

import java.nio.charset.Charset;
import java.util.List;

/** Tables of numbers as text. Thread-safe. */
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
