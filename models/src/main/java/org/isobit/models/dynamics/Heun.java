package org.isobit.models.dynamics;

import org.isobit.kernels.dynamics.Stages;

/**
 * Heun's second-order scheme: k1 = dt·f(x), k2 = dt·f(x + k1), x + (k1 + k2)/2, every operation rounded.
 *
 * <p>Immutable, thread-safe.
 */
public final class Heun extends Scheme {

  /** The scheme. */
  public Heun() {
    super(new double[] {1.0}, new double[] {0.5, 0.5});
  }

  @Override
  void finish(int n, double dt, double[] work, int stride, double[] x, int xo) {
    Stages.heun(n, dt, work, 0, work, 2 * stride, x, xo);
  }
}
