package org.isobit.models.assimilation.localization;

import java.util.Arrays;
import org.isobit.kernels.Checks;

/**
 * A geometry of somebody's own, with what it returns checked, so that a mistake is named where it is made. Numbers of
 * distances are all looked at; whether they are the same both ways, and whether the reach is long enough, for one pair
 * of each call, the farthest that see each other.
 */
final class CheckedGeometry implements Geometry {

  /** How much two ways may differ by rounding, and a reach be too short, relative to the larger distance. */
  private static final double ROUNDING = 1e-6;

  private final Geometry own;
  private final int dimensions;
  private final double[] periods;

  private CheckedGeometry(Geometry own) {
    this.own = own;
    dimensions = own.dimensions();
    int rows = own.rows();
    if (dimensions < 1 || rows < 1) {
      throw error("must have at least one dimension and one row, but has " + dimensions + " and " + rows);
    }
    periods = new double[rows];
    for (int r = 0; r < rows; r++) {
      periods[r] = own.period(r);
      if (!(periods[r] >= 0.0) || Double.isInfinite(periods[r])) {
        throw error("has the period " + periods[r] + " in row " + r + ", which must be finite and not negative");
      }
    }
  }

  /** The geometry itself if it is this library's, whose tests check it. */
  static Geometry of(Geometry geometry) {
    Checks.present("Localization", "geometry", geometry);
    return geometry instanceof CartesianGeometry || geometry instanceof SphereGeometry
        || geometry instanceof CheckedGeometry ? geometry : new CheckedGeometry(geometry);
  }

  private IllegalArgumentException error(String what) {
    return new IllegalArgumentException("Geometry: " + own + " " + what);
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public int rows() {
    return periods.length;
  }

  @Override
  public double[] rows(double[] coordinates) {
    int n = coordinates.length / dimensions;
    int wanted = Checks.elements("Geometry", periods.length, n, Double.BYTES);
    double[] rows = own.rows(coordinates);
    if (rows == null || rows.length != wanted) {
      throw error("must make " + wanted + " numbers of " + n + " points in " + periods.length + " rows, but makes "
          + (rows == null ? "none" : rows.length));
    }
    for (int i = 0; i < wanted; i++) {
      if (!Double.isFinite(rows[i])) {
        int at = i % n * dimensions;
        throw error("makes " + rows[i] + " in row " + i / n + " of a point at "
            + Arrays.toString(Arrays.copyOfRange(coordinates, at, at + dimensions)));
      }
    }
    return rows;
  }

  @Override
  public double period(int row) {
    return periods[row];
  }

  @Override
  public double rowReach(double distance) {
    double reach = own.rowReach(distance);
    if (!(reach >= 0.0)) {
      throw error("has the reach " + reach + " for the distance " + distance);
    }
    return reach;
  }

  @Override
  public void distances(int n, double[] rows, int from, int ld, double[] point, double[] distance, int at) {
    own.distances(n, rows, from, ld, point, distance, at);
    int farthest = -1;
    for (int i = 0; i < n; i++) {
      double d = distance[at + i];
      if (!(d >= 0.0)) {
        throw error("has the distance " + d + between(point, column(rows, from + i, ld))
            + "; distances must not be negative");
      }
      farthest = d < Double.POSITIVE_INFINITY && (farthest < 0 || d > distance[at + farthest]) ? i : farthest;
    }
    if (farthest >= 0) {
      requireFit(point, column(rows, from + farthest, ld), distance[at + farthest]);
    }
  }

  private double[] column(double[] rows, int at, int ld) {
    double[] column = new double[periods.length];
    for (int r = 0; r < column.length; r++) {
      column[r] = rows[at + r * ld];
    }
    return column;
  }

  private static String between(double[] a, double[] b) {
    return " between points whose rows are " + Arrays.toString(a) + " and " + Arrays.toString(b);
  }

  private void requireFit(double[] a, double[] b, double distance) {
    double[] back = new double[1];
    own.distances(1, a, 0, 1, b, back, 0);
    double larger = back[0] > distance ? back[0] : distance;
    if (!(Math.abs(back[0] - distance) <= ROUNDING * larger)) {
      throw error("has the distance " + distance + between(a, b) + ", but " + back[0] + " the other way; it must be "
          + "the same both ways");
    }
    double sum = 0.0;
    double size = 0.0;
    for (int r = 0; r < periods.length; r++) {
      double difference = b[r] - a[r];
      if (periods[r] > 0.0) {
        difference -= periods[r] * Math.rint(difference / periods[r]);
      }
      sum = Math.fma(difference, difference, sum);
      size += Math.abs(a[r]) + Math.abs(b[r]) + periods[r];
    }
    double reach = rowReach(larger);
    if (!(Math.sqrt(sum) <= reach * (1.0 + ROUNDING) + size * 0x1p-40)) {
      throw error("has the reach " + reach + " for the distance " + larger + between(a, b) + ", whose rows are "
          + Math.sqrt(sum) + " apart");
    }
  }

  @Override
  public String toString() {
    return own.toString();
  }
}
