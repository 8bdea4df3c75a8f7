package org.isobit.models.learning.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.isobit.kernels.random.Philox;
import org.isobit.models.learning.internal.Streams;
import org.junit.jupiter.api.Test;

/** The order of samples is the shuffle as it is written down, number by number. */
class SampleOrderTest {

  @Test
  void ordersAreThoseOfTheShuffle() {
    for (int n : new int[] {0, 1, 2, 1023, 1024, 1025, 2500}) {
      SampleOrder order = new SampleOrder(n);
      for (int epoch : new int[] {0, 1, 5}) {
        order.shuffle(3, 4, epoch);
        assertArrayEquals(shuffled(n, 3, 4, epoch), order.order(), n + " samples, epoch " + epoch);
      }
    }
  }

  private static int[] shuffled(int n, long seed, long stream, int epoch) {
    int[] samples = new int[n];
    for (int i = 0; i < n; i++) {
      samples[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      double u = Philox.uniform(seed, Streams.order(stream), ((long) epoch << 31) + i);
      int j = (int) Math.floor(u * (i + 1));
      int sample = samples[i];
      samples[i] = samples[j];
      samples[j] = sample;
    }
    return samples;
  }
}
