package org.isobit.models.assimilation.variational;

import static org.isobit.models.assimilation.variational.TrajectoryTest.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.EnsembleEstimator;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.gaussian.Dense;
import org.isobit.models.assimilation.gaussian.ThreeDVar;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.global.GETKF;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.SteppedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 3D-FGAT and ensemble-variational methods against 3D-Var, ETKF, GETKF and dense formulas. */
class IncrementTest extends IncrementCase {

  /** Fewer and more members than variables. */
  @ParameterizedTest
  @CsvSource({"4, true", "9, false"})
  void overOneTimeTheEnsembleIsThatOfETKF(int members, boolean rotation) {
    Ensemble e = ensemble(members);
    EnsembleEstimator filter = new EnsembleEstimator(model, e.copy(), new ETKF().withInflation(SOME).withRotation(
        rotation));
    EnVar var = ofEnsemble(e, SOME, rotation, 1);
    Cycle cycle = CYCLE;
    for (int k = 0; k < 4; k++) {
      Observations y = observe(matrix(P, 1));
      for (Estimator each : List.of(filter, var)) {
        each.forecast(k, 1, Workers.serial());
        each.analyse(y, cycle);
      }
      assertArrayEquals(filter.ensemble().values(), var.ensemble().values(), 1e-11, "cycle " + k);
      assertArrayEquals(spread(filter), spread(var), 1e-11);
      cycle = cycle.next();
    }
  }

  /** The filter analyses at each time, the window has all observations at once: one posterior, of a linear model. */
  @ParameterizedTest
  @CsvSource({"4", "9"})
  void overAWindowMeanAndCovarianceAreThoseOfETKFCycledThroughIt(int members) {
    Ensemble e = ensemble(members);
    EnsembleEstimator filter = new EnsembleEstimator(model, e.copy(), new ETKF());
    EnVar var = ofEnsemble(e, NONE, false, 3);
    for (int k = 0; k < 7; k++) {
      Observations y = k == 4 ? NOTHING : observe(matrix(P, 1));
      for (Estimator each : List.of(filter, var)) {
        each.forecast(k, 1, Workers.serial());
        each.analyse(y, CYCLE);
      }
      assertArrayEquals(filter.ensemble().mean(), var.ensemble().mean(), 1e-11, "cycle " + k);
      assertArrayEquals(covariance(filter.ensemble()).data(), covariance(var.ensemble()).data(), 1e-11, "cycle " + k);
    }
  }

  @Test
  void withoutTheEnsembleTheMeanIsThatOf3DVar() {
    Ensemble e = ensemble(6);
    EnVar var = new EnVar(model, e.copy(), new Hybrid(law, 0.4, 0.0), NONE, false, null, 1.0, 1, TIGHT);
    ThreeDVar threeDVar = new ThreeDVar(model, e.mean(), law, 0.4);
    FGAT fgat = new FGAT(model, e.mean(), law, 0.4, 1, TIGHT);
    for (int k = 0; k < 4; k++) {
      Observations y = observe(matrix(P, 1));
      for (Estimator each : List.of(var, threeDVar, fgat)) {
        each.forecast(2 * k, 2, Workers.serial());
      }
      assertArrayEquals(spread(threeDVar), spread(fgat), 1e-14);
      for (Estimator each : List.of(var, threeDVar, fgat)) {
        each.analyse(y, CYCLE);
      }
      assertArrayEquals(threeDVar.ensemble().mean(), fgat.ensemble().mean(), 1e-11);
      assertArrayEquals(spread(threeDVar), spread(fgat), 1e-11);
      assertArrayEquals(threeDVar.ensemble().mean(), var.ensemble().mean(), 1e-11);
    }
  }

