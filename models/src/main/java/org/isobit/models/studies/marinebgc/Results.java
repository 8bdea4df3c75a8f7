package org.isobit.models.studies.marinebgc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isobit.models.dynamics.column.Site;
import org.isobit.models.scores.Bootstrap.Interval;
import org.isobit.models.studies.Resampled;
import org.isobit.models.studies.Resampled.SquaredErrors;

/**
 * Records of runs, and statistics over them: root mean square errors of a contender over those of the free run with the
 * same truths, the mean over networks of what each of them has. Intervals resample networks and truths, each by itself;
 * those that are called given resample truths alone and hold for the networks at hand. Truths of which a run failed do
 * not enter; they are counted. For one thread.
 */
final class Results {

  /** A contender at a site in a setting. */
  record Key(Setting setting, Contender contender, Site site) {}

  /**
   * What there is of a contender.
   *
   * @param damping that was chosen
   * @param records network by network, its blocks of truths
   */
  record Cell(Damping damping, List<List<RunScores>> records) {

    int networks() {
      return records.size();
    }

    int truths() {
      return records.getFirst().stream().mapToInt(block -> block.forecast().length).sum();
    }

    /** Network by network, truth by truth and pool by pool. */
    double[][][] forecast() {
      return records.stream().map(blocks -> blocks.stream().flatMap(block -> Arrays.stream(block.forecast()))
          .toArray(double[][]::new)).toArray(double[][][]::new);
    }

    /** Network by network, truth by truth, pool by pool: mean over some days. */
    double[][][] lead(int from, int to) {
      return records.stream().map(blocks -> blocks.stream().flatMap(block -> Arrays.stream(block.lead()))
          .map(days -> mean(days, from, to)).toArray(double[][]::new)).toArray(double[][][]::new);
    }

    private static double[] mean(double[][] days, int from, int to) {
      double[] mean = new double[days[0].length];
      for (int d = from; d <= to; d++) {
        for (int p = 0; p < mean.length; p++) {
          mean[p] += days[d - 1][p] / (to - from + 1);
        }
      }
      return mean;
    }

    /** Root mean square error level by level, of squares of all networks and truths whose run did not fail. */
    double[] profile(int pool) {
      double[] sum = new double[records.getFirst().getFirst().profile()[pool].length];
      double runs = 0;
      for (List<RunScores> blocks : records) {
        for (RunScores block : blocks) {
          long truths = Arrays.stream(block.forecast()).filter(truth -> !Double.isNaN(truth[pool])).count();
          runs += truths;
          for (int i = 0; truths > 0 && i < sum.length; i++) {
            sum[i] += truths * block.profile()[pool][i];
          }
        }
      }
      for (int i = 0; i < sum.length; i++) {
        sum[i] = Math.sqrt(sum[i] / runs);
      }
      return sum;
    }

    private List<RunScores> all() {
      return records.stream().flatMap(List::stream).toList();
    }

    int failed() {
      return (int) all().stream().flatMap(block -> Arrays.stream(block.forecast()))
          .filter(truth -> Double.isNaN(truth[0])).count();
    }

    String failure() {
      return all().stream().map(RunScores::failure).filter(why -> why != null).findFirst().orElse(null);
    }

    double others() {
      return all().stream().mapToDouble(RunScores::others).max().orElse(0.0);
    }

    long bounded() {
      return all().stream().mapToLong(RunScores::bounded).sum();
    }

    /**
     * Pool by pool: root mean square of increments and of their deviation over networks; those of the first block of
     * truths and, where each network runs by itself, of the first one.
     */
    double[][] increments() {
      return records.getFirst().getFirst().increments();
    }

    float[][] section() {
      return records.getFirst().getFirst().section();
    }
  }

  private record Expected(Damping damping, List<Job> jobs) {}

  private final MarineSettings settings;
  private final ModelRuns runs;
  private final Map<Key, Expected> expected = new LinkedHashMap<>();
  private final Map<Key, Cell> cells = new HashMap<>();

  Results(MarineSettings settings, ModelRuns runs) {
    this.settings = settings;
    this.runs = runs;
  }

  MarineSettings settings() {
    return settings;
  }

  ModelRuns runs() {
    return runs;
  }

