package org.isobit.models.assimilation.variational;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.linalg.minimization.CostFunction;
import org.isobit.linalg.minimization.CostFunctions;
import org.isobit.linalg.minimization.Ending;
import org.isobit.linalg.minimization.Iteration;
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
import org.isobit.models.dynamics.Lorenz63;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.SteppedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** 4D-Var with and without model error against the Kalman filter and smoother, and against its cost function. */
class TrajectoryTest {

  private static final Cycle CYCLE = Cycle.of(1, 0);
  private static final Minimization TIGHT = new Minimization(Minimization.Method.CONJUGATE_GRADIENTS, 20, 1e-13);
  private static final Observations NOTHING = Observations.of(new double[0], 1.0, ObservationOperator.indices());
  private static final int N = 4;
  private static final int P = 3;

  /** A linear model, an operator, correlated errors, B and Q at random. */
  private static final class Linear {
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

  /** Kalman's filter and the smoother of Rauch, Tung and Striebel as textbooks have them. */
  private static final class Kalman {
    private final Linear l;
    private final Dense q;
    private final List<Dense> forecast = new ArrayList<>();
    private final List<Dense> forecastCovariance = new ArrayList<>();
    private final List<Dense> analysis = new ArrayList<>();
    private final List<Dense> covariance = new ArrayList<>();
    Dense x;
    Dense p;

    Kalman(Linear l, Dense q, Dense x) {
      this.l = l;
      this.q = q;
      this.x = x;
      p = l.b;
      analysis.add(x);
      covariance.add(p);
    }

    void step(Dense y) {
      x = l.m.mult(x);
      p = l.m.mult(p).mult(l.m.transpose()).plus(q);
      forecast.add(x);
      forecastCovariance.add(p);
      Dense k = p.mult(l.h.transpose()).mult(l.h.mult(p).mult(l.h.transpose()).plus(l.r).invert());
      x = x.plus(k.mult(y.minus(l.h.mult(x))));
      p = p.minus(k.mult(l.h).mult(p));
      analysis.add(x);
      covariance.add(p);
    }

    /** Means at all times given all observations. */
    List<Dense> smoothed() {
      List<Dense> all = new ArrayList<>(analysis);
      for (int j = forecast.size() - 1; j >= 0; j--) {
        Dense gain = covariance.get(j).mult(l.m.transpose()).mult(forecastCovariance.get(j).invert());
        all.set(j, analysis.get(j).plus(gain.mult(all.get(j + 1).minus(forecast.get(j)))));
      }
      return all;
    }
  }

  private static void near(Dense expected, double[] found, String what) {
    near(expected, found, 1e-11, what);
  }

  private static void near(Dense expected, double[] found, double tolerance, String what) {
    assertArrayEquals(expected.data(), found, tolerance, what);
  }

  private static double[] member(Ensemble e, int m) {
    double[] x = new double[e.size()];
    System.arraycopy(e.values(), e.index(m), x, 0, x.length);
    return x;
  }

  private static double[] spread(Estimator e) {
    double[] spread = new double[e.ensemble().size()];
    e.spread(spread);
    return spread;
  }

  /** In a window that has not moved yet, at its end and, but for the last time, before it. */
  @ParameterizedTest
  @CsvSource({"false, CONJUGATE_GRADIENTS", "false, L_BFGS", "true, CONJUGATE_GRADIENTS", "true, L_BFGS"})
  void aLinearModelGivesTheKalmanFilterAndTheSmoother(boolean weak, Minimization.Method method) {
    Linear l = new Linear();
    Minimization how = new Minimization(method, 200, 1e-13);
    TrajectoryEstimator var = weak ? l.weak(l.q, 5, 5, how) : l.strong(5, 5, how);
    // L-BFGS looks at values of J, whose rounding hides steps shorter than some 1e-8.
    double tolerance = method == Minimization.Method.L_BFGS ? 1e-6 : 1e-11;
    Dense q = weak ? l.q : l.q.scale(0);
    Kalman kalman = new Kalman(l, q, l.first);
    for (int k = 0; k < 7; k++) {
      if (k == 5) {
        // A full window is left behind: a new one begins at its end, with the same B.
        kalman = new Kalman(l, q, kalman.x);
      }
      Dense y = l.matrix(P, 1).scale(5);
      var.forecast(k, 1, Workers.serial());
      near(l.m.mult(kalman.x), var.ensemble().mean(), tolerance, "forecast " + k);
      kalman.step(y);
      var.analyse(l.observe(y), CYCLE);
      near(kalman.x, var.ensemble().mean(), tolerance, "analysis " + k);
      double[] spread = spread(var);
      for (int i = 0; i < N; i++) {
        assertEquals(kalman.p.get(i, i), spread[i] * spread[i], 1e-11, "variance " + i + " of cycle " + k);
      }
      List<Dense> smoothed = kalman.smoothed();
      assertEquals(smoothed.size(), var.trajectory().members());
      for (int j = 0; j < smoothed.size(); j++) {
        near(smoothed.get(j), member(var.trajectory(), j), tolerance, "cycle " + k + ", time " + j);
      }
    }
  }

