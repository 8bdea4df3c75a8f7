package org.isobit.models.analyse.internal.source;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobit.models.analyse.internal.grid.CfGrid;
import org.isobit.models.netcdf.NetcdfFile;
import org.isobit.models.netcdf.NetcdfVariable;

/**
 * What the files of one ensemble must agree on besides shapes: the units of the fields, and units and values of the
 * coordinates of space. A member in other units, or of another region or with its rows turned round, would otherwise be
 * taken for one of the same points. Thread-safe.
 */
final class SameCoordinates {

  /**
   * Coordinates may be computed and stored in single precision in one file and in double in another: the share of the
   * largest one that they may differ by.
   */
  private static final double SINGLE = 0x1p-22;

  private final Path example;
  private final Map<String, String> units = new LinkedHashMap<>();
  private final Map<String, double[]> values = new LinkedHashMap<>();

  private SameCoordinates(Path example) {
    this.example = example;
  }

  /**
   * As a file has them.
   *
   * @param file        the file
   * @param layouts     the fields
   * @param coordinates whether the file's coordinates count; otherwise the configuration describes the grid
   */
  static SameCoordinates of(NetcdfFile file, Map<String, NetcdfSource.Layout> layouts, boolean coordinates) {
    SameCoordinates same = new SameCoordinates(file.path());
    layouts.forEach((name, layout) -> {
      NetcdfVariable field = file.variable(name);
      same.units.put(name, field.text("units"));
      Set<String> names = new LinkedHashSet<>(layout.space());
      names.addAll(List.of(field.text("coordinates").split("\\s+")));
      for (String coordinate : coordinates ? names : Set.<String>of()) {
        if (!same.values.containsKey(coordinate) && file.has(coordinate)) {
          NetcdfVariable v = file.variable(coordinate);
          if (v.isNumeric() && isOfPoints(v, layout.space())) {
            same.units.put(coordinate, CfGrid.units(v));
            same.values.put(coordinate, v.read());
          }
        }
      }
    });
    return same;
  }

  /**
   * Whether a variable says where points are: one of dimensions of space and, at most, a single time; or a single value
   * of a place, such as a height of 2 m, while others may be a time or a member's number.
   */
  private static boolean isOfPoints(NetcdfVariable v, List<String> space) {
    boolean any = false;
    for (int d = 0; d < v.shape().length; d++) {
      boolean spatial = space.contains(v.dimensions().get(d));
      if (!spatial && v.shape()[d] != 1) {
        return false;
      }
      any |= spatial;
    }
    return any || "XYZ".indexOf(CfGrid.kind(v)) >= 0;
  }

  /**
   * Compares another file, as far as it says its units and has the coordinates.
   *
   * @throws IllegalArgumentException naming the first difference
   */
  void require(NetcdfFile file) {
    units.forEach((name, unit) -> {
      String other = !file.has(name) ? "" : values.containsKey(name) ? CfGrid.units(file.variable(name))
          : file.variable(name).text("units");
      if (!unit.isEmpty() && !other.isEmpty() && !other.equals(unit)) {
        throw new IllegalArgumentException(file.path() + ": variable '" + name + "' is in '" + other + "', but in "
            + example + " it is in '" + unit + "'");
      }
    });
    values.forEach((name, expected) -> {
      double[] other = file.has(name) ? file.variable(name).read() : expected;
      if (other.length != expected.length) {
        throw new IllegalArgumentException(file.path() + ": coordinate '" + name + "' has " + other.length
            + " values, but in " + example + " it has " + expected.length);
      }
      double largest = Arrays.stream(expected).map(Math::abs).filter(Double::isFinite).max().orElse(0);
      for (int i = 0; i < other.length; i++) {
        double a = other[i];
        double b = expected[i];
        boolean near = Math.abs(a - b) <= SINGLE * largest;
        if (!near && !(Double.isNaN(a) && Double.isNaN(b))) {
          throw new IllegalArgumentException(file.path() + ": coordinate '" + name + "' is " + a + " at its value " + i
              + ", counted from 0, but in " + example + " it is " + b);
        }
      }
    });
  }
}
