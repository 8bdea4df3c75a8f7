package org.isobit.models.learning.training;

import org.isobit.kernels.random.Philox;
import org.isobit.models.learning.internal.Streams;

/**
 * The order of samples in an epoch, a function of (seed, stream, epoch) alone: a shuffle by Fisher and Yates
 * (Durstenfeld 1964) of 0 … n − 1, in which position i = n − 1 … 1 changes places with ⌊u·(i + 1)⌋, u the uniform
 * number i of the epoch. Not thread-safe.
 */
final class SampleOrder {

  private static final int CHUNK = 1024;

  private final double[] uniforms = new double[CHUNK];
  private final int[] order;

  SampleOrder(int n) {
    order = new int[n];
  }

  /** The order; {@link #shuffle} changes it. */
  int[] order() {
    return order;
  }

  void shuffle(long seed, long stream, int epoch) {
    int n = order.length;
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int end = n; end > 0; end -= CHUNK) {
      int start = end > CHUNK ? end - CHUNK : 0;
      Philox.uniform(seed, Streams.order(stream), ((long) epoch << 31) + start, end - start, uniforms, 0);
      for (int i = end - 1; i >= start; i--) {
        int j = (int) (uniforms[i - start] * (i + 1)); // below i + 1: u is at most 1 − 2^−53
        int sample = order[i];
        order[i] = order[j];
        order[j] = sample;
      }
    }
  }
}
