package org.isobit.models.studies.hybridlorenz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import org.isobit.models.scores.Bootstrap;
import org.isobit.models.scores.Bootstrap.Interval;
import org.isobit.models.studies.Resampled;
import org.isobit.models.studies.ResultTable;
import org.isobit.models.studies.StudyText;

/** The tables of the two-scale Lorenz study. */
final class LorenzTables {

  /** The published leads. */
  static final List<Double> LEADS = List.of(0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0);

  /** Scores of a setting's analyses. */
  record AnalysisRow(Setting setting, RunRecord.Analyses scores) {

    Interval rmse() {
      return setting.perfect() ? Resampled.NONE : Resampled.mean(scores.rmse()).interval();
    }

    Interval spread() {
      return setting.perfect() ? Resampled.NONE : Resampled.mean(scores.spread()).interval();
    }
  }

  /** Of settings whose assimilation failed, why stands in the last column. */
  static final ResultTable<AnalysisRow> ANALYSES = ResultTable.<AnalysisRow>of()
      .column("setting", r -> r.setting.label()).column("observed", r -> r.setting.observed())
      .column("interval", "", "%.2f", r -> r.setting.interval() * LorenzSystem.STEP)
      .column("error variance", r -> r.setting.variance())
      .column("noise", r -> r.setting.noise().name().toLowerCase(Locale.ROOT))
      .column("noise variance", "", "%.4f", r -> r.setting.noiseVariance()).column("filter", r -> r.setting.filter())
      .column("analyses", r -> r.scores.count()).interval("RMSE", AnalysisRow::rmse)
      .interval("spread", AnalysisRow::spread)
      .column("published RMSE", "", "%.4f", r -> r.setting.equals(LorenzSystem.CODE_EXACT) ? Published.ANALYSIS_RMSE
          : Double.NaN)
      .column("published spread", "", "%.4f", r -> r.setting.equals(LorenzSystem.CODE_EXACT)
          ? Published.ANALYSIS_SPREAD : Double.NaN)
      .column("failure", r -> r.scores.failure());

  /** A training. */
  record TrainingRow(String contender, int network, RunRecord.Training scores) {}

  static final ResultTable<TrainingRow> TRAININGS = ResultTable.<TrainingRow>of()
      .column("model", TrainingRow::contender).column("network", TrainingRow::network)
      .column("parameters", r -> r.scores.parameters())
      .column("target", "", "%.4f", r -> r.scores.targets())
      .column("fit", "", "%.4f", r -> r.scores.fit())
      .column("validation error", "", "%.4f", r -> r.scores.error())
      .column("penalty", "", "%.4f", r -> r.scores.penalty())
      .column("validation loss", "", "%.4f", r -> r.scores.loss())
      .column("weights", r -> r.scores.weights());

  /** R-RMSE of a model at a lead. */
  record SkillRow(String contender, int networks, int starts, double lead, Interval rrmse, double byTruth,
      Interval ratio, double published) {}

  static final ResultTable<SkillRow> SKILL = ResultTable.<SkillRow>of().column("model", SkillRow::contender)
      .column("networks", SkillRow::networks).column("starts", SkillRow::starts).column("lead", SkillRow::lead)
      .interval("rrmse", SkillRow::rrmse).column("rrmse_of_truth_variance", SkillRow::byTruth)
      .interval("ratio_to_truncated", SkillRow::ratio).column("published", SkillRow::published);

  /** Statistics of a model's attractor. */
  record ClimateRow(String contender, int networks, double mean, double deviation, double density, double spectrum,
      double energy, double first, double sum, double growing, double exponents, double[] growth) {}

  static final ResultTable<ClimateRow> CLIMATE = climate();

  private static ResultTable<ClimateRow> climate() {
    ResultTable<ClimateRow> table = ResultTable.<ClimateRow>of().column("model", ClimateRow::contender)
        .column("networks", ClimateRow::networks).column("mean", "", "%.3f", ClimateRow::mean)
        .column("deviation", "", "%.3f", ClimateRow::deviation)
        .column("density distance", "", "%.3f", ClimateRow::density)
        .column("spectrum distance", "", "%.3f", ClimateRow::spectrum)
        .column("energetic", "", "%.3f", ClimateRow::energy)
        .column("first exponent", "", "%.2f", ClimateRow::first).column("sum", "", "%.1f", ClimateRow::sum)
        .column("growing", "", "%.1f", ClimateRow::growing)
        .column("exponents distance", "", "%.3f", ClimateRow::exponents);
    double[] thresholds = FreeClimate.GROWTH.thresholds();
    for (int k = 0; k < FreeClimate.GROWTH.levels(); k++) {
      int threshold = k;
      table = table.column("growth at " + StudyText.number(thresholds[k]), "", "%.2f", r -> r.growth[threshold]);
    }
    return table;
  }