  /**
   * x + P·Gᵀ·(G·P·Gᵀ + R)⁻¹·(y − G·x) of the states of two times together, P between times t and u being (1 − w)·s·C +
   * w·A_t·A_uᵀ.
   */
  @ParameterizedTest
  @CsvSource({"0.3", "0.8", "1.0", "0.0"})
  void aHybridIsThatOfItsFormulaInFourDimensions(double weight) {
    Ensemble e = ensemble(4);
    Hybrid hybrid = new Hybrid(law, 0.5, weight);
    EnVar var = new EnVar(model, e.copy(), hybrid, NONE, false, null, 1.0, 2, TIGHT);
    EnVar other = new EnVar(model, e.copy(), hybrid, NONE, false, null, 1.0, 2, OTHER);
    FGAT fgat = new FGAT(model, e.mean(), law, 0.5, 2, TIGHT);
    Dense y1 = matrix(P, 1).scale(3);
    Dense y2 = matrix(P, 1).scale(3);
    for (Estimator each : List.of(var, other, fgat)) {
      each.forecast(0, 1, Workers.serial());
      each.analyse(observe(y1), CYCLE);
      each.forecast(1, 1, Workers.serial());
      each.analyse(observe(y2), CYCLE);
    }
    Dense[] a = {m.mult(anomalies(e)), m.mult(m).mult(anomalies(e))};
    Dense mean = new Dense(N, 1, e.mean());
    Dense[] x = {m.mult(mean), m.mult(m).mult(mean)};
    Dense[][] p = new Dense[2][2];
    for (int t = 0; t < 2; t++) {
      for (int u = 0; u < 2; u++) {
        p[t][u] = c.scale(0.5 * (1 - weight)).plus(a[t].mult(a[u].transpose()).scale(weight));
      }
    }
    Dense s = new Dense(2 * P, 2 * P, new double[4 * P * P]);
    Dense gain = new Dense(N, 2 * P, new double[2 * N * P]);
    Dense d = new Dense(2 * P, 1, new double[2 * P]);
    for (int t = 0; t < 2; t++) {
      put((t == 0 ? y1 : y2).minus(h.mult(x[t])), d, t * P, 0);
      put(p[1][t].mult(h.transpose()), gain, 0, t * P);
      for (int u = 0; u < 2; u++) {
        Dense block = h.mult(p[t][u]).mult(h.transpose());
        put(t == u ? block.plus(r) : block, s, t * P, u * P);
      }
    }
    Dense expected = x[1].plus(gain.mult(s.invert()).mult(d));
    assertArrayEquals(expected.data(), var.ensemble().mean(), 1e-11);
    // L-BFGS looks at values of J, whose rounding hides steps shorter than some 1e-8.
    assertArrayEquals(expected.data(), other.ensemble().mean(), 1e-6);
    if (weight == 0.0) {
      assertArrayEquals(expected.data(), fgat.ensemble().mean(), 1e-11);
      Dense left = p[1][1].minus(gain.mult(s.invert()).mult(gain.transpose()));
      for (int i = 0; i < N; i++) {
        assertEquals(Math.sqrt(left.get(i, i)), spread(fgat)[i], 1e-11);
      }
    }
  }

  private static void put(Dense part, Dense whole, int row, int column) {
    for (int i = 0; i < part.a().getNumRows(); i++) {
      for (int j = 0; j < part.a().getNumCols(); j++) {
        whole.a().set(row + i, column + j, part.get(i, j));
      }
    }
  }

  @Test
  void withoutObservationsEachBitStays() {
    Ensemble e = ensemble(4);
    List<Estimator> all = new ArrayList<>(List.of(ofEnsemble(e.copy(), NONE, false, 1), ofEnsemble(e.copy(), NONE,
        false, 3), new FGAT(model, e.mean(), law, 1.0, 2, TIGHT)));
    all.add(new EnVar(model, e.copy(), new Hybrid(law, 1.0, 0.5), NONE, false, Localization.ring(N,
        TaperLaw.GASPARI_COHN, Radius.dapper(0.7)), 0.9, 2, TIGHT));
    for (Estimator each : all) {
      Ensemble x = each.ensemble().copy();
      for (int k = 0; k < 4; k++) {
        each.forecast(k, 1, Workers.serial());
        model.advance(k, 1, x, Workers.serial());
        double[] spread = spread(each);
        each.analyse(NOTHING, CYCLE);
        assertArrayEquals(x.values(), each.ensemble().values(), each.toString());
        assertArrayEquals(spread, spread(each));
      }
    }
  }

  @Test
  void aCycleWithoutObservationsInflates() {
    Ensemble e = ensemble(4);
    EnVar var = ofEnsemble(e.copy(), SOME, false, 2);
    var.forecast(0, 1, Workers.serial());
    double[] before = spread(var);
    var.analyse(NOTHING, CYCLE);
    for (int i = 0; i < N; i++) {
      assertEquals(1.1 * before[i], spread(var)[i], 1e-12);
    }
  }

  @Test
  void accurateObservationsTakeOverAndInaccurateOnesLeaveTheForecast() {
    double[] y = {1, -2, 3, 0.5, 4};
    Ensemble e = ensemble(4);
    for (double deviation : new double[] {1e9, 1e-4}) {
      EnVar var = new EnVar(model, e.copy(), new Hybrid(law, 1.0, 0.5), NONE, false, null, 1.0, 1, TIGHT);
      FGAT fgat = new FGAT(model, e.mean(), law, 1.0, 1, TIGHT);
      for (Estimator each : List.of(var, fgat)) {
        each.forecast(0, 1, Workers.serial());
        double[] forecast = each.ensemble().mean();
        each.analyse(Observations.of(y, deviation, ObservationOperator.identity()), CYCLE);
        assertArrayEquals(deviation > 1 ? forecast : y, each.ensemble().mean(), deviation > 1 ? 1e-13 : 1e-6);
      }
    }
  }

