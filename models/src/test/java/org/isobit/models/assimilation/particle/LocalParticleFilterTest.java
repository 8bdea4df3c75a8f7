package org.isobit.models.assimilation.particle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.SteppedModel;
import org.junit.jupiter.api.Test;

/** The localized particle filter against its formulas, moments and limits. */
class LocalParticleFilterTest {

  private static final int SIZE = 26;
  private static final Cycle CYCLE = Cycle.of(7, 3);
  private static final Localization NEAR = Localization.ring(SIZE, TaperLaw.GASPARI_COHN, Radius.support(6));

  private static double[] analysed(Filter filter, Cases c, Observations y, Cycle cycle) {
    Ensemble e = c.forecast();
    filter.analyse(e, y, cycle);
    return e.values();
  }

  private static double taper(boolean local, int i, int j) {
    int d = Math.abs(i - j);
    return local ? NEAR.weight(Math.min(d, SIZE - d)) : 1;
  }

  private static double[] normalised(double[] w) {
    double sum = Arrays.stream(w).sum();
    return Arrays.stream(w).map(x -> x / sum).toArray();
  }

  /** N positions (n + u) ÷ N in the cumulated weights; then every particle that was drawn stays. */
  private static int[] drawn(double[] w, double u) {
    int n = w.length;
    int[] copies = new int[n];
    for (int k = 0; k < n; k++) {
      double reached = w[0];
      int i = 0;
      while (i < n - 1 && reached <= (k + u) / n) {
        reached += w[++i];
      }
      copies[i]++;
    }
    int[] drawn = new int[n];
    Arrays.fill(drawn, -1);
    for (int i = 0; i < n; i++) {
      drawn[i] = copies[i] > 0 ? i : -1;
    }
    for (int i = 0; i < n; i++) {
      for (int c = 1; c < copies[i]; c++) {
        int free = 0;
        while (drawn[free] >= 0) {
          free++;
        }
        drawn[free] = i;
      }
    }
    return drawn;
  }

  /** The filter as the papers have it, with products of weights. */
  private static double[] written(Cases c, int[] places, double[] values, double deviation, double alpha, boolean local,
      boolean recentred) {
    int n = c.members;
    double[] x = c.ensemble.clone();
    double[][] omega = new double[SIZE][n];
    for (double[] one : omega) {
      Arrays.fill(one, 1);
    }
    for (int q = 0; q < places.length; q++) {
      double[] p = new double[n];
      for (int m = 0; m < n; m++) {
        p[m] = Math.exp(-0.5 * Math.pow((values[q] - c.ensemble[m * SIZE + places[q]]) / deviation, 2));
      }
      p = normalised(p);
      for (int i = 0; i < SIZE; i++) {
        for (int m = 0; m < n; m++) {
          omega[i][m] *= 1 + alpha * taper(local, i, places[q]) * (n * p[m] - 1);
        }
      }
      int[] k = drawn(normalised(omega[places[q]]),
          Philox.uniform(CYCLE.seed(), CYCLE.stream(Cycle.Purpose.RESAMPLING), (long) q * n));
      for (int i = 0; i < SIZE; i++) {
        double rho = alpha * taper(local, i, places[q]);
        if (rho == 0) {
          continue;
        }
        double[] w = normalised(omega[i]);
        double mean = 0;
        // 1 − Σ w², which cancels where one weight is nearly 1, is the sum of w_m·w_k of all pairs.
        double pairs = 0;
        for (int m = 0; m < n; m++) {
          mean += w[m] * c.ensemble[m * SIZE + i];
          for (int other = 0; other < n; other++) {
            pairs += m == other ? 0 : w[m] * w[other];
          }
        }
        double variance = 0;
        double[] departure = new double[n];
        for (int m = 0; m < n; m++) {
          variance += w[m] * Math.pow(c.ensemble[m * SIZE + i] - mean, 2) / pairs;
          departure[m] = c.ensemble[k[m] * SIZE + i] - mean + (1 - rho) / rho * (x[m * SIZE + i] - mean);
        }
        double shift = recentred ? Arrays.stream(departure).sum() / n : 0;
        double sum = Arrays.stream(departure).map(d -> (d - shift) * (d - shift)).sum();
        double whole = Arrays.stream(departure).map(d -> d * d).sum();
        // Where all are one there is nothing to scale.
        double r = sum < 1e-25 * whole ? 0 : Math.sqrt((n - 1) * variance / sum);
        for (int m = 0; m < n; m++) {
          x[m * SIZE + i] = mean + r * (departure[m] - shift);
        }
      }
    }
    return x;
  }