  /** Also windows that move and carry along what was found of model errors, by one dense system for all controls. */
  @ParameterizedTest
  @CsvSource({"1, 1, false", "3, 1, false", "3, 2, false", "1, 1, true", "3, 1, true", "3, 2, true", "4, 4, true"})
  void aMovingWindowIsThatOfItsFormula(int lag, int shift, boolean weak) {
    Linear l = new Linear();
    TrajectoryEstimator var = weak ? l.weak(l.q, lag, shift, TIGHT) : l.strong(lag, shift, TIGHT);
    List<Dense> background = new ArrayList<>(List.of(l.first));
    List<int[]> times = new ArrayList<>();
    List<Dense> fresh = new ArrayList<>();
    int closed = 0;
    for (int k = 0; k < 9; k++) {
      background.add(new Dense(N, 1, new double[N]));
      int intervals = background.size() - 1;
      closed++;
      Dense y = l.matrix(P, 1).scale(5);
      // The fifth cycle has no observation.
      Observations now = k == 4 ? NOTHING : l.observe(y);
      if (k != 4) {
        times.add(new int[] {intervals});
        fresh.add(y);
      }
      var.forecast(k, 1, Workers.serial());
      var.analyse(now, CYCLE);
      List<Dense> z = minimum(l, background, weak, times, fresh);
      Dense x = z.get(0);
      List<Dense> states = new ArrayList<>(List.of(x));
      for (int j = 1; j <= intervals; j++) {
        x = l.m.mult(x).plus(z.get(j));
        states.add(x);
      }
      near(x, var.ensemble().mean(), "cycle " + k);
      if (closed == shift) {
        closed = 0;
        times.clear();
        fresh.clear();
        background = new ArrayList<>(z);
        for (int gone = intervals - (lag - shift); gone > 0; gone--) {
          background.remove(0);
          states.remove(0);
          background.set(0, states.get(0));
        }
      }
    }
  }

  /** z + P·Gᵀ·(G·P·Gᵀ + R)⁻¹·(y − G·z), with all states a linear function of z, the first state and all errors. */
  private static List<Dense> minimum(Linear l, List<Dense> background, boolean weak, List<int[]> times,
      List<Dense> fresh) {
    int blocks = background.size();
    Dense z = new Dense(blocks * N, 1, new double[blocks * N]);
    Dense p = new Dense(blocks * N, blocks * N, new double[blocks * N * blocks * N]);
    Dense g = new Dense(fresh.size() * P, blocks * N, new double[fresh.size() * P * blocks * N]);
    Dense r = new Dense(fresh.size() * P, fresh.size() * P, new double[fresh.size() * P * fresh.size() * P]);
    Dense y = new Dense(fresh.size() * P, 1, new double[fresh.size() * P]);
    for (int c = 0; c < blocks; c++) {
      put(background.get(c), z, c * N, 0);
      put(c == 0 ? l.b : l.q.scale(weak ? 1 : 0), p, c * N, c * N);
    }
    for (int o = 0; o < fresh.size(); o++) {
      put(fresh.get(o), y, o * P, 0);
      put(l.r, r, o * P, o * P);
      Dense power = l.h;
      for (int c = times.get(o)[0]; c >= 0; c--) {
        put(power, g, o * P, c * N);
        power = power.mult(l.m);
      }
    }
    if (!fresh.isEmpty()) {
      Dense k = p.mult(g.transpose()).mult(g.mult(p).mult(g.transpose()).plus(r).invert());
      z = z.plus(k.mult(y.minus(g.mult(z))));
    }
    List<Dense> parts = new ArrayList<>();
    for (int c = 0; c < blocks; c++) {
      parts.add(new Dense(N, 1, java.util.Arrays.copyOfRange(z.data(), c * N, (c + 1) * N)));
    }
    return parts;
  }

  private static void put(Dense part, Dense whole, int row, int column) {
    for (int i = 0; i < part.a().getNumRows(); i++) {
      for (int j = 0; j < part.a().getNumCols(); j++) {
        whole.a().set(row + i, column + j, part.get(i, j));
      }
    }
  }

  @Test
  void withoutModelErrorWeakIsStrong() {
    Linear l = new Linear();
    WeakFourDVar weak = l.weak(l.q.scale(0), 3, 2, TIGHT);
    WeakFourDVar nearly = l.weak(l.q.scale(1e-10), 3, 2, TIGHT);
    FourDVar strong = l.strong(3, 2, TIGHT);
    for (int k = 0; k < 5; k++) {
      Observations y = l.observe(l.matrix(P, 1));
      for (TrajectoryEstimator each : List.of(weak, nearly, strong)) {
        each.forecast(k, 1, Workers.serial());
        each.analyse(y, CYCLE);
      }
      assertArrayEquals(strong.ensemble().mean(), weak.ensemble().mean(), 1e-12);
      assertArrayEquals(spread(strong), spread(weak), 1e-12);
      // Five steps of a matrix whose norm is below 3 make of 1e-10·Q at most some 1e-8.
      assertArrayEquals(strong.ensemble().mean(), nearly.ensemble().mean(), 1e-7);
    }
  }

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

  private static SteppedModel lorenz96(int size) {
    return new SteppedModel(new Lorenz96(size, 8.0), new RungeKutta4(), 0.05);
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
