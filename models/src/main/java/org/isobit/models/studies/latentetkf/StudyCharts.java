package org.isobit.models.studies.latentetkf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isobit.models.chart.Curve;
import org.isobit.models.chart.Figure;
import org.isobit.models.chart.Panel;
import org.isobit.models.dynamics.CircleReference;
import org.isobit.models.scores.Bootstrap.Interval;
import org.isobit.models.studies.StudyCurves;
import org.isobit.models.studies.StudyPictures.Drawing;
import org.isobit.models.studies.StudyText;
import org.isobit.models.studies.latentetkf.Results.Summary;

/** The pictures: members and truth on the circle; scores against what is swept, or method by method. */
final class StudyCharts {

  private static final int TRUTH = 0x222222;
  private static final int CIRCLE = 0xB8B8B8;
  private static final int AXIS = 0xE3E3E3;
  private static final int FORECAST = 0x56B4E9;
  private static final int ANALYSIS = 0xD55E00;

  /** Where the frame of a circle ends at least. */
  private static final double FRAME = 1.6;

  private static final int SQUARE = 370;
  private static final int PANEL = 310;
  private static final double[] NONE = {};

  /** A mean with its interval, and where it stands. */
  private record Point(double x, Interval interval) {}

  private StudyCharts() {}

  /** The pictures of some plans by the names of their files. */
  static Map<String, Drawing> all(List<StudyPlan> plans, Results results, StudySettings settings) {
    Map<String, Drawing> pictures = new LinkedHashMap<>();
    for (StudyPlan plan : plans) {
      pictures.put(plan.name() + "-scores", Drawing.of(scores(plan, results)));
      Figure circle = circle(plan, results, settings);
      if (circle != null) {
        pictures.put(plan.name() + "-circle", Drawing.of(circle));
      }
    }
    return pictures;
  }

  /** Members and truth in the middle of the first run of each method that has one; null if none has. */
  static Figure circle(StudyPlan plan, Results results, StudySettings settings) {
    Setting setting = plan.settings().getLast();
    List<Panel> panels = new ArrayList<>();
    for (Method method : plan.methods()) {
      double[][] snapshot = results.snapshot(plan.effective(setting, method), method);
      if (snapshot != null) {
        panels.add(circle(method, snapshot));
      }
    }
    return panels.isEmpty() ? null : new Figure(results.marked(plan.name() + ": members and truth on the circle"),
        "First run" + (plan.sweep() ? ", " + plan.parameter() + " "
        + StudyText.number(plan.value().applyAsDouble(setting))
            : "") + ", analysis " + (settings.analyses() / 2 + 1) + " of " + settings.analyses()
            + "; grey: the manifold, on which the truth is", 3, SQUARE, panels,
        List.of(points("forecast", NONE, FORECAST, FRAME), points("analysis", NONE, ANALYSIS, FRAME),
            points("truth", NONE, TRUTH, FRAME)));
  }

  private static Panel circle(Method method, double[][] snapshot) {
    double radius = CircleReference.radius(snapshot[0][0], snapshot[0][1]);
    double frame = Math.max(FRAME, 1.25 * radius);
    int n = 181;
    double[] x = new double[n];
    double[] upper = new double[n];
    double[] lower = new double[n];
    for (int i = 0; i < n; i++) {
      double angle = Math.PI * (n - 1 - i) / (n - 1);
      x[i] = radius * Math.cos(angle);
      upper[i] = radius * Math.sin(angle);
      lower[i] = -upper[i];
    }
    List<Curve> curves = new ArrayList<>();
    curves.add(StudyCurves.level(-frame, frame, 0, AXIS));
    curves.add(new Curve(null, x, upper, CIRCLE, Curve.Style.LINE));
    curves.add(new Curve(null, x, lower, CIRCLE, Curve.Style.LINE));
    curves.add(points(null, snapshot[1], FORECAST, frame));
    if (method != Method.NO_DA) {
      curves.add(points(null, snapshot[2], ANALYSIS, frame));
    }
    curves.add(points(null, snapshot[0], TRUTH, frame));
    return new Panel(method.label(), "x", "y", -frame, frame, Double.NaN, curves);
  }

