package org.isobit.models.scores;

import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.isobit.kernels.Checks;
import org.isobit.kernels.random.Philox;

/**
 * Confidence intervals by resampling independent runs (Efron 1979, Ann. Statist. 7, 1–26), the percentile method.
 *
 * <p>Runs may come in groups that share something, such as the climatology that a network was trained with, and then
 * are not independent. Intervals that know the groups resample in two stages, groups and then runs of each group drawn
 * (Davison and Hinkley 1997, Bootstrap Methods and their Application, § 3.8; Field and Welsh 2007, J. R. Stat. Soc. B
 * 69, 369–390), and so speak of other groups than those at hand too. With few groups they are rough: the variance
 * between G groups comes out (G − 1)/G of what it is, and that within groups enters at both stages. With one group
 * nothing can be known of others, and the interval is that of its runs.
 *
 * <p>Without groups, resample b draws runs ⌊n·u⌋ with uniforms b·n … b·n + n − 1 of the stream, so that statistics of
 * the same number of runs see the same resamples, and a pair of configurations that share their runs is resampled as a
 * pair. With G groups of at most m runs, resample b draws G times a group ⌊G·u⌋ (groups count in ascending order of
 * their numbers) and as many of its runs ⌊n_g·u⌋ as it has, with uniforms of a stream of their own: draw s = 0 … G − 1
 * with those from (b·G + s)·(1 + m) on.
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
  private static final long GROUPS = 0x31L << 56;
  private static final long CROSSED = 0x32L << 56;

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
   * @return the statistic and the t-th smallest and largest of the resamples, counted from 0, t = B·(1 − level)/2
   *     rounded to the nearest integer; NaN where the statistic of a resample is
   * @throws IllegalArgumentException if there is no run
   */
  public Interval of(int runs, ToDoubleFunction<int[]> statistic) {
    Checks.positive("Bootstrap", "runs", runs);
    int[] indices = inOrder(runs);
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
    return interval(value, all);
  }

  /**
   * The interval of any statistic of runs in groups, resampled in two stages.
   *
   * @param groups    the number of each run's group; at least 1 run
   * @param statistic computes it from indices of runs; first from 0 … n − 1, then from each resample, which has more or
   *                  fewer than n where groups have different sizes
   * @return as {@link #of(int, ToDoubleFunction)}
   * @throws IllegalArgumentException if there is no run
   */
  public Interval of(int[] groups, ToDoubleFunction<int[]> statistic) {
    Checks.positive("Bootstrap", "runs", groups.length);
    int[][] members = members(groups);
    int most = Arrays.stream(members).mapToInt(group -> group.length).max().orElseThrow();
    double value = statistic.applyAsDouble(inOrder(groups.length));
    double[] all = new double[resamples];
    double[] u = new double[1 + most];
    int[] indices = new int[members.length * most];
    for (int b = 0; b < resamples; b++) {
      int n = 0;
      for (int s = 0; s < members.length; s++) {
        Philox.uniform(seed, GROUPS, ((long) b * members.length + s) * u.length, u.length, u, 0);
        int[] group = members[(int) (members.length * u[0])];
        for (int i = 0; i < group.length; i++) {
          indices[n++] = group[(int) (group.length * u[1 + i])];
        }
      }
      all[b] = statistic.applyAsDouble(Arrays.copyOf(indices, n));
    }
    return interval(value, all);
  }

  /**
   * The interval of any statistic of runs that two factors make, each value of one with each of the other: networks
   * and truths, say. Both are resampled, each by itself (Owen 2007, Ann. Appl. Stat. 1, 386–411), so that the interval
   * speaks of other values of either. Resample b draws first ⌊n₁·u⌋ and then ⌊n₂·u⌋ with uniforms b·(n₁ + n₂) … of a
   * stream of its own.
   *
   * @param first     values of the first factor, at least 1
   * @param second    values of the second factor, at least 1
   * @param statistic computes it from as many indices of each; first from 0 … n − 1, then from each resample
   * @return as {@link #of(int, ToDoubleFunction)}
   * @throws IllegalArgumentException if a factor has no value
   */
  public Interval crossed(int first, int second, ToDoubleBiFunction<int[], int[]> statistic) {
    Checks.positive("Bootstrap", "values of the first factor", first);
    Checks.positive("Bootstrap", "values of the second factor", second);
    int[] one = inOrder(first);
    int[] two = inOrder(second);
    double value = statistic.applyAsDouble(one, two);
    double[] all = new double[resamples];
    double[] u = new double[first + second];
    for (int b = 0; b < resamples; b++) {
      Philox.uniform(seed, CROSSED, (long) b * u.length, u.length, u, 0);
      for (int i = 0; i < first; i++) {
        one[i] = (int) (first * u[i]);
      }
      for (int i = 0; i < second; i++) {
        two[i] = (int) (second * u[first + i]);
      }
      all[b] = statistic.applyAsDouble(one, two);
    }
    return interval(value, all);
  }

  /** Indices of the runs of each group, groups in ascending order of their numbers. */
  private static int[][] members(int[] groups) {
    return Arrays.stream(groups).distinct().sorted()
        .mapToObj(g -> IntStream.range(0, groups.length).filter(i -> groups[i] == g).toArray()).toArray(int[][]::new);
  }

  private static int[] inOrder(int n) {
    return IntStream.range(0, n).toArray();
  }

  private Interval interval(double value, double[] all) {
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
    return of(sample.length, indices -> meanOf(sample, indices));
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
    requireAsMany(first.length, second.length);
    return of(first.length, indices -> meanOf(first, indices) - meanOf(second, indices));
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
    requireAsMany(first.length, second.length);
    return of(first.length, indices -> meanOf(first, indices) / meanOf(second, indices));
  }

  /**
   * The interval of a mean of runs in groups, resampled in two stages.
   *
   * @param sample one number a run
   * @param groups the number of each run's group
   * @return of the mean over all runs, whatever their groups
   * @throws IllegalArgumentException if there are more of one
   */
  public Interval mean(double[] sample, int[] groups) {
    requireAsMany(sample.length, groups.length);
    return of(groups, indices -> meanOf(sample, indices));
  }

  /**
   * The interval of the difference of two means over the same runs in groups, resampled in two stages.
   *
   * @param first  one number a run
   * @param second one number a run, in the same order
   * @param groups the number of each run's group
   * @return of mean(first) − mean(second)
   * @throws IllegalArgumentException if there are more of one
   */
  public Interval difference(double[] first, double[] second, int[] groups) {
    requireAsMany(first.length, second.length);
    requireAsMany(first.length, groups.length);
    return of(groups, indices -> meanOf(first, indices) - meanOf(second, indices));
  }

  /**
   * The interval of the ratio of two means over the same runs in groups, resampled in two stages.
   *
   * @param first  one number a run
   * @param second one number a run, in the same order
   * @param groups the number of each run's group
   * @return of mean(first) ÷ mean(second)
   * @throws IllegalArgumentException if there are more of one
   */
  public Interval ratio(double[] first, double[] second, int[] groups) {
    requireAsMany(first.length, second.length);
    requireAsMany(first.length, groups.length);
    return of(groups, indices -> meanOf(first, indices) / meanOf(second, indices));
  }

  private static void requireAsMany(int first, int second) {
    if (first != second) {
      throw new IllegalArgumentException("Bootstrap: one number a run is needed, but there are " + first + " and "
          + second);
    }
  }

  /**
   * The mean over some runs, for statistics made of means.
   *
   * @param sample  a number a run
   * @param indices the runs, each as often as it counts
   * @return the mean; NaN without runs
   */
  public static double meanOf(double[] sample, int[] indices) {
    double sum = 0.0;
    for (int i : indices) {
      sum += sample[i];
    }
    return sum / indices.length;
  }
}
