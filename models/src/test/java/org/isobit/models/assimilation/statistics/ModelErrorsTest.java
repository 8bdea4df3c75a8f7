package org.isobit.models.assimilation.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.ejml.dense.row.CommonOps_DDRM;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.gaussian.Dense;
import org.isobit.models.assimilation.gaussian.LinearMap;
import org.isobit.models.assimilation.serial.SerialEnSRF;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Expectation and maximisation: the likelihood grows and ends at its maximum, and ensembles tend to the exact form. */
class ModelErrorsTest {

  private static final double[] M = {0.9};
  private static final double[] H = {1};

  /** A scalar autoregressive process with q = 0.5, observed with r = 2. */
  private static double[][] series(int times, long seed) {
    Random random = new Random(seed);
    double x = 0;
    double[][] y = new double[times][1];
    for (int k = 0; k < times; k++) {
      x = 0.9 * x + Math.sqrt(0.5) * random.nextGaussian();
      y[k][0] = x + Math.sqrt(2) * random.nextGaussian();
    }
    return y;
  }

  /** log p(y_1 … y_K) from the joint law of all observations, K × K. */
  private static double logLikelihood(double[][] y, double q, double r, double v) {
    int n = y.length;
    Dense c = new Dense(n, n, new double[n * n]);
    double variance = v;
    for (int k = 0; k < n; k++) {
      variance = 0.81 * variance + q;
      for (int j = k; j < n; j++) {
        c.data()[k * n + j] = variance * Math.pow(0.9, j - k) + (j == k ? r : 0);
        c.data()[j * n + k] = c.data()[k * n + j];
      }
    }
    Dense d = new Dense(n, 1, java.util.Arrays.stream(y).mapToDouble(a -> a[0]).toArray());
    double square = d.transpose().mult(c.invert()).mult(d).get(0, 0);
    return -0.5 * (n * Math.log(2 * Math.PI) + Math.log(CommonOps_DDRM.det(c.a())) + square);
  }

  @Test
  void theLikelihoodIsThatOfTheJointLawAndGrowsToItsMaximum() {
    double[][] y = series(80, 1);
    Gaussian initial = new Gaussian(new double[1], new double[] {1.5});
    List<ModelErrors> all = ModelErrors.linear(M, H, initial, y, new double[] {2}, new double[] {0.3}, 400);
    assertEquals(logLikelihood(y, 2, 0.3, 1.5), all.getFirst().logLikelihood(), 1e-10);
    for (int i = 1; i < all.size(); i++) {
      double likelihood = logLikelihood(y, all.get(i - 1).q()[0], all.get(i - 1).r()[0], 1.5);
      assertEquals(likelihood, all.get(i).logLikelihood(), 1e-9);
      assertTrue(all.get(i).logLikelihood() >= all.get(i - 1).logLikelihood() - 1e-11, "iteration " + i);
    }
    double q = all.getLast().q()[0];
    double r = all.getLast().r()[0];
    double best = all.getLast().logLikelihood();
    for (double factor : new double[] {0.95, 1.05}) {
      assertTrue(logLikelihood(y, factor * q, r, 1.5) < best && logLikelihood(y, q, factor * r, 1.5) < best);
    }
  }

