package org.isobit.models.assimilation.smoothing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.EnsembleEstimator;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.dynamics.DiscreteModel;
import org.isobit.models.dynamics.Lorenz63;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.SteppedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The smoother against ETKF where it must agree, and against the minimum of its cost function. */
class IEnKSTest {

  private static final Inflation NONE = Inflation.none();
  private static final Inflation SOME = Inflation.posteriorAnomalies(1.1);

  /** Fewer and more observations than members, members that span the space and members that do not. */
  @ParameterizedTest
  @CsvSource({"12, 5, 3, false", "6, 9, 4, true", "7, 4, 11, true", "2, 3, 1, false"})
  void aLinearModelGivesETKFInOneStep(int members, int size, int count, boolean rotation) {
    Linear q = new Linear(size, count, 3);
    Ensemble e = q.ensemble(members);
    EnsembleEstimator filter = new EnsembleEstimator(q.model(), e.copy(), new ETKF().withInflation(SOME)
        .withRotation(rotation));
    IEnKS smoother = smoother(q.model(), e, SOME, rotation, 10, 1e-20);
    IEnKS once = smoother(q.model(), e.copy(), SOME, rotation, 1, 0);
    Cycle cycle = Cycle.of(5, 0);
    for (int k = 0; k < 6; k++) {
      Observations y = q.observations();
      filter.forecast(2 * k, 2, Workers.serial());
      smoother.forecast(2 * k, 2, Workers.serial());
      once.forecast(2 * k, 2, Workers.serial());
      filter.analyse(y, cycle);
      smoother.analyse(y, cycle);
      once.analyse(y, cycle);
      assertArrayEquals(filter.ensemble().values(), smoother.ensemble().values(), 1e-11, "cycle " + k);
      assertArrayEquals(filter.ensemble().values(), once.ensemble().values(), 1e-11, "cycle " + k);
      // The second step only finds that the first was all.
      assertEquals(2, smoother.steps());
      assertEquals(1, once.steps());
      cycle = cycle.next();
    }
  }

  /**
   * J of one variable by Newton's method. Observations are so accurate that both analysed members are within 10⁻⁴ of
   * one another: the difference between them is the derivative but for a square of that, and so is the mean of M.
   */
  @Test
  void aNonlinearModelGivesTheMinimumOfTheCostFunction() {
    DoubleUnaryOperator f = x -> x + 0.2 * x * x * x;
    double mean = 1.4;
    double p = 0.98;
    double r = 1e-8;
    double y = 5.0;
    double x = mean;
    for (int i = 0; i < 50; i++) {
      double slope = 1 + 0.6 * x * x;
      double gradient = (x - mean) / p - slope * (y - f.applyAsDouble(x)) / r;
      double second = 1 / p + slope * slope / r - 1.2 * x * (y - f.applyAsDouble(x)) / r;
      x -= gradient / second;
    }
    Observations observations = Observations.of(new double[] {y}, 1e-4, ObservationOperator.identity());
    double[] start = {0.7, 2.1};
    IEnKS smoother = smoother(new Steps(f), Ensemble.of(start.clone(), 2, 1), NONE, false, 20, 1e-16);
    IEnKS once = smoother(new Steps(f), Ensemble.of(start, 2, 1), NONE, false, 1, 0);
    for (IEnKS each : new IEnKS[] {smoother, once}) {
      each.forecast(0, 1, Workers.serial());
      each.analyse(observations, Cycle.of(1, 0));
    }
    assertTrue(smoother.steps() > 2 && smoother.steps() < 20, smoother.steps() + " steps");
    assertEquals(f.applyAsDouble(x), smoother.ensemble().mean()[0], 1e-8);
    // (1/p + slope²/r)⁻¹, taken on by the slope.
    double slope = 1 + 0.6 * x * x;
    assertEquals(slope / Math.sqrt(1 / p + slope * slope / r), smoother.ensemble().spread()[0], 1e-9);
    assertTrue(Math.abs(once.ensemble().mean()[0] - y) > 0.1, once.ensemble().mean()[0] + " after one step");
  }

  private record Steps(DoubleUnaryOperator f) implements DiscreteModel {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public void step(long k, double[] x, int at) {
      x[at] = f.applyAsDouble(x[at]);
    }
  }

  @Test
  void aWindowMayGrowInParts() {
    SteppedModel model = new SteppedModel(new Lorenz63(), new RungeKutta4(), 0.01);
    Ensemble e = Ensemble.of(new Random(2).doubles(24, 5, 9).toArray(), 8, 3);
    IEnKS whole = smoother(model, e.copy(), NONE, false, 10, 1e-5);
    IEnKS parts = smoother(model, e, NONE, false, 10, 1e-5);
    for (int k = 0; k < 3; k++) {
      Observations y = Observations.of(new double[] {3, 4, 20 + k}, 1.0, ObservationOperator.identity());
      Cycle cycle = Cycle.of(1, k);
      whole.forecast(25 * k, 25, Workers.serial());
      parts.forecast(25 * k, 10, Workers.serial());
      parts.forecast(25 * k + 10, 15, Workers.serial());
      whole.analyse(y, cycle);
      parts.analyse(y, cycle);
      assertArrayEquals(whole.ensemble().values(), parts.ensemble().values());
    }
    assertThrows(IllegalArgumentException.class, () -> parts.forecast(50, 10, Workers.serial()));
    parts.forecast(75, 10, Workers.serial());
    String message = assertThrows(IllegalArgumentException.class, () -> parts.forecast(75, 10, Workers.serial()))
        .getMessage();
    assertEquals("IEnKS: the members are at time level 85, not 75", message);
  }

