package org.isobit.verify.arguments;

import java.util.Random;
import java.util.function.Consumer;
import org.isobit.linalg.minimization.Background;
import org.isobit.linalg.minimization.ConjugateGradients;
import org.isobit.linalg.minimization.CostFunctions;
import org.isobit.linalg.minimization.DenseLeastSquares;
import org.isobit.linalg.minimization.GaussNewton;
import org.isobit.linalg.minimization.GradientCheck;
import org.isobit.linalg.minimization.Iteration;
import org.isobit.linalg.minimization.Lbfgs;
import org.isobit.linalg.minimization.LevenbergMarquardt;
import org.isobit.linalg.minimization.LinearOperator;
import org.isobit.linalg.minimization.Newton;
import org.isobit.linalg.minimization.Stopping;
import org.isobit.linalg.minimization.Wolfe;
import org.isobit.verify.linalg.Rosenbrock;

/** The entries of minimisers, which there are in double alone. */
final class MinimizationArguments extends ArgumentTable {

  private static final int N = 4;

  private final LinearOperator identity = (x, y) -> System.arraycopy(x, 0, y, 0, x.length);
  private final Rosenbrock function = Rosenbrock.extended(N);
  private final Consumer<Iteration> listener = iteration -> { };

  /** Residuals x_i − 1. */
  private final DenseLeastSquares dense = new DenseLeastSquares() {
    @Override
    public int size() {
      return N;
    }

    @Override
    public int residuals() {
      return N;
    }

    @Override
    public void residual(double[] x, double[] r) {
      for (int i = 0; i < N; i++) {
        r[i] = x[i] - 1.0;
      }
    }

    @Override
    public void jacobian(double[] x, double[] jacobian) {
      for (int i = 0; i < N * N; i++) {
        jacobian[i] = i / N == i % N ? 1.0 : 0.0;
      }
    }
  };

  MinimizationArguments() {
    settings();
    call(CostFunctions.class, "halfSquares", function);
    call(CostFunctions.class, "withTangents", dense);
    call(CostFunctions.class, "withDifferences", function);
    call(GradientCheck.class, "compare", function, array("x", N));
    call(GradientCheck.class, "order", function, array("x", N), array("direction", N));
    on(ConjugateGradients.class, ConjugateGradients::new, "withStopping", Stopping.USUAL);
    on(ConjugateGradients.class, ConjugateGradients::new, "withPreconditioner", identity);
    on(ConjugateGradients.class, ConjugateGradients::new, "withListener", listener);
    on(ConjugateGradients.class, ConjugateGradients::new, "solve", identity, array("b", N), array("start", N));
    on(Lbfgs.class, Lbfgs::new, "withMemory", number("memory", 5, x -> x >= 1));
    on(Lbfgs.class, Lbfgs::new, "withWolfe", Wolfe.USUAL);
    on(Lbfgs.class, Lbfgs::new, "withStopping", Stopping.USUAL);
    on(Lbfgs.class, Lbfgs::new, "withListener", listener);
    on(Lbfgs.class, Lbfgs::new, "minimize", function, array("start", N));
    on(Newton.class, Newton::new, "withInner", number("inner iterations", 5, x -> x >= 1),
        number("inner tolerance", 0.1, x -> x > 0.0 && x < 1.0));
    on(Newton.class, Newton::new, "withPreconditioner", identity);
    on(Newton.class, Newton::new, "withWolfe", Wolfe.USUAL);
    on(Newton.class, Newton::new, "withStopping", Stopping.USUAL);
    on(Newton.class, Newton::new, "withListener", listener);
    on(Newton.class, Newton::new, "minimize", function, array("start", N));
    on(GaussNewton.class, GaussNewton::new, "withInner", number("inner iterations", 5, x -> x >= 1),
        number("inner tolerance", 0.1, x -> x > 0.0 && x < 1.0));
    on(GaussNewton.class, GaussNewton::new, "withBackground", new Background(new double[N], identity));
    on(GaussNewton.class, GaussNewton::new, "withPreconditioner", identity);
    on(GaussNewton.class, GaussNewton::new, "withStopping", Stopping.USUAL);
    on(GaussNewton.class, GaussNewton::new, "withListener", listener);
    on(GaussNewton.class, GaussNewton::new, "minimize", function, array("start", N));
    on(LevenbergMarquardt.class, LevenbergMarquardt::new, "withRadius",
        number("radius", 1.0, ArgumentTable::positive));
    on(LevenbergMarquardt.class, LevenbergMarquardt::new, "withStopping", Stopping.USUAL);
    on(LevenbergMarquardt.class, LevenbergMarquardt::new, "withListener", listener);
    on(LevenbergMarquardt.class, LevenbergMarquardt::new, "minimize", dense, array("start", N));
  }

  private void settings() {
    Scalar iterations = number("iterations", 9, x -> x >= 0);
    Scalar gradient = number("gradient", 0.5, ArgumentTable::notNegative);
    Scalar floor = number("floor", 0.5, ArgumentTable::notNegative);
    Scalar decrease = number("decrease", 0.5, ArgumentTable::notNegative);
    Scalar step = number("step", 0.5, ArgumentTable::notNegative);
    make(Stopping.class, iterations, gradient, floor, decrease, step);
    on(Stopping.class, () -> Stopping.USUAL, "withIterations", iterations);
    on(Stopping.class, () -> Stopping.USUAL, "withGradient", gradient);
    on(Stopping.class, () -> Stopping.USUAL, "withFloor", floor);
    on(Stopping.class, () -> Stopping.USUAL, "withDecrease", decrease);
    on(Stopping.class, () -> Stopping.USUAL, "withStep", step);
    make(Wolfe.class, number("decrease", 0.25, x -> x > 0.0 && x < 0.5), number("curvature", 0.75,
        x -> x > 0.25 && x < 1.0), number("evaluations", 9, x -> x >= 2));
    make(Background.class, array("centre", N), identity);
  }

  @Override
  Object numbers(Random random, int length) {
    return random.doubles(length, 0.25, 1.25).toArray();
  }
}
