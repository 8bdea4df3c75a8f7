package org.isobit.models.sweep;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.isobit.kernels.Isobit;
import org.isobit.models.cli.TextTable;
import org.isobit.models.io.Quoted;
import org.isobit.models.scores.Estimate;

/** What a tuning found as text, CSV and JSON; neither threads nor interruptions show. Thread-safe. */
public final class TuningTable {

  /** Contenders that the table shows. */
  private static final int SHOWN = 16;

  private TuningTable() {}

  /**
   * How a budget is spent.
   *
   * @param plan   the plan
   * @param cycles cycles of a run
   * @return a sentence
   */
  public static String plan(Halving plan, long cycles) {
    return plan.rounds().stream().map(round -> round.settings() + " x " + round.seeds())
        .collect(Collectors.joining(", ")) + " runs of " + cycles + " cycles in " + plan.rounds().size()
        + " rounds, and " + plan.checks() + " with fresh seeds of the best and of the file's own setting; at most "
        + plan.runs() + " runs, " + plan.runs() * cycles + " cycles";
  }

  /**
   * The contenders, and the best setting with its score.
   *
   * @param tuning what was found
   * @return lines of text
   */
  public static String text(Tuning tuning) {
    SweepResult all = tuning.all();
    StringBuilder text = new StringBuilder();
    List<String[]> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(all.sweep().names());
    header.addAll(List.of("rounds", "seeds", all.measure().title(), "above the best", ""));
    rows.add(header.toArray(String[]::new));
    for (int setting : tuning.ranks().subList(0, Math.min(SHOWN, tuning.ranks().size()))) {
      rows.add(row(tuning, setting));
    }
    text.append(TextTable.of(rows));
    int more = tuning.ranks().size() - SHOWN;
    text.append(more > 0 ? "and " + more + " more, dropped before these; tuning.csv has all\n" : "");
    text.append("~: no worse than the best, as far as twice the standard error tells.\n\n");
    text.append("Best: ").append(all.sweep().label(tuning.best())).append(": ")
        .append(number(tuning, tuning.fresh())).append(" with ").append(seeds(tuning.fresh())).append('\n');
    if (tuning.own() != null) {
      text.append("The file's own: ").append(all.sweep().label(all.own())).append(": ")
          .append(number(tuning, tuning.own())).append(" with the same seeds");
      if (!Double.isNaN(tuning.gain().mean())) {
        text.append(", ").append(new Estimate(Math.abs(tuning.gain().mean()), tuning.gain().standardError()).text(4))
            .append(tuning.gain().mean() < 0 ? " lower" : " higher");
      }
      text.append('\n');
    }
    String published = all.published(all.own(), 0);
    text.append(published == null ? "" : "Published, of the file's own: " + published + "\n");
    return text.toString();
  }

  private static String seeds(Score score) {
    return score.seeds() + " fresh seed" + (score.seeds() == 1 ? "" : "s");
  }

  private static String number(Tuning tuning, Score score) {
    return score.diverged() ? score.divergence() : score.of(tuning.all().measure()).text(4);
  }

  private static String[] row(Tuning tuning, int setting) {
    Score score = tuning.all().scores().get(setting).getFirst();
    Estimate above = tuning.above().get(setting);
    boolean best = setting == tuning.best();
    List<String> row = new ArrayList<>();
    int[] indices = tuning.all().sweep().indices(setting);
    for (int a = 0; a < indices.length; a++) {
      row.add(tuning.all().sweep().axes().get(a).label(indices[a]));
    }
    row.add(String.format(Locale.ROOT, "%d", tuning.rounds().get(setting)));
    row.add(String.format(Locale.ROOT, "%d", score.seeds()));
    row.add(number(tuning, score));
    row.add(best || score.diverged() ? "" : above.text(4));
    row.add(best ? "*" : !score.diverged() && above.mean() <= 2.0 * above.standardError() ? "~" : "");
    return row.toArray(String[]::new);
  }

  /**
   * A line for each setting, the best first.
   *
   * @param tuning what was found
   * @return the file's text
   */
  public static String csv(Tuning tuning) {
    StringBuilder csv = new StringBuilder("contract,rank,");
    tuning.all().sweep().axes().forEach(axis -> csv.append(Quoted.cell(axis.key())).append(','));
    csv.append("rounds,").append(SweepTable.COLUMNS).append(",above_best,above_best_error\n");
    for (int rank = 0; rank < tuning.ranks().size(); rank++) {
      int setting = tuning.ranks().get(rank);
      Score score = tuning.all().scores().get(setting).getFirst();
      csv.append(Isobit.contractVersion()).append(',').append(rank + 1).append(',');
      int[] indices = tuning.all().sweep().indices(setting);
      for (int a = 0; a < indices.length; a++) {
        csv.append(Quoted.cell(tuning.all().sweep().axes().get(a).label(indices[a]))).append(',');
      }
      Estimate above = tuning.above().get(setting);
      csv.append(tuning.rounds().get(setting)).append(',')
          .append(SweepTable.cells(score, tuning.all().measure())).append(',')
          .append(SweepTable.number(above.mean())).append(',').append(SweepTable.number(above.standardError()))
          .append('\n');
    }
    return csv.toString();
  }

  /**
   * All that is known.
   *
   * @param tuning what was found
   * @return the file's text
   */
  public static String json(Tuning tuning) {
    SweepResult all = tuning.all();
    JsonObject root = new JsonObject();
    root.addProperty("contract", Isobit.contractVersion());
    root.addProperty("experiment", all.name());
    root.addProperty("method", tuning.fresh().method());
    root.addProperty("score", all.measure().label());
    root.addProperty("budget_runs", tuning.budget());
    JsonArray rounds = new JsonArray();
    tuning.plan().rounds().forEach(round -> {
      JsonObject one = new JsonObject();
      one.addProperty("settings", round.settings());
      one.addProperty("seeds", round.seeds());
      rounds.add(one);
    });
    root.add("rounds", rounds);
    root.add("best", fresh(tuning, tuning.best(), tuning.fresh()));
    root.add("own", tuning.own() == null ? JsonNull.INSTANCE : fresh(tuning, all.own(), tuning.own()));
    root.add("own_above_best", tuning.own() == null ? JsonNull.INSTANCE : SweepTable.estimate(tuning.gain()));
    JsonArray settings = new JsonArray();
    for (int setting : tuning.ranks()) {
      JsonObject one = new JsonObject();
      one.add("setting", SweepTable.setting(all.sweep(), setting));
      one.addProperty("rounds", tuning.rounds().get(setting));
      SweepTable.add(one, all.scores().get(setting).getFirst());
      one.add("above_best", SweepTable.estimate(tuning.above().get(setting)));
      settings.add(one);
    }
    root.add("settings", settings);
    return new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create().toJson(root) + "\n";
  }

  private static JsonObject fresh(Tuning tuning, int setting, Score score) {
    JsonObject one = new JsonObject();
    one.add("setting", SweepTable.setting(tuning.all().sweep(), setting));
    SweepTable.add(one, score);
    return one;
  }
}
