package org.isobit.models.assimilation.localization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.serial.EAKF;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * Where observations are that have no place of their own, fields, what is refused, and how localisations are printed.
 */
class LocalizationTest {

  private static final Localization RING = Localization.ring(6, TaperLaw.BOXCAR, Radius.length(1));

  private static void says(String message, Executable bad) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, bad).getMessage());
  }

  private static Observations of(int... variables) {
    return Observations.of(new double[variables.length], 1, ObservationOperator.indices(variables));
  }

  @Test
  void anObservedVariableOfAnyFieldIsAtItsPoint() {
    Localization two = RING.withFields(2);
    assertEquals(6, two.points());
    assertEquals(2, two.fields());
    assertEquals(12, two.size());
    assertArrayEquals(new int[] {0, 0, 1, 1, 1, 0}, RING.counts(of(3)));
    assertArrayEquals(new int[] {0, 0, 1, 1, 1, 0}, two.counts(of(9)));
    assertArrayEquals(new int[] {2, 1, 0, 0, 1, 2}, two.counts(of(11, 10).withCoordinates(new double[] {0, 5}),
        Workers.serial()));
    assertArrayEquals(new int[] {1, 1, 0, 0, 0, 1}, two.counts(Observations.of(new double[1], 1,
        (states, observed) -> { }).withCoordinates(new double[] {0})));
    says("Localization: observation 1 is of variable 6, but a state has 6 variables", () -> RING.counts(of(5, 6)));
    says("Localization: 2 coordinates of 1 observations do not fit a geometry of 1 dimensions",
        () -> RING.counts(of(0).withCoordinates(new double[2])));
    says("Localization: observations need coordinates to be localised", () -> RING.counts(Observations.of(
        new double[1], 1, (states, observed) -> { })));
    // Where there is no observation, none needs a time.
    assertArrayEquals(new int[6], RING.withTime(0, TaperLaw.BOXCAR, Radius.length(1)).counts(of()));
  }

  /** In a plane a point has two coordinates, which go together. */
  @Test
  void anObservedVariableIsAtItsPointOfAPlane() {
    double[] points = {0, 0, 5, 1, 9, 0, 5, 7};
    Localization plane = Localization.of(Geometry.cartesian(2), points, TaperLaw.BOXCAR, Radius.length(5.5));
    assertArrayEquals(new int[] {1, 1, 0, 0}, plane.counts(of(0)));
    assertArrayEquals(new int[] {1, 1, 1, 0}, plane.counts(of(1)));
    assertArrayEquals(new int[] {1, 2, 2, 1}, plane.counts(of(3, 1, 2)));
    assertArrayEquals(plane.counts(of(3, 1, 2)), plane.withFields(2).counts(of(7, 5, 2)));
  }

  /** Levels too are those of the observed variable's point, unless they are given. */
  @Test
  void anObservedVariableHasThePointsLevel() {
    Localization column = Localization.of(Geometry.cartesian(1), new double[3], TaperLaw.BOXCAR, Radius.length(1))
        .withVertical(new double[] {0, 10, 20}, TaperLaw.BOXCAR, Radius.length(10)).withFields(2);
    assertArrayEquals(new int[] {0, 1, 1}, column.counts(of(5)));
    assertArrayEquals(new int[] {1, 1, 0}, column.counts(of(5).withLevels(new double[] {1})));
    assertArrayEquals(new int[] {1, 1, 1}, column.counts(of(4)));
  }

  /** Types with a radius of their own reach as far as that says, across or upwards; others as far as all. */
  @Test
  void typesHaveLengthsOfTheirOwn() {
    Localization typed = Localization.of(Geometry.cartesian(1), new double[] {0, 3, 0}, TaperLaw.BOXCAR,
        Radius.length(1))
        .withVertical(new double[] {0, 0, 20}, TaperLaw.BOXCAR, Radius.length(10)).withRadius("a", Radius.length(4))
        .withVerticalRadius("c", Radius.length(30));
    Scales.Lengths lengths = typed.scales().lengths();
    assertArrayEquals(new double[] {1, 4, 1}, lengths.horizontal());
    assertArrayEquals(new double[] {10, 10, 30}, lengths.vertical());
    assertEquals(3, lengths.sets());
    Observations y = Observations.of(new double[4], 1, (states, observed) -> { }).withTypes("c", "b", "a", "c")
        .withCoordinates(new double[4]).withLevels(new double[4]);
    assertArrayEquals(new int[] {2, 0, 1, 2}, typed.scales().sets(y));
    assertNull(RING.scales().sets(y));
    // At point 0 all four, at the one beside it type a, at the one above it both of type c.
    assertArrayEquals(new int[] {4, 1, 2}, typed.counts(y));
    // Both radii of a type count, in whichever order they came.
    Localization both = typed.withRadius("c", Radius.length(4)).withVerticalRadius("a", Radius.length(30));
    assertArrayEquals(new int[] {4, 3, 3}, both.counts(y));
    says("Localization: the combination 'distance' has one taper, boxcar, but the vertical taper is gaussian",
        () -> RING.withCombination(Combination.DISTANCE).withVertical(new double[6], TaperLaw.GAUSSIAN,
        Radius.length(1)));
    says("Localization: the combination 'distance' has one taper, boxcar, but the time taper is gaussian",
        () -> RING.withTime(0, TaperLaw.GAUSSIAN, Radius.length(1)).withCombination(Combination.DISTANCE));
  }

  /** A localisation keeps what it found about a network; one that differs in a single thing is another network. */
  @Test
  void networksThatDifferInOneThingAreDifferent() {
    Observations first = of(1, 4).withCoordinates(new double[] {1, 4}).withLevels(new double[] {0, 0})
        .withTimes(new double[] {0, 0}).withTypes("a", "b");
    Observations[] networks = {first, first.withCoordinates(new double[] {2, 4}), first,
        first.withLevels(new double[] {0, 9}), first.withTimes(new double[] {9, 0}), first, first.withTypes("b", "a"),
        first.withTypes("b", "b")};
    Localization kept = network();
    Cases c = new Cases(5, 6, 0, 2);
    double[][] analyses = new double[networks.length][];
    for (int n = 0; n < networks.length; n++) {
      for (int round = 0; round < 2; round++) {
        for (Filter[] pair : new Filter[][] {{new LETKF(kept), new LETKF(network())},
            {new EAKF(kept), new EAKF(network())}}) {
          Ensemble found = c.forecast();
          pair[0].analyse(found, networks[n], Cycle.of(1, 1));
          Ensemble expected = c.forecast();
          pair[1].analyse(expected, networks[n], Cycle.of(1, 1));
          assertArrayEquals(expected.values(), found.values(), "network " + n + ", " + pair[0]);
          analyses[n] = found.values();
        }
      }
    }
    for (int n : new int[] {1, 3, 4, 6, 7}) {
      assertFalse(Arrays.equals(analyses[0], analyses[n]), "network " + n + " has an analysis of its own");
    }
  }

  private static Localization network() {
    return Localization.ring(6, TaperLaw.BOXCAR, Radius.length(1)).withVertical(new double[6], TaperLaw.BOXCAR,
        Radius.length(2)).withTime(0, TaperLaw.BOXCAR, Radius.length(2)).withRadius("b", Radius.length(2));
  }

  @Test
  void twoNetworksInTurnAreSearchedOnce() {
    Localization ring = Localization.ring(6, TaperLaw.GASPARI_COHN, Radius.length(2));
    Observations[] networks = {of(0, 3), of(1, 2, 5)};
    Object[] first = new Object[2];
    for (int cycle = 0; cycle < 4; cycle++) {
      Observations y = networks[cycle % 2];
      Object reach = ring.reach("EAKF", 6, y, Workers.serial());
      first[cycle % 2] = cycle < 2 ? reach : first[cycle % 2];
      assertSame(first[cycle % 2], reach, "cycle " + cycle);
    }
  }

  @Test
  void whatIsNotThereIsNamed() {
    Geometry line = Geometry.cartesian(1);
    double[] places = {0, 1};
    Radius radius = Radius.length(1);
    says("Localization: geometry is null", () -> Localization.of(null, places, TaperLaw.BOXCAR, radius));
    says("Localization: stateCoordinates is null", () -> Localization.of(line, null, TaperLaw.BOXCAR, radius));
    says("Localization: taper is null", () -> Localization.of(line, places, null, radius));
    says("Localization: radius is null", () -> Localization.of(line, places, TaperLaw.BOXCAR, null));
    says("Localization: taper is null", () -> Localization.ring(6, null, radius));
  }

  @Test
  void shapesAndRangesAreChecked() {
    says("Localization: 3 coordinates do not fit a geometry of 2 dimensions",
        () -> Localization.of(Geometry.cartesian(2), new double[3], TaperLaw.BOXCAR, Radius.length(1)));
    says("Localization: 0 coordinates do not fit a geometry of 1 dimensions",
        () -> Localization.of(Geometry.cartesian(1), new double[0], TaperLaw.BOXCAR, Radius.length(1)));
    says("Localization: size must be positive, but is 0", () ->
        Localization.ring(0, TaperLaw.BOXCAR, Radius.length(1)));
    says("Localization: fields must be positive, but is 0", () -> RING.withFields(0));
    says("Localization: 357913941 fields of 6 points are 2147483646 variables, but an array holds at most 2147483639",
        () -> RING.withFields(357_913_941));
    Localization point = Localization.ring(1, TaperLaw.BOXCAR, Radius.length(1));
    assertEquals(2_147_483_639, point.withFields(2_147_483_639).size());
    assertThrows(IllegalArgumentException.class, () -> point.withFields(2_147_483_640));
    assertEquals(2_147_483_634, RING.withFields(357_913_939).size());
    assertEquals(0, RING.withDropped(0).dropped());
    assertEquals(0.5, RING.withDropped(0.5).dropped());
    for (double bad : new double[] {-1e-9, 1, Double.NaN}) {
      says("Localization: the weight that is dropped must be in 0 to less than 1, but is " + bad,
          () -> RING.withDropped(bad));
    }
    assertEquals(1e-3, Localization.ring(6, TaperLaw.BOXCAR, Radius.dapper(1)).dropped());
    Observations y = of(0);
    says("LETKF: the localisation is for 2 fields of 6 points, 12 variables, but a state has 6",
        () -> new LETKF(RING.withFields(2)).analyse(new Cases(3, 6, 0, 1).forecast(), y, Cycle.of(1, 1)));
    says("EAKF: the localisation is for 6 variables, but a state has 12",
        () -> new EAKF(RING).analyse(new Cases(3, 12, 0, 1).forecast(), y, Cycle.of(1, 1)));
    assertThrows(NullPointerException.class, () -> RING.withRadius(null, Radius.length(1)));
    assertThrows(NullPointerException.class, () -> RING.withCombination(null));
  }

  /** Conventions of any of the radii may drop weights, of which the largest is dropped. */
  @Test
  void theLargestDroppedWeightOfAllRadiiCounts() {
    Localization none = Localization.ring(6, TaperLaw.GASPARI_COHN, Radius.length(1));
    assertEquals(0, none.dropped());
    double[] levels = new double[6];
    assertEquals(1e-3, none.withVertical(levels, TaperLaw.BOXCAR, Radius.dapper(1)).dropped());
    assertEquals(1e-3, none.withTime(0, TaperLaw.BOXCAR, Radius.dapper(1)).dropped());
    assertEquals(1e-3, none.withRadius("a", Radius.dapper(1)).dropped());
    assertEquals(1e-3, none.withVertical(levels, TaperLaw.BOXCAR, Radius.length(1))
        .withVerticalRadius("a", Radius.dapper(1)).dropped());
    assertEquals(0.25, none.withRadius("a", Radius.dapper(1)).withDropped(0.25).dropped());
    assertEquals(0, none.withRadius("a", Radius.dapper(1)).withDropped(0).dropped());
  }

  @Test
  void localisationsSayWhatTheyAre() {
    assertEquals("boxcar 1.0 (length, L = 1.0), 2 fields", RING.withFields(2).toString());
    Localization all = RING.withVertical(new double[6], TaperLaw.BOXCAR, Radius.halfWidth(3))
        .withTime(0, TaperLaw.BOXCAR, Radius.length(4)).withCombination(Combination.DISTANCE)
        .withRadius("b", Radius.length(5)).withVerticalRadius("b", Radius.length(6)).withRadius("a", Radius.length(7))
        .withDropped(0.5).withMost(8);
    assertEquals("boxcar 1.0 (length, L = 1.0), vertical boxcar 3.0 (half-width, L = 6.0), time boxcar 4.0 (length, "
        + "L = 4.0), by distance, type a boxcar 7.0 (length, L = 7.0), type b boxcar 5.0 (length, L = 5.0) vertical "
        + "boxcar 6.0 (length, L = 6.0), weights up to 0.5 dropped, at most 8", all.toString());
    assertEquals("boxcar 1.0 (length, L = 1.0), time boxcar 4.0 (length, L = 4.0), by product",
        RING.withTime(0, TaperLaw.BOXCAR, Radius.length(4)).toString());
    for (Combination combination : Combination.values()) {
      assertEquals(combination, Combination.of(combination.label()));
    }
    says("Combination: 'sum' is none of product, distance", () -> Combination.of("sum"));
  }
}
