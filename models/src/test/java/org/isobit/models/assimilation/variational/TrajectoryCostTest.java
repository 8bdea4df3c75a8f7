package org.isobit.models.assimilation.variational;

import static org.isobit.models.assimilation.variational.TrajectoryTest.CYCLE;
import static org.isobit.models.assimilation.variational.TrajectoryTest.lorenz96;
import static org.isobit.models.assimilation.variational.TrajectoryTest.member;
import static org.isobit.models.assimilation.variational.TrajectoryTest.spread;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.isobit.kernels.Workers;
import org.isobit.linalg.minimization.CostFunction;
import org.isobit.linalg.minimization.CostFunctions;
import org.isobit.linalg.minimization.Ending;
import org.isobit.linalg.minimization.Iteration;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.Linearization;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.dynamics.DiscreteModel;
import org.isobit.models.dynamics.Lorenz63;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.SteppedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** 4D-Var of nonlinear models against its cost function. */
class TrajectoryCostTest {

  /** x ← f(x), with its derivative. */
  private record Steps(DoubleUnaryOperator f, DoubleUnaryOperator slope) implements DiscreteModel {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public void step(long k, double[] x, int at) {
      x[at] = f.applyAsDouble(x[at]);
    }

    @Override
    public Linearization linearize(long from, int steps, double[] state) {
      double derivative = 1;
      for (int s = 0; s < steps; s++) {
        derivative *= slope.applyAsDouble(state[0]);
        step(from, state, 0);
      }
      double factor = derivative;
      return new Linearization() {
        @Override
        public void tangent(double[] dx, int offset) {
          dx[offset] *= factor;
        }

        @Override
        public void adjoint(double[] dy, int offset) {
          dy[offset] *= factor;
        }
      };
    }
  }

  /** J of one variable, observed at two times, by Newton's method with its second derivative. */
  @ParameterizedTest
  @EnumSource(Minimization.Method.class)
  void aNonlinearModelGivesTheMinimumOfTheCostFunction(Minimization.Method method) {
    DoubleUnaryOperator f = x -> x + 0.2 * x * x * x;
    DoubleUnaryOperator slope = x -> 1 + 0.6 * x * x;
    double b = 0.5;
    double[] y = {2.5, 6.0};
    double[] r = {0.04, 0.25};
    double x = 1.5;
    for (int i = 0; i < 50; i++) {
      double one = f.applyAsDouble(x);
      double two = f.applyAsDouble(one);
      double first = slope.applyAsDouble(x);
      double second = slope.applyAsDouble(one) * first;
      double curve = 1.2 * x;
      double curve2 = 1.2 * one * first * first + slope.applyAsDouble(one) * curve;
      double gradient = (x - 0.8) / b - first * (y[0] - one) / r[0] - second * (y[1] - two) / r[1];
      double hessian = 1 / b + first * first / r[0] - curve * (y[0] - one) / r[0] + second * second / r[1]
          - curve2 * (y[1] - two) / r[1];
      x -= gradient / hessian;
    }
    FourDVar var = new FourDVar(new Steps(f, slope), new double[] {0.8}, Gaussian.independent(new double[1], 1.0), b, 2,
        2, new Minimization(method, 50, 1e-12));
    for (int k = 0; k < 2; k++) {
      var.forecast(k, 1, Workers.serial());
      var.analyse(Observations.of(new double[] {y[k]}, Math.sqrt(r[k]), ObservationOperator.identity()), CYCLE);
    }
    assertEquals(x, var.trajectory().get(0, 0), 1e-10);
    assertEquals(f.applyAsDouble(f.applyAsDouble(x)), var.ensemble().get(0, 0), 1e-9);
    double one = slope.applyAsDouble(x);
    double two = slope.applyAsDouble(f.applyAsDouble(x)) * one;
    // (1/b + Σ slope²/r)⁻¹, taken on by the slope.
    assertEquals(two / Math.sqrt(1 / b + one * one / r[0] + two * two / r[1]), spread(var)[0], 1e-9);
  }