  private final Results results;
  private final List<Setting> settings;

  LorenzTables(Results results, List<Setting> settings) {
    this.results = results;
    this.settings = settings;
  }

  List<AnalysisRow> analyses() {
    return settings.stream().filter(s -> results.analyses(s) != null)
        .map(s -> new AnalysisRow(s, results.analyses(s))).toList();
  }

  List<TrainingRow> trainings() {
    List<TrainingRow> rows = new ArrayList<>();
    for (Contender contender : results.contenders(settings)) {
      for (int k = 0; k < contender.networks() && contender.record(k).training() != null; k++) {
        rows.add(new TrainingRow(contender.label(), k, contender.record(k).training()));
      }
    }
    return rows;
  }

  /** All leads of all models. */
  List<SkillRow> skill() {
    List<SkillRow> rows = new ArrayList<>();
    for (Contender contender : results.contenders(settings)) {
      for (int lead = 1; lead <= results.sizes().leads(); lead++) {
        rows.add(skill(contender, lead));
      }
    }
    return rows;
  }

  /** With intervals at the published leads, which resample starts and networks. */
  SkillRow skill(Contender contender, int lead) {
    Contender truncated = results.truncated();
    int[] starts = Contender.starts(List.of(truncated, contender));
    int[] networks = Attractor.all(contender.networks());
    double time = results.time(lead);
    if (starts.length == 0) {
      return new SkillRow(contender.label(), contender.networks(), 0, time, Resampled.NONE, Double.NaN, Resampled.NONE,
          Double.NaN);
    }
    boolean published = LEADS.stream().anyMatch(l -> Math.abs(l - time) < 1e-9);
    double byTruth = contender.relative(lead, networks, starts, results.truth());
    ToDoubleBiFunction<int[], int[]> rrmse = (n, s) -> contender.relative(lead, n, s, null);
    ToDoubleBiFunction<int[], int[]> ratio = (n, s) -> contender.ratio(truncated, lead, n, s);
    return new SkillRow(contender.label(), contender.networks(), starts.length, time,
        interval(published, networks.length, starts, rrmse), byTruth,
        interval(published, networks.length, starts, ratio), Published.at(Published.LEFT, series(contender), time));
  }

  private static Interval interval(boolean resampled, int networks, int[] starts,
      ToDoubleBiFunction<int[], int[]> statistic) {
    if (!resampled) {
      return new Interval(statistic.applyAsDouble(Attractor.all(networks), starts), Double.NaN, Double.NaN);
    }
    return Bootstrap.USUAL.crossed(networks, starts.length, (n, s) -> {
      int[] picked = new int[s.length];
      for (int i = 0; i < picked.length; i++) {
        picked[i] = starts[s[i]];
      }
      return statistic.applyAsDouble(n, picked);
    });
  }

  /** The published series of a model; empty if there is none. */
  static String series(Contender contender) {
    if (contender.job().part() == Job.Part.TRUNCATED) {
      return "trunc";
    }
    Setting setting = contender.job().setting();
    return !contender.isNetwork() ? "" : setting.equals(LorenzSystem.CODE_EXACT) ? "DA_Ny36"
        : setting.equals(LorenzSystem.PERFECT) ? "perfect_obs"
            : setting.equals(LorenzPlan.grid(27, 5, 0.1, 1)) ? "DA_Ny27"
                : setting.equals(LorenzPlan.grid(18, 5, 0.1, 1)) ? "DA_Ny18" : "";
  }

