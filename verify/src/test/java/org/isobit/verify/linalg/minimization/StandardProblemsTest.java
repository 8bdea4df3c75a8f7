package org.isobit.verify.linalg.minimization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.isobit.linalg.minimization.CostFunction;
import org.isobit.linalg.minimization.CostFunctions;
import org.isobit.linalg.minimization.Ending;
import org.isobit.linalg.minimization.GaussNewton;
import org.isobit.linalg.minimization.GradientCheck;
import org.isobit.linalg.minimization.Iteration;
import org.isobit.linalg.minimization.Lbfgs;
import org.isobit.linalg.minimization.LeastSquares;
import org.isobit.linalg.minimization.LevenbergMarquardt;
import org.isobit.linalg.minimization.Minimum;
import org.isobit.linalg.minimization.Newton;
import org.isobit.linalg.minimization.Stopping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All methods reach the published minima of {@link StandardProblem} from the standard starts. {@code
 * -Disobit.minima=print} prints what each came to.
 */
class StandardProblemsTest {

  /** So that rounding, not the criterion, ends what does not find a minimum of 0. */
  private static final Stopping STRICT = Stopping.USUAL.withIterations(3000).withGradient(1e-16);

  /** Minima are published with six digits. */
  private static final double DIGITS = 1e-5;
  private static final double ZERO = 1e-12;

  static List<StandardProblem> problems() {
    return StandardProblem.all();
  }

  @Test
  void thereAreThirtyFiveProblems() {
    assertEquals(35, problems().stream().map(p -> p.name().split(" ")[0]).distinct().count());
  }

  @ParameterizedTest
  @MethodSource("problems")
  void gradientsAreThoseOfTheValues(StandardProblem problem) {
    CostFunction function = CostFunctions.halfSquares(CostFunctions.withTangents(problem));
    double[] x = problem.start().clone();
    double[] direction = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      direction[i] = (1 + Math.abs(x[i])) * (i % 2 == 0 ? 1.0 : -0.7);
      x[i] += 0.01 * (1 + i % 3) * (1 + Math.abs(x[i]));
    }
    GradientCheck.Worst worst = GradientCheck.compare(function, x);
    assertTrue(worst.error() <= 2e-6 + 10 * worst.noise(), worst.toString());
    double order = GradientCheck.order(function, x, direction);
    // Values of 10¹² hide the curvature of this one.
    assertEquals(problem.name().startsWith("4 ") ? Double.NaN : 2.0, order, 0.05);
  }

  @ParameterizedTest
  @MethodSource("problems")
  void levenbergMarquardt(StandardProblem problem) {
    reached(problem, "LM", new LevenbergMarquardt().withStopping(STRICT).minimize(problem, problem.start()));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void gaussNewton(StandardProblem problem) {
    LeastSquares squares = CostFunctions.withTangents(problem);
    Minimum minimum = new GaussNewton().withStopping(STRICT).minimize(squares, problem.start());
    reached(problem, "GN", minimum);
    // The one method here that finds the published minimum of this one.
    assertTrue(!problem.name().startsWith("26 ") || 2.0 * minimum.value() <= ZERO, minimum.message());
  }

  @ParameterizedTest
  @MethodSource("problems")
  void newton(StandardProblem problem) {
    withinReach(problem);
    CostFunction function = CostFunctions.halfSquares(CostFunctions.withTangents(problem));
    reached(problem, "Newton", new Newton().withStopping(STRICT).minimize(CostFunctions.withDifferences(function),
        problem.start()));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void lbfgs(StandardProblem problem) {
    withinReach(problem);
    CostFunction function = CostFunctions.halfSquares(CostFunctions.withTangents(problem));
    reached(problem, "L-BFGS", new Lbfgs().withStopping(STRICT).minimize(function, problem.start()));
  }

  /** The paper starts from ten times the standard start too. */
  @ParameterizedTest
  @MethodSource("problems")
  void levenbergMarquardtFromAfar(StandardProblem problem) {
    String number = problem.name().split(" ")[0];
    assumeTrue(List.of("1", "7", "8", "13", "14", "21", "22", "28", "30", "31", "32", "33", "34").contains(number),
        "skipped: exponentials and other minima make ten times the start another problem");
    StandardProblem far = problem.from(10.0);
    reached(far, "LM, 10 times the start", new LevenbergMarquardt().withStopping(STRICT).minimize(far, far.start()));
  }

  private static void withinReach(StandardProblem problem) {
    assumeTrue(!problem.name().equals("20 Watson, 12 variables"),
        "skipped: this Hessian's condition is too much for gradients and their differences");
  }

  private static void reached(StandardProblem problem, String method, Minimum minimum) {
    double sum = 2.0 * minimum.value();
    if ("print".equals(System.getProperty("isobit.minima"))) {
      System.out.printf("| %s | %s | %d | %d | %.6e | %s | %s |%n", problem, method, minimum.iterations(),
          minimum.evaluations(), sum, problem.minima(), minimum.ending());
    }
    boolean published = problem.minima().stream()
        .anyMatch(m -> m == 0.0 ? sum <= ZERO : Math.abs(sum - m) <= DIGITS * m);
    assertTrue(published, problem + ": " + sum + " is none of " + problem.minima() + "; " + minimum.message());
    assertTrue(minimum.ending() == Ending.CONVERGED || minimum.ending() == Ending.NO_DECREASE, minimum.message());
    List<Iteration> records = minimum.records();
    for (int k = 1; k < records.size(); k++) {
      assertTrue(records.get(k).value() <= records.get(k - 1).value(), problem + " rises in iteration " + k);
    }
  }
}
