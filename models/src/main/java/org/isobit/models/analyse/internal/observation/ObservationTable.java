package org.isobit.models.analyse.internal.observation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.isobit.models.analyse.internal.grid.Grid;
import org.isobit.models.analyse.internal.source.AnalysisTime;
import org.isobit.models.io.CsvTable;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.Settings;
import org.isobit.models.netcdf.NetcdfFile;

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
   * @param file    CSV, NetCDF or {@code .npy}
   * @param columns coordinates, then value, then standard deviation; but for the value, numbers stand for themselves
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
      String value = section.string("value", "value");
      if (isNumber(value)) {
        throw section.error("value", "must name a column, but is " + value);
      }
      columns.add(value);
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
      ObservationTable table = NetcdfFile.hasItsName(file) ? netcdf(analysis) : npy ? npy(analysis) : csv(analysis);
      table.check(columns);
      return table;
    }

    /** The columns that the file must have; a number in the place of a name stands for itself. */
    private List<String> named() {
      List<String> named = new ArrayList<>(columns.stream().filter(c -> !isNumber(c)).toList());
      if (time != null) {
        named.add(time.name());
      }
      return named;
    }

    private static boolean isNumber(String column) {
      return column.matches("[-+]?[0-9]+([.][0-9]*)?([eE][-+]?[0-9]+)?");
    }

    private ObservationTable csv(AnalysisTime analysis) throws IOException {
      boolean text = time != null && times.asText(time);
      CsvTable csv = CsvTable.read(file, named(), text ? Map.of(time.name(), cell -> times.since(analysis, cell))
          : Map.of());
      if (csv.rows() == 0) {
        throw new IllegalArgumentException(file + ": holds no observation");
      }
      double[][] read = IntStream.range(0, csv.names().size()).mapToObj(csv::column).toArray(double[][]::new);
      if (time != null && !text) {
        times.count(analysis, time, read[read.length - 1], csv::place);
      }
      return table(read, csv.rows(), csv::place);
    }

    private ObservationTable netcdf(AnalysisTime analysis) throws IOException {
      NetcdfColumns.Table netcdf = NetcdfColumns.read(file, value(), named());
      double[][] read = netcdf.columns();
      if (time != null) {
        times.count(analysis, times.asText(time) ? time.in(netcdf.units(), netcdf.calendar()) : time,
            read[read.length - 1], netcdf.places());
      }
      return table(read, read[0].length, netcdf.places());
    }

    private ObservationTable npy(AnalysisTime analysis) throws IOException {
      if (time != null && times.asText(time)) {
        throw new IllegalArgumentException(file
            + ": holds times as numbers, of which observations.time-units must say what "
            + "they count, such as 'hours since 2026-01-01 00:00:00'");
      }
      NpyFile npy = NpyFile.read(file);
      int[] shape = npy.shape();
      List<String> named = named();
      int all = named.size();
      if (shape.length != 2 || shape[1] != all || shape[0] == 0) {
        throw new IllegalArgumentException(file + ": has the shape " + npy.shapeText()
            + ", but observations need (count, " + all + "): " + String.join(", ", named));
      }
      double[] rows = npy.doubles();
      double[][] read = new double[all][shape[0]];
      for (int j = 0; j < shape[0]; j++) {
        for (int c = 0; c < all; c++) {
          read[c][j] = rows[j * all + c];
        }
      }
      Places places = j -> file + ": row " + j;
      if (time != null) {
        times.count(analysis, time, read[all - 1], places);
      }
      return table(read, shape[0], places);
    }

    private String value() {
      return columns.get(columns.size() - 2);
    }

    /** Columns as they were read, with those that are numbers in between. */
    private ObservationTable table(double[][] read, int count, Places places) {
      double[][] all = new double[columns.size()][];
      int at = 0;
      for (int c = 0; c < all.length; c++) {
        if (isNumber(columns.get(c))) {
          all[c] = new double[count];
          Arrays.fill(all[c], Double.parseDouble(columns.get(c)));
        } else {
          all[c] = read[at++];
        }
      }
      int width = columns.size() - 2;
      double[] coordinates = new double[count * width];
      for (int j = 0; j < count; j++) {
        for (int d = 0; d < width; d++) {
          coordinates[j * width + d] = all[d][j];
        }
      }
      return new ObservationTable(coordinates, width, all[width], all[width + 1], time == null ? null : read[at],
          places);
    }
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