  @Test
  void withoutObservationsTheForecastStays() {
    Linear q = new Linear(4, 3, 6);
    Ensemble e = q.ensemble(5);
    IEnKS smoother = smoother(q.model(), e, NONE, false, 10, 1e-5);
    smoother.forecast(0, 3, Workers.serial());
    double[] forecast = e.values().clone();
    Observations none = Observations.of(new double[0], 1.0, ObservationOperator.indices());
    smoother.analyse(none, Cycle.of(1, 0));
    assertArrayEquals(forecast, e.values());
    assertEquals(0, smoother.steps());
  }

  @Test
  void bitsDoNotDependOnTheThreads() {
    SteppedModel model = new SteppedModel(new Lorenz96(400, 8.0), new RungeKutta4(), 0.05);
    Ensemble e = Ensemble.of(new Random(4).doubles(30 * 400, -3, 8).toArray(), 30, 400);
    Ensemble[] results = {e.copy(), e.copy()};
    Workers[] workers = {Workers.serial(), Workers.shared()};
    Observations y = Observations.of(new Random(5).doubles(400, -3, 8).toArray(), 1.0,
        ObservationOperator.identity());
    for (int i = 0; i < 2; i++) {
      IEnKS smoother = smoother(model, results[i], SOME, true, 3, 1e-5);
      smoother.forecast(0, 2, workers[i]);
      smoother.analyse(y, Cycle.of(1, 0).with(workers[i]));
    }
    assertArrayEquals(results[0].values(), results[1].values());
  }

  /** A model that fails when it runs again. */
  private static final class Failing implements ForecastModel {
    private final ForecastModel model;
    private boolean fails;

    Failing(ForecastModel model) {
      this.model = model;
    }

    @Override
    public int size() {
      return model.size();
    }

    @Override
    public void advance(long from, int steps, Ensemble ensemble, Workers workers) {
      model.advance(from, steps, ensemble, workers);
      if (fails) {
        ensemble.set(1, 2, Double.NaN);
      }
    }
  }

  @Test
  void aFailedAnalysisLeavesTheEstimateAsItWas() {
    Linear q = new Linear(4, 3, 6);
    Ensemble e = q.ensemble(5);
    Failing model = new Failing(q.model());
    IEnKS untouched = smoother(q.model(), e.copy(), SOME, true, 10, 1e-5);
    IEnKS smoother = smoother(model, e, SOME, true, 10, 1e-5);
    Observations y = q.observations();
    untouched.forecast(0, 3, Workers.serial());
    smoother.forecast(0, 3, Workers.serial());
    double[] forecast = e.values().clone();
    model.fails = true;
    String message = assertThrows(NumericalException.class, () -> smoother.analyse(y, Cycle.of(1, 0))).getMessage();
    assertTrue(message.contains("after Gauss-Newton step 1, the forecast of member 1 is not finite"), message);
    assertArrayEquals(forecast, e.values());
    Observations accurate = Observations.of(new double[4], 1e-9, ObservationOperator.identity());
    message = assertThrows(NumericalException.class, () -> smoother.analyse(accurate, Cycle.of(1, 0))).getMessage();
    assertTrue(message.contains("observations are too accurate"), message);
    assertArrayEquals(forecast, e.values());
    model.fails = false;
    untouched.analyse(y, Cycle.of(1, 0));
    smoother.analyse(y, Cycle.of(1, 0));
    assertArrayEquals(untouched.ensemble().values(), e.values());
  }

  @Test
  void mistakesAreNamed() {
    Linear q = new Linear(4, 3, 6);
    refused("inflation must be of the analysis, posterior-anomalies or posterior-covariance, but is rtps 0.3",
        () -> smoother(q.model(), q.ensemble(5), Inflation.of(Inflation.Kind.RELAX_TO_PRIOR_SPREAD, 0.3), false, 10,
            0));
    refused("a factor for each variable", () -> smoother(q.model(), q.ensemble(5),
        Inflation.priorCovariance(new double[] {1, 1, 1, 1}), false, 10, 0));
    refused("iterations must be positive, but is 0", () -> smoother(q.model(), q.ensemble(5), NONE, false, 0, 0));
    refused("tolerance must be finite and not negative, but is -1.0",
        () -> smoother(q.model(), q.ensemble(5), NONE, false, 1, -1));
    refused("members must be at least 2, but is 1", () -> smoother(q.model(), q.ensemble(1), NONE, false, 1, 0));
    refused("the model has 4 variables but the members have 3",
        () -> smoother(q.model(), Ensemble.allocate(5, 3), NONE, false, 1, 0));
    refused("there are 3 standard deviations for 4 variables",
        () -> smoother(q.model(), q.ensemble(5), NONE, false, 1, 0).spread(new double[3]));
  }

  private static IEnKS smoother(ForecastModel model, Ensemble e, Inflation inflation, boolean rotation, int iterations,
      double tolerance) {
    return new IEnKS(model, e, IEnKSScheme.USUAL.withInflation(inflation).withRotation(rotation)
        .withIterations(iterations, tolerance));
  }

  static void refused(String part, org.junit.jupiter.api.function.Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(part), message);
  }
}
