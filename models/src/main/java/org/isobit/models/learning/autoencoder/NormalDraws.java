package org.isobit.models.learning.autoencoder;

import org.isobit.kernels.elementary.ExpReference;
import org.isobit.kernels.random.Philox;

/** Draws from normal laws with means and log variances of their own, in double for either precision. Thread-safe. */
public final class NormalDraws {

  private NormalDraws() {}

  /**
   * out_i = fma(exp(½·logVariance_i), normal i of the stream, mean_i).
   *
   * @param n           how many
   * @param mean        means
   * @param logVariance logarithms of variances
   * @param seed        key of the draws
   * @param stream      which stream
   * @param out         receives the draws
   */
  public static void draw(int n, double[] mean, double[] logVariance, long seed, long stream, double[] out) {
    Philox.gaussian(seed, stream, 0, n, out, 0);
    for (int i = 0; i < n; i++) {
      out[i] = Math.fma(ExpReference.exp(0.5 * logVariance[i]), out[i], mean[i]);
    }
  }
}
