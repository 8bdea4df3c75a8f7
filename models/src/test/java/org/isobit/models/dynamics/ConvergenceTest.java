package org.isobit.models.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Orders of the schemes by refinement, with every model. */
class ConvergenceTest {

  private static final Map<IntegratorKind, Integer> ORDERS = Map.of(IntegratorKind.EULER, 1, IntegratorKind.RK2, 2,
      IntegratorKind.HEUN, 2, IntegratorKind.RK4, 4, IntegratorKind.ETDRK4, 4);

  /** Steps of the coarsest run; others have twice as many, and the one that counts as exact 32 times. */
  private static final int STEPS = 16;

  private static double[] run(SampleModels sample, IntegratorKind kind, int refinement) {
    double[] x = sample.state().clone();
    kind.build().advance(sample.model(), sample.dt() / (8.0 * refinement), STEPS * refinement, x);
    return x;
  }

  private static double distance(double[] x, double[] y) {
    double sum = 0.0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - y[i]) * (x[i] - y[i]);
    }
    return Math.sqrt(sum);
  }

  @Test
  void schemesHaveTheirOrder() {
    for (SampleModels sample : SampleModels.all()) {
      double[] exact = run(sample, IntegratorKind.RK4, 32);
      for (IntegratorKind kind : IntegratorKind.values()) {
        int coarse = ORDERS.get(kind) == 4 ? 1 : 8;
        double first = distance(run(sample, kind, coarse), exact);
        double second = distance(run(sample, kind, 2 * coarse), exact);
        double slope = Math.log(first / second) / Math.log(2.0);
        assertEquals(ORDERS.get(kind), slope, 0.1, sample.model() + ", " + kind + ": " + first + ", " + second);
      }
    }
  }
}
