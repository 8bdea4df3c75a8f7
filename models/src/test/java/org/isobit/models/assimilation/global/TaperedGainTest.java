package org.isobit.models.assimilation.global;

import static org.isobit.models.assimilation.global.ESTKFTest.relative;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.isobit.kernels.NumericalException;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.junit.jupiter.api.Test;

/** StochasticEnKF and DEnKF with tapered covariances against the formula written out, and what they refuse. */
class TaperedGainTest {

  private static final Cycle CYCLE = Cycle.of(11, 5);
  private static final int POINTS = 26;
  private static final int[] OBSERVED = {0, 1, 4, 5, 9, 12, 13, 20, 25, 30, 38};

  /** Support and points such that some pairs are near and others not. */
  private static final Localization NARROW =
      Localization.ring(POINTS, TaperLaw.GASPARI_COHN, Radius.support(7)).withFields(2);
  private static final Localization EVERYWHERE =
      Localization.ring(POINTS, TaperLaw.BOXCAR, Radius.length(1e6)).withFields(2);

  private static Observations observations(Cases c, int... observed) {
    double[] values = IntStream.of(observed).mapToDouble(i -> c.ensemble[i] + 1 + 0.1 * i).toArray();
    double[] deviations = IntStream.of(observed).mapToDouble(i -> 0.4 + 0.03 * i).toArray();
    return Observations.of(values, deviations, ObservationOperator.indices(observed));
  }

  /** Gaspari and Cohn (1999, eq. 4.10) with half-width 3.5 of the distance between two variables on the ring. */
  private static double taper(int i, int j) {
    int apart = Math.abs(i % POINTS - j % POINTS);
    double z = Math.min(apart, POINTS - apart) / 3.5;
    if (z <= 1) {
      return 1 - 5.0 / 3 * z * z + 5.0 / 8 * z * z * z + 0.5 * Math.pow(z, 4) - 0.25 * Math.pow(z, 5);
    }
    return z >= 2 ? 0 : 4 - 5 * z + 5.0 / 3 * z * z + 5.0 / 8 * z * z * z - 0.5 * Math.pow(z, 4)
        + Math.pow(z, 5) / 12 - 2 / (3 * z);
  }

  /** The gain of ρ ∘ P, which has been multiplied by a factor, for direct observations. */
  private static EjmlMatrix gain(EjmlMatrix p, double factor, Observations y, int... observed) {
    EjmlMatrix ph = new EjmlMatrix(p.matrix().numRows, observed.length);
    EjmlMatrix s = new EjmlMatrix(observed.length, observed.length);
    for (int j = 0; j < observed.length; j++) {
      for (int i = 0; i < p.matrix().numRows; i++) {
        ph.set(i, j, factor * taper(i, observed[j]) * p.get(i, observed[j]));
      }
      for (int i = 0; i < observed.length; i++) {
        s.set(i, j, ph.get(observed[i], j) + (i == j ? y.deviation(j) * y.deviation(j) : 0));
      }
    }
    return ph.mult(s.invert());
  }

  private static Ensemble analysed(Filter filter, Cases c, Observations y) {
    Ensemble e = c.forecast();
    filter.analyse(e, y, CYCLE);
    return e;
  }

  @Test
  void aTaperOfOneChangesNothing() {
    for (int members : new int[] {2, 5, 30}) {
      Cases c = new Cases(members, 2 * POINTS, 0, members);
      Observations y = observations(c, OBSERVED);
      for (Inflation inflation : ESTKFTest.INFLATIONS) {
        for (boolean rotation : new boolean[] {false, true}) {
          Filter[][] pairs = {
              {new DEnKF().withInflation(inflation).withRotation(rotation),
                  new DEnKF().withLocalization(EVERYWHERE).withInflation(inflation).withRotation(rotation)},
              {new StochasticEnKF().withInflation(inflation).withRotation(rotation),
                  new StochasticEnKF().withLocalization(EVERYWHERE).withInflation(inflation).withRotation(rotation)}};
          for (Filter[] pair : pairs) {
            double off = relative(c, analysed(pair[0], c, y), analysed(pair[1], c, y));
            assertTrue(off <= 1e-12, pair[1] + ", " + members + " members: " + off);
          }
        }
      }
    }
  }

