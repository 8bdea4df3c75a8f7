package org.isobit.models.studies.latentetkf;

import static org.isobit.models.studies.StudyText.aligned;
import static org.isobit.models.studies.StudyText.bounds;
import static org.isobit.models.studies.StudyText.cell;
import static org.isobit.models.studies.StudyText.finite;
import static org.isobit.models.studies.StudyText.number;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.isobit.kernels.Isobit;
import org.isobit.models.scores.Bootstrap;
import org.isobit.models.studies.StudyText;
import org.isobit.models.studies.latentetkf.Gates.Gate;
import org.isobit.models.studies.latentetkf.Results.Column;
import org.isobit.models.studies.latentetkf.Results.Runs;
import org.isobit.models.studies.latentetkf.Results.Score;
import org.isobit.models.studies.latentetkf.Results.Summary;

/** The results of a plan as text, CSV and JSON. */
final class StudyTable {

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping()
      .create();

  private StudyTable() {}

  /** What there is of a plan, setting by setting. */
  static List<Summary> summaries(StudyPlan plan, Results results) {
    List<Summary> rows = new ArrayList<>();
    for (Setting setting : plan.settings()) {
      for (Method method : plan.methods()) {
        Summary summary = results.summary(plan.effective(setting, method), method);
        if (summary != null) {
          rows.add(summary);
        }
      }
    }
    return rows;
  }

