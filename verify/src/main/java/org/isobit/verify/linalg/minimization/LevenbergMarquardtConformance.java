package org.isobit.verify.linalg.minimization;

import java.util.List;
import java.util.stream.Stream;
import org.isobit.linalg.minimization.LevenbergMarquardt;
import org.isobit.linalg.minimization.Minimum;
import org.isobit.verify.Cases;

/** Small problems, one larger, and one whose Jacobian has not full rank. */
public final class LevenbergMarquardtConformance extends MinimizationConformance {

  /** Made by the service loader. */
  public LevenbergMarquardtConformance() {
    super("levenbergMarquardt.double");
  }

  @Override
  List<Minimum> minima(Cases cases) {
    LevenbergMarquardt method = new LevenbergMarquardt().withStopping(most(cases, 60).withGradient(1e-14));
    return Stream.of(SmallProblems.rosenbrock(), SmallProblems.wood(), DataProblems.bard(),
        DataProblems.kowalikOsborne(), VariableProblems.broydenBanded(variables(cases, 9, 40)),
        VariableProblems.linearRankOneZeros(5, 10)).map(problem -> method.minimize(problem, problem.start())).toList();
  }
}
