package org.isobit.models.assimilation.particle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.api.Test;

/** Copies of particles: as many as there shall be, unbiased, within the bounds of each kind. */
class ResamplingTest {

  private static final int N = 40;

  /** Weights of very different size, some of them zero. */
  private static double[] weights(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] w = random.doubles(N).map(u -> u < 0.1 ? 0 : Math.exp(4 * u)).toArray();
    double sum = java.util.Arrays.stream(w).sum();
    return java.util.Arrays.stream(w).map(x -> x / sum).toArray();
  }

  private static int[] copies(Resampling kind, double[] w, SplittableRandom random) {
    int[] index = new int[w.length];
    kind.select(w, random.doubles(w.length).toArray(), index);
    int[] copies = new int[w.length];
    for (int k = 0; k < index.length; k++) {
      assertTrue(k == 0 || index[k] >= index[k - 1], "numbers ascend");
      copies[index[k]]++;
    }
    assertEquals(w.length, IntStream.of(copies).sum());
    return copies;
  }

  @ParameterizedTest
  @EnumSource
  void copiesAreUnbiasedAndWithinTheirBounds(Resampling kind) {
    int draws = 20_000;
    SplittableRandom random = new SplittableRandom(7);
    for (int trial = 0; trial < 3; trial++) {
      double[] w = weights(trial);
      double[] sum = new double[N];
      double[] squares = new double[N];
      for (int d = 0; d < draws; d++) {
        int[] copies = copies(kind, w, random);
        for (int i = 0; i < N; i++) {
          double expected = N * w[i];
          switch (kind) {
            case SYSTEMATIC -> assertTrue(Math.abs(copies[i] - expected) < 1 + 1e-12, kind + " " + copies[i]);
            case STRATIFIED -> assertTrue(Math.abs(copies[i] - expected) < 2 + 1e-12, kind + " " + copies[i]);
            case RESIDUAL -> assertTrue(copies[i] > expected - 1 - 1e-12, kind + " " + copies[i]);
            default -> assertTrue(copies[i] <= N);
          }
          assertTrue(w[i] > 0 || copies[i] == 0, "no copy of a particle without weight");
          sum[i] += copies[i];
          squares[i] += (double) copies[i] * copies[i];
        }
      }
      for (int i = 0; i < N; i++) {
        double mean = sum[i] / draws;
        double error = Math.sqrt(Math.max(0, squares[i] / draws - mean * mean) / draws);
        // 3 trials and 4 kinds of 40 means: five standard errors hold all but once in 3500.
        assertEquals(N * w[i], mean, 5 * error + 1e-12, kind + ", particle " + i);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneParticleWithAllTheWeightIsTakenAlone(Resampling kind) {
    double[] w = new double[N];
    w[17] = 1;
    int[] expected = new int[N];
    expected[17] = N;
    assertArrayEquals(expected, copies(kind, w, new SplittableRandom(3)));
  }

  @Test
  void positionsAtTheEndsFindAParticleWithWeight() {
    double[] w = {0, 0.5, 0.5, 0};
    for (double u : new double[] {0, Math.nextDown(1.0)}) {
      for (Resampling kind : Resampling.values()) {
        int[] index = new int[4];
        kind.select(w, new double[] {u, u, u, u}, index);
        for (int i : index) {
          assertTrue(i == 1 || i == 2, kind + " takes " + i);
        }
      }
    }
  }

  @Test
  void variancesAreOrderedAsKnown() {
    // Kitagawa (1996) and Douc et al. (2005): stratified and residual ones are never noisier than multinomial ones.
    double[] w = weights(11);
    double[] noise = new double[Resampling.values().length];
    SplittableRandom random = new SplittableRandom(1);
    for (Resampling kind : Resampling.values()) {
      for (int d = 0; d < 4000; d++) {
        int[] copies = copies(kind, w, random);
        for (int i = 0; i < N; i++) {
          noise[kind.ordinal()] += Math.pow(copies[i] - N * w[i], 2) / 4000;
        }
      }
    }
    double multinomial = noise[Resampling.MULTINOMIAL.ordinal()];
    double exact = 0;
    for (double x : w) {
      exact += N * x * (1 - x);
    }
    assertEquals(exact, multinomial, 0.05 * exact);
    assertTrue(noise[Resampling.SYSTEMATIC.ordinal()] < multinomial);
    assertTrue(noise[Resampling.STRATIFIED.ordinal()] < multinomial);
    assertTrue(noise[Resampling.RESIDUAL.ordinal()] < multinomial);
  }
}
