package org.isobit.models.twin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isobit.models.io.Settings;
import org.isobit.models.sweep.Axis;
import org.isobit.models.sweep.Measure;
import org.isobit.models.sweep.Score;
import org.isobit.models.sweep.Sweep;
import org.isobit.models.sweep.SweepResult;
import org.isobit.models.twin.TwinResult.Means;

/**
 * The experiments of a sweep, all of them read and checked. Immutable, thread-safe.
 *
 * @param sweep   the points
 * @param measure which score they are ranked by
 * @param points  the experiment of each
 * @param own     the point that the file describes without the sweep, or −1: the one that published scores are of
 * @param yaml    the file as it is in use
 */
record ExperimentSweep(Sweep sweep, Measure measure, List<Experiment> points, int own, String yaml) {

  /**
   * Reads a file with a section {@code sweep}.
   *
   * @throws IllegalArgumentException naming key and value of the first mistake, and the combination that has it
   */
  static ExperimentSweep read(Settings root) {
    root.describedBy(ExperimentYaml.KEYS);
    ExperimentSweep read = of(root, Sweep.read(root));
    for (Experiment point : read.points) {
      if (point.methods().size() != read.points.getFirst().methods().size()) {
        throw root.error(Sweep.KEY.name(), "changes the number of methods: it is "
            + read.points.getFirst().methods().size() + ", and then " + point.methods().size());
      }
    }
    read.requireScored();
    return read;
  }

  /** The experiments of a file at given points. */
  static ExperimentSweep of(Settings root, Sweep sweep) {
    Measure measure = Measure.read(root);
    List<Experiment> points = new ArrayList<>();
    for (int point = 0; point < sweep.size(); point++) {
      List<String> assignments = new ArrayList<>(sweep.assignments(point));
      assignments.add(Sweep.KEY.name() + "=null");
      try {
        Experiment experiment = ExperimentYaml.read(root.with(assignments));
        TwinRun.requireRunnable(experiment);
        points.add(experiment);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("the combination " + sweep.label(point) + " is no experiment: "
            + e.getMessage(), e);
      }
    }
    Settings written = root.with(List.of());
    int own = own(written.values(), sweep);
    return new ExperimentSweep(sweep, measure, List.copyOf(points), own, written.resolvedYaml());
  }

  /** Refuses a score that a method does not have. */
  void requireScored() {
    for (int point = 0; measure == Measure.SMOOTHED && point < points.size(); point++) {
      Experiment e = points.get(point);
      for (Experiment.Method method : e.methods()) {
        int lag = method.trial(e).lag();
        if (lag == 0 || lag >= e.cycles() - e.burnIn()) {
          throw new IllegalArgumentException("the score smoothed is for methods that smooth, but the method '"
              + method.label() + "' " + (lag == 0 ? "does not" : "with its lag of " + lag + " smooths none of the "
                  + (e.cycles() - e.burnIn()) + " cycles that are scored") + " (the combination " + sweep.label(point)
              + ")");
        }
      }
    }
  }

  /** The point with the values that stand in the file itself, or −1. */
  private static int own(Map<String, Object> file, Sweep sweep) {
    int point = 0;
    for (Axis axis : sweep.axes()) {
      Object there = Axis.comparable(at(file, axis.key()));
      int i = IntStream.range(0, axis.size()).filter(v -> there != null
          && there.equals(Axis.comparable(axis.values().get(v)))).findFirst().orElse(-1);
      if (i < 0) {
        return -1;
      }
      point = point * axis.size() + i;
    }
    return point;
  }

  /** What stands at a path, or null. */
  private static Object at(Object values, String path) {
    Object at = values;
    for (String key : path.split("\\.")) {
      at = switch (at) {
        case Map<?, ?> map -> map.get(key);
        case List<?> list -> key.matches("\\d{1,6}") && Integer.parseInt(key) < list.size()
            ? list.get(Integer.parseInt(key)) : null;
        case null, default -> null;
      };
    }
    return at;
  }

  /** The same sweep of one method alone. */
  ExperimentSweep ofMethod(int method) {
    return new ExperimentSweep(sweep, measure, points.stream().map(e -> e.withMethod(method)).toList(), own, yaml);
  }

  String name() {
    return points.getFirst().name();
  }

  /** What the methods are called: their labels, or where these change from point to point, the filters'. */
  List<String> methods() {
    List<Experiment.Method> first = points.getFirst().methods();
    List<String> names = new ArrayList<>();
    for (int m = 0; m < first.size(); m++) {
      int method = m;
      boolean same = points.stream().allMatch(e -> e.methods().get(method).label().equals(first.get(method).label()));
      String name = same ? first.get(m).label() : first.get(m).choice().provider().title();
      names.add(names.contains(name) ? name + " (" + m + ")" : name);
    }
    return names;
  }

  /** What all that is run depends on, in a few letters. */
  String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      points.forEach(e -> digest.update(ExperimentYaml.write(e).getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The result of all points. */
  SweepResult result(List<List<Score>> scores) {
    Experiment e = points.getFirst();
    List<String> published = e.methods().stream()
        .map(m -> m.published() == null ? null : TwinTable.published(m.published())).toList();
    boolean alike = points.stream().map(TwinTable::setting).distinct().count() == 1;
    String first = alike ? "" : " (the first combination)";
    return new SweepResult(e.name(), e.title(), TwinTable.setting(e) + first, e.cycles() + " cycles, "
        + TwinTable.seeds(e) + first, sweep, measure, scores, own, published);
  }

  /** The scores of one point's methods. */
  static List<Score> scores(TwinResult result, List<String> names) {
    List<Score> scores = new ArrayList<>();
    for (int m = 0; m < names.size(); m++) {
      List<String> divergences = result.runsOf(m).stream().filter(TwinResult.Run::diverged)
          .map(run -> "seed " + run.seed() + ", from cycle " + run.divergedAt() + " on: " + run.divergence()).toList();
      Means means = divergences.isEmpty() ? result.means(m) : Means.UNKNOWN;
      scores.add(new Score(names.get(m), result.runsOf(m).size(), means.rmse(), means.rmseForecast(),
          means.rmseSmoothed(), means.spread(), means.crps(), divergences));
    }
    return scores;
  }
}
