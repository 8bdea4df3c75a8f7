package org.isobit.models.assimilation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.global.DEnKF;
import org.isobit.models.assimilation.global.ESTKF;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.global.GETKF;
import org.isobit.models.assimilation.global.SEIK;
import org.isobit.models.assimilation.global.EnKFN;
import org.isobit.models.assimilation.global.StochasticEnKF;
import org.isobit.models.assimilation.internal.Rotation;
import org.isobit.models.assimilation.local.LESTKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.local.LETKFN;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Modulation;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.assimilation.particle.HybridWeight;
import org.isobit.models.assimilation.particle.LKNETF;
import org.isobit.models.assimilation.particle.LNETF;
import org.isobit.models.assimilation.particle.NETF;
import org.isobit.models.assimilation.particle.LocalParticleFilter;
import org.isobit.models.assimilation.particle.ParticleFilter;
import org.isobit.models.assimilation.serial.EAKF;
import org.isobit.models.assimilation.serial.QCEFF;
import org.isobit.models.assimilation.serial.RHF;
import org.isobit.models.assimilation.serial.SerialEnSRF;
import org.junit.jupiter.api.Test;

/** Bits for any threads, arrays and company; messages; and that a failed analysis changes nothing. */
class AnalysisSafetyTest {

  private static final int SIZE = 1003;

  private static final Localization NARROW = Localization.ring(SIZE, TaperLaw.GASPARI_COHN, Radius.halfWidth(6));

  private static final List<Filter> FILTERS = List.of(new StochasticEnKF().withRotation(true), new DEnKF(),
      new ETKF().withRotation(true).withInflation(Inflation.posteriorAnomalies(1.05)),
      new ESTKF().withRotation(true), new SEIK(),
      new DEnKF().withLocalization(NARROW), new StochasticEnKF().withLocalization(NARROW).withRotation(true)
          .withInflation(Inflation.of(Inflation.Kind.RELAX_TO_PRIOR_SPREAD, 0.5)),
      new GETKF(Modulation.of(NARROW, 0.5)), new SerialEnSRF(),
      new SerialEnSRF().withLocalization(NARROW).withOrder(ObservationOrder.SHUFFLED), new LETKF(NARROW),
      new LETKF(NARROW).withBatch(2).withRotation(true)
          .withInflation(Inflation.of(Inflation.Kind.RELAX_TO_PRIOR_SPREAD, 0.5)), new LESTKF(NARROW),
      new EAKF(NARROW), new EAKF(NARROW).withOrder(ObservationOrder.SHUFFLED).withRotation(true)
          .withInflation(Inflation.of(Inflation.Kind.TRANSFORM_COVARIANCE, 1.2)),
      new RHF().withOrder(ObservationOrder.SHUFFLED), QCEFF.boundedRankHistogram(3, 6).withLocalization(NARROW),
      new LESTKF(NARROW).withBatch(3).withRotation(true).withUnobserved(UnobservedPoints.INFLATE)
          .withInflation(Inflation.of(Inflation.Kind.FORGETTING_FACTOR, 0.9)
              .and(Inflation.of(Inflation.Kind.RELAX_TO_PRIOR_PERTURBATIONS, 0.3))),
      new NETF().withRotation(true), new LNETF(NARROW).withBatch(2).withRotation(true),
      new LKNETF(NARROW, new HybridWeight(HybridWeight.Rule.LIMIT, 0.5)),
      new LocalParticleFilter(), new LocalParticleFilter().withLocalization(NARROW),
      new ParticleFilter().withRegularisation(1), new ParticleFilter().withKernel(0.5).withRegularisation(1),
      new EnKFN(), new EnKFN().withPrior(new FiniteSize(FiniteSize.Form.PRIMAL, 1.5, 1)).withHessian(true)
          .withRotation(true), new LETKFN(NARROW), new LETKFN(NARROW).withBatch(3).withRotation(true)
              .withInflation(Inflation.of(Inflation.Kind.FORGETTING_FACTOR, 0.9))
              .withUnobserved(UnobservedPoints.INFLATE));

  private static Observations observations(Cases c) {
    int[] indices = java.util.stream.IntStream.iterate(0, i -> i < SIZE, i -> i + 7).toArray();
    double[] values = java.util.Arrays.stream(indices).mapToDouble(i -> c.ensemble[i] + 1).toArray();
    return Observations.of(values, 0.7, ObservationOperator.indices(indices));
  }

