package org.isobit.models.assimilation.inflation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation.Kind;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.global.DEnKF;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.global.StochasticEnKF;
import org.isobit.models.assimilation.inflation.AdaptiveInflation.Method;
import org.isobit.models.assimilation.local.LESTKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.assimilation.serial.SerialEnSRF;
import org.junit.jupiter.api.Test;

/** Factors that follow from innovations: against the formulas, and as a state to keep. */
class AdaptiveInflationTest {

  private static final int SIZE = 24;

  private static Localization ring(double radius) {
    return Localization.ring(SIZE, TaperLaw.GASPARI_COHN, Radius.support(radius));
  }

  @Test
  void andersonsFactorIsTheModeOfPriorTimesLinearLikelihood() {
    Random random = new Random(3);
    for (int trial = 0; trial < 200; trial++) {
      double factor = 1 + 3 * random.nextDouble();
      double sigma = 0.05 + random.nextDouble();
      double gamma = random.nextDouble();
      double variance = 5 * random.nextDouble();
      double d = 4 * random.nextGaussian();
      double likelihood = likelihood(factor, gamma, variance, d);
      double h = 1e-6;
      double slope = (likelihood(factor + h, gamma, variance, d) - likelihood(factor - h, gamma, variance, d))
          / (2 * h);
      double moved = AdaptiveUpdates.anderson(factor, sigma, gamma, d * d, variance);
      // d/dx of (L + L'x)·exp(−x²/2σ²) is zero.
      double derivative = slope - (likelihood + slope * moved) * moved / (sigma * sigma);
      assertEquals(0, derivative / likelihood, 1e-6);
      assertTrue(Math.abs(moved) <= sigma);
      // The deviation: densities with the whole likelihood.
      double at = density(factor + moved, factor, sigma, gamma, variance, d);
      double above = density(factor + moved + sigma, factor, sigma, gamma, variance, d);
      double next = Math.sqrt(-sigma * sigma / (2 * Math.log(above / at)));
      double expected = next < sigma ? next : sigma;
      assertEquals(expected, AdaptiveUpdates.deviation(factor, factor + moved, sigma, gamma, d * d, variance), 1e-12);
    }
    assertEquals(0.6, AdaptiveUpdates.anderson(1, 0.6, 1, Double.POSITIVE_INFINITY, 1));
    assertEquals(0.6, AdaptiveUpdates.anderson(1, 0.6, 1, 1e300, 1), 1e-12);
  }

  private static double likelihood(double factor, double gamma, double variance, double d) {
    double f = 1 + gamma * (Math.sqrt(factor) - 1);
    double theta2 = f * f * variance + 1;
    return Math.exp(-d * d / (2 * theta2)) / Math.sqrt(2 * Math.PI * theta2);
  }

  private static double density(double x, double factor, double sigma, double gamma, double variance, double d) {
    return likelihood(x, gamma, variance, d) * Math.exp(-(x - factor) * (x - factor) / (2 * sigma * sigma));
  }

  @Test
  void miyoshisFactorIsAWeightedMean() {
    // p = 3, a = 12, b = 2: the innovations say 4.5, with variance 2/3·((1.5·2 + 3)/2)² = 6.
    assertEquals(1.5 + 0.25 / 6.25 * 3, AdaptiveUpdates.miyoshi(1.5, 0.5, 3, 12, 2), 1e-15);
    assertEquals(1.5, AdaptiveUpdates.miyoshi(1.5, 0.5, 0, 0, 0));
    assertEquals(1.5, AdaptiveUpdates.miyoshi(1.5, 0.5, 3, Double.POSITIVE_INFINITY, 2));
    assertEquals(1.5, AdaptiveUpdates.miyoshi(1.5, 0.5, 3, 1e308, 1e-300));
  }

  /** A case in which observations of many types of correlation reach two fields. */
  private record Case(Cases c, Observations y, Localization localization) {

    static Case of(double shift) {
      Cases c = new Cases(9, 2 * SIZE, 0, 4);
      int[] observed = IntStream.range(0, 2 * SIZE).filter(i -> i % 3 == 0 && i != 15).toArray();
      double[] values = IntStream.of(observed).mapToDouble(i -> c.ensemble[i] + shift + i % 5).toArray();
      return new Case(c, Observations.of(values, 0.8, ObservationOperator.indices(observed)), ring(5).withFields(2));
    }
  }

