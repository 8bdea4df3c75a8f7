package org.isobit.verify.linalg.minimization;

import java.util.List;
import org.isobit.linalg.minimization.Minimum;
import org.isobit.linalg.minimization.Newton;
import org.isobit.verify.Cases;
import org.isobit.verify.linalg.Rosenbrock;

/** Rosenbrock's function in pairs and as a chain. */
public final class NewtonConformance extends MinimizationConformance {

  /** Made by the service loader. */
  public NewtonConformance() {
    super("newton.double");
  }

  @Override
  List<Minimum> minima(Cases cases) {
    int n = variables(cases, 40, 1000);
    Rosenbrock pairs = Rosenbrock.extended(n);
    Rosenbrock chain = Rosenbrock.chained(n);
    return List.of(new Newton().withStopping(most(cases, 30)).minimize(pairs, pairs.start()),
        new Newton().withStopping(most(cases, 6)).minimize(chain, chain.start()));
  }
}
