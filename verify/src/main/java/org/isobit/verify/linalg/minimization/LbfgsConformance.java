package org.isobit.verify.linalg.minimization;

import java.util.List;
import org.isobit.linalg.minimization.Lbfgs;
import org.isobit.linalg.minimization.Minimum;
import org.isobit.linalg.minimization.Wolfe;
import org.isobit.verify.Cases;
import org.isobit.verify.linalg.Rosenbrock;

/** Rosenbrock's function in pairs and as a chain, the latter with few pairs kept and a search that is nearly exact. */
public final class LbfgsConformance extends MinimizationConformance {

  /** Made by the service loader. */
  public LbfgsConformance() {
    super("lbfgs.double");
  }

  @Override
  List<Minimum> minima(Cases cases) {
    int n = variables(cases, 40, 1000);
    Rosenbrock pairs = Rosenbrock.extended(n);
    Rosenbrock chain = Rosenbrock.chained(n);
    Lbfgs method = new Lbfgs().withStopping(most(cases, 60));
    return List.of(method.minimize(pairs, pairs.start()),
        method.withMemory(3).withWolfe(new Wolfe(1e-3, 0.1, 20)).minimize(chain, chain.start()));
  }
}