  @Test
  void threadsAndListsDoNotShow() {
    Case one = Case.of(2);
    Localization wide = Localization.ring(SIZE, TaperLaw.BOXCAR, Radius.length(1e6)).withFields(2);
    for (Method method : Method.values()) {
      double[][] expected = new double[2][];
      for (int threads : new int[] {1, 2, 4}) {
        try (Workers workers = Workers.of(threads)) {
          int which = 0;
          for (Localization near : new Localization[] {one.localization, wide}) {
            InflationField field = two(one, AdaptiveInflation.of(method, near).withDeviation(0.3,
                method == Method.MIYOSHI_2011 ? 0.3 : 0.01), Cycle.of(1, 1).with(workers));
            expected[which] = expected[which] == null ? field.toArray() : expected[which];
            assertArrayEquals(expected[which], field.toArray(), method.label());
            assertEquals(method == Method.MIYOSHI_2011 && which == 1, field.factor(0) == field.factor(3));
            which++;
          }
        }
      }
      InflationField everywhere = two(one, AdaptiveInflation.of(method, null).withDeviation(0.3,
          method == Method.MIYOSHI_2011 ? 0.3 : 0.01), Cycle.of(1, 1));
      if (method == Method.ANDERSON_2009) {
        assertArrayEquals(expected[1], everywhere.toArray(), "a localisation without a limit is none");
        assertTrue(everywhere.deviation(4) < 0.3, "deviations shrink");
      } else {
        assertArrayEquals(expected[1], everywhere.toArray(), 1e-14);
      }
    }
  }

  /** Two cycles. */
  private static InflationField two(Case one, AdaptiveInflation adaptive, Cycle cycle) {
    InflationField field = adaptive.withBounds(0.2, 50).start(2 * SIZE);
    AdaptiveFilter filter = new AdaptiveFilter(new LETKF(one.localization), adaptive.withBounds(0.2, 50), field);
    for (int c = 0; c < 2; c++) {
      filter.analyse(one.c.forecast(), one.y, cycle);
    }
    return field;
  }

  @Test
  void anotherProgramGoesOnWhereOneStopped() {
    Case one = Case.of(3);
    for (Method method : Method.values()) {
      AdaptiveInflation adaptive = AdaptiveInflation.of(method, one.localization).withDamping(0.95);
      InflationField whole = adaptive.start(2 * SIZE);
      InflationField first = adaptive.start(2 * SIZE);
      Ensemble e = one.c.forecast();
      Ensemble e2 = one.c.forecast();
      for (int c = 0; c < 6; c++) {
        new AdaptiveFilter(new LESTKF(one.localization), adaptive, whole).analyse(e, one.y, Cycle.of(1, c));
        first = InflationField.of(first.toArray());
        new AdaptiveFilter(new LESTKF(one.localization), adaptive, first).analyse(e2, one.y, Cycle.of(1, c));
        assertArrayEquals(whole.toArray(), first.toArray());
        assertArrayEquals(e.values(), e2.values());
      }
      assertTrue(whole.factor(0) > 1, method.label());
      // Without observations λ goes back to 1.
      double before = whole.factor(0);
      new AdaptiveFilter(new LESTKF(one.localization), adaptive, whole).analyse(e,
          Observations.of(new double[0], 1, ObservationOperator.indices()), Cycle.of(1, 9));
      assertEquals(1 + 0.95 * (before - 1), whole.factor(0), 1e-15);
    }
  }

  @Test
  void theFieldInflatesBeforeTheOperator() {
    Case one = Case.of(1);
    double[] factors = IntStream.range(0, 2 * SIZE).mapToDouble(i -> 1 + 0.1 * (i % 7)).toArray();
    double[] state = java.util.Arrays.copyOf(factors, 4 * SIZE);
    for (InflatingFilter filter : List.of(new ETKF(), new LETKF(one.localization), new LESTKF(one.localization),
        new DEnKF(), new SerialEnSRF(), new SerialEnSRF().withLocalization(one.localization), new StochasticEnKF(),
        new ETKF().withInflation(Inflation.of(Kind.RELAX_TO_PRIOR_SPREAD, 0.5)))) {
      Ensemble byHand = one.c.forecast();
      double[] mean = byHand.mean();
      for (int m = 0; m < byHand.members(); m++) {
        for (int i = 0; i < byHand.size(); i++) {
          byHand.set(m, i, mean[i] + Math.sqrt(factors[i]) * (byHand.get(m, i) - mean[i]));
        }
      }
      filter.analyse(byHand, one.y, Cycle.of(1, 1));
      Ensemble given = one.c.forecast();
      filter.withInflation(filter.inflation().and(Inflation.priorCovariance(factors))).analyse(given, one.y,
          Cycle.of(1, 1));
      assertArrayEquals(byHand.values(), given.values(), 1e-12, filter.toString());
      Ensemble adapted = one.c.forecast();
      new AdaptiveFilter(filter, AdaptiveInflation.of(Method.MIYOSHI_2011, null), InflationField.of(state))
          .analyse(adapted, one.y, Cycle.of(1, 1));
      assertArrayEquals(given.values(), adapted.values(), filter.toString());
    }
  }