  /** A table to be read. */
  static String text(StudyPlan plan, Results results) {
    StringBuilder text = new StringBuilder(results.marked(plan.name() + ": " + plan.title())).append('\n');
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {plan.parameter(), "method", "runs", "CRPS x", "CRPS y", "CRPS radius", "CRPS angle",
        "distance", "analysis x", "analysis radius"});
    for (Setting setting : plan.settings()) {
      for (Method method : plan.methods()) {
        Summary s = results.summary(plan.effective(setting, method), method);
        if (s != null) {
          rows.add(new String[] {plan.sweep() ? number(plan.value().applyAsDouble(setting)) : "", method.label(),
              s.runs() + (s.failed() == 0 ? "" : " (" + s.failed() + " failed)"), cell(s.score(Variable.X).crps()),
              cell(s.score(Variable.Y).crps()), cell(s.score(Variable.RADIUS).crps()),
              cell(s.score(Variable.ANGLE).crps()), cell(s.distance()), cell(s.score(Variable.X).analysisCrps()),
              cell(s.score(Variable.RADIUS).analysisCrps())});
        }
      }
    }
    return text.append(aligned(rows)).append('\n').toString();
  }

  /** What the columns are. */
  static String legend() {
    return String.format(Locale.ROOT, """
        Forecasts at the analysis times, unless analysis is said: mean over the runs that did not fail [%.0f %% interval, %d
        resamples of the climatologies and of the runs with each]. CRPS angle in degrees; distance: root mean square over
        members of their radius minus the truth's.
        """, 100 * Bootstrap.USUAL.level(), Bootstrap.USUAL.resamples());
  }

  /** The statements and whether they hold. */
  static String gates(List<Gate> gates) {
    StringBuilder text = new StringBuilder("""
        Statements are met if the whole interval lies on the stated side of the border, refuted if all of it lies on the
        other, open if it contains the border; quick runs, and a single pair, are too small to say. With these climatologies: resampling their runs alone.

        """);
    for (Gate gate : gates) {
      text.append(gate.claim()).append("  ").append(gate.statement()).append(": ")
          .append(gate.verdict().told(gate.holds()))
          .append("\n      ").append(gate.statistic()).append(": ").append(cell(gate.interval()))
          .append(", with these climatologies ").append(bounds(gate.given())).append("\n      ").append(gate.pairs())
          .append(gate.pairs() == 1 ? " pair of runs" : " pairs of runs").append("; failed: ")
          .append(gate.runs().stream()
              .map(r -> r.failed() + " of " + r.all() + " of " + column(gate, r)).collect(Collectors.joining(", ")))
          .append('\n');
    }
    return text.toString();
  }

  /** The method, with its setting where the same method enters with another one. */
  private static String column(Gate gate, Runs runs) {
    Column column = runs.column();
    boolean several = gate.runs().stream().filter(r -> r.column().method() == column.method()).count() > 1;
    return column.method().label() + (several ? " with " + column.setting().innovations() + " innovations" : "");
  }

  /** One row a setting, method and variable; {@code given}: resampling runs alone. A comment marks quick runs. */
  static String csv(StudyPlan plan, Results results) {
    StringBuilder csv = new StringBuilder(results.quick() ? "# " + StudyText.QUICK + "\n" : "")
        .append("contract,rotation,amplitude,skew,nonlinearity,innovations,method,runs,failed,"
        + "variable,crps,crps_low,crps_high,crps_given_low,crps_given_high,reliability,resolution,uncertainty,"
        + "analysis_crps,analysis_low,analysis_high,analysis_given_low,analysis_given_high,minus_etkf,minus_etkf_low,"
        + "minus_etkf_high,minus_etkf_pairs\n");
    for (Summary s : summaries(plan, results)) {
      Setting setting = s.setting();
      for (Variable v : Variable.values()) {
        Score score = s.score(v);
        csv.append(Isobit.contractVersion()).append(',').append(setting.rotation()).append(',')
            .append(setting.amplitude()).append(',').append(setting.skew()).append(',').append(setting.nonlinearity())
            .append(',').append(setting.innovations()).append(',').append(s.method().label()).append(',')
            .append(s.runs()).append(',').append(s.failed()).append(',').append(v.label());
        for (double value : new double[] {score.crps().value(), score.crps().low(), score.crps().high(),
            score.crpsGiven().low(), score.crpsGiven().high(), score.reliability(), score.resolution(),
            score.uncertainty(), score.analysisCrps().value(), score.analysisCrps().low(), score.analysisCrps().high(),
            score.analysisCrpsGiven().low(), score.analysisCrpsGiven().high(), score.minusEtkf().value(),
            score.minusEtkf().low(), score.minusEtkf().high()}) {
          csv.append(',').append(value);
        }
        csv.append(',').append(score.pairs()).append('\n');
      }
    }
    return csv.toString();
  }

  /** Everything, with the statements. */
  static String json(StudyPlan plan, Results results, List<Gate> gates) {
    JsonObject root = new JsonObject();
    root.addProperty("contract", Isobit.contractVersion());
    root.addProperty("study", "latent-etkf");
    root.addProperty("plan", plan.name());
    root.addProperty("quick", results.quick());
    if (results.quick()) {
      root.addProperty("note", StudyText.QUICK);
    }
    root.addProperty("intervals", Bootstrap.USUAL + ", climatologies, then runs of each; given: runs alone");
    JsonArray rows = new JsonArray();
    for (Summary s : summaries(plan, results)) {
      JsonObject row = new JsonObject();
      row.add("setting", GSON.toJsonTree(s.setting()));
      row.addProperty("method", s.method().label());
      row.addProperty("runs", s.runs());
      row.addProperty("failed", s.failed());
      for (Variable v : Variable.values()) {
        row.add(v.label(), json(s.score(v)));
      }
      row.add("distance", StudyText.json(s.distance()));
      row.add("analysis_distance", StudyText.json(s.analysisDistance()));
      rows.add(row);
    }
    root.add("results", rows);
    JsonArray statements = new JsonArray();
    gates.forEach(gate -> statements.add(json(gate)));
    root.add("gates", statements);
    return GSON.toJson(root) + "\n";
  }

  private static JsonObject json(Score score) {
    JsonObject object = new JsonObject();
    object.add("crps", StudyText.json(score.crps()));
    object.add("crps_given", StudyText.json(score.crpsGiven()));
    object.add("reliability", finite(score.reliability()));
    object.add("resolution", finite(score.resolution()));
    object.add("uncertainty", finite(score.uncertainty()));
    object.add("analysis_crps", StudyText.json(score.analysisCrps()));
    object.add("analysis_crps_given", StudyText.json(score.analysisCrpsGiven()));
    object.add("minus_etkf", StudyText.json(score.minusEtkf()));
    object.addProperty("minus_etkf_pairs", score.pairs());
    return object;
  }

  private static JsonObject json(Gate gate) {
    JsonObject object = new JsonObject();
    object.addProperty("claim", gate.claim());
    object.addProperty("statement", gate.statement());
    object.addProperty("statistic", gate.statistic());
    object.addProperty("pairs", gate.pairs());
    JsonArray all = new JsonArray();
    for (Runs runs : gate.runs()) {
      JsonObject one = new JsonObject();
      one.addProperty("method", runs.column().method().label());
      one.addProperty("innovations", runs.column().setting().innovations());
      one.addProperty("runs", runs.all());
      one.addProperty("failed", runs.failed());
      all.add(one);
    }
    object.add("methods", all);
    object.add("interval", StudyText.json(gate.interval()));
    object.add("interval_given", StudyText.json(gate.given()));
    object.addProperty("holds", gate.holds());
    object.addProperty("verdict", gate.verdict().words());
    return object;
  }
}
