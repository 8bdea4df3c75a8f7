package org.isobit.models.assimilation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.isobit.kernels.Workers;
import org.junit.jupiter.api.Test;

/** The search by strips against looking at all. */
class NeighbourSearchTest {

  private static NeighbourLists lists(Localization localization, int batch, double[] others) {
    try (Workers two = Workers.of(2)) {
      return new NeighbourLists(new NeighbourSearch(localization, localization.places(), batch,
          Places.of(localization.geometry(), others), false), two);
    }
  }

  private static void check(Localization localization, double[] points, int batch, double[] others) {
    Geometry geometry = localization.geometry();
    int dims = geometry.dimensions();
    int count = others.length / dims;
    int all = points.length / dims;
    NeighbourLists lists = lists(localization, batch, others);
    NeighbourLists.Reader reader = lists.reader();
    double[] pointRows = geometry.rows(points);
    double[] otherRows = geometry.rows(others);
    double[] point = new double[geometry.rows()];
    double[] distance = new double[count];
    assertEquals((all + batch - 1) / batch, lists.targets());
    int tile = 0;
    Neighbours found = reader.tile(0);
    for (int t = 0; t < lists.targets(); t++) {
      if (t == found.first + found.targets) {
        found = reader.tile(++tile);
        assertEquals(t, found.first);
      }
      double[] mean = new double[count];
      int n = Math.min(batch, all - t * batch);
      for (int b = 0; b < n; b++) {
        for (int r = 0; r < point.length; r++) {
          point[r] = pointRows[r * all + t * batch + b];
        }
        geometry.distances(count, otherRows, 0, count, point, distance, 0);
        for (int j = 0; j < count; j++) {
          mean[j] += distance[j];
        }
      }
      int q = found.start[t - found.first];
      for (int j = 0; j < count; j++) {
        double weight = localization.weight(mean[j] / n);
        if (weight > localization.dropped()) {
          assertEquals(j, found.index[q], "target " + t);
          assertEquals(weight, found.weight[q++], "target " + t + ", other " + j);
        }
      }
      assertEquals(q, found.start[t + 1 - found.first], "target " + t);
    }
  }

  private static double[] random(int n, long seed, double low, double high) {
    return new Random(seed).doubles(n, low, high).toArray();
  }

  @Test
  void findsWhatLookingAtAllFinds() {
    double[] points = random(150, 1, -3, 13);
    double[] others = random(400, 2, -3, 13);
    for (Taper taper : Taper.values()) {
      for (int batch : new int[] {1, 3}) {
        for (double length : new double[] {0.01, 0.7, 4}) {
          Radius radius = taper == Taper.EXPONENTIAL ? Radius.length(length / 500) : Radius.dapper(length);
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
  void bordersOfStripsDoNotShow() {
    double[] far = new double[200];
    for (int i = 0; i < far.length; i++) {
      far[i] = 1e6 + 0.2 * i;
    }
    check(Localization.of(Geometry.periodic(2.9), far, Taper.BOXCAR, Radius.length(0.2)), far, 1, far);
    for (double start : new double[] {0, 1e3, -1e6, 1e9, -1e12}) {
      for (double step : new double[] {0.1, 0.2, 0.7}) {
        double[] points = new double[300];
        for (int i = 0; i < points.length; i++) {
          points[i] = start + step * i;
        }
        for (double length : new double[] {step, 2 * step, 3 * step}) {
          for (int batch : new int[] {1, 2}) {
            for (double period : new double[] {0, 2.9, 12.1, 1e4}) {
              check(Localization.of(Geometry.periodic(period), points, Taper.BOXCAR, Radius.length(length)), points,
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
      check(Localization.ring(40, Taper.GASPARI_COHN, Radius.dapper(radius)), ring, 2, ring);
      check(Localization.ring(40, Taper.BOXCAR, Radius.length(radius)), ring, 1, ring);
    }
    double[] places = random(600, 3, -90, 90);
    for (double radius : new double[] {100, 1500, 9000, 30000}) {
      check(Localization.of(Geometry.greatCircle(6371), places, Taper.GASPARI_COHN, Radius.support(radius)), places, 2,
          places);
    }
  }

  @Test
  void placesMayCoincide() {
    double[] same = new double[100];
    Localization localization = Localization.of(Geometry.cartesian(2), same, Taper.BOXCAR, Radius.length(1));
    check(localization, same, 1, same);
    assertEquals(50, lists(localization, 1, same).counts(Workers.serial())[3]);
  }
}
