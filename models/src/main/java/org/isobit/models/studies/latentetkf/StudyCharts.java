package org.isobit.models.studies.latentetkf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.isobit.models.chart.Curve;
import org.isobit.models.chart.Figure;
import org.isobit.models.chart.Panel;
import org.isobit.models.dynamics.CircleReference;
import org.isobit.models.scores.Bootstrap.Interval;
import org.isobit.models.studies.latentetkf.Results.Summary;

/** The pictures: members and truth on the circle; scores against what is swept, or method by method. */
final class StudyCharts {

  private static final int TRUTH = 0x222222;
  private static final int CIRCLE = 0xB8B8B8;
  private static final int FORECAST = 0x56B4E9;
  private static final int ANALYSIS = 0xD55E00;
  private static final double FRAME = 1.6;
  private static final int SQUARE = 370;
  private static final int PANEL = 310;
  private static final double[] NONE = {};

  private StudyCharts() {}

  /** Members and truth in the middle of the first run of each method that has one; null if none has. */
  static Figure circle(Plan plan, Results results, StudySettings settings) {
    Setting setting = plan.settings().getLast();
    List<Panel> panels = new ArrayList<>();
    for (Method method : plan.methods()) {
      double[][] snapshot = results.snapshot(plan.effective(setting, method), method);
      if (snapshot != null) {
        panels.add(circle(method, snapshot));
      }
    }
    return panels.isEmpty() ? null : new Figure(plan.name() + ": members and truth on the circle",
        "First run" + (plan.sweep() ? ", " + plan.parameter() + " " + StudyTable.number(plan.value().applyAsDouble(setting))
            : "") + ", analysis " + (settings.analyses() / 2 + 1) + " of " + settings.analyses()
            + "; grey: the manifold, on which the truth is", 3, SQUARE, panels,
        List.of(points("forecast", NONE, FORECAST), points("analysis", NONE, ANALYSIS), points("truth", NONE, TRUTH)));
  }

  private static Panel circle(Method method, double[][] snapshot) {
    double radius = CircleReference.radius(snapshot[0][0], snapshot[0][1]);
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
    curves.add(new Curve(null, new double[] {-FRAME, FRAME}, new double[] {0, 0}, 0xE3E3E3, Curve.Style.LINE));
    curves.add(new Curve(null, x, upper, CIRCLE, Curve.Style.LINE));
    curves.add(new Curve(null, x, lower, CIRCLE, Curve.Style.LINE));
    curves.add(points(null, snapshot[1], FORECAST));
    if (method != Method.NO_DA) {
      curves.add(points(null, snapshot[2], ANALYSIS));
    }
    curves.add(points(null, snapshot[0], TRUTH));
    return new Panel(method.label(), "x", "y", -FRAME, FRAME, Double.NaN, curves);
  }

