package org.isobit.models.assimilation.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.gaussian.Dense;
import org.isobit.models.assimilation.gaussian.LinearMap;
import org.isobit.models.assimilation.gaussian.ThreeDVar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Background covariances against sample covariances, and what a linear model makes of errors of analyses. */
class BackgroundCovariancesTest {

  private static final int N = 3;

  private static Ensemble random(int members, long seed) {
    Random random = new Random(seed);
    Ensemble e = Ensemble.allocate(members, N);
    for (int i = 0; i < e.values().length; i++) {
      e.values()[i] = random.nextGaussian();
    }
    return e;
  }

  private static double[] covariance(double[] rows) {
    int k = rows.length / N;
    double[] mean = new double[N];
    for (int i = 0; i < rows.length; i++) {
      mean[i % N] += rows[i] / k;
    }
    double[] c = new double[N * N];
    for (int m = 0; m < k; m++) {
      for (int i = 0; i < N * N; i++) {
        c[i] += (rows[m * N + i / N] - mean[i / N]) * (rows[m * N + i % N] - mean[i % N]) / (k - 1);
      }
    }
    return c;
  }

  /** Differences M^3·a_k − M·a_(k+1), two steps apart, by dense matrices. */
  @Test
  void differencesOfForecastsAreThoseOfTheSeries() {
    Dense m = new Dense(N, N, new Random(1).doubles(9, -0.6, 0.6).toArray());
    Ensemble analyses = random(12, 2);
    double[] rows = new double[11 * N];
    for (int k = 0; k < 11; k++) {
      Dense first = new Dense(N, 1, new double[] {analyses.get(k, 0), analyses.get(k, 1), analyses.get(k, 2)});
      Dense second = new Dense(N, 1, new double[] {analyses.get(k + 1, 0), analyses.get(k + 1, 1),
          analyses.get(k + 1, 2)});
      Dense d = m.mult(m.mult(m.mult(first))).minus(m.mult(second));
      System.arraycopy(d.data(), 0, rows, k * N, N);
    }
    double[] before = analyses.values().clone();
    Gaussian law = BackgroundCovariances.nmc(new LinearMap(N, m.data()), analyses, 5, 2, 1, 3, 0.7, Workers.serial());
    double[] expected = covariance(rows);
    for (int i = 0; i < 9; i++) {
      assertEquals(0.7 * expected[i], law.covariance()[i], 1e-14);
    }
    assertArrayEquals(before, analyses.values());
  }

  /**
   * Analyses that are a true run of a linear model and independent errors of covariance A: the differences have M^l·A·
   * (M^l)ᵀ + M^s·A·(M^s)ᵀ, here 0.8² + 0.8⁴ times the unit matrix, within five sampling errors.
   */
  @Test
  void independentErrorsOfAnalysesGiveTheSumOfTwoForecastErrors() {
    int times = 6000;
    Ensemble analyses = random(times, 3);
    double x = 1;
    for (int k = 0; k < times; k++) {
      for (int i = 0; i < N; i++) {
        analyses.set(k, i, analyses.get(k, i) + x);
      }
      x *= 0.8;
    }
    double[] c = BackgroundCovariances.nmc(new LinearMap(N, Dense.identity(N).scale(0.8).data()), analyses, 0, 1, 1, 2,
        1.0, Workers.serial()).covariance();
    double expected = 0.64 + 0.8 * 0.8 * 0.8 * 0.8;
    for (int i = 0; i < 9; i++) {
      double error = expected * Math.sqrt((i % 4 == 0 ? 2.0 : 1.0) / times);
      // Neighbouring differences share an analysis, which may widen the error by a half.
      assertEquals(i % 4 == 0 ? expected : 0, c[i], 5 * 1.5 * error);
    }
  }

  @Test
  void membersAreLocalisedAndMixed() {
    Ensemble e = random(4, 5);
    double[] p = covariance(e.values());
    double[] c = CorrelationFunction.GASPARI_COHN.matrix(new double[] {0, 1, 2}, 1, 0.8);
    Gaussian climatology = new Gaussian(new double[N], new double[] {2, 1, 0, 1, 2, 0, 0, 0, 1});
    Gaussian law = BackgroundCovariances.ensemble(e, c, climatology, 0.25, Workers.serial());
    Gaussian plain = BackgroundCovariances.ensemble(e, null, null, 0, Workers.serial());
    for (int i = 0; i < 9; i++) {
      assertEquals(0.75 * c[i] * p[i] + 0.25 * climatology.covariance()[i], law.covariance()[i], 1e-15);
      assertEquals(p[i], plain.covariance()[i], 1e-15);
    }
    assertArrayEquals(e.mean(), law.mean(), 1e-15);
    // 3D-Var takes it: one observation of the first variable moves others by B.
    ThreeDVar method = new ThreeDVar(new LinearMap(N, Dense.identity(N).data()), new double[N], law, 1.0);
    method.forecast(0, 1, Workers.serial());
    method.analyse(Observations.of(new double[] {1}, 1.0, ObservationOperator.indices(0)), Cycle.of(1, 0));
    for (int i = 0; i < N; i++) {
      assertEquals(law.covariance()[i] / (law.covariance()[0] + 1), method.ensemble().get(0, i), 1e-14);
    }
  }

  @Test
  void mistakesAreNamed() {
    LinearMap model = new LinearMap(N, new double[9]);
    Workers one = Workers.serial();
    refused("the longer forecasts are Ensemble[3 members x 3] but the shorter ones Ensemble[2 members x 3]",
        () -> BackgroundCovariances.nmc(random(3, 1), random(2, 1), 1, one));
    refused("scale", () -> BackgroundCovariances.nmc(random(3, 1), random(3, 1), 0, one));
    refused("members must be at least 2", () -> BackgroundCovariances.nmc(random(1, 1), random(1, 1), 1, one));
    refused("one interval of 2 steps or several more",
        () -> BackgroundCovariances.nmc(model, random(5, 1), 0, 2, 1, 2, 1, one));
    refused("at least 3 analyses, but there are 2",
        () -> BackgroundCovariances.nmc(model, random(2, 1), 0, 1, 1, 2, 1, one));
    refused("from 0 to 1, but is 2", () -> BackgroundCovariances.ensemble(random(3, 1), null, null, 2, one));
    refused("there is none", () -> BackgroundCovariances.ensemble(random(3, 1), null, null, 0.5, one));
    refused("must have 9 elements", () -> BackgroundCovariances.ensemble(random(3, 1), new double[4], null, 0, one));
  }

  private static void refused(String what, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(what), message);
  }
}
