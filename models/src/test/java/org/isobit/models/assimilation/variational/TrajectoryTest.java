package org.isobit.models.assimilation.variational;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.Linearization;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.gaussian.Dense;
import org.isobit.models.assimilation.gaussian.LinearMap;
import org.isobit.models.dynamics.DiscreteModel;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.SteppedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** 4D-Var with and without model error: its limits, windows that grow, and what it refuses. */
class TrajectoryTest {

  static final Cycle CYCLE = Cycle.of(1, 0);
  static final Minimization TIGHT = new Minimization(Minimization.Method.CONJUGATE_GRADIENTS, 20, 1e-13);
  static final Observations NOTHING = Observations.of(new double[0], 1.0, ObservationOperator.indices());
  static final int N = 4;
  static final int P = 3;

  /** A linear model, an operator, correlated errors, B and Q at random. */
  static final class Linear {
    final Random random = new Random(11);
    final Dense m = Dense.identity(N).plus(matrix(N, N).scale(0.4));
    final Dense h = matrix(P, N);
    final Dense r = covariance(P);
    final Dense b = covariance(N);
    final Dense q = covariance(N).scale(0.1);
    final Dense first = matrix(N, 1);

    Dense matrix(int rows, int columns) {
      return new Dense(rows, columns, random.doubles(rows * columns, -1, 1).toArray());
    }

    Dense covariance(int n) {
      Dense a = matrix(n, n);
      return a.mult(a.transpose()).plus(Dense.identity(n).scale(0.3)).symmetric();
    }

    LinearMap model() {
      return new LinearMap(N, m.data());
    }

    Gaussian law(Dense covariance) {
      return new Gaussian(new double[N], covariance.data());
    }

    Observations observe(Dense y) {
      return Observations.of(y.data(), 1.0, ObservationOperator.matrix(h.data(), P, N)).withCovariance("observation",
          r.data());
    }

    FourDVar strong(int lag, int shift, Minimization how) {
      return new FourDVar(model(), first.data(), law(b), 1.0, lag, shift, how);
    }

    WeakFourDVar weak(Dense errors, int lag, int shift, Minimization how) {
      return new WeakFourDVar(model(), first.data(), law(b), 1.0, law(errors), lag, shift, how);
    }
  }

  static void near(Dense expected, double[] found, String what) {
    near(expected, found, 1e-11, what);
  }

  static void near(Dense expected, double[] found, double tolerance, String what) {
    assertArrayEquals(expected.data(), found, tolerance, what);
  }

  static double[] member(Ensemble e, int m) {
    double[] x = new double[e.size()];
    System.arraycopy(e.values(), e.index(m), x, 0, x.length);
    return x;
  }

  static double[] spread(Estimator e) {
    double[] spread = new double[e.ensemble().size()];
    e.spread(spread);
    return spread;
  }

  static SteppedModel lorenz96(int size) {
    return new SteppedModel(new Lorenz96(size, 8.0), new RungeKutta4(), 0.05);
  }

  @Test
  void accurateObservationsTakeOverAndInaccurateOnesLeaveTheForecast() {
    Linear l = new Linear();
    double[] y = {1, -2, 3, 0.5};
    for (TrajectoryEstimator var : List.of(l.strong(1, 1, TIGHT), l.weak(l.q, 1, 1, TIGHT))) {
      var.forecast(0, 1, Workers.serial());
      double[] forecast = var.ensemble().mean();
      var.analyse(Observations.of(y, 1e9, ObservationOperator.identity()), CYCLE);
      assertArrayEquals(forecast, var.ensemble().mean(), 1e-13);
    }
    for (TrajectoryEstimator var : List.of(l.strong(1, 1, TIGHT), l.weak(l.q, 1, 1, TIGHT))) {
      var.forecast(0, 1, Workers.serial());
      var.analyse(Observations.of(y, 1e-4, ObservationOperator.identity()), CYCLE);
      // What is left is R·(M·B·Mᵀ + R)⁻¹·(y − x), with variances above 0.01 some 1e-6 of the distance.
      assertArrayEquals(y, var.ensemble().mean(), 1e-5);
    }
  }

