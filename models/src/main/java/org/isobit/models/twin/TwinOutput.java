package org.isobit.models.twin;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.isobit.kernels.Isobit;
import org.isobit.models.chart.Figure;
import org.isobit.models.chart.PlotFigure;
import org.isobit.models.diagnostics.Reliability;
import org.isobit.models.diagnostics.SpreadSkill;
import org.isobit.models.io.Quoted;
import org.isobit.models.scores.Estimate;
import org.isobit.models.sweep.Measure;
import org.isobit.models.twin.Experiment.Method;
import org.isobit.models.twin.TwinResult.Means;
import org.isobit.models.twin.TwinResult.Run;
import org.isobit.models.twin.TwinResult.Series;

/**
 * The files of a twin experiment. {@code scores.json} and {@code series.csv} follow from the experiment alone: the same
 * seed gives the same bytes everywhere. Numbers are written as {@link Double#toString(double)} writes them, the
 * shortest decimal that reads back to the same bits.
 */
final class TwinOutput {

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping()
      .create();

  private TwinOutput() {}

  /**
   * Writes everything but {@code run.json} into a folder; returns why there is no picture, or null.
   *
   * @param measure what sweeps and tunings of the experiment go by
   */
  static String write(TwinResult result, Measure measure, Path folder) throws IOException {
    text(folder.resolve("scores.json"), scores(result));
    text(folder.resolve("series.csv"), series(result));
    text(folder.resolve("experiment.yaml"), "# isobit twin --experiment experiment.yaml; arithmetic contract "
        + Isobit.contractVersion() + "\n" + ExperimentYaml.write(result.experiment(), measure));
    Map<String, byte[]> pictures;
    try {
      pictures = pictures(result);
    } catch (IOException e) {
      return e.getMessage();
    }
    for (Map.Entry<String, byte[]> picture : pictures.entrySet()) {
      Files.write(folder.resolve(picture.getKey()), picture.getValue());
    }
    return null;
  }

  /** The pictures by their files' names: all, or none where they cannot be drawn. */
  private static Map<String, byte[]> pictures(TwinResult result) throws IOException {
    Map<String, byte[]> pictures = new LinkedHashMap<>();
    Figure figure = TwinCharts.of(result);
    pictures.put("twin.svg", figure.svg().getBytes(StandardCharsets.UTF_8));
    pictures.put("twin.png", figure.png());
    put(pictures, "ensemble.png", EnsembleCharts.reliability(result));
    put(pictures, "hovmoller.png", EnsembleCharts.spaceAndTime(result));
    return pictures;
  }

  private static void put(Map<String, byte[]> pictures, String name, PlotFigure figure) throws IOException {
    if (figure != null) {
      pictures.put(name, figure.png());
    }
  }

