package org.isobit.models.sweep;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isobit.kernels.Isobit;
import org.isobit.models.cli.TextTable;
import org.isobit.models.io.Quoted;
import org.isobit.models.scores.Estimate;

/**
 * The scores of a sweep as text, CSV and JSON. They follow from the sweep alone: neither threads nor interruptions
 * show. Thread-safe.
 */
public final class SweepTable {

  /** Rows of a method's table at most: of a larger sweep the best are shown. */
  static final int MOST_ROWS = 60;

  private static final int DECIMALS = 4;
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping()
      .create();

  /** What files have of a score; the last says by which of them points are ranked. */
  static final String COLUMNS = "seeds,diverged," + Stream.of(Measure.values())
      .map(measure -> measure.column() + "," + measure.column() + "_error,").collect(Collectors.joining())
      + "spread,score";

  private SweepTable() {}

  /**
   * A table for each method, the best marked by an asterisk.
   *
   * @param result the scores
   * @return lines of text
   */
  public static String text(SweepResult result) {
    StringBuilder text = new StringBuilder();
    text.append(result.name()).append(": ").append(result.title()).append('\n').append(result.runs()).append('\n');
    for (int method = 0; method < result.methods(); method++) {
      text.append('\n');
      append(text, result, method);
    }
    return text.append("\n*: lowest " + result.measure().sentence() + ", averaged over time; ± standard error "
        + "by batch means (" + Estimate.BATCHES + " batches).\n").toString();
  }

  private static void append(StringBuilder text, SweepResult result, int method) {
    int best = result.best(method);
    if (!result.concerns(method)) {
      Score score = result.scores().getFirst().get(method);
      text.append(score.method()).append(", the same with all combinations: ")
          .append(score.diverged() ? score.divergence() : score.of(result.measure()).text(DECIMALS)).append('\n');
      return;
    }
    boolean known = result.own() >= 0 && result.published().get(method) != null;
    List<String[]> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(result.sweep().names());
    header.addAll(List.of(result.measure().title(), ""));
    others(result, method).forEach(measure -> header.add(measure.title()));
    header.add("spread");
    if (known) {
      header.add("published");
    }
    rows.add(header.toArray(String[]::new));
    List<Integer> shown = shown(result, method);
    for (int point : shown) {
      rows.add(row(result, point, method, point == best, known));
    }
    Score first = result.scores().getFirst().get(method);
    text.append(first.method()).append('\n').append(TextTable.of(rows));
    if (shown.size() < result.sweep().size()) {
      text.append("the ").append(shown.size()).append(" lowest of ").append(result.sweep().size())
          .append("; sweep.csv has all\n");
    }
    if (best < 0) {
      text.append("diverged everywhere: ").append(first.divergences().getFirst()).append('\n');
    }
  }

  /** The points of a table: all, or the best of many. */
  private static List<Integer> shown(SweepResult result, int method) {
    List<Integer> all = IntStream.range(0, result.sweep().size()).boxed().toList();
    return all.size() <= MOST_ROWS ? all : all.stream().sorted(Comparator.comparingDouble((Integer point) -> {
      double value = result.value(point, method);
      return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
    })).limit(MOST_ROWS).toList();
  }

  private static String[] row(SweepResult result, int point, int method, boolean best, boolean known) {
    Score score = result.scores().get(point).get(method);
    int[] indices = result.sweep().indices(point);
    List<String> row = new ArrayList<>();
    for (int a = 0; a < indices.length; a++) {
      row.add(result.sweep().axes().get(a).label(indices[a]));
    }
    boolean lost = score.diverged();
    row.add(lost ? score.divergence() : score.of(result.measure()).text(DECIMALS));
    row.add(best ? "*" : "");
    others(result, method).forEach(measure -> row.add(lost ? "" : mean(score.of(measure))));
    row.add(lost ? "" : mean(score.spread()));
    if (known) {
      String published = result.published(point, method);
      row.add(published == null ? "" : published);
    }
    return row.toArray(String[]::new);
  }

  /** The scores that points are not ranked by, as far as there are some of the method. */
  private static List<Measure> others(SweepResult result, int method) {
    return Stream.of(Measure.values()).filter(measure -> measure != result.measure()
        && (measure != Measure.SMOOTHED || result.scores().stream()
            .anyMatch(each -> !Double.isNaN(each.get(method).smoothed().mean())))).toList();
  }

