package org.isobit.models.twin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isobit.models.chart.Curve;
import org.isobit.models.chart.Figure;
import org.isobit.models.chart.Panel;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.twin.TwinResult.Run;

/**
 * The picture of a twin experiment: RMSE and spread over time; truth, observations and analyses of one variable; the
 * analyses' errors. Shows the first seed.
 */
final class TwinCharts {

  /** Okabe and Ito's colours, which colour-blind people can tell apart, and two more. */
  private static final int[] COLORS =
      {0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x8B5A2B, 0x7A3E9D, 0x6B6B00};
  private static final int TRUTH = 0x222222;
  private static final int OBSERVATION = 0x9A9A9A;

  /** Cycles of the lower panels. */
  private static final int DETAIL = 120;

  /** Windows into which the upper panel's series are averaged. */
  private static final int WINDOWS = 150;

  private TwinCharts() {}

  /** What the model calls a variable, with its unit if that is known. */
  private static String name(Experiment e, int variable) {
    ModelProfile profile = e.model().provider().profile(e.model().values());
    return profile == null ? "x[" + variable + "]"
        : profile.layout().variable(variable) + (unit(e, variable).isEmpty() ? "" : " (" + unit(e, variable) + ")");
  }

  /** The unit of a variable; empty if it has none that is known. */
  static String unit(Experiment e, int variable) {
    ModelProfile profile = e.model().provider().profile(e.model().values());
    String unit = profile == null ? "" : profile.layout().fields().get(profile.layout().fieldOf(variable)).unit();
    return unit.equals("1") ? "" : unit;
  }

  /** The colour of a method. */
  static int color(int method) {
    return COLORS[method % COLORS.length];
  }

  static Figure of(TwinResult result) {
    Experiment e = result.experiment();
    long seed = e.seeds().getFirst();
    List<Run> runs = result.runs().stream().filter(run -> run.seed() == seed).toList();
    return new Figure(e.title(),
        e.model().name() + ", " + e.model().size() + " variables, " + e.observations().indices().size()
            + " observed with error variance " + e.observations().variance() + "; " + e.cycles() + " cycles, seed "
            + seed,
        List.of(scores(result, runs), variable(result, runs), errors(result, runs)));
  }

  private static Panel scores(TwinResult result, List<Run> runs) {
    Experiment e = result.experiment();
    List<Curve> curves = new ArrayList<>();
    int window = Math.max(1, e.cycles() / WINDOWS);
    double highest = 0;
    TimeAxis time = TimeAxis.of(e, e.cycles());
    for (Run run : runs) {
      double[] rmse = averaged(run.series().rmse(), window);
      double[] spread = averaged(run.series().spread(), window);
      double[] times = times(time, rmse.length, window);
      String label = e.methods().get(run.method()).label();
      int color = color(run.method());
      curves.add(new Curve(label, times, rmse, color, Curve.Style.LINE));
      curves.add(new Curve(null, times, spread, color, Curve.Style.DASHED));
      if (!run.diverged()) {
        highest = Math.max(highest, Math.max(highest(rmse), highest(spread)));
      }
    }
    String smoothing = window == 1 ? "" : ", means of " + window + " cycles";
    return new Panel("Analysis RMSE (solid) and ensemble spread (dashed)" + smoothing, time.label(),
        "RMSE, spread", 0, highest == 0 ? 1.2 * result.climatology() : highest, e.burnIn() * time.cycle(), curves);
  }

  private static Panel variable(TwinResult result, List<Run> runs) {
    Experiment e = result.experiment();
    int from = Math.max(0, e.cycles() - DETAIL);
    TimeAxis time = TimeAxis.of(e, e.cycles() - from);
    double[] times = detailTimes(time, e, from);
    List<Curve> curves = new ArrayList<>();
    curves.add(new Curve("truth", times, tail(result.tracks().truth(), from, e), TRUTH, Curve.Style.BOLD));
    curves.add(new Curve("observations", times, tail(result.tracks().observed(), from, e), OBSERVATION,
        Curve.Style.POINTS));
    for (Run run : runs) {
      curves.add(new Curve(e.methods().get(run.method()).label(), times, tail(run.plotted(), from, e),
          color(run.method()), Curve.Style.LINE));
    }
    // The truth gives the scale, so that a diverged run does not flatten it.
    double[] truth = tail(result.tracks().truth(), from, e);
    double margin = 2 * Math.sqrt(e.observations().variance());
    return new Panel("Variable " + e.plotted() + ": truth, observations, analysis means; the last " + times.length
        + " cycles", time.label(), name(e, e.plotted()), lowest(truth) - margin, highest(truth) + margin,
        Double.NaN, curves);
  }

  private static Panel errors(TwinResult result, List<Run> runs) {
    Experiment e = result.experiment();
    int from = Math.max(0, e.cycles() - DETAIL);
    TimeAxis time = TimeAxis.of(e, e.cycles() - from);
    double[] times = detailTimes(time, e, from);
    double[] truth = tail(result.tracks().truth(), from, e);
    List<Curve> curves = new ArrayList<>();
    curves.add(new Curve("observations", times, minus(tail(result.tracks().observed(), from, e), truth), OBSERVATION,
        Curve.Style.POINTS));
    double widest = 0;
    for (Run run : runs) {
      double[] error = minus(tail(run.plotted(), from, e), truth);
      widest = run.diverged() ? widest : Math.max(widest, Math.max(highest(error), -lowest(error)));
      curves.add(new Curve(e.methods().get(run.method()).label(), times, error,
          color(run.method()), Curve.Style.LINE));
    }
    // Observation errors may leave the frame: two standard deviations of them give the scale.
    double half = Math.max(widest, 2 * Math.sqrt(e.observations().variance()));
    return new Panel("Variable " + e.plotted() + ": errors against the truth", time.label(),
        "error of " + name(e, e.plotted()), -half, half, Double.NaN, curves);
  }

  private static double[] detailTimes(TimeAxis time, Experiment e, int from) {
    double[] times = new double[e.cycles() - from];
    for (int i = 0; i < times.length; i++) {
      times[i] = time.at(from + i);
    }
    return times;
  }

  /** The windows' middles. */
  private static double[] times(TimeAxis time, int windows, int window) {
    double[] times = new double[windows];
    for (int i = 0; i < windows; i++) {
      times[i] = time.at(i * window + (window - 1) / 2.0);
    }
    return times;
  }

  /** The cycles from {@code from} on; NaN where a run did not get. */
  private static double[] tail(double[] series, int from, Experiment e) {
    double[] tail = new double[e.cycles() - from];
    Arrays.fill(tail, Double.NaN);
    if (series.length > from) {
      System.arraycopy(series, from, tail, 0, series.length - from);
    }
    return tail;
  }

  private static double[] averaged(double[] series, int window) {
    double[] means = new double[series.length / window];
    for (int i = 0; i < means.length; i++) {
      for (int j = 0; j < window; j++) {
        means[i] += series[i * window + j] / window;
      }
    }
    return means;
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  private static double highest(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
  }

  private static double lowest(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
  }
}
