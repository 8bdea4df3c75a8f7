package org.isobit.models.assimilation.smoothing;

import static org.isobit.models.assimilation.smoothing.IEnKSTest.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.gaussian.Dense;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.global.StochasticEnKF;
import org.isobit.models.dynamics.Lorenz63;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.SteppedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The smoother against EnKS where it must agree, and against a regression where it need not. */
class EnRTSTest {

  /** Raanes (2016): members that span the space or not, with filters that inflate, rotate, perturb. */
  @ParameterizedTest
  @CsvSource({"1, 9, 4, 3", "3, 5, 7, 3", "2, 12, 5, 9"})
  void aLinearModelGivesEnKS(int lag, int members, int size, int count) {
    Linear q = new Linear(size, count, 3);
    Ensemble e = q.ensemble(members);
    for (Filter filter : new Filter[] {new ETKF(), new StochasticEnKF(),
        new ETKF().withInflation(Inflation.posteriorAnomalies(1.1)).withRotation(true)}) {
      EnRTS smoother = new EnRTS(q.model(), e, filter, lag);
      EnKS expected = new EnKS(q.model(), e, filter, lag);
      assertEquals(lag, smoother.lag());
      for (int k = 0; k < lag + 4; k++) {
        Observations y = q.observations();
        smoother.forecast(k, 1, Workers.serial());
        expected.forecast(k, 1, Workers.serial());
        assertNull(smoother.smoothed());
        smoother.analyse(y, Cycle.of(1, k));
        expected.analyse(y, Cycle.of(1, k));
        assertArrayEquals(expected.ensemble().copy().values(), smoother.ensemble().copy().values());
        if (k + 1 >= lag) {
          assertArrayEquals(expected.smoothed().copy().values(), smoother.smoothed().copy().values(), 1e-10,
              filter + ", cycle " + k);
        }
      }
    }
  }

  /** The same where the model is not linear, but anomalies are independent: fewer members than variables. */
  @Test
  void fewMembersGiveEnKSWithAnyModel() {
    SteppedModel model = new SteppedModel(new Lorenz96(40, 8.0), new RungeKutta4(), 0.05);
    Random random = new Random(4);
    Ensemble e = Ensemble.of(random.doubles(12 * 40, -3, 8).toArray(), 12, 40);
    EnRTS smoother = new EnRTS(model, e, new ETKF(), 5);
    EnKS expected = new EnKS(model, e, new ETKF(), 5);
    for (int k = 0; k < 12; k++) {
      Observations y = Observations.of(random.doubles(40, -3, 8).toArray(), 2.0, ObservationOperator.identity());
      smoother.forecast(k, 1, Workers.serial());
      expected.forecast(k, 1, Workers.serial());
      smoother.analyse(y, Cycle.of(1, k));
      expected.analyse(y, Cycle.of(1, k));
      if (k >= 4) {
        assertArrayEquals(expected.smoothed().copy().values(), smoother.smoothed().values(), 1e-9, "cycle " + k);
      }
    }
  }

  /** More members than variables: A⁺ = (AᵀA)⁻¹·Aᵀ, time by time. */
  @Test
  void manyMembersOfANonlinearModelGiveARegression() {
    SteppedModel model = new SteppedModel(new Lorenz63(), new RungeKutta4(), 0.01);
    Random random = new Random(2);
    Ensemble e = Ensemble.of(random.doubles(24, 5, 9).toArray(), 8, 3);
    int lag = 3;
    EnRTS smoother = new EnRTS(model, e, new ETKF(), lag);
    EnKS other = new EnKS(model, e, new ETKF(), lag);
    Dense[] forecasts = new Dense[lag + 1];
    Dense[] analyses = new Dense[lag + 1];
    analyses[0] = Linear.rows(e);
    Ensemble now = e.copy();
    for (int k = 0; k < lag; k++) {
      Observations y = Observations.of(random.doubles(2, 3, 9).toArray(), 1.0, ObservationOperator.indices(0, 2));
      model.advance(20L * k, 20, now, Workers.serial());
      forecasts[k + 1] = Linear.rows(now);
      new ETKF().analyse(now, y, Cycle.of(1, k));
      analyses[k + 1] = Linear.rows(now);
      smoother.forecast(20L * k, 20, Workers.serial());
      other.forecast(20L * k, 20, Workers.serial());
      smoother.analyse(y, Cycle.of(1, k));
      other.analyse(y, Cycle.of(1, k));
    }
    Dense smoothed = analyses[lag];
    for (int k = lag - 1; k >= 0; k--) {
      Dense a = Linear.anomalies(forecasts[k + 1]);
      Dense gain = a.transpose().mult(a).invert().mult(a.transpose()).mult(Linear.anomalies(analyses[k]));
      smoothed = analyses[k].plus(smoothed.minus(forecasts[k + 1]).mult(gain));
    }
    assertTrue(Linear.difference(smoothed, Linear.rows(smoother.smoothed())) <= 1e-9);
    assertTrue(Linear.difference(Linear.rows(other.smoothed()), smoothed) > 1e-3, "EnKS is another one here");
  }

  @Test
  void aFailedAnalysisLeavesAllTimesAsTheyWere() {
    Linear q = new Linear(3, 2, 11);
    Ensemble e = q.ensemble(7);
    EnRTS smoother = new EnRTS(q.model(), e, new ETKF(), 1);
    EnRTS untouched = new EnRTS(q.model(), e, new ETKF(), 1);
    Observations accurate = Observations.of(new double[3], 1e-9, ObservationOperator.identity());
    for (int k = 0; k < 3; k++) {
      smoother.forecast(k, 1, Workers.serial());
      untouched.forecast(k, 1, Workers.serial());
      Cycle cycle = Cycle.of(1, k);
      assertThrows(NumericalException.class, () -> smoother.analyse(accurate, cycle));
      assertArrayEquals(untouched.ensemble().copy().values(), smoother.ensemble().copy().values());
      Observations y = q.observations();
      smoother.analyse(y, cycle);
      untouched.analyse(y, cycle);
      assertArrayEquals(untouched.smoothed().values(), smoother.smoothed().values());
    }
  }

  @Test
  void mistakesAreNamed() {
    Linear q = new Linear(4, 3, 6);
    refused("lag must be 1 or more, but is 0", () -> new EnRTS(q.model(), q.ensemble(5), new ETKF(), 0));
    refused("members must be at least 2, but is 1", () -> new EnRTS(q.model(), q.ensemble(1), new ETKF(), 1));
    refused("the model has 4 variables but the members have 3",
        () -> new EnRTS(q.model(), Ensemble.allocate(5, 3), new ETKF(), 1));
    EnRTS smoother = new EnRTS(q.model(), q.ensemble(5), new ETKF(), 4);
    refused("steps must not be negative, but is -1", () -> smoother.forecast(0, -1, Workers.serial()));
    refused("there are 3 standard deviations for 4 variables", () -> smoother.spread(new double[3]));
  }
}
