package org.isobit.bench.cold;

import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isobit.bench.Quartiles;

/** What first calls cost, beside the goals. Immutable once measured. */
public final class ColdReport {

  private final List<ColdRow> rows;
  private final Map<String, List<Double>> commands;
  private final List<ColdGoal> goals;

  ColdReport(List<ColdRow> rows, Map<String, List<Double>> commands) {
    this.rows = rows;
    this.commands = commands;
    this.goals = ColdGoal.of(rows, commands);
  }

  /**
   * Tables of times in seconds, of phases, and of goals.
   *
   * @return Markdown
   */
  public String markdown() {
    StringBuilder text = new StringBuilder("| seconds, median (quartiles) | threads | whole command | analysis phase | "
        + "everything else | analysis warm | cold ÷ warm | one thread ÷ this | copying the files |\n"
        + "|---|---|---|---|---|---|---|---|---|\n");
    for (ColdRow row : rows) {
      ColdRow one = ColdGoal.of(rows, row.problem, 1);
      text.append(String.format(Locale.ROOT, "| %s: %d × %d points, %d members, %d observations near | %d | %s | %s | "
          + "%s | %.3f | %.2f | %s | %s |%n", row.problem.name(), row.problem.side(), row.problem.side(),
          row.problem.members(), row.problem.near(), row.threads, Quartiles.of(row.whole).text(3),
          Quartiles.of(row.analysis()).text(3), Quartiles.of(row.rest()).text(3), WarmAnalysis.last(row.warm),
          row.coldToWarm(), one == null ? "–" : String.format(Locale.ROOT, "%.2f", ColdGoal.gain(one, row)),
          Quartiles.of(row.copy).text(3)));
    }
    commands.forEach((name, seconds) -> text.append("| isobit ").append(name).append(" | – | ")
        .append(Quartiles.of(seconds).text(3)).append(" | – | – | – | – | – | – |\n"));
    List<String> phases = List.copyOf(rows.getFirst().medians().keySet());
    text.append("\n| seconds of each phase, medians | threads | ").append(String.join(" | ", phases)).append(" |\n|")
        .append("---|".repeat(phases.size() + 2)).append('\n');
    for (ColdRow row : rows) {
      text.append("| ").append(row.problem.name()).append(" | ").append(row.threads);
      row.medians().values().forEach(v -> text.append(String.format(Locale.ROOT, " | %.3f", v)));
      text.append(" |\n");
    }
    text.append("\n| goal | limit | measured | |\n|---|---|---|---|\n");
    goals.forEach(goal -> text.append(goal.line()));
    return text.toString();
  }

  /**
   * All times.
   *
   * @return JSON
   */
  public String json() {
    List<Map<String, Object>> analyses = new ArrayList<>();
    for (ColdRow row : rows) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("case", row.problem.name());
      one.put("threads", row.threads);
      one.put("points", row.problem.side() * row.problem.side());
      one.put("members", row.problem.members());
      one.put("observations", row.problem.observations());
      one.put("near", row.problem.near());
      one.put("secondsByRun", row.whole);
      one.put("secondsOfEachPhaseByRun", row.phases);
      one.put("secondsToCopyByRun", row.copy);
      one.put("secondsWarmByRepeat", row.warm);
      analyses.add(one);
    }
    List<Map<String, Object>> aims = new ArrayList<>();
    for (ColdGoal goal : goals) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("goal", goal.text());
      one.put(goal.atMost() ? "atMost" : "atLeast", goal.limit());
      one.put("measured", goal.measured());
      one.put("met", goal.met());
      aims.add(one);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("analyses", analyses);
    all.put("commandSecondsByRun", commands);
    all.put("goals", aims);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(all) + "\n";
  }
}
