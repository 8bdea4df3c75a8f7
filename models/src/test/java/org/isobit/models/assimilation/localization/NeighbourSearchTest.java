package org.isobit.models.assimilation.localization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.isobit.kernels.Workers;
import org.junit.jupiter.api.Test;

/** The search by trees against looking at all. */
class NeighbourSearchTest {

  private static void check(Localization localization, double[] points, int batch, double[] others) {
    assertEquals(points.length, localization.places().given().length);
    BruteForce.check(localization, batch, Places.of(localization.geometry(), others));
  }

  private static double[] random(int n, long seed, double low, double high) {
    return new Random(seed).doubles(n, low, high).toArray();
  }

  @Test
  void findsWhatLookingAtAllFinds() {
    double[] points = random(150, 1, -3, 13);
    double[] others = random(400, 2, -3, 13);
    for (TaperLaw taper : TaperLaw.values()) {
      for (int batch : new int[] {1, 3}) {
        for (double length : new double[] {0.01, 0.7, 4}) {
          Radius radius = taper == TaperLaw.EXPONENTIAL ? Radius.length(length / 500) : Radius.dapper(length);
          check(Localization.of(Geometry.cartesian(1), points, taper, radius), points, batch, others);
          check(Localization.of(Geometry.cartesian(2), points, taper, radius), points, batch, others);
          check(Localization.of(Geometry.periodic(10), points, taper, radius), points, batch, others);
          check(Localization.of(Geometry.periodic(10, 5), points, taper, radius), points, batch, others);
          check(Localization.of(Geometry.periodic(0, 10), points, taper, radius), points, batch, others);
        }
      }
    }
  }

  @Test
  void bordersOfReachesDoNotShow() {
    double[] far = new double[200];
    for (int i = 0; i < far.length; i++) {
      far[i] = 1e6 + 0.2 * i;
    }
    check(Localization.of(Geometry.periodic(2.9), far, TaperLaw.BOXCAR, Radius.length(0.2)), far, 1, far);
    for (double start : new double[] {0, 1e3, -1e6, 1e9, -1e12}) {
      for (double step : new double[] {0.1, 0.2, 0.7}) {
        double[] points = new double[300];
        for (int i = 0; i < points.length; i++) {
          points[i] = start + step * i;
        }
        for (double length : new double[] {step, 2 * step, 3 * step}) {
          for (int batch : new int[] {1, 2}) {
            for (double period : new double[] {0, 2.9, 12.1, 1e4}) {
              check(Localization.of(Geometry.periodic(period), points, TaperLaw.BOXCAR, Radius.length(length)), points,
                  batch, points);
            }
          }
        }
      }
    }
  }

  @Test
  void nearestRefusesWhatIsNoPlace() {
    for (Geometry geometry : new Geometry[] {Geometry.cartesian(2), Geometry.periodic(3, 4),
        Geometry.greatCircle(6371)}) {
      double[] good = {0, 1, 2, 3};
      double[] bad = {0, 1, Double.NaN, 3};
      double[] infinite = {0, 1, 2, Double.NEGATIVE_INFINITY};
      assertEquals("Geometry: coordinate of places[2] is NaN", assertThrows(IllegalArgumentException.class,
          () -> geometry.nearest(bad, good, new double[2])).getMessage());
      assertEquals("Geometry: coordinate of points[3] is -Infinity", assertThrows(IllegalArgumentException.class,
          () -> geometry.nearest(good, infinite, new double[2])).getMessage());
    }
  }

  @Test
  void goesAroundRingsAndPoles() {
    double[] ring = new double[40];
    for (int i = 0; i < 40; i++) {
      ring[i] = i;
    }
    for (double radius : new double[] {0.5, 3, 11, 30}) {
      check(Localization.ring(40, TaperLaw.GASPARI_COHN, Radius.dapper(radius)), ring, 2, ring);
      check(Localization.ring(40, TaperLaw.BOXCAR, Radius.length(radius)), ring, 1, ring);
    }
    double[] places = random(600, 3, -90, 90);
    for (double radius : new double[] {100, 1500, 9000, 30000}) {
      check(Localization.of(Geometry.greatCircle(6371), places, TaperLaw.GASPARI_COHN, Radius.support(radius)), places,
          2, places);
    }
  }

  @Test
  void placesMayCoincide() {
    double[] same = new double[100];
    Localization localization = Localization.of(Geometry.cartesian(2), same, TaperLaw.BOXCAR, Radius.length(1));
    assertEquals(50 * 50, BruteForce.check(localization, 1, localization.places()));
    assertEquals(50 * 7, BruteForce.check(localization.withMost(7), 1, localization.places()));
    // Seven places, each many times, on the border of the reach of others.
    double[] grid = new double[400];
    for (int i = 0; i < 400; i++) {
      grid[i] = i * 31 % 7;
    }
    for (int most : new int[] {1, 5, 100, 1000}) {
      for (double period : new double[] {0, 7}) {
        check(Localization.of(Geometry.periodic(period, period), grid, TaperLaw.BOXCAR, Radius.length(1))
            .withMost(most), grid, 1, grid);
      }
    }
  }