  /** Maximum likelihood is within four of its sampling errors, by the curvature of the likelihood. */
  @Test
  void theErrorsOfASeriesAreFound() {
    double[][] y = series(3000, 2);
    Gaussian initial = new Gaussian(new double[1], new double[] {1});
    List<ModelErrors> all = ModelErrors.linear(M, H, initial, y, new double[] {1}, new double[] {1}, 150);
    double q = all.getLast().q()[0];
    double r = all.getLast().r()[0];
    double step = 0.02;
    double[][] l = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        l[i][j] = ModelErrors.linear(M, H, initial, y, new double[] {q + (i - 1) * step},
            new double[] {r + (j - 1) * step}, 1).getFirst().logLikelihood();
      }
    }
    double cross = (l[2][2] - l[2][0] - l[0][2] + l[0][0]) / 4;
    Dense error = new Dense(2, 2, 2 * l[1][1] - l[0][1] - l[2][1], -cross, -cross, 2 * l[1][1] - l[1][0] - l[1][2])
        .scale(1 / (step * step)).invert();
    assertEquals(0.5, q, 4 * Math.sqrt(error.get(0, 0)));
    assertEquals(2, r, 4 * Math.sqrt(error.get(1, 1)));
    assertTrue(Math.sqrt(error.get(0, 0)) < 0.15 && Math.sqrt(error.get(1, 1)) < 0.15);
  }

  /** Two variables, one observed: the likelihood grows with whole matrices, too. */
  @Test
  void theLikelihoodGrowsWithWholeMatrices() {
    Random random = new Random(4);
    double[] m = {0.8, 0.3, -0.3, 0.7};
    double[][] y = new double[60][2];
    double[] x = new double[2];
    for (double[] now : y) {
      double noise = random.nextGaussian();
      x = new double[] {m[0] * x[0] + m[1] * x[1] + noise, m[2] * x[0] + m[3] * x[1] + 0.5 * noise
          + 0.3 * random.nextGaussian()};
      now[0] = x[0] + random.nextGaussian();
      now[1] = x[0] - x[1] + 0.5 * random.nextGaussian();
    }
    List<ModelErrors> all = ModelErrors.linear(m, new double[] {1, 0, 1, -1}, new Gaussian(new double[2],
        new double[] {1, 0, 0, 1}), y, new double[] {1, 0, 0, 1}, new double[] {2, 0, 0, 2}, 50);
    for (int i = 1; i < all.size(); i++) {
      assertTrue(all.get(i).logLikelihood() >= all.get(i - 1).logLikelihood() - 1e-11, "iteration " + i);
      assertEquals(all.get(i).q()[1], all.get(i).q()[2]);
    }
    assertTrue(all.getLast().logLikelihood() > all.getFirst().logLikelihood() + 1);
  }

  /** Distance of one iteration with members from the exact one, over 12 ensembles. */
  private static double distance(int members, double[][] y, ModelErrors exact) {
    double sum = 0;
    for (int repetition = 0; repetition < 12; repetition++) {
      Random random = new Random(50 + repetition);
      Ensemble e = Ensemble.of(random.doubles(members).map(v -> 1.2 * random.nextGaussian()).toArray(), members, 1);
      ModelErrors own = ModelErrors.ensemble(new LinearMap(1, M), 1, e, new SerialEnSRF(),
          ObservationOperator.identity(), y, new double[] {1}, new double[] {1}, repetition, Workers.serial());
      sum += Math.pow(own.q()[0] - exact.q()[0], 2) + Math.pow(own.r()[0] - exact.r()[0], 2);
    }
    return Math.sqrt(sum / 12);
  }

  @Test
  void ensemblesTendToTheExactForm() {
    double[][] y = series(40, 3);
    ModelErrors exact = ModelErrors.linear(M, H, new Gaussian(new double[1], new double[] {1.44}), y, new double[] {1},
        new double[] {1}, 1).getFirst();
    double few = distance(50, y, exact);
    double many = distance(800, y, exact);
    assertTrue(few / many > 2.5 && few / many < 6.5, few + ", " + many);
    assertTrue(many < 0.03 * (exact.q()[0] + exact.r()[0]), "distance " + many);
  }

  @Test
  void mistakesAreNamed() {
    Gaussian initial = new Gaussian(new double[1], new double[] {1});
    double[] one = {1};
    refused("number of times must be positive", () -> ModelErrors.linear(M, H, initial, new double[0][], one, one, 1));
    refused("there are 1 observations at time 0, but 2 at time 1",
        () -> ModelErrors.linear(M, H, initial, new double[][] {{1}, {1, 2}}, one, one, 1));
    refused("observations of time 0", () -> ModelErrors.linear(M, H, initial, new double[][] {{Double.NaN}}, one, one,
        1));
    refused("M must be 1 x 1, but has 4 elements",
        () -> ModelErrors.linear(new double[4], H, initial, new double[][] {{1}}, one, one, 1));
    refused("iterations must be positive", () -> ModelErrors.linear(M, H, initial, new double[][] {{1}}, one, one, 0));
    refused("variance 0 must not be negative", () -> ModelErrors.linear(M, H, initial, new double[][] {{1}},
        new double[] {-1}, one, 1));
    refused("members must be at least 2", () -> ModelErrors.ensemble(new LinearMap(1, M), 1, Ensemble.allocate(1, 1),
        new SerialEnSRF(), ObservationOperator.identity(), new double[][] {{1}}, one, one, 1, Workers.serial()));
  }

  private static void refused(String what, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(what), message);
  }
}
