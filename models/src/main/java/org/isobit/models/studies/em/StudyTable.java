package org.isobit.models.studies.em;

import static org.isobit.models.studies.StudyText.finite;
import static org.isobit.models.studies.StudyText.number;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.isobit.kernels.Isobit;
import org.isobit.models.studies.StudyText;
import org.isobit.models.studies.em.Statements.Statement;

/** Results as text, CSV and JSON. */
final class StudyTable {

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping()
      .create();

  /** The numbers of a run, by the names of their columns. */
  private static final Map<String, ToDoubleFunction<Outcome>> COLUMNS = columns();

  private StudyTable() {}

  private static Map<String, ToDoubleFunction<Outcome>> columns() {
    Map<String, ToDoubleFunction<Outcome>> columns = new LinkedHashMap<>();
    columns.put("rmse", Outcome::lastRmse);
    columns.put("distance", Outcome::lastDistance);
    columns.put("sqrt_q", Outcome::deviation);
    columns.put("constant", o -> Results.parameter(o, 0));
    columns.put("linear", o -> Results.parameter(o, 3));
    columns.put("lambda_1", Results::greatest);
    columns.put("lambda_worst", Results::worst);
    columns.put("rmse_0.5", o -> Results.skill(o, 0.5));
    columns.put("rmse_1", o -> Results.skill(o, 1.0));
    columns.put("rmse_2", o -> Results.skill(o, 2.0));
    columns.put("climate_mean", o -> o.scores() == null ? Double.NaN : o.scores().mean());
    columns.put("climate_sd", o -> o.scores() == null ? Double.NaN : o.scores().sd());
    return columns;
  }

  private static List<String> describe(Setting s) {
    return List.of(s.kind().label(), s.isObserved() ? Integer.toString(s.observed()) : "–",
        s.isObserved() ? number(s.sigma()) : "–", s.isObserved() ? s.scheme().label() : "–",
        s.isObserved() ? s.acceleration().label() : "–");
  }

  /** A table to be read: means over seeds. */
  static String text(StudyPlan plan, Results results) {
    List<String[]> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("surrogate", "observed", "sigma", "scheme", "iterations", "seeds"));
    head.addAll(COLUMNS.keySet());
    rows.add(head.toArray(String[]::new));
    Outcome any = null;
    for (Setting setting : plan.settings()) {
      List<Outcome> all = results.of(setting);
      if (all.isEmpty()) {
        continue;
      }
      any = all.getFirst();
      long failed = all.stream().filter(o -> !o.failure().isEmpty()).count();
      List<String> row = new ArrayList<>(describe(setting));
      row.add(all.size() + (failed == 0 ? "" : " (" + failed + " failed)"));
      COLUMNS.values().forEach(value -> row.add(number(results.mean(setting, value))));
      rows.add(row.toArray(String[]::new));
    }
    return StudyText.marked(plan.name() + ": " + plan.title(), results.quick()) + "\n" + StudyText.aligned(rows)
        + (any == null ? "" : "truth: climate mean " + number(any.truth().mean()) + ", standard deviation "
        + number(any.truth().sd()) + "\n");
  }

  /** The statements and whether they hold. */
  static String statements(List<Statement> statements) {
    StringBuilder text = new StringBuilder("""
        Statements are met if they hold for every seed, refuted if for none, open else; a run that failed refutes its
        statements; quick runs, and a single seed, are too small to say.

        """);
    for (Statement s : statements) {
      text.append(s.plan()).append("  ").append(s.text()).append(": ").append(s.verdict().words()).append(" (")
          .append(s.holds()).append(" of ").append(s.values().length).append(';');
      for (double value : s.values()) {
        text.append(' ').append(number(value));
      }
      text.append(")\n");
    }
    return text.toString();
  }

  /** One row a run. A comment marks quick ones. */
  static String csv(StudyPlan plan, Results results) {
    StringBuilder csv = new StringBuilder(results.quick() ? "# " + StudyText.QUICK + "\n" : "")
        .append("contract,system,surrogate,observed,sigma,scheme,acceleration,seed,failed,")
        .append(String.join(",", COLUMNS.keySet())).append('\n');
    results.records().forEach((job, outcome) -> {
      Setting s = job.setting();
      if (plan.settings().contains(s)) {
        csv.append(Isobit.contractVersion()).append(',').append(s.system().label()).append(',')
            .append(s.kind().label()).append(',').append(s.observed()).append(',').append(s.sigma()).append(',')
            .append(s.scheme().label()).append(',').append(s.acceleration().label()).append(',').append(job.seed())
            .append(',').append(!outcome.failure().isEmpty());
        COLUMNS.values().forEach(value -> csv.append(',').append(value.applyAsDouble(outcome)));
        csv.append('\n');
      }
    });
    return csv.toString();
  }

  /** Everything, with the statements. */
  static String json(List<StudyPlan> plans, Results results, List<Statement> statements) {
    JsonObject root = new JsonObject();
    root.addProperty("contract", Isobit.contractVersion());
    root.addProperty("study", "em-lorenz");
    root.addProperty("quick", results.quick());
    if (results.quick()) {
      root.addProperty("note", StudyText.QUICK);
    }
    root.add("extent", GSON.toJsonTree(Extent.of(results.quick())));
    JsonArray rows = new JsonArray();
    results.records().forEach((job, outcome) -> {
      if (plans.stream().anyMatch(plan -> plan.settings().contains(job.setting()))) {
        rows.add(json(job, outcome));
      }
    });
    root.add("runs", rows);
    JsonArray all = new JsonArray();
    for (Statement s : statements) {
      JsonObject one = new JsonObject();
      one.addProperty("plan", s.plan());
      one.addProperty("statement", s.text());
      one.add("low", finite(s.low()));
      one.add("high", finite(s.high()));
      one.add("values", numbers(s.values()));
      one.addProperty("holds", s.holds());
      one.addProperty("verdict", s.verdict().words());
      all.add(one);
    }
    root.add("statements", all);
    return GSON.toJson(root) + "\n";
  }

  private static JsonObject json(Job job, Outcome outcome) {
    JsonObject row = new JsonObject();
    row.add("setting", GSON.toJsonTree(job.setting()));
    row.addProperty("seed", job.seed());
    row.addProperty("failure", outcome.failure());
    COLUMNS.forEach((name, value) -> row.add(name, finite(value.applyAsDouble(outcome))));
    row.add("parameters", numbers(outcome.parameters()));
    row.add("history_rmse", numbers(outcome.rmse()));
    row.add("history_distance", numbers(outcome.distance()));
    row.add("history_sqrt_q", numbers(outcome.deviations()));
    row.add("history_evidence", numbers(outcome.evidence()));
    row.add("exponents", numbers(outcome.exponents()));
    row.add("skill", numbers(outcome.scores() == null ? new double[0] : outcome.scores().skill()));
    row.add("spectrum", numbers(outcome.scores() == null ? new double[0] : outcome.scores().spectrum()));
    row.add("spectrum_of_truth", numbers(outcome.truth().spectrum()));
    return row;
  }

  private static JsonArray numbers(double[] values) {
    JsonArray array = new JsonArray();
    for (double value : values) {
      array.add(finite(value));
    }
    return array;
  }
}
