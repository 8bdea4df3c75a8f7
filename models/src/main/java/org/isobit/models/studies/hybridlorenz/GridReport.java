package org.isobit.models.studies.hybridlorenz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.isobit.models.chart.Curve;
import org.isobit.models.chart.Figure;
import org.isobit.models.chart.Panel;
import org.isobit.models.scores.Bootstrap.Interval;
import org.isobit.models.studies.ResultTable;
import org.isobit.models.studies.StudyCurves;
import org.isobit.models.studies.StudyText;

/** Scores against the settings of figure 2, of all settings that were run. */
final class GridReport {

  private static final double LEAD = 2.0;
  private static final int TRUNCATED = 0x8A8A8A;
  private static final int WITHOUT = 0xD55E00;
  private static final int FILTERED = 0x009E73;
  private static final int PERFECT = 0x0072B2;
  private static final int HEIGHT = 400;

  /**
   * A setting's scores.
   *
   * @param rmse     of analyses; NaN of the truth
   * @param loss     of validation, mean over networks
   * @param rrmse    at 2 units of time
   * @param ratio    to that of the truncated model
   * @param networks how many
   */
  record Row(Setting setting, double rmse, double loss, Interval rrmse, Interval ratio, int networks) {

    double time() {
      return setting.interval() * LorenzSystem.STEP;
    }
  }

  static final ResultTable<Row> TABLE = ResultTable.<Row>of().column("setting", r -> r.setting.label())
      .column("observed", r -> r.setting.observed()).column("interval", "", "%.2f", Row::time)
      .column("variance", r -> r.setting.perfect() ? Double.NaN : r.setting.variance())
      .column("filter", r -> r.setting.filter()).column("perfect", r -> r.setting.perfect())
      .column("networks", Row::networks).column("analysis RMSE", "", "%.4f", Row::rmse)
      .column("loss", "", "%.4f", Row::loss).interval("rrmse", Row::rrmse).interval("ratio", Row::ratio);

  private final Results results;
  private final List<Row> rows = new ArrayList<>();

  GridReport(Results results, LorenzTables tables, List<Setting> settings) {
    this.results = results;
    for (Setting setting : settings) {
      Contender hybrid = results.hybrid(setting, Job.Part.NETWORK);
      if (hybrid != null) {
        LorenzTables.SkillRow skill = tables.skill(hybrid, results.lead(LEAD));
        double loss = 0.0;
        for (RunRecord record : hybrid.records()) {
          loss += record.training().loss() / hybrid.networks();
        }
        RunRecord.Analyses analyses = results.analyses(setting);
        double rmse = setting.perfect() || analyses == null ? Double.NaN
            : Arrays.stream(analyses.rmse()).sum() / analyses.rmse().length;
        rows.add(new Row(setting, rmse, loss, skill.rrmse(), skill.ratio(), hybrid.networks()));
      }
    }
  }

  List<Row> rows() {
    return rows;
  }

  /** The panels of figure 2 at one lead; null if nothing was run. */
  Figure figure() {
    if (rows.isEmpty()) {
      return null;
    }
    List<Curve> left = new ArrayList<>(List.of(truncated(16.0, 38.0)));
    add(left, rows(r -> is(r, 0, 5, 0.1, 1)), WITHOUT, r -> r.setting.observed());
    for (int observed : LorenzPlan.OBSERVED) {
      published(left, List.of(new Published(Published.LEFT, "", observed,
          Published.at(Published.LEFT, "DA_Ny" + observed, LEAD))), WITHOUT, x -> x);
    }
    List<Curve> middle = new ArrayList<>(List.of(truncated(0.0, 0.16)));
    add(middle, rows(r -> is(r, LorenzSystem.SLOW, 0, 0.1, 1)), WITHOUT, Row::time);
    add(middle, rows(r -> r.setting.perfect()), PERFECT, Row::time);
    published(middle, Published.of(Published.MIDDLE, "DA_hybrid"), WITHOUT, x -> x);
    published(middle, Published.of(Published.MIDDLE, "perfect_obs_hybrid"), PERFECT, x -> x);
    List<Curve> right = new ArrayList<>(List.of(truncated(-1.4, 0.4)));
    add(right, rows(r -> is(r, LorenzSystem.SLOW, 5, 0.0, 1)), WITHOUT, r -> LorenzCharts.log10(r.setting.variance()));
    add(right, rows(r -> is(r, LorenzSystem.SLOW, 5, 0.0, 5)), FILTERED, r -> LorenzCharts.log10(r.setting.variance()));
    published(right, Published.of(Published.RIGHT, "no_filter"), WITHOUT, LorenzCharts::log10);
    published(right, Published.of(Published.RIGHT, "filter5"), FILTERED, LorenzCharts::log10);
    return new Figure(StudyText.marked("Sensitivity of the hybrid model's forecasts", results.sizes().quick()),
        "Bars: 95 % intervals, resampling starts and networks; diamonds: published, with 20 starts", 3, HEIGHT,
        List.of(panel("variables that are observed", "of 36", left),
            panel("time between analyses", "units of time", middle),
            panel("observation errors", "log10 of their variance", right)),
        List.of(StudyCurves.entry("truncated", TRUNCATED, Curve.Style.LINE),
            StudyCurves.entry("from analyses", WITHOUT, Curve.Style.LINE),
            StudyCurves.entry("from analyses, moving average", FILTERED, Curve.Style.LINE),
            StudyCurves.entry("from the truth", PERFECT, Curve.Style.LINE)));
  }

  private static Panel panel(String title, String x, List<Curve> curves) {
    return new Panel(title, x, "R-RMSE at 2 units of time", 0.0, 0.8, Double.NaN, curves);
  }

  /** The truncated model's error, from one end of the frame to the other. */
  private Curve truncated(double from, double to) {
    Contender truncated = results.truncated();
    return StudyCurves.level(from, to, truncated.relative(results.lead(LEAD), new int[] {0},
        Contender.starts(List.of(truncated)), null), TRUNCATED);
  }

  private List<Row> rows(Predicate<Row> which) {
    return rows.stream().filter(which).toList();
  }

  /** Whether a row is of analyses with the published noise and these numbers; 0: with any. */
  private static boolean is(Row row, int observed, int interval, double variance, int filter) {
    Setting setting = row.setting;
    return !setting.perfect() && setting.noise() == Setting.Noise.SHIFT && setting.filter() == filter
        && (observed == 0 || setting.observed() == observed) && (interval == 0 || setting.interval() == interval)
        && (variance == 0.0 || setting.variance() == variance);
  }

  private static void add(List<Curve> curves, List<Row> some, int color, ToDoubleFunction<Row> place) {
    List<Row> sorted = some.stream().sorted(Comparator.comparingDouble(place)).toList();
    double[] x = sorted.stream().mapToDouble(place).toArray();
    Interval[] y = sorted.stream().map(Row::rrmse).toArray(Interval[]::new);
    curves.add(new Curve(null, x, StudyCurves.values(y, 2.0), color, Curve.Style.LINE));
    curves.add(StudyCurves.bars(x, y, 2.0, color));
  }

  private static void published(List<Curve> curves, List<Published> points, int color, DoubleUnaryOperator place) {
    curves.add(new Curve(null, points.stream().mapToDouble(p -> place.applyAsDouble(p.x())).toArray(),
        points.stream().mapToDouble(Published::rrmse).toArray(), color, Curve.Style.DIAMONDS));
  }
}
