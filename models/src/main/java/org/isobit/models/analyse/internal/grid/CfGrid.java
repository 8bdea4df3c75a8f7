package org.isobit.models.analyse.internal.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isobit.models.netcdf.NetcdfFile;
import org.isobit.models.netcdf.NetcdfVariable;

/**
 * The grid that a NetCDF file itself describes, by CF's conventions (1.11, chapters 4 and 5): coordinate variables of
 * one dimension for x, y and z, or longitude and latitude of two dimensions, and a single time at most, named by the
 * attribute {@code coordinates}.
 */
public final class CfGrid {

  private final NetcdfFile file;
  private final NetcdfVariable variable;
  private final List<String> dimensions;
  private final int[] shape;

  private CfGrid(NetcdfFile file, NetcdfVariable variable, List<String> dimensions, int[] shape) {
    this.file = file;
    this.variable = variable;
    this.dimensions = dimensions;
    this.shape = shape;
  }

  /** What a coordinate variable's attributes say that it is: X, Y, Z, T, or a blank. */
  public static char kind(NetcdfVariable v) {
    String standard = v.text("standard_name");
    String units = v.text("units").toLowerCase(java.util.Locale.ROOT);
    if (isLongitude(v) || v.text("axis").equals("X")
        || standard.matches("(projection|grid)_(x_coordinate|longitude)")) {
      return 'X';
    }
    if (isLatitude(v) || v.text("axis").equals("Y") || standard.matches("(projection|grid)_(y_coordinate|latitude)")) {
      return 'Y';
    }
    if (v.text("axis").equals("T") || standard.equals("time") || units.matches("\\w+ since .*")) {
      return 'T';
    }
    if (v.text("axis").equals("Z") || !v.text("positive").isEmpty()
        || units.matches("pa|hpa|mbar|millibar|bar|level|layer|sigma_level")) {
      return 'Z';
    }
    return ' ';
  }

  private static boolean isLongitude(NetcdfVariable v) {
    return v.text("standard_name").equals("longitude") || v.text("units").matches("degrees?_?(east|E)");
  }

  private static boolean isLatitude(NetcdfVariable v) {
    return v.text("standard_name").equals("latitude") || v.text("units").matches("degrees?_?(north|N)");
  }

  /** A coordinate's units; the spellings of degrees east and north that CF knows are one. */
  public static String units(NetcdfVariable v) {
    String units = v.text("units").strip();
    return units.matches("degrees?_?(east|E)") ? "degrees_east" : units.matches("degrees?_?(north|N)") ? "degrees_north"
        : units;
  }

  /**
   * The grid of a variable.
   *
   * @param file       the file
   * @param variable   the variable
   * @param dimensions its spatial dimensions, slowest first
   * @param shape      their lengths
   * @param radius     the sphere's radius
   * @throws IllegalArgumentException naming file, variable and what is missing or does not fit
   */
  public static Grid of(NetcdfFile file, NetcdfVariable variable, List<String> dimensions, int[] shape, double radius) {
    return new CfGrid(file, variable, dimensions, shape).grid(radius);
  }

  private Grid grid(double radius) {
    int rank = shape.length;
    Axis vertical = rank == 3 ? axis(0, 'Z') : null;
    NetcdfVariable[] flat = auxiliary();
    if (flat != null) {
      return curvilinear(flat[0], flat[1], vertical, radius);
    }
    Axis[] axes = new Axis[rank];
    for (int d = 0; d < rank; d++) {
      axes[d] = d == 2 ? vertical : axis(rank - 1 - d, "XY".charAt(d));
    }
    boolean sphere = rank > 1 && isLongitude(coordinate(rank - 1)) && isLatitude(coordinate(rank - 2));
    if (sphere) {
      double worst = Math.max(Math.abs(axes[1].coordinate(0)), Math.abs(axes[1].coordinate(axes[1].count() - 1)));
      if (worst > 90) {
        throw error(dimensions.get(rank - 2), "holds a latitude beyond 90 degrees");
      }
      return new RegularGrid(axes, Metric.sphere(radius), true);
    }
    return new RegularGrid(axes, Metric.straight(new double[Math.min(rank, 2)]), false);
  }

