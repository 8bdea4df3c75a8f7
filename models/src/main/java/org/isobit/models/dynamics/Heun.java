package org.isobit.models.dynamics;

import org.isobit.kernels.dynamics.Stages;

/**
 * Heun's second-order scheme: k1 = dt·f(x), k2 = dt·f(x + k1), x + (k1 + k2)/2, every operation rounded.
 *
 * <p>Immutable, thread-safe.
 */
public final class Heun extends Scheme {

  /** The scheme. */
  public Heun() {}

  @Override
  void step(Model model, boolean interleaved, double dt, int n, double[] x, int xo, double[] work, int stride) {
    int y = stride;
    int k1 = 2 * stride;
    tendency(model, interleaved, x, xo, work, 0);
    Stages.stage(n, dt, 1.0, x, xo, work, 0, work, k1, work, y);
    tendency(model, interleaved, work, y, work, 0);
    Stages.heun(n, dt, work, 0, work, k1, x, xo);
  }
}
