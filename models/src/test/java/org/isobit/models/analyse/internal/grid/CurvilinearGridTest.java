package org.isobit.models.analyse.internal.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isobit.kernels.random.Philox;
import org.junit.jupiter.api.Test;

/**
 * Bilinear cells of curvilinear grids against a search of all cells by another test: which side of its edges a place
 * is.
 */
class CurvilinearGridTest {

  private static final double EDGE = 1e-9;

  private static double wrapped(double degrees) {
    return degrees - 360 * Math.floor(degrees / 360 + 0.5);
  }

  /** How far inside all edges a place is, positive inside; cells are convex here. */
  private static double depth(double[] points, int nx, int corner, double x, double y, boolean sphere) {
    int[] ring = {corner, corner + 1, corner + nx + 1, corner + nx};
    double[] px = new double[4];
    double turn = 0;
    for (int k = 0; k < 4; k++) {
      double away = points[2 * ring[k]] - points[2 * corner];
      px[k] = sphere ? wrapped(away) : away;
    }
    double ax = sphere ? wrapped(x - points[2 * corner]) : x - points[2 * corner];
    for (int k = 0; k < 4; k++) {
      int l = (k + 1) % 4;
      turn += px[k] * points[2 * ring[l] + 1] - px[l] * points[2 * ring[k] + 1];
    }
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < 4; k++) {
      int l = (k + 1) % 4;
      double ex = px[l] - px[k];
      double ey = points[2 * ring[l] + 1] - points[2 * ring[k] + 1];
      double side = ex * (y - points[2 * ring[k] + 1]) - ey * (ax - px[k]);
      least = Math.min(least, Math.signum(turn) * side);
    }
    return least;
  }

  private static void assertAsAllCells(String what, int ny, int nx, double[] points, boolean sphere, double[] places) {
    CurvilinearGrid grid = new CurvilinearGrid(ny, nx, points, sphere ? Metric.sphere(6371) : Metric.straight(0, 0),
        sphere, null);
    Stencils found = grid.around(places, true, false);
    int inside = 0;
    for (int j = 0; j < places.length / 2; j++) {
      double x = places[2 * j];
      double y = places[2 * j + 1];
      double best = Double.NEGATIVE_INFINITY;
      int first = -1;
      for (int corner = 0; corner + nx < ny * nx; corner++) {
        if (corner % nx < nx - 1) {
          double depth = depth(points, nx, corner, x, y, sphere);
          best = Math.max(best, depth);
          first = first < 0 && depth > EDGE ? corner : first;
        }
      }
      String place = what + ", place " + x + ", " + y;
      if (Math.abs(best) > EDGE) {
        assertEquals(best > 0, found.inside()[j], place);
      }
      if (found.inside()[j]) {
        inside++;
        double[] at = new double[2];
        double sum = 0;
        for (int k = 0; k < 4; k++) {
          int p = found.points()[4 * j + k];
          double w = found.weights()[4 * j + k];
          at[0] += w * (sphere ? wrapped(points[2 * p] - x) : points[2 * p] - x);
          at[1] += w * (points[2 * p + 1] - y);
          sum += w;
        }
        assertEquals(0, at[0], 1e-8, place);
        assertEquals(0, at[1], 1e-8, place);
        assertEquals(1, sum, 1e-12, place);
        assertTrue(first < 0 || Math.abs(best) <= EDGE || found.points()[4 * j] <= first, place);
      }
    }
    assertTrue(inside > places.length / 20, what + ": only " + inside + " places are inside");
  }

  private static double[] places(int n, double west, double east, double south, double north) {
    double[] places = new double[2 * n];
    for (int j = 0; j < n; j++) {
      places[2 * j] = west + (east - west) * Philox.uniform(2, 1, 2L * j);
      places[2 * j + 1] = south + (north - south) * Philox.uniform(2, 1, 2L * j + 1);
    }
    return places;
  }

  /** Long oblique cells: the nearest point is often no corner of the cell that holds a place. */
  @Test
  void shearedCells() {
    int ny = 14;
    int nx = 11;
    double[] points = new double[2 * ny * nx];
    for (int i = 0; i < ny * nx; i++) {
      points[2 * i] = i % nx + 1.7 * (i / nx);
      points[2 * i + 1] = 0.15 * (i / nx) + 0.02 * (i % nx);
    }
    assertAsAllCells("sheared", ny, nx, points, false, places(1500, -2, 35, -0.2, 2.5));
    for (int i = 0; i < points.length; i += 2) {
      points[i] += 150;
    }
    assertAsAllCells("sheared, date line", ny, nx, points, true, places(1500, 145, 190, -0.2, 2.5));
  }

  @Test
  void aroundTheGlobeAndToTheDateLine() {
    int ny = 30;
    int nx = 37;
    double[] points = new double[2 * ny * nx];
    for (int i = 0; i < ny * nx; i++) {
      // The last column is the first one again; rows wave, and come close to the poles.
      points[2 * i] = 73 + 10 * (i % nx) + 2 * Math.sin(i / nx);
      points[2 * i + 1] = -89 + 178.0 / (ny - 1) * (i / nx) + Math.sin(Math.PI / 18 * (i % nx))
          * Math.cos(0.1 * (i / nx));
    }
    assertAsAllCells("globe", ny, nx, points, true, places(1500, -500, 500, -90, 90));
  }

  /** Rows that are circles around the pole have cells that grow wide there. */
  @Test
  void aroundAPole() {
    int ny = 25;
    int nx = 25;
    double[] points = new double[2 * ny * nx];
    for (int i = 0; i < ny * nx; i++) {
      double x = (i % nx - 12) * 1.3 + 0.21;
      double y = (i / nx - 12) * 1.1 + 0.17;
      points[2 * i] = Math.toDegrees(Math.atan2(y, x));
      points[2 * i + 1] = 90 - Math.hypot(x, y);
    }
    CurvilinearGrid grid = new CurvilinearGrid(ny, nx, points, Metric.sphere(6371), true, null);
    double[] places = places(600, -180, 180, 79, 88);
    Stencils found = grid.around(places, true, false);
    for (int j = 0; j < 600; j++) {
      assertTrue(found.inside()[j], "place " + places[2 * j] + ", " + places[2 * j + 1]);
    }
    assertEquals(12 * nx + 12, grid.nearest(new double[] {-77, 90})[0]);
  }

  /**
   * Newton's method halves its error at a corner of 180 degrees, and ends in rounding in a cell that is nearly a line.
   */
  @Test
  void hardCellsHoldTheirPlaces() {
    double[] straight = {40, 60, 40.8, 60.6, 39.4, 60.8, 41.6, 61.2};
    Stencils corner = around(straight, new double[] {40.8, 60.6});
    assertTrue(corner.inside()[0]);
    assertEquals(1, corner.weights()[1], 1e-5);
    double[] sliver = {40, 60, 40.6, 60.8, 40 - 8e-7, 60 + 6e-7, 40.6 - 8e-7, 60.8 + 6e-7};
    double[] places = new double[2 * 500];
    for (int j = 0; j < 500; j++) {
      double s = Philox.uniform(4, 1, 2L * j);
      double t = 0.1 + 0.8 * Philox.uniform(4, 1, 2L * j + 1);
      places[2 * j] = 40 + 0.6 * s - 8e-7 * t;
      places[2 * j + 1] = 60 + 0.8 * s + 6e-7 * t;
    }
    Stencils found = around(sliver, places);
    for (int j = 0; j < 500; j++) {
      assertTrue(found.inside()[j], "place " + places[2 * j] + ", " + places[2 * j + 1]);
    }
  }

  private static Stencils around(double[] cell, double[] places) {
    return new CurvilinearGrid(2, 2, cell, Metric.straight(0, 0), false, null).around(places, true, false);
  }
}