  @Test
  void noBitDependsOnThreads() {
    SteppedModel lorenz = new SteppedModel(new Lorenz96(120, 8.0), new RungeKutta4(), 0.05);
    Ensemble e = Ensemble.of(random.doubles(10 * 120, -3, 8).toArray(), 10, 120);
    double[][] results = new double[2][];
    for (int i = 0; i < 2; i++) {
      Workers workers = i == 0 ? Workers.serial() : Workers.shared();
      EnVar var = new EnVar(lorenz, e.copy(), new Hybrid(Gaussian.independent(new double[120], 1.0), 0.3, 0.5), SOME,
          true, Localization.ring(120, TaperLaw.GASPARI_COHN, Radius.dapper(4.0)), 0.9, 2, Minimization.USUAL);
      for (int k = 0; k < 2; k++) {
        var.forecast(k, 1, workers);
        var.analyse(Observations.of(new Random(k).doubles(120, -3, 8).toArray(), 1.0, ObservationOperator.identity()),
            CYCLE.with(workers));
      }
      results[i] = var.ensemble().values().clone();
    }
    assertArrayEquals(results[0], results[1]);
  }

  @Test
  void aFailedAnalysisLeavesTheEstimateAsItWas() {
    Ensemble e = ensemble(4);
    for (boolean ensemble : new boolean[] {true, false}) {
      Estimator var = ensemble ? ofEnsemble(e.copy(), SOME, true, 2) : new FGAT(model, e.mean(), law, 1.0, 2, TIGHT);
      Estimator untouched = ensemble ? ofEnsemble(e.copy(), SOME, true, 2)
          : new FGAT(model, e.mean(), law, 1.0, 2, TIGHT);
      for (int k = 0; k < 3; k++) {
        var.forecast(k, 1, Workers.serial());
        untouched.forecast(k, 1, Workers.serial());
        double[] forecast = var.ensemble().values().clone();
        double[] spread = spread(var);
        assertThrows(NumericalException.class, () -> var.analyse(Observations.of(new double[] {1e300, 0, 0, 0, 0},
            1e-300, ObservationOperator.identity()), CYCLE));
        refused("needs a linear observation operator", () -> var.analyse(Observations.of(new double[1], 1.0,
            (states, observed) -> { }), CYCLE));
        String message = assertThrows(NumericalException.class, () -> var.analyse(Observations.of(new double[N], 1e-9,
            ObservationOperator.identity()), CYCLE)).getMessage();
        assertTrue(message.contains("observations are too accurate"), message);
        assertArrayEquals(forecast, var.ensemble().values());
        assertArrayEquals(spread, spread(var));
        Observations y = observe(matrix(P, 1));
        var.analyse(y, CYCLE);
        untouched.analyse(y, CYCLE);
        assertArrayEquals(untouched.ensemble().values(), var.ensemble().values());
      }
    }
  }

  @Test
  void mistakesAreNamed() {
    Ensemble e = ensemble(4);
    refused("members must be at least 2, but is 1", () -> ofEnsemble(ensemble(1), NONE, false, 1));
    refused("lag must be positive, but is 0", () -> ofEnsemble(e, NONE, false, 0));
    refused("lag must be positive, but is -1", () -> new FGAT(model, e.mean(), law, 1.0, -1, TIGHT));
    refused("inflation must be of the analysis or a relaxation, but is", () -> ofEnsemble(e, Inflation.of(
        Inflation.Kind.PRIOR_ANOMALIES, 1.1), false, 1));
    refused("the ensemble's weight must be between 0 and 1, but is 1.5", () -> new Hybrid(law, 1.0, 1.5));
    refused("there is no fixed covariance, but its weight is 0.5", () -> new Hybrid(null, 1.0, 0.5));
    refused("scale must be positive and finite, but is 0.0", () -> new FGAT(model, e.mean(), law, 0.0, 1, TIGHT));
    refused("the model has 5 variables, the covariance 2, but a state 5", () -> new FGAT(model, e.mean(),
        Gaussian.independent(new double[2], 1.0), 1.0, 1, TIGHT));
    refused("the localisation is of 7 variables, but a state has 5", () -> new EnVar(model, e, Hybrid.ENSEMBLE, NONE,
        false, ring(7), 0.9, 1, TIGHT));
    EnVar var = ofEnsemble(e, NONE, false, 2);
    refused("there are 3 standard deviations for 5 variables", () -> var.spread(new double[3]));
    var.forecast(0, 2, Workers.serial());
    refused("the state is at time level 2, not 3", () -> var.forecast(3, 1, Workers.serial()));
  }
}
