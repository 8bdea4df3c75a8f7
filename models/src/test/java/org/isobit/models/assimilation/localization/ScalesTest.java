package org.isobit.models.assimilation.localization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.local.LESTKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.serial.SerialEnSRF;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Vertical and time scales, types with radii of their own and the cap. */
class ScalesTest {

  private static final int POINTS = 140;
  private static final int COUNT = 90;
  private static final Cycle CYCLE = Cycle.of(1, 1);

  private final double[] points = random(2 * POINTS, 1, -80, 80);
  private final double[] places = random(2 * COUNT, 2, -80, 80);
  private final double[] levels = random(POINTS, 3, 0, 10);

  private static double[] random(int n, long seed, double low, double high) {
    return new Random(seed).doubles(n, low, high).toArray();
  }

  private Observations observations() {
    String[] types = new String[COUNT];
    for (int j = 0; j < COUNT; j++) {
      types[j] = j % 3 == 0 ? "sonde" : j % 5 == 0 ? "radar" : "other";
    }
    return Observations.of(new double[COUNT], 1, (states, observed) -> Arrays.fill(observed, 0))
        .withCoordinates(places).withLevels(random(COUNT, 4, 0, 10)).withTimes(random(COUNT, 5, -6, 6))
        .withTypes(types);
  }

  private static void check(Localization localization) {
    ScalesTest t = new ScalesTest();
    Places others = new ObservedPlaces(localization, "test", t.observations()).places();
    assertTrue(BruteForce.check(localization, 1, others) > 0, localization.toString());
    BruteForce.check(localization, 3, others);
    new BruteForce(localization, others, 1, localization.places(), NeighbourSearch.Deciding.TARGETS).check();
    new BruteForce(localization, others, 1, others, NeighbourSearch.Deciding.TARGETS).check();
  }

  @Test
  void weightsAreThoseOfEveryPairAlone() {
    for (Geometry geometry : new Geometry[] {Geometry.cartesian(2), Geometry.periodic(100, 0),
        Geometry.greatCircle(60)}) {
      for (TaperLaw taper : TaperLaw.values()) {
        Radius far = taper == TaperLaw.EXPONENTIAL ? Radius.length(8) : Radius.dapper(12);
        Radius up = taper == TaperLaw.EXPONENTIAL ? Radius.length(0.9) : Radius.dapper(1.5);
        Localization flat = Localization.of(geometry, points, taper, far);
        Localization high = flat.withVertical(levels, taper, up);
        Localization all = high.withTime(0.5, taper, Radius.length(2));
        for (Combination combination : Combination.values()) {
          check(flat.withCombination(combination));
          check(high.withCombination(combination));
          check(flat.withTime(0.5, taper, Radius.length(2)).withCombination(combination));
          check(all.withCombination(combination));
          Localization typed = all.withCombination(combination).withRadius("sonde", Radius.length(40))
              .withRadius("radar", Radius.length(3)).withVerticalRadius("radar", Radius.length(9));
          check(typed);
          check(typed.withMost(4));
          check(typed.withMost(4).withDropped(0.05));
          check(all.withCombination(combination).withDropped(0.01));
        }
      }
    }
  }

  @Test
  void productsMayHaveDifferentTapers() {
    check(Localization.of(Geometry.greatCircle(60), points, TaperLaw.GASPARI_COHN, Radius.support(50))
        .withVertical(levels, TaperLaw.GAUSSIAN, Radius.length(2)).withTime(0, TaperLaw.BOXCAR, Radius.length(3)));
    says("Localization: the combination 'distance' has one taper, gaspari-cohn, but the vertical taper is boxcar",
        () -> Localization.ring(4, TaperLaw.GASPARI_COHN, Radius.support(2))
            .withVertical(new double[4], TaperLaw.BOXCAR, Radius.length(2)).withCombination(Combination.DISTANCE));
    says("Localization: the combination 'distance' has one taper, gaspari-cohn, but the time taper is boxcar",
        () -> Localization.ring(4, TaperLaw.GASPARI_COHN, Radius.support(2)).withCombination(Combination.DISTANCE)
            .withTime(0, TaperLaw.BOXCAR, Radius.length(2)));
  }

  /** A column: what is far up weighs less, what is far off in time nothing. */
  @Test
  void scalesDoWhatTheySay() {
    Observations y = Observations.of(new double[4], 1, ObservationOperator.indices(0, 1, 2, 3))
        .withTimes(new double[] {0, 0, 1, 9});
    Localization column = Localization.of(Geometry.cartesian(1), new double[4], TaperLaw.GASPARI_COHN,
        Radius.support(5))
        .withVertical(new double[] {0, 1, 2, 3}, TaperLaw.GASPARI_COHN, Radius.halfWidth(1))
        .withTime(0, TaperLaw.BOXCAR, Radius.length(1));
    Places others = new ObservedPlaces(column, "test", y).places();
    NeighbourSearch search = new NeighbourSearch(column.geometry(), column.scales(), column.places(), 1, others,
        NeighbourSearch.Deciding.OTHERS, false);
    Neighbours lists = new Neighbours();
    lists.begin(0, 4);
    search.fill(lists, search.new Scratch());
    lists = lists.copy();
    assertArrayEquals(new int[] {0, 2, 5, 7, 8}, lists.start);
    assertArrayEquals(new int[] {0, 1, 0, 1, 2, 1, 2, 2}, lists.index);
    double beside = 5 / 24.;
    assertArrayEquals(new double[] {1, beside, beside, 1, beside, beside, 1, beside}, lists.weight, 1e-15);
  }

