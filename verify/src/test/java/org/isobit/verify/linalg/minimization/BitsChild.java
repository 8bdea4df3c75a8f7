package org.isobit.verify.linalg.minimization;

import java.util.Arrays;
import org.isobit.linalg.minimization.Background;
import org.isobit.linalg.minimization.ConjugateGradients;
import org.isobit.linalg.minimization.CostFunction;
import org.isobit.linalg.minimization.CostFunctions;
import org.isobit.linalg.minimization.GaussNewton;
import org.isobit.linalg.minimization.Iteration;
import org.isobit.linalg.minimization.Lbfgs;
import org.isobit.linalg.minimization.LeastSquares;
import org.isobit.linalg.minimization.LevenbergMarquardt;
import org.isobit.linalg.minimization.LinearOperator;
import org.isobit.linalg.minimization.Minimum;
import org.isobit.linalg.minimization.Newton;
import org.isobit.linalg.minimization.Stopping;
import org.isobit.linalg.minimization.Wolfe;
import org.isobit.verify.HashSink;
import org.isobit.verify.Inputs;
import org.isobit.verify.linalg.Rosenbrock;

/**
 * Minimises functions of 2 to 1000 variables by every method and prints, a line a method, its name and the hash of
 * points and records. The functions compute with products, sums and roots alone, so that their bits are everywhere the
 * same too.
 */
final class BitsChild {

  private static final int N = 1000;
  private static final Stopping STOPPING = Stopping.USUAL.withIterations(60);

  private BitsChild() {}

  /**
   * Entry of the child.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    print("conjugateGradients", conjugateGradients(null), conjugateGradients((x, y) -> Arrays.setAll(y,
        i -> x[i] / (2 + i % 7))));
    Rosenbrock pairs = Rosenbrock.extended(N);
    Rosenbrock chain = Rosenbrock.chained(N);
    print("lbfgs", new Lbfgs().withStopping(STOPPING).minimize(pairs, pairs.start()),
        new Lbfgs().withMemory(3).withWolfe(new Wolfe(1e-3, 0.1, 20)).withStopping(STOPPING)
            .minimize(chain, chain.start()));
    print("newton", new Newton().withStopping(STOPPING.withIterations(30)).minimize(pairs, pairs.start()),
        new Newton().withStopping(STOPPING.withIterations(6)).minimize(chain, chain.start()));
    GaussNewton gauss = new GaussNewton().withStopping(STOPPING.withIterations(8));
    print("gaussNewton", gauss.minimize(pairs, pairs.start()),
        gauss.withBackground(new Background(pairs.start(), (x, y) -> Arrays.setAll(y, i -> 0.5 * x[i])))
            .minimize(pairs, pairs.start()));
    print("levenbergMarquardt", marquardt(SmallProblems.rosenbrock()), marquardt(SmallProblems.wood()),
        marquardt(DataProblems.bard()), marquardt(DataProblems.kowalikOsborne()),
        marquardt(VariableProblems.broydenBanded(40)), marquardt(VariableProblems.linearRankOneZeros(5, 10)));
    LeastSquares problem = CostFunctions.withTangents(VariableProblems.broydenTridiagonal(50));
    CostFunction sum = CostFunctions.halfSquares(problem);
    print("made", new Newton().minimize(CostFunctions.withDifferences(sum), VariableProblems.broydenTridiagonal(50)
        .start()), gauss.minimize(problem, VariableProblems.broydenTridiagonal(50).start()));
  }

  /** A matrix of three diagonals. */
  private static Minimum conjugateGradients(LinearOperator preconditioner) {
    LinearOperator a = (x, y) -> Arrays.setAll(y, i -> (2 + i % 7) * x[i] - (i > 0 ? x[i - 1] : 0.0)
        - (i < N - 1 ? x[i + 1] : 0.0));
    ConjugateGradients method = new ConjugateGradients().withStopping(STOPPING);
    return (preconditioner == null ? method : method.withPreconditioner(preconditioner))
        .solve(a, new Inputs(1).doubles(N), new double[N]);
  }

  private static Minimum marquardt(StandardProblem problem) {
    return new LevenbergMarquardt().withStopping(STOPPING.withGradient(1e-14)).minimize(problem, problem.start());
  }

  private static void print(String method, Minimum... minima) {
    HashSink sink = new HashSink();
    for (Minimum minimum : minima) {
      sink.add(minimum.x());
      for (Iteration each : minimum.records()) {
        sink.add(new double[] {each.value(), each.gradient(), each.step(), each.inner()});
      }
      sink.add(new double[] {minimum.evaluations(), minimum.ending().ordinal()});
    }
    System.out.println(method + " " + sink.hash());
  }
}
