package org.isobit.models.errors;

import org.isobit.kernels.random.Philox;

/**
 * Errors spread evenly over ±√(3·variance): error i is made of uniform i of the stream.
 *
 * @param variance their variance, positive
 */
public record UniformError(double variance) implements UnbiasedLaw {

  /**
   * Checks the variance.
   *
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public UniformError {
    LawParameters.positive("uniform", "variance", variance);
  }

  @Override
  public String label() {
    return "uniform";
  }

  @Override
  public void draw(long seed, long stream, long first, int n, double[] out, int at) {
    double half = Math.sqrt(3.0 * variance);
    Philox.uniform(seed, stream, first, n, out, at);
    for (int i = 0; i < n; i++) {
      out[at + i] = half * (2.0 * out[at + i] - 1.0);
    }
  }
}
