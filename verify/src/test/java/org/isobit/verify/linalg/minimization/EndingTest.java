package org.isobit.verify.linalg.minimization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.isobit.linalg.minimization.Background;
import org.isobit.linalg.minimization.ConjugateGradients;
import org.isobit.linalg.minimization.CostFunction;
import org.isobit.linalg.minimization.CostFunctions;
import org.isobit.linalg.minimization.DenseLeastSquares;
import org.isobit.linalg.minimization.Ending;
import org.isobit.linalg.minimization.GaussNewton;
import org.isobit.linalg.minimization.GradientCheck;
import org.isobit.linalg.minimization.Iteration;
import org.isobit.linalg.minimization.Lbfgs;
import org.isobit.linalg.minimization.LevenbergMarquardt;
import org.isobit.linalg.minimization.Minimum;
import org.isobit.linalg.minimization.Newton;
import org.isobit.linalg.minimization.Stopping;
import org.isobit.linalg.minimization.Wolfe;
import org.isobit.verify.linalg.Rosenbrock;
import org.junit.jupiter.api.Test;

/** How minimisations end, what they say then, and what line searches hold to. */
class EndingTest {

  private static CostFunction of(int n, BiFunction<double[], double[], Double> function) {
    return new CostFunction() {
      @Override
      public int size() {
        return n;
      }

      @Override
      public double evaluate(double[] x, double[] gradient) {
        return function.apply(x, gradient);
      }
    };
  }

  private static List<Minimum> rosenbrock(Stopping stopping) {
    Rosenbrock function = Rosenbrock.extended(4);
    StandardProblem problem = VariableProblems.extendedRosenbrock(4);
    double[] start = function.start();
    return List.of(new Lbfgs().withStopping(stopping).minimize(function, start),
        new Newton().withStopping(stopping).minimize(function, start),
        new GaussNewton().withStopping(stopping).minimize(function, start),
        new LevenbergMarquardt().withStopping(stopping).minimize(problem, start));
  }

  @Test
  void iterationsAreUsedUp() {
    for (Minimum found : rosenbrock(Stopping.USUAL.withIterations(3))) {
      assertEquals(Ending.ITERATIONS, found.ending());
      assertFalse(found.converged());
      assertEquals(3, found.iterations());
      assertTrue(found.message().matches("\\S+: not converged after 3 iterations: the gradient's norm is \\S+, asked "
          + "for was \\S+"), found.message());
    }
    for (Minimum found : rosenbrock(Stopping.USUAL.withIterations(0))) {
      assertEquals(0, found.iterations());
      assertEquals(Ending.ITERATIONS, found.ending());
    }
  }

  @Test
  void everyCriterionEndsAMinimisation() {
    Stopping never = new Stopping(1000, 0.0, 0.0, 0.0, 0.0);
    for (Minimum found : rosenbrock(never.withFloor(1e-3))) {
      assertTrue(found.ending() == Ending.CONVERGED && found.gradient() <= 1e-3, found.message());
    }
    for (Minimum found : rosenbrock(never.withDecrease(0.5))) {
      assertEquals(Ending.SMALL_DECREASE, found.ending(), found.message());
      assertTrue(found.converged() && found.message().contains("falls by less than 0.5 of itself"), found.message());
      assertTrue(2 * found.value() >= found.records().get(found.iterations() - 1).value(), found.message());
    }
    for (Minimum found : rosenbrock(never.withStep(0.01))) {
      if (found.gradient() == 0.0) {
        continue; // a last step to the very minimum is no short one
      }
      assertEquals(Ending.SMALL_STEP, found.ending(), found.message());
      assertTrue(found.converged() && found.message().contains("shorter than 0.01 of the point"), found.message());
    }
  }

  @Test
  void aStartAtTheMinimumTakesNoStep() {
    Rosenbrock function = Rosenbrock.extended(2);
    Minimum found = new Lbfgs().minimize(function, new double[] {1, 1});
    assertEquals(0, found.iterations());
    assertEquals(1, found.evaluations());
    assertTrue(found.converged(), found.message());
  }

  @Test
  void whatIsNotFiniteAtTheStartIsNamed() {
    CostFunction nan = of(2, (x, g) -> {
      Arrays.fill(g, Double.NaN);
      return 1.0;
    });
    assertEquals("lbfgs: the value is 1.0 and the gradient's norm NaN at the start",
        new Lbfgs().minimize(nan, new double[2]).message());
    assertEquals("newton: the value is 1.0 and the gradient's norm NaN at the start",
        new Newton().minimize(CostFunctions.withDifferences(nan), new double[2]).message());
    DenseLeastSquares infinite = StandardProblem.of("infinite", 2, new double[2], List.of(),
        (x, r) -> Arrays.fill(r, Double.POSITIVE_INFINITY), (x, j) -> Arrays.fill(j, 1));
    for (Minimum found : List.of(new LevenbergMarquardt().minimize(infinite, new double[2]),
        new GaussNewton().minimize(CostFunctions.withTangents(infinite), new double[2]))) {
      assertEquals(Ending.NOT_FINITE, found.ending());
      assertTrue(found.message().endsWith("the value is Infinity and the gradient's norm Infinity at the start"),
          found.message());
    }
  }