  @Test
  void itIsTheFormulasOfThePapers() {
    int[] places = {3, 4, 8, 20, 4};
    for (int members : new int[] {2, 9, 40}) {
      Cases c = new Cases(members, SIZE, 0, members);
      for (double deviation : new double[] {1, 2, 30}) {
        Observations y = c.direct(places, 0.8, deviation);
        double[] values = new double[places.length];
        Arrays.setAll(values, y::value);
        for (double alpha : new double[] {0.3, 0.95, 1}) {
          for (boolean recentred : new boolean[] {true, false}) {
            LocalParticleFilter f = new LocalParticleFilter().withAlpha(alpha).withRecentring(recentred);
            String what = "N = " + members + ", deviation " + deviation + ", alpha " + alpha;
            // Two roundings of weights and one of a root for each of five observations, of numbers below 20.
            assertArrayEquals(written(c, places, values, deviation, alpha, true, recentred),
                analysed(f.withLocalization(NEAR), c, y, CYCLE), 1e-11, what);
            assertArrayEquals(written(c, places, values, deviation, alpha, false, recentred),
                analysed(f, c, y, CYCLE), 1e-11, what + ", everywhere");
          }
        }
      }
    }
  }

  /** With one observation that reaches everywhere: the bootstrap filter's weights, and its particles, but for r₁. */
  @Test
  void withOneObservationItIsTheBootstrapFilter() {
    Cases c = new Cases(200, SIZE, 0, 5);
    Observations y = c.direct(new int[] {6}, 0.8, 2);
    double[] w = new double[200];
    for (int m = 0; m < 200; m++) {
      w[m] = Math.exp(-0.5 * Math.pow((y.value(0) - c.ensemble[m * SIZE + 6]) / 2, 2));
    }
    w = normalised(w);
    double[] bootstrap = analysed(new ParticleFilter(), c, y, CYCLE);
    LocalParticleFilter f = new LocalParticleFilter().withAlpha(1);
    Ensemble matched = Ensemble.of(analysed(f, c, y, CYCLE), 200, SIZE);
    double[] scaled = analysed(f.withRecentring(false), c, y, CYCLE);
    double squares = Arrays.stream(w).map(x -> x * x).sum();
    for (int i = 0; i < SIZE; i++) {
      double mean = 0;
      for (int m = 0; m < 200; m++) {
        mean += w[m] * c.ensemble[m * SIZE + i];
      }
      double variance = 0;
      for (int m = 0; m < 200; m++) {
        variance += w[m] * Math.pow(c.ensemble[m * SIZE + i] - mean, 2) / (1 - squares);
      }
      assertEquals(mean, matched.mean()[i], 1e-12);
      assertEquals(Math.sqrt(variance), matched.spread()[i], 1e-12);
      // The same draws in another order: sorted, departures are one multiple of the others, 1 but for sampling noise.
      double[] its = new double[200];
      double[] ours = new double[200];
      for (int m = 0; m < 200; m++) {
        its[m] = bootstrap[m * SIZE + i] - mean;
        ours[m] = scaled[m * SIZE + i] - mean;
      }
      Arrays.sort(its);
      Arrays.sort(ours);
      double r = ours[199] / its[199];
      assertEquals(1, r, 0.05);
      for (int m = 0; m < 200; m++) {
        assertEquals(r * its[m], ours[m], 1e-12);
      }
    }
  }

