package org.isobit.models.assimilation.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation.Kind;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.ObservationOrder;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.textbook.TextbookRankHistogram;
import org.junit.jupiter.api.Test;

/** Serial filters with laws of their own: against the EAKF, against both steps written out, and in their settings. */
class QuantileFiltersTest {

  private static final int SIZE = 19;
  private static final double INFINITE = Double.POSITIVE_INFINITY;
  private static final Cycle CYCLE = Cycle.of(3, 1);
  private static final Localization RING = Localization.ring(SIZE, TaperLaw.GASPARI_COHN, Radius.halfWidth(4));
  private static final int[] INDICES = {0, 2, 4, 6, 7, 8, 13, 18};

  private static Observations direct(double[] ensemble, double move) {
    return Observations.of(IntStream.of(INDICES).mapToDouble(i -> ensemble[i] + move).toArray(),
        IntStream.range(0, INDICES.length).mapToDouble(j -> 0.5 + 0.1 * (j % 5)).toArray(),
        ObservationOperator.indices(INDICES));
  }

  private static double[] analysed(Filter filter, Cases c, Observations y, Cycle cycle) {
    Ensemble e = c.forecast();
    filter.analyse(e, y, cycle);
    return e.values();
  }

  private static void same(double[] expected, double[] found, String message) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertArrayEquals(expected, found, 1e-12 * largest, message);
  }

  @Test
  void withANormalLawItIsTheEakf() {
    for (int members : new int[] {3, 5, 20}) {
      Cases c = new Cases(members, SIZE, 0, members);
      Observations y = direct(c.ensemble, 1);
      for (ObservationOrder order : ObservationOrder.values()) {
        for (Inflation inflation : List.of(Inflation.none(), Inflation.of(Kind.TRANSFORM_COVARIANCE, 1.7),
            Inflation.of(Kind.RELAX_TO_PRIOR_SPREAD, 0.4), Inflation.posteriorAnomalies(1.1))) {
          same(analysed(new SerialEnSRF().withOrder(order).withInflation(inflation).withRotation(true), c, y, CYCLE),
              analysed(QCEFF.normal().withOrder(order).withInflation(inflation).withRotation(true), c, y, CYCLE),
              order + ", " + inflation);
          for (UnobservedPoints points : UnobservedPoints.values()) {
            same(analysed(new EAKF(RING).withOrder(order).withInflation(inflation).withUnobserved(points), c, y, CYCLE),
                analysed(QCEFF.normal().withLocalization(RING).withOrder(order).withInflation(inflation)
                    .withUnobserved(points), c, y, CYCLE), order + ", " + inflation + ", " + points);
          }
        }
      }
    }
  }

  @Test
  void withANormalLawErrorsMayBeCorrelated() {
    Cases c = new Cases(6, SIZE, 0, 4);
    double[] r = new double[64];
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 8; j++) {
        r[i * 8 + j] = 0.8 * Math.pow(0.4, Math.abs(i - j));
      }
    }
    Observations y = direct(c.ensemble, 1).withCovariance("observation", r);
    same(analysed(new SerialEnSRF(), c, y, CYCLE), analysed(QCEFF.normal(), c, y, CYCLE), "correlated");
    assertNotEquals(analysed(QCEFF.normal(), c, y, CYCLE)[0], analysed(new RHF(), c, y, CYCLE)[0]);
    assertEquals("QCEFF: observations whose errors are correlated are combinations of several, of which the law "
        + "'rank histogram in [0.0, Infinity]' says nothing; take one that needs no units",
        assertThrows(IllegalArgumentException.class,
            () -> QCEFF.boundedRankHistogram(0, INFINITE).analyse(c.forecast(), y, CYCLE)).getMessage());
  }

  /** Increments in observation space, regressed on the joint state of variables and observed variables. */
  private static double[] twoSteps(Cases c, Observations y, double lower, double upper, DoubleBinaryOperator taper) {
    Ensemble e = c.forecast();
    int k = e.members();
    for (int j = 0; j < INDICES.length; j++) {
      double[] observed = new double[k];
      for (int m = 0; m < k; m++) {
        observed[m] = e.get(m, INDICES[j]);
      }
      double mean = Arrays.stream(observed).sum() / k;
      TextbookRankHistogram book = new TextbookRankHistogram(observed, y.value(j), y.deviation(j), lower, upper);
      double[] increment = Arrays.stream(observed).map(x -> book.analysed(x) - x).toArray();
      double variance = Arrays.stream(observed).map(x -> (x - mean) * (x - mean)).sum() / (k - 1);
      for (int i = 0; i < e.size(); i++) {
        double stateMean = e.mean()[i];
        double covariance = 0;
        for (int m = 0; m < k; m++) {
          covariance += (e.get(m, i) - stateMean) * (observed[m] - mean) / (k - 1);
        }
        double factor = taper.applyAsDouble(i, INDICES[j]) * covariance / variance;
        for (int m = 0; m < k; m++) {
          e.set(m, i, e.get(m, i) + factor * increment[m]);
        }
      }
    }
    return e.values();
  }

  private static double ring(double i, double j) {
    double d = Math.abs(i - j);
    return RING.weight(Math.min(d, SIZE - d));
  }

  @Test
  void itIsTheTwoStepsOfThePapers() {
    for (int members : new int[] {4, 11}) {
      Cases c = new Cases(members, SIZE, 0, members);
      Observations y = direct(c.ensemble, 1);
      // Values are from 1 to 9, and some members and observations beyond 3 and 7.
      for (double[] bounds : new double[][] {{-INFINITE, INFINITE}, {3, INFINITE}, {3, 7}}) {
        QCEFF filter = QCEFF.boundedRankHistogram(bounds[0], bounds[1]);
        String message = members + " members, " + Arrays.toString(bounds);
        assertArrayEquals(twoSteps(c, y, bounds[0], bounds[1], (i, j) -> 1), analysed(filter, c, y, CYCLE), 1e-9,
            message);
        assertArrayEquals(twoSteps(c, y, bounds[0], bounds[1], QuantileFiltersTest::ring),
            analysed(filter.withLocalization(RING), c, y, CYCLE), 1e-9, message);
      }
      assertArrayEquals(analysed(QCEFF.boundedRankHistogram(-INFINITE, INFINITE), c, y, CYCLE),
          analysed(new RHF(), c, y, CYCLE));
    }
  }

  /** Observed variables far from each other do not pull each other over the bound. */
  @Test
  void observedVariablesKeepToTheirBounds() {
    Cases c = new Cases(9, SIZE, 0, 5);
    int[] apart = {0, 9};
    Localization narrow = Localization.ring(SIZE, TaperLaw.BOXCAR, Radius.length(2));
    for (double move : new double[] {-8, 0, 9}) {
      double[] x = analysed(QCEFF.boundedRankHistogram(2.5, 7).withLocalization(narrow), c,
          c.direct(apart, move, 1.5), CYCLE);
      for (int m = 0; m < 9; m++) {
        for (int i : apart) {
          assertTrue(x[m * SIZE + i] >= 2.5 - 1e-14 && x[m * SIZE + i] <= 7 + 1e-14);
        }
      }
    }
  }

  @Test
  void threadsAndKeptArraysDoNotShow() {
    Cases c = new Cases(5, 1100, 0, 2);
    Observations y = c.direct(new int[] {0, 7, 8, 250, 500, 502}, 2, 0.7);
    Localization wide = Localization.ring(1100, TaperLaw.GASPARI_COHN, Radius.support(90));
    Workspace kept = new Workspace();
    Cases few = new Cases(8, 20, 0, 3);
    for (InflatingFilter filter : List.of(new RHF(), new RHF().withLocalization(wide),
        QCEFF.boundedRankHistogram(4, INFINITE).withLocalization(wide))) {
      double[] expected = analysed(filter, c, y, CYCLE.with(Workers.serial()));
      try (Workers three = Workers.of(3)) {
        assertArrayEquals(expected, analysed(filter, c, y, CYCLE.with(three).with(kept)));
      }
      analysed(QCEFF.normal(), few, few.direct(new int[] {3, 3, 5}, 2, 0.7), CYCLE.with(kept));
    }
  }

  /** In an order of one's own for the members, to rounding: sums over members are taken in their order. */
  @Test
  void membersMayBeRenumbered() {
    Cases c = new Cases(7, SIZE, 0, 7);
    Observations y = direct(c.ensemble, 1);
    double[] moved = new double[7 * SIZE];
    for (int m = 0; m < 7; m++) {
      System.arraycopy(c.ensemble, (3 * m + 2) % 7 * SIZE, moved, m * SIZE, SIZE);
    }
    Cases other = new Cases(moved, 7, c.h, c.values, c.deviations);
    for (Filter filter : List.of(new RHF(), QCEFF.boundedRankHistogram(3, 7).withLocalization(RING))) {
      double[] expected = analysed(filter, c, y, CYCLE);
      double[] found = analysed(filter, other, y, CYCLE);
      for (int m = 0; m < 7; m++) {
        assertArrayEquals(Arrays.copyOfRange(expected, (3 * m + 2) % 7 * SIZE, ((3 * m + 2) % 7 + 1) * SIZE),
            Arrays.copyOfRange(found, m * SIZE, (m + 1) * SIZE), 1e-12);
      }
    }
  }

  @Test
  void membersThatAgreeStayAsTheyAre() {
    for (UnaryOperator<QCEFF> localized : List.<UnaryOperator<QCEFF>>of(f -> f,
        f -> f.withLocalization(Localization.ring(2, TaperLaw.BOXCAR, Radius.length(5))))) {
      Ensemble e = Ensemble.of(new double[] {1, 5, 1, 7, 1, 6}, 3, 2);
      localized.apply(QCEFF.boundedRankHistogram(0, 8)).analyse(e,
          Observations.of(new double[] {9}, 1, ObservationOperator.indices(0)), CYCLE);
      assertArrayEquals(new double[] {1, 5, 1, 7, 1, 6}, e.values());
    }
  }

  @Test
  void whatALawCannotDoLeavesTheEnsemble() {
    Cases c = new Cases(5, SIZE, 0, 1);
    ObservationUpdate bad = new ObservationUpdate() {
      @Override
      public boolean needsUnits() {
        return false;
      }

      @Override
      public void update(double[] anomalies, double innovation, double value, double deviation, double[] analysed,
          Workspace workspace) {
        analysed[3] = Double.NaN;
      }

      @Override
      public String toString() {
        return "none";
      }
    };
    Ensemble e = c.forecast();
    NumericalException refused = assertThrows(NumericalException.class,
        () -> QCEFF.of(bad).analyse(e, direct(c.ensemble, 1), CYCLE));
    assertTrue(refused.getMessage().startsWith("QCEFF: the analysis of what observation 0 sees is not finite, with the "
        + "law 'none'; member"), refused.getMessage());
    assertArrayEquals(c.ensemble, e.values());
    // Likelihoods that are 0 in every member's place, beyond what a double can tell apart.
    Ensemble far = c.forecast();
    assertThrows(NumericalException.class, () -> new RHF().analyse(far,
        Observations.of(new double[] {1e160}, 1, ObservationOperator.indices(4)), CYCLE));
    assertArrayEquals(c.ensemble, far.values());
    assertEquals("QCEFF: the lower bound must be below the upper one, but they are 2.0 and 2.0",
        assertThrows(IllegalArgumentException.class, () -> QCEFF.boundedRankHistogram(2, 2)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> QCEFF.boundedRankHistogram(Double.NaN, 2));
  }
}
