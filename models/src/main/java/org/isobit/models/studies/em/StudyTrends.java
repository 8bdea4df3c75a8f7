package org.isobit.models.studies.em;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.isobit.kernels.elementary.LogReference;
import org.isobit.models.chart.Curve;
import org.isobit.models.chart.Figure;
import org.isobit.models.chart.Panel;
import org.isobit.models.studies.StudyCurves;
import org.isobit.models.studies.StudyText;

/** What estimates come to, against how much is observed or how well. */
final class StudyTrends {

  private static final int SEED = 0x0072B2;
  private static final int MEAN = 0x222222;
  private static final int GATE = 0xD55E00;
  private static final int PANEL = 330;

  private final Results results;
  private final List<Setting> settings;
  private final ToDoubleFunction<Setting> at;
  private final String axis;
  private final List<Panel> panels = new ArrayList<>();

  private StudyTrends(Results results, List<Setting> settings, ToDoubleFunction<Setting> at, String axis) {
    this.results = results;
    this.settings = settings.stream().sorted(Comparator.comparingDouble(at)).toList();
    this.at = at;
    this.axis = axis;
  }

  /** The picture of a plan; null if it has none. */
  static Figure of(StudyPlan plan, List<Setting> all, Results results) {
    List<Setting> settings = all.stream().filter(Setting::isObserved).toList();
    boolean observed = plan.name().equals("observed");
    if (settings.size() < 2 || !observed && !plan.name().equals("two-scale")) {
      return null;
    }
    StudyTrends t = observed
        ? new StudyTrends(results, settings, s -> s.observed() / (double) s.system().size(), "part that is observed")
        : new StudyTrends(results, settings, s -> LogReference.log(s.sigma()) / StudyCharts.LN_TEN,
            "standard deviation of errors, logarithm");
    if (observed) {
      t.panel("max|A − A_true|", Outcome::lastDistance, 0.0, 0.05);
      t.panel("RMSE of the likeliest trajectory", Outcome::likeliestRmse, 0.0, 0.13);
      t.panel("√q", Outcome::deviation, 0.0, 0.04);
      t.panel("λ_1", Results::greatest, 1.64, 1.74);
    } else {
      t.panel("coefficient of x_n", Results::linear, -1.515, -1.315);
      t.panel("F", Results::forcing, 9.64, 10.04);
      t.panel("√q", Outcome::deviation, 0.02, 0.05);
      t.panel("RMSE of forecasts after 1 unit", o -> Results.skill(o, 1.0), 0.0, 0.5);
      t.panel("standard deviation of the climate / the truth's", Results::climate, 0.97, 1.03);
      t.panel("RMSE of the likeliest trajectory", Outcome::likeliestRmse, Double.NaN, Double.NaN);
    }
    List<Curve> legend = List.of(StudyCurves.entry("mean", MEAN, Curve.Style.BOLD),
        StudyCurves.entry("a seed", SEED, Curve.Style.LINE), StudyCurves.entry("gate", GATE, Curve.Style.LINE));
    return new Figure(StudyText.marked(plan.name() + ": estimates", results.quick()), plan.title()
        + (observed ? "" : "; logarithm to the base of 10"), 2, PANEL, t.panels, legend);
  }

  private void panel(String title, ToDoubleFunction<Outcome> value, double low, double high) {
    double[] x = settings.stream().mapToDouble(at).toArray();
    List<Curve> curves = new ArrayList<>();
    int seeds = settings.stream().mapToInt(s -> results.of(s).size()).min().orElse(0);
    for (int seed = 0; seed < seeds; seed++) {
      int one = seed;
      curves.add(new Curve(null, x, settings.stream().mapToDouble(s -> value(results.of(s).get(one), value)).toArray(),
          SEED, Curve.Style.LINE));
    }
    curves.add(new Curve(null, x, settings.stream().mapToDouble(s -> results.mean(s, value)).toArray(), MEAN,
        Curve.Style.BOLD));
    for (double level : new double[] {low, high}) {
      if (level != 0.0 && !Double.isNaN(level)) {
        curves.add(new Curve(null, new double[] {x[0], x[x.length - 1]}, new double[] {level, level}, GATE,
            Curve.Style.LINE));
      }
    }
    panels.add(new Panel(title, axis, "", Double.NaN, Double.NaN, Double.NaN, curves));
  }

  private static double value(Outcome outcome, ToDoubleFunction<Outcome> value) {
    return outcome.failure().isEmpty() ? value.applyAsDouble(outcome) : Double.NaN;
  }
}
