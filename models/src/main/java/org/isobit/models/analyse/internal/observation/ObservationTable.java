package org.isobit.models.analyse.internal.observation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.isobit.models.analyse.internal.grid.Grid;
import org.isobit.models.analyse.internal.source.AnalysisTime;
import org.isobit.models.io.CsvTable;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.Settings;

/**
 * Observations as a file holds them, checked row by row: every value finite, every standard deviation positive.
 *
 * @param coordinates rows × dimensions; or rows × 1 indices of the state
 * @param dimensions  columns of {@code coordinates}
 * @param values      what was observed
 * @param deviations  standard deviations of the errors
 * @param times       when, counted as {@link ObservationTimes} does, or null where time does not matter
 * @param places      for messages: where each row stands
 */
public record ObservationTable(double[] coordinates, int dimensions, double[] values, double[] deviations,
    double[] times, Places places) {

  /** Names a row of the file. */
  @FunctionalInterface
  public interface Places {
    /** {@code file:line} or {@code file: row i}. */
    String of(int row);
  }

  public int count() {
    return values.length;
  }

  /**
   * Which file to read, and which columns of it.
   *
   * @param file    CSV or {@code .npy}
   * @param columns coordinates, then value, then standard deviation
   * @param time    the column of times, the last one; or null
   * @param times   how they are counted, or null
   */
  public record Source(Path file, List<String> columns, ObservationTimes.Column time, ObservationTimes times) {

    /** Reads the section's keys; {@code dimensions} 0 stands for one column {@code index}. */
    static Source of(Settings section, int dimensions, ObservationTimes times) {
      List<String> columns = new ArrayList<>(section.strings("coordinates",
          dimensions == 0 ? List.of("index") : Grid.AXES.subList(0, dimensions)));
      int width = Math.max(1, dimensions);
      if (columns.size() != width) {
        throw section.error("coordinates", "must name " + width + (width == 1 ? " column" : " columns")
            + ", but names " + columns.size());
      }
      columns.add(section.string("value", "value"));
      columns.add(section.string("deviation", "sd"));
      return new Source(section.file("file"), List.copyOf(columns), ObservationTimes.column(section, times), times);
    }

    /** The same with another file. */
    Source withFile(Path other) {
      return new Source(other, columns, time, times);
    }

    /**
     * Reads the file.
     *
     * @param analysis the time that times are counted from, or null where time does not matter
     */
    public ObservationTable read(AnalysisTime analysis) throws IOException {
      boolean npy = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".npy");
      ObservationTable table = npy ? npy(analysis) : csv(analysis);
      table.check(columns);
      return table;
    }

    /** All columns. */
    private List<String> all() {
      return time == null ? columns : Stream.concat(columns.stream(), Stream.of(time.name())).toList();
    }

    private ObservationTable csv(AnalysisTime analysis) throws IOException {
      boolean text = time != null && times.asText(time);
      CsvTable csv = CsvTable.read(file, all(), text ? Map.of(time.name(), cell -> times.since(analysis, cell))
          : Map.of());
      double[] when = time == null ? null : csv.column(columns.size());
      if (time != null && !text) {
        count(analysis, when, csv::place);
      }
      return table(csv, file, columns.size() - 2, when);
    }

    /** Numbers as times from that of the analysis on, in place. */
    private void count(AnalysisTime analysis, double[] numbers, Places places) {
      for (int j = 0; j < numbers.length; j++) {
        double since = times.since(analysis, time, numbers[j]);
        if (!Double.isFinite(since)) {
          throw new IllegalArgumentException(places.of(j) + ": the time " + time.name() + " is " + numbers[j]);
        }
        numbers[j] = since;
      }
    }

    private ObservationTable npy(AnalysisTime analysis) throws IOException {
      if (time != null && times.asText(time)) {
        throw new IllegalArgumentException(file
            + ": holds times as numbers, of which observations.time-units must say what "
            + "they count, such as 'hours since 2026-01-01 00:00:00'");
      }
      NpyFile npy = NpyFile.read(file);
      int[] shape = npy.shape();
      int all = all().size();
      if (shape.length != 2 || shape[1] != all || shape[0] == 0) {
        throw new IllegalArgumentException(file + ": has the shape " + npy.shapeText()
            + ", but observations need (count, " + all + "): " + String.join(", ", all()));
      }
      double[] rows = npy.doubles();
      int count = shape[0];
      int width = columns.size() - 2;
      double[] coordinates = new double[count * width];
      double[] values = new double[count];
      double[] deviations = new double[count];
      double[] when = time == null ? null : new double[count];
      for (int j = 0; j < count; j++) {
        System.arraycopy(rows, j * all, coordinates, j * width, width);
        values[j] = rows[j * all + width];
        deviations[j] = rows[j * all + width + 1];
        if (time != null) {
          when[j] = rows[j * all + width + 2];
        }
      }
      Places places = j -> file + ": row " + j;
      if (time != null) {
        count(analysis, when, places);
      }
      return new ObservationTable(coordinates, width, values, deviations, when, places);
    }
  }

  private static ObservationTable table(CsvTable csv, Path file, int width, double[] times) {
    double[] coordinates = new double[csv.rows() * width];
    for (int d = 0; d < width; d++) {
      for (int j = 0; j < csv.rows(); j++) {
        coordinates[j * width + d] = csv.column(d)[j];
      }
    }
    if (csv.rows() == 0) {
      throw new IllegalArgumentException(file + ": holds no observation");
    }
    return new ObservationTable(coordinates, width, csv.column(width), csv.column(width + 1), times, csv::place);
  }

  private void check(List<String> columns) {
    for (int j = 0; j < count(); j++) {
      for (int d = 0; d < dimensions; d++) {
        if (!Double.isFinite(coordinates[j * dimensions + d])) {
          throw new IllegalArgumentException(places.of(j) + ": the coordinate " + columns.get(d) + " is "
              + coordinates[j * dimensions + d]);
        }
      }
      if (!Double.isFinite(values[j])) {
        throw new IllegalArgumentException(places.of(j) + ": the observation " + columns.get(dimensions) + " is "
            + values[j] + "; leave out rows that have no value");
      }
      if (!(deviations[j] > 0) || Double.isInfinite(deviations[j])) {
        throw new IllegalArgumentException(places.of(j) + ": the standard deviation " + columns.get(dimensions + 1)
            + " must be positive, but is " + deviations[j]);
      }
    }
  }

  /** The place of a row. */
  public double[] place(int row) {
    return Arrays.copyOfRange(coordinates, row * dimensions, (row + 1) * dimensions);
  }

  /** Only some rows. */
  ObservationTable rows(int[] kept) {
    double[] c = new double[kept.length * dimensions];
    double[] v = new double[kept.length];
    double[] s = new double[kept.length];
    for (int j = 0; j < kept.length; j++) {
      System.arraycopy(coordinates, kept[j] * dimensions, c, j * dimensions, dimensions);
      v[j] = values[kept[j]];
      s[j] = deviations[kept[j]];
    }
    return new ObservationTable(c, dimensions, v, s, times == null ? null
        : Arrays.stream(kept).mapToDouble(j -> times[j]).toArray(), j -> places.of(kept[j]));
  }
}