  @Test
  void whitenedObservationsCountAsOneErrorEach() {
    // Two observations with correlated errors, and the same after whitening by hand.
    Cases c = new Cases(7, 2, 0, 2);
    double[] r = {4, 1, 1, 2};
    double l11 = 2;
    double l21 = 0.5;
    double l22 = Math.sqrt(2 - 0.25);
    double[] h = {1 / l11, 0, -l21 / (l11 * l22), 1 / l22};
    double[] y = {9, 3};
    double[] white = {h[0] * y[0], h[2] * y[0] + h[3] * y[1]};
    for (Method method : Method.values()) {
      InflationField full = InflationField.uniform(2, 1.2, 0.3);
      InflationField byHand = InflationField.uniform(2, 1.2, 0.3);
      new AdaptiveFilter(new ETKF(), AdaptiveInflation.of(method, null), full).analyse(c.forecast(),
          Observations.of(y, 1, ObservationOperator.identity()).withCovariance("observation", r), Cycle.of(1, 1));
      new AdaptiveFilter(new ETKF(), AdaptiveInflation.of(method, null), byHand).analyse(c.forecast(),
          Observations.of(white, 1, ObservationOperator.matrix(h, 2, 2)), Cycle.of(1, 1));
      assertArrayEquals(byHand.toArray(), full.toArray(), 1e-13);
      assertNotEquals(1.2, full.factor(0));
    }
  }

  @Test
  void failuresChangeNeitherEnsembleNorField() {
    Case one = Case.of(2);
    InflationField field = InflationField.uniform(2 * SIZE, 1.5, 0.5);
    double[] state = field.toArray();
    Observations exact = Observations.of(new double[] {1, 2}, 1e-20, ObservationOperator.indices(0, 1));
    AdaptiveFilter filter = new AdaptiveFilter(new ETKF(), AdaptiveInflation.of(Method.ANDERSON_2009, null), field);
    Ensemble e = one.c.forecast();
    assertThrows(NumericalException.class, () -> filter.analyse(e, exact, Cycle.of(1, 1)));
    Ensemble bad = one.c.forecast();
    bad.set(2, 3, Double.NaN);
    says("AdaptiveFilter: member 2 has NaN at variable 3", () -> filter.analyse(bad, one.y, Cycle.of(1, 1)));
    assertArrayEquals(one.c.ensemble, e.values());
    assertArrayEquals(state, field.toArray());
    says("AdaptiveFilter: the inflation is for 48 variables, but a state has 3",
        () -> filter.analyse(new Cases(4, 3, 0, 1).forecast(), one.y, Cycle.of(1, 1)));
    says("ETKF: the inflation is for 2 variables, but a state has 48", () -> new ETKF()
        .withInflation(Inflation.priorCovariance(new double[] {1, 2})).analyse(e, one.y, Cycle.of(1, 1)));
    says("AdaptiveFilter: the filter inflates the forecast already (prior-anomalies 1.1); only relaxation and "
        + "inflation after the analysis go with adaptive inflation", () -> new AdaptiveFilter(
            new ETKF().withInflation(Inflation.of(Kind.PRIOR_ANOMALIES, 1.1)),
            AdaptiveInflation.of(Method.MIYOSHI_2011, null), field));
  }

  @Test
  void badNumbersAreNamed() {
    AdaptiveInflation usual = AdaptiveInflation.of(Method.ANDERSON_2009, null);
    says("AdaptiveInflation: damping must be in [0, 1], but is 1.5", () -> usual.withDamping(1.5));
    says("AdaptiveInflation: bounds must be positive, finite and in order, but are 2.0 and 1.0",
        () -> usual.withBounds(2, 1));
    says("AdaptiveInflation: the first factor must be within the bounds 1.0 and 1000000.0, but is 0.5",
        () -> usual.withInitial(0.5));
    says("AdaptiveInflation: the deviation must be positive and finite, and the lowest one not negative and no larger, "
        + "but they are 0.2 and 0.3", () -> usual.withDeviation(0.2, 0.3));
    says("AdaptiveInflation: miyoshi-2011 keeps the deviation, so that the lowest must be the first, 0.2, but is 0.1",
        () -> AdaptiveInflation.of(Method.MIYOSHI_2011, null).withDeviation(0.2, 0.1));
    says("AdaptiveInflation: 'magic' is none of anderson-2009, miyoshi-2011", () -> Method.of("magic"));
    says("InflationField: a state has a factor and a deviation for each variable, but has 3 numbers",
        () -> InflationField.of(new double[] {1, 1, 1}));
    says("InflationField: factor[1] must be positive and finite, but is 0.0",
        () -> InflationField.of(new double[] {1, 0, 1, 1}));
    says("InflationField: deviation[0] must be finite and not negative, but is NaN",
        () -> InflationField.of(new double[] {1, Double.NaN}));
    says("Inflation: factor[1] must be positive and finite, but is Infinity",
        () -> Inflation.priorCovariance(new double[] {1, Double.POSITIVE_INFINITY}));
    says("Inflation: factors for each variable are given twice",
        () -> Inflation.priorCovariance(new double[] {1}).and(Inflation.priorCovariance(new double[] {1})));
  }

  private static void says(String message, org.junit.jupiter.api.function.Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
