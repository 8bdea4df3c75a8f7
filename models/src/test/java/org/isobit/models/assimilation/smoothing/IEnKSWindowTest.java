package org.isobit.models.assimilation.smoothing;

import static org.isobit.models.assimilation.smoothing.IEnKSTest.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.EnsembleEstimator;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.FiniteSize;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.gaussian.Dense;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.global.EnKFN;
import org.isobit.models.dynamics.DiscreteModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows of several intervals, bundle, multiple assimilation and the finite-size prior. */
class IEnKSWindowTest {

  private static final Inflation SOME = Inflation.posteriorAnomalies(1.1);
  private static final IEnKSScheme EXACT = IEnKSScheme.USUAL.withIterations(10, 1e-20);

  private static void cycle(int k, Observations y, Estimator... estimators) {
    for (Estimator estimator : estimators) {
      estimator.forecast(2L * k, 2, Workers.serial());
      estimator.analyse(y, Cycle.of(5, k));
    }
  }

  /** The filter does not see the window; smoothed members are those of EnKS, whose filter is ETKF. */
  @ParameterizedTest
  @CsvSource({"1, 9, 4, 3", "2, 5, 7, 3", "3, 12, 5, 9", "6, 4, 4, 1"})
  void aLinearModelGivesETKFAndItsSmoother(int lag, int members, int size, int count) {
    Linear q = new Linear(size, count, 3);
    Ensemble e = q.ensemble(members);
    EnsembleEstimator filter = new EnsembleEstimator(q.model(), e.copy(), new ETKF().withInflation(SOME)
        .withRotation(true));
    IEnKS inflated = new IEnKS(q.model(), e.copy(), EXACT.withSingleData(lag).withInflation(SOME).withRotation(true));
    EnKS expected = new EnKS(q.model(), e, new ETKF(), lag);
    IEnKS smoother = new IEnKS(q.model(), e.copy(), EXACT.withSingleData(lag));
    IEnKS bundle = new IEnKS(q.model(), e.copy(), EXACT.withSingleData(lag).withBundle(0.01));
    assertEquals(lag, smoother.lag());
    for (int k = 0; k < lag + 5; k++) {
      cycle(k, q.observations(), filter, inflated, expected, smoother, bundle);
      same(filter.ensemble(), inflated.ensemble(), 1e-11, "inflated, cycle " + k);
      same(expected.ensemble(), smoother.ensemble(), 1e-11, "cycle " + k);
      same(expected.ensemble(), bundle.ensemble(), 1e-9, "bundle, cycle " + k);
      if (k + 1 < lag) {
        assertNull(smoother.smoothed());
        assertNull(expected.smoothed());
      } else {
        same(expected.smoothed(), smoother.smoothed(), 1e-11, "smoothed, cycle " + k);
        same(expected.smoothed(), bundle.smoothed(), 1e-9, "bundle smoothed, cycle " + k);
      }
    }
  }

  private static void same(Ensemble expected, Ensemble actual, double tolerance, String what) {
    assertArrayEquals(expected.copy().values(), actual.copy().values(), tolerance, what);
  }

  /** Each observation counts once in all, whatever its weights in the windows that it passes through. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void weightsOfAWindowDoNotMatterWhereTheModelIsLinear(boolean bundle) {
    Linear q = new Linear(4, 3, 8);
    Ensemble e = q.ensemble(7);
    IEnKSScheme scheme = EXACT.withBundle(bundle ? 0.01 : 0.0);
    for (IEnKSScheme some : List.of(scheme.withMultipleData(3), scheme.withWeights(List.of(0.2, 0.5, 0.3)),
        scheme.withWeights(List.of(1.0, 0.0, 0.0)))) {
      Linear again = new Linear(4, 3, 8);
      again.ensemble(7);
      IEnKS once = new IEnKS(q.model(), e.copy(), scheme.withSingleData(3));
      IEnKS several = new IEnKS(q.model(), e.copy(), some);
      for (int k = 0; k < 9; k++) {
        cycle(k, again.observations(), once, several);
        moments(once.ensemble(), several.ensemble(), some + ", cycle " + k);
        assertEquals(k < 2, several.smoothed() == null);
        if (k >= 2) {
          moments(once.smoothed(), several.smoothed(), some + ", smoothed, cycle " + k);
        }
      }
    }
  }

  private static void moments(Ensemble x, Ensemble z, String what) {
    Dense a = Linear.rows(x);
    Dense b = Linear.rows(z);
    assertTrue(Linear.difference(Linear.mean(a), Linear.mean(b)) <= 1e-10, "mean, " + what);
    assertTrue(Linear.difference(Linear.covariance(a, a), Linear.covariance(b, b)) <= 1e-10, "covariance, " + what);
  }

  /** f twice in a window of two intervals: what a bundle of width 10⁻⁵ finds is the derivative but for its square. */
  private static final DoubleUnaryOperator F = x -> x + 0.05 * x * x * x;

