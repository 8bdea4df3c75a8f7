package org.isobit.models.analyse.internal.grid;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isobit.models.assimilation.localization.Geometry;

/**
 * Points where the values of some axes cross; axis x is the fastest dimension of a field. Interpolation takes ⌊q⌋ and
 * the next point with weights 1 − f and f, f = q − ⌊q⌋, with q the {@linkplain Axis#steps steps} along each axis.
 */
public final class RegularGrid implements Grid {

  /** Axes in the order x, y, z. */
  private final Axis[] axes;
  private final Metric metric;
  private final Geometry geometry;
  private final boolean sphere;

  /**
   * A grid.
   *
   * @param axes     axes in the order x, y, z
   * @param metric   of all axes, or of all but the last, which then gives {@link #levels}
   * @param sphere   whether x is the longitude and y the latitude
   */
  RegularGrid(Axis[] axes, Metric metric, boolean sphere) {
    this.axes = axes;
    this.metric = metric;
    this.geometry = metric.geometry();
    this.sphere = sphere;
  }

  public Axis axis(int d) {
    return axes[d];
  }

  @Override
  public int[] shape() {
    int[] shape = new int[axes.length];
    for (int d = 0; d < axes.length; d++) {
      shape[axes.length - 1 - d] = axes[d].count();
    }
    return shape;
  }

  @Override
  public boolean[] periodic() {
    boolean[] periodic = new boolean[axes.length];
    for (int d = 0; d < axes.length; d++) {
      periodic[axes.length - 1 - d] = axes[d].periodic();
    }
    return periodic;
  }

  @Override
  public int dimensions() {
    return axes.length;
  }

  @Override
  public Metric metric() {
    return metric;
  }

  @Override
  public Geometry geometry() {
    return geometry;
  }

  @Override
  public double[] coordinates() {
    int dims = geometry.dimensions();
    double[] coordinates = new double[size() * dims];
    for (int point = 0; point < size(); point++) {
      int rest = point;
      for (int d = 0; d < dims; d++) {
        coordinates[point * dims + d] = axes[d].coordinate(rest % axes[d].count());
        rest /= axes[d].count();
      }
    }
    return coordinates;
  }

  @Override
  public double[] levels() {
    if (geometry.dimensions() == axes.length) {
      return null;
    }
    double[] levels = new double[size()];
    int layer = size() / shape()[0];
    for (int point = 0; point < levels.length; point++) {
      levels[point] = axes[axes.length - 1].coordinate(point / layer);
    }
    return levels;
  }

  @Override
  public boolean interpolates() {
    return true;
  }

  @Override
  public int[] nearest(double[] places) {
    int[] points = new int[places.length / axes.length];
    for (int j = 0; j < points.length; j++) {
      int point = 0;
      for (int d = axes.length - 1; d >= 0 && point >= 0; d--) {
        int i = nearest(axes[d], places[j * axes.length + d]);
        point = i < 0 ? -1 : point * axes[d].count() + i;
      }
      points[j] = point;
    }
    return points;
  }

  /** The nearest point of an axis, or −1. */
  static int nearest(Axis axis, double coordinate) {
    double i = Math.floor(axis.steps(coordinate) + 0.5);
    if (axis.periodic() && i == axis.count()) {
      i = 0;
    }
    return i >= 0 && i < axis.count() ? (int) i : -1;
  }

  @Override
  public Stencils around(double[] places, boolean linear, boolean vertical) {
    int dims = axes.length;
    int count = places.length / dims;
    int[] points = new int[1 << dims];
    double[] weights = new double[1 << dims];
    Stencils all = Stencils.of(count, (linear ? 1 << Math.min(dims, 2) : 1) * (dims > 2 && vertical ? 2 : 1));
    for (int j = 0; j < count; j++) {
      points[0] = 0;
      weights[0] = 1;
      int filled = 1;
      for (int d = dims - 1; d >= 0 && filled > 0; d--) {
        filled = along(axes[d], places[j * dims + d], d < 2 ? linear : vertical, points, weights, filled);
      }
      all.set(j, points, weights, filled);
    }
    return all;
  }

  /**
   * Takes one more axis into a stencil: each point so far becomes one or two. Returns how many there are, 0 if outside.
   */
  static int along(Axis axis, double coordinate, boolean linear, int[] points, double[] weights, int filled) {
    if (!linear) {
      int i = nearest(axis, coordinate);
      for (int k = 0; k < filled; k++) {
        points[k] = points[k] * axis.count() + i;
      }
      return i < 0 ? 0 : filled;
    }
    double q = axis.steps(coordinate);
    if (!axis.periodic() && !(q >= 0 && q <= axis.count() - 1)) {
      return 0;
    }
    int low = (int) Math.floor(q);
    double f = q - low;
    int high = low + 1 < axis.count() ? low + 1 : axis.periodic() ? 0 : low;
    // Each point so far becomes two neighbours in the array: low, then high.
    for (int k = filled - 1; k >= 0; k--) {
      points[2 * k + 1] = points[k] * axis.count() + high;
      weights[2 * k + 1] = weights[k] * f;
      points[2 * k] = points[k] * axis.count() + low;
      weights[2 * k] = weights[k] * (1 - f);
    }
    return 2 * filled;
  }

  @Override
  public String range(boolean linear) {
    return IntStream.range(0, axes.length).mapToObj(d -> range(AXES.get(d), axes[d], linear))
        .collect(Collectors.joining(", "));
  }

  static String range(String name, Axis axis, boolean linear) {
    if (axis.periodic()) {
      return name + " any (periodic)";
    }
    double beyond = linear ? 0 : 0.5;
    double a = axis.coordinate(0) - beyond * axis.spacing();
    double b = axis.coordinate(axis.count() - 1) + beyond * axis.lastSpacing();
    return name + " " + (a < b ? a + " to " + b : b + " to " + a);
  }

  @Override
  public String description() {
    return (sphere ? "regular in longitude x and latitude y, great-circle distances: " : "regular: ")
        + IntStream.range(0, axes.length).mapToObj(d -> axes[d].count() + " points in " + AXES.get(d) + " "
            + axes[d].description() + (axes[d].periodic() ? ", periodic" : "")).collect(Collectors.joining("; "));
  }
}