  /** Longitude and latitude (or x and y) of two dimensions, if the attribute coordinates names them; else null. */
  private NetcdfVariable[] auxiliary() {
    int rank = shape.length;
    if (rank < 2) {
      return null;
    }
    List<String> plane = dimensions.subList(rank - 2, rank);
    NetcdfVariable[] found = new NetcdfVariable[2];
    List<NetcdfVariable> others = new ArrayList<>();
    for (String name : variable.text("coordinates").split("\\s+")) {
      if (file.has(name)) {
        NetcdfVariable v = file.variable(name);
        if (liesOn(v, plane)) {
          char kind = kind(v);
          if (kind == 'X' || kind == 'Y') {
            found[kind - 'X'] = v;
          } else {
            others.add(v);
          }
        }
      }
    }
    if (found[0] == null && found[1] == null) {
      return null;
    }
    if (found[0] == null || found[1] == null) {
      throw new IllegalArgumentException(file.path() + ": variable '" + variable.name() + "': its coordinates '"
          + variable.text("coordinates") + "' name a " + (found[0] == null ? "latitude but no longitude"
              : "longitude but no latitude") + " of the dimensions " + plane
          + (others.isEmpty() ? "" : "; '" + others.get(0).name() + "' has neither units nor a standard name"));
    }
    return found;
  }

  /** Whether a variable has these dimensions, and besides them only such as a single time. */
  private static boolean liesOn(NetcdfVariable v, List<String> plane) {
    List<String> own = new ArrayList<>();
    for (int d = 0; d < v.shape().length; d++) {
      if (v.shape()[d] != 1 || plane.contains(v.dimensions().get(d))) {
        own.add(v.dimensions().get(d));
      }
    }
    return own.equals(plane);
  }

  private Grid curvilinear(NetcdfVariable x, NetcdfVariable y, Axis vertical, double radius) {
    int nx = shape[shape.length - 1];
    int ny = shape[shape.length - 2];
    double[] xs = x.read();
    double[] ys = y.read();
    double[] places = new double[2 * nx * ny];
    boolean sphere = isLongitude(x) && isLatitude(y);
    for (int i = 0; i < nx * ny; i++) {
      if (!Double.isFinite(xs[i]) || !Double.isFinite(ys[i]) || sphere && Math.abs(ys[i]) > 90) {
        throw error(Double.isFinite(xs[i]) ? y.name() : x.name(), "is "
            + (Double.isFinite(xs[i]) ? ys[i] : xs[i]) + " at [" + i / nx + ", " + i % nx + "]");
      }
      places[2 * i] = xs[i];
      places[2 * i + 1] = ys[i];
    }
    return new CurvilinearGrid(ny, nx, places, sphere ? Metric.sphere(radius) : Metric.straight(0, 0), sphere,
        vertical);
  }

  private NetcdfVariable coordinate(int d) {
    String name = dimensions.get(d);
    if (name.isEmpty() || !file.has(name)) {
      throw new IllegalArgumentException(file.path() + ": variable '" + variable.name() + "': its dimension "
          + (name.isEmpty() ? Integer.toString(d) : "'" + name + "'") + " has no coordinate variable, and "
          + (variable.text("coordinates").isBlank() ? "the attribute coordinates names none"
              : "what the attribute coordinates names, '" + variable.text("coordinates").strip() + "', is no longitude "
              + "and latitude of these points") + "; describe the grid in the section 'grid'");
    }
    return file.variable(name);
  }

  private Axis axis(int d, char wanted) {
    NetcdfVariable v = coordinate(d);
    char kind = kind(v);
    boolean column = shape.length == 1 && kind == 'Z'; // levels alone
    if (kind != ' ' && kind != wanted && !column) {
      throw error(v.name(), "is " + kind + " by its attributes, but the dimension of '" + variable.name()
          + "' where it stands must be " + wanted + " (fields are z x y x x, the last ones of these)");
    }
    double[] values = v.read();
    if (values.length != shape[d]) {
      throw error(v.name(), "has " + values.length + " values for " + shape[d] + " points");
    }
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw error(v.name(), "has no value at [" + i + "]");
      }
      if (i > 0 && !(values[i] > values[i - 1] == values[1] > values[0]) || i > 0 && values[i] == values[i - 1]) {
        throw error(v.name(), "neither ascends nor descends at [" + i + "]: " + values[i - 1] + ", " + values[i]);
      }
    }
    boolean longitude = isLongitude(v);
    int n = values.length;
    // A whole circle of longitudes: the gap from the last to the first is like the others.
    boolean around = longitude && n > 2
        && Math.abs(Math.abs(values[n - 1] - values[0]) * n / (n - 1) - 360) <= 1e-3 * 360 / n;
    return new Axis.Listed(values, around, longitude ? 360 : 0);
  }

  private IllegalArgumentException error(String name, String what) {
    return new IllegalArgumentException(file.path() + ": variable '" + name + "': " + what);
  }

  @Override
  public String toString() {
    return variable.name() + Arrays.toString(shape);
  }
}
