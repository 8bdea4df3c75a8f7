package org.isobit.verify.linalg.minimization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.reduce.Reduce;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.linalg.minimization.Background;
import org.isobit.linalg.minimization.ConjugateGradients;
import org.isobit.linalg.minimization.CostFunctions;
import org.isobit.linalg.minimization.DenseLeastSquares;
import org.isobit.linalg.minimization.Ending;
import org.isobit.linalg.minimization.GaussNewton;
import org.isobit.linalg.minimization.HessianCostFunction;
import org.isobit.linalg.minimization.Iteration;
import org.isobit.linalg.minimization.Lbfgs;
import org.isobit.linalg.minimization.LevenbergMarquardt;
import org.isobit.linalg.minimization.LinearOperator;
import org.isobit.linalg.minimization.Minimum;
import org.isobit.linalg.minimization.Newton;
import org.isobit.linalg.minimization.Stopping;
import org.isobit.linalg.minimization.Wolfe;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quadratic functions, of which theory says in how many steps each method is done. */
class QuadraticTest {

  private static final Stopping CLOSE = Stopping.USUAL.withGradient(1e-10);

  /** Symmetric, eigenvalues within 1 ± ½, so that rounding does not lengthen the way. */
  private static double[] matrix(int n) {
    double[] a = new double[n * n];
    double[] x = new Inputs(n).doubles(n * n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        a[i * n + j] = i == j ? 1.0 : 0.5 * x[i * n + j] / n;
        a[j * n + i] = a[i * n + j];
      }
    }
    return a;
  }

  private static LinearOperator product(int n, double[] a) {
    return (x, y) -> Gemm.gemv(false, n, n, 1.0, a, 0, n, x, 0, 1, 0.0, y, 0, 1);
  }

  private static double[] solution(int n, double[] a, double[] b) {
    double[] x = b.clone();
    new Cholesky().factor(n, a, 0, n).solve(1, x, 0, 1);
    return x;
  }

  /** ½xᵀAx − bᵀx. */
  private record Quadratic(int size, LinearOperator a, double[] b) implements HessianCostFunction {
    @Override
    public double evaluate(double[] x, double[] gradient) {
      a.apply(x, gradient);
      double value = 0.5 * Reduce.dot(size, x, 0, gradient, 0) - Reduce.dot(size, x, 0, b, 0);
      for (int i = 0; i < size; i++) {
        gradient[i] -= b[i];
      }
      return value;
    }

    @Override
    public void linearize(double[] x) {}

    @Override
    public void hessian(double[] v, double[] y) {
      a.apply(v, y);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 33, 100})
  void conjugateGradientsNeedAtMostSoManyStepsAsVariables(int n) {
    double[] a = matrix(n);
    double[] b = new Inputs(7L * n).doubles(n);
    Minimum found = new ConjugateGradients().withStopping(CLOSE).solve(product(n, a), b, new double[n]);
    assertTrue(found.converged() && found.iterations() <= n, found.message());
    double[] expected = solution(n, a, b);
    assertArrayEquals(expected, found.x(), 1e-9);
    double[] gradient = new double[n];
    double value = new Quadratic(n, product(n, a), b).evaluate(found.x(), gradient);
    assertEquals(value, found.value(), 1e-13 * (1 + Math.abs(value)));
    assertEquals(found.gradient(), Reduce.norm2(n, gradient, 0), 1e-13);
    // From elsewhere the value begins elsewhere, and the end is the same.
    Minimum other = new ConjugateGradients().withStopping(CLOSE).solve(product(n, a), b,
        new Inputs(11L * n).doubles(n));
    assertTrue(other.converged() && other.iterations() <= n, other.message());
    assertEquals(value, other.value(), 1e-13 * (1 + Math.abs(value)));
    assertArrayEquals(expected, other.x(), 1e-9);
  }

  @Test
  void asManyStepsAsThereAreDifferentEigenvalues() {
    int n = 1000;
    LinearOperator a = (x, y) -> Arrays.setAll(y, i -> (1 + i % 4) * x[i]);
    double[] b = new Inputs(5).doubles(n);
    Minimum found = new ConjugateGradients().withStopping(CLOSE).solve(a, b, new double[n]);
    assertTrue(found.converged(), found.message());
    assertEquals(4, found.iterations());
  }

  @Test
  void anExactPreconditionerLeavesOneStep() {
    int n = 40;
    double[] a = matrix(n);
    for (int i = 0; i < n; i++) {
      a[i * n + i] = Math.pow(10.0, i % 9);
    }
    Cholesky factors = new Cholesky().factor(n, a, 0, n);
    double[] b = new Inputs(3).doubles(n);
    ConjugateGradients plain = new ConjugateGradients().withStopping(CLOSE);
    Minimum found = plain.withPreconditioner((x, y) -> {
      System.arraycopy(x, 0, y, 0, n);
      factors.solve(1, y, 0, 1);
    }).solve(product(n, a), b, new double[n]);
    assertTrue(found.converged() && found.iterations() == 1, found.message());
    Minimum diagonal = plain.withPreconditioner((x, y) -> Arrays.setAll(y, i -> x[i] / a[i * n + i]))
        .solve(product(n, a), b, new double[n]);
    Minimum none = plain.solve(product(n, a), b, new double[n]);
    assertTrue(diagonal.converged() && 2 * diagonal.iterations() < none.iterations(), none.message());
  }

  @Test
  void anOperatorThatIsNotPositiveDefiniteIsNamed() {
    LinearOperator indefinite = (x, y) -> Arrays.setAll(y, i -> i == 2 ? -x[i] : (1 + i) * x[i]);
    double[] b = {1, 1, 1, 1};
    Minimum found = new ConjugateGradients().solve(indefinite, b, new double[4]);
    assertEquals(Ending.INDEFINITE, found.ending());
    assertTrue(found.message().matches("conjugate gradients: the operator is not positive definite: pᵀAp is -\\S+ in "
        + "iteration [23]"), found.message());
    Minimum preconditioned = new ConjugateGradients().withPreconditioner(indefinite)
        .solve((x, y) -> System.arraycopy(x, 0, y, 0, 4), new double[] {0, 0, 1, 0}, new double[4]);
    assertEquals("conjugate gradients: the preconditioner is not positive definite: rᵀMr is -1.0 in iteration 1",
        preconditioned.message());
    Minimum nan = new ConjugateGradients().solve((x, y) -> Arrays.fill(y, Double.NaN), b, new double[4]);
    assertEquals(Ending.NOT_FINITE, nan.ending());
  }

  /** With exact searches quasi-Newton directions are conjugate, whatever the memory. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void lbfgsWithNearlyExactSearches(int memory) {
    int n = 12;
    double[] a = matrix(n);
    double[] b = new Inputs(9).doubles(n);
    // Values know a minimum to half their digits.
    Minimum found = new Lbfgs().withMemory(memory).withStopping(Stopping.USUAL.withGradient(1e-6))
        .withWolfe(new Wolfe(1e-7, 1e-6, 30))
        .minimize(new Quadratic(n, product(n, a), b), new double[n]);
    assertTrue(found.converged() && found.iterations() <= n, found.message());
    assertArrayEquals(solution(n, a, b), found.x(), 1e-5);
  }

  @Test
  void newtonNeedsOneStepIfItsEquationsAreSolved() {
    int n = 30;
    double[] a = matrix(n);
    double[] b = new Inputs(4).doubles(n);
    Minimum found = new Newton().withInner(n, 1e-12).withStopping(CLOSE)
        .minimize(new Quadratic(n, product(n, a), b), new double[n]);
    assertTrue(found.converged() && found.iterations() == 1, found.message());
    assertArrayEquals(solution(n, a, b), found.x(), 1e-9);
    assertTrue(found.records().getLast().inner() <= n, found.records().toString());
  }

  /** Residuals A·x − b of 20 numbers and 6 variables. */
  private static DenseLeastSquares linear(double[] a, double[] b, int m, int n) {
    return StandardProblem.of("linear", m, new double[n], List.of(), (x, r) -> {
      System.arraycopy(b, 0, r, 0, m);
      Gemm.gemv(false, m, n, 1.0, a, 0, n, x, 0, 1, -1.0, r, 0, 1);
    }, (x, j) -> System.arraycopy(a, 0, j, 0, m * n));
  }

  @Test
  void leastSquaresNeedOneStep() {
    int m = 20;
    int n = 6;
    double[] a = new Inputs(21).doubles(m * n);
    double[] b = new Inputs(22).doubles(m);
    double[] normal = new double[n * n];
    Gemm.gram(true, n, m, 1.0, a, 0, n, 0.0, normal, 0, n);
    double[] right = new double[n];
    Gemm.gemv(true, n, m, 1.0, a, 0, n, b, 0, 1, 0.0, right, 0, 1);
    DenseLeastSquares problem = linear(a, b, m, n);
    Minimum marquardt = new LevenbergMarquardt().withRadius(1e6).withStopping(CLOSE).minimize(problem, new double[n]);
    assertTrue(marquardt.converged() && marquardt.iterations() == 1, marquardt.message());
    assertArrayEquals(solution(n, normal, right), marquardt.x(), 1e-12);
    GaussNewton gauss = new GaussNewton().withInner(2 * n, 1e-12).withStopping(CLOSE);
    Minimum found = gauss.minimize(CostFunctions.withTangents(problem), new double[n]);
    assertTrue(found.converged() && found.iterations() == 1 && found.records().getLast().inner() <= n + 1,
        found.message());
    assertArrayEquals(solution(n, normal, right), found.x(), 1e-10);
  }

  /** (AᵀA + P)·x = Aᵀb + P·c: the analysis of an incremental 3D-Var. */
  @Test
  void aBackgroundIsPartOfTheFunction() {
    int m = 4;
    int n = 6;
    double[] a = new Inputs(31).doubles(m * n);
    double[] b = new Inputs(32).doubles(m);
    double[] p = matrix(n);
    double[] c = new Inputs(33).doubles(n);
    double[] sum = p.clone();
    double[] right = new double[n];
    Gemm.gemv(false, n, n, 1.0, p, 0, n, c, 0, 1, 0.0, right, 0, 1);
    Gemm.gemv(true, n, m, 1.0, a, 0, n, b, 0, 1, 1.0, right, 0, 1);
    Gemm.gram(true, n, m, 1.0, a, 0, n, 1.0, sum, 0, n);
    Minimum found = new GaussNewton().withInner(2 * n, 1e-12).withStopping(CLOSE)
        .withBackground(new Background(c, product(n, p)))
        .minimize(CostFunctions.withTangents(linear(a, b, m, n)), c);
    assertTrue(found.converged() && found.iterations() == 1, found.message());
    assertArrayEquals(solution(n, sum, right), found.x(), 1e-10);
  }

  @Test
  void innerIterationsTakePreconditioners() {
    int n = 30;
    double[] a = matrix(n);
    double[] b = new Inputs(4).doubles(n);
    Cholesky factors = new Cholesky().factor(n, a, 0, n);
    LinearOperator inverse = (x, y) -> {
      System.arraycopy(x, 0, y, 0, n);
      factors.solve(1, y, 0, 1);
    };
    Quadratic function = new Quadratic(n, product(n, a), b);
    Minimum newton = new Newton().withInner(n, 1e-9).withStopping(CLOSE).withPreconditioner(inverse)
        .minimize(function, new double[n]);
    assertTrue(newton.converged() && newton.iterations() == 1, newton.message());
    assertEquals(1, newton.records().getLast().inner());
    // Residuals 0·x and the quadratic function as a background: the same equations.
    DenseLeastSquares nothing = linear(new double[n], new double[1], 1, n);
    GaussNewton gauss = new GaussNewton().withInner(n, 1e-9).withStopping(CLOSE)
        .withBackground(new Background(solution(n, a, b), product(n, a)));
    Minimum found = gauss.withPreconditioner(inverse).minimize(CostFunctions.withTangents(nothing), new double[n]);
    assertTrue(found.converged() && found.iterations() == 1, found.message());
    assertEquals(1, found.records().getLast().inner());
    LinearOperator negative = (x, y) -> Arrays.setAll(y, i -> -x[i]);
    for (Minimum refused : List.of(new Newton().withPreconditioner(negative).minimize(function, new double[n]),
        gauss.withPreconditioner(negative).minimize(CostFunctions.withTangents(nothing), new double[n]))) {
      assertEquals(Ending.INDEFINITE, refused.ending());
      assertTrue(refused.message().matches("\\S+: the preconditioner is not positive definite: rᵀMr is \\S+ in "
          + "iteration 1"), refused.message());
    }
  }

  @Test
  void recordsSayHowTheValueFalls() {
    int n = 50;
    Set<Double> values = new HashSet<>();
    Minimum found = new ConjugateGradients().withListener(i -> values.add(i.value()))
        .solve(product(n, matrix(n)), new Inputs(1).doubles(n), new double[n]);
    assertEquals(found.iterations() + 1, values.size());
    for (int k = 1; k <= found.iterations(); k++) {
      Iteration now = found.records().get(k);
      assertTrue(now.value() < found.records().get(k - 1).value() && now.step() > 0.0, now.toString());
    }
  }
}
