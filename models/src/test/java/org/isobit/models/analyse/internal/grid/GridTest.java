package org.isobit.models.analyse.internal.grid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridTest {

  @TempDir
  Path folder;

  private Grid grid(String yaml, int... shape) throws IOException {
    Settings root = Settings.parse("c.yaml", folder, yaml, List.of());
    Grid grid = GridSettings.read(root.sectionOrEmpty("grid"), shape);
    root.finish();
    return grid;
  }

  /** The points and weights around a place, or false. */
  private static boolean around(Grid grid, double[] place, int[] points, double[] weights) {
    Stencils all = grid.around(place, true, true);
    System.arraycopy(all.points(), 0, points, 0, all.width());
    System.arraycopy(all.weights(), 0, weights, 0, all.width());
    return all.inside()[0];
  }

  private String message(String yaml, int... shape) {
    return assertThrows(IllegalArgumentException.class, () -> grid(yaml, shape)).getMessage();
  }

  @Test
  void withoutASectionPointsLieAtTheirIndices() throws IOException {
    Grid grid = grid("", 2, 3);
    assertArrayEquals(new double[] {0, 0, 1, 0, 2, 0, 0, 1, 1, 1, 2, 1}, grid.coordinates());
    assertArrayEquals(new int[] {5, 0, -1, 1}, grid.nearest(new double[] {1.6, 0.5, -0.4, 0.49, 2.5, 0, 0.5, 0}));
    assertEquals("[1, 2]", grid.indexText(5));
    assertEquals(6, grid.size());
  }

  @Test
  void periodicAndDescendingAxes() throws IOException {
    Grid grid = grid("grid: {x: {origin: 10, spacing: 90, periodic: true}, y: {origin: 60, spacing: -30}}", 3, 4);
    assertArrayEquals(new int[] {0, 0, 3, 0, 11, -1, 8},
        grid.nearest(new double[] {10, 60, 370, 70, -80, 60, 340, 75, 300, -14.9, 10, 75.1, -350, 0}));
    int[] points = new int[4];
    double[] weights = new double[4];
    assertTrue(around(grid, new double[] {325, 45}, points, weights));
    assertArrayEquals(new int[] {3, 0, 7, 4}, points);
    assertArrayEquals(new double[] {0.25, 0.25, 0.25, 0.25}, weights);
    assertTrue(around(grid, new double[] {10, 0}, points, weights));
    assertEquals(8, points[0]);
    assertEquals(1, weights[0]);
    assertFalse(around(grid, new double[] {10, -0.1}, points, weights));
    assertEquals("x any (periodic), y -15.0 to 75.0", grid.range(false));
  }

  @Test
  void longitudesNameAPlaceAgainAfterACircle() throws IOException {
    Grid grid = grid("grid: {geometry: great-circle, x: {origin: 350, spacing: 5}, y: {origin: 40, spacing: 5}}", 2, 5);
    assertArrayEquals(new int[] {0, 2, 4, 9, -1},
        grid.nearest(new double[] {-10, 40, 0, 40, 371, 40, 9, 45, 340, 40}));
  }

  @Test
  void everyCoordinateOfAPeriodicAxisHasAPlace() throws IOException {
    Grid grid = grid("grid: {x: {origin: 0.1, spacing: 0.3, periodic: true}}", 7);
    int[] points = new int[2];
    double[] weights = new double[2];
    for (double x : new double[] {-1e-17, 0.1 - 1e-17, 0.1, Math.nextDown(0.1), 2.2, -1e9, 1e9, 2.05, 2.199999999999}) {
      int nearest = grid.nearest(new double[] {x})[0];
      assertTrue(nearest >= 0 && nearest < 7, "nearest to " + x);
      assertTrue(around(grid, new double[] {x}, points, weights), "around " + x);
      assertTrue(points[0] >= 0 && points[0] < 7 && points[1] == (points[0] + 1) % 7, "around " + x);
      assertTrue(weights[0] >= 0 && weights[1] >= 0, "around " + x);
    }
  }

  @Test
  void linearInterpolationIsExactForLinearFields() throws IOException {
    Grid grid = grid("grid: {x: {origin: 1, spacing: 0.5}, y: {origin: -2, spacing: 2}, z: {spacing: 4}}", 3, 4, 5);
    double[] at = {2.125, 1.5, 6};
    int[] points = new int[8];
    double[] weights = new double[8];
    assertTrue(around(grid, at, points, weights));
    double[] c = grid.coordinates();
    double value = 0;
    for (int k = 0; k < 8; k++) {
      value += weights[k] * (1 + 2 * c[3 * points[k]] + 3 * c[3 * points[k] + 1] - 5 * c[3 * points[k] + 2]);
    }
    assertEquals(1 + 2 * at[0] + 3 * at[1] - 5 * at[2], value, 1e-12);
    assertTrue(around(grid, new double[] {3, 4, 8}, points, weights), "the last point");
    assertEquals(2, grid("", 1).around(new double[] {0}, true, true).width());
  }

  @Test
  void scatteredPoints() throws IOException {
    NpyFile.write(folder.resolve("p.npy"), new double[] {0, 0, 9, 0, 5, 5, 5, 5}, 4, 2);
    Grid open = grid("grid: {coordinates: p.npy, within: 3}", 2, 2);
    assertArrayEquals(new int[] {1, 2, -1}, open.nearest(new double[] {9.6, 0, 5, 6, 5, -2}));
    Grid closed = grid("grid: {coordinates: p.npy, periods: [10, 0]}", 4);
    assertArrayEquals(new int[] {0}, closed.nearest(new double[] {9.6, 0}));
    Grid sphere = grid("grid: {coordinates: p.npy, geometry: great-circle, within: 600}", 4);
    assertArrayEquals(new int[] {0, -1, -1}, sphere.nearest(new double[] {359, 1, 0, 91, 180, 0}));
  }

  @Test
  void whatDoesNotFitIsRefused() throws IOException {
    assertTrue(message("grid:\n  x: {spacing: 0}", 4).startsWith("c.yaml:2: grid.x.spacing: must not be 0"));
    assertTrue(message("grid: {y: {spacing: 1}}", 4).contains("grid.y: is not known here"));
    assertTrue(message("grid: {geometry: great-circle}", 4).contains("latitude x longitude"));
    assertTrue(message("grid: {geometry: great-circle, x: {spacing: 60, periodic: true}}", 2, 5)
        .contains("300.0, not 360"));
    assertTrue(message("grid: {geometry: great-circle, y: {origin: -90, spacing: 50}}", 5, 2).contains("beyond 90"));
    assertTrue(message("grid: {geometry: sphere}", 4).contains("must be one of cartesian, great-circle"));
    NpyFile.write(folder.resolve("p.npy"), new double[] {0, 91, 9, Double.NaN}, 2, 2);
    assertTrue(message("grid: {coordinates: p.npy}", 3).contains("3 points need (3, d)"));
    assertTrue(message("grid: {coordinates: p.npy}", 2).contains("point 1 has y = NaN"));
    NpyFile.write(folder.resolve("p.npy"), new double[] {0, 91, 9, 1}, 2, 2);
    assertTrue(message("grid: {coordinates: p.npy, geometry: great-circle}", 2)
        .contains("point 0 has the latitude 91.0"));
    assertTrue(message("grid: {coordinates: p.npy, periods: [1]}", 2).contains("one length for each of the 2"));
  }
}
