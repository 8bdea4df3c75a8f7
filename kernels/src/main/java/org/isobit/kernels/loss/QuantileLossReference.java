// Master of FloatQuantileLossReference: the float version is generated from this file.
package org.isobit.kernels.loss;

import org.isobit.kernels.Backend;
import org.isobit.kernels.reduce.ReduceReference;

/** Scalar {@link QuantileLoss}: defines the bits. Thread-safe. */
public sealed class QuantileLossReference permits QuantileLossSimd {

  private static final ReduceReference REDUCE = ReduceReference.of(Backend.REFERENCE);

  QuantileLossReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static QuantileLossReference of(Backend backend) {
    return backend.isSimd() ? new QuantileLossSimd() : new QuantileLossReference();
  }

  /**
   * The sum of the terms; the gradient times the weight.
   *
   * @param level τ
   * @param w     factor of the gradient
   * @param n     number of elements
   * @param p     predictions
   * @param po    index of the first
   * @param y     targets
   * @param yo    index of the first
   * @param g     gradient, or null
   * @param go    index of its first element
   * @return the sum of the terms
   */
  public double quantile(double level, double w, int n, double[] p, int po, double[] y, int yo, double[] g, int go) {
    if (n > ReduceReference.CHUNK) {
      int left = ReduceReference.left(n);
      return quantile(level, w, left, p, po, y, yo, g, go)
          + quantile(level, w, n - left, p, po + left, y, yo + left, g, go + left);
    }
    double[] t = LossScratch.mine().terms;
    elements(level, w, 0, n, p, po, y, yo, t, g, go);
    return REDUCE.sum(n, t, 0, 1);
  }

  /** Terms and gradients of elements from … n − 1. */
  static void elements(double level, double w, int from, int n, double[] p, int po, double[] y, int yo, double[] t,
      double[] g, int go) {
    double above = 1.0 - level;
    double up = w * above;
    double down = -(w * level);
    for (int i = from; i < n; i++) {
      double e = p[po + i] - y[yo + i];
      t[i] = (e > 0.0 ? above : -level) * e;
      if (g != null) {
        g[go + i] = e > 0.0 ? up : e < 0.0 ? down : e;
      }
    }
  }
}
