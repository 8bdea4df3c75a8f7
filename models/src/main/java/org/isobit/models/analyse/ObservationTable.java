package org.isobit.models.analyse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
 * @param places      for messages: where each row stands
 */
record ObservationTable(double[] coordinates, int dimensions, double[] values, double[] deviations, Places places) {

  /** Names a row of the file. */
  @FunctionalInterface
  interface Places {
    /** {@code file:line} or {@code file: row i}. */
    String of(int row);
  }

  int count() {
    return values.length;
  }

  /**
   * Which file to read, and which columns of it.
   *
   * @param file    CSV or {@code .npy}
   * @param columns coordinates, then value, then standard deviation
   */
  record Source(Path file, List<String> columns) {

    /** Reads the section's keys; {@code dimensions} 0 stands for one column {@code index}. */
    static Source of(Settings section, int dimensions) {
      List<String> columns = new ArrayList<>(section.strings("coordinates",
          dimensions == 0 ? List.of("index") : Grid.AXES.subList(0, dimensions)));
      int width = Math.max(1, dimensions);
      if (columns.size() != width) {
        throw section.error("coordinates", "must name " + width + (width == 1 ? " column" : " columns")
            + ", but names " + columns.size());
      }
      columns.add(section.string("value", "value"));
      columns.add(section.string("deviation", "sd"));
      return new Source(section.file("file"), List.copyOf(columns));
    }

    /** Reads the file. */
    ObservationTable read() throws IOException {
      boolean npy = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".npy");
      ObservationTable table = npy ? npy(file, columns) : csv(file, columns);
      table.check(columns);
      return table;
    }
  }

  private static ObservationTable csv(Path file, List<String> columns) throws IOException {
    CsvTable csv = CsvTable.read(file, columns);
    int width = columns.size() - 2;
    double[] coordinates = new double[csv.rows() * width];
    for (int d = 0; d < width; d++) {
      for (int j = 0; j < csv.rows(); j++) {
        coordinates[j * width + d] = csv.column(d)[j];
      }
    }
    if (csv.rows() == 0) {
      throw new IllegalArgumentException(file + ": holds no observation");
    }
    return new ObservationTable(coordinates, width, csv.column(width), csv.column(width + 1), csv::place);
  }

  private static ObservationTable npy(Path file, List<String> columns) throws IOException {
    NpyFile npy = NpyFile.read(file);
    int[] shape = npy.shape();
    int all = columns.size();
    if (shape.length != 2 || shape[1] != all || shape[0] == 0) {
      throw new IllegalArgumentException(file + ": has the shape " + npy.shapeText()
          + ", but observations need (count, " + all + "): " + String.join(", ", columns));
    }
    double[] rows = npy.doubles();
    int count = shape[0];
    double[] coordinates = new double[count * (all - 2)];
    double[] values = new double[count];
    double[] deviations = new double[count];
    for (int j = 0; j < count; j++) {
      System.arraycopy(rows, j * all, coordinates, j * (all - 2), all - 2);
      values[j] = rows[j * all + all - 2];
      deviations[j] = rows[j * all + all - 1];
    }
    return new ObservationTable(coordinates, all - 2, values, deviations, j -> file + ": row " + j);
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
  double[] place(int row) {
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
    return new ObservationTable(c, dimensions, v, s, j -> places.of(kept[j]));
  }
}
