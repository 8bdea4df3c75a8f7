package org.isobit.models.assimilation.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.ObservationOrder;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.junit.jupiter.api.Test;

/** The order in which serial filters take observations: localised, each order has an analysis of its own. */
class SerialOrderTest {

  private static final int SIZE = 9;
  private static final Localization NEAR = Localization.ring(SIZE, TaperLaw.GASPARI_COHN, Radius.halfWidth(2));
  private static final int[] VARIABLES = {2, 3, 5};
  private static final double[] VALUES = {9, 1, 4};
  private static final double[] DEVIATIONS = {0.5, 0.9, 0.7};
  private static final int[][] ORDERS = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

  private final Cases cases = new Cases(6, SIZE, 0, 12);

  private static Observations taken(int... order) {
    int[] variables = IntStream.of(order).map(j -> VARIABLES[j]).toArray();
    return Observations.of(IntStream.of(order).mapToDouble(j -> VALUES[j]).toArray(),
        IntStream.of(order).mapToDouble(j -> DEVIATIONS[j]).toArray(), ObservationOperator.indices(variables))
        .withCoordinates(IntStream.of(variables).mapToDouble(i -> i).toArray());
  }

  private double[] analysed(Filter filter, Observations y, long cycle) {
    Ensemble e = cases.forecast();
    filter.analyse(e, y, Cycle.of(5, cycle));
    return e.values();
  }

  private static List<Filter> filters(ObservationOrder order) {
    return List.of(new EAKF(NEAR).withOrder(order), new SerialEnSRF().withLocalization(NEAR).withOrder(order));
  }

  /** Fisher and Yates draw each of the 3! orders with probability 1/6, anew every cycle. */
  @Test
  void shufflingDrawsEveryOrderAlike() {
    int cycles = 900;
    for (int f = 0; f < 2; f++) {
      Filter shuffled = filters(ObservationOrder.SHUFFLED).get(f);
      double[][] expected = new double[ORDERS.length][];
      for (int o = 0; o < ORDERS.length; o++) {
        expected[o] = analysed(filters(ObservationOrder.GIVEN).get(f), taken(ORDERS[o]), 0);
        for (int other = 0; other < o; other++) {
          assertFalse(Arrays.equals(expected[o], expected[other]));
        }
      }
      int[] count = new int[ORDERS.length];
      int repeated = 0;
      int last = -1;
      for (int cycle = 0; cycle < cycles; cycle++) {
        double[] x = analysed(shuffled, taken(0, 1, 2), cycle);
        int found = -1;
        for (int o = 0; o < ORDERS.length; o++) {
          found = Arrays.equals(expected[o], x) ? o : found;
        }
        assertTrue(found >= 0, "cycle " + cycle + " took the observations in no order");
        assertArrayEquals(x, analysed(shuffled, taken(0, 1, 2), cycle), "a cycle has its order");
        count[found]++;
        repeated += found == last ? 1 : 0;
        last = found;
      }
      // Four standard deviations of a count of 150.
      for (int o = 0; o < ORDERS.length; o++) {
        assertEquals(cycles / 6.0, count[o], 45, Arrays.toString(ORDERS[o]));
      }
      assertEquals(cycles / 6.0, repeated, 45, "orders of successive cycles");
    }
  }

  @Test
  void theMostAccurateComeFirstAndEqualsAsGiven() {
    for (int f = 0; f < 2; f++) {
      double[] expected = analysed(filters(ObservationOrder.GIVEN).get(f), taken(0, 2, 1), 0);
      for (int[] order : ORDERS) {
        assertArrayEquals(expected, analysed(filters(ObservationOrder.SORTED_BY_VARIANCE).get(f), taken(order), 0));
      }
      Observations alike = Observations.of(VALUES, 0.6, ObservationOperator.indices(VARIABLES))
          .withCoordinates(new double[] {2, 3, 5});
      assertArrayEquals(analysed(filters(ObservationOrder.GIVEN).get(f), alike, 0),
          analysed(filters(ObservationOrder.SORTED_BY_VARIANCE).get(f), alike, 0));
    }
  }
}
