package org.isobit.models.sweep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.isobit.models.scores.Estimate;

/**
 * The settings of a tuning with the runs that there are of each: run j of all settings has one seed, so that they face
 * the same truth and observations. Not thread-safe.
 */
public final class Contest {

  private final Measure measure;
  private final List<List<Score>> runs = new ArrayList<>();
  private final int[] rounds;

  /**
   * Begins without runs.
   *
   * @param settings how many settings there are
   * @param measure  which score they are ranked by
   */
  public Contest(int settings, Measure measure) {
    this.measure = measure;
    rounds = new int[settings];
    for (int i = 0; i < settings; i++) {
      runs.add(new ArrayList<>());
    }
  }

  /**
   * Takes further runs of a setting.
   *
   * @param setting its index
   * @param more    one score a seed
   */
  public void take(int setting, List<Score> more) {
    check(setting, more);
    rounds[setting]++;
  }

  /**
   * Takes runs of a setting that belong to no round.
   *
   * @param setting its index
   * @param more    one score a seed
   */
  public void check(int setting, List<Score> more) {
    runs.get(setting).addAll(more);
  }

  /**
   * How many rounds a setting was in.
   *
   * @param setting its index
   * @return 1 if it was dropped after the first
   */
  public int rounds(int setting) {
    return rounds[setting];
  }

  /**
   * Settings from the best on: those of which fewer runs diverged first, then by their mean score.
   *
   * @param settings their indices
   * @return the same in their order
   */
  public List<Integer> ranked(Collection<Integer> settings) {
    return settings.stream().sorted(Comparator.comparingInt(this::diverged)
        .thenComparingDouble(this::mean).thenComparingInt(i -> i)).toList();
  }

  /**
   * The same order with the first behind all others of which no run diverged.
   *
   * @param ranks settings, from the best on
   * @return a new list
   */
  public List<Integer> behind(List<Integer> ranks) {
    List<Integer> others = new ArrayList<>(ranks.subList(1, ranks.size()));
    int at = 0;
    for (int i = 0; i < others.size(); i++) {
      at = diverged(others.get(i)) == 0 ? i + 1 : at;
    }
    others.add(at, ranks.getFirst());
    return others;
  }

  private int diverged(int setting) {
    return (int) runs.get(setting).stream().filter(Score::diverged).count();
  }

  /** Over the runs that did not diverge. */
  private double mean(int setting) {
    return pooled(runs.get(setting).stream().filter(run -> !run.diverged()).map(run -> run.of(measure)).toList())
        .mean();
  }

  private static Estimate pooled(List<Estimate> estimates) {
    return estimates.isEmpty() ? Estimate.UNKNOWN : Estimate.pooled(estimates);
  }

  /**
   * All runs of a setting as one score.
   *
   * @param setting its index
   * @return the pooled score; without numbers if a run diverged
   */
  public Score score(int setting) {
    return pool(runs.get(setting));
  }

  /**
   * Runs as one score.
   *
   * @param runs one score a seed, at least one
   * @return the pooled score; without numbers if a run diverged
   */
  public static Score pool(List<Score> runs) {
    List<String> divergences = runs.stream().flatMap(run -> run.divergences().stream()).toList();
    List<Score> counted = divergences.isEmpty() ? runs : List.of();
    return new Score(runs.getFirst().method(), runs.size(), pooled(counted.stream().map(Score::rmse).toList()),
        pooled(counted.stream().map(Score::forecast).toList()), pooled(counted.stream().map(Score::smoothed).toList()),
        pooled(counted.stream().map(Score::spread).toList()), pooled(counted.stream().map(Score::crps).toList()),
        divergences);
  }

  /**
   * By how much a setting is above another: the mean difference over the seeds that both have run.
   *
   * @param setting its index
   * @param other   the other's
   * @return the difference with the standard error of the mean over these seeds; NaN if a run diverged, the error also
   *         if there is one seed alone
   */
  public Estimate above(int setting, int other) {
    return difference(measure, runs.get(setting), runs.get(other));
  }

  /**
   * The mean difference of two settings over the seeds that both have run.
   *
   * @param measure of which score
   * @param one     its runs
   * @param other   the other's, of the same seeds as far as there are as many
   * @return the difference with its standard error, as {@link #above} gives it
   */
  public static Estimate difference(Measure measure, List<Score> one, List<Score> other) {
    int n = Math.min(one.size(), other.size());
    double[] differences = new double[n];
    for (int j = 0; j < n; j++) {
      differences[j] = one.get(j).of(measure).mean() - other.get(j).of(measure).mean();
    }
    double mean = Estimate.mean(differences, 0, n);
    double squares = 0;
    for (double difference : differences) {
      squares = Math.fma(difference - mean, difference - mean, squares);
    }
    return new Estimate(mean, n < 2 ? Double.NaN : Math.sqrt(squares / ((double) n * (n - 1))));
  }
}