  private static double[] result(Filter filter, Workers workers) {
    Cases c = new Cases(11, SIZE, 0, 8);
    Ensemble e = c.forecast();
    filter.analyse(e, observations(c), Cycle.of(5, 3).with(workers));
    return e.values();
  }

  @Test
  void threadsDoNotShow() {
    try (Workers two = Workers.of(2); Workers four = Workers.of(4); Workers five = Workers.of(5)) {
      for (Filter filter : FILTERS) {
        double[] serial = result(filter, Workers.serial());
        assertArrayEquals(serial, result(filter, two), filter.toString());
        assertArrayEquals(serial, result(filter, four), filter.toString());
        assertArrayEquals(serial, result(filter, five), filter.toString());
      }
    }
  }

  @Test
  void keptArraysAndGapsDoNotShow() {
    for (Filter filter : FILTERS) {
      double[] expected = result(filter, Workers.serial());
      Cases c = new Cases(11, SIZE, 0, 8);
      int ld = SIZE + 5;
      double[] gaps = new double[3 + 11 * ld];
      java.util.Arrays.fill(gaps, -77);
      Ensemble view = Ensemble.of(gaps, 3, ld, 11, SIZE);
      Cycle cycle = Cycle.of(5, 3).with(new Workspace());
      for (int round = 0; round < 2; round++) {
        view.copyFrom(c.forecast());
        filter.analyse(view, observations(c), cycle);
        for (int m = 0; m < 11; m++) {
          assertArrayEquals(java.util.Arrays.copyOfRange(expected, m * SIZE, (m + 1) * SIZE),
              java.util.Arrays.copyOfRange(gaps, 3 + m * ld, 3 + m * ld + SIZE), filter + ", member " + m);
          assertEquals(-77, gaps[3 + m * ld + SIZE], "the gap");
        }
      }
    }
  }

  @Test
  void analysesAtOnceDoNotDisturbEachOther() throws Exception {
    double[][] expected = FILTERS.stream().map(f -> result(f, Workers.serial())).toArray(double[][]::new);
    try (Workers two = Workers.of(2); var callers = Executors.newFixedThreadPool(6)) {
      List<Callable<double[]>> calls = new java.util.ArrayList<>();
      for (int round = 0; round < 4; round++) {
        for (Filter filter : FILTERS) {
          calls.add(() -> result(filter, two));
        }
      }
      List<Future<double[]>> results = callers.invokeAll(calls);
      for (int r = 0; r < results.size(); r++) {
        assertArrayEquals(expected[r % FILTERS.size()], results.get(r).get(), FILTERS.get(r % FILTERS.size())
            .toString());
      }
    }
  }

  @Test
  void rotationsKeepMeanAndCovariance() {
    for (Filter[] pair : new Filter[][] {{new ETKF(), new ETKF().withRotation(true)},
        {new LETKF(NARROW), new LETKF(NARROW).withRotation(true)},
        {new LESTKF(NARROW), new LESTKF(NARROW).withRotation(true)}}) {
      Ensemble plain = Ensemble.of(result(pair[0], Workers.serial()), 11, SIZE);
      Ensemble rotated = Ensemble.of(result(pair[1], Workers.serial()), 11, SIZE);
      assertArrayEquals(plain.mean(), rotated.mean(), 1e-12);
      assertArrayEquals(plain.spread(), rotated.spread(), 1e-12);
      assertTrue(Math.abs(plain.get(0, 0) - rotated.get(0, 0)) > 1e-3);
    }
  }

  @Test
  void rotationsAreOrthogonalUniformAndFixOnes() {
    int k = 5;
    double sum = 0;
    double squares = 0;
    for (int cycle = 0; cycle < 4000; cycle++) {
      double[] r = Rotation.matrix(k, Cycle.of(9, cycle), new Workspace());
      for (int i = 0; i < k; i++) {
        double row = 0;
        for (int j = 0; j < k; j++) {
          row += r[i * k + j];
          double dot = 0;
          for (int c = 0; c < k; c++) {
            dot += r[i * k + c] * r[j * k + c];
          }
          assertEquals(i == j ? 1 : 0, dot, 1e-14);
        }
        assertEquals(1, row, 1e-14);
      }
      sum += r[0];
      squares += r[0] * r[0];
    }
    // Of a uniform Q of order 4, element (0, 0) is 1/5 + 4/5·q with E q = 0 and E q² = 1/4.
    assertEquals(0.2, sum / 4000, 0.03);
    assertEquals(0.04 + 0.16, squares / 4000, 0.02);
  }

