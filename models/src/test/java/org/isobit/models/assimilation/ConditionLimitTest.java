package org.isobit.models.assimilation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isobit.kernels.Backend;
import org.isobit.kernels.NumericalException;
import org.isobit.models.assimilation.global.DEnKF;
import org.isobit.models.assimilation.global.ESTKF;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.global.GETKF;
import org.isobit.models.assimilation.global.SEIK;
import org.isobit.models.assimilation.global.StochasticEnKF;
import org.isobit.models.assimilation.internal.Limits;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Modulation;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.junit.jupiter.api.Test;

/**
 * Where exactly analyses are refused: at the condition number that is documented, in both spaces, for filters with one
 * transform.
 */
class ConditionLimitTest {

  private static final int MEMBERS = 5;
  private static final int SIZE = 4;

  /**
   * Variables whose anomalies are orthogonal, so that S·Sᵀ has the eigenvalues (N − 1)·variance/r² of the variables
   * observed: anomalies are columns of a Helmert matrix times 2, and variances 4/(N − 1) = 1.
   */
  private static Ensemble forecast() {
    Ensemble e = Ensemble.allocate(MEMBERS, SIZE);
    for (int i = 0; i < SIZE; i++) {
      double length = Math.sqrt((i + 1.0) * (i + 2.0)) / 2;
      for (int m = 0; m < MEMBERS; m++) {
        e.set(m, i, 3 + (m <= i ? 1 / length : m == i + 1 ? -(i + 1) / length : 0));
      }
    }
    return e;
  }

  /** Each variable observed so many times, with errors that make the condition number, or its bound, this. */
  private static Observations observations(int variables, int times, double condition, boolean bound) {
    int[] index = new int[variables * times];
    for (int j = 0; j < index.length; j++) {
      index[j] = j % variables;
    }
    // 1 + times/r² is an eigenvalue over N − 1; the trace over N − 1 has one for each variable.
    double sum = times * (bound ? variables : 1);
    return Observations.of(new double[index.length], Math.sqrt(sum / (condition - 1)),
        ObservationOperator.indices(index));
  }

  private static void limit(Filter filter, int variables, int times, boolean bound) {
    Ensemble e = forecast();
    filter.analyse(e, observations(variables, times, 0.9999e10, bound), Cycle.of(1, 1));
    assertTrue(Math.abs(e.mean()[0]) < 1e-3, "the observations were assimilated");
    Ensemble refused = forecast();
    NumericalException failure = assertThrows(NumericalException.class,
        () -> filter.analyse(refused, observations(variables, times, 1.0001e10, bound), Cycle.of(1, 1)),
        () -> filter + " of " + variables + " x " + times);
    assertEquals(1.0001e10, failure.value(), 0.1);
    assertArrayEquals(forecast().values(), refused.values());
  }

  /** The largest eigenvalue counts, in observation space (fewer observations than members) and in that of members. */
  @Test
  void theTransformsLimitIsTheConditionNumber() {
    Modulation one = Modulation.of(Localization.ring(SIZE, TaperLaw.BOXCAR, Radius.length(SIZE)), 1);
    for (int[] shape : new int[][] {{1, 1}, {3, 1}, {4, 1}, {2, 2}, {1, 4}, {1, 5}, {3, 2}, {4, 3}}) {
      limit(new ETKF(), shape[0], shape[1], false);
      limit(new ESTKF(), shape[0], shape[1], false);
      limit(new GETKF(one), shape[0], shape[1], false);
    }
  }

  /** Local problems have the limit of the whole, one a lane or one by one, and the value is told. */
  @Test
  void localProblemsHaveTheSameLimit() {
    Localization everywhere = Localization.ring(SIZE, TaperLaw.BOXCAR, Radius.length(SIZE));
    for (Backend backend : Backend.ofProcessor()) {
      for (int[] shape : new int[][] {{1, 1}, {3, 1}, {2, 2}, {1, 5}, {3, 2}, {4, 3}}) {
        limit(new LETKF(everywhere).withBackend(backend), shape[0], shape[1], false);
      }
    }
  }