  @Test
  void seamsDoNotShow() {
    // Points on both sides of the date line and of the ring's seam, in an order that goes to and fro.
    double[] sphere = new double[240];
    double[] ring = new double[240];
    for (int i = 0; i < 120; i++) {
      sphere[2 * i] = (i % 2 == 0 ? 179.9 : -179.9) + 0.01 * (i % 7);
      sphere[2 * i + 1] = -89.9 + 1.5 * i;
      ring[2 * i] = (i % 2 == 0 ? 0.1 : 9.9) + 10 * (i % 3);
      ring[2 * i + 1] = (i % 5) * 2 - 0.1;
    }
    double[] poles = {0, 90, 77, 90, -120, -90, 12, -90, 0, 89.999, 180, 89.999};
    for (double radius : new double[] {1, 50, 500, 5000, 12000, 21000}) {
      Localization all = Localization.of(Geometry.greatCircle(6371), sphere, TaperLaw.GASPARI_COHN,
          Radius.support(radius));
      BruteForce.check(all, 1, all.places());
      BruteForce.check(all, 3, Places.of(all.geometry(), poles));
      check(Localization.of(Geometry.greatCircle(6371), poles, TaperLaw.BOXCAR, Radius.support(radius)), poles, 1,
          sphere);
    }
    for (double radius : new double[] {0.05, 0.2, 1, 4.9, 5, 20}) {
      check(Localization.of(Geometry.periodic(10, 10), ring, TaperLaw.BOXCAR, Radius.length(radius)), ring, 1, ring);
      check(Localization.of(Geometry.periodic(10, 0), ring, TaperLaw.BOXCAR, Radius.length(radius)), ring, 4, ring);
    }
  }

  @Test
  void radiiMayBeTinyOrHuge() {
    double[] points = random(120, 7, -5, 5);
    for (double radius : new double[] {Double.MIN_VALUE, 1e-300, 1e-9, 1e9, 1e300, Double.MAX_VALUE}) {
      for (Geometry geometry : new Geometry[] {Geometry.cartesian(2), Geometry.periodic(3, 0),
          Geometry.greatCircle(6371)}) {
        Localization localization = Localization.of(geometry, points, TaperLaw.BOXCAR, Radius.length(radius));
        int expected = radius < 1 ? 60 : 3600;
        assertEquals(expected, BruteForce.check(localization, 1, localization.places()), geometry + " " + radius);
      }
    }
    // 1e300 apart, the square of the distance overflows: too far.
    double[] far = {-1e300, 1e300, 0, 1};
    check(Localization.of(Geometry.cartesian(1), far, TaperLaw.BOXCAR, Radius.length(1e308)), far, 1, far);
    check(Localization.of(Geometry.cartesian(2), far, TaperLaw.BOXCAR, Radius.length(1e308)), far, 1, far);
  }

  @Test
  void nothingIsNearNothing() {
    double[] points = random(20, 8, -5, 5);
    for (int batch : new int[] {1, 3}) {
      for (Geometry geometry : new Geometry[] {Geometry.cartesian(2), Geometry.greatCircle(6371)}) {
        Localization localization = Localization.of(geometry, points, TaperLaw.BOXCAR, Radius.length(1));
        assertEquals(0, BruteForce.check(localization, batch, Places.of(geometry, new double[0])));
      }
    }
  }

  @Test
  void longListsAreFoundAnewAndTheSame() {
    double[] points = random(2 * 3000, 9, 0, 1);
    Localization localization = Localization.of(Geometry.periodic(1, 1), points, TaperLaw.GASPARI_COHN,
        Radius.support(0.5));
    NeighbourSearch search = new NeighbourSearch(localization.geometry(), localization.scales(), localization.places(),
        1, localization.places(), NeighbourSearch.Deciding.OTHERS, true);
    NeighbourLists lists = new NeighbourLists(search, Workers.serial());
    NeighbourLists.Reader one = lists.reader();
    NeighbourLists.Reader two = lists.reader();
    // Too many to be held: two readers have tiles of their own, with the same lists.
    assertNotSame(one.tile(3), two.tile(3));
    Neighbours again = two.tile(3).copy();
    one.tile(0);
    Neighbours direct = one.tile(3).copy();
    assertArrayEquals(again.start, direct.start);
    assertArrayEquals(again.index, direct.index);
    assertArrayEquals(again.weight, direct.weight);
    assertTrue(direct.total() > 500 * direct.targets);
    Neighbours own = new Neighbours();
    own.begin(direct.first + 5, 1);
    search.fill(own, search.new Scratch());
    assertArrayEquals(java.util.Arrays.copyOfRange(direct.index, direct.start[5], direct.start[6]), own.copy().index);
  }
}
