package org.isobit.verify.linalg.minimization;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.isobit.linalg.minimization.CostFunction;
import org.isobit.linalg.minimization.GradientCheck;
import org.isobit.linalg.minimization.Lbfgs;
import org.isobit.linalg.minimization.Minimum;
import org.isobit.linalg.minimization.Stopping;
import org.junit.jupiter.api.Test;

/** The example of linalg/README.md, compiled and run. */
class MinimizationExampleTest {

  @Test
  void anExampleForCallersOfMinimisers() {
    // snippet:start
    // Sum of (x_i² − i)², its gradient beside it.
    CostFunction function = new CostFunction() {
      @Override
      public int size() {
        return 5;
      }

      @Override
      public double evaluate(double[] x, double[] gradient) {
        double sum = 0.0;
        for (int i = 0; i < x.length; i++) {
          double r = x[i] * x[i] - i;
          gradient[i] = 4.0 * r * x[i];
          sum += r * r;
        }
        return sum;
      }
    };
    double[] start = {1, 1, 1, 1, 1};
    double order = GradientCheck.order(function, start, new double[] {1, 2, 3, 4, 5}); // 2: the gradient is right
    Minimum minimum = new Lbfgs().withStopping(Stopping.USUAL.withGradient(1e-6)).minimize(function, start);
    if (!minimum.converged()) {
      throw new IllegalStateException(minimum.message());
    }
    double[] roots = minimum.x();
    // snippet:end
    assertEquals(2.0, order, 0.05);
    for (int i = 1; i < 5; i++) {
      assertEquals(Math.sqrt(i), roots[i], 1e-4);
    }
  }
}