  /** States that lie in the frame, by abscissa. */
  private static Curve points(String label, double[] states, int color, double frame) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < states.length; i += 2) {
      if (Math.abs(states[i]) <= frame && Math.abs(states[i + 1]) <= frame) {
        points.add(new double[] {states[i], states[i + 1]});
      }
    }
    points.sort(Comparator.comparingDouble(p -> p[0]));
    return new Curve(label, points.stream().mapToDouble(p -> p[0]).toArray(),
        points.stream().mapToDouble(p -> p[1]).toArray(), color, Curve.Style.POINTS);
  }

  /** Scores with their intervals against the swept parameter; without one, method by method. */
  static Figure scores(StudyPlan plan, Results results) {
    List<Panel> panels = new ArrayList<>();
    for (Variable variable : Variable.values()) {
      String title = variable.label() + (variable == Variable.ANGLE ? " (degrees)" : "");
      panels.add(plan.sweep() ? swept(plan, results, variable, title) : compared(plan, results, variable, title));
    }
    List<Summary> all = StudyTable.summaries(plan, results);
    List<Curve> legend = plan.methods().stream().filter(m -> all.stream().anyMatch(s -> s.method() == m))
        .map(m -> StudyCurves.entry(m.label(), m.color(), style(m))).toList();
    return new Figure(results.marked(plan.name() + ": CRPS of forecasts"
            + (plan.sweep() ? " against the " + plan.parameter() : "")),
        "Means over the runs, at the analysis times; bars: 95 % intervals, resampling climatologies and runs; "
            + failed(all), 2, PANEL, panels, legend);
  }

  /** How many runs are behind a point. */
  private static String failed(List<Summary> all) {
    int most = all.stream().mapToInt(Summary::failed).max().orElse(0);
    int runs = all.stream().mapToInt(s -> s.runs() + s.failed()).max().orElse(0);
    return runs + " runs a point, " + (most == 0 ? "none of which failed" : "of which up to " + most
        + " failed and are left out");
  }

  /** Dashed where the autoencoder of the states is trained online. */
  private static Curve.Style style(Method method) {
    return method.transfer() ? Curve.Style.DASHED : Curve.Style.LINE;
  }

  private static Panel swept(StudyPlan plan, Results results, Variable variable, String title) {
    double[] values = plan.settings().stream().mapToDouble(plan.value()).toArray();
    double range = values[values.length - 1] - values[0];
    double gap = IntStream.range(1, values.length).mapToDouble(i -> values[i] - values[i - 1]).min().orElse(range);
    int methods = plan.methods().size();
    // Beside each other, so that no bar hides another, but nearer to their own value than to the next.
    double step = Math.min(0.009 * range, 0.7 * gap / methods);
    double margin = 0.03 * range + 0.5 * methods * step;
    Map<Method, List<Point>> points = new LinkedHashMap<>();
    for (Setting setting : plan.settings()) {
      for (int i = 0; i < methods; i++) {
        add(points, plan, results, setting, i, variable,
            plan.value().applyAsDouble(setting) + step * (i - 0.5 * (methods - 1)));
      }
    }
    return panel(title, plan.parameter(), values[0] - margin, values[values.length - 1] + margin, points);
  }

  private static Panel compared(StudyPlan plan, Results results, Variable variable, String title) {
    Map<Method, List<Point>> points = new LinkedHashMap<>();
    for (int i = 0; i < plan.methods().size(); i++) {
      add(points, plan, results, plan.settings().getFirst(), i, variable, i + 1);
    }
    return panel(title, "filters in the order of the legend", 0, plan.methods().size() + 1, points);
  }

  private static void add(Map<Method, List<Point>> points, StudyPlan plan, Results results, Setting setting, int index,
      Variable variable, double x) {
    Method method = plan.methods().get(index);
    Summary s = results.summary(plan.effective(setting, method), method);
    if (s != null && s.runs() > 0) {
      points.computeIfAbsent(method, m -> new ArrayList<>()).add(new Point(x, s.score(variable).crps()));
    }
  }

  /** Methods' means, joined by lines, with their intervals. */
  private static Panel panel(String title, String xLabel, double from, double to, Map<Method, List<Point>> points) {
    double top = top(points.values().stream().flatMap(List::stream).mapToDouble(p -> p.interval.high()).toArray());
    List<Curve> curves = new ArrayList<>();
    // Along the abscissa, so that what lies between its ends is in the frame.
    curves.add(StudyCurves.level(from, to, 0, AXIS));
    points.forEach((method, all) -> {
      double[] x = all.stream().mapToDouble(Point::x).toArray();
      Interval[] intervals = all.stream().map(Point::interval).toArray(Interval[]::new);
      double[] y = StudyCurves.values(intervals, top);
      if (x.length > 1) {
        curves.add(new Curve(null, x, y, method.color(), style(method)));
      }
      curves.add(StudyCurves.bars(x, intervals, top, method.color()));
      curves.add(new Curve(null, x, y, method.color(), Curve.Style.POINTS));
    });
    long beyond = points.values().stream().flatMap(List::stream).filter(p -> p.interval.value() > top).count();
    return new Panel(title + (beyond == 0 ? ""
        : ", " + beyond + (beyond == 1 ? " mean" : " means") + " above the frame"),
        xLabel, "CRPS", -0.02 * top, top, Double.NaN, curves);
  }

  /**
   * Where the frame ends: a little above the highest upper end of an interval; but where that is above a hundred times
   * the upper quartile of these ends, since a filter diverged, at three times the quartile. NaN if nothing is above 0.
   */
  static double top(double[] highs) {
    double[] sorted = Arrays.stream(highs).filter(high -> high > 0).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double highest = sorted[sorted.length - 1];
    double quartile = sorted[3 * (sorted.length - 1) / 4];
    return highest > 100 * quartile ? 3 * quartile : 1.06 * highest;
  }
}