  /** The Hessian for one variable seen after a step is 1 + b·m²/r, and the power method has it at once. */
  @Test
  void observationsThatAreTooAccurateAreRefusedAndChangeNothing() {
    for (double condition : new double[] {0.99e10, 1.01e10, 1e300}) {
      LinearMap twice = new LinearMap(1, new double[] {2});
      Gaussian law = new Gaussian(new double[1], new double[] {3});
      for (TrajectoryEstimator var : List.of(new FourDVar(twice, new double[] {5}, law, 1.0, 2, 1, TIGHT),
          new WeakFourDVar(twice, new double[] {5}, law, 1.0, new Gaussian(new double[1], new double[1]), 2, 1,
              TIGHT))) {
        var.forecast(0, 1, Workers.serial());
        Observations y = Observations.of(new double[] {1}, Math.sqrt(3 * 4 / (condition - 1)),
            ObservationOperator.identity());
        if (condition < 1e10) {
          var.analyse(y, CYCLE);
          assertEquals(1.0, var.ensemble().get(0, 0), 1e-8);
        } else {
          String message = assertThrows(NumericalException.class, () -> var.analyse(y, CYCLE)).getMessage();
          assertTrue(message.contains("Var: observations are too accurate for the background, or the window is so long "
              + "that it grows too much; the condition number of the Hessian of J may be at most 1.0E10"), message);
          assertEquals(10.0, var.ensemble().get(0, 0));
          assertEquals(5.0, var.trajectory().get(0, 0));
        }
      }
    }
  }

  /** It ends with the estimate, whether anything was observed or not. */
  @Test
  void theTrajectoryIsThatOfTheLastAnalysis() {
    Linear l = new Linear();
    for (TrajectoryEstimator var : List.of(l.strong(3, 1, TIGHT), l.strong(3, 3, TIGHT), l.weak(l.q, 3, 2, TIGHT))) {
      for (int k = 0; k < 7; k++) {
        var.forecast(k, 1, Workers.serial());
        Observations y = k % 3 == 1 ? Observations.of(new double[0], 1.0, ObservationOperator.indices())
            : Observations.of(new double[] {k, 1}, 0.7, ObservationOperator.indices(0, 2));
        var.analyse(y, Cycle.of(1, k));
        int last = var.trajectory().members() - 1;
        assertArrayEquals(member(var.ensemble(), 0), member(var.trajectory(), last), 1e-13);
      }
    }
  }

