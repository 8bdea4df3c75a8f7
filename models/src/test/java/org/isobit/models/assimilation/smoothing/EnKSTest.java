package org.isobit.models.assimilation.smoothing;

import static org.isobit.models.assimilation.smoothing.IEnKSTest.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.EnsembleEstimator;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.gaussian.Dense;
import org.isobit.models.assimilation.global.DEnKF;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.global.StochasticEnKF;
import org.isobit.models.assimilation.serial.SerialEnSRF;
import org.isobit.models.dynamics.Lorenz63;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.SteppedModel;
import org.junit.jupiter.api.Test;

/** The smoother against that of Rauch, Tung and Striebel, and against the filter that it is made of. */
class EnKSTest {

  /** Forward with the Kalman filter, backward with gains C = P_a·Mᵀ·P_f⁻¹. */
  @Test
  void aLinearModelGivesTheKalmanSmoother() {
    int cycles = 6;
    Linear q = new Linear(3, 2, 11);
    Ensemble e = q.ensemble(7);
    EnKS smoother = new EnKS(q.model(), e, new ETKF(), cycles);
    Dense[] xf = new Dense[cycles + 1];
    Dense[] pf = new Dense[cycles + 1];
    Dense[] x = new Dense[cycles + 1];
    Dense[] p = new Dense[cycles + 1];
    x[0] = Linear.mean(Linear.rows(e));
    p[0] = Linear.covariance(Linear.rows(e), Linear.rows(e));
    for (int k = 1; k <= cycles; k++) {
      Observations y = q.observations();
      smoother.forecast(k - 1, 1, Workers.serial());
      smoother.analyse(y, Cycle.of(1, k));
      xf[k] = q.m.mult(x[k - 1]);
      pf[k] = q.m.mult(p[k - 1]).mult(q.m.transpose());
      Dense gain = pf[k].mult(q.h.transpose()).mult(q.h.mult(pf[k]).mult(q.h.transpose()).plus(q.r).invert());
      x[k] = xf[k].plus(gain.mult(Linear.values(y).minus(q.h.mult(xf[k]))));
      p[k] = Dense.identity(3).minus(gain.mult(q.h)).mult(pf[k]);
    }
    assertEquals(cycles, smoother.earlier());
    for (int k = cycles; k >= 0; k--) {
      if (k < cycles) {
        Dense c = p[k].mult(q.m.transpose()).mult(pf[k + 1].invert());
        x[k] = x[k].plus(c.mult(x[k + 1].minus(xf[k + 1])));
        p[k] = p[k].plus(c.mult(p[k + 1].minus(pf[k + 1])).mult(c.transpose()));
      }
      Dense members = Linear.rows(smoother.smoothed(cycles - k));
      assertTrue(Linear.difference(x[k], Linear.mean(members)) <= 1e-12, "mean " + k);
      assertTrue(Linear.difference(p[k], Linear.covariance(members, members)) <= 1e-12, "covariance " + k);
    }
  }

  @Test
  void theMembersOfNowAreThoseOfTheFilterToTheBit() {
    SteppedModel model = new SteppedModel(new Lorenz63(), new RungeKutta4(), 0.01);
    Inflation some = Inflation.posteriorAnomalies(1.05);
    List<Filter> filters = List.of(new ETKF(), new ETKF().withInflation(some).withRotation(true), new StochasticEnKF(),
        new DEnKF(), new SerialEnSRF().withInflation(some));
    for (Filter filter : filters) {
      Random random = new Random(2);
      Ensemble e = Ensemble.of(random.doubles(24, 5, 9).toArray(), 8, 3);
      EnKS smoother = new EnKS(model, e, filter, 3);
      EnKS longer = new EnKS(model, e, filter, 20);
      EnKS none = new EnKS(model, e, filter, 0);
      EnsembleEstimator alone = new EnsembleEstimator(model, e, filter);
      for (int k = 0; k < 8; k++) {
        Observations y = Observations.of(random.doubles(2, 3, 9).toArray(), 1.0, ObservationOperator.indices(0, 2));
        for (var estimator : List.of(smoother, longer, none, alone)) {
          estimator.forecast(5 * k, 5, Workers.serial());
          estimator.analyse(y, Cycle.of(1, k));
        }
        assertArrayEquals(e.values(), smoother.ensemble().copy().values(), filter + " " + k);
        assertArrayEquals(e.values(), none.ensemble().copy().values(), filter + " " + k);
        assertEquals(Math.min(k + 1, 3), smoother.earlier());
        for (int ago = 0; ago <= smoother.earlier(); ago++) {
          assertArrayEquals(longer.smoothed(ago).copy().values(), smoother.smoothed(ago).copy().values(),
              filter + " " + k + ", " + ago + " ago");
        }
        double[] spread = new double[3];
        smoother.spread(spread);
        assertArrayEquals(e.spread(), spread);
      }
    }
  }

  @Test
  void aFailedAnalysisLeavesAllTimesAsTheyWere() {
    Linear q = new Linear(3, 2, 11);
    EnKS smoother = new EnKS(q.model(), q.ensemble(7), new ETKF(), 1);
    smoother.forecast(0, 2, Workers.serial());
    double[] now = smoother.ensemble().copy().values();
    double[] before = smoother.smoothed(1).copy().values();
    Observations accurate = Observations.of(new double[3], 1e-9, ObservationOperator.identity());
    assertThrows(NumericalException.class, () -> smoother.analyse(accurate, Cycle.of(1, 0)));
    assertArrayEquals(now, smoother.ensemble().copy().values());
    assertArrayEquals(before, smoother.smoothed(1).copy().values());
  }

  @Test
  void mistakesAreNamed() {
    Linear q = new Linear(4, 3, 6);
    refused("lag must be 0 or more, but is -1", () -> new EnKS(q.model(), q.ensemble(5), new ETKF(), -1));
    refused("members must be at least 2, but is 1", () -> new EnKS(q.model(), q.ensemble(1), new ETKF(), 1));
    refused("the model has 4 variables but the members have 3",
        () -> new EnKS(q.model(), Ensemble.allocate(5, 3), new ETKF(), 1));
    EnKS smoother = new EnKS(q.model(), q.ensemble(5), new ETKF(), 4);
    refused("there are members of 0 to 0 forecasts ago, not of 1", () -> smoother.smoothed(1));
    refused("there are 3 standard deviations for 4 variables", () -> smoother.spread(new double[3]));
  }
}