  /** Finite at the start alone. */
  @Test
  void whatIsNotFiniteElsewhereIsNamedWithItsIteration() {
    CostFunction island = of(1, (x, g) -> {
      g[0] = 1.0;
      return x[0] == 3.0 ? 7.0 : Double.NaN;
    });
    Minimum found = new Lbfgs().minimize(island, new double[] {3});
    assertEquals(Ending.NOT_FINITE, found.ending());
    assertEquals("lbfgs: the function is NaN in iteration 1, and no shorter step lowers it", found.message());
    DenseLeastSquares squares = StandardProblem.of("island", 1, new double[] {3}, List.of(),
        (x, r) -> r[0] = x[0] == 3.0 ? 7.0 : Double.NaN, (x, j) -> j[0] = 1.0);
    for (Minimum least : List.of(new LevenbergMarquardt().minimize(squares, new double[] {3}),
        new GaussNewton().minimize(CostFunctions.withTangents(squares), new double[] {3}))) {
      assertEquals(Ending.NOT_FINITE, least.ending(), least.message());
      assertTrue(least.message().endsWith("the function is NaN in iteration 1, and no shorter step lowers it"),
          least.message());
      assertEquals(3.0, least.x()[0]);
    }
    DenseLeastSquares derivative = StandardProblem.of("derivative", 1, new double[] {3}, List.of(),
        (x, r) -> r[0] = x[0], (x, j) -> j[0] = x[0] == 3.0 ? 1.0 : Double.NaN);
    assertEquals("levenberg-marquardt: the value is 0.0 and the gradient's norm NaN after iteration 1",
        new LevenbergMarquardt().minimize(derivative, new double[] {3}).message());
  }

  /** The solution itself, where xᵀAx has no double. */
  @Test
  void aValueOutOfRangeIsNamed() {
    Minimum found = new ConjugateGradients().solve((x, y) -> y[0] = x[0], new double[] {1e160}, new double[] {1e160});
    assertEquals("conjugate gradients: the value is -Infinity and the gradient's norm 0.0 at the start",
        found.message());
  }

  /** Conjugate gradients have no direction then. */
  @Test
  void aGradientWhoseSquareIsZeroIsNoConvergence() {
    DenseLeastSquares flat = StandardProblem.of("flat", 1, new double[1], List.of(), (x, r) -> r[0] = 1.0,
        (x, j) -> j[0] = 1e-170);
    Minimum found = new GaussNewton().minimize(CostFunctions.withTangents(flat), new double[1]);
    assertEquals(Ending.NO_DECREASE, found.ending(), found.message());
    assertEquals(1, found.evaluations());
  }

  @Test
  void theMemoryMayBeAsLongAsOneLikes() {
    Rosenbrock function = Rosenbrock.chained(30);
    Stopping stopping = Stopping.USUAL.withIterations(Integer.MAX_VALUE);
    Minimum all = new Lbfgs().withMemory(Integer.MAX_VALUE).withStopping(stopping).minimize(function, function.start());
    assertTrue(all.converged() && all.iterations() > 40, all.message());
    // Whatever is kept of more pairs than there are iterations, it is the same.
    assertEquals(all.records(), new Lbfgs().withMemory(all.iterations()).withStopping(stopping)
        .minimize(function, function.start()).records());
  }

  /** −log x + x has no value for x ≤ 0, where the first step leads. */
  @Test
  void stepsThatLeaveTheDomainAreShortened() {
    CostFunction barrier = of(1, (x, g) -> {
      g[0] = 1.0 - 1.0 / x[0];
      return x[0] > 0.0 ? x[0] - StrictMath.log(x[0]) : Double.NaN;
    });
    for (double start : new double[] {1e-6, 0.5, 30.0}) {
      Minimum lbfgs = new Lbfgs().minimize(barrier, new double[] {start});
      assertTrue(lbfgs.converged(), lbfgs.message());
      assertEquals(1.0, lbfgs.x()[0], 1e-5 / start + 1e-7);
    }
  }

  @Test
  void aWrongGradientLeavesNoDecrease() {
    CostFunction wrong = of(2, (x, g) -> {
      g[0] = -2 * x[0];
      g[1] = -2 * x[1];
      return x[0] * x[0] + x[1] * x[1];
    });
    Minimum found = new Lbfgs().minimize(wrong, new double[] {1, 2});
    assertEquals(Ending.NO_DECREASE, found.ending());
    assertEquals("lbfgs: not converged, after 0 iterations no step lowers the value 5.0: the gradient's norm is "
        + found.gradient() + ", asked for was " + 1e-8 * found.gradient(), found.message());
    assertEquals(Ending.NO_DECREASE, new Newton().minimize(CostFunctions.withDifferences(wrong), new double[] {1, 2})
        .ending());
    assertEquals(1.0, GradientCheck.order(wrong, new double[] {1, 2}, new double[] {1, 1}), 0.05);
    GradientCheck.Worst worst = GradientCheck.compare(wrong, new double[] {1, 2});
    assertEquals(1, worst.index());
    assertEquals(2.0, worst.error(), 1e-6);
    assertEquals(4.0, worst.difference(), 1e-6);
  }

