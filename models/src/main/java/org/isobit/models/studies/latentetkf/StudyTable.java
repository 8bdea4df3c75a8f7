package org.isobit.models.studies.latentetkf;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.isobit.kernels.Isobit;
import org.isobit.models.scores.Bootstrap;
import org.isobit.models.scores.Bootstrap.Interval;
import org.isobit.models.studies.latentetkf.Gates.Gate;
import org.isobit.models.studies.latentetkf.Results.Summary;

/** The results of a plan as text, CSV and JSON. */
final class StudyTable {

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

  private StudyTable() {}

  /** What there is of a plan, setting by setting. */
  static List<Summary> summaries(Plan plan, Results results) {
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
  static String text(Plan plan, Results results) {
    StringBuilder text = new StringBuilder(plan.name()).append(": ").append(plan.title()).append('\n');
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {plan.parameter(), "method", "runs", "CRPS x", "CRPS y", "CRPS radius", "CRPS angle",
        "distance", "analysis x", "analysis radius"});
    for (Setting setting : plan.settings()) {
      for (Method method : plan.methods()) {
        Summary s = results.summary(plan.effective(setting, method), method);
        if (s != null) {
          rows.add(new String[] {plan.sweep() ? number(plan.value().applyAsDouble(setting)) : "", method.label(),
              s.runs() + (s.failed() == 0 ? "" : " (" + s.failed() + " failed)"), cell(s.forecast()[0]),
              cell(s.forecast()[1]), cell(s.forecast()[2]), cell(s.forecast()[3]), cell(s.forecastDistance()),
              cell(s.analysis()[0]), cell(s.analysis()[2])});
        }
      }
    }
    return text.append(aligned(rows)).append('\n').toString();
  }

  /** What the columns are. */
  static String legend() {
    return String.format(Locale.ROOT, """
        Forecasts at the analysis times, unless analysis is said: mean over the runs [%.0f %% interval, %d resamples of the
        runs]. CRPS angle in degrees; distance: root mean square over members of their radius minus the truth's.
        """, 100 * Bootstrap.USUAL.level(), Bootstrap.USUAL.resamples());
  }

  /** The statements and whether they hold. */
  static String gates(List<Gate> gates) {
    StringBuilder text = new StringBuilder();
    for (Gate gate : gates) {
      text.append(gate.claim()).append("  ").append(gate.statement()).append(": ").append(gate.verdict())
          .append("\n      ").append(gate.statistic()).append(": ").append(cell(gate.interval())).append(", ")
          .append(gate.runs()).append(" pairs of runs\n");
    }
    return text.toString();
  }

  private static String cell(Interval interval) {
    return number(interval.value()) + " [" + number(interval.low()) + ", " + number(interval.high()) + "]";
  }

  /** Three significant digits or so. */
  static String number(double value) {
    double size = Math.abs(value);
    return size == 0 || Double.isNaN(value) ? (Double.isNaN(value) ? "–" : "0")
        : String.format(Locale.ROOT, size < 0.01 ? "%.2g" : size < 10 ? "%.3f" : "%.1f", value);
  }

  private static String aligned(List<String[]> rows) {
    int columns = rows.getFirst().length;
    int[] widths = new int[columns];
    rows.forEach(row -> {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], row[c].length());
      }
    });
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        if (widths[c] > 0) {
          line.append(row[c]).append(" ".repeat(widths[c] - row[c].length())).append("  ");
        }
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** One row a setting, method and variable. */
  static String csv(Plan plan, Results results) {
    StringBuilder csv = new StringBuilder("contract,rotation,amplitude,skew,nonlinearity,innovations,method,runs,failed,"
        + "variable,crps,crps_low,crps_high,reliability,resolution,uncertainty,analysis_crps,analysis_low,analysis_high\n");
    for (Summary s : summaries(plan, results)) {
      Setting setting = s.setting();
      for (Variable v : Variable.values()) {
        int i = v.ordinal();
        csv.append(Isobit.contractVersion()).append(',').append(setting.rotation()).append(',')
            .append(setting.amplitude()).append(',').append(setting.skew()).append(',').append(setting.nonlinearity())
            .append(',').append(setting.innovations()).append(',').append(s.method().label()).append(',')
            .append(s.runs()).append(',').append(s.failed()).append(',').append(v.label());
        for (double value : new double[] {s.forecast()[i].value(), s.forecast()[i].low(), s.forecast()[i].high(),
            s.reliability()[i], s.resolution()[i], s.uncertainty()[i], s.analysis()[i].value(), s.analysis()[i].low(),
            s.analysis()[i].high()}) {
          csv.append(',').append(value);
        }
        csv.append('\n');
      }
    }
    return csv.toString();
  }

  /** Everything, with the statements. */
  static String json(Plan plan, Results results, List<Gate> gates) {
    JsonObject root = new JsonObject();
    root.addProperty("contract", Isobit.contractVersion());
    root.addProperty("study", "latent-etkf");
    root.addProperty("plan", plan.name());
    root.addProperty("intervals", Bootstrap.USUAL.toString());
    JsonArray rows = new JsonArray();
    for (Summary s : summaries(plan, results)) {
      JsonObject row = new JsonObject();
      row.add("setting", GSON.toJsonTree(s.setting()));
      row.addProperty("method", s.method().label());
      row.addProperty("runs", s.runs());
      row.addProperty("failed", s.failed());
      for (Variable v : Variable.values()) {
        int i = v.ordinal();
        JsonObject scores = new JsonObject();
        scores.add("crps", interval(s.forecast()[i]));
        scores.add("reliability", finite(s.reliability()[i]));
        scores.add("resolution", finite(s.resolution()[i]));
        scores.add("uncertainty", finite(s.uncertainty()[i]));
        scores.add("analysis_crps", interval(s.analysis()[i]));
        row.add(v.label(), scores);
      }
      row.add("distance", interval(s.forecastDistance()));
      row.add("analysis_distance", interval(s.analysisDistance()));
      rows.add(row);
    }
    root.add("results", rows);
    JsonArray statements = new JsonArray();
    for (Gate gate : gates) {
      JsonObject object = new JsonObject();
      object.addProperty("claim", gate.claim());
      object.addProperty("statement", gate.statement());
      object.addProperty("statistic", gate.statistic());
      object.addProperty("pairs", gate.runs());
      object.add("interval", interval(gate.interval()));
      object.addProperty("met", gate.met());
      object.addProperty("certain", gate.certain());
      statements.add(object);
    }
    root.add("gates", statements);
    return GSON.toJson(root) + "\n";
  }

  private static JsonObject interval(Interval interval) {
    JsonObject object = new JsonObject();
    object.add("value", finite(interval.value()));
    object.add("low", finite(interval.low()));
    object.add("high", finite(interval.high()));
    return object;
  }

  /** JSON has no NaN: null stands for it. */
  private static JsonElement finite(double value) {
    return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
  }
}
