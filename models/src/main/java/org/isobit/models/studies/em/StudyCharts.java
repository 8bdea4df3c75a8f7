package org.isobit.models.studies.em;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.isobit.kernels.elementary.LogReference;
import org.isobit.models.chart.ColorScale;
import org.isobit.models.chart.Curve;
import org.isobit.models.chart.Figure;
import org.isobit.models.chart.MapPanel;
import org.isobit.models.chart.Panel;
import org.isobit.models.chart.PlotFigure;
import org.isobit.models.studies.StudyCurves;
import org.isobit.models.studies.StudyPictures.Drawing;
import org.isobit.models.studies.StudyText;

/** The pictures of a plan: its iterations, its models' forecasts and statistics, and a forecast beside the truth. */
final class StudyCharts {

  private static final int[] COLORS = {0xD55E00, 0x0072B2, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9};
  private static final int TRUTH = 0x222222;
  static final double LN_TEN = 0x1.26bb1bbb55516p1;
  private static final int PANEL = 330;

  private StudyCharts() {}

  /** The pictures by the names of their files. */
  static Map<String, Drawing> of(StudyPlan plan, Results results) {
    Map<String, Drawing> pictures = new LinkedHashMap<>();
    List<Setting> settings = plan.settings().stream().filter(s -> !results.of(s).isEmpty()).toList();
    if (settings.isEmpty()) {
      return pictures;
    }
    pictures.put(plan.name() + "-iterations", Drawing.of(iterations(plan, settings, results)));
    pictures.put(plan.name() + "-models", Drawing.of(models(plan, settings, results)));
    Figure curves = StudyTrends.of(plan, settings, results);
    if (curves != null) {
      pictures.put(plan.name() + "-curves", Drawing.of(curves));
    }
    PlotFigure states = states(plan, settings, results);
    if (states != null) {
      pictures.put(plan.name() + "-states", Drawing.of(states));
    }
    return pictures;
  }

  private static String name(StudyPlan plan, Setting s) {
    if (!s.isObserved()) {
      return s.kind().label();
    }
    return switch (plan.name()) {
      case "base", "schemes" -> s.scheme().label() + ", " + s.acceleration().label();
      case "observed" -> s.observed() + " observed";
      case "two-scale" -> "errors of " + s.sigma();
      case "surrogates" -> s.kind().label() + ", " + s.system().size() + " variables";
      default -> s.kind().label();
    };
  }

  private static List<Curve> legend(StudyPlan plan, List<Setting> settings, boolean truth) {
    List<Curve> legend = new ArrayList<>();
    if (truth) {
      legend.add(StudyCurves.entry("truth", TRUTH, Curve.Style.BOLD));
    }
    settings.forEach(s -> legend.add(StudyCurves.entry(name(plan, s), color(plan, s), Curve.Style.LINE)));
    return legend;
  }

  private static int color(StudyPlan plan, Setting setting) {
    return COLORS[plan.settings().indexOf(setting) % COLORS.length];
  }

  /** What iterations come to, a line a seed. */
  static Figure iterations(StudyPlan plan, List<Setting> settings, Results results) {
    List<Panel> panels = new ArrayList<>();
    panels.add(panel("RMSE of the smoother, logarithm", "iteration", lines(plan, settings, results,
        o -> logs(o.rmse()))));
    panels.add(panel("max|A − A_true|, logarithm", "iteration", lines(plan, settings, results,
        o -> logs(o.distance()))));
    panels.add(panel("√q, logarithm", "iteration", lines(plan, settings, results, o -> logs(o.deviations()))));
    panels.add(panel("evidence of an observation time", "iteration", lines(plan, settings, results, o ->
        highest(o.evidence()))));
    return new Figure(StudyText.marked(plan.name() + ": iterations", results.quick()), plan.title()
        + "; a line a seed; logarithms to the base of 10; gaps: points that were refused", 2, PANEL, panels,
        legend(plan, settings, false));
  }

  /** Numbers that are at most so far below the last one that these can be told apart. */
  private static double[] highest(double[] values) {
    double[] highest = values.clone();
    for (int i = 0; i < highest.length; i++) {
      highest[i] = highest[i] < values[values.length - 1] - 5.0 ? Double.NaN : highest[i];
    }
    return highest;
  }

