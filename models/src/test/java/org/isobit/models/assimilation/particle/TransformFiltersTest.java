package org.isobit.models.assimilation.particle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.junit.jupiter.api.Test;

/** Filters with the mean and the covariance of the weighted ensemble: NETF, LNETF and LKNETF. */
class TransformFiltersTest {

  /** Relative; a root, two products and a weighted mean of some ten terms each lose 1e-14 or so. */
  private static final double TOLERANCE = 1e-12;

  private static final int SIZE = 24;
  private static final Cycle CYCLE = Cycle.of(8, 2);
  private static final Localization EVERYWHERE = Localization.ring(SIZE, TaperLaw.BOXCAR, Radius.length(1000));
  private static final Localization NEAR = Localization.ring(SIZE, TaperLaw.GASPARI_COHN, Radius.support(4));

  private static Observations observations(Cases c, double deviation) {
    return c.direct(new int[] {3, 4, 8, 20}, 0.8, deviation);
  }

  /** Weights of the members where observation j counts ρ_j. */
  private static double[] weights(Cases c, Observations y, double[] rho) {
    double[] observed = new double[c.members * y.count()];
    y.operator().apply(c.forecast(), observed);
    double[] w = new double[c.members];
    for (int m = 0; m < c.members; m++) {
      for (int j = 0; j < y.count(); j++) {
        w[m] -= 0.5 * rho[j] * Math.pow((y.value(j) - observed[m * y.count() + j]) / y.deviation(j), 2);
      }
    }
    double largest = Arrays.stream(w).max().orElseThrow();
    double sum = Arrays.stream(w).map(x -> Math.exp(x - largest)).sum();
    return Arrays.stream(w).map(x -> Math.exp(x - largest) / sum).toArray();
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static void hasWeightedMoments(Cases c, Ensemble e, double[] w, int[] variables, String what) {
    DMatrixRMaj p = Cases.covariance(e);
    double[] mean = e.mean();
    double[] prior = c.forecast().spread();
    double factor = c.members / (c.members - 1.0);
    for (int i : variables) {
      double weighted = weightedMean(c, w, i);
      assertEquals(weighted, mean[i], TOLERANCE * 10, what + ", mean " + i);
      for (int k : variables) {
        double covariance = 0;
        for (int m = 0; m < c.members; m++) {
          covariance += w[m] * (c.ensemble[m * c.size + i] - weighted)
              * (c.ensemble[m * c.size + k] - weightedMean(c, w, k));
        }
        assertEquals(factor * covariance, p.get(i, k), TOLERANCE * prior[i] * prior[k], what + ", " + i + ", " + k);
      }
    }
  }

  private static double weightedMean(Cases c, double[] w, int i) {
    double mean = 0;
    for (int m = 0; m < c.members; m++) {
      mean += w[m] * c.ensemble[m * c.size + i];
    }
    return mean;
  }

  @Test
  void meanAndCovarianceAreThoseOfTheWeightedEnsemble() {
    int[] all = IntStream.range(0, SIZE).toArray();
    for (int members : new int[] {2, 5, 17, 40}) {
      for (double deviation : new double[] {0.7, 2, 50}) {
        Cases c = new Cases(members, SIZE, 0, members);
        Observations y = observations(c, deviation);
        double[] w = weights(c, y, ones(4));
        for (Filter filter : List.of(new NETF(), new NETF().withRotation(true), new LNETF(EVERYWHERE),
            new LNETF(EVERYWHERE).withBatch(5).withRotation(true))) {
          Ensemble e = c.forecast();
          filter.analyse(e, y, CYCLE);
          hasWeightedMoments(c, e, w, all, filter + ", N = " + members + ", deviation " + deviation);
        }
      }
    }
  }

  /** T·T = N·W; eigenvalues range from the least weight to the largest, within one table of poles or beyond all. */
  @Test
  void theTransformIsTheSquareRoot() {
    SecondOrderTransform transform = new SecondOrderTransform();
    for (int n : new int[] {2, 3, 8, 31}) {
      for (double decades : new double[] {0, 0.2, 3, 10, 14, 60, 300}) {
        double[] w = IntStream.range(0, n).mapToDouble(i -> Math.pow(10, -decades * i / (n - 1))).toArray();
        double sum = Arrays.stream(w).sum();
        w = Arrays.stream(w).map(x -> x / sum).toArray();
        double[] t = new double[n * n];
        transform.compute(n, w, t);
        for (int i = 0; i < n; i++) {
          double row = 0;
          for (int j = 0; j < n; j++) {
            row += t[i * n + j];
            double square = 0;
            for (int k = 0; k < n; k++) {
              square += t[i * n + k] * t[k * n + j];
            }
            double expected = n * ((i == j ? w[i] : 0) - w[i] * w[j]);
            assertEquals(expected, square, 4e-15 * n * w[0], n + " weights over " + decades + " decades");
            assertEquals(t[j * n + i], t[i * n + j]);
            assertTrue(i == j ? t[i * n + i] >= 0 : t[i * n + j] <= 0);
          }
          assertEquals(0, row, 1e-15 * n);
        }
      }
    }
  }

  /** Of two members W = w·(1 − w)·(1, −1; −1, 1), whose root has every digit, however little weight one has. */
  @Test
  void twoMembersInClosedForm() {
    for (double small : new double[] {0.5, 0.3, 0x1p-7, 1e-5, 1e-10, 0x1p-50}) {
      double[] t = new double[4];
      new SecondOrderTransform().compute(2, new double[] {small, 1 - small}, t);
      double expected = Math.sqrt(small * (1 - small));
      assertEquals(expected, t[0], 2e-15 * expected, "weight " + small);
      assertEquals(-expected, t[1], 2e-15 * expected);
      assertEquals(expected, t[3], 2e-15 * expected);
    }
  }

  /** A weight of 1 − 10⁻²⁰⁰ or so: what the others have is too small for 1 − w, and for the root of a rounding. */
  @Test
  void oneMemberWithNearlyAllTheWeight() {
    for (double move : new double[] {0, 0.2}) {
      Cases c = new Cases(6, SIZE, 0, 4);
      Observations y = c.direct(new int[] {3, 4, 8, 20}, move, 0.1);
      Ensemble e = c.forecast();
      new NETF().analyse(e, y, CYCLE);
      for (int i = 0; i < SIZE; i++) {
        assertEquals(c.ensemble[i], e.mean()[i], 1e-13 * 6);
        assertTrue(e.spread()[i] < 1e-10, "spread " + e.spread()[i]);
      }
    }
  }

  @Test
  void withinReachOfObservationsEveryPointHasItsOwnWeights() {
    Cases c = new Cases(13, SIZE, 0, 6);
    Observations y = observations(c, 1.5);
    Ensemble e = c.forecast();
    new LNETF(NEAR).analyse(e, y, CYCLE);
    int[] places = {3, 4, 8, 20};
    for (int i = 0; i < SIZE; i++) {
      double[] rho = new double[4];
      for (int j = 0; j < 4; j++) {
        int d = Math.abs(i - places[j]);
        rho[j] = NEAR.weight(Math.min(d, SIZE - d));
      }
      hasWeightedMoments(c, e, weights(c, y, rho), new int[] {i}, "point " + i);
    }
    assertEquals(c.ensemble[14], e.get(0, 14), 1e-14, "no observation is near");
  }

  @Test
  void reachingEverywhereTheLocalFilterIsTheGlobalOne() {
    Cases c = new Cases(11, SIZE, 0, 3);
    Observations y = observations(c, 1.5);
    for (Inflation inflation : List.of(Inflation.none(), Inflation.posteriorAnomalies(1.2),
        Inflation.of(Inflation.Kind.PRIOR_ANOMALIES, 1.3), Inflation.of(Inflation.Kind.FORGETTING_FACTOR, 0.8),
        Inflation.of(Inflation.Kind.RELAX_TO_PRIOR_PERTURBATIONS, 0.4),
        Inflation.of(Inflation.Kind.RELAX_TO_PRIOR_SPREAD, 0.4))) {
      for (boolean rotation : new boolean[] {false, true}) {
        Ensemble global = c.forecast();
        new NETF().withInflation(inflation).withRotation(rotation).analyse(global, y, CYCLE);
        for (int batch : new int[] {1, 7}) {
          Ensemble local = c.forecast();
          new LNETF(EVERYWHERE).withBatch(batch).withInflation(inflation).withRotation(rotation)
              .analyse(local, y, CYCLE);
          assertArrayEquals(global.values(), local.values(), TOLERANCE * 10, inflation + ", " + rotation);
        }
      }
    }
  }

  @Test
  void withoutInformationTheForecastStays() {
    Cases c = new Cases(11, SIZE, 0, 3);
    Observations vague = observations(c, 1e12);
    for (Filter filter : List.of(new NETF(), new LNETF(NEAR), new LKNETF(NEAR, fixed(0)), new LKNETF(NEAR, fixed(0.5)),
        new LKNETF(NEAR, fixed(1)))) {
      Ensemble e = c.forecast();
      filter.analyse(e, vague, CYCLE);
      assertArrayEquals(c.ensemble, e.values(), TOLERANCE, filter.toString());
    }
  }

  private static HybridWeight fixed(double gamma) {
    return new HybridWeight(HybridWeight.Rule.FIXED, gamma);
  }

  @Test
  void theHybridHasBothFiltersAtItsEnds() {
    for (Localization localization : List.of(NEAR, EVERYWHERE, NEAR.withFields(1))) {
      Cases c = new Cases(9, SIZE, 0, 5);
      Observations y = observations(c, 1.5);
      for (Inflation inflation : List.of(Inflation.none(), Inflation.of(Inflation.Kind.FORGETTING_FACTOR, 0.8))) {
        Ensemble expected = c.forecast();
        new LNETF(localization).withBatch(2).withInflation(inflation).analyse(expected, y, CYCLE);
        Ensemble e = c.forecast();
        new LKNETF(localization, fixed(0)).withBatch(2).withInflation(inflation).analyse(e, y, CYCLE);
        assertArrayEquals(expected.values(), e.values(), "LNETF, to the bit");
        expected = c.forecast();
        new LETKF(localization).withBatch(2).withInflation(inflation).analyse(expected, y, CYCLE);
        e = c.forecast();
        new LKNETF(localization, fixed(1)).withBatch(2).withInflation(inflation).analyse(e, y, CYCLE);
        assertArrayEquals(expected.values(), e.values(), TOLERANCE * 10, "LETKF");
      }
    }
  }

  /** LETKF does not mind an innovation whose square is no number, so that γ = 1 must not. */
  @Test
  void theKalmanStepAloneTakesLikelihoodsOfZero() {
    Cases c = new Cases(7, SIZE, 0, 6);
    Observations far = Observations.of(new double[] {1e200}, 1, ObservationOperator.indices(5));
    Ensemble expected = c.forecast();
    new LETKF(NEAR).analyse(expected, far, CYCLE);
    Ensemble e = c.forecast();
    new LKNETF(NEAR, fixed(1)).analyse(e, far, CYCLE);
    for (int i = 0; i < e.values().length; i++) {
      assertEquals(expected.values()[i], e.values()[i], TOLERANCE * Math.abs(expected.values()[i]));
    }
  }

  @Test
  void inBetweenItIsOneStepAfterTheOther() {
    Cases c = new Cases(9, SIZE, 0, 5);
    double gamma = 0.3;
    Observations y = observations(c, 1.5);
    Ensemble steps = c.forecast();
    new NETF().analyse(steps, observations(c, 1.5 / Math.sqrt(1 - gamma)), CYCLE);
    new ETKF().analyse(steps, observations(c, 1.5 / Math.sqrt(gamma)), CYCLE);
    Ensemble e = c.forecast();
    new LKNETF(EVERYWHERE, fixed(gamma)).analyse(e, y, CYCLE);
    assertArrayEquals(steps.values(), e.values(), TOLERANCE * 10);
  }

  @Test
  void rulesOfTheHybridWeight() {
    double[] log = new java.util.Random(4).doubles(20, -9, 0).toArray();
    double[] w = new double[20];
    double[] plain = Arrays.stream(log).map(Math::exp).toArray();
    double part = Math.pow(Arrays.stream(plain).sum(), 2) / Arrays.stream(plain).map(x -> x * x).sum() / 20;
    assertEquals((1 - part) * 0.9, new HybridWeight(HybridWeight.Rule.LINEAR, 0.9).weigh(20, log, w, ""), 1e-13);
    for (double limit : new double[] {0, 0.4, 0.6, 0.9, 0.99}) {
      double gamma = new HybridWeight(HybridWeight.Rule.LIMIT, limit).weigh(20, log, w, "");
      assertTrue(tempered(log, gamma) >= limit, "N_eff / N of the first step");
      assertTrue(gamma == 0 || tempered(log, gamma - 0.05) < limit, "and no smaller one will do");
      assertEquals(Math.rint(gamma * 20), gamma * 20, 1e-14);
      double sum = Arrays.stream(w).sum();
      assertEquals(1, sum, 1e-14);
      assertEquals(tempered(log, gamma), 1 / Arrays.stream(w).map(x -> x * x).sum() / 20, 1e-13);
    }
    assertEquals(1, new HybridWeight(HybridWeight.Rule.LIMIT, 1).weigh(20, log, w, ""));
    assertEquals(0, new HybridWeight(HybridWeight.Rule.LINEAR, 1).weigh(20, new double[20], w, ""), 1e-15);
    assertEquals(HybridWeight.Rule.LIMIT, HybridWeight.Rule.of("alpha"));
    says("HybridWeight: the value of the rule lin must be in 0 to 1, but is 1.5",
        () -> new HybridWeight(HybridWeight.Rule.LINEAR, 1.5));
  }

  private static double tempered(double[] log, double gamma) {
    double[] w = Arrays.stream(log).map(l -> Math.exp((1 - gamma) * l)).toArray();
    return Math.pow(Arrays.stream(w).sum(), 2) / Arrays.stream(w).map(x -> x * x).sum() / log.length;
  }

  @Test
  void fieldsOfAPointShareItsTransform() {
    Localization two = NEAR.withFields(2);
    Cases c = new Cases(7, 2 * SIZE, 0, 6);
    Observations y = observations(c, 1.5);
    for (InflatingFilter[] pair : new InflatingFilter[][] {{new LNETF(two).withBatch(5), new LNETF(NEAR).withBatch(5)},
        {new LKNETF(two, fixed(0.4)).withBatch(5), new LKNETF(NEAR, fixed(0.4)).withBatch(5)}}) {
      Ensemble both = c.forecast();
      pair[0].analyse(both, y, CYCLE);
      // Alone, the second field in the place of the first, with an operator that has what was observed.
      for (int field = 0; field < 2; field++) {
        double[] x = new double[7 * SIZE];
        double[] seen = new double[7 * 4];
        y.operator().apply(c.forecast(), seen);
        for (int m = 0; m < 7; m++) {
          System.arraycopy(c.ensemble, m * 2 * SIZE + field * SIZE, x, m * SIZE, SIZE);
        }
        Ensemble one = Ensemble.of(x, 7, SIZE);
        pair[1].analyse(one, Observations.of(new double[] {y.value(0), y.value(1), y.value(2), y.value(3)}, 1.5,
            (states, observed) -> System.arraycopy(seen, 0, observed, 0, seen.length))
            .withCoordinates(new double[] {3, 4, 8, 20}), CYCLE);
        for (int m = 0; m < 7; m++) {
          assertArrayEquals(Arrays.copyOfRange(x, m * SIZE, (m + 1) * SIZE),
              Arrays.copyOfRange(both.values(), (2 * m + field) * SIZE, (2 * m + field + 1) * SIZE));
        }
      }
    }
  }

  @Test
  void failuresNameThePlaceAndChangeNothing() {
    Cases c = new Cases(7, SIZE, 0, 6);
    Observations far = Observations.of(new double[] {1e200}, 1, ObservationOperator.indices(5));
    for (Filter filter : List.of(new NETF(), new LNETF(NEAR), new LKNETF(NEAR, fixed(0.5)))) {
      Ensemble e = c.forecast();
      String name = filter.getClass().getSimpleName();
      String message = assertThrows(NumericalException.class,
          () -> filter.analyse(e, far, CYCLE.with(Workers.serial()))).getMessage();
      String where = name.equals("NETF") ? "" : " at variable 2";
      assertTrue(message.startsWith(name + ": no member has a likelihood above zero" + where + "; weight of member"),
          message);
      assertArrayEquals(c.ensemble, e.values());
    }
    Observations sharp = Observations.of(new double[] {c.ensemble[5]}, 1e-7, ObservationOperator.indices(5));
    Ensemble e = c.forecast();
    String message = assertThrows(NumericalException.class,
        () -> new LKNETF(NEAR, fixed(1)).withBatch(3).analyse(e, sharp, CYCLE)).getMessage();
    assertTrue(message.startsWith("LKNETF: observations are too accurate for the spread of the forecast at variables "),
        message);
    assertArrayEquals(c.ensemble, e.values());
  }

  @Test
  void settings() {
    String more = "posterior-anomalies 1.5, rotation]";
    Inflation inflation = Inflation.posteriorAnomalies(1.5);
    assertEquals("NETF[" + more, new NETF().withRotation(true).withInflation(inflation).toString());
    assertEquals("NETF[no inflation]", new NETF().toString());
    assertEquals("LNETF[" + NEAR + ", batch 2, " + more,
        new LNETF(NEAR).withRotation(true).withBatch(2).withInflation(inflation).toString());
    assertEquals("LKNETF[" + NEAR + ", fixed 0.5, batch 2, " + more,
        new LKNETF(NEAR, fixed(0.5)).withRotation(true).withBatch(2).withInflation(inflation).toString());
    says("LNETF: batch must be positive, but is 0", () -> new LNETF(NEAR).withBatch(0));
    says("LKNETF: batch must be positive, but is 0", () -> new LKNETF(NEAR, fixed(0.5)).withBatch(0));
    Inflation inside = Inflation.of(Inflation.Kind.TRANSFORM_COVARIANCE, 4);
    Cases c = new Cases(7, SIZE, 0, 6);
    for (InflatingFilter[] pair : new InflatingFilter[][] {
        {new LNETF(NEAR), new LNETF(NEAR).withUnobserved(UnobservedPoints.INFLATE)},
        {new LKNETF(NEAR, fixed(0.5)), new LKNETF(NEAR, fixed(0.5)).withUnobserved(UnobservedPoints.INFLATE)}}) {
      Ensemble kept = c.forecast();
      pair[0].withInflation(inside).analyse(kept, observations(c, 1.5), CYCLE);
      Ensemble inflated = c.forecast();
      pair[1].withInflation(inside).analyse(inflated, observations(c, 1.5), CYCLE);
      assertEquals(kept.spread()[14] * 2, inflated.spread()[14], 1e-13);
      assertEquals(kept.get(0, 3), inflated.get(0, 3));
      assertNotEquals(kept.get(0, 14), inflated.get(0, 14));
    }
  }

  private static void says(String message, org.junit.jupiter.api.function.Executable bad) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, bad).getMessage());
  }
}
