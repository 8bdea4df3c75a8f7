package org.isobit.models.assimilation.smoothing;

import static org.isobit.models.assimilation.smoothing.IEnKSTest.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.gaussian.Dense;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.global.StochasticEnKF;
import org.junit.jupiter.api.Test;

/** The steps against the paper's formula, and all together against one analysis. */
class EsMdaTest {

  /** The first parameter is seen by its square too. */
  private static final ObservationOperator BENT = (m, data) -> {
    for (int i = 0; i < m.members(); i++) {
      data[2 * i] = m.get(i, 0) + 0.5 * m.get(i, 0) * m.get(i, 0);
      data[2 * i + 1] = m.get(i, 1) - m.get(i, 2);
    }
  };

  /** Emerick and Reynolds, eq. 1 and the steps of their section 3, with perturbations as Philox draws them, centred. */
  @Test
  void stepsAreThoseOfThePaper() {
    Linear q = new Linear(3, 2, 4);
    int n = 9;
    double[] alphas = {5.0, 2.5, 2.5};
    Observations data = Observations.of(new double[] {0.7, -0.4}, 1.0, BENT).withCovariance("observation",
        q.r.data());
    Ensemble m = q.ensemble(n);
    Dense expected = Linear.rows(m);
    var cholesky = DecompositionFactory_DDRM.chol(2, true);
    assertTrue(cholesky.decompose(q.r.a().copy()));
    Dense root = new Dense(cholesky.getT(new DMatrixRMaj(2, 2)));
    Cycle cycle = Cycle.of(6, 20);
    for (double alpha : alphas) {
      double[] z = new double[2 * n];
      Philox.gaussian(6, cycle.stream(Cycle.Purpose.PERTURBATIONS), 0, z.length, z, 0);
      double[] g = new double[2 * n];
      BENT.apply(Ensemble.of(expected.data(), n, 3), g);
      Dense predicted = new Dense(n, 2, g);
      Dense innovations = Linear.anomalies(new Dense(n, 2, z)).mult(root.transpose()).scale(Math.sqrt(alpha))
          .minus(predicted);
      for (int i = 0; i < n; i++) {
        innovations.data()[2 * i] += 0.7;
        innovations.data()[2 * i + 1] -= 0.4;
      }
      Dense gain = Linear.covariance(expected, predicted).mult(Linear.covariance(predicted, predicted)
          .plus(q.r.scale(alpha)).invert());
      expected = expected.plus(innovations.mult(gain.transpose()));
      cycle = cycle.next();
    }
    new EsMda(alphas).assimilate(m, data, Cycle.of(6, 20));
    assertTrue(Linear.difference(expected, Linear.rows(m)) <= 1e-12);
  }

  @Test
  void oneStepIsTheEnsembleSmoother() {
    Linear q = new Linear(3, 2, 4);
    Ensemble m = q.ensemble(9);
    Ensemble once = m.copy();
    Observations data = q.observations();
    new StochasticEnKF().analyse(once, data, Cycle.of(6, 20));
    EsMda.of(1).assimilate(m, data, Cycle.of(6, 20));
    assertArrayEquals(once.values(), m.values());
  }

  /** Without sampling errors, in mean and covariance, Σ 1/α = 1 makes all steps one: eq. 12. */
  @Test
  void deterministicStepsAreOneAnalysisWhereTheOperatorIsLinear() {
    Linear q = new Linear(4, 6, 4);
    Ensemble m = q.ensemble(9);
    Observations data = q.observations();
    for (double[] alphas : new double[][] {{4, 4, 4, 4}, {9.333, 7, 4, 1 / (1 - 1 / 9.333 - 1.0 / 7 - 0.25)}}) {
      Ensemble once = m.copy();
      Ensemble steps = m.copy();
      new ETKF().analyse(once, data, Cycle.of(6, 20));
      new EsMda(new ETKF(), alphas).assimilate(steps, data, Cycle.of(6, 20));
      Dense x = Linear.rows(once);
      Dense z = Linear.rows(steps);
      assertTrue(Linear.difference(Linear.mean(x), Linear.mean(z)) <= 1e-12);
      assertTrue(Linear.difference(Linear.covariance(x, x), Linear.covariance(z, z)) <= 1e-12);
    }
  }

