package org.isobit.models.assimilation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.isobit.models.assimilation.Inflation.Kind;
import org.isobit.models.assimilation.global.DEnKF;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.global.StochasticEnKF;
import org.isobit.models.assimilation.serial.SerialEnSRF;
import org.junit.jupiter.api.Test;

/** With linear operators every filter is the Kalman filter of the sample covariance, in closed form with EJML. */
class KalmanFilterTest {

  private static final double TOLERANCE = 1e-11;

  private static final Cycle CYCLE = Cycle.of(42, 7);

  /** Fewer, as many and more observations than members. */
  private static final List<Cases> ALL = List.of(new Cases(6, 5, 3, 1), new Cases(6, 5, 6, 2), new Cases(6, 5, 9, 3),
      new Cases(2, 1, 1, 4), new Cases(30, 4, 7, 5), new Cases(9, 40, 25, 6), new Cases(40, 13, 41, 7));

  private static void equal(DMatrixRMaj expected, DMatrixRMaj actual, String what) {
    double difference = Cases.difference(expected, actual);
    assertTrue(difference <= TOLERANCE, what + " differs by " + difference);
  }

  private static void isKalman(Filter filter, double factor) {
    for (Cases c : ALL) {
      Ensemble e = c.forecast();
      filter.analyse(e, c.observations(), CYCLE);
      String what = filter + " " + c.members + "x" + c.size + ", " + c.count;
      equal(c.analysisMean(factor), Cases.mean(e), what + ": mean");
      equal(c.analysisCovariance(factor), Cases.covariance(e), what + ": covariance");
    }
  }

  @Test
  void squareRootFiltersHaveMeanAndCovarianceOfTheKalmanFilter() {
    isKalman(new ETKF(), 1.0);
    isKalman(new ETKF().withRotation(true), 1.0);
    for (ObservationOrder order : ObservationOrder.values()) {
      isKalman(new SerialEnSRF().withOrder(order), 1.0);
    }
    isKalman(new SerialEnSRF().withRotation(true), 1.0);
  }

  @Test
  void inflationOfTheForecastCovarianceIsThatOfTheKalmanFilter() {
    for (Inflation inflation : List.of(Inflation.of(Kind.PRIOR_COVARIANCE, 1.21),
        Inflation.of(Kind.PRIOR_ANOMALIES, 1.1), Inflation.of(Kind.TRANSFORM_COVARIANCE, 1.21),
        Inflation.of(Kind.FORGETTING_FACTOR, 1 / 1.21))) {
      isKalman(new ETKF().withInflation(inflation), 1.21);
      isKalman(new SerialEnSRF().withInflation(inflation).withRotation(true), 1.21);
    }
  }

  @Test
  void stochasticFilterUpdatesEachMemberByItsOwnObservations() {
    for (Cases c : ALL) {
      double[] perturbations = new java.util.Random(5).doubles((long) c.members * c.count, -1, 1).toArray();
      Ensemble e = c.forecast();
      new StochasticEnKF().analyse(e, c.observations(), CYCLE, perturbations);
      DMatrixRMaj gain = c.gain(1.0);
      for (int m = 0; m < c.members; m++) {
        DMatrixRMaj x = new DMatrixRMaj(c.size, 1, true, java.util.Arrays.copyOfRange(c.ensemble, m * c.size,
            (m + 1) * c.size));
        DMatrixRMaj d = new DMatrixRMaj(c.count, 1);
        CommonOps_DDRM.mult(c.operator(), x, d);
        for (int j = 0; j < c.count; j++) {
          d.set(j, 0, c.values[j] + perturbations[m * c.count + j] - d.get(j, 0));
        }
        CommonOps_DDRM.multAdd(gain, d, x);
        for (int i = 0; i < c.size; i++) {
          assertEquals(x.get(i), e.get(m, i), TOLERANCE * 100, "member " + m + ", variable " + i);
        }
      }
    }
  }

  @Test
  void drawnPerturbationsLeaveTheMeanToTheObservations() {
    for (Cases c : ALL) {
      Ensemble e = c.forecast();
      new StochasticEnKF().withRotation(true).analyse(e, c.observations(), CYCLE);
      equal(c.analysisMean(1.0), Cases.mean(e), "mean");
    }
  }

  @Test
  void perturbationsHaveTheErrorsVariance() {
    // One variable far more uncertain than its observation: the analysis takes over the perturbed observation.
    int members = 4000;
    double[] x = new java.util.Random(1).doubles(members, -1e4, 1e4).toArray();
    Ensemble e = Ensemble.of(x, members, 1);
    new StochasticEnKF().analyse(e, Observations.of(new double[] {3}, 0.5, ObservationOperator.identity()), CYCLE);
    assertEquals(3, e.mean()[0], 1e-6);
    assertEquals(0.5, e.spread()[0], 0.02);
  }

