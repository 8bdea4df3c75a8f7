package org.isobit.models.analyse.internal.grid;

import java.util.Arrays;
import org.isobit.models.assimilation.localization.Geometry;

/**
 * Points in rows and columns whose places are listed one by one, as of ocean models and limited-area models; in three
 * dimensions, the same in every layer. Immutable, thread-safe.
 *
 * <p>A place is inside a cell of four points where it has coordinates s and t in [0, 1] with place = (1 − s)(1 − t)·p00
 * + s(1 − t)·p01 + (1 − s)t·p10 + s·t·p11, in degrees of longitude and latitude on the sphere (found by Newton's
 * method); those are the weights of bilinear interpolation. Of several cells that hold it, as along an edge, the first
 * is taken; a {@link CellIndex} finds it. A cell that is 180 degrees wide or more, as one around a pole, holds nothing.
 * A place has a nearest point if that is no farther than {@value #REACH} of its longest distance to the points beside
 * it.
 */
final class CurvilinearGrid implements Grid {

  private static final double REACH = 0.75;
  private static final int MOST_ITERATIONS = 20;
  private static final double TOLERANCE = 1e-12;

  /** Longest last step of an iteration that has come to a place: slow at corners of 180 degrees, inexact in slivers. */
  private static final double SETTLED = 1e-5;

  private final int ny;
  private final int nx;
  private final double[] places;
  private final Metric metric;
  private final Geometry geometry;
  private final boolean sphere;
  private final Axis vertical;

  /** Made when it is first needed. */
  private volatile CellIndex cells;

  /**
   * A grid.
   *
   * @param ny       rows
   * @param nx       columns
   * @param places   x and y of every point of a layer, row by row
   * @param metric   of two dimensions
   * @param sphere   whether x is the longitude and y the latitude
   * @param vertical the layers, or null
   */
  CurvilinearGrid(int ny, int nx, double[] places, Metric metric, boolean sphere, Axis vertical) {
    this.ny = ny;
    this.nx = nx;
    this.places = places;
    this.metric = metric;
    this.geometry = metric.geometry();
    this.sphere = sphere;
    this.vertical = vertical;
  }

  /** The layers, or null. */
  Axis vertical() {
    return vertical;
  }

  @Override
  public int[] shape() {
    return vertical == null ? new int[] {ny, nx} : new int[] {vertical.count(), ny, nx};
  }

  @Override
  public boolean[] periodic() {
    return new boolean[dimensions()];
  }

  @Override
  public int dimensions() {
    return vertical == null ? 2 : 3;
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
    double[] all = Arrays.copyOf(places, size() * 2);
    for (int at = places.length; at < all.length; at += places.length) {
      System.arraycopy(places, 0, all, at, places.length);
    }
    return all;
  }

