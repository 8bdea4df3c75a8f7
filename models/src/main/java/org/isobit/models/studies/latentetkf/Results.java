package org.isobit.models.studies.latentetkf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.isobit.models.scores.Bootstrap;
import org.isobit.models.scores.Bootstrap.Interval;
import org.isobit.models.scores.CrpsDecomposition;
import org.isobit.models.studies.Resampled;
import org.isobit.models.studies.StudyText;

/**
 * Records of runs, and statistics over them. Runs that failed do not enter; they are counted. Intervals resample
 * climatologies, and runs with each; those that are called given hold for the climatologies at hand. Thread-safe.
 */
final class Results {

  /** What is compared: a method in a setting. */
  record Column(Setting setting, Method method) {}

  /** Climatology and run, which pair the runs of different columns. */
  private record RunNumber(int climatology, int run) {}

  /** How many runs of a column there are, and how many of them failed. */
  record Runs(Column column, int all, int failed) {}

  /** Scores of one variable. Forecasts unless analysis is said; {@code minusEtkf} is over the pairs with the ETKF. */
  record Score(Interval crps, Interval crpsGiven, double reliability, double resolution, double uncertainty,
               Interval analysisCrps, Interval analysisCrpsGiven, Interval minusEtkf, int pairs) {}

  /** What has been found about one column; scores by variable. */
  record Summary(Setting setting, Method method, int runs, int failed, List<Score> scores, Interval distance,
                 Interval analysisDistance) {

    Score score(Variable variable) {
      return scores.get(variable.ordinal());
    }
  }

  /**
   * Forecast CRPS of several columns in the runs that all of them have and none failed in.
   *
   * @param crps          a row a column, an element a run
   * @param climatologies of each of these runs
   * @param runs          what there is of each column
   */
  record Matched(double[][] crps, int[] climatologies, List<Runs> runs) {

    /** The mean CRPS of a column over some of the runs. */
    double mean(int column, int[] indices) {
      return Bootstrap.meanOf(crps[column], indices);
    }

    int count() {
      return climatologies.length;
    }
  }

  private final Map<Column, SortedMap<RunNumber, RunScores>> records = new HashMap<>();
  private final Map<Column, Summary> summaries = new ConcurrentHashMap<>();

  /** Whether the runs have {@link StudySettings#QUICK}, with which scores mean nothing. */
  private final boolean quick;

  Results(Map<Job, RunScores> jobs, boolean quick) {
    this.quick = quick;
    jobs.forEach((job, scores) -> records.computeIfAbsent(new Column(job.setting(), job.method()), column ->
        new TreeMap<>(Comparator.comparingInt(RunNumber::climatology).thenComparingInt(RunNumber::run)))
        .put(new RunNumber(job.climatology(), job.run()), scores));
  }

  boolean quick() {
    return quick;
  }

  /** A title, marked if the runs are quick ones. */
  String marked(String title) {
    return StudyText.marked(title, quick);
  }

  /** The first run's truth and members in the middle of the run, or null. */
  double[][] snapshot(Setting setting, Method method) {
    Map<RunNumber, RunScores> runs = records.get(new Column(setting, method));
    RunScores first = runs == null ? null : runs.get(new RunNumber(0, 0));
    return first == null ? null : first.snapshot();
  }

  /** Means and intervals over the runs; null if there is none. */
  Summary summary(Setting setting, Method method) {
    Column column = new Column(setting, method);
    return records.containsKey(column) ? summaries.computeIfAbsent(column, this::summary) : null;
  }

  private Summary summary(Column column) {
    SortedMap<RunNumber, RunScores> all = records.get(column);
    List<RunScores> good = new ArrayList<>();
    List<Integer> climatologies = new ArrayList<>();
    all.forEach((number, run) -> {
      if (!run.failed()) {
        good.add(run);
        climatologies.add(number.climatology());
      }
    });
    int[] groups = climatologies.stream().mapToInt(Integer::intValue).toArray();
    List<Score> scores = new ArrayList<>();
    for (Variable variable : Variable.values()) {
      scores.add(score(column, variable, good, groups));
    }
    return new Summary(column.setting, column.method, good.size(), all.size() - good.size(), List.copyOf(scores),
        interval(good, groups, RunScores::forecastDistance), interval(good, groups, RunScores::analysisDistance));
  }

  private Score score(Column column, Variable variable, List<RunScores> good, int[] groups) {
    int v = variable.ordinal();
    CrpsDecomposition whole = null;
    for (RunScores run : good) {
      CrpsDecomposition part = CrpsDecomposition.of(run.sums()[v]);
      if (whole == null) {
        whole = part;
      } else {
        whole.add(part);
      }
    }
    double[] truths = good.stream().flatMapToDouble(run -> Arrays.stream(run.truths()[v])).toArray();
    double uncertainty = CrpsDecomposition.uncertainty(truths, variable.period());
    ToDoubleFunction<RunScores> forecast = run -> run.forecast()[v];
    ToDoubleFunction<RunScores> analysis = run -> run.analysis()[v];
    Matched pairs = matched(variable, column, etkf(column.setting));
    return new Score(interval(good, groups, forecast), given(good, forecast),
        whole == null ? Double.NaN : whole.reliability(), whole == null ? Double.NaN : uncertainty - whole.potential(),
        uncertainty, interval(good, groups, analysis), given(good, analysis), difference(pairs),
        pairs == null ? 0 : pairs.count());
  }

  /** The ETKF draws no innovations: it has one setting for all their numbers. */
  private static Column etkf(Setting setting) {
    return new Column(setting.withInnovations(Setting.BASE.innovations()), Method.ETKF);
  }

  private static Interval difference(Matched pairs) {
    return pairs == null || pairs.count() == 0 ? Resampled.NONE
        : Bootstrap.USUAL.difference(pairs.crps[0], pairs.crps[1], pairs.climatologies);
  }

  private static Interval interval(List<RunScores> runs, int[] groups, ToDoubleFunction<RunScores> score) {
    return runs.isEmpty() ? Resampled.NONE : Bootstrap.USUAL.mean(runs.stream().mapToDouble(score).toArray(), groups);
  }

  private static Interval given(List<RunScores> runs, ToDoubleFunction<RunScores> score) {
    return runs.isEmpty() ? Resampled.NONE : Bootstrap.USUAL.mean(runs.stream().mapToDouble(score).toArray());
  }

  /** The runs that are in all columns, by climatology and run; null if there is no record of a column. */
  Matched matched(Variable variable, Column... columns) {
    List<Runs> runs = new ArrayList<>();
    for (Column column : columns) {
      Map<RunNumber, RunScores> all = records.get(column);
      if (all == null) {
        return null;
      }
      runs.add(new Runs(column, all.size(), (int) all.values().stream().filter(RunScores::failed).count()));
    }
    List<RunNumber> common = records.get(columns[0]).keySet().stream().filter(number -> Arrays.stream(columns)
        .map(column -> records.get(column).get(number)).allMatch(run -> run != null && !run.failed())).toList();
    double[][] crps = new double[columns.length][];
    for (int c = 0; c < columns.length; c++) {
      Map<RunNumber, RunScores> all = records.get(columns[c]);
      crps[c] = common.stream().mapToDouble(number -> all.get(number).forecast()[variable.ordinal()]).toArray();
    }
    return new Matched(crps, common.stream().mapToInt(RunNumber::climatology).toArray(), List.copyOf(runs));
  }
}
