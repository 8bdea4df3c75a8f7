package org.isobit.verify.contract.outsider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** The tables of {@code kernels/README.md}: by section, by the name in the first column, by column. Immutable. */
public final class Document {

  private static final Map<String, Map<String, Map<String, String>>> SECTIONS = read(find());

  private Document() {}

  /**
   * A cell.
   *
   * @param section heading of the section, without its marks
   * @param name    first cell of the row, without back-quotes
   * @param column  heading of the column
   * @return the cell's text without back-quotes; empty if there is a dash
   */
  public static String cell(String section, String name, String column) {
    String cell = rows(section).getOrDefault(name, Map.of()).get(column);
    if (cell == null) {
      throw new NoSuchElementException("the document has no " + name + ", " + column + ", under '" + section + "'");
    }
    return cell.equals("–") ? "" : cell.replace("`", "");
  }

  /**
   * How many coefficients a polynomial has.
   *
   * @param section heading of the section
   * @param letter  what their names start with: A for A0, A1, …
   * @param first   number of the first one
   * @param column  heading of the column
   * @return the number of cells that hold one, consecutive from the first
   */
  public static int count(String section, String letter, int first, String column) {
    int n = 0;
    while (rows(section).containsKey(letter + (first + n)) && !cell(section, letter + (first + n), column).isEmpty()) {
      n++;
    }
    return n;
  }

  private static Map<String, Map<String, String>> rows(String section) {
    Map<String, Map<String, String>> rows = SECTIONS.get(section);
    if (rows == null) {
      throw new NoSuchElementException("the document has no section '" + section + "'");
    }
    return rows;
  }

  /** The whole text. */
  static String text() {
    try {
      return Files.readString(find());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path find() {
    Path start = Path.of("").toAbsolutePath();
    for (Path p = start; p != null; p = p.getParent()) {
      Path file = p.resolve("kernels").resolve("README.md");
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    throw new IllegalStateException("no folder above " + start + " has kernels/README.md");
  }

  private static Map<String, Map<String, Map<String, String>>> read(Path file) {
    Map<String, Map<String, Map<String, String>>> sections = new LinkedHashMap<>();
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    List<String> columns = List.of();
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith("#")) {
          rows = sections.computeIfAbsent(line.replaceFirst("#+ ", ""), heading -> new LinkedHashMap<>());
        }
        if (!line.startsWith("|")) {
          columns = List.of();
        } else if (columns.isEmpty()) {
          columns = cells(line);
        } else if (!line.startsWith("|--")) {
          row(columns, cells(line), rows);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sections;
  }

  private static void row(List<String> columns, List<String> cells, Map<String, Map<String, String>> rows) {
    Map<String, String> row = rows.computeIfAbsent(cells.getFirst().replace("`", ""), name -> new LinkedHashMap<>());
    for (int i = 1; i < Math.min(columns.size(), cells.size()); i++) {
      row.put(columns.get(i), cells.get(i));
    }
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    for (String cell : line.substring(1, line.lastIndexOf('|')).split("\\|")) {
      cells.add(cell.strip());
    }
    return cells;
  }
}