  /** Houtekamer and Mitchell's gain; Sakov and Oke's half of it for anomalies. */
  @Test
  void theFormulasWrittenOut() {
    for (double factor : new double[] {1, 1.4}) {
      Inflation inflation = Inflation.of(Inflation.Kind.TRANSFORM_COVARIANCE, factor);
      Cases c = new Cases(6, 2 * POINTS, 0, 8);
      Observations y = observations(c, OBSERVED);
      int p = OBSERVED.length;
      EjmlMatrix k = gain(new EjmlMatrix(Cases.covariance(c.forecast())), factor, y, OBSERVED);
      EjmlMatrix mean = new EjmlMatrix(c.mean());
      EjmlMatrix a = new EjmlMatrix(Cases.anomalies(c.forecast())).scale(Math.sqrt(factor));
      double[] perturbations = new Random(3).doubles(6L * p, -1, 1).toArray();
      Ensemble denkf = c.forecast();
      Ensemble enkf = c.forecast();
      for (int m = 0; m < 6; m++) {
        EjmlMatrix d = new EjmlMatrix(p, 1);
        EjmlMatrix anomaly = new EjmlMatrix(p, 1);
        EjmlMatrix perturbed = new EjmlMatrix(p, 1);
        for (int j = 0; j < p; j++) {
          d.set(j, 0, y.value(j) - mean.get(OBSERVED[j], 0));
          anomaly.set(j, 0, a.get(OBSERVED[j], m));
          perturbed.set(j, 0, d.get(j, 0) + perturbations[m * p + j] - anomaly.get(j, 0));
        }
        EjmlMatrix half = mean.plus(k.mult(d)).plus(a.column(m)).minus(k.mult(anomaly).scale(0.5));
        EjmlMatrix whole = mean.plus(a.column(m)).plus(k.mult(perturbed));
        for (int i = 0; i < c.size; i++) {
          denkf.values()[m * c.size + i] = half.get(i, 0);
          enkf.values()[m * c.size + i] = whole.get(i, 0);
        }
      }
      double off = relative(c, denkf, analysed(new DEnKF().withLocalization(NARROW).withInflation(inflation), c, y));
      assertTrue(off <= 1e-12, "DEnKF: " + off);
      Ensemble found = c.forecast();
      new StochasticEnKF().withLocalization(NARROW).withInflation(inflation)
          .analyse(found, y, CYCLE, perturbations);
      off = relative(c, enkf, found);
      assertTrue(off <= 1e-12, "StochasticEnKF: " + off);
    }
  }

  /** x + ρ·cov(x, y)/(var(y) + r²)·(value − y), by hand. */
  @Test
  void aSingleObservation() {
    Cases c = new Cases(5, 2 * POINTS, 0, 8);
    Observations y = observations(c, 9);
    Ensemble e = analysed(new DEnKF().withLocalization(NARROW), c, y);
    EjmlMatrix p = new EjmlMatrix(Cases.covariance(c.forecast()));
    for (int i = 0; i < c.size; i++) {
      double k = taper(i, 9) * p.get(i, 9) / (p.get(9, 9) + y.deviation(0) * y.deviation(0));
      double mean = c.mean().get(i, 0);
      double moved = k * (y.value(0) - c.mean().get(9, 0));
      for (int m = 0; m < 5; m++) {
        double forecast = c.ensemble[m * c.size + i];
        double halved = forecast + moved - 0.5 * k * (c.ensemble[m * c.size + 9] - c.mean().get(9, 0));
        assertEquals(halved, e.get(m, i), 1e-13);
        if (taper(i, 9) == 0) {
          assertEquals(forecast, e.get(m, i), Math.ulp(Math.abs(mean)) * 4, "out of reach");
        }
      }
    }
  }

