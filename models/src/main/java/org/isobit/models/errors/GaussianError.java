package org.isobit.models.errors;

import org.isobit.kernels.random.Philox;

/**
 * Normal errors of mean 0: error i is √variance times normal i of the stream.
 *
 * @param variance their variance, positive
 */
public record GaussianError(double variance) implements UnbiasedLaw {

  /**
   * Checks the variance.
   *
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public GaussianError {
    LawParameters.positive("gaussian", "variance", variance);
  }

  @Override
  public String label() {
    return "gaussian";
  }

  @Override
  public void draw(long seed, long stream, long first, int n, double[] out, int at) {
    double deviation = Math.sqrt(variance);
    Philox.gaussian(seed, stream, first, n, out, at);
    for (int i = 0; i < n; i++) {
      out[at + i] = deviation * out[at + i];
    }
  }
}
