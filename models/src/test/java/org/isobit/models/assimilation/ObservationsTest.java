package org.isobit.models.assimilation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isobit.kernels.Workers;
import org.isobit.kernels.device.DeviceUse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What observations and cycles hold, that it is theirs alone, and what they refuse. */
class ObservationsTest {

  private static void says(String message, Executable bad) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, bad).getMessage());
  }

  private static Observations two() {
    return Observations.of(new double[] {3, 4}, new double[] {0.5, 0.25}, ObservationOperator.identity());
  }

  @Test
  void numbersAreCopied() {
    double[] values = {3, 4};
    double[] deviations = {0.5, 0.25};
    double[] places = {1, 2, 3, 4};
    double[] levels = {5, 6};
    double[] times = {7, 8};
    double[] r = {4, 1, 1, 9};
    Observations y = Observations.of(values, deviations, ObservationOperator.identity()).withCoordinates(places)
        .withLevels(levels).withTimes(times).withCovariance("observation", r);
    for (double[] array : new double[][] {values, deviations, places, levels, times, r}) {
      array[0] = 99;
    }
    assertEquals(3, y.value(0));
    assertEquals(2, y.count());
    assertArrayEquals(new double[] {1, 2, 3, 4}, y.where().coordinates());
    assertArrayEquals(new double[] {5, 6}, y.where().levels());
    assertArrayEquals(new double[] {7, 8}, y.where().times());
    assertEquals(2, y.deviation(0));
    assertEquals(3, y.deviation(1));
    assertArrayEquals(new double[] {4, 1, 1, 9}, y.correlatedErrors().blocks().get(0).covariance());
    assertEquals("Observations[2, identity]", y.toString());
    assertSame(ObservationOperator.identity(), y.operator());
  }

  @Test
  void otherValuesKeepAllElse() {
    Observations y = two().withTypes("a", "b").withLevels(new double[] {5, 6}).withCovariance("b", new double[] {4});
    double[] values = {8, 9};
    Observations other = y.withValues(values);
    values[0] = 99;
    assertEquals(8, other.value(0));
    assertEquals(0.5, other.deviation(0));
    assertEquals(2, other.deviation(1));
    assertTrue(other.correlated());
    assertEquals(List.of("a", "b"), other.types());
    assertEquals(1, other.type(1));
    assertSame(y.where(), other.where());
    assertEquals(3, y.value(0));
    says("Observations: there are 3 values but 2 standard deviations", () -> y.withValues(new double[3]));
    says("Observations: value[1] is NaN", () -> y.withValues(new double[] {0, Double.NaN}));
  }

  @Test
  void deviationsArePositiveFiniteAndHaveAReciprocal() {
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      says("Observations: standard deviation[0] must be positive, but is " + bad,
          () -> Observations.of(new double[1], bad, ObservationOperator.identity()));
    }
    double least = 0x1p-1024;
    says("Observations: standard deviation[0] is " + least + ", whose reciprocal overflows",
        () -> Observations.of(new double[1], least, ObservationOperator.identity()));
    assertEquals(0x1.000001p-1024,
        Observations.of(new double[1], 0x1.000001p-1024, ObservationOperator.identity()).deviation(0));
    assertEquals(Double.MAX_VALUE,
        Observations.of(new double[1], Double.MAX_VALUE, ObservationOperator.identity()).deviation(0));
    assertThrows(NullPointerException.class, () -> Observations.of(new double[1], 1, null));
  }

  @Test
  void placesFitTheObservations() {
    Observations none = Observations.of(new double[0], 1, ObservationOperator.indices());
    assertEquals(0, none.withCoordinates(new double[0]).where().coordinates().length);
    says("Observations: 2 coordinates do not fit 0 observations", () -> none.withCoordinates(new double[2]));
    says("Observations: 0 coordinates do not fit 2 observations", () -> two().withCoordinates(new double[0]));
    assertEquals(6, two().withCoordinates(new double[6]).where().coordinates().length);
    says("Observations: coordinate[3] is NaN",
        () -> two().withCoordinates(new double[] {0, 0, 0, Double.NaN}));
    says("Observations: there are 2 values but 3 times", () -> two().withTimes(new double[3]));
    says("Observations: time[1] is Infinity", () -> two().withTimes(new double[] {0, Double.POSITIVE_INFINITY}));
    says("Observations: there are 2 values but 1 levels", () -> two().withLevels(new double[1]));
    says("Observations: level[0] is NaN", () -> two().withLevels(new double[] {Double.NaN, 0}));
    says("Observations: value[1] is NaN",
        () -> Observations.of(new double[] {0, Double.NaN}, 1, ObservationOperator.identity()));
  }

  @Test
  void typesAreNumberedAsTheyCome() {
    Observations y = Observations.of(new double[4], 1, ObservationOperator.identity()).withTypes("b", "a", "b", "c");
    assertEquals(List.of("b", "a", "c"), y.types());
    assertArrayEquals(new int[] {0, 1, 0, 2}, new int[] {y.type(0), y.type(1), y.type(2), y.type(3)});
    assertEquals(List.of("observation"), two().types());
    assertEquals(0, two().type(1));
    says("Observations: observation 1 has no name of a type", () -> two().withTypes("a", ""));
    says("Observations: observation 0 has no name of a type", () -> two().withTypes(null, "a"));
    // Other types have other errors: what was correlated no longer is.
    assertFalse(y.withCovariance("b", new double[] {1, 0.5, 0.5, 1}).withTypes("a", "a", "a", "a").correlated());
    Observations none = Observations.of(new double[0], 1, ObservationOperator.indices()).withTypes();
    assertEquals(List.of("observation"), none.types());
    says("Observations: error covariance of type 'observation' is given, but there is no observation of that type",
        () -> none.withCovariance("observation", new double[0]));
  }

  /** A type's covariance takes the place of the one it had. */
  @Test
  void theLastCovarianceOfATypeCounts() {
    Observations y = two().withTypes("a", "b").withCovariance("a", new double[] {4})
        .withCovariance("b", new double[] {9}).withCovariance("a", new double[] {16});
    assertEquals(2, y.correlatedErrors().blocks().size());
    assertEquals(4, y.deviation(0));
    assertEquals(3, y.deviation(1));
    double[] x = {8, 9};
    y.correlatedErrors().whiten(1, x, 2, new Workspace());
    assertArrayEquals(new double[] {2, 3}, x);
    double[] precision = new double[2];
    y.precisions(precision);
    assertArrayEquals(new double[] {1, 1}, precision);
    two().precisions(precision);
    assertArrayEquals(new double[] {2, 4}, precision);
  }

  @Test
  void cyclesHaveStreamsOfTheirOwn() {
    Cycle cycle = Cycle.of(7, 5);
    assertEquals(7, cycle.seed());
    assertEquals(5, cycle.index());
    assertEquals(6, cycle.next().index());
    assertEquals(7, cycle.next().seed());
    // The purpose's number is the top byte, the cycle's the rest: no two share a stream.
    assertEquals(1L << 56 | 5, cycle.stream(Cycle.Purpose.PERTURBATIONS));
    assertEquals(3L << 56 | 5, cycle.stream(Cycle.Purpose.ORDER));
    assertEquals(11L << 56 | (1L << 56) - 1, Cycle.of(7, (1L << 56) - 1).stream(Cycle.Purpose.INNOVATION_ENCODING));
    assertEquals(0, Cycle.of(7, 0).index());
    for (long bad : new long[] {-1, 1L << 56}) {
      says("Cycle: index must be in 0 … 2^56 − 1, but is " + bad, () -> Cycle.of(7, bad));
    }
    Workspace workspace = new Workspace();
    Cycle other = cycle.with(Workers.serial()).with(workspace);
    assertSame(Workers.serial(), other.workers());
    assertSame(workspace, other.next().workspace());
    assertSame(Workers.serial(), other.next().workers());
    assertSame(other.devices(), other.next().devices());
    assertSame(other.devices(), cycle.with(other.devices()).devices());
    assertThrows(NullPointerException.class, () -> cycle.with((Workers) null));
    assertThrows(NullPointerException.class, () -> cycle.with((DeviceUse) null));
    assertEquals(5, new Cycle(7, 5, Workers.serial(), workspace).index());
  }
}
