package org.isobit.models.assimilation.gaussian;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Climatology, optimal interpolation and 3D-Var against their formulas with dense matrices. */
class BackgroundTest {

  private static final Cycle CYCLE = Cycle.of(1, 0);
  private static final LinearMap STILL = new LinearMap(3, new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});

  private static double[] numbers(long seed, int n) {
    return new Random(seed).doubles(n, -1, 1).toArray();
  }

  private static Dense covariance(long seed, int n, int rank) {
    Dense a = new Dense(n, rank, numbers(seed, n * rank));
    return a.mult(a.transpose()).symmetric();
  }

  private static double[] spread(Estimator e) {
    double[] spread = new double[e.ensemble().size()];
    e.spread(spread);
    return spread;
  }

  /** TorchDA's own check of 3D-Var: B = R = I, x_b = 0. */
  @Test
  void unitCovariancesHalveTheDistance() {
    ThreeDVar method = new ThreeDVar(STILL, new double[3], Gaussian.independent(new double[3], 1.0), 1.0);
    method.analyse(Observations.of(new double[] {10, 20, 30}, 1.0, ObservationOperator.identity()), CYCLE);
    assertArrayEquals(new double[] {5, 10, 15}, method.ensemble().mean(), 1e-14);
    assertArrayEquals(new double[] {Math.sqrt(0.5), Math.sqrt(0.5), Math.sqrt(0.5)}, spread(method), 1e-15);
  }

  /** Also with a singular B, a whole R, and fewer or more observations than variables. */
  @Test
  void theMinimumIsThatOfTheFormula() {
    for (int[] shape : new int[][] {{6, 3, 6}, {5, 9, 5}, {8, 4, 2}, {1, 1, 1}}) {
      int n = shape[0];
      int p = shape[1];
      Dense b = covariance(1, n, shape[2]);
      Dense h = new Dense(p, n, numbers(2, p * n));
      Dense r = covariance(3, p, p).plus(Dense.identity(p).scale(0.5));
      Dense y = new Dense(p, 1, numbers(4, p));
      Dense mean = new Dense(n, 1, numbers(5, n));
      Dense first = new Dense(n, 1, numbers(6, n));
      LinearMap model = new LinearMap(n, numbers(7, n * n));
      Gaussian law = new Gaussian(mean.data(), b.data());
      Observations observations = Observations.of(y.data(), 1.0, ObservationOperator.matrix(h.data(), p,
          n)).withCovariance("observation", r.data());

      OptimalInterpolation oi = new OptimalInterpolation(law);
      oi.forecast(0, 3, Workers.serial());
      oi.analyse(observations, CYCLE);
      compare(mean, b, h, r, y, oi);
      oi.forecast(3, 3, Workers.serial());
      assertArrayEquals(law.mean(), oi.ensemble().mean());
      assertArrayEquals(law.deviations(), spread(oi));

      ThreeDVar threeDVar = new ThreeDVar(model, first.data(), law, 0.3);
      threeDVar.forecast(0, 1, Workers.serial());
      Dense background = new Dense(n, n, model.m()).mult(first);
      threeDVar.analyse(observations, CYCLE);
      compare(background, b.scale(0.3), h, r, y, threeDVar);
    }
  }

  private static void compare(Dense x, Dense b, Dense h, Dense r, Dense y,
      Estimator method) {
    Dense k = b.mult(h.transpose()).mult(h.mult(b).mult(h.transpose()).plus(r).invert());
    Dense expected = x.plus(k.mult(y.minus(h.mult(x))));
    Dense left = b.minus(k.mult(h).mult(b));
    double[] spread = spread(method);
    for (int i = 0; i < spread.length; i++) {
      assertEquals(expected.data()[i], method.ensemble().get(0, i), 1e-12, method + ", variable " + i);
      assertEquals(left.get(i, i), spread[i] * spread[i], 1e-12, method + ", variance " + i);
    }
  }

  /** A Kalman filter with the prior scale·B has the same analysis, by formulas in the space of states. */
  @Test
  void theAnalysisIsThatOfAKalmanFilterWithTheSamePrior() {
    int n = 6;
    Dense b = covariance(8, n, n).plus(Dense.identity(n).scale(0.1));
    Gaussian law = new Gaussian(numbers(9, n), b.data());
    Observations y = Observations.of(numbers(10, 4), new double[] {0.3, 1, 2, 0.7}, ObservationOperator.indices(5, 0, 2,
        2));
    LinearMap model = new LinearMap(n, numbers(11, n * n));
    ThreeDVar threeDVar = new ThreeDVar(model, law.mean(), law, 0.5);
    ExtendedKalmanFilter kalman = new ExtendedKalmanFilter(model, new Gaussian(law.mean(), b.scale(0.5).data()),
        1.0);
    threeDVar.analyse(y, CYCLE);
    kalman.analyse(y, CYCLE);
    assertArrayEquals(kalman.ensemble().mean(), threeDVar.ensemble().mean(), 1e-13);
    assertArrayEquals(spread(kalman), spread(threeDVar), 1e-13);
  }

  @Test
  void accurateObservationsTakeOverAndInaccurateOnesLeaveThePrior() {
    double[] first = {1, -2, 3};
    double[] values = {4, 5, 6};
    Gaussian law = new Gaussian(new double[3], covariance(12, 3, 3).plus(Dense.identity(3)).data());
    ThreeDVar accurate = new ThreeDVar(STILL, first, law, 1.0);
    accurate.analyse(Observations.of(values, 1e-4, ObservationOperator.identity()), CYCLE);
    // What is left is R·(B + R)⁻¹·(y − x), below 1e-8 of the distance.
    assertArrayEquals(values, accurate.ensemble().mean(), 1e-7);
    ThreeDVar inaccurate = new ThreeDVar(STILL, first, law, 1.0);
    inaccurate.analyse(Observations.of(values, 1e9, ObservationOperator.identity()), CYCLE);
    assertArrayEquals(first, inaccurate.ensemble().mean(), 1e-14);
    assertArrayEquals(law.deviations(), spread(inaccurate), 1e-14);
  }

  @Test
  void withoutObservationsEachBitStays() {
    Gaussian law = new Gaussian(numbers(13, 3), covariance(14, 3, 3).plus(Dense.identity(3)).data());
    Observations none = Observations.of(new double[0], 1.0, ObservationOperator.indices());
    OptimalInterpolation oi = new OptimalInterpolation(law);
    ThreeDVar threeDVar = new ThreeDVar(STILL, numbers(15, 3), law, 1.0);
    ExtendedKalmanFilter kalman = new ExtendedKalmanFilter(STILL, law, 1.0);
    for (Estimator method : List.of(oi, threeDVar, kalman)) {
      double[] mean = method.ensemble().mean();
      double[] spread = spread(method);
      method.analyse(none, CYCLE);
      assertArrayEquals(mean, method.ensemble().mean(), method.toString());
      assertArrayEquals(spread, spread(method), method.toString());
    }
  }

  @Test
  void climatologyIsMeanAndCovarianceOfTheSample() {
    double[] values = {1, 2, 4, 0, 5, -1, 7, 3};
    Gaussian law = Gaussian.of(Ensemble.of(values, 4, 2), Workers.serial());
    // By hand, from the columns 1 4 5 7 and 2 0 −1 3.
    assertArrayEquals(new double[] {4.25, 1.0}, law.mean());
    double[] expected = {(3.25 * 3.25 + 0.25 * 0.25 + 0.75 * 0.75 + 2.75 * 2.75) / 3, (-3.25 + 0.25 - 1.5 + 5.5) / 3,
        (-3.25 + 0.25 - 1.5 + 5.5) / 3, (1 + 1 + 4 + 4) / 3.0};
    assertArrayEquals(expected, law.covariance(), 1e-15);
    Climatology method = new Climatology(law);
    method.forecast(0, 5, Workers.serial());
    method.analyse(Observations.of(new double[2], 1.0, ObservationOperator.identity()), CYCLE);
    assertArrayEquals(new double[] {4.25, 1.0}, method.ensemble().mean());
    assertArrayEquals(law.deviations(), spread(method));
    assertFalse(method.sequential());
  }

  @Test
  void whatCannotBeIsRefusedAndLeavesTheEstimate() {
    double[] first = {1, -2, 3};
    ThreeDVar method = new ThreeDVar(STILL, first, Gaussian.independent(new double[3], 1.0), 1.0);
    assertMessage("linear observation operator", () -> method.analyse(Observations.of(new double[1], 1.0,
        (states, observed) -> { }), CYCLE));
    assertThrows(NumericalException.class, () -> method.analyse(Observations.of(new double[3], 1e-6,
        ObservationOperator.identity()), CYCLE));
    assertArrayEquals(first, method.ensemble().mean());
    assertArrayEquals(new double[] {1, 1, 1}, spread(method));
    assertMessage("scale must be positive and finite, but is 0.0", () -> new ThreeDVar(STILL, first,
        Gaussian.independent(new double[3], 1.0), 0.0));
    assertMessage("the covariance 2, but the state 3", () -> new ThreeDVar(STILL, first,
        Gaussian.independent(new double[2], 1.0), 1.0));
    assertMessage("element (1, 0) is 3.0, but (0, 1) is 2.0", () -> new Gaussian(new double[2],
        new double[] {1, 2, 3, 4}));
    assertMessage("variance 1 must not be negative, but is -4.0", () -> new Gaussian(new double[2],
        new double[] {1, 2, 2, -4}));
    assertMessage("must have 4 elements, but has 3", () -> new Gaussian(new double[2], new double[3]));
    assertMessage("members must be at least 2", () -> Gaussian.of(Ensemble.allocate(1, 2), Workers.serial()));
    assertMessage("2 standard deviations for 3 variables", () -> method.spread(new double[2]));
  }

  private static void assertMessage(String part, Executable action) {
    String message = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(message.contains(part), message);
  }
}
