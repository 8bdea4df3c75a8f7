package org.isobit.verify.linalg.minimization;

import java.util.List;
import org.isobit.linalg.minimization.CostFunctions;
import org.isobit.linalg.minimization.GaussNewton;
import org.isobit.linalg.minimization.HessianCostFunction;
import org.isobit.linalg.minimization.LeastSquares;
import org.isobit.linalg.minimization.Minimum;
import org.isobit.linalg.minimization.Newton;
import org.isobit.verify.Cases;

/** What {@link CostFunctions} makes of a Jacobian as a matrix: differences of gradients, and products. */
public final class CostFunctionsConformance extends MinimizationConformance {

  /** Made by the service loader. */
  public CostFunctionsConformance() {
    super("costFunctions.double");
  }

  @Override
  List<Minimum> minima(Cases cases) {
    StandardProblem dense = VariableProblems.broydenTridiagonal(variables(cases, 17, 50));
    LeastSquares problem = CostFunctions.withTangents(dense);
    HessianCostFunction sum = CostFunctions.withDifferences(CostFunctions.halfSquares(problem));
    return List.of(new Newton().withStopping(most(cases, 60)).minimize(sum, dense.start()),
        new GaussNewton().withStopping(most(cases, 8)).minimize(problem, dense.start()));
  }
}
