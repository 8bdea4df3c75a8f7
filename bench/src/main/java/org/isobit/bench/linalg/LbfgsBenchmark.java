package org.isobit.bench.linalg;

import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.apache.commons.math3.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.isobit.bench.KernelBenchmark;
import org.isobit.linalg.minimization.Lbfgs;
import org.isobit.verify.linalg.Rosenbrock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * L-BFGS with ten pairs on the extended Rosenbrock function, about {@value #EVALUATIONS} evaluations; plain loops with
 * a search that only halves steps, and the nonlinear conjugate gradients of Apache Commons Math. All come to the point
 * (1, …, 1), compared to five digits, but not by the same steps.
 */
@State(Scope.Thread)
public class LbfgsBenchmark implements KernelBenchmark {

  private static final int EVALUATIONS = 45;
  private static final int MEMORY = 10;
  private static final double DIGITS = 1e5;

  /** Number of variables. */
  @Param({"1000", "20000"})
  public int n;

  /** Whose method. */
  @Param({"simd", "reference", "commons"})
  public String implementation;

  private Rosenbrock function;
  private double[] start;
  private double[] x;

  /** Makes the benchmark. */
  public LbfgsBenchmark() {}

  /** Makes the function. */
  @Setup
  public void prepare() {
    function = Rosenbrock.extended(n);
    start = function.start();
  }

  /** One minimisation. */
  @Benchmark
  public void lbfgs() {
    x = switch (implementation) {
      case "simd" -> new Lbfgs().withMemory(MEMORY).minimize(function, start).x();
      case "reference" -> PlainMinimizers.lbfgs(function, start, MEMORY, 1e-8);
      default -> commons();
    };
  }

  private double[] commons() {
    double[] gradient = new double[n];
    return new NonLinearConjugateGradientOptimizer(NonLinearConjugateGradientOptimizer.Formula.POLAK_RIBIERE,
        new SimpleValueChecker(1e-12, 1e-14)).optimize(new MaxEval(100_000), GoalType.MINIMIZE,
        new ObjectiveFunction(at -> function.evaluate(at, gradient)), new ObjectiveFunctionGradient(at -> {
          function.evaluate(at, gradient);
          return gradient.clone();
        }), new InitialGuess(start)).getPoint();
  }

  @Override
  public Work work() {
    return new Work("lbfgs.double", "minimisers", EVALUATIONS * (8.0 * MEMORY + 20) * n,
        EVALUATIONS * 8.0 * (4 * MEMORY + 12) * n);
  }

  /** To five digits: the last ones are each method's own. */
  @Override
  public double[] output() {
    double[] rounded = new double[n];
    for (int i = 0; i < n; i++) {
      rounded[i] = Math.rint(x[i] * DIGITS) / DIGITS;
    }
    return rounded;
  }

  @Override
  public double tolerance() {
    return 1e-4;
  }
}
