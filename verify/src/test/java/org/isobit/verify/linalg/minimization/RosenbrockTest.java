package org.isobit.verify.linalg.minimization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.isobit.linalg.minimization.CostFunctions;
import org.isobit.linalg.minimization.GaussNewton;
import org.isobit.linalg.minimization.GradientCheck;
import org.isobit.linalg.minimization.Lbfgs;
import org.isobit.linalg.minimization.Minimum;
import org.isobit.linalg.minimization.Newton;
import org.isobit.linalg.minimization.Stopping;
import org.isobit.verify.Inputs;
import org.isobit.verify.linalg.Rosenbrock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rosenbrock's function in 2 and in 1000 dimensions, pairs of variables and a chain of all. */
class RosenbrockTest {

  private static final Stopping LONG = Stopping.USUAL.withIterations(10_000);

  static List<Rosenbrock> functions() {
    return List.of(Rosenbrock.extended(2), Rosenbrock.extended(1000), Rosenbrock.chained(1000));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void gradientsAndHessiansAreThoseOfTheValues(Rosenbrock function) {
    double[] x = function.start();
    double[] direction = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] += 0.01 * (1 + i % 3);
      direction[i] = 1 + i % 5;
    }
    GradientCheck.Worst worst = GradientCheck.compare(function, x);
    assertTrue(worst.error() <= 1e-8 + 10 * worst.noise(), worst.toString());
    assertEquals(2.0, GradientCheck.order(function, x, direction), 0.05);
    double[] exact = new double[x.length];
    double[] differences = new double[x.length];
    function.linearize(x);
    function.hessian(direction, exact);
    var other = CostFunctions.withDifferences(function);
    other.linearize(x);
    other.hessian(direction, differences);
    for (int i = 0; i < x.length; i++) {
      assertEquals(exact[i], differences[i], 1e-3 * Math.abs(exact[i]) + 1e-3);
    }
    double[] v = new Inputs(1).doubles(x.length);
    double[] w = new Inputs(2).doubles(function.residuals());
    double[] tangent = new double[w.length];
    double[] adjoint = new double[v.length];
    function.tangent(v, tangent);
    function.adjoint(w, adjoint);
    assertEquals(dot(tangent, w), dot(v, adjoint), 1e-9);
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("functions")
  void lbfgs(Rosenbrock function) {
    atOnes(new Lbfgs().withStopping(LONG).minimize(function, function.start()));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void gaussNewton(Rosenbrock function) {
    atOnes(new GaussNewton().withStopping(LONG).minimize(function, function.start()));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void newtonFromTheStandardStartOfPairs(Rosenbrock function) {
    double[] start = function.start();
    if (function.residuals() > start.length) {
      // The chain has a second minimum near (−1, 1, …, 1), and Newton's way from the standard start ends there.
      start[0] = 1.2;
    }
    atOnes(new Newton().withStopping(LONG).minimize(function, start));
  }

  @Test
  void aChainHasASecondMinimum() {
    Rosenbrock chain = Rosenbrock.chained(1000);
    double[] start = new double[1000];
    Arrays.fill(start, 1.0);
    start[0] = -1.0;
    Minimum found = new Newton().withStopping(LONG).minimize(chain, start);
    assertTrue(found.converged(), found.message());
    // Shang and Qiu (2006), A note on the extended Rosenbrock function, Evol. Comput. 14, show that there are two for 4
    // to 30 variables; the value of the second no longer changes with more.
    assertEquals(3.98662, 2.0 * found.value(), 1e-4);
    assertEquals(-0.99, found.x()[0], 0.01);
  }

  private static void atOnes(Minimum found) {
    assertTrue(found.converged(), found.message());
    for (double x : found.x()) {
      assertEquals(1.0, x, 1e-4, found.message());
    }
  }
}