  @Test
  void cyclesAndSeedsDrawAnew() {
    Cases c = new Cases(11, SIZE, 0, 8);
    double[] first = result(new StochasticEnKF(), Workers.serial());
    for (Cycle cycle : List.of(Cycle.of(5, 4), Cycle.of(6, 3))) {
      Ensemble e = c.forecast();
      new StochasticEnKF().analyse(e, observations(c), cycle);
      assertTrue(Math.abs(e.get(0, 0) - first[0]) > 1e-6);
    }
  }

  @Test
  void withoutObservationsOnlyInflationIsLeft() {
    Cases c = new Cases(5, SIZE, 0, 1);
    Observations none = Observations.of(new double[0], 1, ObservationOperator.indices());
    for (Filter filter : List.of(new ETKF(), new DEnKF(), new StochasticEnKF(), new SerialEnSRF(), new LETKF(NARROW),
        new LESTKF(NARROW), new EAKF(NARROW), new SerialEnSRF().withLocalization(NARROW), new EnKFN(),
        new LETKFN(NARROW))) {
      Ensemble e = c.forecast();
      filter.analyse(e, none, Cycle.of(1, 1));
      assertArrayEquals(c.ensemble, e.values(), 1e-14);
    }
    Ensemble e = c.forecast();
    new ETKF().withInflation(Inflation.posteriorAnomalies(2)).analyse(e, none, Cycle.of(1, 1));
    assertEquals(2 * c.forecast().spread()[17], e.spread()[17], 1e-13);
  }

  @Test
  void emptyCyclesNeedNoPlaces() {
    Cases c = new Cases(5, SIZE, 0, 1);
    Observations none = Observations.of(new double[0], 1, (states, observed) -> {
    });
    for (Filter filter : List.of(new LETKF(NARROW), new LETKF(NARROW).withBatch(4), new LESTKF(NARROW),
        new EAKF(NARROW), new SerialEnSRF().withLocalization(NARROW), new LETKFN(NARROW))) {
      Ensemble e = c.forecast();
      filter.analyse(e, none, Cycle.of(1, 1));
      assertArrayEquals(c.ensemble, e.values(), 1e-14);
    }
    assertArrayEquals(new int[SIZE], NARROW.counts(none));
  }

  @Test
  void emptyCyclesInflateAsDocumented() {
    Cases c = new Cases(5, SIZE, 0, 1);
    Observations none = Observations.of(new double[0], 1, ObservationOperator.indices());
    double before = c.forecast().spread()[17];
    for (Inflation inside : List.of(Inflation.of(Inflation.Kind.FORGETTING_FACTOR, 0.25),
        Inflation.of(Inflation.Kind.TRANSFORM_COVARIANCE, 4))) {
      Inflation both = inside.and(Inflation.of(Inflation.Kind.PRIOR_ANOMALIES, 1.5));
      for (Filter filter : List.of(new ETKF().withInflation(both), new DEnKF().withInflation(both),
          new StochasticEnKF().withInflation(both), new SerialEnSRF().withInflation(both),
          new SerialEnSRF().withLocalization(NARROW).withInflation(both),
          new LETKF(NARROW).withInflation(both).withUnobserved(UnobservedPoints.INFLATE),
          new LESTKF(NARROW).withInflation(both).withUnobserved(UnobservedPoints.INFLATE),
          new EAKF(NARROW).withInflation(both).withUnobserved(UnobservedPoints.INFLATE),
          new EnKFN().withInflation(both),
          new LETKFN(NARROW).withInflation(both).withUnobserved(UnobservedPoints.INFLATE))) {
        Ensemble e = c.forecast();
        filter.analyse(e, none, Cycle.of(1, 1));
        assertEquals(3 * before, e.spread()[17], 1e-13, filter.toString());
      }
      for (Filter filter : List.of(new LETKF(NARROW).withInflation(both), new LESTKF(NARROW).withInflation(both),
          new EAKF(NARROW).withInflation(both), new LETKFN(NARROW).withInflation(both))) {
        Ensemble kept = c.forecast();
        filter.analyse(kept, none, Cycle.of(1, 1));
        assertEquals(1.5 * before, kept.spread()[17], 1e-13, filter.toString());
      }
    }
  }

