// Master of FloatColumnNormTest: the float version is generated from this file.
package org.isobit.verify.normalization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.isobit.kernels.Backend;
import org.isobit.kernels.normalization.ChannelNormReference;
import org.isobit.kernels.normalization.ChannelVectors;
import org.isobit.kernels.random.Philox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batch norms of vectors, whose channels lie in lanes: the bits of scalar ones, at every border of their blocks. */
class ColumnNormTest {

  private static final int OFFSET = 3;

  private static double[] numbers(long seed, int n) {
    double[] x = new double[OFFSET + n];
    Philox.gaussian(seed, 0, 0, x.length, x, 0);
    return x;
  }

  private static void same(double[] expected, double[] actual, String what) {
    long[] a = new long[expected.length]; // float: int[] a = new int[expected.length];
    long[] b = new long[actual.length]; // float: int[] b = new int[actual.length];
    for (int i = 0; i < a.length; i++) {
      a[i] = Double.doubleToRawLongBits(expected[i]);
      b[i] = Double.doubleToRawLongBits(actual[i]);
    }
    assertArrayEquals(a, b, what);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 31, 32, 33, 63, 64, 65, 129, 300})
  void everyWidthHasTheBitsOfScalars(int batch) {
    for (int channels : new int[] {1, 5, 16, 63, 64, 65, 131}) {
      check(batch, channels, 0, channels);
    }
  }

  /** As threads share channels; and beyond what one set of partial sums takes. */
  @Test
  void someChannelsAndLongBatches() {
    check(40, 150, 7, 143);
    check(4096, 9, 0, 9);
    check(4097, 9, 0, 9);
  }

  private static void check(int batch, int channels, int from, int to) {
    for (boolean gamma : new boolean[] {true, false}) {
      for (boolean beta : new boolean[] {gamma, false}) {
        double[][] expected = run(Backend.REFERENCE, batch, channels, from, to, gamma, beta);
        double[][] actual = run(Backend.SIMD, batch, channels, from, to, gamma, beta);
        for (int i = 0; i < expected.length; i++) {
          same(expected[i], actual[i], batch + " x " + channels + ", output " + i);
        }
      }
    }
  }

  /** Y and what is kept, dX, gradients of parameters anew and added, tangent. */
  private static double[][] run(Backend backend, int batch, int channels, int from, int to, boolean weighted,
      boolean biased) {
    ChannelNormReference kernels = ChannelNormReference.of(backend);
    ChannelVectors v = new ChannelVectors(batch, channels, 1, 0);
    int n = batch * channels;
    double[] x = numbers(1, n);
    double[] dy = numbers(2, n);
    double[] gamma = weighted ? numbers(3, channels) : null;
    double[] beta = biased ? numbers(4, channels) : null;
    double[][] out = {new double[OFFSET + n], new double[OFFSET + 3 * channels], new double[OFFSET + n],
        numbers(5, channels), numbers(6, channels), numbers(7, channels), numbers(8, channels),
        new double[OFFSET + n], new double[OFFSET + n]};
    kernels.forward(v, from, to, 1e-3, x, OFFSET, gamma, OFFSET, beta, OFFSET, out[0], OFFSET, out[1], OFFSET);
    kernels.forward(v, from, to, 1e-3, x, OFFSET, gamma, OFFSET, beta, OFFSET, out[8], OFFSET, null, 0);
    kernels.backward(v, from, to, x, OFFSET, gamma, OFFSET, out[1], OFFSET, dy, OFFSET, out[2], OFFSET);
    kernels.parameters(v, from, to, x, OFFSET, out[1], OFFSET, dy, OFFSET, out[3], OFFSET, out[4], OFFSET, true);
    kernels.parameters(v, from, to, x, OFFSET, out[1], OFFSET, dy, OFFSET, out[5], OFFSET, null, 0, false);
    kernels.parameters(v, from, to, x, OFFSET, out[1], OFFSET, dy, OFFSET, null, 0, out[6], OFFSET, true);
    kernels.tangent(v, from, to, x, OFFSET, gamma, OFFSET, out[1], OFFSET, dy, OFFSET, out[7], OFFSET);
    return out;
  }
}