  @Override
  public double[] levels() {
    if (vertical == null) {
      return null;
    }
    double[] levels = new double[size()];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = vertical.coordinate(i / (ny * nx));
    }
    return levels;
  }

  @Override
  public boolean interpolates() {
    return true;
  }

  @Override
  public int[] nearest(double[] wanted) {
    Stencils all = around(wanted, false, false);
    int[] points = all.points();
    for (int j = 0; j < points.length; j++) {
      points[j] = all.inside()[j] ? points[j] : -1;
    }
    return points;
  }

  /** The longest distance from a point to those beside it. */
  private double spacing(int point) {
    int j = point / nx;
    int i = point % nx;
    double longest = 0;
    for (int[] beside : new int[][] {{j, i - 1}, {j, i + 1}, {j - 1, i}, {j + 1, i}}) {
      if (beside[0] >= 0 && beside[0] < ny && beside[1] >= 0 && beside[1] < nx) {
        double[] distance = new double[1];
        geometry.nearest(place(point), place(beside[0] * nx + beside[1]), distance);
        longest = Math.max(longest, distance[0]);
      }
    }
    return longest;
  }

  private double[] place(int point) {
    return new double[] {places[2 * point], places[2 * point + 1]};
  }

  @Override
  public Stencils around(double[] wanted, boolean linear, boolean layers) {
    int dims = dimensions();
    int count = wanted.length / dims;
    double[] horizontal = new double[2 * count];
    for (int j = 0; j < count; j++) {
      horizontal[2 * j] = wanted[j * dims];
      horizontal[2 * j + 1] = sphere ? Math.clamp(wanted[j * dims + 1], -90.0, 90.0) : wanted[j * dims + 1];
    }
    double[] distance = new double[count];
    int[] nearest = linear ? new int[count] : geometry.nearest(horizontal, places, distance);
    Stencils all = Stencils.of(count, (linear ? 4 : 1) * (vertical != null && layers ? 2 : 1));
    int[] points = new int[8];
    double[] weights = new double[8];
    int[] cell = new int[4];
    double[] share = {1, 0, 0, 0};
    for (int j = 0; j < count; j++) {
      double[] place = {horizontal[2 * j], horizontal[2 * j + 1]};
      cell[0] = nearest[j];
      boolean inside = place[1] == wanted[j * dims + 1]
          && (linear ? cell(place, cell, share) : distance[j] <= REACH * spacing(nearest[j]));
      points[0] = 0;
      weights[0] = 1;
      int filled = inside ? 1 : 0;
      if (inside && vertical != null) {
        filled = RegularGrid.along(vertical, wanted[j * dims + 2], layers, points, weights, 1);
      }
      all.set(j, points, weights, spread(points, weights, filled, cell, share, linear ? 4 : 1));
    }
    return all;
  }

  /** From layers to the points of a cell in each of them. */
  private int spread(int[] points, double[] weights, int layers, int[] cell, double[] share, int corners) {
    for (int k = layers - 1; k >= 0; k--) {
      int layer = points[k] * ny * nx;
      double weight = weights[k];
      for (int c = 0; c < corners; c++) {
        points[k * corners + c] = layer + cell[c];
        weights[k * corners + c] = weight * share[c];
      }
    }
    return layers * corners;
  }

  private CellIndex cells() {
    CellIndex known = cells;
    if (known == null) {
      known = new CellIndex(ny, nx, places, sphere);
      cells = known;
    }
    return known;
  }

  /** The first cell that a place is in; false if it is in none. */
  private boolean cell(double[] place, int[] cell, double[] share) {
    CellIndex all = cells();
    int end = all.end(place[0], place[1]);
    for (int i = all.begin(place[0], place[1]); i < end; i++) {
      int corner = all.cell(i);
      if (in(place, corner, share)) {
        cell[0] = corner;
        cell[1] = corner + 1;
        cell[2] = corner + nx;
        cell[3] = corner + nx + 1;
        return true;
      }
    }
    return false;
  }

  private boolean in(double[] place, int corner, double[] share) {
    double[] x = new double[4];
    double[] y = new double[4];
    for (int c = 0; c < 4; c++) {
      int p = corner + (c & 1) + (c >> 1) * nx;
      double east = places[2 * p] - place[0];
      x[c] = sphere ? east - 360 * Math.floor(east / 360 + 0.5) : east;
      y[c] = places[2 * p + 1] - place[1];
    }
    if (sphere && Math.max(Math.max(x[0], x[1]), Math.max(x[2], x[3]))
        - Math.min(Math.min(x[0], x[1]), Math.min(x[2], x[3])) >= 180) {
      return false; // on the other side of the sphere
    }
    double s = 0.5;
    double t = 0.5;
    double step = 1;
    for (int i = 0; i < MOST_ITERATIONS && !(step <= TOLERANCE); i++) {
      double ds = (1 - t) * (x[1] - x[0]) + t * (x[3] - x[2]);
      double dt = (1 - s) * (x[2] - x[0]) + s * (x[3] - x[1]);
      double es = (1 - t) * (y[1] - y[0]) + t * (y[3] - y[2]);
      double et = (1 - s) * (y[2] - y[0]) + s * (y[3] - y[1]);
      double f = (1 - t) * ((1 - s) * x[0] + s * x[1]) + t * ((1 - s) * x[2] + s * x[3]);
      double g = (1 - t) * ((1 - s) * y[0] + s * y[1]) + t * ((1 - s) * y[2] + s * y[3]);
      double determinant = ds * et - dt * es;
      double stepS = (f * et - g * dt) / determinant;
      double stepT = (ds * g - es * f) / determinant;
      s -= stepS;
      t -= stepT;
      step = Math.abs(stepS) + Math.abs(stepT);
    }
    // A place far outside may send the iteration to and fro for ever, through the cell too.
    if (!(step <= SETTLED) || !(s >= -TOLERANCE && s <= 1 + TOLERANCE && t >= -TOLERANCE && t <= 1 + TOLERANCE)) {
      return false;
    }
    s = Math.clamp(s, 0.0, 1.0);
    t = Math.clamp(t, 0.0, 1.0);
    share[0] = (1 - s) * (1 - t);
    share[1] = s * (1 - t);
    share[2] = (1 - s) * t;
    share[3] = s * t;
    return true;
  }

  @Override
  public String range(boolean linear) {
    double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (int i = 0; i < places.length; i++) {
      low[i % 2] = Math.min(low[i % 2], places[i]);
      high[i % 2] = Math.max(high[i % 2], places[i]);
    }
    return "cells between x " + low[0] + " to " + high[0] + ", y " + low[1] + " to " + high[1]
        + (vertical == null ? "" : ", " + RegularGrid.range("z", vertical, linear));
  }

  @Override
  public String description() {
    return ny + " x " + nx + " points with places of their own"
        + (sphere ? ", longitude x and latitude y, great-circle distances" : "")
        + (vertical == null ? "" : "; " + vertical.count() + " layers " + vertical.description());
  }
}
