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
  public RungeKutta4() {
    super(new double[] {0.5, 0.5, 1.0}, new double[] {1.0 / 6.0, 1.0 / 3.0, 1.0 / 3.0, 1.0 / 6.0});
  }

  @Override
  void finish(int n, double dt, double[] work, int stride, double[] x, int xo) {
    Stages.rungeKutta4(n, dt, work, 0, work, 2 * stride, work, 3 * stride, work, 4 * stride, x, xo);
  }
}