  /** What was refused is forgotten by the next analysis with the same arrays. */
  @Test
  void aRefusalDoesNotLast() {
    Localization everywhere = Localization.ring(SIZE, TaperLaw.BOXCAR, Radius.length(SIZE));
    for (Backend backend : Backend.ofProcessor()) {
      LETKF filter = new LETKF(everywhere).withBackend(backend);
      Cycle cycle = Cycle.of(1, 1).with(new Workspace());
      assertThrows(NumericalException.class,
          () -> filter.analyse(forecast(), observations(2, 1, 2e10, false), cycle));
      Ensemble e = forecast();
      filter.analyse(e, observations(2, 1, 100, false), cycle);
      Ensemble expected = forecast();
      filter.analyse(expected, observations(2, 1, 100, false), Cycle.of(1, 1));
      assertArrayEquals(expected.values(), e.values());
    }
  }

  /** Filters that solve with a Cholesky factor, and SEIK, take the trace for the largest eigenvalue. */
  @Test
  void theGainsLimitIsItsBound() {
    Localization everywhere = Localization.ring(SIZE, TaperLaw.BOXCAR, Radius.length(SIZE));
    for (Filter filter : List.of(new DEnKF(), new StochasticEnKF(), new SEIK(),
        new DEnKF().withLocalization(everywhere), new StochasticEnKF().withLocalization(everywhere))) {
      for (int[] shape : new int[][] {{1, 1}, {3, 1}, {2, 2}, {1, 5}, {3, 2}, {4, 3}}) {
        limit(filter, shape[0], shape[1], true);
      }
    }
  }

  /** Inflation inside the transform counts: the matrix is that of inflated anomalies. */
  @Test
  void inflationInsideTheTransformCounts() {
    for (int times : new int[] {1, 6}) {
      Observations y = observations(1, times, 0.9e10, false);
      Ensemble e = forecast();
      new ETKF().analyse(e, y, Cycle.of(1, 1));
      NumericalException failure = assertThrows(NumericalException.class, () -> new ETKF()
          .withInflation(Inflation.of(Inflation.Kind.TRANSFORM_COVARIANCE, 1.5))
          .analyse(forecast(), y, Cycle.of(1, 1)));
      // 1 + 1.5·(0.9·10¹⁰ − 1).
      assertEquals(1.35e10 - 0.5, failure.value(), 0.1);
    }
  }

  @Test
  void theLimitItselfIsAccepted() {
    Limits.requireCondition("test", Filter.LARGEST_CONDITION, "");
    for (double more : new double[] {Math.nextUp(Filter.LARGEST_CONDITION), Double.NaN, Double.POSITIVE_INFINITY}) {
      assertEquals(more, assertThrows(NumericalException.class,
          () -> Limits.requireCondition("test", more, " here")).value());
    }
  }

  /** Squares overflow beyond a trace of 2¹⁰⁰⁰: up to it the condition number is what is refused. */
  @Test
  void tracesOverflowBeyondTheirLimit() {
    double a = 0x1p499;
    Observations y = Observations.of(new double[] {0}, 1, ObservationOperator.identity());
    Ensemble up = Ensemble.of(new double[] {a, -a, a, -a}, 4, 1);
    assertTrue(message(up, y).startsWith("ETKF: observations are too accurate"), message(up, y));
    double more = Math.nextUp(a);
    Ensemble beyond = Ensemble.of(new double[] {more, -more, more, -more}, 4, 1);
    assertTrue(message(beyond, y).startsWith("ETKF: the spread of observed states over error deviation overflows"));
    // The largest is named, the first one of equals.
    Ensemble three = Ensemble.of(new double[] {1, 4 * a, 4 * a, 2, -4 * a, -4 * a}, 2, 3);
    assertTrue(message(three, Observations.of(new double[3], 1, ObservationOperator.identity()))
        .contains("most at observation (index 1): value " + 4 * a));
  }

  private static String message(Ensemble e, Observations y) {
    return assertThrows(NumericalException.class, () -> new ETKF().analyse(e, y, Cycle.of(1, 1))).getMessage();
  }
}
