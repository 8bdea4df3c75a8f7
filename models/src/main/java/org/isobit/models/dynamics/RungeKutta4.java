package org.isobit.models.dynamics;

import org.isobit.kernels.dynamics.Stages;

/**
 * The classical fourth-order Runge–Kutta scheme: k1 = dt·f(x), k2 = dt·f(x + k1/2), k3 = dt·f(x + k2/2),
 * k4 = dt·f(x + k3), x + (k1 + 2(k2 + k3) + k4)/6, every operation rounded, sums from left to right.
 *
 * <p>Immutable, thread-safe.
 */
public final class RungeKutta4 extends Scheme {

  /** The scheme. */
  public RungeKutta4() {}

  @Override
  void step(Model model, boolean interleaved, double dt, int n, double[] x, int xo, double[] work, int stride) {
    int y = stride;
    int k1 = 2 * stride;
    int k2 = 3 * stride;
    int k3 = 4 * stride;
    tendency(model, interleaved, x, xo, work, 0);
    Stages.stage(n, dt, 0.5, x, xo, work, 0, work, k1, work, y);
    tendency(model, interleaved, work, y, work, 0);
    Stages.stage(n, dt, 0.5, x, xo, work, 0, work, k2, work, y);
    tendency(model, interleaved, work, y, work, 0);
    Stages.stage(n, dt, 1.0, x, xo, work, 0, work, k3, work, y);
    tendency(model, interleaved, work, y, work, 0);
    Stages.rungeKutta4(n, dt, work, 0, work, k1, work, k2, work, k3, x, xo);
  }
}
