package org.isobit.models.assimilation.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.textbook.TextbookRankHistogram;
import org.junit.jupiter.api.Test;

/** The regression between probits: exact relations, the paper written out, bounds, and laws of types and fields. */
class ProbitRegressionTest {

  private static final int SIZE = 19;
  private static final double INFINITE = Double.POSITIVE_INFINITY;
  private static final Cycle CYCLE = Cycle.of(3, 1);
  private static final Localization RING = Localization.ring(SIZE, TaperLaw.GASPARI_COHN, Radius.halfWidth(4));

  private static double[] analysed(Filter filter, Cases c, Observations y, Cycle cycle) {
    Ensemble e = c.forecast();
    filter.analyse(e, y, cycle);
    return e.values();
  }

  @Test
  void betweenNormalProbitsItIsTheLinearRegression() {
    for (int members : new int[] {2, 5, 20}) {
      Cases c = new Cases(members, SIZE, 0, members);
      Observations y = c.direct(new int[] {0, 2, 7, 8, 8, 18}, 1, 0.8);
      for (Inflation inflation : List.of(Inflation.none(), Inflation.of(Inflation.Kind.TRANSFORM_COVARIANCE, 1.7),
          Inflation.of(Inflation.Kind.RELAX_TO_PRIOR_SPREAD, 0.4), Inflation.posteriorAnomalies(1.1))) {
        QCEFF linear = QCEFF.normal().withInflation(inflation).withRotation(true);
        assertArrayEquals(analysed(linear, c, y, CYCLE), analysed(linear.withProbitRegression(), c, y, CYCLE), 1e-12);
        for (UnobservedPoints points : UnobservedPoints.values()) {
          QCEFF local = linear.withLocalization(RING).withUnobserved(points);
          assertArrayEquals(analysed(local, c, y, CYCLE), analysed(local.withProbitRegression(), c, y, CYCLE), 1e-12);
        }
      }
      double[] eakf = analysed(new EAKF(RING), c, y, CYCLE);
      assertArrayEquals(eakf, analysed(QCEFF.normal().withLocalization(RING).withProbitRegression(), c, y, CYCLE),
          1e-12);
    }
  }