  @Test
  void limitsOfTheErrorAndOfAlpha() {
    Cases c = new Cases(12, SIZE, 0, 3);
    int[] places = {3, 4, 8, 20};
    for (LocalParticleFilter f : List.of(new LocalParticleFilter(), new LocalParticleFilter().withLocalization(NEAR),
        new LocalParticleFilter().withAlpha(1))) {
      assertArrayEquals(c.ensemble, analysed(f, c, c.direct(places, 1, 1e12), CYCLE), 1e-13);
      assertArrayEquals(c.ensemble, analysed(f.withAlpha(0), c, c.direct(places, 1, 1e-3), CYCLE), 1e-14);
    }
    // An error so small that member 0 has all the weight, whatever the rest of it.
    for (double deviation : new double[] {1e-3, 1e-60}) {
      double[] x = analysed(new LocalParticleFilter().withAlpha(1), c, c.direct(places, 0, deviation), CYCLE);
      for (int m = 0; m < 12; m++) {
        assertArrayEquals(Arrays.copyOf(c.ensemble, SIZE), Arrays.copyOfRange(x, m * SIZE, (m + 1) * SIZE), 1e-13);
      }
    }
    // One observation whose likelihoods all underflow: differences of logarithms decide.
    double[] far = analysed(new LocalParticleFilter().withAlpha(1), c,
        Observations.of(new double[] {1e9}, 1, ObservationOperator.indices(3)), CYCLE);
    int nearest = 0;
    for (int m = 1; m < 12; m++) {
      nearest = c.ensemble[m * SIZE + 3] > c.ensemble[nearest * SIZE + 3] ? m : nearest;
    }
    for (int m = 0; m < 12; m++) {
      assertEquals(c.ensemble[nearest * SIZE + 5], far[m * SIZE + 5], 1e-13);
    }
  }