  @Test
  void ensemblesWhoseTransformFitsNoArrayAreRefused() {
    Ensemble e = Ensemble.allocate(50_000, 1);
    for (int m = 0; m < e.members(); m++) {
      e.set(m, 0, m % 7);
    }
    Observations y = Observations.of(new double[] {1}, 1, ObservationOperator.identity());
    Localization point = Localization.ring(1, TaperLaw.BOXCAR, Radius.length(1));
    for (Filter filter : List.of(new ETKF(), new ETKF().withRotation(true), new DEnKF(), new StochasticEnKF(),
        new SerialEnSRF(), new LETKF(point), new LESTKF(point), new EnKFN(), new LETKFN(point))) {
      String message = assertThrows(IllegalArgumentException.class, () -> filter.analyse(e, y, Cycle.of(1, 1)))
          .getMessage();
      // DEnKF has a row more, for the mean; the serial filter's rows are whole blocks.
      // LESTKF's matrix has a row less.
      assertTrue(message.contains("20000000000 bytes") || message.contains("20000400000 bytes")
          || message.contains("19999200008 bytes"), message);
      assertEquals(3, e.get(3, 0));
    }
    String message = assertThrows(IllegalArgumentException.class, () -> new SerialEnSRF().withLocalization(point)
        .withRotation(true).analyse(e, y, Cycle.of(1, 1))).getMessage();
    assertTrue(message.contains("20000000000 bytes"), message);
  }

  private static void refused(String message, Filter filter, Ensemble e, Observations y) {
    double[] before = e.values().clone();
    assertEquals(message, assertThrows(IllegalArgumentException.class,
        () -> filter.analyse(e, y, Cycle.of(1, 1))).getMessage());
    assertArrayEquals(before, e.values(), "the ensemble must be as it was");
  }

  @Test
  void failuresSayWhyAndChangeNothing() {
    Cases c = new Cases(5, SIZE, 0, 1);
    Ensemble bad = c.forecast();
    bad.set(3, 20, Double.NaN);
    for (Filter filter : FILTERS) {
      String name = filter.getClass().getSimpleName();
      refused(name + ": member 3 has NaN at variable 20", filter, bad, observations(c));
      refused(name + ": the observation operator gives Infinity for member 2, observation 1", filter, c.forecast(),
          Observations.of(new double[2], 1, (states, observed) -> {
            java.util.Arrays.fill(observed, 1);
            observed[5] = Double.POSITIVE_INFINITY;
          }).withCoordinates(new double[2]));
      refused("ObservationOperator: index[0] is 2000, but a state has 1003 variables", filter, c.forecast(),
          Observations.of(new double[1], 1, ObservationOperator.indices(2000)).withCoordinates(new double[1]));
      refused("ObservationOperator: it observes 1003 variables, but there are 2 observations", filter, c.forecast(),
          Observations.of(new double[2], 1, ObservationOperator.identity()).withCoordinates(new double[2]));
    }
    refused("LETKF: observations need coordinates to be localised", new LETKF(NARROW), c.forecast(),
        Observations.of(new double[1], 1, (states, observed) -> {
        }));
    refused("LETKF: the localisation is for 1003 variables, but a state has 4", new LETKF(NARROW),
        new Cases(3, 4, 0, 1).forecast(), Observations.of(new double[1], 1, ObservationOperator.indices(0)));
    Ensemble huge = Ensemble.of(new double[] {-1e308, 1e308, 3e307}, 3, 1);
    assertThrows(ArithmeticException.class, () -> {
      try {
        new ETKF().withInflation(Inflation.posteriorAnomalies(10)).analyse(huge, Observations.of(new double[0], 1,
            ObservationOperator.indices()), Cycle.of(1, 1));
      } catch (NumericalException e) {
        assertEquals(1e308, huge.get(1, 0), "the ensemble must be as it was");
        throw e;
      }
    });
  }

