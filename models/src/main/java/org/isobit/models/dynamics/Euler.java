package org.isobit.models.dynamics;

import org.isobit.kernels.dynamics.Stages;

/**
 * Euler's first-order scheme: x + dt·f(x), every operation rounded.
 *
 * <p>Immutable, thread-safe.
 */
public final class Euler extends Scheme {

  /** The scheme. */
  public Euler() {
    super(new double[0], new double[] {1.0});
  }

  @Override
  void finish(int n, double dt, double[] work, int stride, double[] x, int xo) {
    Stages.euler(n, dt, work, 0, x, xo);
  }
}