  @Test
  void centredPerturbationsOfFewMembersHaveTheErrorsVariance() {
    // As above: the sample variance of an analysis is that of the perturbations, R in expectation, not R·3/2.
    double[] x = {-1e4, 2e3, 1e4};
    double sum = 0;
    for (int cycle = 0; cycle < 20_000; cycle++) {
      Ensemble e = Ensemble.of(x.clone(), 3, 1);
      new StochasticEnKF().analyse(e, Observations.of(new double[] {3}, 0.5, ObservationOperator.identity()),
          Cycle.of(42, cycle).with(org.isobit.kernels.Workers.serial()));
      sum += e.spread()[0] * e.spread()[0];
    }
    assertEquals(0.25, sum / 20_000, 0.01);
  }

  @Test
  void deterministicFilterHalvesTheGainOfAnomalies() {
    for (Cases c : ALL) {
      Ensemble e = c.forecast();
      new DEnKF().analyse(e, c.observations(), CYCLE);
      equal(c.analysisMean(1.0), Cases.mean(e), "mean");
      DMatrixRMaj anomalies = new DMatrixRMaj(c.size, c.members);
      CommonOps_DDRM.mult(c.reduction(1.0, 0.5), Cases.anomalies(c.forecast()), anomalies);
      equal(anomalies, Cases.anomalies(e), "anomalies");
    }
  }

  @Test
  void inflationAfterwardsActsOnAnalysisAnomalies() {
    for (Filter[] pair : new Filter[][] {{new ETKF(), new ETKF().withInflation(Inflation.posteriorAnomalies(1.3))},
        {new DEnKF(), new DEnKF().withInflation(Inflation.posteriorAnomalies(1.3))},
        {new StochasticEnKF(), new StochasticEnKF().withInflation(Inflation.posteriorAnomalies(1.3))},
        {new SerialEnSRF(), new SerialEnSRF().withInflation(Inflation.posteriorAnomalies(1.3))}}) {
      Cases c = new Cases(7, 4, 5, 3);
      Ensemble plain = c.forecast();
      Ensemble inflated = c.forecast();
      pair[0].analyse(plain, c.observations(), CYCLE);
      pair[1].analyse(inflated, c.observations(), CYCLE);
      DMatrixRMaj expected = Cases.anomalies(plain);
      CommonOps_DDRM.scale(1.3, expected);
      equal(expected, Cases.anomalies(inflated), pair[1] + ": anomalies");
      equal(Cases.mean(plain), Cases.mean(inflated), pair[1] + ": mean");
    }
  }

  @Test
  void relaxationMixesForecastAndAnalysis() {
    Cases c = new Cases(7, 4, 5, 3);
    Ensemble plain = c.forecast();
    new ETKF().analyse(plain, c.observations(), CYCLE);
    Ensemble relaxed = c.forecast();
    new ETKF().withInflation(Inflation.of(Kind.RELAX_TO_PRIOR_PERTURBATIONS, 0.3)).analyse(relaxed, c.observations(),
        CYCLE);
    DMatrixRMaj expected = Cases.anomalies(plain);
    CommonOps_DDRM.add(0.7, expected, 0.3, Cases.anomalies(c.forecast()), expected);
    equal(expected, Cases.anomalies(relaxed), "anomalies");
    Ensemble spread = c.forecast();
    new ETKF().withInflation(Inflation.of(Kind.RELAX_TO_PRIOR_SPREAD, 0.6)).analyse(spread, c.observations(), CYCLE);
    double[] before = c.forecast().spread();
    double[] after = plain.spread();
    double[] now = spread.spread();
    for (int i = 0; i < c.size; i++) {
      assertEquals(0.4 * after[i] + 0.6 * before[i], now[i], 1e-12);
    }
  }

  @Test
  void priorInflationReachesNonlinearOperators() {
    // The observation is the square: with inflation before the operator its spread grows by more than the factor.
    ObservationOperator square = (states, observed) -> {
      for (int m = 0; m < states.members(); m++) {
        observed[m] = states.get(m, 0) * states.get(m, 0);
      }
    };
    Ensemble before = Ensemble.of(new double[] {1, 2, 4}, 3, 1);
    Ensemble byHand = Ensemble.of(new double[] {7 / 3. - 8 / 3., 7 / 3. - 2 / 3., 7 / 3. + 10 / 3.}, 3, 1);
    Observations y = Observations.of(new double[] {5}, 1, square);
    new ETKF().withInflation(Inflation.of(Kind.PRIOR_ANOMALIES, 2)).analyse(before, y, CYCLE);
    new ETKF().analyse(byHand, y, CYCLE);
    for (int m = 0; m < 3; m++) {
      assertEquals(byHand.get(m, 0), before.get(m, 0), 1e-12);
    }
  }
}
