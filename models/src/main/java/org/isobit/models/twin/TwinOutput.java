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
import org.isobit.kernels.Isobit;
import org.isobit.models.chart.Figure;
import org.isobit.models.chart.PlotFigure;
import org.isobit.models.io.Quoted;
import org.isobit.models.scores.Estimate;
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

  /** Writes everything but {@code run.json} into a folder; returns why there is no picture, or null. */
  static String write(TwinResult result, Path folder) throws IOException {
    text(folder.resolve("scores.json"), scores(result));
    text(folder.resolve("series.csv"), series(result));
    text(folder.resolve("experiment.yaml"), "# isobit twin --experiment experiment.yaml; arithmetic contract "
        + Isobit.contractVersion() + "\n" + ExperimentYaml.write(result.experiment()));
    Figure figure = TwinCharts.of(result);
    try {
      text(folder.resolve("twin.svg"), figure.svg());
      Files.write(folder.resolve("twin.png"), figure.png());
      write(EnsembleCharts.reliability(result), folder.resolve("ensemble.png"));
      write(EnsembleCharts.spaceAndTime(result), folder.resolve("hovmoller.png"));
      return null;
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  private static void write(PlotFigure figure, Path file) throws IOException {
    if (figure != null) {
      Files.write(file, figure.png());
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
    object.add("published", published(method.published()));
    object.addProperty("diverged", result.diverged(index));
    object.add("pooled", means(result.means(index)));
    JsonArray seeds = new JsonArray();
    for (Run run : result.runsOf(index)) {
      JsonObject seed = new JsonObject();
      seed.addProperty("seed", run.seed());
      seed.addProperty("cycles_reached", run.series().rmse().length);
      seed.add("diverged_at", run.diverged() ? new JsonPrimitive(run.divergedAt()) : JsonNull.INSTANCE);
      seed.add("divergence", run.diverged() ? new JsonPrimitive(run.divergence()) : JsonNull.INSTANCE);
      seed.add("scores", means(result.means(run)));
      seeds.add(seed);
    }
    object.add("seeds", seeds);
    return object;
  }

  private static JsonElement published(Published published) {
    if (published == null) {
      return JsonNull.INSTANCE;
    }
    JsonObject object = new JsonObject();
    object.add("rmse_analysis", number(published.rmse()));
    object.add("long_run", number(published.longRun()));
    object.add("long_run_standard_error", number(published.standardError()));
    return object;
  }

  private static JsonObject means(Means means) {
    JsonObject object = new JsonObject();
    object.add("rmse_analysis", estimate(means.rmse()));
    object.add("rmse_forecast", estimate(means.rmseForecast()));
    object.add("spread", estimate(means.spread()));
    object.add("crps", estimate(means.crps()));
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
    StringBuilder csv = new StringBuilder("contract,method,seed,cycle,rmse_forecast,rmse_analysis,spread,crps\n");
    for (Run run : result.runs()) {
      Series series = run.series();
      String start = Isobit.contractVersion() + "," + Quoted.cell(e.methods().get(run.method()).label()) + ","
          + run.seed() + ",";
      for (int k = 0; k < series.rmse().length; k++) {
        csv.append(start).append(k).append(',').append(series.rmseForecast()[k]).append(',')
            .append(series.rmse()[k]).append(',').append(series.spread()[k]).append(',').append(series.crps()[k])
            .append('\n');
      }
    }
    return csv.toString();
  }
}