  @Test
  void oneMemberHasNoSpread() {
    for (Filter filter : FILTERS) {
      Ensemble one = Ensemble.of(new double[SIZE], 1, SIZE);
      String message = assertThrows(IllegalArgumentException.class,
          () -> filter.analyse(one, observations(new Cases(11, SIZE, 0, 8)), Cycle.of(1, 1))).getMessage();
      assertTrue(message.endsWith(": members must be at least 2, but is 1"), message);
    }
  }

  @Test
  void badInputIsNamed() {
    says("Observations: standard deviation[1] must be positive, but is 0.0",
        () -> Observations.of(new double[2], new double[] {1, 0}, ObservationOperator.identity()));
    says("Observations: value[1] is NaN",
        () -> Observations.of(new double[] {1, Double.NaN}, 1, ObservationOperator.identity()));
    says("Observations: there are 2 values but 3 standard deviations",
        () -> Observations.of(new double[2], new double[3], ObservationOperator.identity()));
    says("Observations: 3 coordinates do not fit 2 observations",
        () -> Observations.of(new double[2], 1, ObservationOperator.identity()).withCoordinates(new double[3]));
    says("Ensemble: members must be positive, but is 0", () -> Ensemble.allocate(0, 5));
    says("Ensemble: values is 3x5 with leading dimension 5 from offset 0, but its array has 14 elements",
        () -> Ensemble.of(new double[14], 3, 5));
    says("Inflation: forgetting-factor must be in (0, 1], but is 1.1",
        () -> Inflation.of(Inflation.Kind.FORGETTING_FACTOR, 1.1));
    for (Inflation.Kind kind : List.of(Inflation.Kind.PRIOR_ANOMALIES, Inflation.Kind.POSTERIOR_ANOMALIES)) {
      says("Inflation: combined, " + kind.label() + " must be positive and finite, but is Infinity",
          () -> Inflation.of(kind, 1e200).and(Inflation.of(kind, 1e200)));
    }
    says("Inflation: combined, forgetting-factor must be positive and finite, but is 0.0",
        () -> Inflation.of(Inflation.Kind.FORGETTING_FACTOR, 1e-200)
            .and(Inflation.of(Inflation.Kind.FORGETTING_FACTOR, 1e-200)));
    says("Inflation: combined, the factor inside the transform must be positive and finite, but is Infinity",
        () -> Inflation.of(Inflation.Kind.TRANSFORM_COVARIANCE, 1e200)
            .and(Inflation.of(Inflation.Kind.FORGETTING_FACTOR, 1e-200)));
    says("Observations: standard deviation[1] is 1.0E-310, whose reciprocal overflows",
        () -> Observations.of(new double[2], new double[] {1, 1e-310}, ObservationOperator.identity()));
    says("Radius: the taper gaussian has no radius in the convention support",
        () -> Localization.ring(5, TaperLaw.GAUSSIAN, Radius.support(3)));
    says("StochasticEnKF: there are 3 perturbations, but 5 members x 2 observations need 10",
        () -> new StochasticEnKF().analyse(new Cases(5, 2, 0, 1).forecast(), Observations.of(new double[2], 1,
            ObservationOperator.identity()), Cycle.of(1, 1), new double[3]));
    String message = assertThrows(IllegalArgumentException.class, () -> Ensemble.allocate(100_000, 100_000_000))
        .getMessage();
    assertTrue(message.contains("80000000000000 bytes"), message);
  }

  @Test
  void aWorkspaceServesOneAnalysisAtATime() {
    Workspace workspace = new Workspace();
    Cycle cycle = Cycle.of(1, 1).with(workspace);
    Observations nested = Observations.of(new double[1], 1, (states, observed) -> new ETKF()
        .analyse(states.copy(), Observations.of(new double[1], 1, ObservationOperator.indices(0)), cycle));
    assertThrows(IllegalStateException.class,
        () -> new ETKF().analyse(new Cases(3, 4, 0, 1).forecast(), nested, cycle));
    // And is free again afterwards.
    new ETKF().analyse(new Cases(3, 4, 0, 1).forecast(), Observations.of(new double[1], 1,
        ObservationOperator.indices(0)), cycle);
  }

  private static void says(String message, org.junit.jupiter.api.function.Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
