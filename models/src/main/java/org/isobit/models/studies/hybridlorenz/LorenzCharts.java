package org.isobit.models.studies.hybridlorenz;

import java.util.ArrayList;
import java.util.Arrays;
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
import org.isobit.models.scores.Bootstrap.Interval;
import org.isobit.models.studies.StudyCurves;
import org.isobit.models.studies.StudyPictures.Drawing;
import org.isobit.models.studies.StudyText;

/** The pictures of the two-scale Lorenz study. */
final class LorenzCharts {

  private static final int TRUTH = 0x222222;
  private static final int TRUNCATED = 0x8A8A8A;
  private static final int HEIGHT = 430;
  private static final double LAST_LEAD = 8.0;
  private static final double LN_10 = 0x1.26bb1bbb55516p1;

  private final Results results;
  private final LorenzTables tables;
  private final List<Contender> models;

  LorenzCharts(Results results, LorenzTables tables, List<Setting> settings) {
    this.results = results;
    this.tables = tables;
    // Of a grid, what the left panel of the figure has: more curves could not be told apart.
    List<Setting> shown = settings.stream().filter(setting -> LorenzPlan.REFERENCE.settings().contains(setting)
        || LorenzPlan.LEFT.settings().contains(setting)).toList();
    models = results.contenders(shown).stream().filter(c -> c.job().part() != Job.Part.RIDGE).toList();
  }

  /** All pictures by the names of their files. */
  Map<String, Drawing> all(List<LorenzTables.SkillRow> skill) {
    Map<String, Drawing> pictures = new LinkedHashMap<>();
    pictures.put("skill", Drawing.of(skill(skill)));
    pictures.put("hovmoller", Drawing.of(hovmoller()));
    pictures.put("densities", Drawing.of(densities()));
    pictures.put("spectra", Drawing.of(spectra()));
    pictures.put("exponents", Drawing.of(exponents()));
    if (models.stream().anyMatch(Contender::isNetwork)) {
      pictures.put("trainings", Drawing.of(trainings()));
    }
    return pictures;
  }

  private static int color(Contender c) {
    if (!c.isNetwork()) {
      return TRUNCATED;
    }
    Setting setting = c.job().setting();
    return setting.equals(LorenzSystem.CODE_EXACT) ? 0xD55E00 : setting.equals(LorenzSystem.PERFECT) ? 0x0072B2
        : setting.equals(LorenzSystem.LITERAL) ? 0x009E73 : setting.observed() == 27 ? 0xCC79A7 : 0xE69F00;
  }

  private String marked(String title) {
    return StudyText.marked(title, results.sizes().quick());
  }

  private List<Curve> legend(boolean truth) {
    List<Curve> legend = new ArrayList<>();
    if (truth) {
      legend.add(StudyCurves.entry("truth", TRUTH, Curve.Style.BOLD));
    }
    models.forEach(c -> legend.add(StudyCurves.entry(shortened(c), color(c), Curve.Style.LINE)));
    return legend;
  }

  /** So that a line has room for all of them. */
  private static String shortened(Contender c) {
    Setting setting = c.job().setting();
    return setting == null || LorenzPlan.REFERENCE.settings().contains(setting) ? c.label()
        : setting.observed() + " observed";
  }

  /** R-RMSE against lead; points: published. */
  private Figure skill(List<LorenzTables.SkillRow> skill) {
    List<Curve> curves = new ArrayList<>();
    for (Contender c : models) {
      List<LorenzTables.SkillRow> own = skill.stream()
          .filter(r -> r.contender().equals(c.label()) && r.lead() <= LAST_LEAD + 1e-9).toList();
      curves.add(new Curve(null, own.stream().mapToDouble(LorenzTables.SkillRow::lead).toArray(),
          own.stream().mapToDouble(r -> r.rrmse().value()).toArray(), color(c), Curve.Style.LINE));
      List<LorenzTables.SkillRow> resampled = own.stream().filter(r -> !Double.isNaN(r.rrmse().low())).toList();
      curves.add(StudyCurves.bars(resampled.stream().mapToDouble(LorenzTables.SkillRow::lead).toArray(),
          resampled.stream().map(LorenzTables.SkillRow::rrmse).toArray(Interval[]::new), 2.0, color(c)));
      List<Published> published = Published.of(Published.LEFT, LorenzTables.series(c)).stream()
          .filter(p -> LorenzTables.LEADS.contains(p.x())).toList();
      curves.add(new Curve(null, published.stream().mapToDouble(Published::x).toArray(),
          published.stream().mapToDouble(Published::rrmse).toArray(), color(c), Curve.Style.DIAMONDS));
    }
    List<Curve> legend = legend(false);
    legend.add(StudyCurves.entry("published", TRUTH, Curve.Style.DIAMONDS));
    return new Figure(marked("Error of forecasts of the slow variables"), results.sizes().starts()
        + " starts from the truth; bars: 95 % intervals, resampling starts and networks; variance of the forecasts", 1,
        HEIGHT, List.of(new Panel("", "lead (units of time)", "R-RMSE", 0.0, 1.0, Double.NaN, curves)), legend);
  }

