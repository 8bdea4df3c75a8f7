package org.isobit.bench.cold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobit.bench.Quartiles;
import org.isobit.models.analyse.AnalyseCommand;
import org.isobit.models.cli.Cli;
import org.isobit.models.info.InfoCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** First calls are measured end to end, and goals are judged. */
class ColdBenchTest {

  private static final Map<String, Class<?>> COMMANDS = Map.of("analyse", AnalyseCommand.class, "info",
      InfoCommand.class);

  /** The tests' classes stand in for a build of the launcher's. */
  private static final Launch HERE = (jvm, name, arguments) -> Launch.here(jvm, COMMANDS.get(name), arguments);

  @TempDir
  Path folder;

  private ColdBench bench(List<String> commands) throws IOException {
    return new ColdBench(HERE, List.of(ColdCase.TINY), List.of(1), 1, folder.toRealPath(), commands,
        List.of("output.picture=false"));
  }

  @Test
  void aTinyCaseIsMeasured() throws IOException, InterruptedException {
    List<String> steps = new ArrayList<>();
    ColdBench bench = bench(List.of("info"));
    ColdReport report = bench.run(steps::add);
    assertEquals(List.of("tiny, threads: 1", "info", "tiny warm, threads: 1"), steps);
    assertEquals(steps.size(), bench.steps());
    JsonObject all = JsonParser.parseString(report.json()).getAsJsonObject();
    JsonObject tiny = all.getAsJsonArray("analyses").get(0).getAsJsonObject();
    double whole = tiny.getAsJsonArray("secondsByRun").get(0).getAsDouble();
    JsonObject phases = tiny.getAsJsonArray("secondsOfEachPhaseByRun").get(0).getAsJsonObject();
    double inside = phases.entrySet().stream().mapToDouble(e -> e.getValue().getAsDouble()).sum();
    assertTrue(phases.keySet().containsAll(Set.of("read", "observations", "analysis", "write arrays")),
        phases.toString());
    assertTrue(inside > 0.0 && inside < whole, inside + " of " + whole);
    assertTrue(tiny.getAsJsonArray("secondsWarmByRepeat").size() >= 2 * WarmAnalysis.WINDOW);
    assertTrue(tiny.getAsJsonArray("secondsToCopyByRun").get(0).getAsDouble() > 0.0);
    JsonArray goals = all.getAsJsonArray("goals");
    assertEquals(2, goals.size()); // everything else, and info
    assertTrue(report.markdown().contains("| tiny: 24 × 24 points, 8 members, 11 observations near | 1 | "));
  }

  @Test
  void aProfileNamesWhatWasCompiled() throws IOException, InterruptedException {
    String text = bench(List.of()).profile(what -> assertEquals("tiny", what));
    assertTrue(text.contains("\n| C1, 3 | ") && text.contains("| longest compilations | level |"), text);
    assertTrue(text.matches("(?s).*Classes loaded: \\d{4,}\\..*"), text);
    if (Files.isReadable(Path.of("/proc/self/schedstat"))) {
      assertTrue(text.contains("| compiler C1 | ") && text.contains("| Java: main and workers | "), text);
    }
  }

  @Test
  void aCommandThatFailsIsQuoted() {
    List<String> words = HERE.words(List.of(), "analyse", List.of("nowhere.yaml"));
    IOException failure = assertThrows(IOException.class, () -> Launch.run(words, folder, null));
    assertTrue(failure.getMessage().contains(" (exit code 2 of "), failure.getMessage());
    // No trace, for who gave a wrong --set, say.
    assertTrue(Cli.message(failure).contains("nowhere.yaml: no such file"), failure.getMessage());
  }

  /** Times of the launcher's machines are compared with those of one that has the options of this process. */
  @Test
  void theLauncherGetsTheOptionsOfThisProcess() throws IOException {
    Path launcher = Files.createFile(folder.resolve("isobit"));
    assertEquals("--launcher must be a file that can be executed, but is " + launcher, assertThrows(
        IllegalArgumentException.class, () -> Launch.by(launcher, List.of())).getMessage());
    assertTrue(launcher.toFile().setExecutable(true));
    assertEquals(List.of(launcher.toString(), "-Disobit.simd.bits=128", "-Xmx1g", "-Da=b", "info", "--help"), Launch.by(
        launcher, List.of("--add-modules=a", "-Disobit.simd.bits=128", "-Xmx1g", "-javaagent:b")).words(
            List.of("-Da=b"), "info", List.of("--help")));
    assertThrows(IllegalArgumentException.class, () -> ColdBench.of(launcher, "huge", List.of(1), 1,
        folder.resolve("new"), List.of()));
    assertFalse(Files.exists(folder.resolve("new")));
    ColdBench.of(launcher, "small", List.of(1), 1, folder.resolve("new"), List.of());
    assertTrue(Files.isDirectory(folder.resolve("new")));
  }

  @Test
  void timesSettle() {
    List<Double> falling = List.of(9.0, 5.0, 3.0, 2.0, 1.5, 1.2, 1.1, 1.05, 1.0, 1.0);
    assertTrue(!WarmAnalysis.settled(falling) && !WarmAnalysis.settled(falling.subList(0, 9)));
    List<Double> flat = List.of(9.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.99, 1.0, 0.98, 1.0);
    assertTrue(WarmAnalysis.settled(flat));
    assertEquals(1.0, WarmAnalysis.last(flat));
  }

  @Test
  void quartilesInterpolate() {
    assertEquals(new Quartiles(1.75, 2.5, 3.25), Quartiles.of(List.of(4.0, 1.0, 3.0, 2.0)));
    assertEquals(new Quartiles(7.0, 7.0, 7.0), Quartiles.of(List.of(7.0)));
  }

  private static ColdRow row(ColdCase problem, int threads, double whole, double analysis, double warm, double copy) {
    ColdRow row = new ColdRow(problem, threads);
    row.whole.add(whole);
    row.phases.add(Map.of(Phases.ANALYSIS, analysis));
    row.copy.add(copy);
    row.warm = List.of(warm);
    return row;
  }

  @Test
  void goalsAreJudged() {
    List<ColdRow> rows = List.of(row(ColdCase.SMALL, 1, 2.0, 1.0, 0.4, 0.1), row(ColdCase.SMALL, 2, 2.1, 0.9, 0.2, 0.1),
        row(ColdCase.LARGE, 1, 3.5, 2.7, 2.0, 0.25), row(ColdCase.LARGE, 2, 2.5, 1.5, 1.0, 0.25));
    List<ColdGoal> goals = ColdGoal.of(rows, Map.of("info", List.of(0.6)));
    assertEquals(List.of("≤ 2.50 | 2.50 | met", "≤ 1.00 | 1.00 | met", "≥ 1.20 | 1.11 | not met",
        "≤ 1.00 | 1.20 | not met", "≤ 1.30 | 1.35 | not met", "≤ 1.30 | 0.80 | met", "≥ 1.70 | 1.80 | met",
        "≤ 1.30 | 1.00 | met", "≤ 0.50 | 0.60 | not met"), goals.stream().map(g -> g.line()
            .replaceFirst("^\\|[^|]*\\| ", "").strip().replaceFirst(" \\|$", "")).toList());
  }
}
