package org.isobit.verify.linalg.minimization;

import java.util.Arrays;
import java.util.List;
import org.isobit.linalg.minimization.ConjugateGradients;
import org.isobit.linalg.minimization.LinearOperator;
import org.isobit.linalg.minimization.Minimum;
import org.isobit.verify.Cases;
import org.isobit.verify.Inputs;

/** A matrix of three diagonals, without and with a preconditioner. */
public final class ConjugateGradientsConformance extends MinimizationConformance {

  /** Made by the service loader. */
  public ConjugateGradientsConformance() {
    super("conjugateGradients.double");
  }

  @Override
  List<Minimum> minima(Cases cases) {
    int n = variables(cases, 40, 1000);
    LinearOperator a = (x, y) -> Arrays.setAll(y, i -> (2 + i % 7) * x[i] - (i > 0 ? x[i - 1] : 0.0)
        - (i < n - 1 ? x[i + 1] : 0.0));
    ConjugateGradients method = new ConjugateGradients().withStopping(most(cases, 60));
    double[] b = new Inputs(1).doubles(n);
    return List.of(method.solve(a, b, new double[n]),
        method.withPreconditioner((x, y) -> Arrays.setAll(y, i -> x[i] / (2 + i % 7))).solve(a, b, new double[n]));
  }
}
