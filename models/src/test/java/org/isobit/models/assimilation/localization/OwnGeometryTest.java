package org.isobit.models.assimilation.localization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.serial.EAKF;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Geometries of one's own: with the bits of this library's where they compute the same, and refused where wrong. */
class OwnGeometryTest {

  /** A torus with two lengths, in the order of operations that the library's has; the search may know the reach. */
  private record Torus(double[] lengths, boolean reach) implements Geometry {
    @Override
    public int dimensions() {
      return lengths.length;
    }

    @Override
    public void distances(int n, double[] rows, int from, int ld, double[] point, double[] distance, int at) {
      for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int d = 0; d < lengths.length; d++) {
          double x = rows[from + d * ld + i] - point[d];
          x = lengths[d] > 0 ? Math.fma(-lengths[d], Math.rint(x / lengths[d]), x) : x;
          sum = Math.fma(x, x, sum);
        }
        distance[at + i] = Math.sqrt(sum);
      }
    }

    @Override
    public double period(int row) {
      return reach ? lengths[row] : 0;
    }

    @Override
    public double rowReach(double distance) {
      return reach ? distance : Double.POSITIVE_INFINITY;
    }
  }

  /** Steps along streets; two points are no farther apart in a straight line. */
  private record Streets(boolean reach) implements Geometry {
    @Override
    public int dimensions() {
      return 2;
    }

    @Override
    public void distances(int n, double[] rows, int from, int ld, double[] point, double[] distance, int at) {
      for (int i = 0; i < n; i++) {
        distance[at + i] = Math.abs(rows[from + i] - point[0]) + Math.abs(rows[from + ld + i] - point[1]);
      }
    }

    @Override
    public double rowReach(double distance) {
      return reach ? distance : Double.POSITIVE_INFINITY;
    }
  }

  /** A line whose points left and right of 0 never see each other. */
  private record Ridge() implements Geometry {
    @Override
    public int dimensions() {
      return 1;
    }

    @Override
    public void distances(int n, double[] rows, int from, int ld, double[] point, double[] distance, int at) {
      for (int i = 0; i < n; i++) {
        double x = rows[from + i];
        distance[at + i] = x < 0 == point[0] < 0 ? Math.abs(x - point[0]) : Double.POSITIVE_INFINITY;
      }
    }

    @Override
    public double rowReach(double distance) {
      return distance;
    }
  }

  /** A line with a mistake. */
  private record Wrong(int dimensions, int rows, double period, DoubleUnaryOperator length, double reach, int missing)
      implements Geometry {
    @Override
    public double[] rows(double[] coordinates) {
      return missing < 0 ? null : Arrays.copyOf(coordinates, coordinates.length - missing);
    }

    @Override
    public void distances(int n, double[] rows, int from, int ld, double[] point, double[] distance, int at) {
      for (int i = 0; i < n; i++) {
        distance[at + i] = length.applyAsDouble(rows[from + i] - point[0]);
      }
    }

    @Override
    public double period(int row) {
      return period;
    }

    @Override
    public double rowReach(double distance) {
      return reach * distance;
    }

    @Override
    public String toString() {
      return "wrong";
    }
  }

  private static double[] random(int n, long seed, double low, double high) {
    return new Random(seed).doubles(n, low, high).toArray();
  }

  private static double[] analysed(Geometry geometry, boolean serial) {
    double[] points = random(600, 3, -20, 20);
    Localization localization = Localization.of(geometry, points, TaperLaw.GASPARI_COHN, Radius.halfWidth(1.3));
    Filter filter = serial ? new EAKF(localization) : new LETKF(localization).withBatch(2);
    Ensemble ensemble = Ensemble.of(random(8 * 300, 4, 0, 1), 8, 300);
    Observations observations = Observations.of(random(90, 5, 0, 1), 0.4,
        ObservationOperator.indices(IntStream.range(0, 90).map(j -> 3 * j).toArray()))
        .withCoordinates(random(180, 6, -20, 20));
    filter.analyse(ensemble, observations, Cycle.of(1, 1));
    return ensemble.values();
  }

  @Test
  void aTorusHasTheBitsOfTheLibrarys() {
    double[] lengths = {10, 7};
    for (boolean serial : new boolean[] {false, true}) {
      double[] expected = analysed(Geometry.periodic(lengths), serial);
      assertArrayEquals(expected, analysed(new Torus(lengths, true), serial));
      assertArrayEquals(expected, analysed(new Torus(lengths, false), serial));
    }
    double[] channel = {10, 0};
    assertArrayEquals(analysed(Geometry.periodic(channel), false), analysed(new Torus(channel, true), false));
    double[] places = random(200, 7, -20, 20);
    double[] points = random(900, 8, -20, 20);
    double[] expected = new double[100];
    int[] nearest = Geometry.periodic(lengths).nearest(places, points, expected);
    for (boolean reach : new boolean[] {true, false}) {
      double[] distance = new double[100];
      assertArrayEquals(nearest, new Torus(lengths, reach).nearest(places, points, distance));
      assertArrayEquals(expected, distance);
    }
  }

  @Test
  void theSearchFindsWhatLookingAtAllFinds() {
    double[] middles = random(100, 1, -3, 13);
    // Threes of points that are close to each other, for batches.
    double[] points = IntStream.range(0, 300)
        .mapToDouble(i -> middles[i / 6 * 2 + i % 2] + 0.2 * (i % 6 / 2)).toArray();
    for (Geometry geometry : new Geometry[] {new Streets(true), new Streets(false),
        new Torus(new double[] {10, 5}, true), new Torus(new double[] {0, 9}, false)}) {
      for (int batch : new int[] {1, 3}) {
        Localization near = Localization.of(geometry, points, TaperLaw.GASPARI_COHN, Radius.halfWidth(0.9));
        assertTrue(BruteForce.check(near, batch, Places.of(near.geometry(), random(400, 2, -3, 13))) > 100);
        Localization levels = near.withVertical(random(150, 9, 0, 4), TaperLaw.GASPARI_COHN, Radius.halfWidth(1));
        assertTrue(BruteForce.check(levels, batch, Places.of(near.geometry(), random(400, 2, -3, 13),
            random(200, 10, 0, 4), null, null)) > 10);
      }
    }
    assertArrayEquals(analysed(new Streets(false), false), analysed(new Streets(true), false));
  }

  @Test
  void whatIsInfinitelyFarIsNeverNear() {
    double[] line = IntStream.range(0, 100).mapToDouble(i -> i - 49.5).toArray();
    Observations one = Observations.of(new double[] {1}, 1, ObservationOperator.indices(50))
        .withCoordinates(new double[] {0.5});
    for (TaperLaw taper : TaperLaw.values()) {
      int[] counts = Localization.of(new Ridge(), line, taper, Radius.length(3)).counts(one);
      assertEquals(0, Arrays.stream(counts, 0, 50).sum(), taper.label());
      assertTrue(counts[50] == 1 && counts[51] == 1, taper.label());
    }
    double[] distance = new double[2];
    assertArrayEquals(new int[] {1, 0}, new Ridge().nearest(new double[] {-1, 1}, new double[] {3, -9}, distance));
    assertArrayEquals(new double[] {8, 2}, distance);
  }

  private static Localization line(Geometry geometry) {
    return Localization.of(geometry, new double[] {0, 1, 5}, TaperLaw.BOXCAR, Radius.length(2));
  }

  private static Geometry wrong(DoubleUnaryOperator length, double reach) {
    return new Wrong(1, 1, 0, length, reach, 0);
  }

  private static void refused(String message, Executable bad) {
    assertEquals("Geometry: wrong " + message, assertThrows(IllegalArgumentException.class, bad).getMessage());
  }

  private static void counted(Geometry geometry) {
    line(geometry).counts(Observations.of(new double[] {1, 2}, 1, ObservationOperator.indices(1, 2))
        .withCoordinates(new double[] {1, 3}));
  }

  @Test
  void mistakesAreNamed() {
    refused("must have at least one dimension and one row, but has 0 and 1",
        () -> line(new Wrong(0, 1, 0, Math::abs, 1, 0)));
    refused("must have at least one dimension and one row, but has 1 and 0",
        () -> line(new Wrong(1, 0, 0, Math::abs, 1, 0)));
    for (double period : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      refused("has the period " + period + " in row 0, which must be finite and not negative",
          () -> line(new Wrong(1, 1, period, Math::abs, 1, 0)));
    }
    refused("must make 3 numbers of 3 points in 1 rows, but makes 2", () -> line(new Wrong(1, 1, 0, Math::abs, 1, 1)));
    refused("must make 3 numbers of 3 points in 1 rows, but makes none",
        () -> line(new Wrong(1, 1, 0, Math::abs, 1, -1)));
    refused("has the distance NaN between points whose rows are [0.0] and [1.0]; distances must not be negative",
        () -> counted(wrong(x -> Double.NaN, Double.POSITIVE_INFINITY)));
    refused("has the distance -1.0 between points whose rows are [1.0] and [0.0]; distances must not be negative",
        () -> wrong(x -> x, 1).nearest(new double[] {1}, new double[] {0}, new double[1]));
    refused("has the distance 2.0 between points whose rows are [0.0] and [1.0], but 1.0 the other way; it must be the "
        + "same both ways", () -> wrong(x -> x > 0 ? 2 * x : -x, 9).nearest(new double[1], new double[] {1},
            new double[1]));
    refused("has the reach 0.5 for the distance 1.0 between points whose rows are [0.0] and [1.0], whose rows are 1.0 "
        + "apart", () -> wrong(Math::abs, 0.5).nearest(new double[1], new double[] {1}, new double[1]));
    refused("has the reach NaN for the distance 2.0", () -> counted(wrong(Math::abs, Double.NaN)));
    refused("has the reach -2.0 for the distance 2.0", () -> counted(wrong(Math::abs, -1)));
    assertEquals("Localization: 3 coordinates do not fit a geometry of 2 dimensions", assertThrows(
        IllegalArgumentException.class, () -> line(new Streets(true))).getMessage());
    assertEquals("Geometry: 1 coordinates of places and 0 of points do not fit 1 dimensions and 1 distances",
        assertThrows(IllegalArgumentException.class, () -> wrong(Math::abs, 1).nearest(new double[1], new double[0],
            new double[1])).getMessage());
    counted(wrong(Math::abs, 1));
  }
}
