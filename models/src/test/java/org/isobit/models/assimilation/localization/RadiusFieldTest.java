package org.isobit.models.assimilation.localization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.global.StochasticEnKF;
import org.isobit.models.assimilation.local.LESTKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.local.LETKFN;
import org.isobit.models.assimilation.particle.HybridWeight;
import org.isobit.models.assimilation.particle.LKNETF;
import org.isobit.models.assimilation.particle.LNETF;
import org.isobit.models.assimilation.serial.EAKF;
import org.isobit.models.assimilation.serial.RHF;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Radii that differ from point to point: fixed, adaptive, and one's own; and what is exactly where a taper ends. */
class RadiusFieldTest {

  private static final int POINTS = 60;
  private static final int COUNT = 90;
  private static final Cycle CYCLE = Cycle.of(4, 2);

  private final double[] points = random(2 * POINTS, 1);
  private final double[] places = random(2 * COUNT, 2);
  private final double[] levels = random(POINTS, 3);
  private final double[] heights = random(COUNT, 4);
  private final Localization flat =
      Localization.of(Geometry.periodic(10, 0), points, TaperLaw.GASPARI_COHN, Radius.support(6));
  private final Observations observations = Observations.of(new double[COUNT], 1.0, (states, to) -> {})
      .withCoordinates(places).withLevels(heights)
      .withTypes(Arrays.stream(heights).mapToObj(h -> h > 5 ? "sonde" : "buoy").toArray(String[]::new));

  private static double[] random(int n, long seed) {
    return new Random(seed).doubles(n, 0, 10).toArray();
  }

  private Neighbours list(Localization localization, int batch, int target) {
    NeighbourLists lists = localization.near("Test", POINTS, observations, batch, Workers.serial());
    NeighbourLists.Reader reader = lists.reader();
    for (int tile = 0;; tile++) {
      Neighbours near = reader.tile(tile);
      if (target < near.first + near.targets) {
        Neighbours one = new Neighbours();
        one.begin(0, 1);
        int from = near.start[target - near.first];
        int n = near.count(target - near.first);
        one.start[1] = n;
        one.index = Arrays.copyOfRange(near.index, from, from + n);
        one.weight = Arrays.copyOfRange(near.weight, from, from + n);
        return one;
      }
    }
  }

  private void same(Localization expected, Localization found, int batch, int target, double tolerance) {
    Neighbours a = list(expected, batch, target);
    Neighbours b = list(found, batch, target);
    assertArrayEquals(a.index, b.index, found + ", target " + target);
    assertArrayEquals(a.weight, b.weight, tolerance, found + ", target " + target);
  }

