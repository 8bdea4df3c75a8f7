// Master of FloatSamplingReference: the float version is generated from this file.
package org.isobit.kernels.neural;

import org.isobit.kernels.Backend;
import org.isobit.kernels.random.PhiloxReference;

/** Scalar {@link Sampling}: defines the bits. Thread-safe. */
public sealed class SamplingReference permits SamplingSimd {

  private static final PhiloxReference PHILOX = PhiloxReference.of(Backend.REFERENCE);

  SamplingReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static SamplingReference of(Backend backend) {
    return backend.isSimd() ? new SamplingSimd() : new SamplingReference();
  }

  /**
   * {@link Sampling#dropout}.
   *
   * @param p      probability of dropping
   * @param seed   the key
   * @param stream any number
   * @param first  index of the first draw
   * @param n      number of elements
   * @param x      inputs
   * @param xo     index of the first
   * @param y      outputs
   * @param yo     index of the first
   */
  public void dropout(double p, long seed, long stream, long first, int n, double[] x, int xo, double[] y, int yo) {
    double scale = 1.0 / (1.0 - p);
    double[] draw = NeuralScratch.mine().pair;
    for (int i = 0; i < n; i++) {
      PHILOX.uniform(seed, stream, first + i, 1, draw, 0);
      double u = draw[0];
      y[yo + i] = u >= p ? x[xo + i] * scale : 0.0;
    }
  }

  /**
   * {@link Sampling#sample}.
   *
   * @param seed   the key
   * @param stream any number
   * @param first  index of the first draw
   * @param n      number of elements
   * @param m      means
   * @param mo     index of the first
   * @param r      logarithms of scales
   * @param ro     index of the first
   * @param z      samples
   * @param zo     index of the first
   */
  public void sample(long seed, long stream, long first, int n, double[] m, int mo, double[] r, int ro, double[] z,
      int zo) {
    double[] draw = NeuralScratch.mine().pair;
    for (int i = 0; i < n; i++) {
      PHILOX.gaussian(seed, stream, first + i, 1, draw, 0);
      double noise = draw[0];
      z[zo + i] = Math.fma(ActivationsReference.exp(r[ro + i]), noise, m[mo + i]);
    }
  }

  /**
   * {@link Sampling#sampleGradient}.
   *
   * @param seed   the key
   * @param stream any number
   * @param first  index of the first draw
   * @param n      number of elements
   * @param r      logarithms of scales
   * @param ro     index of the first
   * @param dz     gradient with respect to the samples
   * @param zo     index of its first element
   * @param dm     gradient with respect to the means
   * @param dmo    index of its first element
   * @param dr     gradient with respect to the logarithms of scales
   * @param dro    index of its first element
   */
  public void sampleGradient(long seed, long stream, long first, int n, double[] r, int ro, double[] dz, int zo,
      double[] dm, int dmo, double[] dr, int dro) {
    double[] draw = NeuralScratch.mine().pair;
    for (int i = 0; i < n; i++) {
      PHILOX.gaussian(seed, stream, first + i, 1, draw, 0);
      double noise = draw[0];
      double d = dz[zo + i];
      dm[dmo + i] += d;
      dr[dro + i] = Math.fma(d, ActivationsReference.exp(r[ro + i]) * noise, dr[dro + i]);
    }
  }
}
