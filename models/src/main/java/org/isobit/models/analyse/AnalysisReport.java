package org.isobit.models.analyse;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializationContext;
import com.google.gson.JsonSerializer;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isobit.kernels.Isobit;
import org.isobit.models.info.Machine;

/**
 * What an analysis did, in figures: {@code report.json} and the table on standard output.
 *
 * @param plan           what was asked
 * @param statistics     innovations before and after, variances assumed and diagnosed
 * @param counts         local observation counts, or null for a global method
 * @param forecastMean   mean of the forecast
 * @param forecastSpread spread of the forecast
 * @param mean           mean of the analysis
 * @param spread         spread of the analysis
 */
record AnalysisReport(AnalysisPlan plan, AnalysisStatistics statistics, LocalCounts counts, double[] forecastMean,
    double[] forecastSpread, double[] mean, double[] spread) {

  double[] increment() {
    return Fields.difference(mean, forecastMean);
  }

  /** Holds no time, date, host, path, thread count, width or backend: equal inputs give equal bytes. */
  String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("contractVersion", Isobit.contractVersion());
    Map<String, Object> ensemble = new LinkedHashMap<>();
    ensemble.put("members", plan.ensemble().members());
    ensemble.put("stateShape", plan.ensemble().stateShape());
    ensemble.put("inputType", plan.ensemble().type().code());
    ensemble.put("outputType", plan.type().code());
    all.put("ensemble", ensemble);
    all.put("grid", plan.grid().description());
    Map<String, Object> observations = new LinkedHashMap<>();
    observations.put("read", plan.network().read());
    observations.put("used", plan.network().observations().count());
    observations.put("outsideTheGrid", plan.network().outside());
    observations.put("operator", plan.network().operator());
    all.put("observations", observations);
    all.put("filter", plan.method().name());
    all.put("filterWithOptions", plan.method().description());
    all.put("seed", plan.seed());
    all.put("cycle", plan.cycle());
    all.put("innovations", statistics.innovations());
    all.put("desroziers", statistics.diagnosed());
    if (counts != null) {
      all.put("localObservations", counts.toMap());
    }
    all.put("spread", pair(Fields.rms(forecastSpread), Fields.rms(spread)));
    Map<String, Object> increment = new LinkedHashMap<>();
    increment.put("rms", Fields.rms(increment()));
    increment.put("largest", Fields.largest(increment()));
    all.put("increment", increment);
    if (plan.truth() != null) {
      all.put("rmseToTruth", pair(rmse(forecastMean), rmse(mean)));
    }
    return toJson(all);
  }

  private double rmse(double[] state) {
    return Fields.rms(Fields.difference(state, plan.truth()));
  }

  private static Map<String, Object> pair(double before, double after) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("before", before);
    map.put("after", after);
    return map;
  }

  /** Time and machine, and the configuration with all defaults. */
  static String runJson(AnalysisPlan plan, Map<String, Double> seconds) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("secondsOfEachPhase", seconds);
    all.put("machine", Machine.facts());
    all.put("configuration", plan.settings());
    return toJson(all);
  }

  private static String toJson(Map<String, Object> map) {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls()
        .registerTypeAdapter(Double.class, (JsonSerializer<Double>) AnalysisReport::number).create().toJson(map) + "\n";
  }

  /** JSON has no infinities; extreme input can bring some by overflow, and a report with null is better than none. */
  private static JsonElement number(Double value, Type type, JsonSerializationContext context) {
    return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
  }

  /** The report for people. */
  String table() {
    InnovationStatistics before = statistics.before();
    InnovationStatistics after = statistics.after();
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"", "before", "after"});
    rows.add(row("innovation mean", before.mean(), after.mean()));
    rows.add(row("innovation rms", before.rms(), after.rms()));
    rows.add(row("  in units of the errors", before.normalizedRms(), after.normalizedRms()));
    rows.add(row("  over sqrt(spread^2 + R)", before.consistencyRatio(), after.consistencyRatio()));
    rows.add(row("spread, rms over points", Fields.rms(forecastSpread), Fields.rms(spread)));
    if (plan.truth() != null) {
      rows.add(row("distance to truth, rms", rmse(forecastMean), rmse(mean)));
    }
    StringBuilder text = new StringBuilder();
    rows.forEach(r -> text.append(String.format(Locale.ROOT, "%-26s%12s%12s%n", r[0], r[1], r[2])));
    text.append("increment of the mean: rms ").append(figure(Fields.rms(increment()))).append(", largest ")
        .append(figure(Fields.largest(increment()))).append('\n');
    Desroziers d = statistics.desroziers();
    text.append("standard deviations assumed / diagnosed: observation errors ").append(figure(Math.sqrt(d.errorAssumed())))
        .append(" / ").append(figure(d.errorDeviation())).append(", background ")
        .append(figure(Math.sqrt(d.backgroundAssumed()))).append(" / ").append(figure(d.backgroundDeviation()))
        .append('\n');
    text.append("observations: ").append(plan.network().observations().count()).append(" used");
    if (plan.network().outside() > 0) {
      text.append(", ").append(plan.network().outside()).append(" outside the grid left out");
    }
    text.append('\n');
    if (counts != null) {
      text.append("local observations: ").append(counts.least()).append(" to ").append(counts.most())
          .append(" a point, mean ").append(figure(counts.mean())).append("; points without any: ")
          .append(counts.without()).append('\n');
    }
    return text.toString();
  }

  private static String[] row(String name, double before, double after) {
    return new String[] {name, figure(before), figure(after)};
  }

  private static String figure(double x) {
    return String.format(Locale.ROOT, "%.4g", x);
  }
}
