package org.isobit.models.scores;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.isobit.kernels.Checks;
import org.isobit.kernels.random.Philox;

/**
 * Confidence intervals by resampling independent runs (Efron 1979, Ann. Statist. 7, 1–26), the percentile method.
 *
 * <p>Resample b draws runs ⌊n·u⌋ with uniforms b·n … b·n + n − 1 of the stream, so that statistics of the same number
 * of runs see the same resamples, and a pair of configurations that share their runs is resampled as a pair.
 * Immutable, thread-safe.
 *
 * @param resamples B, at least 1
 * @param level     probability of the interval, in (0, 1)
 * @param seed      key of the draws
 */
public record Bootstrap(int resamples, double level, long seed) {

  /** 2000 resamples, 95 %, seed 1. */
  public static final Bootstrap USUAL = new Bootstrap(2000, 0.95, 1);

  private static final long STREAM = 0x30L << 56;

  /**
   * A number with its interval.
   *
   * @param value the statistic of the sample itself
   * @param low   lower end
   * @param high  upper end
   */
  public record Interval(double value, double low, double high) {}

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Bootstrap {
    Checks.positive("Bootstrap", "resamples", resamples);
    if (!(level > 0.0 && level < 1.0)) {
      throw new IllegalArgumentException("Bootstrap: level must lie between 0 and 1, but is " + level);
    }
  }

  /**
   * The interval of any statistic of some runs.
   *
   * @param runs      number of runs n, at least 1
   * @param statistic computes it from the indices of n runs; first from 0 … n − 1, then from each resample
   * @return the statistic and the t-th smallest and largest of the resamples, counted from 0, t = B·(1 − level)/2 rounded
   *     to the nearest integer; NaN where the statistic of a resample is
   * @throws IllegalArgumentException if there is no run
   */
  public Interval of(int runs, ToDoubleFunction<int[]> statistic) {
    Checks.positive("Bootstrap", "runs", runs);
    int[] indices = new int[runs];
    for (int i = 0; i < runs; i++) {
      indices[i] = i;
    }
    double value = statistic.applyAsDouble(indices);
    double[] all = new double[resamples];
    double[] u = new double[runs];
    for (int b = 0; b < resamples; b++) {
      Philox.uniform(seed, STREAM, (long) b * runs, runs, u, 0);
      for (int i = 0; i < runs; i++) {
        indices[i] = (int) (runs * u[i]);
      }
      all[b] = statistic.applyAsDouble(indices);
    }
    Arrays.sort(all); // NaN to the end
    int half = (resamples - 1) / 2;
    int tail = (int) (resamples * (0.5 * (1.0 - level)) + 0.5);
    tail = tail < half ? tail : half;
    return Double.isNaN(all[resamples - 1]) ? new Interval(value, Double.NaN, Double.NaN)
        : new Interval(value, all[tail], all[resamples - 1 - tail]);
  }

  /**
   * The interval of a mean.
   *
   * @param sample one number a run
   * @return of its mean, one ascending chain in the order drawn
   */
  public Interval mean(double[] sample) {
    return of(sample.length, indices -> mean(sample, indices));
  }

  /**
   * The interval of the difference of two means over the same runs.
   *
   * @param first  one number a run
   * @param second one number a run, in the same order
   * @return of mean(first) − mean(second)
   * @throws IllegalArgumentException if there are more of one
   */
  public Interval difference(double[] first, double[] second) {
    requirePairs(first, second);
    return of(first.length, indices -> mean(first, indices) - mean(second, indices));
  }

  /**
   * The interval of the ratio of two means over the same runs.
   *
   * @param first  one number a run
   * @param second one number a run, in the same order
   * @return of mean(first) ÷ mean(second)
   * @throws IllegalArgumentException if there are more of one
   */
  public Interval ratio(double[] first, double[] second) {
    requirePairs(first, second);
    return of(first.length, indices -> mean(first, indices) / mean(second, indices));
  }

  private static void requirePairs(double[] first, double[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException("Bootstrap: pairs are needed, but there are " + first.length + " and "
          + second.length + " runs");
    }
  }

  private static double mean(double[] sample, int[] indices) {
    double sum = 0.0;
    for (int i : indices) {
      sum += sample[i];
    }
    return sum / indices.length;
  }
}
