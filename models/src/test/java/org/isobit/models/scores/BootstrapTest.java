package org.isobit.models.scores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.isobit.kernels.random.Philox;
import org.isobit.models.scores.Bootstrap.Interval;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  @Test
  void theIntervalOfAMeanIsThatOfItsResamples() {
    double[] sample = {3, 1, 4, 1, 5, 9};
    Bootstrap bootstrap = new Bootstrap(40, 0.9, 17);
    double[] means = new double[40];
    for (int b = 0; b < 40; b++) {
      for (int i = 0; i < 6; i++) {
        means[b] += sample[(int) (6 * Philox.uniform(17, 0x30L << 56, 6 * b + i))];
      }
      means[b] /= 6;
    }
    Arrays.sort(means);
    assertEquals(new Interval(23 / 6.0, means[2], means[37]), bootstrap.mean(sample));
  }

  @Test
  void theIntervalOfAMeanIsAboutTwoStandardErrors() {
    double[] sample = new SplittableRandom(1).doubles(400).toArray();
    Interval interval = Bootstrap.USUAL.mean(sample);
    double mean = Arrays.stream(sample).average().orElseThrow();
    double error = Math.sqrt(Arrays.stream(sample).map(x -> (x - mean) * (x - mean)).sum() / 399 / 400);
    assertEquals(mean, interval.value(), 1e-15);
    assertEquals(mean - 1.96 * error, interval.low(), 0.15 * error);
    assertEquals(mean + 1.96 * error, interval.high(), 0.15 * error);
  }

  @Test
  void pairsAreResampledTogether() {
    double[] first = new SplittableRandom(2).doubles(30).toArray();
    double[] second = Arrays.stream(first).map(x -> x - 0.5).toArray();
    Interval difference = Bootstrap.USUAL.difference(first, second);
    assertEquals(0.5, difference.low(), 1e-14);
    assertEquals(0.5, difference.high(), 1e-14);
    Interval ratio = Bootstrap.USUAL.ratio(first, Arrays.stream(first).map(x -> 4 * x).toArray());
    assertEquals(0.25, ratio.low(), 1e-15);
    assertEquals(0.25, ratio.high(), 1e-15);
    assertThrows(IllegalArgumentException.class, () -> Bootstrap.USUAL.difference(first, new double[29]));
  }

  /** Of one run there is one resample: whatever the interval, it is the statistic itself. */
  @Test
  void aRatioIsAQuotient() {
    Interval quotient = new Interval(0.75, 0.75, 0.75);
    assertEquals(quotient, Bootstrap.USUAL.ratio(new double[] {3}, new double[] {4}));
    assertEquals(quotient, Bootstrap.USUAL.ratio(new double[] {3}, new double[] {4}, new int[] {5}));
    // In groups the runs stay pairs: every resample has the quotient.
    double[] first = {3, 6, 12, 9};
    double[] second = {4, 8, 16, 12};
    assertEquals(quotient, Bootstrap.USUAL.ratio(first, second, new int[] {1, 2, 1, 2}));
    double[] less = {1, 4, 10, 7};
    Interval two = new Interval(2, 2, 2);
    assertEquals(two, Bootstrap.USUAL.difference(first, less, new int[] {1, 2, 1, 2}));
  }

  /** The ends are at most the median: with few resamples or a low level they do not cross. */
  @Test
  void endsDoNotCross() {
    double[] sample = {3, 1, 4, 1, 5, 9};
    for (int resamples : new int[] {1, 2, 3, 4, 9}) {
      double[] means = new double[resamples];
      for (int b = 0; b < resamples; b++) {
        for (int i = 0; i < 6; i++) {
          means[b] += sample[(int) (6 * Philox.uniform(17, 0x30L << 56, 6 * b + i))];
        }
        means[b] /= 6;
      }
      Arrays.sort(means);
      // Probability 10⁻³: next to the median, or the median itself.
      int below = (resamples - 1) / 2;
      assertEquals(new Interval(23 / 6.0, means[below], means[resamples - 1 - below]),
          new Bootstrap(resamples, 1e-3, 17).mean(sample));
      // Probability 0.999: all of them.
      assertEquals(new Interval(23 / 6.0, means[0], means[resamples - 1]),
          new Bootstrap(resamples, 0.999, 17).mean(sample));
    }
  }

  @Test
  void groupsAreDrawnAndThenTheirRuns() {
    double[] sample = {3, 1, 4, 1, 5, 9};
    int[] groups = {7, 2, 7, 4, 2, 7};
    int[][] members = {{1, 4}, {3}, {0, 2, 5}};
    Bootstrap bootstrap = new Bootstrap(40, 0.9, 17);
    double[] means = new double[40];
    for (int b = 0; b < 40; b++) {
      int n = 0;
      for (int s = 0; s < 3; s++) {
        long first = (3L * b + s) * 4;
        int[] group = members[(int) (3 * Philox.uniform(17, 0x31L << 56, first))];
        for (int i = 0; i < group.length; i++) {
          means[b] += sample[group[(int) (group.length * Philox.uniform(17, 0x31L << 56, first + 1 + i))]];
          n++;
        }
      }
      means[b] /= n;
    }
    Arrays.sort(means);
    assertEquals(new Interval(23 / 6.0, means[2], means[37]), bootstrap.mean(sample, groups));
    assertEquals(bootstrap.mean(sample, groups), bootstrap.difference(sample, new double[6], groups));
    assertEquals(bootstrap.mean(sample, groups), bootstrap.ratio(sample, new double[] {1, 1, 1, 1, 1, 1}, groups));
    assertThrows(IllegalArgumentException.class, () -> bootstrap.mean(sample, new int[5]));
    assertThrows(IllegalArgumentException.class, () -> bootstrap.difference(sample, new double[5], groups));
    assertThrows(IllegalArgumentException.class, () -> bootstrap.ratio(sample, sample, new int[5]));
    assertThrows(IllegalArgumentException.class, () -> bootstrap.mean(new double[0], new int[0]));
  }

  /** 8 groups of 8 runs: deviation 1 between groups and 0.1 within, as when much depends on what runs share. */
  @Test
  void whatRunsShareWidensTheInterval() {
    SplittableRandom random = new SplittableRandom(4);
    double[] sample = new double[64];
    int[] groups = new int[64];
    double[] means = new double[8];
    for (int i = 0; i < 64; i++) {
      groups[i] = i / 8;
      means[i / 8] = i % 8 == 0 ? random.nextGaussian() : means[i / 8];
      sample[i] = means[i / 8] + 0.1 * random.nextGaussian();
    }
    double mean = Arrays.stream(means).average().orElseThrow();
    double error = Math.sqrt(Arrays.stream(means).map(x -> (x - mean) * (x - mean)).sum() / 8 / 8);
    Interval two = Bootstrap.USUAL.mean(sample, groups);
    assertEquals(2 * 1.96 * error, two.high() - two.low(), 0.3 * error);
    Interval alone = Bootstrap.USUAL.mean(sample);
    assertTrue(two.high() - two.low() > 2.5 * (alone.high() - alone.low()), two + " and " + alone);
    // One group: nothing is known of others, and what is left is the spread of its runs.
    Interval one = Bootstrap.USUAL.mean(sample, new int[64]);
    assertEquals(alone.high() - alone.low(), one.high() - one.low(), 0.1 * (alone.high() - alone.low()));
  }

  @Test
  void crossedFactorsAreBothDrawn() {
    double[][] table = {{3, 1, 4, 1}, {5, 9, 2, 6}};
    Bootstrap bootstrap = new Bootstrap(40, 0.9, 17);
    double[] means = new double[40];
    for (int b = 0; b < 40; b++) {
      for (int i = 0; i < 2; i++) {
        double[] row = table[(int) (2 * Philox.uniform(17, 0x32L << 56, 6L * b + i))];
        for (int j = 0; j < 4; j++) {
          means[b] += row[(int) (4 * Philox.uniform(17, 0x32L << 56, 6L * b + 2 + j))] / 8;
        }
      }
    }
    Arrays.sort(means);
    Interval interval = bootstrap.crossed(2, 4, (rows, columns) -> {
      double sum = 0;
      for (int i : rows) {
        for (int j : columns) {
          sum += table[i][j] / 8;
        }
      }
      return sum;
    });
    assertEquals(31 / 8.0, interval.value(), 1e-15);
    assertEquals(means[2], interval.low(), 1e-15);
    assertEquals(means[37], interval.high(), 1e-15);
    assertThrows(IllegalArgumentException.class, () -> bootstrap.crossed(0, 4, (a, b) -> 0));
    assertThrows(IllegalArgumentException.class, () -> bootstrap.crossed(2, 0, (a, b) -> 0));
  }

  @Test
  void nansShow() {
    Interval interval = Bootstrap.USUAL.mean(new double[] {1, 2, Double.NaN});
    assertTrue(Double.isNaN(interval.value()) && Double.isNaN(interval.low()) && Double.isNaN(interval.high()));
  }

  @Test
  void badNumbersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Bootstrap(0, 0.9, 1));
    assertThrows(IllegalArgumentException.class, () -> new Bootstrap(10, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Bootstrap(10, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> Bootstrap.USUAL.ratio(new double[2], new double[3]));
    assertThrows(IllegalArgumentException.class,
        () -> Bootstrap.USUAL.difference(new double[3], new double[3], new int[2]));
    assertThrows(IllegalArgumentException.class,
        () -> Bootstrap.USUAL.ratio(new double[2], new double[3], new int[2]));
    assertThrows(IllegalArgumentException.class, () -> Bootstrap.USUAL.mean(new double[0]));
  }
}