  /** Φ⁻¹ by halving Simpson's integral of the density. */
  private static double ndtri(double p) {
    double low = -9;
    double high = 9;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      double sum = 0;
      int panels = 600;
      for (int k = 0; k <= panels; k++) {
        double t = middle * k / panels;
        sum += Math.exp(-t * t / 2) * (k == 0 || k == panels ? 1 : k % 2 == 1 ? 4 : 2);
      }
      double ndtr = 0.5 + sum * middle / panels / 3 / Math.sqrt(2 * Math.PI);
      if (ndtr < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** One observation, with probits of ranks; analysed values of variables are found between members by their share. */
  @Test
  void itIsTheStepsOfThePaper() {
    int n = 11;
    Random random = new Random(4);
    double[] x = new double[n];
    double[] other = new double[n];
    for (int m = 0; m < n; m++) {
      x[m] = Math.exp(random.nextGaussian());
      other[m] = Math.pow(x[m], 2) * Math.exp(0.3 * random.nextGaussian());
    }
    double[] state = new double[2 * n];
    for (int m = 0; m < n; m++) {
      state[2 * m] = x[m];
      state[2 * m + 1] = other[m];
    }
    Ensemble e = Ensemble.of(state, n, 2);
    QCEFF.boundedRankHistogram(0, INFINITE).withProbitRegression().analyse(e,
        Observations.of(new double[] {1.4}, 0.5, ObservationOperator.indices(0)), CYCLE);
    TextbookRankHistogram book = new TextbookRankHistogram(x, 1.4, 0.5, 0, INFINITE);
    double[] sorted = x.clone();
    Arrays.sort(sorted);
    double[] sortedOther = other.clone();
    Arrays.sort(sortedOther);
    double[] t = new double[n];
    double[] increment = new double[n];
    double[] u = new double[n];
    for (int m = 0; m < n; m++) {
      double posterior = book.analysed(x[m]);
      assertEquals(posterior, e.get(m, 0), 1e-11, "what is observed itself");
      t[m] = ndtri((rank(sorted, x[m]) + 1) / (n + 1.0));
      u[m] = ndtri((rank(sortedOther, other[m]) + 1) / (n + 1.0));
      int cell = -Arrays.binarySearch(sorted, posterior) - 1;
      assertTrue(cell > 0 && cell < n, "between members, for which this test is written");
      increment[m] = ndtri((cell + (posterior - sorted[cell - 1]) / (sorted[cell] - sorted[cell - 1])) / (n + 1.0))
          - t[m];
    }
    double covariance = 0;
    double variance = 0;
    for (int m = 0; m < n; m++) {
      covariance += t[m] * u[m];
      variance += t[m] * t[m];
    }
    int between = 0;
    for (int m = 0; m < n; m++) {
      // Probits of ranks have no mean.
      double after = u[m] + covariance / variance * increment[m];
      for (int i = 1; i < n; i++) {
        double low = ndtri(i / (n + 1.0));
        double high = ndtri((i + 1) / (n + 1.0));
        if (after > low && after < high) {
          double share = 0;
          double above = 1;
          for (int k = 0; k < 45; k++) {
            double middle = (share + above) / 2;
            if (ndtri((i + middle) / (n + 1.0)) < after) {
              share = middle;
            } else {
              above = middle;
            }
          }
          assertEquals(sortedOther[i - 1] + share * (sortedOther[i] - sortedOther[i - 1]), e.get(m, 1), 1e-9);
          between++;
        }
      }
    }
    assertTrue(between > n / 2, between + " were between members");
  }

  private static int rank(double[] sorted, double x) {
    return Arrays.binarySearch(sorted, x);
  }

  @Test
  void everythingKeepsToItsBounds() {
    Random random = new Random(8);
    boolean linearLeaves = false;
    for (int round = 0; round < 300; round++) {
      int n = 2 + random.nextInt(20);
      double[] x = new double[n * SIZE];
      double upper = random.nextBoolean() ? INFINITE : 2;
      for (int i = 0; i < x.length; i++) {
        double u = random.nextDouble();
        // Ties, members on a bound and beyond it, variables in which all agree.
        x[i] = i % SIZE == 3 ? 0 : i % SIZE == 4 ? 1 : u < 0.2 ? 0 : u < 0.25 ? -0.1 : u < 0.3 ? 1
            : 0.7 * Math.pow(random.nextGaussian(), 2);
      }
      int[] places = {0, 1, 3, 4, 9, 9, 12};
      double[] values = random.doubles(places.length, -3, 5).toArray();
      double error = Math.pow(10, 8 * random.nextDouble() - 6);
      Observations y = Observations.of(values, error, ObservationOperator.indices(places));
      for (QCEFF f : List.of(QCEFF.boundedRankHistogram(0, upper),
          QCEFF.boundedRankHistogram(0, upper).withLocalization(RING))) {
        Ensemble e = Ensemble.of(x.clone(), n, SIZE);
        f.withProbitRegression().analyse(e, y, CYCLE);
        for (int m = 0; m < n; m++) {
          for (int i = 0; i < SIZE; i++) {
            // Variables in which all agree are left, and with a localisation those that nothing reaches.
            double bound = i == 3 || i == 4 ? x[m * SIZE + i] : e.get(m, i);
            assertTrue(e.get(m, i) >= 0 && e.get(m, i) <= upper || e.get(m, i) == x[m * SIZE + i],
                "round " + round + ", member " + m + ", variable " + i + ": " + e.get(m, i));
            assertEquals(bound, e.get(m, i));
          }
        }
        Ensemble linear = Ensemble.of(x.clone(), n, SIZE);
        f.analyse(linear, y, CYCLE);
        linearLeaves |= Arrays.stream(linear.values()).min().orElseThrow() < -0.2;
      }
    }
    assertTrue(linearLeaves, "the linear regression leaves bounds, else this shows nothing");
  }

  /** With an error that says nothing members stay, to rounding, and to the bit where nothing is near. */
  @Test
  void limits() {
    Cases c = new Cases(9, SIZE, 0, 5);
    QCEFF f = QCEFF.boundedRankHistogram(-10, 30).withProbitRegression();
    assertArrayEquals(c.ensemble, analysed(f, c, c.direct(new int[] {2, 5}, 1, 1e9), CYCLE), 1e-9);
    double[] near = analysed(f.withLocalization(RING), c, c.direct(new int[] {2}, 1, 0.1), CYCLE);
    for (int m = 0; m < 9; m++) {
      assertEquals(c.ensemble[m * SIZE + 12], near[m * SIZE + 12], 1e-15 * 10);
    }
    // Observations far beyond a bound, and one that is all but exact.
    for (double far : new double[] {-1e3, 1e3}) {
      double[] x = analysed(f, c, Observations.of(new double[] {far}, 0.1, ObservationOperator.indices(4)), CYCLE);
      for (double one : x) {
        assertTrue(one >= -10 && one <= 30, far + ": " + one);
      }
    }
  }

  @Test
  void typesAndFieldsHaveLawsOfTheirOwn() {
    Cases c = new Cases(12, 2 * SIZE, 0, 6);
    double[] x = c.ensemble.clone();
    for (int i = 0; i < x.length; i++) {
      // The first field is not negative, the second any number.
      x[i] = i % (2 * SIZE) < SIZE ? Math.max(0, x[i] - 5) : x[i] - 5;
    }
    Observations y = Observations.of(new double[] {0.1, -3}, 0.4, ObservationOperator.indices(3, SIZE + 5))
        .withTypes("rain", "wind");
    Localization two = RING.withFields(2);
    QCEFF f = QCEFF.of(ObservationUpdate.rankHistogram(-INFINITE, INFINITE))
        .withType("rain", ObservationUpdate.rankHistogram(0, INFINITE)).withLocalization(two);
    QCEFF probit = f.withProbitRegression(ObservationUpdate.rankHistogram(0, INFINITE), ObservationUpdate.normal());
    Ensemble e = Ensemble.of(x.clone(), 12, 2 * SIZE);
    probit.analyse(e, y, CYCLE);
    boolean negative = false;
    for (int m = 0; m < 12; m++) {
      for (int i = 0; i < SIZE; i++) {
        assertTrue(e.get(m, i) >= 0);
        negative |= e.get(m, SIZE + i) < 0;
      }
    }
    assertTrue(negative);
    assertEquals("QCEFF: there are marginals of 2 fields, but 1 field", assertThrows(IllegalArgumentException.class,
        () -> probit.withLocalization(RING).analyse(e, y, CYCLE)).getMessage());
    // With linear regression a type's law is that of the filter for it alone.
    Observations rain = Observations.of(new double[] {0.1}, 0.4, ObservationOperator.indices(3)).withTypes("rain");
    Ensemble typed = Ensemble.of(x.clone(), 12, 2 * SIZE);
    Ensemble plain = Ensemble.of(x.clone(), 12, 2 * SIZE);
    f.analyse(typed, rain, CYCLE);
    QCEFF.boundedRankHistogram(0, INFINITE).withLocalization(two).analyse(plain, rain, CYCLE);
    assertArrayEquals(plain.values(), typed.values());
    Ensemble other = Ensemble.of(x.clone(), 12, 2 * SIZE);
    f.analyse(other, rain.withTypes("wind"), CYCLE);
    assertFalse(Arrays.equals(plain.values(), other.values()));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    ObservationUpdate own = new ObservationUpdate() {
      @Override
      public boolean needsUnits() {
        return false;
      }

      @Override
      public void update(double[] anomalies, double innovation, double value, double deviation, double[] analysed,
          Workspace workspace) {}

      @Override
      public String toString() {
        return "own";
      }
    };
    assertEquals("QCEFF: the law 'own' has no marginal, which a regression between probits needs",
        assertThrows(IllegalArgumentException.class, () -> QCEFF.of(own).withProbitRegression()).getMessage());
    assertThrows(IllegalArgumentException.class, () -> QCEFF.normal().withProbitRegression().withType("a", own));
    assertThrows(IllegalArgumentException.class, () -> QCEFF.normal().withProbitRegression(new ObservationUpdate[0]));
    Cases c = new Cases(6, SIZE, 0, 4);
    Observations y = c.direct(new int[] {1, 2}, 1, 1).withCovariance("observation", new double[] {1, 0.5, 0.5, 1});
    assertThrows(IllegalArgumentException.class,
        () -> QCEFF.normal().withProbitRegression().analyse(c.forecast(), y, CYCLE));
  }

  @Test
  void threadsAndKeptArraysDoNotShow() {
    Cases c = new Cases(5, 1100, 0, 2);
    Observations y = c.direct(new int[] {0, 7, 8, 250, 500, 502}, 2, 0.7);
    Localization wide = Localization.ring(1100, TaperLaw.GASPARI_COHN, Radius.support(90));
    Workspace kept = new Workspace();
    for (QCEFF f : List.of(QCEFF.boundedRankHistogram(0, INFINITE), QCEFF.normal())) {
      for (QCEFF filter : List.of(f.withProbitRegression(), f.withLocalization(wide).withProbitRegression())) {
        double[] expected = analysed(filter, c, y, CYCLE.with(Workers.serial()));
        try (Workers three = Workers.of(3)) {
          assertArrayEquals(expected, analysed(filter, c, y, CYCLE.with(three).with(kept)));
          assertArrayEquals(expected, analysed(filter, c, y, CYCLE.with(three).with(kept)));
        }
      }
    }
  }
}