  /** States that lie in the frame, by abscissa. */
  private static Curve points(String label, double[] states, int color) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < states.length; i += 2) {
      if (Math.abs(states[i]) <= FRAME && Math.abs(states[i + 1]) <= FRAME) {
        points.add(new double[] {states[i], states[i + 1]});
      }
    }
    points.sort(Comparator.comparingDouble(p -> p[0]));
    return new Curve(label, points.stream().mapToDouble(p -> p[0]).toArray(),
        points.stream().mapToDouble(p -> p[1]).toArray(), color, Curve.Style.POINTS);
  }

  /** Scores with their intervals against the swept parameter; without one, method by method. */
  static Figure scores(Plan plan, Results results) {
    List<Panel> panels = new ArrayList<>();
    for (Variable variable : Variable.values()) {
      String title = variable.label() + (variable == Variable.ANGLE ? " (degrees)" : "");
      panels.add(plan.sweep() ? swept(plan, results, variable, title) : compared(plan, results, variable, title));
    }
    List<Summary> all = StudyTable.summaries(plan, results);
    List<Curve> legend = plan.methods().stream().filter(m -> all.stream().anyMatch(s -> s.method() == m))
        .map(m -> new Curve(m.label(), new double[0], new double[0], m.color(), style(m))).toList();
    return new Figure(plan.name() + ": CRPS of forecasts" + (plan.sweep() ? " against the " + plan.parameter() : ""),
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

  private static Panel swept(Plan plan, Results results, Variable variable, String title) {
    double[] values = plan.settings().stream().mapToDouble(plan.value()).toArray();
    double range = values[values.length - 1] - values[0];
    double gap = IntStream.range(1, values.length).mapToDouble(i -> values[i] - values[i - 1]).min().orElse(range);
    int methods = plan.methods().size();
    // Beside each other, so that no bar hides another, but nearer to their own value than to the next.
    double step = Math.min(0.009 * range, 0.7 * gap / methods);
    List<Curve> curves = new ArrayList<>();
    curves.add(axis(values[0] - 0.03 * range - 0.5 * methods * step,
        values[values.length - 1] + 0.03 * range + 0.5 * methods * step));
    for (int i = 0; i < methods; i++) {
      Method method = plan.methods().get(i);
      List<double[]> points = new ArrayList<>();
      for (Setting setting : plan.settings()) {
        Summary s = results.summary(plan.effective(setting, method), method);
        if (s != null && s.runs() > 0) {
          Interval interval = s.score(variable).crps();
          points.add(new double[] {plan.value().applyAsDouble(setting) + step * (i - 0.5 * (methods - 1)),
              interval.value(), interval.low(), interval.high()});
        }
      }
      if (!points.isEmpty()) {
        add(curves, method, points);
      }
    }
    return new Panel(title, plan.parameter(), "CRPS", -0.02 * above(curves), above(curves), Double.NaN, curves);
  }

  /** A line along the abscissa, so that what lies between its ends is in the frame. */
  private static Curve axis(double from, double to) {
    return new Curve(null, new double[] {from, to}, new double[] {0, 0}, 0xE3E3E3, Curve.Style.LINE);
  }

  /** A little more than the highest ordinate; NaN if there is none. */
  private static double above(List<Curve> curves) {
    double highest = curves.stream().flatMapToDouble(curve -> Arrays.stream(curve.y())).filter(Double::isFinite).max()
        .orElse(0);
    return highest > 0 ? 1.06 * highest : Double.NaN;
  }

  private static void add(List<Curve> curves, Method method, List<double[]> points) {
    double[] x = points.stream().mapToDouble(p -> p[0]).toArray();
    double[] y = points.stream().mapToDouble(p -> p[1]).toArray();
    curves.add(new Curve(null, x, y, method.color(), style(method)));
    bars(curves, points, method.color());
    curves.add(new Curve(null, x, y, method.color(), Curve.Style.POINTS));
  }

  /** A vertical line from the interval's lower to its upper end for each point, with gaps between them. */
  private static void bars(List<Curve> curves, List<double[]> points, int color) {
    curves.add(new Curve(null, points.stream().flatMapToDouble(p -> IntStream.range(0, 3).mapToDouble(i -> p[0])).toArray(),
        points.stream().flatMapToDouble(p -> java.util.stream.DoubleStream.of(p[2], p[3], Double.NaN)).toArray(), color,
        Curve.Style.BOLD));
  }

  private static Panel compared(Plan plan, Results results, Variable variable, String title) {
    List<Curve> curves = new ArrayList<>();
    curves.add(axis(0, plan.methods().size() + 1));
    for (int i = 0; i < plan.methods().size(); i++) {
      Method method = plan.methods().get(i);
      Summary s = results.summary(plan.effective(plan.settings().getFirst(), method), method);
      if (s != null) {
        Interval interval = s.score(variable).crps();
        curves.add(new Curve(null, new double[] {i + 1}, new double[] {interval.value()}, method.color(),
            Curve.Style.POINTS));
        bars(curves, List.of(new double[] {i + 1, interval.value(), interval.low(), interval.high()}), method.color());
      }
    }
    return new Panel(title, "filters in the order of the legend", "CRPS", -0.02 * above(curves), above(curves), Double.NaN, curves);
  }
}
