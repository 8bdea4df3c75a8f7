package org.isobit.models.analyse.internal.grid;

import java.util.Arrays;

/**
 * Points along one axis. Places between them are counted in steps: point i is at i, and a place between two points
 * where linear interpolation puts it; so the nearest point is ⌊steps + ½⌋. Immutable, thread-safe.
 */
public sealed interface Axis {

  /** Number of points. */
  int count();

  /** Where a point is. */
  double coordinate(int i);

  /** Whether the point after the last is the first. */
  boolean periodic();

  /** Where a coordinate lies among the points; beyond the outer ones in their last spacing. */
  double steps(double coordinate);

  /** From the first point on, in words. */
  String description();

  /** How far apart the points at the start are; negative where coordinates descend. */
  default double spacing() {
    return count() > 1 ? coordinate(1) - coordinate(0) : 1;
  }

  /** How far apart the points at the end are. */
  default double lastSpacing() {
    return count() > 1 ? coordinate(count() - 1) - coordinate(count() - 2) : 1;
  }

  /** A coordinate with all its turns around a circle taken off, as near to a middle as possible. */
  private static double unwound(double coordinate, double middle, double circle) {
    return circle > 0 ? coordinate - circle * Math.floor((coordinate - middle) / circle + 0.5) : coordinate;
  }

  /** Steps around a closed axis, from 0 to below the number of points. */
  private static double wrapped(double steps, double count) {
    double wrapped = steps - count * Math.floor(steps / count);
    return wrapped >= count ? 0 : wrapped; // a tiny negative one is rounded up to count
  }

  /**
   * Equal distances: q = (coordinate − origin) ÷ spacing.
   *
   * @param count    number of points
   * @param origin   coordinate of point 0
   * @param spacing  from a point to the next; negative where coordinates descend
   * @param periodic whether the point after the last is the first
   * @param circle   360 for longitudes, which name a place again after so much; 0 for other axes
   */
  record Uniform(int count, double origin, double spacing, boolean periodic, double circle) implements Axis {
    @Override
    public double coordinate(int i) {
      return origin + i * spacing;
    }

    @Override
    public double lastSpacing() {
      return spacing;
    }

    @Override
    public double steps(double coordinate) {
      if (!periodic) {
        double middle = origin + 0.5 * (count - 1) * spacing;
        return (unwound(coordinate, middle, circle) - origin) / spacing;
      }
      return wrapped((coordinate - origin) / spacing, count);
    }

    @Override
    public String description() {
      return "from " + origin + " by " + spacing;
    }
  }

  /**
   * Any distances.
   *
   * @param values   coordinates, strictly ascending or descending
   * @param periodic whether the point after the last is the first, a circle away
   * @param circle   360 for longitudes; 0 for other axes
   */
  record Listed(double[] values, boolean periodic, double circle) implements Axis {
    @Override
    public int count() {
      return values.length;
    }

    @Override
    public double coordinate(int i) {
      return values[i];
    }

    @Override
    public double steps(double coordinate) {
      int n = values.length;
      if (n == 1) {
        return unwound(coordinate, values[0], circle) - values[0];
      }
      double sign = values[1] > values[0] ? 1 : -1;
      double c = unwound(coordinate, 0.5 * (values[0] + values[n - 1]), circle);
      if (periodic) {
        c += sign * circle * (sign * (c - values[0]) < 0 ? 1 : 0);
        c -= sign * circle * (sign * (c - values[0]) >= circle ? 1 : 0);
        if (sign * (c - values[n - 1]) > 0) {
          double gap = values[0] + sign * circle - values[n - 1];
          return wrapped(n - 1 + (c - values[n - 1]) / gap, n);
        }
      }
      int low = 0;
      for (int high = n - 1; high - low > 1; ) {
        int middle = (low + high) >>> 1;
        if (sign * (c - values[middle]) >= 0) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return low + (c - values[low]) / (values[low + 1] - values[low]);
    }

    @Override
    public String description() {
      return values.length == 1 ? "at " + values[0] : "from " + values[0] + " to " + values[values.length - 1];
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Listed l && Arrays.equals(values, l.values) && periodic == l.periodic
          && circle == l.circle;
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
      return "Listed[" + values.length + ", " + description() + "]";
    }
  }
}
