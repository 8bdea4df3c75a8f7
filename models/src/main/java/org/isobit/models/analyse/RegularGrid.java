package org.isobit.models.analyse;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isobit.models.assimilation.Geometry;

/**
 * Points at equal distances along each axis; axis x is the fastest dimension of the state.
 *
 * <p>Places along an axis are counted in grid steps, q = (coordinate − origin) ÷ spacing; the nearest point is
 * ⌊q + ½⌋, and linear interpolation takes ⌊q⌋ and the next with weights 1 − f and f, f = q − ⌊q⌋.
 */
final class RegularGrid implements Grid {

  /**
   * One axis.
   *
   * @param count    number of points
   * @param origin   coordinate of point 0
   * @param spacing  from a point to the next; negative where coordinates descend
   * @param periodic whether the point after the last is the first
   * @param circle   360 for longitudes, which name a place again after so much; 0 for other axes
   */
  record Axis(int count, double origin, double spacing, boolean periodic, double circle) {
    double coordinate(int i) {
      return origin + i * spacing;
    }

    double steps(double coordinate) {
      if (!periodic) {
        double middle = origin + 0.5 * (count - 1) * spacing;
        double turns = circle > 0 ? Math.floor((coordinate - middle) / circle + 0.5) : 0;
        return (coordinate - circle * turns - origin) / spacing;
      }
      double q = (coordinate - origin) / spacing;
      double wrapped = q - count * Math.floor(q / count);
      return wrapped >= count ? 0 : wrapped; // a tiny negative q is rounded up to count
    }
  }

  /** Axes in the order x, y, z. */
  private final Axis[] axes;
  private final Geometry geometry;
  private final boolean sphere;

  RegularGrid(Axis[] axes, Geometry geometry, boolean sphere) {
    this.axes = axes;
    this.geometry = geometry;
    this.sphere = sphere;
  }

  Axis axis(int d) {
    return axes[d];
  }

  @Override
  public int[] shape() {
    int[] shape = new int[axes.length];
    for (int d = 0; d < axes.length; d++) {
      shape[axes.length - 1 - d] = axes[d].count;
    }
    return shape;
  }

  @Override
  public int dimensions() {
    return axes.length;
  }

  @Override
  public Geometry geometry() {
    return geometry;
  }

  @Override
  public double[] coordinates() {
    int dims = axes.length;
    double[] coordinates = new double[size() * dims];
    for (int point = 0; point < size(); point++) {
      int rest = point;
      for (int d = 0; d < dims; d++) {
        coordinates[point * dims + d] = axes[d].coordinate(rest % axes[d].count);
        rest /= axes[d].count;
      }
    }
    return coordinates;
  }

  @Override
  public int stencilSize() {
    return 1 << axes.length;
  }

  @Override
  public int[] nearest(double[] places) {
    int[] points = new int[places.length / axes.length];
    for (int j = 0; j < points.length; j++) {
      points[j] = nearest(places, j * axes.length);
    }
    return points;
  }

  private int nearest(double[] places, int at) {
    int point = 0;
    for (int d = axes.length - 1; d >= 0; d--) {
      double i = Math.floor(axes[d].steps(places[at + d]) + 0.5);
      if (axes[d].periodic && i == axes[d].count) {
        i = 0;
      }
      if (!(i >= 0 && i < axes[d].count)) {
        return -1;
      }
      point = point * axes[d].count + (int) i;
    }
    return point;
  }

  @Override
  public boolean linear(double[] place, int[] points, double[] weights) {
    points[0] = 0;
    weights[0] = 1;
    int filled = 1;
    for (int d = axes.length - 1; d >= 0; d--) {
      Axis axis = axes[d];
      double q = axis.steps(place[d]);
      if (!axis.periodic && !(q >= 0 && q <= axis.count - 1)) {
        return false;
      }
      int low = (int) Math.floor(q);
      double f = q - low;
      int high = low + 1 < axis.count ? low + 1 : axis.periodic ? 0 : low;
      // Each point so far becomes two neighbours in the array: low, then high.
      for (int k = filled - 1; k >= 0; k--) {
        points[2 * k + 1] = points[k] * axis.count + high;
        weights[2 * k + 1] = weights[k] * f;
        points[2 * k] = points[k] * axis.count + low;
        weights[2 * k] = weights[k] * (1 - f);
      }
      filled *= 2;
    }
    return true;
  }

  @Override
  public String range(boolean linear) {
    return IntStream.range(0, axes.length).mapToObj(d -> {
      if (axes[d].periodic) {
        return AXES.get(d) + " any (periodic)";
      }
      double beyond = linear ? 0 : 0.5 * axes[d].spacing;
      double a = axes[d].origin - beyond;
      double b = axes[d].coordinate(axes[d].count - 1) + beyond;
      return AXES.get(d) + " " + (a < b ? a + " to " + b : b + " to " + a);
    }).collect(Collectors.joining(", "));
  }

  @Override
  public String description() {
    return (sphere ? "regular in longitude x and latitude y, great-circle distances: " : "regular: ")
        + IntStream.range(0, axes.length).mapToObj(d -> axes[d].count + " points in " + AXES.get(d) + " from "
            + axes[d].origin + " by " + axes[d].spacing + (axes[d].periodic ? ", periodic" : ""))
            .collect(Collectors.joining("; "));
  }
}
