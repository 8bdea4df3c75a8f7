package org.isobit.models.studies.em;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.isobit.models.studies.ResultTable;
import org.isobit.models.studies.ResultsJson;
import org.isobit.models.studies.RunStore;
import org.isobit.models.studies.Statement;
import org.isobit.models.studies.StatementTable;
import org.isobit.models.studies.StudyText;

/** Results as text, CSV and JSON. */
final class StudyTable {

  /** A setting with the outcomes of some seeds: all of them, or one. */
  private record Row(Setting setting, List<Outcome> outcomes, int seed) {

    private double mean(ToDoubleFunction<Outcome> value) {
      return outcomes.stream().filter(o -> o.failure().isEmpty()).mapToDouble(value).average().orElse(Double.NaN);
    }

    private long failed() {
      return outcomes.stream().filter(o -> !o.failure().isEmpty()).count();
    }
  }

  private static final ResultTable<Row> SETTINGS = ResultTable.<Row>of().column("system", r -> r.setting.system()
      .label()).column("surrogate", r -> r.setting.kind().label())
      .column("observed", r -> r.setting.isObserved() ? r.setting.observed() : "–")
      .column("sigma", r -> r.setting.isObserved() ? r.setting.sigma() : "–")
      .column("scheme", r -> r.setting.isObserved() ? r.setting.scheme().label() : "–")
      .column("iterations", r -> r.setting.isObserved() ? r.setting.acceleration().label() : "–");

  private static final ResultTable<Row> NUMBERS = ResultTable.<Row>of()
      .column("rmse", mean(Outcome::lastRmse))
      .column("rmse_likeliest", mean(Outcome::likeliestRmse))
      .column("distance", mean(Outcome::lastDistance))
      .column("sqrt_q", mean(Outcome::deviation))
      .column("constant", mean(Results::forcing))
      .column("linear", mean(Results::linear))
      .column("lambda_1", mean(Results::greatest))
      .column("lambda_worst", mean(Results::worst))
      .column("rmse_0.5", mean(o -> Results.skill(o, 0.5)))
      .column("rmse_1", mean(o -> Results.skill(o, 1.0)))
      .column("rmse_2", mean(o -> Results.skill(o, 2.0)))
      .column("climate_mean", mean(o -> o.scores() == null ? Double.NaN : o.scores().mean()))
      .column("climate_sd", mean(o -> o.scores() == null ? Double.NaN : o.scores().sd()))
      .column("climate_ratio", mean(Results::climate));

  private StudyTable() {}

  /** Of a row's outcomes. */
  private static Function<Row, Double> mean(ToDoubleFunction<Outcome> value) {
    return r -> r.mean(value);
  }

  /** A table to be read: means over seeds. */
  static String text(StudyPlan plan, Results results) {
    List<Row> rows = new ArrayList<>();
    for (Setting setting : plan.settings()) {
      List<Outcome> all = results.of(setting);
      if (!all.isEmpty()) {
        rows.add(new Row(setting, all, 0));
      }
    }
    if (rows.isEmpty()) {
      return "";
    }
    ModelScores truth = rows.getFirst().outcomes.getFirst().truth();
    return StudyText.marked(plan.name() + ": " + plan.title(), results.quick()) + "\n"
        + SETTINGS.column("seeds", r -> r.outcomes.size() + (r.failed() == 0 ? "" : " (" + r.failed() + " failed)"))
        .with(NUMBERS, r -> r).text(rows) + "truth: climate mean " + StudyText.number(truth.mean())
        + ", standard deviation " + StudyText.number(truth.sd()) + "\n";
  }

  private static List<Row> runs(List<StudyPlan> plans, Results results) {
    List<Row> rows = new ArrayList<>();
    results.records().forEach((job, outcome) -> {
      if (plans.stream().anyMatch(plan -> plan.settings().contains(job.setting()))) {
        rows.add(new Row(job.setting(), List.of(outcome), job.seed()));
      }
    });
    return rows;
  }

  /** One row a run. */
  static String csv(StudyPlan plan, Results results) {
    return SETTINGS.column("seed", Row::seed).column("failed", Row::failed).with(NUMBERS, r -> r)
        .csv(runs(List.of(plan), results), results.quick());
  }

  /** Everything, with the statements. */
  static String json(List<StudyPlan> plans, Results results, List<Statement> statements) {
    ResultTable<Row> whole = SETTINGS.column("seed", Row::seed).with(NUMBERS, r -> r)
        .column("failure", r -> one(r).failure()).column("parameters", r -> numbers(one(r).parameters()))
        .column("iteration_lag", r -> ResultsJson.tree(one(r).lag()))
        .column("iteration_rmse", r -> numbers(one(r).rmse()))
        .column("iteration_distance", r -> numbers(one(r).distance()))
        .column("iteration_sqrt_q", r -> numbers(one(r).deviations()))
        .column("iteration_evidence", r -> numbers(one(r).evidence()))
        .column("exponents", r -> numbers(one(r).exponents()))
        .column("skill", r -> numbers(one(r).scores() == null ? new double[0] : one(r).scores().skill()))
        .column("spectrum", r -> numbers(one(r).scores() == null ? new double[0] : one(r).scores().spectrum()))
        .column("spectrum_of_truth", r -> numbers(one(r).truth().spectrum()));
    return ResultsJson.of("em-lorenz").quick(results.quick())
        .add("extent", RunStore.fields(Extent.of(results.quick()))).add("runs", whole.json(runs(plans, results)))
        .add("statements", StatementTable.json(statements)).text();
  }

  private static Outcome one(Row row) {
    return row.outcomes.getFirst();
  }

  /** Numbers in JSON, null for those that are not finite. */
  private static List<Double> numbers(double[] values) {
    List<Double> numbers = new ArrayList<>();
    for (double value : values) {
      numbers.add(Double.isFinite(value) ? Double.valueOf(value) : null);
    }
    return numbers;
  }
}
