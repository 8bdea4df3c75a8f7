package org.isobit.models.assimilation.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.isobit.kernels.Backend;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Inflation.Kind;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.global.DEnKF;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.global.StochasticEnKF;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.assimilation.serial.SerialEnSRF;
import org.junit.jupiter.api.Test;

/** Observations far better than the forecast: accurate up to the limit, refused beyond, and never silently wrong. */
class AccurateObservationsTest {

  private static final Cycle CYCLE = Cycle.of(3, 1);

  /** Twice what was measured. */
  private static final double ACCURACY = 5e-6;

  private static Localization everywhere(int size) {
    return Localization.ring(size, TaperLaw.BOXCAR, Radius.length(size));
  }

  private static Ensemble forecast(int members, int size, long seed) {
    Random random = new Random(seed);
    double[] x = new double[members * size];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextGaussian();
    }
    return Ensemble.of(x, members, size);
  }

  /** Observations of some variables, whose deviation makes the bound of the condition number this. */
  private static Observations near(Ensemble e, double condition, int... variables) {
    double[] spread = e.spread();
    double variance = 0;
    for (int i : variables) {
      variance += spread[i] * spread[i];
    }
    double[] values = IntStream.of(variables).mapToDouble(i -> 0.3 + 0.1 * i).toArray();
    return Observations.of(values, Math.sqrt(variance / (condition - 1)), ObservationOperator.indices(variables));
  }

  @Test
  void analysesAreAccurateUpToTheLimit() {
    double worst = 0;
    for (int[] variables : new int[][] {{0}, {0, 1}, {0, 0, 1, 1}, {0, 1, 2, 3}, {0, 0, 0, 0, 1, 1, 1, 1},
        {0, 1, 2, 3, 4, 5, 6, 7}, {0, 0, 1, 2, 3, 4, 4, 5, 6, 7, 7, 7}}) {
      for (int members : new int[] {5, 6, 20}) {
        for (long seed = 0; seed < 10; seed++) {
          Ensemble start = forecast(members, 9, seed);
          Observations y = near(start, 0.99 * Filter.LARGEST_CONDITION, variables);
          Ensemble serial = start.copy();
          new SerialEnSRF().analyse(serial, y, CYCLE);
          for (Filter filter : List.of(new ETKF(), new LETKF(everywhere(9)), new DEnKF(), new StochasticEnKF())) {
            Ensemble e = start.copy();
            filter.analyse(e, y, CYCLE);
            double largest = 0;
            for (int i = 0; i < 9; i++) {
              largest = Math.max(largest, Math.abs(e.mean()[i] - serial.mean()[i]));
            }
            if (filter instanceof ETKF || filter instanceof LETKF) {
              largest = Math.max(largest, Cases.difference(Cases.covariance(start), sum(start, e, serial)));
            }
            worst = Math.max(worst, largest);
            assertTrue(largest <= ACCURACY, filter + " with " + members + " members is off by " + largest);
          }
        }
      }
    }
    assertTrue(worst > ACCURACY / 100, "the limit is stricter than need be: " + worst);
  }

  /** Covariance of the forecast plus the difference of two analyses'. */
  private static DMatrixRMaj sum(Ensemble forecast, Ensemble a, Ensemble b) {
    DMatrixRMaj sum = Cases.covariance(forecast);
    org.ejml.dense.row.CommonOps_DDRM.addEquals(sum, Cases.covariance(a));
    org.ejml.dense.row.CommonOps_DDRM.addEquals(sum, -1, Cases.covariance(b));
    return sum;
  }

  @Test
  void aSingleObservationLeavesTheMeanToAllDigits() {
    for (double condition : new double[] {10, 1e5, 0.99e10}) {
      Ensemble start = forecast(5, 4, 1);
      Observations y = near(start, condition, 0);
      double[] mean = start.mean();
      double[] expected = new double[4];
      for (int i = 0; i < 4; i++) {
        double covariance = Cases.covariance(start).get(i, 0);
        double variance = Cases.covariance(start).get(0, 0);
        expected[i] = mean[i] + covariance / (variance + y.deviation(0) * y.deviation(0)) * (y.value(0) - mean[0]);
      }
      for (Filter filter : List.of(new ETKF(), new DEnKF(), new StochasticEnKF(), new SerialEnSRF())) {
        Ensemble e = start.copy();
        filter.analyse(e, y, CYCLE);
        assertArrayEquals(expected, e.mean(), 1e-14, filter + " at " + condition);
      }
    }
  }

  private static String refused(Filter filter, Ensemble start, Observations y, Workers workers) {
    Ensemble e = start.copy();
    String message = assertThrows(NumericalException.class, () -> filter.analyse(e, y, CYCLE.with(workers)),
        filter::toString).getMessage();
    assertArrayEquals(start.values(), e.values());
    return message;
  }

  @Test
  void beyondTheLimitTheyAreRefused() {
    for (int[] variables : new int[][] {{0}, {0, 0, 0, 0, 1, 1, 1, 1}, {0, 1, 2}}) {
      for (double deviation : new double[] {1e-7, 1e-9, 1e-12, 1e-100}) {
        Ensemble start = forecast(6, 9, 4);
        double[] values = IntStream.of(variables).mapToDouble(i -> 0.3).toArray();
        Observations y = Observations.of(values, deviation, ObservationOperator.indices(variables));
        for (Filter filter : List.of(new ETKF(), new LETKF(everywhere(9)), new DEnKF(), new StochasticEnKF())) {
          String message = refused(filter, start, y, Workers.serial());
          String name = filter.getClass().getSimpleName();
          assertTrue(message.startsWith(name + ": observations are too accurate for the spread of the forecast")
              && message.contains("at most 1.0E10: use larger observation errors or SerialEnSRF: value "), message);
        }
        if (deviation < 1e-10) {
          String message = refused(new SerialEnSRF(), start, y, Workers.serial());
          assertTrue(message.contains("may be at most 1.0E20: use larger observation errors (index "), message);
          continue;
        }
        Ensemble e = start.copy();
        new SerialEnSRF().analyse(e, y, CYCLE);
        for (int i : variables) {
          assertEquals(0.3, e.mean()[i], 1e-3, "deviation " + deviation);
        }
      }
    }
  }

  @Test
  void localAnalysesNameTheFirstVariable() {
    int size = 200;
    Ensemble start = forecast(6, size, 5);
    double[] deviations = new double[size];
    java.util.Arrays.fill(deviations, 0.5);
    deviations[61] = 1e-8;
    deviations[150] = 1e-9;
    Observations y = Observations.of(new double[size], deviations, ObservationOperator.identity());
    Localization local = Localization.ring(size, TaperLaw.BOXCAR, Radius.length(1));
    try (Workers two = Workers.of(2); Workers five = Workers.of(5)) {
      for (Workers workers : List.of(Workers.serial(), two, five)) {
        String message = refused(new LETKF(local), start, y, workers);
        assertTrue(message.contains(" at variable 60;"), message);
        message = refused(new LETKF(local).withBatch(3), start, y, workers);
        assertTrue(message.contains(" at variables 60 to 62;"), message);
      }
    }
    for (int batch : new int[] {1, 3}) {
      assertEquals(local(start, y, local, batch, false), local(start, y, local, batch, true));
    }
  }

  private static String local(Ensemble start, Observations y, Localization localization, int batch, boolean lanes) {
    return assertThrows(NumericalException.class,
        () -> Analysis.run("test", start.copy(), y, CYCLE.with(Workers.serial()), Inflation.none(), false, a -> {
          LocalAnalyses all = new LocalAnalyses(a, a.near(localization, batch), batch, 1,
              UnobservedPoints.INFLATE);
          all.run(lanes ? Backend.SIMD : Backend.REFERENCE);
        })).getMessage();
  }

  @Test
  void overflowIsANumericalErrorInEveryFilter() {
    Ensemble start = forecast(6, 9, 6);
    Localization narrow = Localization.ring(9, TaperLaw.GASPARI_COHN, Radius.halfWidth(2));
    List<Filter> filters = List.of(new ETKF(), new DEnKF(), new StochasticEnKF(), new SerialEnSRF(), new LETKF(narrow),
        new SerialEnSRF().withLocalization(narrow));
    int[] few = {3, 4};
    int[] many = IntStream.range(0, 9).toArray();
    for (int[] variables : new int[][] {few, many}) {
      double[] deviations = new double[variables.length];
      java.util.Arrays.fill(deviations, 1.0);
      deviations[1] = 1e-200;
      Observations y = Observations.of(new double[variables.length], deviations,
          ObservationOperator.indices(variables));
      for (Filter filter : filters) {
        String message = refused(filter, start, y, Workers.serial());
        assertTrue(message.startsWith(filter.getClass().getSimpleName() + ": the spread of observed states over error "
            + "deviation overflows when squared, most at observation (index 1): value "), message);
      }
    }
    Ensemble huge = forecast(6, 9, 6);
    for (int m = 0; m < 6; m++) {
      huge.set(m, 3, 1e300 * huge.get(m, 3));
    }
    Observations unit = Observations.of(new double[9], 1, ObservationOperator.identity());
    Observations distant = Observations.of(new double[] {1e300}, 1e-10, ObservationOperator.indices(0));
    for (Filter filter : filters) {
      assertTrue(refused(filter, huge, unit, Workers.serial()).contains("(index 3)"));
      assertTrue(refused(filter, start, distant, Workers.serial())
          .endsWith(": innovation over error deviation overflows at observation (index 0): value Infinity"));
    }
    assertTrue(refused(new ETKF().withInflation(Inflation.of(Kind.TRANSFORM_COVARIANCE, 1e306)), start, unit,
        Workers.serial()).contains("overflows"));
  }
}
