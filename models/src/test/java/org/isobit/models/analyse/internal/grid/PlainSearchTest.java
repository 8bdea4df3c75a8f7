package org.isobit.models.analyse.internal.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The simple search against the grids' own: of the same field the same values, wherever a place lies. */
class PlainSearchTest {

  private static final int PLACES = 400;

  /** Values at all points, without any pattern. */
  private static double[] field(int size) {
    return new Random(size).doubles(size, -1, 1).toArray();
  }

  private static double value(double[] field, int[] points, double[] weights, int from, int width) {
    double sum = 0;
    for (int k = from; k < from + width; k++) {
      sum += weights[k] * field[points[k]];
    }
    return sum;
  }

  private static boolean onEdge(PlainSearch.Found answer) {
    return java.util.Arrays.stream(answer.weights()).min().orElseThrow() <= answer.doubt();
  }

  /** Returns how many places lie inside. */
  private static int same(Grid grid, double[] places, boolean linear, boolean vertical) {
    int dims = grid.dimensions();
    double[] field = field(grid.size());
    Stencils own = grid.around(places, linear, vertical);
    PlainSearch search = new PlainSearch(grid);
    int inside = 0;
    for (int j = 0; j < places.length / dims; j++) {
      double[] place = java.util.Arrays.copyOfRange(places, j * dims, (j + 1) * dims);
      String what = grid.description() + (linear ? ", linear" : ", nearest") + " at " + Grid.placeText(place);
      List<PlainSearch.Found> answers = search.around(place, linear, vertical);
      if (!own.inside()[j]) {
        // The search finds the nearest point of any place; on the edge of all cells rounding decides.
        assertTrue(!linear || answers.stream().allMatch(answer -> onEdge(answer)), what + " is outside");
        continue;
      }
      inside++;
      double wanted = value(field, own.points(), own.weights(), j * own.width(), own.width());
      double least = Double.POSITIVE_INFINITY;
      for (PlainSearch.Found answer : answers) {
        double sum = 0;
        for (double w : answer.weights()) {
          sum += w;
        }
        assertEquals(1, sum, 1e-12, what);
        assertTrue(answer.doubt() < 1e-5, what + ": " + answer.doubt());
        double off = Math.abs(value(field, answer.points(), answer.weights(), 0, answer.points().length) - wanted);
        least = Math.min(least, off - 4 * answer.doubt());
      }
      assertTrue(least <= 1e-12, what + " is off by " + least);
    }
    return inside;
  }

  private static double[] places(long seed, double[] low, double[] high) {
    Random random = new Random(seed);
    double[] places = new double[PLACES * low.length];
    for (int i = 0; i < places.length; i++) {
      int d = i % low.length;
      // Some just on points, or half-way between.
      double x = low[d] + (high[d] - low[d]) * random.nextDouble();
      places[i] = random.nextInt(4) == 0 ? Math.rint(2 * x) / 2 : x;
    }
    return places;
  }

  @Test
  void regularGrids() {
    Axis x = new Axis.Uniform(9, -2, 0.5, false, 0);
    Axis round = new Axis.Uniform(12, 5, -2, true, 0);
    Axis y = new Axis.Listed(new double[] {7, 4, 3.5, -1, -2}, false, 0);
    Axis z = new Axis.Listed(new double[] {0, 10, 30, 100}, false, 0);
    Axis one = new Axis.Uniform(1, 3, 1, false, 0);
    for (boolean linear : new boolean[] {true, false}) {
      assertTrue(same(new RegularGrid(new Axis[] {x}, Metric.straight(0), false), places(1, new double[] {-3},
          new double[] {3}), linear, false) > PLACES / 2);
      assertTrue(same(new RegularGrid(new Axis[] {round, y}, Metric.straight(24, 0), false),
          places(2, new double[] {-60, -3}, new double[] {60, 8}), linear, false) > PLACES / 2);
      for (boolean vertical : new boolean[] {true, false}) {
        assertTrue(same(new RegularGrid(new Axis[] {x, y, z}, Metric.straight(0, 0), false),
            places(3, new double[] {-2.5, -3, -4}, new double[] {2.5, 8, 120}), linear, vertical) > PLACES / 4);
        assertTrue(same(new RegularGrid(new Axis[] {x, y, z}, Metric.straight(0, 0, 0), false),
            places(4, new double[] {-2.5, -3, -4}, new double[] {2.5, 8, 120}), linear, vertical) > PLACES / 4);
      }
    }
    assertTrue(same(new RegularGrid(new Axis[] {one, y}, Metric.straight(0, 0), false),
        places(5, new double[] {2, -3}, new double[] {4, 8}), false, false) > PLACES / 4);
    Axis longitude = new Axis.Uniform(36, 5, 10, true, 360);
    Axis part = new Axis.Listed(new double[] {170, 175, 179, 185, 200}, false, 360);
    Axis around = new Axis.Listed(new double[] {350, 262, 170, 88}, true, 360);
    Axis latitude = new Axis.Uniform(17, 80, -10, false, 0);
    for (Axis axis : List.of(longitude, part, around)) {
      for (boolean linear : new boolean[] {true, false}) {
        assertTrue(same(new RegularGrid(new Axis[] {axis, latitude}, Metric.sphere(6371), true),
            places(6, new double[] {-400, -90}, new double[] {800, 90}), linear, false) > 10);
      }
    }
    // Far from the origin, where few digits are left of where a place lies between two points.
    Axis far = new Axis.Uniform(50, 5e6, 1e-3, false, 0);
    assertTrue(same(new RegularGrid(new Axis[] {far}, Metric.straight(0), false),
        places(7, new double[] {5e6}, new double[] {5e6 + 0.049}), true, false) > PLACES / 2);
  }