  boolean quick() {
    return settings.equals(MarineSettings.QUICK);
  }

  /** Says which jobs make a cell: network by network, its blocks in order. */
  void expect(Setting setting, StudyPlan.Case one, Damping damping, List<Job> jobs) {
    expected.put(new Key(setting, one.contender(), one.site()), new Expected(damping, jobs));
  }

  /** Takes the records of what was expected. */
  void fill(Map<Job, RunScores> records) {
    expected.forEach((key, cell) -> {
      Map<Integer, List<RunScores>> networks = new LinkedHashMap<>();
      cell.jobs.forEach(job -> networks.computeIfAbsent(job.initialisation(), i -> new ArrayList<>())
          .add(records.get(job)));
      put(key, new Cell(cell.damping, List.copyOf(networks.values())));
    });
  }

  void put(Key key, Cell cell) {
    cells.put(key, cell);
  }

  /** What there is; null if nothing is. */
  Cell cell(Setting setting, Contender contender, Site site) {
    return cells.get(new Key(setting, contender, site));
  }

  /** Ratio to the free run of a pool, with its interval; NaN where there is nothing. */
  Interval ratio(Setting setting, Contender contender, Site site, int pool) {
    Cell cell = cell(setting, contender, site);
    Cell free = cell(setting, Contender.FREE, site);
    if (cell == null || free == null) {
      return Resampled.NONE;
    }
    Ratios ratios = Ratios.of(cell.forecast(), free.forecast());
    return resampled(List.of(ratios), (networks, truths) -> ratios.of(pool, networks, truths)).interval();
  }

  /** The same of forecasts of some days. */
  Interval lead(Setting setting, Contender contender, Site site, int pool, int from, int to) {
    Cell cell = cell(setting, contender, site);
    Cell free = cell(setting, Contender.FREE, site);
    if (cell == null || free == null) {
      return Resampled.NONE;
    }
    Ratios ratios = Ratios.of(cell.lead(from, to), free.lead(from, to));
    return resampled(List.of(ratios), (networks, truths) -> ratios.of(pool, networks, truths)).interval();
  }

  /** Mean square errors of a contender and of the free run, pool by pool. */
  record Ratios(List<SquaredErrors> contender, List<SquaredErrors> free) {

    /** From arrays network by network, truth by truth, pool by pool. */
    static Ratios of(double[][][] contender, double[][][] free) {
      return new Ratios(pools(contender), pools(free));
    }

    private static List<SquaredErrors> pools(double[][][] all) {
      return IntStream.range(0, all[0][0].length).mapToObj(p -> new SquaredErrors(Arrays.stream(all)
          .map(network -> Arrays.stream(network).mapToDouble(truth -> truth[p]).toArray()).toArray(double[][]::new)))
          .toList();
    }

    double of(int pool, int[] networks, int[] truths) {
      return contender.get(pool).ratio(free.get(pool), networks, truths);
    }

    int networks() {
      return contender.getFirst().networks();
    }

    int truths() {
      return free.getFirst().starts();
    }

    /** Mean over several pools. */
    double of(List<Integer> pools, int[] networks, int[] truths) {
      double sum = 0.0;
      for (int pool : pools) {
        sum += of(pool, networks, truths);
      }
      return sum / pools.size();
    }
  }

  /** Truths of which no run failed: of one that did, all pools are NaN. */
  static int[] good(List<Ratios> all) {
    return Resampled.common(all.stream()
        .flatMap(ratios -> Stream.of(ratios.contender.getFirst(), ratios.free.getFirst())).toList());
  }

  private static int networks(List<Ratios> all) {
    return all.stream().mapToInt(Ratios::networks).max().orElse(1);
  }

  /** A statistic of several contenders, of all networks and all good truths. */
  static double once(List<Ratios> all, ToDoubleBiFunction<int[], int[]> statistic) {
    return statistic.applyAsDouble(IntStream.range(0, networks(all)).toArray(), good(all));
  }

  /** A statistic of several contenders, resampling networks and truths; given are the networks. */
  static Resampled resampled(List<Ratios> all, ToDoubleBiFunction<int[], int[]> statistic) {
    return Resampled.crossed(networks(all), good(all), statistic);
  }
}