  @Test
  void aDerivativeThatIsNotFiniteIsTheWorst() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      GradientCheck.Worst worst = GradientCheck.compare(of(3, (x, g) -> {
        g[0] = 2 * x[0];
        g[1] = bad;
        g[2] = 7 * x[2];
        return x[0] * x[0] + x[1] * x[1] + x[2] * x[2];
      }), new double[] {1.1, 2.3, 3.7});
      assertEquals(1, worst.index());
      assertFalse(Double.isFinite(worst.error()));
    }
  }

  /** One derivative of many that is a little wrong. */
  @Test
  void aSmallErrorOfAGradientIsFound() {
    Rosenbrock right = Rosenbrock.chained(20);
    CostFunction wrong = of(20, (x, g) -> {
      double value = right.evaluate(x, g);
      g[13] *= 1.001;
      return value;
    });
    double[] x = right.start();
    double[] direction = new double[20];
    Arrays.fill(direction, 1.0);
    assertEquals(13, GradientCheck.compare(wrong, x).index());
    assertEquals(1.0, GradientCheck.order(wrong, x, direction), 0.1);
    assertEquals(2.0, GradientCheck.order(right, x, direction), 0.05);
    assertTrue(Double.isNaN(GradientCheck.order(of(1, (y, g) -> {
      g[0] = 3.0;
      return 3.0 * y[0];
    }), new double[] {1}, new double[] {1})));
  }

  @Test
  void stepsMeetTheStrongWolfeConditions() {
    Rosenbrock function = Rosenbrock.chained(30);
    for (Wolfe wolfe : List.of(Wolfe.USUAL, new Wolfe(1e-4, 0.1, 30), new Wolfe(0.1, 0.2, 30))) {
      double[] lastX = new double[30];
      double[] lastG = new double[30];
      double[] x = function.start();
      double[] g = new double[30];
      double[] value = {function.evaluate(x, g)};
      CostFunction watched = of(30, (at, gradient) -> {
        double f = function.evaluate(at, gradient);
        System.arraycopy(at, 0, lastX, 0, 30);
        System.arraycopy(gradient, 0, lastG, 0, 30);
        return f;
      });
      List<Iteration> told = new ArrayList<>();
      Minimum found = new Lbfgs().withWolfe(wolfe).withStopping(Stopping.USUAL.withGradient(1e-4)).withListener(i -> {
        double before = 0;
        double after = 0;
        for (int k = 0; k < 30; k++) {
          before += g[k] * (lastX[k] - x[k]);
          after += lastG[k] * (lastX[k] - x[k]);
        }
        if (!told.isEmpty()) {
          assertTrue(i.value() <= value[0] + wolfe.decrease() * before + 1e-12, "decrease of " + told.size());
          assertTrue(Math.abs(after) <= wolfe.curvature() * Math.abs(before) + 1e-12, "slope of " + told.size());
        }
        System.arraycopy(lastX, 0, x, 0, 30);
        System.arraycopy(lastG, 0, g, 0, 30);
        value[0] = i.value();
        told.add(i);
      }).minimize(watched, function.start());
      assertTrue(found.converged(), found.message());
      assertEquals(found.records(), told);
    }
  }

  @Test
  void sizesThatDoNotFitAreNamed() {
    Rosenbrock function = Rosenbrock.extended(4);
    assertEquals("lbfgs: start has 3 elements, but there are 4 variables",
        assertThrows(IllegalArgumentException.class, () -> new Lbfgs().minimize(function, new double[3])).getMessage());
    assertEquals("newton: start[1] is NaN", assertThrows(IllegalArgumentException.class,
        () -> new Newton().minimize(function, new double[] {0, Double.NaN, 0, 0})).getMessage());
    assertEquals("gradient check: x has 3 elements, but there are 4 variables",
        assertThrows(IllegalArgumentException.class, () -> GradientCheck.compare(function, new double[3]))
            .getMessage());
    assertEquals("gradient check: direction[2] is NaN", assertThrows(IllegalArgumentException.class,
        () -> GradientCheck.order(function, new double[4], new double[] {0, 0, Double.NaN, 0})).getMessage());
    assertEquals("gauss-newton: the background's centre has 2 elements, but there are 4 variables",
        assertThrows(IllegalArgumentException.class, () -> new GaussNewton()
            .withBackground(new Background(new double[2], (x, y) -> { })).minimize(function, new double[4]))
            .getMessage());
    assertEquals("levenberg-marquardt: there are 1 residuals, but 2 variables",
        assertThrows(IllegalArgumentException.class, () -> new LevenbergMarquardt().minimize(
            StandardProblem.of("wide", 1, new double[2], List.of(), (x, r) -> { }, (x, j) -> { }), new double[2]))
            .getMessage());
  }
}
