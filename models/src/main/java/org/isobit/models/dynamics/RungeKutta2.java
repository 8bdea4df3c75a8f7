package org.isobit.models.dynamics;

import org.isobit.kernels.dynamics.Stages;

/**
 * The explicit midpoint scheme, of second order: k1 = dt·f(x), x + dt·f(x + k1/2), every operation rounded.
 *
 * <p>Immutable, thread-safe.
 */
public final class RungeKutta2 extends Scheme {

  /** The scheme. */
  public RungeKutta2() {
    super(new double[] {0.5}, new double[] {0.0, 1.0});
  }

  @Override
  void finish(int n, double dt, double[] work, int stride, double[] x, int xo) {
    Stages.euler(n, dt, work, 0, x, xo);
  }
}