  /** With a linear operator the posterior is Gaussian; 5·σ/√N is asked for of the means of σ = 1 before. */
  @Test
  void manyMembersTendToThePosterior() {
    Linear q = new Linear(3, 2, 4);
    int n = 1500;
    double[] z = new double[3 * n];
    Philox.gaussian(77, 1, 0, z.length, z, 0);
    Ensemble m = Ensemble.of(z, n, 3);
    Observations data = q.observations();
    Dense gain = q.h.transpose().mult(q.h.mult(q.h.transpose()).plus(q.r).invert());
    Dense mean = gain.mult(Linear.values(data));
    Dense covariance = Dense.identity(3).minus(gain.mult(q.h));
    EsMda.of(4).assimilate(m, data, Cycle.of(6, 0));
    assertTrue(Linear.difference(mean, Linear.mean(Linear.rows(m))) <= 5 / Math.sqrt(n));
    assertTrue(Linear.difference(covariance, Linear.covariance(Linear.rows(m), Linear.rows(m))) <= 8 / Math.sqrt(n));
  }

  /** As a filter it draws anew in each cycle, and inflates once. */
  @Test
  void cyclesFollowEachOtherAndInflateOnce() {
    Linear q = new Linear(4, 6, 4);
    Ensemble m = q.ensemble(9);
    Observations data = q.observations();
    Ensemble steps = m.copy();
    Ensemble filter = m.copy();
    EsMda.of(3).assimilate(steps, data, Cycle.of(6, 15));
    EsMda.of(3).analyse(filter, data, Cycle.of(6, 5));
    assertArrayEquals(steps.values(), filter.values());
    double[] field = {1.1, 1.2, 1.3, 1.4};
    for (Inflation inflation : new Inflation[] {Inflation.posteriorAnomalies(1.2),
        Inflation.of(Inflation.Kind.FORGETTING_FACTOR, 0.8), Inflation.of(Inflation.Kind.PRIOR_COVARIANCE, 1.3),
        Inflation.priorCovariance(field).and(Inflation.of(Inflation.Kind.POSTERIOR_COVARIANCE, 1.5))}) {
      Ensemble once = m.copy();
      Ensemble several = m.copy();
      new ETKF().withInflation(inflation).analyse(once, data, Cycle.of(6, 20));
      EsMda method = EsMda.of(new ETKF(), 4).withInflation(inflation);
      assertEquals(inflation, method.inflation());
      method.analyse(several, data, Cycle.of(6, 20));
      Dense x = Linear.rows(once);
      Dense z = Linear.rows(several);
      assertTrue(Linear.difference(Linear.mean(x), Linear.mean(z)) <= 1e-12, inflation.toString());
      assertTrue(Linear.difference(Linear.covariance(x, x), Linear.covariance(z, z)) <= 1e-12, inflation.toString());
    }
    refused("inflation must be a factor, but is rtps 0.3",
        () -> EsMda.of(4).withInflation(Inflation.of(Inflation.Kind.RELAX_TO_PRIOR_SPREAD, 0.3)));
  }

  @Test
  void aFailedStepLeavesTheParametersAsTheyWere() {
    Linear q = new Linear(3, 2, 4);
    Ensemble m = q.ensemble(9);
    double[] before = m.values().clone();
    int[] calls = new int[1];
    Observations data = Observations.of(new double[2], 1.0, (x, out) -> {
      BENT.apply(x, out);
      if (++calls[0] == 3) {
        out[1] = Double.NaN;
      }
    });
    refused("observation 1", () -> EsMda.of(4).assimilate(m, data, Cycle.of(1, 0)));
    assertEquals(3, calls[0]);
    assertArrayEquals(before, m.values());
  }

  @Test
  void mistakesAreNamed() {
    refused("the reciprocals of the factors alpha must add up to 1, but those of 2 add up to 0.75",
        () -> new EsMda(2, 4));
    refused("but those of 0 add up to 0.0", () -> new EsMda());
    refused("alpha must be positive and finite, but is -1.0", () -> new EsMda(0.5, -1));
    refused("steps must be positive, but is 0", () -> EsMda.of(0));
    assertThrows(IllegalArgumentException.class, () -> Observations.of(new double[1], 1.0,
        ObservationOperator.identity()).withErrorVariances(0));
  }
}