  /** All is in the span of B, whatever is observed. */
  @Test
  void aSingularBackgroundCovarianceHoldsTheIncrement() {
    double[] u = {1, -2, 0.5};
    double[] b = new double[9];
    for (int i = 0; i < 9; i++) {
      b[i] = u[i / 3] * u[i % 3];
    }
    LinearMap still = new LinearMap(3, new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
    FourDVar var = new FourDVar(still, new double[3], new Gaussian(new double[3], b), 1.0, 1, 1, TIGHT);
    var.forecast(0, 1, Workers.serial());
    var.analyse(Observations.of(new double[] {6}, 1.0, ObservationOperator.indices(1)), CYCLE);
    // −2·6 ÷ (4 + 1) of u.
    assertArrayEquals(new double[] {-2.4, 4.8, -1.2}, var.ensemble().mean(), 1e-7);
  }

  @Test
  void withoutObservationsEachBitStays() {
    Linear l = new Linear();
    for (TrajectoryEstimator var : List.of(l.strong(3, 1, TIGHT), l.strong(3, 3, TIGHT), l.weak(l.q, 3, 2, TIGHT))) {
      LinearMap model = l.model();
      double[] x = l.first.data().clone();
      var.analyse(NOTHING, CYCLE);
      for (int k = 0; k < 5; k++) {
        var.forecast(2 * k, 2, Workers.serial());
        model.advance(2 * k, 2, x);
        double[] spread = spread(var);
        var.analyse(NOTHING, CYCLE);
        assertArrayEquals(x, var.ensemble().mean());
        assertArrayEquals(spread, spread(var));
        assertNull(var.minimum());
      }
    }
  }

  @Test
  void aWindowMayGrowInPartsAndNoBitDependsOnThreads() {
    SteppedModel model = lorenz96(40);
    double[] first = new Random(3).doubles(40, -3, 8).toArray();
    FourDVar[] vars = new FourDVar[2];
    for (int v = 0; v < 2; v++) {
      Workers workers = v == 0 ? Workers.serial() : Workers.shared();
      vars[v] = new FourDVar(model, first, Gaussian.independent(new double[40], 1.0), 0.5, 2, 2, Minimization.USUAL);
      for (int k = 0; k < 4; k++) {
        if (v == 0) {
          vars[v].forecast(4 * k, 4, workers);
        } else {
          vars[v].forecast(4 * k, 1, workers);
          vars[v].forecast(4 * k + 1, 3, workers);
        }
        vars[v].analyse(Observations.of(new Random(k).doubles(40, -3, 8).toArray(), 1.0,
            ObservationOperator.identity()), CYCLE.with(workers));
      }
    }
    assertArrayEquals(vars[0].ensemble().values(), vars[1].ensemble().values());
    assertArrayEquals(spread(vars[0]), spread(vars[1]));
  }

  /** What is observed before a forecast belongs to the first state: the window has both. */
  @Test
  void observationsOfTheFirstTimeCount() {
    Linear l = new Linear();
    FourDVar var = l.strong(1, 1, TIGHT);
    Dense y0 = l.matrix(P, 1);
    Dense y1 = l.matrix(P, 1);
    var.analyse(l.observe(y0), CYCLE);
    var.forecast(0, 1, Workers.serial());
    var.analyse(l.observe(y1), CYCLE);
    Dense g = l.h.transpose().mult(l.r.invert());
    Dense g1 = l.m.transpose().mult(g);
    Dense hessian = l.b.invert().plus(g.mult(l.h)).plus(g1.mult(l.h).mult(l.m));
    Dense x = hessian.invert().mult(l.b.invert().mult(l.first).plus(g.mult(y0)).plus(g1.mult(y1)));
    near(x, member(var.trajectory(), 0), "first state");
  }

  /** A model that fails when it is told to. */
  private static final class Failing implements ForecastModel {
    private final LinearMap model;
    private boolean fails;

    Failing(LinearMap model) {
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
        ensemble.set(0, 2, Double.NaN);
      }
    }

    @Override
    public Linearization linearize(long from, int steps, double[] state) {
      return model.linearize(from, steps, state);
    }
  }

