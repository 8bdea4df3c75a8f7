package org.isobit.models.analyse.internal.observation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isobit.models.netcdf.NetcdfFile;
import org.isobit.models.netcdf.NetcdfVariable;

/**
 * Observations from the variables of a NetCDF file, each variable a column. There is a row for each element of the
 * values; the other columns have the same dimensions or some of them, in any order: coordinates of a grid are repeated
 * along the dimensions that they do not have. Rows in which a number is missing are no observations.
 */
final class NetcdfColumns {

  private final NetcdfFile file;
  private final NetcdfVariable first;
  private final int[] shape;
  private final int count;

  private NetcdfColumns(NetcdfFile file, String first) {
    this.file = file;
    this.first = variable(first);
    this.shape = this.first.shape();
    this.count = this.first.requireRoom(shape);
  }

  /**
   * A table of numbers.
   *
   * @param columns  the columns asked for, in their order
   * @param units    the attribute {@code units} of the last one, or ""
   * @param calendar its attribute {@code calendar}, or ""
   * @param places   where each row stands
   */
  record Table(double[][] columns, String units, String calendar, ObservationTable.Places places) {}

  /**
   * Reads a file.
   *
   * @param path  the file
   * @param value the column of values
   * @param names all columns, that of values among them
   * @return the rows without a missing number
   * @throws IOException              if the system cannot read it
   * @throws IllegalArgumentException if a variable is not there or does not fit, or each row misses something
   */
  static Table read(Path path, String value, List<String> names) throws IOException {
    try (NetcdfFile file = NetcdfFile.open(path)) {
      NetcdfColumns reader = new NetcdfColumns(file, value);
      double[][] columns = new double[names.size()][];
      for (int c = 0; c < columns.length; c++) {
        columns[c] = reader.column(names.get(c));
      }
      int[] kept = IntStream.range(0, reader.count)
          .filter(j -> Arrays.stream(columns).noneMatch(column -> Double.isNaN(column[j]))).toArray();
      if (kept.length == 0) {
        throw new IllegalArgumentException(path + ": holds no observation: each of the " + reader.count
            + " elements of '" + value + "' misses one of " + String.join(", ", names));
      }
      for (int c = 0; c < columns.length; c++) {
        double[] all = columns[c];
        columns[c] = Arrays.stream(kept).mapToDouble(j -> all[j]).toArray();
      }
      NetcdfVariable last = file.variable(names.getLast());
      return new Table(columns, last.text("units"), last.text("calendar"),
          j -> path + ": " + value + reader.indexText(kept[j]));
    }
  }

  private NetcdfVariable variable(String name) {
    NetcdfVariable variable = file.variable(name);
    if (!variable.isNumeric()) {
      throw new IllegalArgumentException(file.path() + ": variable '" + name + "' holds no numbers");
    }
    return variable;
  }

  private double[] column(String name) {
    NetcdfVariable v = variable(name);
    List<String> own = v.dimensions();
    List<String> all = first.dimensions();
    int[] step = new int[shape.length];
    int each = 1;
    for (int d = own.size() - 1; d >= 0; d--) {
      int at = all.indexOf(own.get(d));
      if (at < 0 || shape[at] != v.shape()[d] || step[at] != 0) {
        throw new IllegalArgumentException(file.path() + ": variable '" + name + "' has the dimensions " + own
            + Arrays.toString(v.shape()) + ", which are not among those of '" + first.name() + "', " + all
            + Arrays.toString(shape));
      }
      step[at] = each;
      each *= v.shape()[d];
    }
    double[] values = v.read();
    double[] column = new double[count];
    for (int j = 0; j < count; j++) {
      int rest = j;
      int from = 0;
      for (int d = shape.length - 1; d >= 0; d--) {
        from += rest % shape[d] * step[d];
        rest /= shape[d];
      }
      column[j] = values[from];
    }
    return column;
  }

  private String indexText(int row) {
    List<String> index = new ArrayList<>();
    int rest = row;
    for (int d = shape.length - 1; d >= 0; d--) {
      index.addFirst(Integer.toString(rest % shape[d]));
      rest /= shape[d];
    }
    return "[" + String.join(", ", index) + "]";
  }
}