  @Test
  void typesReachAsFarAsTheyShould() {
    Observations y = Observations.of(new double[2], 1, ObservationOperator.indices(3, 12)).withTypes("a", "b");
    Localization ring = Localization.ring(20, TaperLaw.BOXCAR, Radius.length(2)).withRadius("b", Radius.length(4));
    int[] expected = new int[20];
    Arrays.fill(expected, 1, 6, 1);
    Arrays.fill(expected, 8, 17, 1);
    assertArrayEquals(expected, ring.counts(y));
    Cases c = new Cases(5, 20, 0, 3);
    for (Filter filter : new Filter[] {new LETKF(ring), new LESTKF(ring), new SerialEnSRF().withLocalization(ring)}) {
      Ensemble e = c.forecast();
      filter.analyse(e, y, CYCLE);
      for (int i = 0; i < 20; i++) {
        assertEquals(expected[i] == 1, Math.abs(e.get(2, i) - c.ensemble[2 * 20 + i]) > 1e-9, filter + " " + i);
      }
    }
  }

  @Test
  void theCapKeepsTheClosest() {
    Localization ring = Localization.ring(12, TaperLaw.GASPARI_COHN, Radius.support(5)).withMost(3);
    Observations y = Observations.of(new double[12], 1, ObservationOperator.identity());
    int[] three = new int[12];
    Arrays.fill(three, 3);
    assertArrayEquals(three, ring.counts(y));
    NeighbourSearch search = new NeighbourSearch(ring.geometry(), ring.scales(), ring.places(), 1, ring.places(),
        NeighbourSearch.Deciding.OTHERS, false);
    Neighbours lists = new Neighbours();
    lists.begin(0, 12);
    search.fill(lists, search.new Scratch());
    assertArrayEquals(new int[] {0, 1, 11}, Arrays.copyOf(lists.index, 3));
    // Two of four equals: the first ones.
    ring = Localization.ring(12, TaperLaw.BOXCAR, Radius.length(2)).withMost(2);
    search = new NeighbourSearch(ring.geometry(), ring.scales(), ring.places(), 1, ring.places(),
        NeighbourSearch.Deciding.OTHERS, false);
    search.fill(lists, search.new Scratch());
    assertArrayEquals(new int[] {4, 5}, Arrays.copyOfRange(lists.index, lists.start[5], lists.start[6]));
    Localization capped = ring;
    says("SerialEnSRF: takes observations one by one and cannot keep only the 2 closest to each point; leave the cap "
        + "out or use LETKF", () -> new SerialEnSRF().withLocalization(capped)
            .analyse(new Cases(4, 12, 0, 1).forecast(), y, CYCLE));
  }

  @Test
  void badInputIsNamed() {
    Localization ring = Localization.ring(3, TaperLaw.GASPARI_COHN, Radius.support(2));
    Observations y = Observations.of(new double[2], 1, (states, observed) -> { }).withCoordinates(new double[2]);
    says("Localization: there are 2 levels but 3 points",
        () -> ring.withVertical(new double[2], TaperLaw.BOXCAR, Radius.length(1)));
    says("Localization: level[1] is NaN",
        () -> ring.withVertical(new double[] {0, Double.NaN, 1}, TaperLaw.BOXCAR, Radius.length(1)));
    says("Localization: analysis time[0] is Infinity",
        () -> ring.withTime(Double.POSITIVE_INFINITY, TaperLaw.BOXCAR, Radius.length(1)));
    says("Localization: type 'a' has a vertical radius, but there is no vertical scale",
        () -> ring.withVerticalRadius("a", Radius.length(1)));
    says("Localization: most observations must be positive, but is 0", () -> ring.withMost(0));
    says("Localization: the weight that is dropped must be in 0 to less than 1, but is NaN",
        () -> ring.withDropped(Double.NaN));
    says("Localization: coordinate[2] is NaN", () -> Localization.of(Geometry.cartesian(1),
        new double[] {0, 1, Double.NaN}, TaperLaw.BOXCAR, Radius.length(1)));
    says("Observations: there are 2 values but 1 levels", () -> y.withLevels(new double[1]));
    says("Observations: level[0] is NaN", () -> y.withLevels(new double[] {Double.NaN, 1}));
    says("Observations: time[1] is -Infinity", () -> y.withTimes(new double[] {0, Double.NEGATIVE_INFINITY}));
    says("Localization: observations need levels to be localised",
        () -> ring.withVertical(new double[3], TaperLaw.BOXCAR, Radius.length(1)).counts(y));
    says("Localization: observations need times to be localised in time",
        () -> ring.withTime(0, TaperLaw.BOXCAR, Radius.length(1)).counts(y));
  }

  private static void says(String message, Executable bad) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, bad).getMessage());
  }
}
