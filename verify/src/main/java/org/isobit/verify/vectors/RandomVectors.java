package org.isobit.verify.vectors;

import org.isobit.kernels.elementary.LogNdtr;
import org.isobit.kernels.random.Philox;

/** Draws, the first by an odd index, others across 2^32 blocks, and many; and the kernels that exist for double alone. */
public final class RandomVectors implements KernelVectors {

  private static final int N = 9;
  private static final int MANY = 1000;

  /** Made by the service loader. */
  public RandomVectors() {}

  @Override
  public void write(VectorText out) {
    draws(out, 0, 0, 0, N);
    draws(out, 7, -5, 3, N);
    draws(out, 0x123456789ABCDEFL, Long.MIN_VALUE, (1L << 34) - 4, N);
    draws(out, -1, 1, 1, MANY);
    double[] x = ElementaryVectors.arguments();
    double[] y = new double[x.length];
    LogNdtr.logNdtr(x.length, x, 0, y, 0);
    out.kernel("logNdtr.double").in("x", x).out("y", y);
    LogNdtr.logNdtrDerivative(x.length, x, 0, y, 0);
    out.kernel("logNdtrDerivative.double").in("x", x).out("y", y);
    for (int power : new int[] {-3, 0, 3, 5, 9}) {
      out.kernel("logNdtr.double");
      x = out.randomDoubles("x", 200 + power, MANY, power);
      y = new double[MANY];
      LogNdtr.logNdtr(MANY, x, 0, y, 0);
      out.out("y", y).kernel("logNdtrDerivative.double");
      x = out.randomDoubles("x", 200 + power, MANY, power);
      LogNdtr.logNdtrDerivative(MANY, x, 0, y, 0);
      out.out("y", y);
    }
  }

  private static VectorText start(VectorText out, String kernel, long seed, long stream, long first, int n) {
    return out.kernel(kernel).in("seed", seed).in("stream", stream).in("first", first).in("n", n);
  }

  private static void draws(VectorText out, long seed, long stream, long first, int n) {
    int[] words = new int[n];
    Philox.words(seed, stream, first, n, words, 0);
    start(out, "words.int", seed, stream, first, n).out("words", words);
    double[] x = new double[n];
    float[] y = new float[n];
    Philox.uniform(seed, stream, first, n, x, 0);
    start(out, "uniform.double", seed, stream, first, n).out("u", x);
    Philox.uniform(seed, stream, first, n, y, 0);
    start(out, "uniform.float", seed, stream, first, n).out("u", y);
    Philox.gaussian(seed, stream, first, n, x, 0);
    start(out, "gaussian.double", seed, stream, first, n).out("z", x);
    Philox.gaussian(seed, stream, first, n, y, 0);
    start(out, "gaussian.float", seed, stream, first, n).out("z", y);
  }
}
