package org.isobit.models.dynamics;

import org.isobit.kernels.Backend;

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
    if (Backend.SIMD_ACTIVE) {
      StagesSimd.stage(n, dt, 1.0, x, xo, work, k1, y);
    } else {
      StagesReference.stage(n, dt, 1.0, x, xo, work, k1, y);
    }
    tendency(model, interleaved, work, y, work, 0);
    if (Backend.SIMD_ACTIVE) {
      StagesSimd.heun(n, dt, work, k1, x, xo);
    } else {
      StagesReference.heun(n, dt, work, k1, x, xo);
    }
  }
}
