package org.isobit.verify.vectors;

import org.isobit.kernels.elementary.LogNdtr;
import org.isobit.kernels.random.Philox;

/** Draws, the first by an odd index, others across 2^32 blocks; and the kernels that exist for double alone. */
public final class RandomVectors implements KernelVectors {

  private static final int N = 9;

  /** Made by the service loader. */
  public RandomVectors() {}

  @Override
  public void write(VectorText out) {
    draws(out, 0, 0, 0);
    draws(out, 7, -5, 3);
    draws(out, 0x123456789ABCDEFL, Long.MIN_VALUE, (1L << 34) - 4);
    double[] x = ElementaryVectors.arguments();
    double[] y = new double[x.length];
    LogNdtr.logNdtr(x.length, x, 0, y, 0);
    out.kernel("logNdtr.double").in("x", x).out("y", y);
    LogNdtr.logNdtrDerivative(x.length, x, 0, y, 0);
    out.kernel("logNdtrDerivative.double").in("x", x).out("y", y);
  }

  private static VectorText start(VectorText out, String kernel, long seed, long stream, long first) {
    return out.kernel(kernel).in("seed", seed).in("stream", stream).in("first", first).in("n", N);
  }

  private static void draws(VectorText out, long seed, long stream, long first) {
    int[] words = new int[N];
    Philox.words(seed, stream, first, N, words, 0);
    start(out, "words.int", seed, stream, first).out("words", words);
    double[] x = new double[N];
    float[] y = new float[N];
    Philox.uniform(seed, stream, first, N, x, 0);
    start(out, "uniform.double", seed, stream, first).out("u", x);
    Philox.uniform(seed, stream, first, N, y, 0);
    start(out, "uniform.float", seed, stream, first).out("u", y);
    Philox.gaussian(seed, stream, first, N, x, 0);
    start(out, "gaussian.double", seed, stream, first).out("z", x);
    Philox.gaussian(seed, stream, first, N, y, 0);
    start(out, "gaussian.float", seed, stream, first).out("z", y);
  }
}