  /** Truth, truncated and hybrid models of one start, and their errors. */
  private PlotFigure hovmoller() {
    double[][] truth = results.truth().forecasts().field();
    List<PlotFigure.Field> plots = new ArrayList<>();
    ColorScale values = ColorScale.field(-8.0, 14.0);
    ColorScale errors = ColorScale.change(12.0);
    plots.add(field("truth", truth, null, values));
    Contender shown = models.stream().filter(Contender::isNetwork).findFirst().orElse(models.getFirst());
    for (Contender c : List.of(models.getFirst(), shown)) {
      plots.add(field(c.label(), c.record(0).forecasts().field(), null, values));
    }
    plots.add(field("change from the first state", truth, first(truth), errors));
    for (Contender c : List.of(models.getFirst(), shown)) {
      plots.add(field(c.label() + ", less truth", c.record(0).forecasts().field(), truth, errors));
    }
    return PlotFigure.ofMaps(marked("One forecast, its truth, and the difference"),
        "Slow variables on their ring against time; the first of the starts, the first network", 3, plots);
  }

  private static double[][] first(double[][] field) {
    double[][] first = new double[field.length][];
    for (int k = 0; k < first.length; k++) {
      first[k] = field[0];
    }
    return first;
  }

  private PlotFigure.Field field(String title, double[][] states, double[][] less, ColorScale scale) {
    int n = states[0].length;
    double step = Forecasts.FIELD_STEPS * LorenzSystem.STEP;
    double[] cells = new double[states.length * n];
    double[] x = new double[states.length + 1];
    double[] y = new double[n + 1];
    for (int k = 0; k <= states.length; k++) {
      x[k] = (k - 0.5) * step;
    }
    for (int i = 0; i <= n; i++) {
      y[i] = i - 0.5;
    }
    for (int k = 0; k < states.length; k++) {
      for (int i = 0; i < n; i++) {
        cells[i * states.length + k] = less == null ? states[k][i] : states[k][i] - less[k][i];
      }
    }
    return new PlotFigure.Field(new MapPanel(title, "", cells, "", new MapPanel.Cells(x, y), scale, List.of()),
        "time", "variable");
  }

  static double log10(double x) {
    return LogReference.log(x) / LN_10;
  }

  private List<Curve> curves(double[] x, Function<RunRecord, double[]> of, boolean logarithmic) {
    List<Contender> all = new ArrayList<>(models);
    all.add(new Contender("truth", null, List.of(results.truth())));
    List<Curve> curves = new ArrayList<>();
    for (Contender c : all) {
      if (tables.fine(c).length == 0) {
        continue;
      }
      double[] y = LorenzTables.mean(c, of);
      for (int i = 0; logarithmic && i < y.length; i++) {
        y[i] = y[i] > 0.0 ? log10(y[i]) : Double.NaN;
      }
      boolean truth = c.job() == null;
      curves.add(new Curve(null, x, y, truth ? TRUTH : color(c), truth ? Curve.Style.BOLD : Curve.Style.LINE));
    }
    return curves;
  }

  private Figure densities() {
    double[] middles = results.climate().middles();
    List<Panel> panels = List.of(
        new Panel("density", "slow variable", "density", 0.0, Double.NaN, Double.NaN,
            curves(middles, tables::density, false)),
        new Panel("its tails", "slow variable", "log10 of the density", -7.0, 0.0, Double.NaN,
            curves(middles, tables::density, true)));
    return new Figure(marked("Probability density of slow variables"), freeRuns(), 2, HEIGHT, panels, legend(true));
  }

  private String freeRuns() {
    return results.sizes().climateRuns() + " free runs of " + StudyText.number(results.sizes().climateSamples()
        * results.sizes().climateSteps() * LorenzSystem.STEP) + " units of time each; means over networks";
  }

