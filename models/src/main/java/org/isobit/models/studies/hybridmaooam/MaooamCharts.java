package org.isobit.models.studies.hybridmaooam;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isobit.models.chart.Curve;
import org.isobit.models.chart.Figure;
import org.isobit.models.chart.Panel;
import org.isobit.models.scores.Bootstrap.Interval;
import org.isobit.models.studies.StudyCurves;
import org.isobit.models.studies.StudyPictures.Drawing;
import org.isobit.models.studies.StudyText;

/** The pictures: errors against lead, the two streamfunctions against each other, and experiments. */
final class MaooamCharts {

  static final List<String> NAMES = List.of("errors", "free-runs", "experiments");

  private static final int GREY = 0xD8D8D8;
  private static final int DARK = 0x222222;
  private static final int COLOR = 0xD55E00;
  private static final int PANEL = 330;

  /** Streamfunctions of the ocean are drawn in this unit. */
  private static final double UNIT = 1e-4;

  private MaooamCharts() {}

  /** The pictures by the names of their files. */
  static Map<String, Drawing> all(Results results) {
    Map<String, Drawing> all = new LinkedHashMap<>();
    all.put(NAMES.get(0), Drawing.of(errors(results)));
    all.put(NAMES.get(1), Drawing.of(freeRuns(results)));
    if (results.cases().size() > 2) {
      all.put(NAMES.get(2), Drawing.of(experiments(results)));
    }
    return all;
  }

  private static List<Contender> drawn() {
    return List.of(Contender.TRUNCATED, Contender.regression(Case.ANALYSES), Contender.hybrid(Case.ANALYSES),
        Contender.hybrid(Case.PERFECT));
  }

  private static Curve.Style style(Contender contender) {
    return contender.truncated() ? Curve.Style.BOLD
        : contender.job().part() == Job.Part.REGRESSION ? Curve.Style.DASHED : Curve.Style.LINE;
  }

  /** Errors against lead; points are the published ones, of other parameters. */
  private static Figure errors(Results results) {
    List<Panel> panels = new ArrayList<>();
    int[] leads = results.sizes().leads();
    for (Observed v : Observed.values()) {
      int count = v.ocean() ? leads.length : Math.max(1, leads.length / 3);
      double[] days = IntStream.rangeClosed(0, count).mapToDouble(i -> i == 0 ? 0 : results.days(i - 1)).toArray();
      List<Curve> curves = new ArrayList<>();
      curves.add(StudyCurves.level(0, 1.08 * days[count], 0, GREY));
      for (Contender c : drawn()) {
        curves.add(new Curve(null, days, IntStream.rangeClosed(0, count)
            .mapToDouble(i -> i == 0 ? 0 : results.relativeValue(c, v, i - 1)).toArray(), c.color(), style(c)));
        double published = Published.error(c.label(), v);
        if (!Double.isNaN(published)) {
          curves.add(new Curve(null, new double[] {results.days(results.judged(v))}, new double[] {published},
              c.color(), Curve.Style.SQUARES));
        }
      }
      panels.add(new Panel(v.label(), "days", "R-RMSE", 0, 1.1 * highest(curves), Double.NaN, curves));
    }
    List<Curve> legend = new ArrayList<>();
    drawn().forEach(c -> legend.add(StudyCurves.entry(c.label(), c.color(), style(c))));
    legend.add(StudyCurves.entry("published, other parameters", DARK, Curve.Style.SQUARES));
    return new Figure(StudyText.marked("hybrid-maooam: errors of forecasts", results.sizes().quick()),
        "Root mean square over tests, starts and networks, by the root of twice the truth's variance over tests", 3,
        PANEL, panels, legend);
  }

  private static double highest(List<Curve> curves) {
    double highest = 0.0;
    for (Curve curve : curves) {
      for (double y : curve.y()) {
        highest = y > highest ? y : highest;
      }
    }
    return highest;
  }

