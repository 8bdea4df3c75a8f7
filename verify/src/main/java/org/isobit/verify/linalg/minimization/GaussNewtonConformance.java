package org.isobit.verify.linalg.minimization;

import java.util.Arrays;
import java.util.List;
import org.isobit.linalg.minimization.Background;
import org.isobit.linalg.minimization.GaussNewton;
import org.isobit.linalg.minimization.Minimum;
import org.isobit.verify.Cases;
import org.isobit.verify.linalg.Rosenbrock;

/** Rosenbrock's function in pairs, without and with a background. */
public final class GaussNewtonConformance extends MinimizationConformance {

  /** Made by the service loader. */
  public GaussNewtonConformance() {
    super("gaussNewton.double");
  }

  @Override
  List<Minimum> minima(Cases cases) {
    Rosenbrock pairs = Rosenbrock.extended(variables(cases, 40, 1000));
    GaussNewton method = new GaussNewton().withStopping(most(cases, 8));
    Background background = new Background(pairs.start(), (x, y) -> Arrays.setAll(y, i -> 0.5 * x[i]));
    return List.of(method.minimize(pairs, pairs.start()),
        method.withBackground(background).minimize(pairs, pairs.start()));
  }
}
