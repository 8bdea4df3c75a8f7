package org.isobit.models.assimilation.localization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Distances of places by hand, the nearest of few points, and what geometries refuse. */
class GeometryTest {

  private static void says(String message, Executable bad) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, bad).getMessage());
  }

  private static void nearest(Geometry geometry, double[] places, double[] points, int[] expected, double[] distances) {
    double[] found = new double[distances.length];
    assertArrayEquals(expected, geometry.nearest(places, points, found));
    assertArrayEquals(distances, found, 1e-12);
  }

  @Test
  void distancesByHand() {
    nearest(Geometry.cartesian(2), new double[] {0, 0, 5, 5}, new double[] {3, 4, 5, 4, -8, 6}, new int[] {0, 1},
        new double[] {5, 1});
    // On a ring of length 10 the way from 9 to 1 is 2; upwards nothing closes.
    nearest(Geometry.periodic(10, 0), new double[] {9, 0}, new double[] {1, 0, 9, 7}, new int[] {0}, new double[] {2});
    // A quarter of a great circle of radius 2, and a third of one around the pole.
    nearest(Geometry.greatCircle(2), new double[] {90, 0}, new double[] {0, 0}, new int[] {0}, new double[] {Math.PI});
    nearest(Geometry.greatCircle(3), new double[] {0, 60}, new double[] {180, 60}, new int[] {0},
        new double[] {Math.PI});
    assertEquals(2, Geometry.greatCircle(1).dimensions());
    assertEquals(3, Geometry.greatCircle(1).rows());
    assertEquals(4, Geometry.cartesian(4).dimensions());
    assertEquals("great circle of radius 2.0", Geometry.greatCircle(2).toString());
    assertEquals("cartesian[0.0, 0.0]", Geometry.cartesian(2).toString());
    assertEquals("periodic[10.0, 0.0]", Geometry.periodic(10, 0).toString());
  }

  /** Of points as near the first counts. */
  @Test
  void theFirstOfEqualsIsNearest() {
    nearest(Geometry.cartesian(1), new double[] {0, 2}, new double[] {1, -1, 1, 3}, new int[] {0, 0},
        new double[] {1, 1});
  }

  @Test
  void polesAreTheLastLatitudes() {
    nearest(Geometry.greatCircle(1), new double[] {17, 90, -40, -90}, new double[] {0, 90, 200, -90},
        new int[] {0, 1}, new double[] {0, 0});
    says("Geometry: latitude of point 1 is 90.00000000000001 degrees",
        () -> Geometry.greatCircle(1).rows(new double[] {0, 0, 0, Math.nextUp(90.0)}));
    says("Geometry: latitude of point 0 is -91.0 degrees", () -> Geometry.greatCircle(1).rows(new double[] {0, -91}));
    assertEquals(0, Geometry.greatCircle(1).rows(new double[0]).length);
  }

  @Test
  void lengthsAreCopiedAndChecked() {
    double[] lengths = {10};
    Geometry ring = Geometry.periodic(lengths);
    lengths[0] = 3;
    assertEquals(10, ring.period(0));
    says("Geometry: dimensions must be positive, but is 0", () -> Geometry.cartesian(0));
    says("Geometry: dimensions must be positive, but is -1", () -> Geometry.cartesian(-1));
    says("Geometry: dimensions must be positive, but is 0", () -> Geometry.periodic());
    for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      says("Geometry: length[1] must be finite and not negative, but is " + bad, () -> Geometry.periodic(1, bad));
    }
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      says("Geometry: the sphere's radius must be positive, but is " + bad, () -> Geometry.greatCircle(bad));
    }
  }

  /** A chord between unit vectors is no longer than the arc, which is the distance over the radius. */
  @Test
  void coordinatesAreNoFurtherApartThanTheReach() {
    assertEquals(0.5, Geometry.greatCircle(6).rowReach(3));
    assertEquals(3, Geometry.cartesian(2).rowReach(3));
  }

  @Test
  void coordinatesMustFit() {
    Geometry plane = Geometry.cartesian(2);
    says("Geometry: 3 coordinates of places and 2 of points do not fit 2 dimensions and 1 distances",
        () -> plane.nearest(new double[3], new double[2], new double[1]));
    says("Geometry: 2 coordinates of places and 3 of points do not fit 2 dimensions and 1 distances",
        () -> plane.nearest(new double[2], new double[3], new double[1]));
    says("Geometry: 2 coordinates of places and 0 of points do not fit 2 dimensions and 1 distances",
        () -> plane.nearest(new double[2], new double[0], new double[1]));
    says("Geometry: 2 coordinates of places and 2 of points do not fit 2 dimensions and 2 distances",
        () -> plane.nearest(new double[2], new double[2], new double[2]));
    says("Geometry: coordinate of places[1] is NaN",
        () -> plane.nearest(new double[] {0, Double.NaN}, new double[2], new double[1]));
    says("Geometry: coordinate of points[0] is Infinity",
        () -> plane.nearest(new double[2], new double[] {Double.POSITIVE_INFINITY, 0}, new double[1]));
    assertEquals(0, plane.nearest(new double[0], new double[2], new double[0]).length);
  }
}