  private static String mean(Estimate estimate) {
    return new Estimate(estimate.mean(), Double.NaN).text(DECIMALS);
  }

  /**
   * A line for each point and method; a method that diverged has no numbers.
   *
   * @param result the scores
   * @return the file's text
   */
  public static String csv(SweepResult result) {
    StringBuilder csv = new StringBuilder("contract,");
    result.sweep().axes().forEach(axis -> csv.append(Quoted.cell(axis.key())).append(','));
    csv.append("method,").append(COLUMNS).append(",best\n");
    for (int point = 0; point < result.sweep().size(); point++) {
      int[] indices = result.sweep().indices(point);
      for (int method = 0; method < result.methods(); method++) {
        Score score = result.scores().get(point).get(method);
        csv.append(Isobit.contractVersion()).append(',');
        for (int a = 0; a < indices.length; a++) {
          csv.append(Quoted.cell(result.sweep().axes().get(a).label(indices[a]))).append(',');
        }
        csv.append(Quoted.cell(score.method())).append(',').append(cells(score, result.measure())).append(',')
            .append(point == result.best(method)).append('\n');
      }
    }
    return csv.toString();
  }

  /** A score under {@link #COLUMNS}. */
  static String cells(Score score, Measure by) {
    StringBuilder cells = new StringBuilder();
    cells.append(score.seeds()).append(',').append(score.divergences().size()).append(',');
    for (Measure measure : Measure.values()) {
      Estimate of = score.of(measure);
      cells.append(number(of.mean())).append(',').append(number(of.standardError())).append(',');
    }
    return cells.append(number(score.spread().mean())).append(',').append(by.label()).toString();
  }

  /** As files have it: nothing for NaN. */
  static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }

  /**
   * All that is known, divergences with their reasons.
   *
   * @param result the scores
   * @return the file's text
   */
  public static String json(SweepResult result) {
    JsonObject root = new JsonObject();
    root.addProperty("contract", Isobit.contractVersion());
    root.addProperty("experiment", result.name());
    root.addProperty("score", result.measure().label());
    root.add("sweep", GSON.toJsonTree(result.sweep().toMap()));
    JsonArray best = new JsonArray();
    for (int method = 0; method < result.methods(); method++) {
      int point = result.best(method);
      best.add(point < 0 ? JsonNull.INSTANCE : point(result, point, method));
    }
    root.add("best", best);
    JsonArray points = new JsonArray();
    for (int point = 0; point < result.sweep().size(); point++) {
      for (int method = 0; method < result.methods(); method++) {
        points.add(point(result, point, method));
      }
    }
    root.add("points", points);
    return GSON.toJson(root) + "\n";
  }

  private static JsonObject point(SweepResult result, int point, int method) {
    Score score = result.scores().get(point).get(method);
    JsonObject object = new JsonObject();
    object.add("setting", setting(result.sweep(), point));
    String published = result.published(point, method);
    object.addProperty("method", score.method());
    add(object, score);
    object.add("published", published == null ? JsonNull.INSTANCE : new JsonPrimitive(published));
    return object;
  }

  /** The values of a point by their keys. */
  static JsonObject setting(Sweep sweep, int point) {
    JsonObject setting = new JsonObject();
    int[] indices = sweep.indices(point);
    for (int a = 0; a < indices.length; a++) {
      setting.add(sweep.axes().get(a).key(), GSON.toJsonTree(sweep.axes().get(a).values().get(indices[a])));
    }
    return setting;
  }

  static void add(JsonObject object, Score score) {
    object.addProperty("seeds", score.seeds());
    for (Measure measure : Measure.values()) {
      object.add(measure.column(), estimate(score.of(measure)));
    }
    object.add("spread", estimate(score.spread()));
    object.add("divergences", GSON.toJsonTree(score.divergences()));
  }

  static JsonElement estimate(Estimate estimate) {
    if (Double.isNaN(estimate.mean())) {
      return JsonNull.INSTANCE;
    }
    JsonObject object = new JsonObject();
    object.addProperty("mean", estimate.mean());
    object.add("standard_error", Double.isNaN(estimate.standardError()) ? JsonNull.INSTANCE
        : new JsonPrimitive(estimate.standardError()));
    return object;
  }
}
