package org.isobit.models.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isobit.kernels.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Tuning: its budget, how it goes on, what it refuses. */
@Isolated
class TuneTest extends SweepRuns {

  @Test
  void tuningSaysItsBudgetAndGoesOn() throws IOException {
    String[] range = {"--range", "methods.0.inflation.factor=1:1.08:5"};
    assertEquals(0, tune("tune", range), err);
    assertTrue(out.contains("5 settings of inflation.factor; budget 47 runs"), out);
    assertTrue(out.contains("5 x 1, 3 x 1, 2 x 2 runs of 60 cycles in 3 rounds, and 8 with fresh seeds"), out);
    assertTrue(out.contains("Best: inflation.factor 1.") && out.contains("8 fresh seeds"), out);
    Path folder = temporary.resolve("tune");
    Map<String, String> before = results(folder);
    JsonObject json = JsonParser.parseString(Files.readString(folder.resolve("tuning.json"))).getAsJsonObject();
    assertEquals(47, json.get("budget_runs").getAsInt());
    assertEquals(5, json.getAsJsonArray("settings").size());
    assertEquals(6, Files.readAllLines(folder.resolve("tuning.csv")).size());
    // The score of the best is that of the experiment itself with the fresh seeds.
    JsonObject best = json.getAsJsonObject("best");
    String seeds = IntStream.range(0, 8).mapToObj(j -> String.valueOf(1_000_001 + j))
        .collect(Collectors.joining(", ", "seeds=[", "]"));
    if (best.getAsJsonArray("divergences").isEmpty()) {
      double factor = best.getAsJsonObject("setting").get("methods.0.inflation.factor").getAsDouble();
      TwinResult alone = TwinRun.run(ExperimentYaml.read("alone", YAML, List.of(seeds,
          "methods.0.inflation.factor=" + factor)), Workers.serial(), ProgressListener.NONE);
      assertEquals(alone.means(0).rmse().mean(),
          best.getAsJsonObject("rmse_analysis").get("mean").getAsDouble(), 1e-14);
    }
    try (Stream<Path> runs = Files.walk(folder.resolve("runs"))) {
      for (Path gone : runs.filter(f -> f.toString().matches(".*(seed-1|seed-1000003)\\.json")).toList()) {
        Files.delete(gone);
      }
    }
    Files.delete(folder.resolve("tuning.json"));
    assertEquals(0, tune("tune", range), err);
    assertEquals(before, results(folder));
    // A larger budget takes the same folder.
    assertEquals(0, tune("tune", range[0], range[1], "--budget", "60"), err);
  }

  /** Where all settings diverge, the first stays, and its run with a fresh seed is made and counted once. */
  @Test
  void tuningOfWhatDivergesEverywhere() throws IOException {
    assertEquals(0, tune("lost", "--set", "cycles=200", "--set", "methods.0.inflation.kind=prior-anomalies", "--range",
        "methods.0.inflation.factor=0.01:0.03:3", "--budget", "12", "--score", "crps"), err);
    assertTrue(Files.readString(temporary.resolve("lost/best.yaml")).contains("\nscore: crps\n"));
    assertTrue(out.contains(": diverged with 1 fresh seed\n"), out);
    List<String[]> rows = Files.readAllLines(temporary.resolve("lost/tuning.csv")).stream().skip(1)
        .map(row -> row.split(",")).toList();
    // Rounds of 3 x 1 and 2 x 2 runs, all of them diverged.
    assertEquals(List.of("3", "3", "1"), rows.stream().map(row -> row[4]).toList());
    assertEquals(List.of("3", "3", "1"), rows.stream().map(row -> row[5]).toList());
  }

  @Test
  void tuningRefusesWhatItCannotDo() throws IOException {
    Map<List<String>, String> cases = Map.of(
        List.of("--method", "LETKF"), "there is no method 'LETKF' in small; there are ETKF-10, single",
        List.of("--method", "single"), "has neither inflation.factor nor localization.radius",
        List.of("--budget", "10"), "the budget is 10 runs, but 10 settings need at least 44",
        List.of("--range", "methods.0.members=5"), "must be low:high, low:high:count or a list",
        List.of("--range", "methods.0.members=9:5"), "the lower end must be below the upper one",
        List.of("--range", "methods.0.members=5:9:1"), "must be an integer between 2 and 1000, but is '1'",
        List.of("--range", "methods.0.members=[5, 5]"), "has the value 5 twice",
        List.of("--range", "methods.0.members=5:x"), "'x' is no number",
        List.of("--range", "methods.0.membrs=5:9:2"), "is not known here; did you mean 'members'",
        List.of("--range", "methods.0.members=1:3:3"), "the combination members 1 is no experiment");
    assertEquals(2, tune("none", "--range", "methods.1.members=5:9:2"), err);
    assertTrue(err.contains("the method 'ETKF-10' is the same with members 5 and members 9"), err);
    assertEquals(2, tune("none", "--range", "seeds=[[1], [2]]"), err);
    assertTrue(err.contains("seeds cannot be tuned"), err);
    for (Map.Entry<List<String>, String> wrong : cases.entrySet()) {
      assertEquals(2, tune("none", wrong.getKey().toArray(String[]::new)), wrong.getKey().toString());
      assertTrue(err.contains(wrong.getValue()), wrong.getKey() + ": " + err);
      assertFalse(Files.exists(temporary.resolve("none")), wrong.getKey().toString());
    }
  }
}
