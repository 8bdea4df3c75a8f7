package org.isobit.models.studies;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.isobit.models.scores.Bootstrap;
import org.isobit.models.scores.Bootstrap.Interval;

/**
 * A statistic of runs with the intervals that {@link Bootstrap#USUAL} gives it. Contenders share their runs (starts,
 * truths, seeds), and a resample takes the same ones of all of them: differences and ratios are those of pairs.
 * Immutable, thread-safe.
 *
 * @param interval resampling all that could have been drawn otherwise; it decides
 * @param given    resampling the runs alone: what holds for the networks or climatologies at hand; null if that is no
 *                 question
 */
public record Resampled(Interval interval, Interval given) {

  /** Nothing is known. */
  public static final Interval NONE = new Interval(Double.NaN, Double.NaN, Double.NaN);

  /**
   * A number that nothing was drawn for.
   *
   * @param value the number
   * @return an interval of that number alone, given too
   */
  public static Resampled exact(double value) {
    Interval point = new Interval(value, value, value);
    return new Resampled(point, point);
  }

  /**
   * The mean of a number a run.
   *
   * @param sample the numbers; none is no error
   * @return with NaN if there is none
   */
  public static Resampled mean(double[] sample) {
    return of(sample.length, runs -> Bootstrap.meanOf(sample, runs));
  }

  /**
   * Any statistic of some runs.
   *
   * @param runs      how many there are; none is no error
   * @param statistic computes it from indices of runs, with repetitions
   * @return with NaN if there is no run; nothing is given
   */
  public static Resampled of(int runs, ToDoubleFunction<int[]> statistic) {
    return new Resampled(runs == 0 ? NONE : Bootstrap.USUAL.of(runs, statistic), null);
  }

  /**
   * Any statistic of runs in groups that share something, such as a climatology: groups and then runs of each are
   * resampled; given are the groups.
   *
   * @param groups    the number of each run's group; none is no error
   * @param statistic computes it from indices of runs, with repetitions
   * @return with NaN if there is no run
   */
  public static Resampled grouped(int[] groups, ToDoubleFunction<int[]> statistic) {
    return groups.length == 0 ? new Resampled(NONE, NONE)
        : new Resampled(Bootstrap.USUAL.of(groups, statistic), Bootstrap.USUAL.of(groups.length, statistic));
  }

  /**
   * Any statistic of networks and starts, each network with each start: both are resampled, each by itself; given are
   * the networks.
   *
   * @param networks  how many networks (or training seeds) there are, at least 1
   * @param starts    the starts (or truths) that enter, as {@link #common} gives them; none is no error
   * @param statistic computes it from indices of networks and of starts, with repetitions
   * @return with NaN if there is no start
   */
  public static Resampled crossed(int networks, int[] starts, ToDoubleBiFunction<int[], int[]> statistic) {
    if (starts.length == 0) {
      return new Resampled(NONE, NONE);
    }
    int[] all = IntStream.range(0, networks).toArray();
    return new Resampled(
        Bootstrap.USUAL.crossed(networks, starts.length, (n, s) -> statistic.applyAsDouble(n, picked(starts, s))),
        Bootstrap.USUAL.of(starts.length, s -> statistic.applyAsDouble(all, picked(starts, s))));
  }

  private static int[] picked(int[] from, int[] indices) {
    int[] picked = new int[indices.length];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = from[indices[i]];
    }
    return picked;
  }

  /**
   * The ratio of the root mean square errors of two contenders, mean over the networks.
   *
   * @param errors    of the one
   * @param reference of the other, which may have fewer networks
   * @return resampling networks and the starts that neither failed in; given are the networks
   * @throws IllegalArgumentException if they have different starts
   */
  public static Resampled ratio(SquaredErrors errors, SquaredErrors reference) {
    return crossed(Math.max(errors.networks(), reference.networks()), common(List.of(errors, reference)),
        (networks, starts) -> errors.ratio(reference, networks, starts));
  }

  /**
   * The starts that no contender failed in with any network.
   *
   * @param all errors of the contenders, at least one
   * @return indices, ascending
   * @throws IllegalArgumentException if they have different starts
   */
  public static int[] common(List<SquaredErrors> all) {
    int starts = all.getFirst().starts();
    all.forEach(errors -> {
      if (errors.starts() != starts) {
        throw new IllegalArgumentException("Resampled: contenders have " + starts + " and " + errors.starts()
            + " starts, but pairs have the same");
      }
    });
    return IntStream.range(0, starts).filter(start -> all.stream().noneMatch(errors -> errors.failed(start)))
        .toArray();
  }

  /**
   * Squared errors of a contender, to be paired with those of others. Immutable by convention: arrays are not copied.
   *
   * @param squares a row a network (one row if there are none), an element a start; NaN where a run failed
   */
  public record SquaredErrors(double[][] squares) {

    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException if there is no row, or they have different lengths
     */
    public SquaredErrors {
      if (squares.length == 0 || Arrays.stream(squares).anyMatch(row -> row.length != squares[0].length)) {
        throw new IllegalArgumentException("SquaredErrors: networks must have the same starts, at least one row of "
            + "them, but there are " + Arrays.toString(Arrays.stream(squares).mapToInt(row -> row.length).toArray()));
      }
    }

    /**
     * How many networks there are.
     *
     * @return rows
     */
    public int networks() {
      return squares.length;
    }

    /**
     * How many starts there are.
     *
     * @return elements of a row
     */
    public int starts() {
      return squares[0].length;
    }

    /**
     * Whether a run of a start failed.
     *
     * @param start the start
     * @return whether that of any network did
     */
    public boolean failed(int start) {
      return Arrays.stream(squares).anyMatch(row -> Double.isNaN(row[start]));
    }

    /**
     * Mean over networks of the root mean square error over starts.
     *
     * @param networks indices of networks; one that this contender lacks is taken modulo their number
     * @param starts   indices of starts
     * @return the mean
     */
    public double root(int[] networks, int[] starts) {
      double mean = 0.0;
      for (int n : networks) {
        mean += Math.sqrt(Bootstrap.meanOf(squares[n % squares.length], starts));
      }
      return mean / networks.length;
    }

    /**
     * Mean over networks of the ratio of root mean square errors over starts.
     *
     * @param reference of the other contender
     * @param networks  indices of networks; one that a contender lacks is taken modulo their number
     * @param starts    indices of starts
     * @return the mean
     */
    public double ratio(SquaredErrors reference, int[] networks, int[] starts) {
      double mean = 0.0;
      for (int n : networks) {
        double[] own = squares[n % squares.length];
        double[] other = reference.squares[n % reference.squares.length];
        double sum = 0.0;
        double otherSum = 0.0;
        for (int s : starts) {
          sum += own[s];
          otherSum += other[s];
        }
        mean += Math.sqrt(sum / otherSum);
      }
      return mean / networks.length;
    }
  }
}