  private Figure spectra() {
    double[] frequencies = results.climate().frequencies();
    double[] x = new double[frequencies.length];
    for (int k = 0; k < x.length; k++) {
      x[k] = log10(frequencies[k]);
    }
    return new Figure(marked("Power spectrum of slow variables"), freeRuns(), 1, HEIGHT, List.of(
        new Panel("", "log10 of the frequency", "log10 of the power", Double.NaN, Double.NaN, Double.NaN,
            curves(x, LorenzTables::spectrum, true))), legend(true));
  }

  /** Lyapunov exponents, and those of finite size. */
  private Figure exponents() {
    List<Contender> all = new ArrayList<>(models);
    all.add(new Contender("truth", null, List.of(results.truth())));
    List<Curve> spectrum = new ArrayList<>();
    List<Curve> growth = new ArrayList<>();
    double[] thresholds = FreeClimate.GROWTH.thresholds();
    int levels = FreeClimate.GROWTH.levels();
    double[] x = new double[levels];
    for (int k = 0; k < levels; k++) {
      x[k] = log10(thresholds[k]);
    }
    spectrum.add(StudyCurves.level(1, LorenzSystem.SLOW, 0.0, 0xD0D0D0));
    for (Contender c : all) {
      double[] exponents = LorenzTables.mean(c, Attractor::exponents);
      double[] index = new double[exponents.length];
      for (int k = 0; k < index.length; k++) {
        index[k] = k + 1;
      }
      boolean truth = c.job() == null;
      int color = truth ? TRUTH : color(c);
      spectrum.add(new Curve(null, index, exponents, color, truth ? Curve.Style.POINTS : Curve.Style.LINE));
      double[] rates = LorenzTables.mean(c, r -> {
        double[] own = new double[levels];
        for (int k = 0; k < levels; k++) {
          own[k] = Attractor.growth(r, LorenzTables.fine(r), k);
        }
        return own;
      });
      growth.add(new Curve(null, x, rates, color, truth ? Curve.Style.BOLD : Curve.Style.LINE));
      growth.add(new Curve(null, x, rates, color, Curve.Style.POINTS));
    }
    return new Figure(marked("Growth of differences"), "Left: Lyapunov exponents; of the truth the slow part of its "
        + "spectrum. Right: from one threshold to the next, slow variables alone", 2, HEIGHT, List.of(
            new Panel("Lyapunov exponents", "number", "exponent", -8.0, 4.0, Double.NaN, spectrum),
            new Panel("differences of finite size", "log10 of the difference", "exponent", 0.0, Double.NaN, Double.NaN,
                growth)), legend(true));
  }

  /** Validation losses by epoch. */
  private Figure trainings() {
    List<Panel> panels = new ArrayList<>();
    for (Contender c : models.stream().filter(Contender::isNetwork).toList()) {
      List<Curve> curves = new ArrayList<>();
      int epochs = 0;
      for (RunRecord r : c.records()) {
        curves.add(losses(r.training().losses(), 0x56B4E9));
        curves.add(losses(r.training().validations(), 0xD55E00));
        epochs = r.training().losses().length;
      }
      Contender ridge = results.hybrid(c.job().setting(), Job.Part.RIDGE);
      if (ridge != null) {
        curves.add(StudyCurves.level(1, epochs, ridge.record(0).training().error(), TRUTH));
      }
      if (c.job().setting().equals(LorenzSystem.CODE_EXACT)) {
        curves.add(new Curve(null, new double[] {13, 23, 100}, new double[] {5.2553, 5.2239, 5.18}, 0x56B4E9,
            Curve.Style.DIAMONDS));
        curves.add(new Curve(null, new double[] {13, 23, 100}, new double[] {5.4437, 5.3831, 5.3606}, 0xD55E00,
            Curve.Style.DIAMONDS));
      }
      double least = curves.stream().flatMapToDouble(k -> Arrays.stream(k.y())).min().orElse(0.0);
      panels.add(new Panel(c.label(), "epoch", "loss", 0.98 * least, 1.15 * least, Double.NaN, curves));
    }
    return new Figure(marked("Losses"), "A line a network; diamonds: the authors' log", 2, HEIGHT, panels, List.of(
        StudyCurves.entry("training", 0x56B4E9, Curve.Style.LINE),
        StudyCurves.entry("validation", 0xD55E00, Curve.Style.LINE),
        StudyCurves.entry("validation, ridge regression", TRUTH, Curve.Style.LINE)));
  }

  private static Curve losses(double[] losses, int color) {
    double[] epoch = new double[losses.length];
    for (int e = 0; e < epoch.length; e++) {
      epoch[e] = e + 1;
    }
    return new Curve(null, epoch, losses, color, Curve.Style.LINE);
  }
}
