package org.isobit.models.analyse.internal.result;

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
import java.util.Map;
import java.util.stream.DoubleStream;
import org.isobit.kernels.Isobit;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.analyse.internal.observation.AnalysisStatistics;
import org.isobit.models.analyse.internal.observation.InnovationStatistics;
import org.isobit.models.analyse.internal.plan.AnalysisPlan;
import org.isobit.models.analyse.internal.plan.Assimilation;
import org.isobit.models.analyse.internal.plan.Audit;
import org.isobit.models.analyse.internal.plan.LocalCounts;
import org.isobit.models.analyse.internal.source.EnsembleSource;
import org.isobit.models.analyse.internal.source.NetcdfSource;
import org.isobit.models.analyse.internal.source.UsableMembers;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.info.Machine;

/**
 * What an analysis did, in figures: {@code report.json}.
 *
 * @param plan           what was asked
 * @param forecast       which members there were
 * @param done           what was assimilated
 * @param statistics     innovations before and after, variances assumed and diagnosed
 * @param counts         local observation counts, or null for a global method
 * @param forecastMean   mean of the forecast
 * @param forecastSpread spread of the forecast, or null of one forecast
 * @param mean           mean of the analysis
 * @param spread         spread of the analysis, or null of one forecast
 * @param audit          what was computed again, or null
 */
public record AnalysisReport(AnalysisPlan plan, UsableMembers forecast, Assimilation.Done done,
    AnalysisStatistics statistics, LocalCounts counts, double[] forecastMean, double[] forecastSpread,
    double[] mean, double[] spread, Audit.Result audit) {

  /** Statistics of the innovations of each type of observations, in the order of the types. */
  record Innovations(InnovationStatistics[] before, InnovationStatistics[] after) {}

  Innovations innovations() {
    Observations observations = done.network().observations();
    int types = observations.types().size();
    Innovations all = new Innovations(new InnovationStatistics[types], new InnovationStatistics[types]);
    for (int t = 0; t < types; t++) {
      all.before[t] = InnovationStatistics.of(done.before(), observations, t);
      all.after[t] = InnovationStatistics.of(done.after(), observations, t);
    }
    return all;
  }

  double[] increment() {
    return Fields.difference(mean, forecastMean);
  }

  /**
   * Holds no time, date, host, path, thread count, width or backend: equal inputs give equal bytes, but for what an
   * audit drew from a seed of its own.
   */
  public String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("contractVersion", Isobit.contractVersion());
    all.put("ensemble", ensemble());
    all.put("grid", plan.layout().description());
    all.put("observations", done.network().toMap());
    all.put("filter", plan.method().name());
    all.put("filterWithOptions", plan.method().description());
    all.put("seed", plan.seed());
    all.put("cycle", plan.cycle());
    if (plan.time() != null) {
      all.put("analysisTime", plan.time().moment() == null ? plan.time().number() : plan.time().toString());
    }
    if (plan.assimilation().isLocalInTime()) {
      all.put("observationTimes", times());
    }
    all.put("innovations", statistics.innovations());
    all.put("desroziers", statistics.diagnosed());
    if (counts != null) {
      all.put("localObservations", counts.toMap());
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int v = 0; v < plan.layout().fields().size(); v++) {
      fields.put(plan.layout().fields().get(v), field(v));
    }
    all.put("fields", fields);
    if (fields.size() == 1) {
      all.putAll(field(0));
    }
    if (audit != null) {
      all.put("audit", audit.toMap());
    }
    return toJson(all);
  }

  /** The first and the last of the observations' times, from that of the analysis on. */
  private Map<String, Object> times() {
    double[] all = done.network().table().times();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("unit", plan.assimilation().times().unit());
    map.put("first", DoubleStream.of(all).min().orElseThrow());
    map.put("last", DoubleStream.of(all).max().orElseThrow());
    return map;
  }

  private Map<String, Object> ensemble() {
    EnsembleSource source = plan.source();
    Map<String, Object> ensemble = new LinkedHashMap<>();
    ensemble.put("members", forecast.members().length);
    ensemble.put("membersWanted", source.labels().size());
    List<Map<String, Object>> missing = new ArrayList<>();
    for (UsableMembers.Missing one : forecast.missing()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("member", one.label());
      map.put("reason", withoutFolder(one.reason()));
      missing.add(map);
    }
    ensemble.put("missing", missing);
    ensemble.put("fields", source.fields());
    if (plan.layout().staggered()) {
      Map<String, Object> shapes = new LinkedHashMap<>();
      for (int v = 0; v < source.fields().size(); v++) {
        shapes.put(source.fields().get(v), source.shape(v));
      }
      ensemble.put("fieldShapes", shapes);
    } else {
      ensemble.put("stateShape", source.shape());
    }
    ensemble.put("points", plan.layout().points());
    ensemble.put("pointsMasked", plan.layout().pointsMasked());
    ensemble.put("pointsMaskedInSomeFields", plan.layout().partlyMasked());
    ensemble.put("pointsMaskedInSomeMembers", plan.layout().leftOut());
    ensemble.put("inputType", source.typeText());
    if (source instanceof NetcdfSource netcdf && !netcdf.validTime().isEmpty()) {
      ensemble.put("validTime", netcdf.validTime());
      ensemble.put("memberTimes", netcdf.validTimes(forecast.members()));
    }
    return ensemble;
  }

  private String withoutFolder(String text) {
    java.nio.file.Path folder = java.nio.file.Path.of(plan.source().name()).getParent();
    return folder == null ? text : text.replace(folder + java.io.File.separator, "");
  }

  private Map<String, Object> field(int v) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (done.transforms()[v] != null) {
      map.put("transform", done.transforms()[v].description());
    }
    if (spread != null) {
      map.put("spread", pair(Fields.rms(part(forecastSpread, v)), Fields.rms(part(spread, v))));
    }
    Map<String, Object> increment = new LinkedHashMap<>();
    increment.put("rms", Fields.rms(part(increment(), v)));
    increment.put("largest", Fields.largest(part(increment(), v)));
    map.put("increment", increment);
    if (plan.truth() != null) {
      map.put("rmseToTruth", pair(rmse(forecastMean, v), rmse(mean, v)));
    }
    return map;
  }

  /** One field of a state. */
  double[] part(double[] state, int v) {
    return plan.layout().ofState(state, v);
  }

  /** Root mean square distance of a field from the truth. */
  double rmse(double[] state, int v) {
    return Fields.rms(Fields.difference(part(state, v), part(plan.truth(), v)));
  }

  private static Map<String, Object> pair(double before, double after) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("before", before);
    map.put("after", after);
    return map;
  }

  /** Time, machine and devices, and the configuration with all defaults. */
  public static String runJson(AnalysisPlan plan, Map<String, Double> seconds, DeviceUse devices) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("secondsOfEachPhase", seconds);
    all.put("machine", Machine.facts());
    all.put("devices", devices.places());
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
}