  /** States of free runs, as the published Fig. 3. */
  private static Figure freeRuns(Results results) {
    List<Contender> models = List.of(Contender.TRUNCATED, Contender.hybrid(Case.ANALYSES),
        Contender.hybrid(Case.PERFECT));
    double[] range = range(results, models);
    List<Panel> panels = new ArrayList<>();
    panels.add(scatter("truth", results.truth(Observed.PSI_O2), results.truth(Observed.PSI_A1), DARK, range));
    for (Contender c : models) {
      panels.add(scatter(c.label(), results.free(c, Observed.PSI_O2)[0], results.free(c, Observed.PSI_A1)[0], c.color(),
          range));
    }
    return new Figure(StudyText.marked("hybrid-maooam: free runs", results.sizes().quick()),
        "States of all tests, of hybrids with the first network, every "
            + StudyText.number(results.sizes().thin() * CoupledSystem.DAYS) + " days", 2, PANEL, panels);
  }

  private static double[] range(Results results, List<Contender> models) {
    double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY};
    for (int k = 0; k < 2; k++) {
      Observed v = k == 0 ? Observed.PSI_O2 : Observed.PSI_A1;
      List<double[][]> all = new ArrayList<>();
      all.add(results.truth(v));
      models.forEach(c -> all.add(results.free(c, v)[0]));
      for (double[][] runs : all) {
        for (double[] run : runs) {
          for (double x : run) {
            range[2 * k] = x < range[2 * k] ? x : range[2 * k];
            range[2 * k + 1] = x > range[2 * k + 1] ? x : range[2 * k + 1];
          }
        }
      }
    }
    return range;
  }

  private static Panel scatter(String title, double[][] ocean, double[][] atmosphere, int color, double[] range) {
    List<double[]> points = new ArrayList<>();
    for (int t = 0; t < ocean.length; t++) {
      for (int k = 0; k < ocean[t].length; k++) {
        if (!Double.isNaN(ocean[t][k]) && !Double.isNaN(atmosphere[t][k])) {
          points.add(new double[] {ocean[t][k] / UNIT, atmosphere[t][k]});
        }
      }
    }
    points.sort(Comparator.comparingDouble(p -> p[0]));
    double low = range[0] / UNIT;
    double high = range[1] / UNIT;
    double bottom = range[2] - 0.03 * (range[3] - range[2]);
    return new Panel(title, "psi_o2 (1e-4)", "psi_a1", bottom, range[3] + 0.03 * (range[3] - range[2]), Double.NaN,
        List.of(StudyCurves.level(low - 0.03 * (high - low), high + 0.03 * (high - low), bottom, GREY),
            new Curve(null, points.stream().mapToDouble(p -> p[0]).toArray(),
                points.stream().mapToDouble(p -> p[1]).toArray(), color, Curve.Style.POINTS)));
  }

  /** Ratios of errors to the truncated model's, case by case. */
  private static Figure experiments(Results results) {
    List<Case> cases = results.cases();
    List<Panel> panels = new ArrayList<>();
    double[] x = IntStream.range(0, cases.size()).mapToDouble(i -> i + 1).toArray();
    for (Observed v : Observed.values()) {
      Interval[] intervals = cases.stream().map(c -> results.ratio(Contender.hybrid(c), v).interval())
          .toArray(Interval[]::new);
      List<Curve> curves = new ArrayList<>(List.of(StudyCurves.level(0.4, cases.size() + 0.6, 1, GREY)));
      double top = 2.0;
      curves.add(StudyCurves.bars(x, intervals, top, COLOR));
      curves.add(new Curve(null, x, StudyCurves.values(intervals, top), COLOR, Curve.Style.POINTS));
      panels.add(new Panel(v.label(), "cases by their numbers", "error by truncated", 0, Double.NaN, Double.NaN,
          curves));
    }
    List<Curve> legend = IntStream.range(0, cases.size()).mapToObj(i ->
        StudyCurves.entry(i + 1 + " " + cases.get(i).label(), COLOR, Curve.Style.POINTS)).toList();
    return new Figure(StudyText.marked("hybrid-maooam: experiments", results.sizes().quick()),
        "Errors by those of the truncated model; bars: 95 % intervals, resampling networks and tests", 3, PANEL,
        panels, legend);
  }
}
