package org.isobit.models.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A table of numbers from a CSV file: a header line with the columns' names, then one row a line, separated by commas.
 * Empty lines and lines that begin with {@code #} are skipped; names and numbers may stand in double quotes. A line has
 * at most 1 048 576 characters and 4096 cells. Every message names file, line, column and value. Immutable by
 * convention: {@link #column} hands out the array itself.
 */
public final class CsvTable {

  /** Longest line, in characters. */
  static final int LONGEST_LINE = 1 << 20;

  /** Most columns. */
  static final int MOST_COLUMNS = 4096;

  private final Path source;
  private final List<String> names;
  private final double[][] columns;
  private final int[] lines;

  private CsvTable(Path source, List<String> names, double[][] columns, int[] lines) {
    this.source = source;
    this.names = names;
    this.columns = columns;
    this.lines = lines;
  }

  /**
   * Reads a file. Cells that are not needed may hold anything; give the names of those that are.
   *
   * @param file   the file, in UTF-8
   * @param wanted the columns to read, or empty for all
   * @return the table
   * @throws IOException              if the system cannot read it
   * @throws IllegalArgumentException if there is no such file or column, a row has more or fewer cells than the header,
   *                                  a cell is not a number, or lines, columns or rows are more than can be held
   */
  public static CsvTable read(Path file, List<String> wanted) throws IOException {
    return read(file, wanted, Map.of());
  }

  /** Makes a number of a cell's text. */
  @FunctionalInterface
  public interface Cell {

    /**
     * Reads a cell.
     *
     * @param text what it holds, not empty
     * @return a number
     * @throws IllegalArgumentException saying what is wrong with the text, as an end of a sentence about the column
     */
    double number(String text);
  }

  /**
   * Reads a file of which some columns hold other text than numbers, such as dates.
   *
   * @param file   the file, in UTF-8
   * @param wanted the columns to read, or empty for all
   * @param others for columns that are not numbers, what makes numbers of them
   * @return the table
   * @throws IOException              if the system cannot read it
   * @throws IllegalArgumentException as {@link #read(Path, List)} does, or if a cell is not what its column holds
   */
  public static CsvTable read(Path file, List<String> wanted, Map<String, Cell> others) throws IOException {
    return read(file, wanted, others, Runtime.getRuntime().maxMemory());
  }

  /** The same with a limit of memory in bytes. */
  static CsvTable read(Path file, List<String> wanted, Map<String, Cell> others, long heap) throws IOException {
    InputFiles.requireFile(file);
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return new Reading(file, in, others, heap).table(wanted);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(Quoted.path(file) + ": is not UTF-8 text", e);
    }
  }

  /** The state of one reading. */
  private static final class Reading {
    private final Path file;
    private final BoundedLines in;
    private final Map<String, Cell> others;
    private final long heap;

    Reading(Path file, BufferedReader in, Map<String, Cell> others, long heap) {
      this.file = file;
      this.heap = heap;
      this.in = new BoundedLines(Quoted.path(file), in, LONGEST_LINE);
      this.others = others;
    }

    CsvTable table(List<String> wanted) throws IOException {
      String first = next();
      if (first == null) {
        throw new IllegalArgumentException(Quoted.path(file) + ": is empty; its first line must name the columns");
      }
      List<String> header = cells(first);
      List<String> names = wanted.isEmpty() ? header : wanted;
      int[] position = positions(header, names);
      double[][] columns = new double[names.size()][64];
      int[] lines = new int[64];
      int rows = 0;
      for (String line = next(); line != null; line = next()) {
        List<String> cells = cells(line);
        if (cells.size() != header.size()) {
          throw bad("has " + cells.size() + " cells, but the header names " + header.size() + " columns");
        }
        if (rows == lines.length) {
          requireRoom(2L * rows, columns.length);
          lines = Arrays.copyOf(lines, 2 * rows);
          for (int c = 0; c < columns.length; c++) {
            columns[c] = Arrays.copyOf(columns[c], 2 * rows);
          }
        }
        lines[rows] = (int) in.number(); // not above Integer.MAX_VALUE here: rows would be, too
        for (int c = 0; c < columns.length; c++) {
          columns[c][rows] = number(names.get(c), cells.get(position[c]));
        }
        rows++;
      }
      for (int c = 0; c < columns.length; c++) {
        columns[c] = Arrays.copyOf(columns[c], rows);
      }
      return new CsvTable(file, List.copyOf(names), columns, Arrays.copyOf(lines, rows));
    }

    /** The arrays grow by copying, so both must fit. */
    private void requireRoom(long rows, int columns) {
      long bytes = (rows + rows / 2) * (Integer.BYTES + (long) Double.BYTES * columns);
      if (rows > 1 << 30 || bytes > heap) {
        throw bad("is one of more than " + rows / 2 + " rows, which need " + bytes + " bytes of heap, but the limit is "
            + heap + ": raise -Xmx");
      }
    }

    private int[] positions(List<String> header, List<String> names) {
      int[] position = new int[names.size()];
      for (int c = 0; c < position.length; c++) {
        String name = names.get(c);
        position[c] = header.indexOf(name);
        if (position[c] < 0) {
          String semicolons = header.size() == 1 && header.get(0).contains(";") ? " (cells are separated by commas, "
              + "not semicolons)" : "";
          throw bad("has no column " + Quoted.of(name) + "; its columns are " + Quoted.line(String.join(", ", header))
              + semicolons + Similar.hint(name, header));
        }
        if (header.lastIndexOf(name) != position[c]) {
          throw bad("has two columns " + Quoted.of(name));
        }
      }
      return position;
    }

    private String next() throws IOException {
      for (String line = in.next(); line != null; line = in.next()) {
        if (in.number() == 1 && line.startsWith("\uFEFF")) {
          line = line.substring(1);
        }
        if (!line.isBlank() && line.charAt(0) != '#') {
          return line;
        }
      }
      return null;
    }

    private List<String> cells(String line) {
      List<String> cells = new ArrayList<>();
      for (int at = 0; at <= line.length(); ) {
        int end = line.indexOf(',', at);
        end = end < 0 ? line.length() : end;
        String cell = line.substring(at, end).strip();
        if (cell.startsWith("\"")) {
          int open = line.indexOf('"', at);
          int close = line.indexOf('"', open + 1);
          int comma = line.indexOf(',', close);
          end = comma < 0 ? line.length() : comma;
          if (close < 0 || !line.substring(close + 1, end).isBlank()) {
            throw bad("has a quoted cell that does not end before the next comma");
          }
          cell = line.substring(open + 1, close).strip();
        }
        if (cells.size() == MOST_COLUMNS) {
          throw bad("has more than " + MOST_COLUMNS + " cells");
        }
        cells.add(cell);
        at = end + 1;
      }
      return cells;
    }

    private double number(String column, String cell) {
      if (cell.isEmpty()) {
        throw bad("column " + Quoted.of(column) + " is empty");
      }
      if (others.containsKey(column)) {
        try {
          return others.get(column).number(cell);
        } catch (IllegalArgumentException e) {
          throw bad("column " + Quoted.of(column) + ": " + Quoted.line(e.getMessage()));
        }
      }
      try {
        return NumberText.of(cell);
      } catch (NumberFormatException e) {
        throw bad("column " + Quoted.of(column) + " must be a number, but is " + Quoted.of(cell));
      }
    }

    private IllegalArgumentException bad(String what) {
      return new IllegalArgumentException(Quoted.path(file) + ":" + in.number() + ": " + what);
    }
  }

  /**
   * The columns read.
   *
   * @return their names, in the order of the request
   */
  public List<String> names() {
    return names;
  }

  /**
   * Number of rows.
   *
   * @return rows, the header not counted
   */
  public int rows() {
    return lines.length;
  }

  /**
   * One column.
   *
   * @param index its position in {@link #names()}
   * @return its values, NaN and infinities included
   */
  public double[] column(int index) {
    return columns[index];
  }

  /**
   * Where a row stands, for messages.
   *
   * @param row the row, counted from 0
   * @return {@code file:line}
   */
  public String place(int row) {
    return Quoted.path(source) + ":" + lines[row];
  }
}