  /** A point's list is that of a localisation with its radius alone, whatever else there is. */
  @Test
  void everyPointHasItsOwnRadius() {
    double[] radii = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      radii[i] = i % 7 == 0 ? 6 : 0.8 + 0.08 * i;
    }
    for (Combination combination : Combination.values()) {
      for (int kind = 0; kind < 3; kind++) {
        Localization whole = shaped(flat, kind, combination);
        for (int i = 0; i < POINTS; i++) {
          Localization alone = shaped(Localization.of(Geometry.periodic(10, 0), points, TaperLaw.GASPARI_COHN,
              Radius.support(radii[i])), kind, combination);
          same(alone, whole.withRadii(radii), 1, i, radii[i] == 6 ? 0 : 1e-12);
        }
      }
    }
    // Those that share a list have the mean of their radii.
    for (int target = 0; target < POINTS / 3; target++) {
      double mean = (radii[3 * target] + radii[3 * target + 1] + radii[3 * target + 2]) / 3;
      same(Localization.of(Geometry.periodic(10, 0), points, TaperLaw.GASPARI_COHN, Radius.support(mean)),
          flat.withRadii(radii), 3, target, 1e-12);
    }
  }

  private Localization shaped(Localization of, int kind, Combination combination) {
    Localization high = kind == 0 ? of : of.withVertical(levels, TaperLaw.GASPARI_COHN, Radius.support(4))
        .withCombination(combination);
    return kind < 2 ? high : high.withMost(5);
  }

  @Test
  void ofTheWholeRadiusNoBitChanges() {
    double[] radii = new double[POINTS];
    Arrays.fill(radii, 6);
    Localization typed = flat.withRadius("sonde", Radius.support(3)).withMost(9);
    for (Localization one : new Localization[] {flat, typed}) {
      for (int i = 0; i < POINTS; i++) {
        same(one, one.withRadii(radii), 1, i, 0);
        same(one, one.withRadii(new AdaptiveRadius(AdaptiveRadius.Keep.NUMBER, COUNT, 0)), 1, i, 0);
        same(one, one.withRadii(new AdaptiveRadius(AdaptiveRadius.Keep.WEIGHT, COUNT, 0)), 1, i, 0);
      }
    }
  }

  private double distance(int point, int observation) {
    double x = Math.abs(points[2 * point] - places[2 * observation]);
    return Math.hypot(Math.min(x, 10 - x), points[2 * point + 1] - places[2 * observation + 1]);
  }

  private double[] sorted(int point) {
    double[] distances = new double[COUNT];
    for (int j = 0; j < COUNT; j++) {
      distances[j] = distance(point, j);
    }
    Arrays.sort(distances);
    return distances;
  }

  /** As many are near as wanted: up to but without the next one, where the weights end. */
  @Test
  void asManyAsWanted() {
    Localization eight = flat.withRadii(new AdaptiveRadius(AdaptiveRadius.Keep.NUMBER, 8, 0));
    int[] counts = eight.counts(observations);
    for (int i = 0; i < POINTS; i++) {
      double[] distances = sorted(i);
      assertEquals(Math.min(8, (int) Arrays.stream(distances).filter(d -> d < 6).count()), counts[i]);
      double ends = Math.min(distances[8], 6);
      Neighbours near = list(eight, 1, i);
      for (int q = 0; q < near.index.length; q++) {
        assertEquals(gaspariCohn(distance(i, near.index[q]) / (0.5 * ends)), near.weight[q] * near.weight[q], 1e-8);
      }
    }
  }

  /** Gaspari and Cohn (1999), eq. 4.10. */
  private static double gaspariCohn(double z) {
    return z >= 2 ? 0 : z > 1
        ? Math.pow(z, 5) / 12 - Math.pow(z, 4) / 2 + 5 * z * z * z / 8 + 5 * z * z / 3 - 5 * z + 4 - 2 / (3 * z)
        : -Math.pow(z, 5) / 4 + Math.pow(z, 4) / 2 + 5 * z * z * z / 8 - 5 * z * z / 3 + 1;
  }

  /** Kirchgessner et al. (2014): the effective local dimension is the number of members, here 5. */
  @Test
  void weightsAddUpToTheAmount() {
    Localization five = flat.withRadii(new AdaptiveRadius(AdaptiveRadius.Keep.WEIGHT, 5, 0));
    int shrunk = 0;
    for (int i = 0; i < POINTS; i++) {
      double whole = 0;
      for (double d : sorted(i)) {
        whole += gaspariCohn(d / 3);
      }
      double sum = 0;
      for (double root : list(five, 1, i).weight) {
        sum += root * root;
      }
      assertEquals(Math.min(whole, 5), sum, 1e-8);
      shrunk += whole > 5 ? 1 : 0;
    }
    assertTrue(shrunk > POINTS / 2);
    Localization half = flat.withRadii(new AdaptiveRadius(AdaptiveRadius.Keep.WEIGHT, 1, 0.5));
    for (int i = 0; i < POINTS; i++) {
      double least = 0;
      for (double d : sorted(i)) {
        least += gaspariCohn(d / 1.5);
      }
      double sum = 0;
      for (double root : list(half, 1, i).weight) {
        sum += root * root;
      }
      assertTrue(sum >= least - 1e-12 || sum > 1 - 1e-8, i + ": " + sum);
    }
  }

  /** DART's revised_distance: cutoff·√(threshold/count). */
  @Test
  void dartsThresholdInLocalAndSerialFilters() {
    Localization dart = flat.withRadii(new AdaptiveRadius(AdaptiveRadius.Keep.AREA, 7, 0));
    for (int i = 0; i < POINTS; i++) {
      long count = Arrays.stream(sorted(i)).filter(d -> d < 6).count();
      double ends = count > 7 ? 6 * Math.sqrt(7.0 / count) : 6;
      same(Localization.of(Geometry.periodic(10, 0), points, TaperLaw.GASPARI_COHN, Radius.support(ends)), dart, 1, i,
          1e-12);
    }
    ObservationReach reach = dart.reach("Test", POINTS, observations, Workers.serial());
    for (int j = 0; j < COUNT; j++) {
      int count = 0;
      for (int other = 0; other < COUNT; other++) {
        double x = Math.abs(places[2 * j] - places[2 * other]);
        count += Math.hypot(Math.min(x, 10 - x), places[2 * j + 1] - places[2 * other + 1]) < 6 ? 1 : 0;
      }
      double ends = count > 7 ? 6 * Math.sqrt(7.0 / count) : 6;
      double[] weights = new double[TargetBlocks.padded(POINTS)];
      for (int b = reach.points().start[j]; b < reach.points().start[j + 1]; b++) {
        System.arraycopy(reach.points().weight, b * TargetBlocks.WIDTH, weights,
            reach.points().block[b] * TargetBlocks.WIDTH, TargetBlocks.WIDTH);
      }
      for (int i = 0; i < POINTS; i++) {
        assertEquals(gaspariCohn(distance(i, j) / (0.5 * ends)), weights[i], 1e-12);
      }
    }
  }

  /** A field of one's own; parts of the points have the lists that they have among all. */
  @Test
  void oneOfYourOwnAndSomeOfThePoints() {
    RadiusField own = (first, count, near) -> near.number(1) > 10 ? 0.5 - 0.001 * first : 1;
    int[] numbers = {7, 3, 59, 20};
    double[] radii = random(POINTS, 9);
    for (int i = 0; i < POINTS; i++) {
      radii[i] = 0.6 * (0.5 + 0.95 * radii[i]);
    }
    for (Localization all : new Localization[] {flat.withRadii(own), flat.withRadii(radii),
        flat.withRadii(new AdaptiveRadius(AdaptiveRadius.Keep.WEIGHT, 4, 0))}) {
      NeighbourLists some = all.near("Test", 4, observations, all.some(numbers), POINTS / 4, Workers.serial());
      Neighbours near = some.reader().tile(0);
      for (int t = 0; t < numbers.length; t++) {
        Neighbours one = list(all, 1, numbers[t]);
        assertArrayEquals(one.index, Arrays.copyOfRange(near.index, near.start[t], near.start[t + 1]));
        assertArrayEquals(one.weight, Arrays.copyOfRange(near.weight, near.start[t], near.start[t + 1]));
      }
    }
    for (double bad : new double[] {0, -1, 1.5, Double.NaN}) {
      says("Localization: the share of the radius at point 0 must be above 0 and at most 1, but is " + bad + " (mine)",
          () -> flat.withRadii(new RadiusField() {
            @Override
            public double share(int first, int count, Near near) {
              return bad;
            }

            @Override
            public String toString() {
              return "mine";
            }
          }).counts(observations, Workers.serial()));
    }
  }

  /** At each point the analysis is that with the point's radius, to the bit where that is half or all of the whole. */
  @Test
  void localFiltersAnalyseEachPointWithItsRadius() {
    int n = 24;
    Cases c = new Cases(6, n, 0, 3);
    int[] variables = {1, 3, 4, 8, 9, 10, 14, 19, 20, 22};
    Observations direct = c.direct(variables, 0.7, 1.0);
    double[] radii = new double[n];
    for (int i = 0; i < n; i++) {
      radii[i] = i % 3 == 0 ? 8 : 4;
    }
    Localization long8 = Localization.ring(n, TaperLaw.GASPARI_COHN, Radius.support(8));
    Localization short4 = Localization.ring(n, TaperLaw.GASPARI_COHN, Radius.support(4));
    HybridWeight share = new HybridWeight(HybridWeight.Rule.FIXED, 0.5);
    Filter[][] filters = {{new LETKF(long8.withRadii(radii)), new LETKF(long8), new LETKF(short4)},
        {new LESTKF(long8.withRadii(radii)), new LESTKF(long8), new LESTKF(short4)},
        {new LETKFN(long8.withRadii(radii)), new LETKFN(long8), new LETKFN(short4)},
        {new LNETF(long8.withRadii(radii)), new LNETF(long8), new LNETF(short4)},
        {new LKNETF(long8.withRadii(radii), share), new LKNETF(long8, share), new LKNETF(short4, share)}};
    for (Filter[] three : filters) {
      Ensemble[] found = new Ensemble[3];
      for (int f = 0; f < 3; f++) {
        found[f] = c.forecast();
        three[f].analyse(found[f], direct, CYCLE);
      }
      for (int m = 0; m < 6; m++) {
        for (int i = 0; i < n; i++) {
          assertEquals(found[radii[i] == 8 ? 1 : 2].get(m, i), found[0].get(m, i), three[0] + ", point " + i);
        }
      }
    }
  }

  @Test
  void theBorder() {
    for (double radius : new double[] {3, 0.75, 0x1p20 * 3}) {
      double[] line = new double[11];
      for (int i = 0; i < line.length; i++) {
        line[i] = i * (radius / 3);
      }
      Observations all = Observations.of(new double[line.length], 1.0, ObservationOperator.identity())
          .withCoordinates(line.clone());
      Localization step = Localization.of(Geometry.cartesian(1), new double[] {line[5]}, TaperLaw.BOXCAR,
          Radius.support(radius));
      assertEquals(7, step.counts(all)[0]);
      assertEquals(7, step.withBorder(Border.INSIDE).counts(all)[0]);
      assertEquals(5, step.withBorder(Border.OUTSIDE).counts(all)[0]);
      // In the vertical, too: one level above is at the border.
      Localization high = step.withVertical(new double[1], TaperLaw.BOXCAR, Radius.support(1));
      assertEquals(7, high.counts(all.withLevels(filled(line.length)))[0]);
      assertEquals(0, high.withBorder(Border.OUTSIDE).counts(all.withLevels(filled(line.length)))[0]);
      assertEquals(5, high.withBorder(Border.OUTSIDE).counts(all.withLevels(new double[line.length]))[0]);
      Localization taper = Localization.of(Geometry.cartesian(1), line, TaperLaw.GASPARI_COHN, Radius.support(radius));
      assertArrayEquals(taper.counts(all), taper.withBorder(Border.OUTSIDE).counts(all));
    }
    assertEquals(Border.OUTSIDE, Border.of("outside"));
    assertTrue(flat.withBorder(Border.OUTSIDE).toString().endsWith(", ends outside"), flat.toString());
  }

  private static double[] filled(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static void says(String message, Executable executable) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }

  @Test
  void whatDoesNotFit() {
    says("Localization: there are 2 radii but 60 points", () -> flat.withRadii(1, 2));
    double[] radii = new double[POINTS];
    Arrays.fill(radii, 2);
    for (double bad : new double[] {0, -1, Double.NaN, Math.nextUp(6.0), Double.POSITIVE_INFINITY}) {
      radii[5] = bad;
      says("Localization: the radius of point 5 must be positive and at most 6.0, the largest, but is " + bad,
          () -> flat.withRadii(radii));
    }
    says("AdaptiveRadius: the amount must be at least 1, but is 0.5",
        () -> new AdaptiveRadius(AdaptiveRadius.Keep.NUMBER, 0.5, 0));
    says("AdaptiveRadius: the least share of the radius must be between 0 and 1, but is 2.0",
        () -> new AdaptiveRadius(AdaptiveRadius.Keep.NUMBER, 5, 2));
    assertThrows(IllegalArgumentException.class, () -> new AdaptiveRadius(AdaptiveRadius.Keep.AREA, Double.NaN, 0));
    int n = 12;
    Cases c = new Cases(5, n, 0, 3);
    Observations direct = c.direct(new int[] {1, 4, 9}, 0.7, 1.0);
    Localization ring = Localization.ring(n, TaperLaw.GASPARI_COHN, Radius.support(5));
    Localization fixed = ring.withRadii(Arrays.copyOf(filled(n), n));
    Localization adaptive = ring.withRadii(new AdaptiveRadius(AdaptiveRadius.Keep.NUMBER, 2, 0));
    says("EAKF: takes observations one by one, which reach as far as theirs says, and knows no radii of points (radii of "
        + "12 points); leave them out or use LETKF", () -> new EAKF(fixed).analyse(c.forecast(), direct, CYCLE));
    new EAKF(adaptive).analyse(c.forecast(), direct, CYCLE);
    new RHF().withLocalization(adaptive).analyse(c.forecast(), direct, CYCLE);
    says("StochasticEnKF: tapers covariances, which must have one radius, and cannot have radius for the number 2.0; "
        + "leave that out or use LETKF", () -> new StochasticEnKF().withLocalization(adaptive).analyse(c.forecast(),
            direct, CYCLE));
    says("Modulation: tapers covariances, which must have one radius, and cannot have radii of 12 points; leave that out "
        + "or use LETKF", () -> Modulation.of(fixed, 0.9));
    // Nothing observed, and all at one place.
    assertArrayEquals(new int[n], adaptive.counts(Observations.of(new double[0], 1.0, ObservationOperator.indices())));
    assertEquals(0, adaptive.counts(Observations.of(new double[3], 1.0, ObservationOperator.indices(4, 4, 4)))[7]);
  }

  private record Flat(double weight, double support) implements TaperFunction {
    @Override
    public String label() {
      return "flat";
    }

    @Override
    public void weights(int n, double[] distance, double length, double[] to, int at) {
      for (int i = at; i < at + n; i++) {
        to[i] = distance[i] <= support * length ? weight : 0;
      }
    }
  }

  /** A taper of one's own counts as this library's do; weights that are none are refused. */
  @Test
  void tapersOfYourOwn() {
    Localization own = Localization.of(Geometry.periodic(10, 0), points, new Flat(1, 3), Radius.support(6));
    Localization step = Localization.of(Geometry.periodic(10, 0), points, TaperLaw.BOXCAR, Radius.support(6));
    for (int i = 0; i < POINTS; i++) {
      same(step, own, 1, i, 0);
    }
    own.withVertical(levels, new Flat(1, 3), Radius.length(2)).withCombination(Combination.DISTANCE);
    says("Localization: the combination 'distance' has one taper, flat, but the vertical taper is flat", () ->
        own.withVertical(levels, new Flat(1, 4), Radius.length(2)).withCombination(Combination.DISTANCE));
    for (double bad : new double[] {Double.NaN, -0.5, 1.5}) {
      Localization wrong = Localization.of(Geometry.cartesian(1), new double[] {0}, new Flat(bad, 1), Radius.length(2));
      Observations one = Observations.of(new double[] {1}, 1.0, ObservationOperator.indices(0))
          .withCoordinates(new double[] {1});
      says("Localization: the taper flat gives the weight " + bad + " for the distance 0.5 L; weights must be from "
          + "0 to 1", () -> wrong.counts(one));
    }
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      says("Taper: flat must end at a positive and finite distance, but says " + bad,
          () -> Localization.ring(5, new Flat(1, bad), Radius.length(2)));
    }
  }
}
