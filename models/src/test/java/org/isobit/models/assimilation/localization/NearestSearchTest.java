package org.isobit.models.assimilation.localization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.random.Philox;
import org.junit.jupiter.api.Test;

/** The nearest points are those of a comparison with every point, distances bit for bit. */
class NearestSearchTest {

  private static void assertAsBruteForce(String what, Geometry geometry, double[] places, double[] points) {
    int dims = geometry.dimensions();
    double[] distance = new double[places.length / dims];
    int[] nearest = geometry.nearest(places, points, distance);
    int all = points.length / dims;
    double[] rows = geometry.rows(points);
    double[] placeRows = geometry.rows(places);
    double[] column = new double[geometry.rows()];
    double[] each = new double[all];
    int[] expected = new int[distance.length];
    double[] least = new double[distance.length];
    for (int j = 0; j < expected.length; j++) {
      for (int r = 0; r < column.length; r++) {
        column[r] = placeRows[r * expected.length + j];
      }
      geometry.distances(all, rows, 0, all, column, each, 0);
      for (int i = 1; i < all; i++) {
        expected[j] = each[i] < each[expected[j]] ? i : expected[j];
      }
      least[j] = each[expected[j]];
    }
    assertArrayEquals(expected, nearest, what);
    for (int j = 0; j < least.length; j++) {
      assertEquals(Double.doubleToRawLongBits(least[j]), Double.doubleToRawLongBits(distance[j]), what + ", place "
          + j);
    }
  }

  private static double[] random(long stream, int n, double low, double high) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = low + (high - low) * Philox.uniform(5, stream, i);
    }
    return x;
  }

  private static double[] concat(double[] a, double... b) {
    double[] c = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, c, a.length, b.length);
    return c;
  }

  private static double[] degrees(long stream, int n) {
    double[] places = random(stream, 2 * n, -400, 400);
    for (int i = 0; i < n; i++) {
      places[2 * i + 1] *= 0.225;
    }
    return places;
  }

  @Test
  void onTheSphere() {
    Geometry sphere = Geometry.greatCircle(6371);
    double[] special = {180, 0, -180, 0, 179.9999, 10, -179.9999, 10, 0, 90, 123, 90, 50, -90, 0, 89.9999, 360, 45, 0,
        45};
    assertAsBruteForce("scattered", sphere, concat(degrees(1, 700), special), degrees(2, 900));
    assertAsBruteForce("few", sphere, degrees(1, 50), degrees(2, 40));

    // A grid around the globe with the poles in it, so that there are many points at one place, and equal distances.
    List<Double> grid = new ArrayList<>();
    for (int j = -90; j <= 90; j += 6) {
      for (int i = 0; i < 360; i += 10) {
        grid.add((double) i);
        grid.add((double) j);
      }
    }
    double[] points = grid.stream().mapToDouble(x -> x).toArray();
    assertAsBruteForce("global", sphere, concat(degrees(3, 600), special), points);
    assertAsBruteForce("on points and half-way", sphere, concat(points, 5, 0, 5, 3, 355, 87, 180, 90), points);

    // Points of a small area, seen from everywhere, also from the other side.
    double[] area = random(4, 400, 20, 24);
    assertAsBruteForce("area", sphere, concat(degrees(5, 400), special), area);
    assertAsBruteForce("one place many times", sphere, degrees(6, 20), concat(new double[400], 0.001, 0));
  }

  @Test
  void straightAndPeriodic() {
    double[] points = random(7, 3 * 500, -3, 9);
    double[] places = random(8, 3 * 300, -20, 20);
    assertAsBruteForce("cartesian", Geometry.cartesian(3), places, points);
    assertAsBruteForce("periodic", Geometry.periodic(5, 0, 12), places, points);
    assertAsBruteForce("line", Geometry.periodic(7), random(9, 200, -30, 30), random(10, 333, 0, 7));
    double[] lattice = new double[2 * 400];
    for (int i = 0; i < 400; i++) {
      lattice[2 * i] = i % 20;
      lattice[2 * i + 1] = i / 20;
    }
    double[] halves = new double[2 * 400];
    for (int i = 0; i < halves.length; i++) {
      halves[i] = lattice[i] + 0.5;
    }
    assertAsBruteForce("equal distances", Geometry.periodic(20, 0), halves, lattice);
    assertAsBruteForce("equal distances", Geometry.cartesian(2), halves, lattice);
    assertAsBruteForce("far from the origin", Geometry.cartesian(1), random(11, 300, 1e12, 1e12 + 5),
        random(12, 300, 1e12, 1e12 + 5));
  }
}