  private static double slope(double x) {
    return 1 + 0.15 * x * x;
  }

  private static double curvature(double x) {
    return 0.3 * x;
  }

  private record Steps() implements DiscreteModel {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public void step(long k, double[] x, int at) {
      x[at] = F.applyAsDouble(x[at]);
    }
  }

  /** The x of least (x − m)²/(2p) + a·(y1 − f(x))²/(2r) + b·(y2 − f(f(x)))²/(2r), by Newton's method. */
  private static double least(double m, double p, double r, double a, double y1, double b, double y2) {
    double x = m;
    for (int i = 0; i < 100; i++) {
      double u = F.applyAsDouble(x);
      double v = F.applyAsDouble(u);
      double du = slope(x);
      double dv = slope(u) * du;
      double ddu = curvature(x);
      double ddv = curvature(u) * du * du + slope(u) * ddu;
      double gradient = (x - m) / p - a * du * (y1 - u) / r - b * dv * (y2 - v) / r;
      double second = 1 / p + (a * (du * du - ddu * (y1 - u)) + b * (dv * dv - ddv * (y2 - v))) / r;
      x -= gradient / second;
    }
    return x;
  }

  /** The variance of Gauss and Newton at x. */
  private static double variance(double x, double p, double r, double a, double b) {
    double du = slope(x);
    double dv = slope(F.applyAsDouble(x)) * du;
    return 1 / (1 / p + (a * du * du + b * dv * dv) / r);
  }

  @ParameterizedTest
  @CsvSource({"0.0", "0.4", "0.75"})
  void aWindowOfTwoNonlinearIntervalsGivesTheMinimumOfTheCostFunction(double older) {
    double[] start = {0.7, 2.1};
    double mean = 1.4;
    double p = 0.98;
    double r = 0.3;
    double newer = 1 - older;
    IEnKS smoother = new IEnKS(new Steps(), Ensemble.of(start, 2, 1), IEnKSScheme.USUAL
        .withWeights(List.of(older, newer)).withBundle(1e-5).withIterations(60, 1e-26));
    smoother.forecast(0, 1, Workers.serial());
    smoother.analyse(Observations.of(new double[] {2.0}, Math.sqrt(r), ObservationOperator.identity()),
        Cycle.of(1, 0));
    assertNull(smoother.smoothed());
    double x = least(mean, p, r, 1, 2.0, 0, 0);
    double spread = Math.sqrt(variance(x, p, r, 1, 0));
    assertEquals((F.applyAsDouble(x - spread / Math.sqrt(2)) + F.applyAsDouble(x + spread / Math.sqrt(2))) / 2,
        smoother.ensemble().mean()[0], 1e-8);
    smoother.forecast(1, 1, Workers.serial());
    smoother.analyse(Observations.of(new double[] {3.1}, Math.sqrt(r), ObservationOperator.identity()),
        Cycle.of(1, 1));
    double begun = least(mean, p, r, newer, 2.0, 0, 0);
    double left = variance(begun, p, r, newer, 0);
    double expected = least(begun, left, r, older, 2.0, 1, 3.1);
    assertEquals(expected, smoother.smoothed().mean()[0], 1e-8);
    assertEquals(Math.sqrt(variance(expected, left, r, older, 1)), smoother.smoothed().spread()[0], 1e-8);
    assertTrue(smoother.steps() < 60, smoother.steps() + " steps");
  }

  /** One analysis of a linear model has EnKF-N's cost, and where w moves no more, its gradient. */
  @Test
  void theFiniteSizePriorIsThatOfEnKFN() {
    Linear q = new Linear(5, 4, 3);
    Ensemble e = q.ensemble(6);
    FiniteSize prior = new FiniteSize(FiniteSize.Form.PRIMAL, 1.3, 1);
    EnsembleEstimator filter = new EnsembleEstimator(q.model(), e.copy(), new EnKFN().withPrior(prior));
    IEnKS smoother = new IEnKS(q.model(), e.copy(), IEnKSScheme.USUAL.withSingleData(2).withPrior(prior)
        .withIterations(500, 1e-30));
    IEnKS normal = new IEnKS(q.model(), e, EXACT.withSingleData(2));
    for (int k = 0; k < 5; k++) {
      cycle(k, q.observations(), filter, smoother, normal);
      same(filter.ensemble(), smoother.ensemble(), 1e-9, "cycle " + k);
      assertTrue(smoother.steps() > 2 && smoother.steps() < 500, smoother.steps() + " steps");
    }
    assertTrue(Math.abs(normal.ensemble().mean()[0] - smoother.ensemble().mean()[0]) > 1e-4, "the prior matters");
  }