  private static double[] bent(int ny, int nx, boolean sphere, long seed) {
    Random random = new Random(seed);
    double[] places = new double[2 * ny * nx];
    for (int p = 0; p < ny * nx; p++) {
      double i = p % nx + 0.3 * random.nextDouble();
      double j = p / nx + 0.3 * random.nextDouble();
      places[2 * p] = sphere ? 350 + 3 * i + 0.5 * j : i - 0.2 * j;
      places[2 * p + 1] = sphere ? -20 + 4 * j - 0.4 * i : j + 0.1 * i;
    }
    return places;
  }

  @Test
  void curvilinearGrids() {
    Axis z = new Axis.Listed(new double[] {0, 10, 30, 100}, false, 0);
    for (boolean linear : new boolean[] {true, false}) {
      for (long seed = 0; seed < 20; seed++) {
        assertTrue(same(new CurvilinearGrid(8, 11, bent(8, 11, false, seed), Metric.straight(0, 0), false, null),
            places(seed, new double[] {-1, -1}, new double[] {11, 9}), linear, false) > PLACES / 4);
        assertTrue(same(new CurvilinearGrid(8, 11, bent(8, 11, true, seed), Metric.sphere(6371), true, null),
            places(seed, new double[] {-12, -25}, new double[] {25, 15}), linear, false) > PLACES / 4);
        assertTrue(same(new CurvilinearGrid(8, 11, bent(8, 11, true, seed), Metric.sphere(6371), true, z),
            places(seed, new double[] {-12, -25, 0}, new double[] {25, 15, 100}), linear, seed == 1) > PLACES / 4);
      }
      // Rectangles, whose quadratic equation is none.
      double[] straight = new double[2 * 20];
      for (int p = 0; p < 20; p++) {
        straight[2 * p] = p % 5;
        straight[2 * p + 1] = 2 * (p / 5);
      }
      assertTrue(same(new CurvilinearGrid(4, 5, straight, Metric.straight(0, 0), false, null),
          places(9, new double[] {0, 0}, new double[] {4, 6}), linear, false) > PLACES / 2);
    }
  }

  @Test
  void scatteredPoints() {
    double[] flat = new Random(4).doubles(3 * 60, 0, 10).toArray();
    assertEquals(PLACES, same(new ScatteredGrid(new int[] {60}, flat, null, Metric.straight(10, 0, 10), 1e300),
        places(1, new double[] {-20, -1, 0}, new double[] {20, 11, 30}), false, false));
    double[] globe = new double[2 * 80];
    Random random = new Random(5);
    for (int i = 0; i < 80; i++) {
      globe[2 * i] = 360 * random.nextDouble();
      globe[2 * i + 1] = 180 * random.nextDouble() - 90;
    }
    assertEquals(PLACES, same(new ScatteredGrid(new int[] {80}, globe, null, Metric.sphere(1), 1e300),
        places(2, new double[] {-360, -90}, new double[] {360, 90}), false, false));
  }
}