  /** The remainder of Taylor's first order falls by four where the step is halved, and adjoint and tangent agree. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void theGradientIsThatOfTheCostFunction(boolean weak) {
    int n = 8;
    Random random = new Random(5);
    double[] root = new double[n * n];
    double[] errors = new double[n * n];
    for (int i = 0; i < n; i++) {
      root[i * n + i] = 0.7;
      errors[i * n + i] = 0.2;
    }
    List<Observed> observed = List.of(
        Observed.of("test", 0, Observations.of(new double[] {1, 2}, 0.5, ObservationOperator.indices(3, 5)), n),
        Observed.of("test", 2, Observations.of(random.doubles(n, -3, 8).toArray(), 1.5,
            ObservationOperator.identity()), n));
    double[] background = random.doubles(weak ? 3 * n : n, -3, 8).toArray();
    TrajectoryProblem problem = new TrajectoryProblem(lorenz96(n), 0, new int[] {3, 2}, background, root,
        weak ? errors : null, observed);
    CostFunction j = CostFunctions.halfSquares(problem);
    double[] v = random.doubles(background.length, -1, 1).toArray();
    double[] d = random.doubles(background.length, -1, 1).toArray();
    double[] gradient = new double[v.length];
    double value = j.evaluate(v, gradient);
    double slope = 0;
    for (int i = 0; i < v.length; i++) {
      slope += gradient[i] * d[i];
    }
    double[] remainder = new double[6];
    double[] point = new double[v.length];
    for (int s = 0; s < remainder.length; s++) {
      double h = 0x1p-6 / (1 << s);
      for (int i = 0; i < v.length; i++) {
        point[i] = v[i] + h * d[i];
      }
      remainder[s] = Math.abs(j.evaluate(point, new double[v.length]) - value - h * slope);
    }
    for (int s = 3; s < remainder.length; s++) {
      assertEquals(4, remainder[s - 1] / remainder[s], 0.2, "halving " + s);
    }
    problem.linearize(v);
    double[] w = random.doubles(problem.residuals(), -1, 1).toArray();
    double[] forward = new double[w.length];
    double[] backward = new double[v.length];
    problem.tangent(d, forward);
    problem.adjoint(w, backward);
    double one = 0;
    double two = 0;
    for (int i = 0; i < w.length; i++) {
      one += forward[i] * w[i];
    }
    for (int i = 0; i < v.length; i++) {
      two += backward[i] * d[i];
    }
    assertEquals(one, two, 1e-12 * Math.abs(one));
  }

  /** J as written, at the first state of a window of one interval. */
  private static double cost(SteppedModel model, double[] background, double variance, double[] y, double[] x) {
    double sum = 0;
    double[] end = x.clone();
    model.advance(0, 30, end);
    for (int i = 0; i < x.length; i++) {
      sum += 0.5 * (x[i] - background[i]) * (x[i] - background[i]) / variance + 0.5 * (y[i] - end[i]) * (y[i] - end[i]);
    }
    return sum;
  }

  @Test
  void outerLoopsLowerTheCostFunctionAndMinimisersAgree() {
    SteppedModel model = new SteppedModel(new Lorenz63(), new RungeKutta4(), 0.01);
    double[] background = {1.5, -1.5, 25};
    double[] y = {3.0, 4.5, 22.0};
    double before = cost(model, background, 0.8, y, background);
    List<double[]> ends = new ArrayList<>();
    for (int most : new int[] {1, 2, 3, 50, 0}) {
      Minimization how = most == 0 ? new Minimization(Minimization.Method.L_BFGS, 200, 1e-8)
          : new Minimization(Minimization.Method.CONJUGATE_GRADIENTS, most, 1e-8);
      FourDVar var = new FourDVar(model, background, Gaussian.independent(new double[3], 1.0), 0.8, 1, 1, how);
      var.forecast(0, 30, Workers.serial());
      var.analyse(Observations.of(y, 1.0, ObservationOperator.identity()), CYCLE);
      double j = cost(model, background, 0.8, y, member(var.trajectory(), 0));
      assertEquals(var.minimum().value(), j, 1e-11 * j);
      assertTrue(most > 3 || most == 0 ? j <= before : j < before, j + " after " + most + ", " + before + " before");
      before = j;
      double value = Double.POSITIVE_INFINITY;
      for (Iteration each : var.minimum().records()) {
        assertTrue(each.value() <= value, each + " after " + value);
        value = each.value();
      }
      assertEquals(most == 0 || most > 3 ? Ending.CONVERGED : Ending.ITERATIONS, var.minimum().ending());
      ends.add(var.ensemble().mean());
    }
    assertArrayEquals(ends.get(3), ends.get(4), 1e-6);
    assertTrue(Math.abs(ends.get(0)[0] - ends.get(3)[0]) > 1e-3);
  }
}