  /**
   * With xN → ∞ the prior's ζ is (N − 1)·(c/ε)^{1 − κ}, 0 ≤ κ ≤ 1, and c/ε = 1/(1 − N⁻²): members of order 1 are within
   * 2·N⁻² of those of a normal prior.
   */
  @Test
  void aCertainPriorOfManyMembersIsNormal() {
    int n = 60;
    Linear q = new Linear(3, 2, 3);
    Ensemble e = q.ensemble(n);
    IEnKS certain = new IEnKS(q.model(), e.copy(), EXACT.withSingleData(2)
        .withPrior(FiniteSize.USUAL.withXN(1e12)));
    IEnKS normal = new IEnKS(q.model(), e, EXACT.withSingleData(2));
    for (int k = 0; k < 3; k++) {
      cycle(k, q.observations(), certain, normal);
      same(normal.ensemble(), certain.ensemble(), (k + 1) * 2.0 / (n * n), "cycle " + k);
    }
  }

  @Test
  void withoutObservationsEveryBitStays() {
    Linear q = new Linear(4, 3, 6);
    Ensemble e = q.ensemble(5);
    for (IEnKSScheme scheme : List.of(EXACT.withSingleData(3), EXACT.withMultipleData(3),
        EXACT.withSingleData(3).withBundle(1e-4), EXACT.withSingleData(3).withPrior(FiniteSize.USUAL))) {
      EnsembleEstimator free = new EnsembleEstimator(q.model(), e.copy(), (x, y, c) -> {});
      IEnKS smoother = new IEnKS(q.model(), e.copy(), scheme);
      for (int k = 0; k < 5; k++) {
        cycle(k, Observations.of(new double[0], 1.0, ObservationOperator.indices()), free, smoother);
        assertArrayEquals(free.ensemble().values(), smoother.ensemble().values(), scheme + ", cycle " + k);
        assertEquals(0, smoother.steps());
      }
      Ensemble once = e.copy();
      q.model().advance(0, 4, once, Workers.serial());
      assertArrayEquals(once.values(), smoother.smoothed().values(), scheme.toString());
    }
  }

  @Test
  void aFailedAnalysisLeavesWindowAndEstimatesAsTheyWere() {
    Linear q = new Linear(4, 3, 6);
    Ensemble e = q.ensemble(5);
    IEnKSScheme scheme = EXACT.withMultipleData(2).withInflation(SOME).withRotation(true);
    IEnKS untouched = new IEnKS(q.model(), e.copy(), scheme);
    IEnKS smoother = new IEnKS(q.model(), e, scheme);
    Observations accurate = Observations.of(new double[4], 1e-9, ObservationOperator.identity());
    for (int k = 0; k < 5; k++) {
      untouched.forecast(k, 1, Workers.serial());
      smoother.forecast(k, 1, Workers.serial());
      double[] forecast = e.values().clone();
      double[] before = k < 2 ? null : smoother.smoothed().copy().values();
      Cycle cycle = Cycle.of(1, k);
      assertThrows(NumericalException.class, () -> smoother.analyse(accurate, cycle));
      assertArrayEquals(forecast, e.values());
      assertArrayEquals(before, k < 2 ? null : smoother.smoothed().values());
      Observations y = q.observations();
      untouched.analyse(y, cycle);
      smoother.analyse(y, cycle);
      assertArrayEquals(untouched.ensemble().values(), e.values());
    }
  }

  @Test
  void mistakesAreNamed() {
    refused("the weights of the window's observations must add up to 1, but [0.5, 0.4] add up to 0.9",
        () -> EXACT.withWeights(List.of(0.5, 0.4)));
    refused("must add up to 1, but [] add up to 0.0", () -> EXACT.withWeights(List.of()));
    refused("weight must be finite and not negative, but is -0.5", () -> EXACT.withWeights(List.of(1.5, -0.5)));
    refused("weight must be finite and not negative, but is NaN", () -> EXACT.withWeights(List.of(Double.NaN)));
    refused("lag must be positive, but is 0", () -> EXACT.withSingleData(0));
    refused("lag must be positive, but is -2", () -> EXACT.withMultipleData(-2));
    for (double bundle : new double[] {-1, 1e-9, 1.5, Double.NaN}) {
      refused("bundle must be 0, the transform variant, or between 1.0E-8 and 1, but is " + bundle,
          () -> EXACT.withBundle(bundle));
    }
    Linear q = new Linear(4, 3, 6);
    IEnKS smoother = new IEnKS(q.model(), q.ensemble(5), EXACT.withSingleData(4));
    cycle(0, q.observations(), smoother);
    refused("the members are at time level 2, not 7", () -> smoother.forecast(7, 1, Workers.serial()));
  }
}