  /** R-RMSE at the published leads, a row a model, and the published ones below them. */
  String skillText(List<SkillRow> skill) {
    List<String[]> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("lead"));
    LEADS.forEach(lead -> head.add(StudyText.number(lead)));
    rows.add(head.toArray(String[]::new));
    for (Contender contender : results.contenders(settings)) {
      rows.add(line(contender.label(), skill, contender, r -> r.rrmse().value()));
      if (!series(contender).isEmpty()) {
        rows.add(line("  published", skill, contender, SkillRow::published));
      }
    }
    return StudyText.aligned(rows);
  }

  private static String[] line(String label, List<SkillRow> skill, Contender contender,
      Function<SkillRow, Double> value) {
    List<String> cells = new ArrayList<>(List.of(label));
    for (double lead : LEADS) {
      cells.add(skill.stream().filter(r -> r.contender.equals(contender.label()) && Math.abs(r.lead - lead) < 1e-9)
          .map(value).map(StudyText::number).findFirst().orElse("–"));
    }
    return cells.toArray(String[]::new);
  }

  /** Means over networks; the truth first. */
  List<ClimateRow> climates() {
    List<ClimateRow> rows = new ArrayList<>();
    RunRecord truth = results.truth();
    rows.add(climate(new Contender("truth", null, List.of(truth))));
    for (Contender contender : results.contenders(settings)) {
      if (fine(contender).length > 0) {
        rows.add(climate(contender));
      }
    }
    return rows;
  }

  private ClimateRow climate(Contender c) {
    RunRecord truth = results.truth();
    int[] runs = fine(c);
    double[] growth = new double[FreeClimate.GROWTH.levels()];
    double[] sums = new double[9];
    double width = results.climate().width();
    for (RunRecord r : c.records()) {
      int[] tangents = Attractor.all(r.exponents().length);
      double[] exponents = Attractor.exponents(r);
      double[] own = {Attractor.mean(r, runs), Attractor.variance(r, runs),
          Attractor.DENSITY.distance(r, truth, runs, width), Attractor.SPECTRUM.distance(r, truth, runs, width),
          Attractor.ENERGY.distance(r, truth, runs, width), exponents[0], sum(exponents), Attractor.positive(exponents),
          Attractor.EXPONENTS.distance(r, truth, tangents, width)};
      for (int i = 0; i < sums.length; i++) {
        sums[i] += own[i] / c.networks();
      }
      for (int k = 0; k < growth.length; k++) {
        growth[k] += Attractor.growth(r, runs, k) / c.networks();
      }
    }
    return new ClimateRow(c.label(), c.networks(), sums[0], Math.sqrt(sums[1]), sums[2], sums[3], sums[4], sums[5],
        sums[6], sums[7], sums[8], growth);
  }

  private static double sum(double[] x) {
    double sum = 0.0;
    for (double v : x) {
      sum += v;
    }
    return sum;
  }

  /** A number of a model at an abscissa. */
  record Point(String contender, double x, double y) {}

  static ResultTable<Point> points(String x, String y) {
    return ResultTable.<Point>of().column("model", Point::contender).column(x, Point::x).column(y, Point::y);
  }

  /** Curves of all models and the truth, means over networks. */
  List<Point> curves(double[] x, Function<RunRecord, double[]> curve) {
    List<Point> points = new ArrayList<>();
    List<Contender> all = new ArrayList<>(List.of(new Contender("truth", null, List.of(results.truth()))));
    all.addAll(results.contenders(settings));
    all.removeIf(contender -> fine(contender).length == 0);
    for (Contender contender : all) {
      double[] mean = mean(contender, curve);
      for (int i = 0; i < mean.length; i++) {
        points.add(new Point(contender.label(), x[i], mean[i]));
      }
    }
    return points;
  }

  static double[] mean(Contender contender, Function<RunRecord, double[]> curve) {
    double[] mean = null;
    for (RunRecord record : contender.records()) {
      double[] own = curve.apply(record);
      mean = mean == null ? new double[own.length] : mean;
      for (int i = 0; i < mean.length; i++) {
        mean[i] += own[i] / contender.networks();
      }
    }
    return mean;
  }

  /** The density of a record's states, of the runs that did not fail. */
  double[] density(RunRecord record) {
    double[] counts = Attractor.histogram(record, fine(record));
    double all = sum(counts) * results.climate().width();
    for (int b = 0; b < counts.length; b++) {
      counts[b] /= all;
    }
    return counts;
  }

  /** The power spectrum, likewise. */
  static double[] spectrum(RunRecord record) {
    return Attractor.spectrum(record, fine(record));
  }

  /** Free runs that failed with no network of a model, nor of the truth. */
  int[] fine(Contender contender) {
    return Contender.runs(List.of(contender, new Contender("truth", null, List.of(results.truth()))));
  }

  static int[] fine(RunRecord record) {
    return Contender.runs(List.of(new Contender("", null, List.of(record))));
  }
}
