package org.isobit.models.assimilation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.global.DEnKF;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.global.StochasticEnKF;
import org.isobit.models.assimilation.local.LESTKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Geometry;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.assimilation.serial.SerialEnSRF;
import org.junit.jupiter.api.Test;

/** Observations of types with a full R: the Kalman filter's own algebra, what localisation accepts, and messages. */
class CorrelatedErrorsTest {

  private static final Cycle CYCLE = Cycle.of(42, 7);

  private static final String[] TYPES = {"wind", "mass", "wind", "radiance", "mass", "wind", "radiance", "mass",
      "radiance", "wind", "mass", "wind"};

  /** R of a type: standard deviations 0.5 to 1.4, correlation 0.8 to the distance in the list. */
  private static double[] covariance(int n) {
    double[] r = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        r[i * n + j] = deviation(i) * deviation(j) * Math.pow(0.8, Math.abs(i - j));
      }
    }
    return r;
  }

  private static double deviation(int i) {
    return 0.5 + 0.3 * (i % 4);
  }

  private static Observations observations(Cases c) {
    return c.observations().withTypes(TYPES).withCovariance("wind", covariance(5)).withCovariance("radiance",
        covariance(3));
  }

  /** The whole R, types woven together. */
  private static DMatrixRMaj r(Cases c) {
    DMatrixRMaj r = new DMatrixRMaj(TYPES.length, TYPES.length);
    List<Integer> wind = new ArrayList<>();
    List<Integer> radiance = new ArrayList<>();
    for (int j = 0; j < TYPES.length; j++) {
      r.set(j, j, c.deviations[j] * c.deviations[j]);
      if (TYPES[j].equals("wind")) {
        wind.add(j);
      } else if (TYPES[j].equals("radiance")) {
        radiance.add(j);
      }
    }
    for (List<Integer> block : List.of(wind, radiance)) {
      double[] own = covariance(block.size());
      for (int i = 0; i < block.size(); i++) {
        for (int j = 0; j < block.size(); j++) {
          r.set(block.get(i), block.get(j), own[i * block.size() + j]);
        }
      }
    }
    return r;
  }

  private record Kalman(DMatrixRMaj mean, DMatrixRMaj covariance) {}

  /** K = P·Hᵀ·(H·P·Hᵀ + R)⁻¹. */
  private static DMatrixRMaj gain(Cases c) {
    DMatrixRMaj p = Cases.covariance(c.forecast());
    DMatrixRMaj h = c.operator();
    DMatrixRMaj ph = new DMatrixRMaj(c.size, c.count);
    CommonOps_DDRM.multTransB(p, h, ph);
    DMatrixRMaj s = new DMatrixRMaj(c.count, c.count);
    CommonOps_DDRM.mult(h, ph, s);
    CommonOps_DDRM.addEquals(s, r(c));
    CommonOps_DDRM.invert(s);
    DMatrixRMaj k = new DMatrixRMaj(c.size, c.count);
    CommonOps_DDRM.mult(ph, s, k);
    return k;
  }

  private static Kalman kalman(Cases c) {
    DMatrixRMaj p = Cases.covariance(c.forecast());
    DMatrixRMaj h = c.operator();
    DMatrixRMaj k = gain(c);
    DMatrixRMaj d = new DMatrixRMaj(c.count, 1);
    CommonOps_DDRM.mult(h, c.mean(), d);
    for (int j = 0; j < c.count; j++) {
      d.set(j, 0, c.values[j] - d.get(j, 0));
    }
    DMatrixRMaj mean = c.mean();
    CommonOps_DDRM.multAdd(k, d, mean);
    DMatrixRMaj i = CommonOps_DDRM.identity(c.size);
    CommonOps_DDRM.multAdd(-1, k, h, i);
    DMatrixRMaj covariance = new DMatrixRMaj(c.size, c.size);
    CommonOps_DDRM.mult(i, p, covariance);
    return new Kalman(mean, covariance);
  }

  private static void equal(DMatrixRMaj expected, DMatrixRMaj actual, String what) {
    double difference = Cases.difference(expected, actual);
    assertTrue(difference <= 1e-11, what + " differs by " + difference);
  }

  @Test
  void filtersAreTheKalmanFilterWithTheWholeR() {
    for (int members : new int[] {4, 12, 30}) {
      Cases c = new Cases(members, 9, TYPES.length, members);
      Kalman expected = kalman(c);
      double[] places = new double[TYPES.length];
      Localization everywhere = Localization.ring(9, TaperLaw.BOXCAR, Radius.length(1e6));
      for (Filter filter : List.of(new ETKF(), new ETKF().withRotation(true), new SerialEnSRF(),
          new SerialEnSRF().withOrder(ObservationOrder.SHUFFLED), new LETKF(everywhere), new LESTKF(everywhere),
          new SerialEnSRF().withLocalization(everywhere))) {
        Ensemble e = c.forecast();
        filter.analyse(e, observations(c).withCoordinates(places), CYCLE);
        equal(expected.mean, Cases.mean(e), filter + ": mean");
        equal(expected.covariance, Cases.covariance(e), filter + ": covariance");
      }
      for (Filter filter : List.of(new DEnKF(), new StochasticEnKF())) {
        Ensemble e = c.forecast();
        filter.analyse(e, observations(c), CYCLE);
        equal(expected.mean, Cases.mean(e), filter + ": mean");
      }
    }
  }

  /** Each of many cycles draws its own; what enters the analysis, Dᵀ·D/(N − 1), has the covariance R. */
  @Test
  void drawnPerturbationsHaveTheWholeCovariance() {
    // States far more uncertain than their observations: analyses take over the perturbed observations.
    int members = 40;
    int cycles = 500;
    double[] r = {0.25, 0.3, 0.3, 1.0};
    double[] sum = new double[4];
    Observations y = Observations.of(new double[] {3, -1}, 1, ObservationOperator.identity())
        .withCovariance("observation", r);
    for (int cycle = 0; cycle < cycles; cycle++) {
      Ensemble e = Ensemble.of(new java.util.Random(cycle).doubles(members * 2L, -1e4, 1e4).toArray(), members, 2);
      new StochasticEnKF().analyse(e, y, Cycle.of(42, cycle));
      double[] covariance = Cases.covariance(e).getData();
      for (int i = 0; i < 4; i++) {
        sum[i] += covariance[i] / cycles;
      }
    }
    assertArrayEquals(r, sum, 0.03);
  }

  /**
   * x_m + K·(y + ε_m − H·x_m) with K from the whole R, ε_m in the observations' units (Burgers et al. 1998, eq. 13).
   */
  @Test
  void givenPerturbationsAreWhitenedWithTheirBlocks() {
    for (int members : new int[] {5, 12, 30}) {
      Cases c = new Cases(members, 9, TYPES.length, 2 + members);
      double[] perturbations = new java.util.Random(members).doubles(members * TYPES.length, -2, 2).toArray();
      DMatrixRMaj gain = gain(c);
      double[] expected = new double[members * 9];
      for (int m = 0; m < members; m++) {
        DMatrixRMaj x = new DMatrixRMaj(9, 1, true, java.util.Arrays.copyOfRange(c.ensemble, m * 9, m * 9 + 9));
        DMatrixRMaj d = new DMatrixRMaj(TYPES.length, 1);
        CommonOps_DDRM.mult(c.operator(), x, d);
        for (int j = 0; j < TYPES.length; j++) {
          d.set(j, 0, c.values[j] + perturbations[m * TYPES.length + j] - d.get(j, 0));
        }
        CommonOps_DDRM.multAdd(gain, d, x);
        System.arraycopy(x.getData(), 0, expected, m * 9, 9);
      }
      Ensemble e = c.forecast();
      double[] given = perturbations.clone();
      new StochasticEnKF().analyse(e, observations(c), CYCLE, given);
      assertArrayEquals(expected, e.values(), 1e-11);
      assertArrayEquals(perturbations, given, "the caller's perturbations stay");
      given[3] = Double.NaN;
      says("StochasticEnKF: perturbation[3] is NaN",
          () -> new StochasticEnKF().analyse(e, observations(c), CYCLE, given));
    }
  }

  @Test
  void aDiagonalCovarianceIsThatOfDeviations() {
    Cases c = new Cases(6, 9, TYPES.length, 3);
    double[] diagonal = new double[TYPES.length * TYPES.length];
    for (int j = 0; j < TYPES.length; j++) {
      diagonal[j * TYPES.length + j] = c.deviations[j] * c.deviations[j];
    }
    Observations full = c.observations().withCovariance("observation", diagonal);
    assertTrue(full.correlated());
    assertFalse(c.observations().withTypes(TYPES).correlated());
    Ensemble expected = c.forecast();
    Ensemble e = c.forecast();
    new ETKF().analyse(expected, c.observations(), CYCLE);
    new ETKF().analyse(e, full, CYCLE);
    assertArrayEquals(expected.values(), e.values(), 1e-13);
    // Nothing is correlated, so that no distance is too large.
    new LETKF(Localization.ring(9, TaperLaw.BOXCAR, Radius.length(1))).analyse(e,
        full.withCoordinates(new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2}), CYCLE);
  }

  @Test
  void channelsOfOnePlaceAreLocalisedExactly() {
    // Three soundings of two channels, far apart: each point's analysis is the global one of its own sounding.
    double[] places = {2, 2, 12, 12, 22, 22};
    double[] values = {1, 2, 3, 4, 5, 6};
    double[] block = {1.0, 0.6, 0.6, 0.7};
    double[] r = new double[36];
    for (int s = 0; s < 3; s++) {
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
          r[(2 * s + i) * 6 + 2 * s + j] = block[2 * i + j];
        }
      }
    }
    Cases c = new Cases(5, 30, 0, 8);
    ObservationOperator channels = channels(2, 12, 22);
    Localization narrow = Localization.ring(30, TaperLaw.BOXCAR, Radius.length(4));
    Observations all = Observations.of(values, 1, channels).withCoordinates(places).withCovariance("observation", r);
    for (Filter filter : List.of(new LETKF(narrow), new LESTKF(narrow), new SerialEnSRF().withLocalization(narrow))) {
      Ensemble local = c.forecast();
      filter.analyse(local, all, CYCLE);
      for (int s = 0; s < 3; s++) {
        int place = 2 + 10 * s;
        Ensemble global = c.forecast();
        new ETKF().analyse(global, Observations.of(new double[] {values[2 * s], values[2 * s + 1]}, 1, channels(place))
            .withCovariance("observation", block), CYCLE);
        for (int i = place - 4; i <= place + 4; i++) {
          int at = (i + 30) % 30;
          assertEquals(global.mean()[at], local.mean()[at], 1e-12, filter + ", " + at);
          assertEquals(global.spread()[at], local.spread()[at], 1e-12, filter + ", " + at);
        }
      }
    }
  }

  /** At each place the sum and the difference of the next two variables. */
  private static ObservationOperator channels(int... at) {
    return (states, observed) -> {
      for (int m = 0; m < states.members(); m++) {
        for (int s = 0; s < at.length; s++) {
          observed[(m * at.length + s) * 2] = states.get(m, at[s]) + states.get(m, at[s] + 1);
          observed[(m * at.length + s) * 2 + 1] = states.get(m, at[s]) - states.get(m, at[s] + 1);
        }
      }
    };
  }

  /** Two observations whose errors are correlated, apart in one of two dimensions, in level or in time. */
  @Test
  void reachCountsInEveryDirection() {
    Localization plane = Localization.of(Geometry.cartesian(2), new double[] {0, 0, 1, 0, 0, 1}, TaperLaw.BOXCAR,
        Radius.length(5));
    Localization whole = plane.withVertical(new double[3], TaperLaw.BOXCAR, Radius.length(2))
        .withTime(0, TaperLaw.BOXCAR, Radius.length(3));
    double[] r = {1, 0, 0, 0, 1, 0.5, 0, 0.5, 1};
    Observations y = Observations.of(new double[3], 1, ObservationOperator.indices(0, 1, 2))
        .withCovariance("observation", r);
    Cases c = new Cases(4, 3, 0, 1);
    Filter filter = new LETKF(whole);
    double[] here = {9, 9, 0, 0, 3, 4};
    double[] level = {0, 0, 2};
    double[] time = {0, -1, 2};
    filter.analyse(c.forecast(), y.withCoordinates(here).withLevels(level).withTimes(time), CYCLE);
    List<Observations> apart = List.of(
        y.withCoordinates(new double[] {9, 9, 1, 2, 6.5, 2}).withLevels(level).withTimes(time),
        y.withCoordinates(new double[] {9, 9, 1, 2, 1, 7.5}).withLevels(level).withTimes(time),
        y.withCoordinates(here).withLevels(new double[] {0, 0, 2.5}).withTimes(time),
        y.withCoordinates(here).withLevels(level).withTimes(new double[] {0, -1, 2.5}));
    for (Observations bad : apart) {
      String message = assertThrows(IllegalArgumentException.class,
          () -> filter.analyse(c.forecast(), bad, CYCLE)).getMessage();
      double distance = apart.indexOf(bad) < 2 ? 5.5 : 5;
      assertTrue(message.startsWith("LETKF: the errors of observations 1 and 2 are correlated, but " + distance
          + " apart, "), message);
    }
  }

  @Test
  void threadsAndKeptArraysDoNotShow() {
    Cases c = new Cases(12, 700, TYPES.length, 4);
    double[] places = new double[TYPES.length];
    Localization wide = Localization.ring(700, TaperLaw.GASPARI_COHN, Radius.support(300));
    try (Workers four = Workers.of(4)) {
      for (Filter filter : List.of(new ETKF(), new LETKF(wide), new LESTKF(wide), new StochasticEnKF())) {
        Ensemble serial = c.forecast();
        filter.analyse(serial, observations(c).withCoordinates(places), CYCLE.with(Workers.serial()));
        Cycle cycle = CYCLE.with(four).with(new Workspace());
        for (int round = 0; round < 2; round++) {
          Ensemble e = c.forecast();
          filter.analyse(e, observations(c).withCoordinates(places), cycle);
          assertArrayEquals(serial.values(), e.values(), filter.toString());
        }
      }
    }
  }

  @Test
  void badInputIsNamedAndChangesNothing() {
    Cases c = new Cases(5, 9, TYPES.length, 1);
    Observations y = c.observations().withTypes(TYPES);
    assertEquals(List.of("wind", "mass", "radiance"), y.types());
    assertEquals(2, y.type(3));
    assertEquals(0.8, y.withCovariance("wind", covariance(5)).deviation(2), 1e-15);
    assertEquals(y.deviation(1), y.withCovariance("wind", covariance(5)).deviation(1));
    says("Observations: there is no type 'rain'; there are wind, mass, radiance",
        () -> y.withCovariance("rain", new double[0]));
    says("Observations: error covariance of type 'wind' must be 5 x 5, but has 9 elements",
        () -> y.withCovariance("wind", covariance(3)));
    double[] skew = covariance(3);
    skew[5] = 0.25;
    says("Observations: error covariance of type 'radiance' is not symmetric: element (2, 1) is " + skew[7]
        + ", but (1, 2) is 0.25", () -> y.withCovariance("radiance", skew));
    double[] singular = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    says("Observations: error covariance of type 'radiance' is not positive definite to working "
        + "precision: pivot 1 is 0.0", () -> y.withCovariance("radiance", singular));
    double[] nan = covariance(3);
    nan[4] = Double.NaN;
    says("Observations: error covariance of type 'radiance'[4] is NaN", () -> y.withCovariance("radiance", nan));
    says("Observations: there are 12 observations but 1 types", () -> y.withTypes("wind"));
    Ensemble e = c.forecast();
    says("SerialEnSRF: observations whose errors are correlated cannot be sorted by variance: whitened, all have the "
        + "same; take them as given or shuffled", () -> new SerialEnSRF()
            .withOrder(ObservationOrder.SORTED_BY_VARIANCE).analyse(e, observations(c), CYCLE));
    double[] places = {0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0};
    Localization narrow = Localization.ring(9, TaperLaw.GASPARI_COHN, Radius.support(3));
    for (Filter filter : List.of(new LETKF(narrow), new LESTKF(narrow), new SerialEnSRF().withLocalization(narrow))) {
      says(filter.getClass().getSimpleName() + ": the errors of observations 0 and 9 are correlated, but 4.0 apart, "
          + "where one no longer reaches the other (" + narrow + "); take a larger radius, a global filter, or 0 for "
          + "that covariance", () -> filter.analyse(e, observations(c).withCoordinates(places), CYCLE));
    }
    // What was refused once is refused again, and other places are looked at anew.
    LETKF filter = new LETKF(narrow);
    Observations here = observations(c);
    filter.analyse(c.forecast(), here.withCoordinates(new double[12]), CYCLE);
    assertThrows(IllegalArgumentException.class,
        () -> filter.analyse(e, here.withCoordinates(places), CYCLE));
    // At the same places, other correlations are looked at anew too.
    Observations plain = c.observations().withTypes(TYPES).withCoordinates(places);
    filter.analyse(c.forecast(), plain.withCovariance("radiance", covariance(3)), CYCLE);
    assertThrows(IllegalArgumentException.class,
        () -> filter.analyse(e, plain.withCovariance("wind", covariance(5)), CYCLE));
    assertArrayEquals(c.ensemble, e.values());
  }

  private static void says(String message, org.junit.jupiter.api.function.Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