  @Test
  void whatIsBeyondNumbersLeavesTheEnsemble() {
    Cases c = new Cases(5, SIZE, 0, 3);
    Ensemble e = c.forecast();
    Observations huge = Observations.of(new double[] {1e200}, 1, ObservationOperator.indices(4));
    assertTrue(assertThrows(NumericalException.class, () -> new LocalParticleFilter().analyse(e, huge, CYCLE))
        .getMessage().startsWith("LocalParticleFilter: no member has a likelihood above zero at observation 0"));
    assertArrayEquals(c.ensemble, e.values());
    assertEquals("LocalParticleFilter: alpha must be in 0 to 1, but is 1.5",
        assertThrows(IllegalArgumentException.class, () -> new LocalParticleFilter().withAlpha(1.5)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> new LocalParticleFilter().withAlpha(Double.NaN));
    assertThrows(IllegalArgumentException.class,
        () -> new LocalParticleFilter().analyse(Ensemble.of(new double[] {1, 2}, 1, 2), huge, CYCLE));
    // A variable in which members agree stays as it is, and so does everything if that is what is observed.
    double[] flat = c.ensemble.clone();
    for (int m = 0; m < 5; m++) {
      flat[m * SIZE + 4] = 0.3;
    }
    Ensemble agreed = Ensemble.of(flat.clone(), 5, SIZE);
    new LocalParticleFilter().analyse(agreed,
        Observations.of(new double[] {1, 2}, 1, ObservationOperator.indices(4, 5)), CYCLE);
    for (int m = 0; m < 5; m++) {
      assertEquals(0.3, agreed.get(m, 4), 1e-15);
    }
    Ensemble still = Ensemble.of(flat.clone(), 5, SIZE);
    new LocalParticleFilter().analyse(still, Observations.of(new double[] {7}, 1, ObservationOperator.indices(4)),
        CYCLE);
    assertArrayEquals(flat, still.values(), 1e-14);
  }

  @Test
  void threadsDoNotShowAndInflationEndsWhereNothingIsNear() {
    Cases c = new Cases(6, 300, 0, 9);
    Localization ring = Localization.ring(300, TaperLaw.GASPARI_COHN, Radius.support(9));
    Observations y = c.direct(new int[] {0, 5, 40, 41, 130, 299}, 1, 0.7);
    LocalParticleFilter f = new LocalParticleFilter().withLocalization(ring)
        .withInflation(Inflation.of(Inflation.Kind.TRANSFORM_COVARIANCE, 1.5));
    double[] expected = analysed(f, c, y, CYCLE.with(Workers.serial()));
    try (Workers three = Workers.of(3)) {
      assertArrayEquals(expected, analysed(f, c, y, CYCLE.with(three)));
    }
    assertEquals(c.ensemble[200], expected[200], 1e-14);
    double[] inflated = analysed(f.withUnobserved(UnobservedPoints.INFLATE), c, y, CYCLE);
    double mean = c.forecast().mean()[200];
    assertEquals(mean + Math.sqrt(1.5) * (c.ensemble[200] - mean), inflated[200], 1e-13);
    assertEquals(expected[40], inflated[40]);
  }

  /** Fields at the same points share weights: each field is analysed as it would be by itself. */
  @Test
  void fieldsShareWeights() {
    Cases c = new Cases(7, 2 * SIZE, 0, 2);
    Localization two = NEAR.withFields(2);
    Observations y = c.direct(new int[] {3, 9}, 1, 1.5);
    double[] both = analysed(new LocalParticleFilter().withLocalization(two), c, y, CYCLE);
    double[] first = new double[7 * SIZE];
    for (int m = 0; m < 7; m++) {
      System.arraycopy(c.ensemble, m * 2 * SIZE, first, m * SIZE, SIZE);
    }
    Ensemble e = Ensemble.of(first, 7, SIZE);
    new LocalParticleFilter().withLocalization(NEAR).analyse(e, y, CYCLE);
    for (int m = 0; m < 7; m++) {
      for (int i = 0; i < SIZE; i++) {
        assertEquals(e.get(m, i), both[m * 2 * SIZE + i]);
      }
    }
  }

  /** 20 members follow 40 variables, of which the bootstrap filter with as many loses the truth at once. */
  @Test
  void itFollowsLorenz96WhereTheGlobalFilterDoesNot() {
    Localization ring = Localization.ring(40, TaperLaw.GASPARI_COHN, Radius.halfWidth(4));
    double local = meanError(new LocalParticleFilter().withLocalization(ring));
    double global = meanError(new ParticleFilter().withRegularisation(1));
    // 0.27 in runs of 2000 cycles, where the climatology is at 3.6.
    assertTrue(local < 0.4, "local " + local);
    assertTrue(global > 2, "global " + global);
  }

  private static double meanError(Filter filter) {
    SteppedModel model = new SteppedModel(new Lorenz96(40, 8.0), new RungeKutta4(), 0.05);
    Random random = new Random(6);
    double[] truth = new double[40];
    truth[0] = 1;
    for (int k = 0; k < 200; k++) {
      model.step(k, truth, 0);
    }
    double[] x = new double[20 * 40];
    Arrays.setAll(x, i -> truth[i % 40] + random.nextGaussian());
    Ensemble e = Ensemble.of(x, 20, 40);
    int[] all = java.util.stream.IntStream.range(0, 40).toArray();
    double sum = 0;
    for (int k = 0; k < 200; k++) {
      model.step(k, truth, 0);
      for (int m = 0; m < 20; m++) {
        model.step(k, x, m * 40);
      }
      double[] y = Arrays.stream(truth).map(v -> v + random.nextGaussian()).toArray();
      filter.analyse(e, Observations.of(y, 1, ObservationOperator.indices(all)), Cycle.of(3, k));
      double squares = 0;
      double[] mean = e.mean();
      for (int i = 0; i < 40; i++) {
        squares += (mean[i] - truth[i]) * (mean[i] - truth[i]) / 40;
      }
      sum += k < 50 ? 0 : Math.sqrt(squares) / 150;
    }
    return sum;
  }
}
