package org.isobit.models.studies.hybridlorenz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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

  /** The panels of figure 2 that there are rows of; null if none. */
  Figure figure() {
    List<Panel> panels = new ArrayList<>();
    List<Curve> middle = new ArrayList<>();
    add(middle, rows.stream().filter(r -> !r.setting.perfect() && is(r.setting, 36, 0.1, 1)).toList(), WITHOUT, true);
    add(middle, rows.stream().filter(r -> r.setting.perfect()).toList(), PERFECT, true);
    published(middle, Published.MIDDLE, "DA_hybrid", WITHOUT, false);
    published(middle, Published.MIDDLE, "perfect_obs_hybrid", PERFECT, false);
    List<Curve> right = new ArrayList<>();
    List<Row> five = rows.stream().filter(r -> !r.setting.perfect() && r.setting.observed() == LorenzSystem.SLOW
        && r.setting.interval() == 5 && r.setting.noise() == Setting.Noise.SHIFT).toList();
    add(right, five.stream().filter(r -> r.setting.filter() == 1).toList(), WITHOUT, false);
    add(right, five.stream().filter(r -> r.setting.filter() == 5).toList(), FILTERED, false);
    published(right, Published.RIGHT, "no_filter", WITHOUT, true);
    published(right, Published.RIGHT, "filter5", FILTERED, true);
    panels.add(new Panel("time between analyses", "units of time", "R-RMSE at 2 units of time", 0.0, 1.0, Double.NaN,
        middle));
    panels.add(new Panel("variance of observation errors", "0.05, 0.1, 0.2, 0.5, 1, 2, at equal distances", "R-RMSE",
        0.0, 1.0, Double.NaN, right));
    return rows.isEmpty() ? null : new Figure(StudyText.marked("Sensitivity of the hybrid model's forecasts",
        results.sizes().quick()), "Bars: 95 % intervals, resampling starts and networks; diamonds: published", 2,
        HEIGHT, panels, List.of(StudyCurves.entry("from analyses", WITHOUT, Curve.Style.LINE),
            StudyCurves.entry("from analyses, moving average", FILTERED, Curve.Style.LINE),
            StudyCurves.entry("from the truth", PERFECT, Curve.Style.LINE)));
  }

  private static boolean is(Setting setting, int observed, double variance, int filter) {
    return setting.observed() == observed && setting.variance() == variance && setting.filter() == filter
        && setting.noise() == Setting.Noise.SHIFT;
  }

  /** Where a variance stands: by its place among those of the figure. */
  private static double place(double variance) {
    int at = LorenzPlan.VARIANCES.indexOf(variance);
    return at < 0 ? Double.NaN : at;
  }

  private static void add(List<Curve> curves, List<Row> some, int color, boolean byTime) {
    List<Row> sorted = some.stream().filter(r -> byTime || place(r.setting.variance()) >= 0.0)
        .sorted(Comparator.comparingDouble(r -> byTime ? r.time() : place(r.setting.variance()))).toList();
    double[] x = sorted.stream().mapToDouble(r -> byTime ? r.time() : place(r.setting.variance())).toArray();
    Interval[] y = sorted.stream().map(Row::rrmse).toArray(Interval[]::new);
    curves.add(new Curve(null, x, StudyCurves.values(y, 2.0), color, Curve.Style.LINE));
    curves.add(StudyCurves.bars(x, y, 2.0, color));
  }

  private static void published(List<Curve> curves, String panel, String series, int color, boolean byPlace) {
    List<Published> points = Published.of(panel, series);
    curves.add(new Curve(null, points.stream().mapToDouble(p -> byPlace ? place(p.x()) : p.x()).toArray(),
        points.stream().mapToDouble(Published::rrmse).toArray(), color, Curve.Style.DIAMONDS));
  }
}