  static void text(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  static String json(JsonObject object) {
    return GSON.toJson(object) + "\n";
  }

  static String scores(TwinResult result) {
    Experiment e = result.experiment();
    JsonObject root = new JsonObject();
    root.addProperty("contract", Isobit.contractVersion());
    root.addProperty("experiment", e.name());
    root.addProperty("cycles", e.cycles());
    root.addProperty("burn_in", e.burnIn());
    root.add("climatology_rmse", number(result.climatology()));
    root.addProperty("standard_errors", "batch means: sqrt(sum_b (m_b - m)^2 / (B (B - 1))), B = "
        + Estimate.BATCHES + " consecutive batches");
    root.addProperty("crps", "fair, analysis ensemble, of a normal law where there are no members; mean over "
        + "variables and cycles");
    JsonArray methods = new JsonArray();
    for (int i = 0; i < e.methods().size(); i++) {
      methods.add(method(result, i));
    }
    root.add("methods", methods);
    return json(root);
  }

  private static JsonObject method(TwinResult result, int index) {
    Method method = result.experiment().methods().get(index);
    JsonObject object = new JsonObject();
    object.addProperty("label", method.label());
    object.addProperty("filter", method.choice().filter());
    object.addProperty("members", method.members());
    if (result.experiment().modelError().noise() != null) {
      object.addProperty("model_noise", method.noiseTaken(result.experiment().modelError().noise()));
    }
    object.add("published", published(method.published()));
    object.addProperty("diverged", result.diverged(index));
    object.add("pooled", means(result.means(index), result.smooths(index)));
    if (!sectors(result).isEmpty()) {
      object.add("sectors", bySector(result, sector -> means(result.means(index, sector), false),
          name -> method.published() == null ? null : method.published().sectors().get(name)));
    }
    if (result.experiment().scoring().diagnostics()) {
      object.add("reliability", reliability(result.reliability(index)));
    }
    JsonArray seeds = new JsonArray();
    for (Run run : result.runsOf(index)) {
      JsonObject seed = new JsonObject();
      seed.addProperty("seed", run.seed());
      seed.addProperty("cycles_reached", run.series().rmse().length);
      seed.add("diverged_at", run.diverged() ? new JsonPrimitive(run.divergedAt()) : JsonNull.INSTANCE);
      seed.add("divergence", run.diverged() ? new JsonPrimitive(run.divergence()) : JsonNull.INSTANCE);
      seed.add("scores", means(result.means(run), result.smooths(index)));
      if (!run.parameters().isEmpty()) {
        seed.add("parameters", parameters(run, result.experiment().burnIn()));
      }
      if (!sectors(result).isEmpty()) {
        seed.add("sectors", bySector(result, sector -> means(result.means(run.sectors().get(sector)), false),
            name -> null));
      }
      seeds.add(seed);
    }
    object.add("seeds", seeds);
    return object;
  }

  private static JsonArray parameters(Run run, int burnIn) {
    JsonArray parameters = new JsonArray();
    for (TwinResult.ParameterTrack p : run.parameters()) {
      int last = p.mean().length - 1;
      JsonObject parameter = new JsonObject();
      parameter.addProperty("name", p.name());
      parameter.add("truth", number(p.truth()));
      parameter.add("final_mean", number(last < 0 ? Double.NaN : p.mean()[last]));
      parameter.add("final_spread", number(last < 0 ? Double.NaN : p.spread()[last]));
      parameter.add("time_mean", number(p.mean(burnIn)));
      parameter.add("rmse", number(p.rmse(burnIn)));
      parameters.add(parameter);
    }
    return parameters;
  }

  private static JsonElement reliability(Reliability reliability) {
    if (reliability == null) {
      return JsonNull.INSTANCE;
    }
    JsonObject object = new JsonObject();
    object.add("forecast", reliability(reliability.forecasts()));
    object.add("analysis", reliability(reliability.analyses()));
    return object;
  }

  /** Bins without cases are left out. */
  private static JsonObject reliability(Reliability.Result result) {
    JsonObject object = new JsonObject();
    JsonArray ranks = new JsonArray();
    result.ranks().counts().forEach(ranks::add);
    object.add("ranks", ranks);
    object.add("chi_square", number(result.ranks().chiSquare()));
    object.add("reliability_index", number(result.ranks().reliabilityIndex()));
    object.add("spread_skill", bin(result.spread().all()));
    JsonArray bins = new JsonArray();
    result.spread().bins().stream().filter(bin -> bin.cases() > 0).forEach(bin -> bins.add(bin(bin)));
    object.add("spread_skill_bins", bins);
    return object;
  }

  private static JsonObject bin(SpreadSkill.Bin bin) {
    JsonObject object = new JsonObject();
    object.add("from", number(bin.from()));
    object.add("to", number(bin.to()));
    object.addProperty("cases", bin.cases());
    object.add("spread", number(bin.spread()));
    object.add("error", number(bin.error()));
    return object;
  }

  private static List<String> sectors(TwinResult result) {
    return result.experiment().scoring().sectors().stream().map(Scoring.Sector::name).toList();
  }

  /** Scores of each sector by its name, with what is published of it. */
  private static JsonObject bySector(TwinResult result, IntFunction<JsonObject> scores,
      Function<String, Published> published) {
    JsonObject all = new JsonObject();
    for (int sector = 0; sector < sectors(result).size(); sector++) {
      String name = sectors(result).get(sector);
      JsonObject object = scores.apply(sector);
      if (published.apply(name) != null) {
        object.add("published", published(published.apply(name)));
      }
      all.add(name, object);
    }
    return all;
  }

  private static JsonElement published(Published published) {
    if (published == null) {
      return JsonNull.INSTANCE;
    }
    JsonObject object = new JsonObject();
    object.add(published.smoothed() ? "rmse_smoothed" : "rmse_analysis", number(published.rmse()));
    if (published.below()) {
      object.addProperty("upper_bound", true);
    }
    object.add("long_run", number(published.longRun()));
    object.add("long_run_standard_error", number(published.standardError()));
    return object;
  }

  private static JsonObject means(Means means, boolean smooths) {
    JsonObject object = new JsonObject();
    object.add("rmse_analysis", estimate(means.rmse()));
    object.add("rmse_forecast", estimate(means.rmseForecast()));
    object.add("spread", estimate(means.spread()));
    object.add("crps", estimate(means.crps()));
    if (smooths) {
      object.add("rmse_smoothed", estimate(means.rmseSmoothed()));
    }
    return object;
  }

  private static JsonObject estimate(Estimate estimate) {
    JsonObject object = new JsonObject();
    object.add("mean", number(estimate.mean()));
    object.add("standard_error", number(estimate.standardError()));
    return object;
  }

  /** JSON has no NaN and no infinity: null stands for them. */
  static JsonElement number(double value) {
    return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
  }

  static String series(TwinResult result) {
    Experiment e = result.experiment();
    boolean smooths = result.smooths();
    StringBuilder csv = new StringBuilder("contract,method,seed,cycle,rmse_forecast,rmse_analysis,spread,crps")
        .append(smooths ? ",rmse_smoothed" : "");
    List<String> parameters = result.runs().stream().flatMap(run -> run.parameters().stream())
        .map(TwinResult.ParameterTrack::name).distinct().toList();
    sectors(result).forEach(name -> csv.append(",rmse_forecast_").append(name).append(",rmse_analysis_").append(name)
        .append(",spread_").append(name).append(",crps_").append(name));
    parameters.forEach(name -> csv.append(",mean_of_").append(name).append(",spread_of_").append(name));
    csv.append('\n');
    for (Run run : result.runs()) {
      Series series = run.series();
      String start = Isobit.contractVersion() + "," + Quoted.cell(e.methods().get(run.method()).label()) + ","
          + run.seed() + ",";
      for (int k = 0; k < series.rmse().length; k++) {
        csv.append(start).append(k);
        append(csv, series, k);
        if (smooths) {
          csv.append(',').append(k < series.rmseSmoothed().length ? series.rmseSmoothed()[k] : "");
        }
        for (Series sector : run.sectors()) {
          append(csv, sector, k);
        }
        for (String name : parameters) {
          append(csv, run, name, k);
        }
        csv.append('\n');
      }
    }
    return csv.toString();
  }

  /** Nothing of what this run does not estimate, or has no spread of. */
  private static void append(StringBuilder csv, Run run, String parameter, int k) {
    csv.append(run.parameters().stream().filter(p -> p.name().equals(parameter)).findFirst()
        .map(p -> "," + p.mean()[k] + "," + (Double.isNaN(p.spread()[k]) ? "" : p.spread()[k])).orElse(",,"));
  }

  private static void append(StringBuilder csv, Series series, int k) {
    csv.append(',').append(series.rmseForecast()[k]).append(',').append(series.rmse()[k]).append(',')
        .append(series.spread()[k]).append(',').append(series.crps()[k]);
  }
}