  @Test
  void aFailedAnalysisLeavesTheEstimateAsItWas() {
    Linear l = new Linear();
    Failing model = new Failing(l.model());
    FourDVar var = new FourDVar(model, l.first.data(), l.law(l.b), 1.0, 2, 2, TIGHT);
    FourDVar untouched = l.strong(2, 2, TIGHT);
    Observations[] y = {l.observe(l.matrix(P, 1)), l.observe(l.matrix(P, 1))};
    for (int k = 0; k < 2; k++) {
      Observations now = y[k];
      var.forecast(k, 1, Workers.serial());
      untouched.forecast(k, 1, Workers.serial());
      double[] forecast = var.ensemble().mean();
      double[] spread = spread(var);
      model.fails = true;
      String message = assertThrows(NumericalException.class, () -> var.analyse(now, CYCLE)).getMessage();
      assertTrue(message.contains("FourDVar: the cost function has no minimum that can be found"), message);
      model.fails = false;
      refused("FourDVar needs a linear observation operator, but", () -> var.analyse(Observations.of(new double[1], 1.0,
          (states, observed) -> { }), CYCLE));
      refused("gives NaN for observation 0", () -> var.analyse(Observations.of(new double[1], 1.0,
          new ObservationOperator() {
            @Override
            public void apply(Ensemble states, double[] observed) {
              java.util.Arrays.fill(observed, Double.NaN);
            }

            @Override
            public boolean isLinear() {
              return true;
            }
          }), CYCLE));
      assertThrows(NumericalException.class, () -> var.analyse(Observations.of(new double[] {1e300, 0, 0, 0}, 1e-300,
          ObservationOperator.identity()), CYCLE));
      assertArrayEquals(forecast, var.ensemble().mean());
      assertArrayEquals(spread, spread(var));
      var.analyse(now, CYCLE);
      untouched.analyse(now, CYCLE);
      assertArrayEquals(untouched.ensemble().mean(), var.ensemble().mean());
    }
  }

  @Test
  void mistakesAreNamed() {
    Linear l = new Linear();
    double[] x = l.first.data();
    refused("value[1] is NaN", () -> Observations.of(new double[] {1, Double.NaN}, 1.0,
        ObservationOperator.identity()));
    refused("has neither tangent nor adjoint", () -> new FourDVar(new DiscreteModel() {
      @Override
      public int size() {
        return N;
      }

      @Override
      public void step(long k, double[] state, int at) {
        state[at] *= 2;
      }
    }, x, l.law(l.b), 1.0, 1, 1, TIGHT));
    refused("scale must be positive and finite, but is 0.0", () -> new FourDVar(l.model(), x, l.law(l.b), 0.0, 1, 1,
        TIGHT));
    refused("lag must be positive, but is 0", () -> l.strong(0, 1, TIGHT));
    refused("shift must be between 1 and the lag of 2, but is 3", () -> l.strong(2, 3, TIGHT));
    refused("the covariance 4, but the state 3", () -> new FourDVar(l.model(), new double[3], l.law(l.b), 1.0, 1, 1,
        TIGHT));
    refused("of 3 variables, but the state has 4", () -> new WeakFourDVar(l.model(), x, l.law(l.b), 1.0,
        Gaussian.independent(new double[3], 1.0), 1, 1, TIGHT));
    refused("must be positive semidefinite, but its eigenvalue 0 is -0.", () -> new FourDVar(new LinearMap(2,
        new double[4]), new double[2], new Gaussian(new double[2], new double[] {0.01, 1, 1, 0.01}), 1.0, 1, 1, TIGHT));
    refused("state[0] is NaN", () -> new FourDVar(l.model(), new double[] {Double.NaN, 0, 0, 0}, l.law(l.b),
        1.0, 1, 1, TIGHT));
    refused("tolerance must be above 0 and below 1, but is 1.0", () -> new Minimization(
        Minimization.Method.L_BFGS, 1, 1.0));
    refused("iterations must be positive, but is 0", () -> new Minimization(Minimization.Method.L_BFGS, 0, 0.1));
    FourDVar var = l.strong(2, 1, TIGHT);
    refused("there are 3 standard deviations for 4 variables", () -> var.spread(new double[3]));
    var.forecast(0, 2, Workers.serial());
    refused("the state is at time level 2, not 1", () -> var.forecast(1, 1, Workers.serial()));
    // Nor when the window has been left behind.
    FourDVar moved = l.strong(1, 1, TIGHT);
    moved.forecast(3, 2, Workers.serial());
    moved.analyse(Observations.of(new double[] {1}, 1, ObservationOperator.indices(0)), Cycle.of(1, 0));
    refused("the state is at time level 5, not 3", () -> moved.forecast(3, 1, Workers.serial()));
  }

  static void refused(String part, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(part), message);
  }
}
