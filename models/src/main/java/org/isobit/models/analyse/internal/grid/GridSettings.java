package org.isobit.models.analyse.internal.grid;

import java.io.IOException;
import java.nio.file.Path;
import org.isobit.models.assimilation.localization.GeometryProvider;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.Settings;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;

/** The section {@code grid}. */
public final class GridSettings {

  /** The Earth's mean radius in kilometres. */
  public static final double EARTH = GeometryProvider.GreatCircle.EARTH;

  private static final Keys AXIS = Keys.of(
      Key.of("origin", Form.NUMBER, "coordinate of the first point").usual(0.0),
      Key.of("spacing", Form.NUMBER, "from one point to the next, not 0").usual(1.0),
      Key.of("periodic", Form.FLAG, "whether the last point is a neighbour of the first").usual(false));

  /** The section's keys. */
  public static final Keys KEYS = Keys.of(
      Key.word("geometry", "straight distances, or along great circles with x the longitude and y the latitude",
          "cartesian", "great-circle").usual("cartesian"),
      Key.of("sphere-radius", Form.NUMBER, "radius of the sphere, which sets the unit of distances").usual(EARTH)
          .positive().when("the geometry great-circle and NetCDF files"),
      Key.section("x", "the last dimension", AXIS),
      Key.section("y", "the one before", AXIS),
      Key.section("z", "the one before that", AXIS),
      Key.of("coordinates", Form.FILE, "instead of x, y, z: coordinates of scattered points, points x dimensions"),
      Key.of("periods", Form.NUMBERS, "length of each periodic coordinate, 0 if it is not").usual("(not periodic)")
          .when("scattered points"),
      Key.of("within", Form.NUMBER, "how far from a point an observation may lie").positive()
          .usual("(any distance)").when("scattered points"));

  private GridSettings() {}

  /** Reads the section; from an empty one, points lie at 0, 1, 2, … along each axis. */
  public static Grid read(Settings settings, int[] shape) throws IOException {
    boolean sphere = settings.choiceOr("geometry", "cartesian", "cartesian", "great-circle").equals("great-circle");
    double radius = sphere ? settings.positive("sphere-radius", EARTH) : 0;
    return settings.has("coordinates") ? scattered(settings, shape, sphere, radius)
        : regular(settings, shape, sphere, radius);
  }

  private static Grid regular(Settings settings, int[] shape, boolean sphere, double radius) {
    if (sphere && shape.length != 2) {
      throw settings.error("geometry", "great-circle needs states of latitude x longitude, but they have "
          + shape.length + (shape.length == 1 ? " dimension" : " dimensions"));
    }
    Axis[] axes = new Axis[shape.length];
    double[] periods = new double[shape.length];
    for (int d = 0; d < axes.length; d++) {
      int count = shape[shape.length - 1 - d];
      Settings section = settings.sectionOrEmpty(Grid.AXES.get(d));
      double origin = section.number("origin", 0.0);
      double spacing = section.number("spacing", 1.0);
      boolean periodic = section.flag("periodic", false);
      if (spacing == 0) {
        throw section.error("spacing", "must not be 0");
      }
      axes[d] = new Axis.Uniform(count, origin, spacing, periodic, sphere && d == 0 ? 360 : 0);
      periods[d] = periodic ? count * Math.abs(spacing) : 0;
      if (sphere) {
        checkDegrees(section, d, axes[d]);
      }
    }
    return new RegularGrid(axes, sphere ? Metric.sphere(radius) : Metric.straight(periods), sphere);
  }

  private static void checkDegrees(Settings section, int d, Axis axis) {
    double last = axis.coordinate(axis.count() - 1);
    if (d == 1 && (axis.periodic() || !(Math.abs(axis.coordinate(0)) <= 90) || !(Math.abs(last) <= 90))) {
      throw axis.periodic() ? section.error("periodic", "must be false: y is the latitude")
          : section.error("origin", "and spacing give latitudes " + axis.coordinate(0) + " to " + last
              + ", beyond 90 degrees");
    }
    double around = axis.count() * Math.abs(axis.spacing());
    if (d == 0 && axis.periodic() && !(Math.abs(around - 360) <= 1e-6)) {
      throw section.error("periodic", "does not fit: " + axis.count() + " points by " + axis.spacing()
          + " degrees make " + around + ", not 360");
    }
  }

  private static Grid scattered(Settings settings, int[] shape, boolean sphere, double radius) throws IOException {
    Path path = settings.file("coordinates");
    NpyFile file = NpyFile.read(path);
    int[] have = file.shape();
    int size = 1;
    for (int s : shape) {
      size *= s;
    }
    if (have.length != 2 || have[0] != size || have[1] < 1 || have[1] > Grid.AXES.size()) {
      throw new IllegalArgumentException(path + ": has the shape " + file.shapeText() + ", but " + size
          + " points need (" + size + ", d) with d = 1, 2 or 3 coordinates x, y, z");
    }
    double[] coordinates = file.doubles();
    for (int i = 0; i < coordinates.length; i++) {
      if (!Double.isFinite(coordinates[i])) {
        throw new IllegalArgumentException(path + ": point " + i / have[1] + " has "
            + Grid.AXES.get(i % have[1]) + " = " + coordinates[i]);
      }
    }
    double within = settings.positive("within", Double.MAX_VALUE);
    if (sphere) {
      if (have[1] != 2) {
        throw settings.error("geometry", "great-circle needs longitude and latitude, but " + path + " has " + have[1]
            + " columns");
      }
      for (int i = 0; i < size; i++) {
        if (Math.abs(coordinates[2 * i + 1]) > 90) {
          throw new IllegalArgumentException(path + ": point " + i + " has the latitude " + coordinates[2 * i + 1]);
        }
      }
      return new ScatteredGrid(shape, coordinates, null, Metric.sphere(radius), within);
    }
    double[] periods = settings.numbers("periods", new double[have[1]]);
    if (periods.length != have[1]) {
      throw settings.error("periods", "must have one length for each of the " + have[1]
          + " coordinates (0: not periodic), but has " + periods.length);
    }
    for (int d = 0; d < periods.length; d++) {
      if (periods[d] < 0) {
        throw settings.error("periods." + d, "must not be negative, but is " + periods[d]);
      }
    }
    return new ScatteredGrid(shape, coordinates, null, Metric.straight(periods), within);
  }
}