  /** Forecast errors, power spectra, Lyapunov exponents. */
  static Figure models(StudyPlan plan, List<Setting> settings, Results results) {
    List<Setting> first = settings.stream()
        .filter(s -> results.of(s).stream().anyMatch(o -> o.scores() != null)).toList();
    List<Panel> panels = new ArrayList<>();
    List<Curve> skill = new ArrayList<>();
    List<Curve> power = new ArrayList<>();
    List<Curve> exponents = new ArrayList<>();
    ModelScores truth = results.of(settings.getFirst()).getFirst().truth();
    power.add(new Curve(null, steps(truth.spectrum().length, frequency()), logs(truth.spectrum()), TRUTH,
        Curve.Style.BOLD));
    if (settings.getFirst().system() == EmSystem.LORENZ96) {
      exponents.add(new Curve(null, steps(Results.PUBLISHED.length, 1.0), Results.PUBLISHED, TRUTH,
          Curve.Style.BOLD));
    }
    for (Setting s : first) {
      for (Outcome o : results.of(s)) {
        if (o.scores() != null) {
          double[] errors = bounded(o.scores().skill(), 2.0 * truth.sd());
          skill.add(new Curve(null, steps(errors.length, EmSystem.INTERVAL), errors, color(plan, s),
              Curve.Style.LINE));
          power.add(new Curve(null, steps(truth.spectrum().length, frequency()), logs(o.scores().spectrum()),
              color(plan, s), Curve.Style.LINE));
          exponents.add(new Curve(null, steps(o.exponents().length, 1.0), o.exponents(), color(plan, s),
              Curve.Style.LINE));
        }
      }
    }
    panels.add(panel("RMSE of forecasts from the truth", "lead", skill));
    panels.add(panel("power spectrum, logarithm", "frequency", power));
    panels.add(panel("Lyapunov exponents", "number", exponents));
    return new Figure(StudyText.marked(plan.name() + ": models", results.quick()), plan.title()
        + "; a line a seed; logarithms to the base of 10", 2, PANEL, panels, legend(plan, settings, true));
  }

  private static double frequency() {
    return 1.0 / (ModelScores.SEGMENT * EmSystem.INTERVAL);
  }

  /** Truth, forecast from the same state, and what is between them, of the best observed setting's first seed. */
  static PlotFigure states(StudyPlan plan, List<Setting> settings, Results results) {
    Setting shown = settings.stream().filter(Setting::isObserved).min(Comparator.comparingDouble(Setting::sigma)
        .thenComparingInt(s -> -s.observed())).orElse(settings.getFirst());
    Outcome outcome = results.of(shown).getFirst();
    if (outcome.scores() == null || Arrays.stream(outcome.scores().states()).anyMatch(x -> !Double.isFinite(x))) {
      return null;
    }
    int n = shown.system().size();
    double[] truth = outcome.truth().states();
    double[] forecast = outcome.scores().states();
    double[] error = new double[truth.length];
    for (int i = 0; i < error.length; i++) {
      error[i] = forecast[i] - truth[i];
    }
    ColorScale scale = ColorScale.field(-8.0, 14.0);
    return new PlotFigure(StudyText.marked(plan.name() + ": truth and forecast", results.quick()),
        plan.title() + "; forecast of the model of " + name(plan, shown) + ", first seed", 3, 250, 420,
        List.of(field("truth", truth, n, scale), field("surrogate", forecast, n, scale),
            field("surrogate − truth", error, n, ColorScale.change(12.0))));
  }

  private static PlotFigure.Field field(String title, double[] states, int n, ColorScale scale) {
    double[] x = new double[n + 1];
    double[] y = new double[ModelScores.STRIP + 1];
    Arrays.setAll(x, i -> i - 0.5);
    Arrays.setAll(y, k -> (k - 0.5) * EmSystem.INTERVAL);
    return new PlotFigure.Field(new MapPanel(title, "", states, "", new MapPanel.Cells(x, y), scale, List.of()),
        "site", "time");
  }

  private static Panel panel(String title, String x, List<Curve> curves) {
    return new Panel(title, x, "", Double.NaN, Double.NaN, Double.NaN, curves);
  }

  private static List<Curve> lines(StudyPlan plan, List<Setting> settings, Results results,
      Function<Outcome, double[]> values) {
    List<Curve> curves = new ArrayList<>();
    for (Setting s : settings) {
      for (Outcome o : results.of(s)) {
        double[] y = values.apply(o);
        curves.add(new Curve(null, steps(y.length, 1.0), y, color(plan, s), Curve.Style.LINE));
      }
    }
    return curves;
  }

  private static double[] steps(int count, double step) {
    double[] steps = new double[count];
    Arrays.setAll(steps, i -> (i + 1) * step);
    return steps;
  }

  private static double[] bounded(double[] values, double most) {
    return Arrays.stream(values).map(v -> v <= most ? v : Double.NaN).toArray();
  }

  /** Decimal logarithms; NaN of what is not positive. */
  private static double[] logs(double[] values) {
    return Arrays.stream(values).map(v -> v > 0.0 && v < Double.POSITIVE_INFINITY ? LogReference.log(v) / LN_TEN
        : Double.NaN).toArray();
  }
}