  /** With many members the perturbed observations' filter has the covariance (I − K·H)·P·(I − K·H)ᵀ + K·R·Kᵀ. */
  @Test
  void manyMembersGiveTheKalmanFiltersCovariance() {
    int members = 20_000;
    int size = 8;
    Random random = new Random(5);
    double[] ensemble = new double[members * size];
    for (int m = 0; m < members; m++) {
      double common = random.nextGaussian();
      for (int i = 0; i < size; i++) {
        ensemble[m * size + i] = common + 0.5 * random.nextGaussian();
      }
    }
    int[] observed = {1, 3, 4};
    Localization ring = Localization.ring(size, TaperLaw.GASPARI_COHN, Radius.support(4));
    Cases c = new Cases(ensemble, members, new double[3 * size], new double[3], new double[] {1, 1, 1});
    Observations y = Observations.of(new double[] {1, 2, 3}, 0.8, ObservationOperator.indices(observed));
    Ensemble e = analysed(new StochasticEnKF().withLocalization(ring), c, y);
    EjmlMatrix p = new EjmlMatrix(Cases.covariance(c.forecast()));
    EjmlMatrix h = new EjmlMatrix(3, size);
    EjmlMatrix rho = new EjmlMatrix(size, size);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        int apart = Math.abs(i - j);
        rho.set(i, j, ring.weight(Math.min(apart, size - apart)));
      }
    }
    for (int j = 0; j < 3; j++) {
      h.set(j, observed[j], 1);
    }
    EjmlMatrix r = EjmlMatrix.identity(3).scale(0.64);
    EjmlMatrix tapered = rho.times(p);
    EjmlMatrix k = tapered.mult(h.transpose()).mult(h.mult(tapered).mult(h.transpose()).plus(r).invert());
    EjmlMatrix rest = EjmlMatrix.identity(size).minus(k.mult(h));
    EjmlMatrix expected = rest.mult(p).mult(rest.transpose()).plus(k.mult(r).mult(k.transpose()));
    // Sampled covariances between forecasts and perturbations are of the size 1/√N; five times that is allowed.
    assertEquals(0, Cases.difference(expected.matrix(), Cases.covariance(e)), 5 / Math.sqrt(members));
    EjmlMatrix mean = new EjmlMatrix(c.mean());
    EjmlMatrix d = EjmlMatrix.column(1, 2, 3).minus(h.mult(mean));
    assertEquals(0, Cases.difference(mean.plus(k.mult(d)).matrix(), Cases.mean(e)), 1e-12);
  }

  private static void refuses(String message, Localization localization, Observations y) {
    for (Filter filter : new Filter[] {new DEnKF().withLocalization(localization),
        new StochasticEnKF().withLocalization(localization)}) {
      Cases c = new Cases(5, 2 * POINTS, 0, 8);
      Ensemble e = c.forecast();
      String name = filter instanceof DEnKF ? "DEnKF" : "StochasticEnKF";
      assertEquals(name + ": " + message,
          assertThrows(IllegalArgumentException.class, () -> filter.analyse(e, y, CYCLE)).getMessage());
      assertArrayEquals(c.ensemble, e.values());
    }
  }

  @Test
  void whatCannotBeLocalisedIsRefused() {
    Cases c = new Cases(5, 2 * POINTS, 0, 8);
    double[] h = new double[2 * 2 * POINTS];
    h[3] = 1;
    h[2 * POINTS + 9] = 1;
    Observations nowhere = Observations.of(new double[2], 1.0, ObservationOperator.matrix(h, 2, 2 * POINTS));
    refuses("observations need coordinates to be localised", NARROW, nowhere);
    Observations apart = observations(c, 2, 15).withCovariance("observation", new double[] {1, 0.5, 0.5, 1});
    refuses("the errors of observations 0 and 1 are correlated, but 13.0 apart, where one no longer reaches the other ("
        + NARROW + "); take a larger radius, a global filter, or 0 for that covariance", NARROW, apart);
    refuses("tapers covariances and cannot keep only the 3 observations closest to each point; leave the cap out or "
        + "use LETKF", NARROW.withMost(3), observations(c, 2, 15));
    refuses("tapers covariances of observations, which must have one radius, but observation 1 of type 'b' has another "
        + "than observation 0 of type 'a'; leave the radii of types out or use LETKF",
        NARROW.withRadius("b", Radius.support(3)), observations(c, 2, 15).withTypes("a", "b"));
    refuses("the localisation is for 2 fields of 27 points, 54 variables, but a state has 52",
        Localization.ring(27, TaperLaw.GASPARI_COHN, Radius.support(3)).withFields(2), observations(c, 2, 15));
  }

  @Test
  void oneRadiusForATypeIsOneRadius() {
    Cases c = new Cases(5, 2 * POINTS, 0, 8);
    Localization wide = Localization.ring(POINTS, TaperLaw.GASPARI_COHN, Radius.support(20)).withFields(2)
        .withRadius("a", Radius.support(7));
    assertArrayEquals(analysed(new DEnKF().withLocalization(NARROW), c, observations(c, 2, 4)).values(),
        analysed(new DEnKF().withLocalization(wide), c, observations(c, 2, 4).withTypes("a", "a")).values());
  }

  /** Three equal rows of observed anomalies, of which the outer two are out of each other's reach: no covariance. */
  @Test
  void aTaperThatIsNoCorrelationIsRefused() {
    double[] ensemble = new double[3 * 2];
    System.arraycopy(new double[] {1, 1, 1, -1, -1, -1}, 0, ensemble, 0, 6);
    Ensemble e = Ensemble.of(ensemble.clone(), 2, 3);
    Localization step = Localization.ring(30, TaperLaw.BOXCAR, Radius.length(1)).some(new int[] {0, 1, 2});
    Observations y = Observations.of(new double[3], 0.1, ObservationOperator.identity());
    for (Filter filter : new Filter[] {new DEnKF().withLocalization(step),
        new StochasticEnKF().withLocalization(step)}) {
      NumericalException no = assertThrows(NumericalException.class, () -> filter.analyse(e, y, CYCLE));
      assertEquals(2, no.index());
      // (2·100 + 1)·(1 − …): with q = 200 and c = 1 the last pivot is (q + c) − q²/((q + c) − q²/(q + c)).
      double diagonal = 201;
      assertEquals(diagonal - 200 * 200 / (diagonal - 200 * 200 / diagonal), no.value(), 1e-9 * Math.abs(no.value()));
      assertTrue(no.getMessage().contains("is not positive definite, so that the taper is no correlation"),
          no.getMessage());
      assertArrayEquals(ensemble, e.values());
    }
  }
}
