package org.isobit.models.studies.latentetkf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.isobit.models.scores.Bootstrap;
import org.isobit.models.scores.Bootstrap.Interval;
import org.isobit.models.scores.CrpsDecomposition;

/**
 * Records of runs, and statistics over them. Runs that failed do not enter; they are counted. Immutable.
 */
final class Results {

  /** What has been found about one method in one setting. */
  record Summary(Setting setting, Method method, int runs, int failed, Interval[] forecast, Interval[] analysis,
                 Interval forecastDistance, Interval analysisDistance, double[] reliability, double[] resolution,
                 double[] uncertainty) {}

  private final Map<String, RunScores> records;

  Results(Map<String, RunScores> records) {
    this.records = records;
  }

  /** Sorts by setting, method, climatology, run as long as there are fewer than 1000 of each. */
  static String key(Job job) {
    return prefix(job.setting(), job.method()) + String.format(Locale.ROOT, "%03d/%03d", job.climatology(), job.run());
  }

  private static String prefix(Setting setting, Method method) {
    return setting.label() + "/" + method.label() + "/";
  }

  /** Climatology and run of a record, as they stand in its key, to the record. */
  private Map<String, RunScores> of(Setting setting, Method method) {
    String prefix = prefix(setting, method);
    Map<String, RunScores> found = new java.util.TreeMap<>();
    for (Map.Entry<String, RunScores> entry : records.entrySet()) {
      if (entry.getKey().startsWith(prefix)) {
        found.put(entry.getKey().substring(prefix.length()), entry.getValue());
      }
    }
    return found;
  }

  /** The first run's truth and members in the middle of the run, or null. */
  double[][] snapshot(Setting setting, Method method) {
    RunScores first = of(setting, method).get("000/000");
    return first == null ? null : first.snapshot();
  }

  /** Means and intervals over the runs; null if there is none. */
  Summary summary(Setting setting, Method method) {
    List<RunScores> all = new ArrayList<>(of(setting, method).values());
    List<RunScores> good = all.stream().filter(run -> !run.failed()).toList();
    if (all.isEmpty()) {
      return null;
    }
    int n = Variable.values().length;
    Interval[] forecast = new Interval[n];
    Interval[] analysis = new Interval[n];
    double[] reliability = new double[n];
    double[] resolution = new double[n];
    double[] uncertainty = new double[n];
    for (int v = 0; v < n; v++) {
      int variable = v;
      forecast[v] = interval(good, run -> run.forecast()[variable]);
      analysis[v] = interval(good, run -> run.analysis()[variable]);
      CrpsDecomposition whole = null;
      for (RunScores run : good) {
        CrpsDecomposition part = CrpsDecomposition.of(run.sums()[v]);
        if (whole == null) {
          whole = part;
        } else {
          whole.add(part);
        }
      }
      double[] truths = good.stream().flatMapToDouble(run -> java.util.Arrays.stream(run.truths()[variable])).toArray();
      uncertainty[v] = CrpsDecomposition.uncertainty(truths, Variable.values()[v].period());
      reliability[v] = whole == null ? Double.NaN : whole.reliability();
      resolution[v] = whole == null ? Double.NaN : uncertainty[v] - whole.potential();
    }
    return new Summary(setting, method, good.size(), all.size() - good.size(), forecast, analysis,
        interval(good, RunScores::forecastDistance), interval(good, RunScores::analysisDistance), reliability, resolution,
        uncertainty);
  }

  private static Interval interval(List<RunScores> runs, ToDoubleFunction<RunScores> score) {
    return runs.isEmpty() ? new Interval(Double.NaN, Double.NaN, Double.NaN)
        : Bootstrap.USUAL.mean(runs.stream().mapToDouble(score).toArray());
  }

  /** The forecast CRPS of two methods in the runs that both have and neither failed in: two rows, or null for no run. */
  double[][] pairs(Setting setting, Method first, Setting otherSetting, Method second, Variable variable) {
    Map<String, RunScores> a = of(setting, first);
    Map<String, RunScores> b = of(otherSetting, second);
    List<double[]> pairs = new ArrayList<>();
    for (Map.Entry<String, RunScores> entry : a.entrySet()) {
      RunScores other = b.get(entry.getKey());
      if (other != null && !other.failed() && !entry.getValue().failed()) {
        pairs.add(new double[] {entry.getValue().forecast()[variable.ordinal()], other.forecast()[variable.ordinal()]});
      }
    }
    if (pairs.isEmpty()) {
      return null;
    }
    return new double[][] {pairs.stream().mapToDouble(p -> p[0]).toArray(),
        pairs.stream().mapToDouble(p -> p[1]).toArray()};
  }
}
