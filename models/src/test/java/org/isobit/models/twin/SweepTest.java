package org.isobit.models.twin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isobit.kernels.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Sweeps and tunings by the command. */
@Isolated
class SweepTest extends SweepRuns {

  @Test
  void eachCombinationScoresAsItDoesAlone() throws IOException {
    assertEquals(0, sweep("sweep", SWEEP), err);
    assertTrue(out.contains("ETKF\nmembers") && out.contains("single, the same with all combinations: "), out);
    assertTrue(out.contains("7 runs, 0 of them from before"), out);
    assertEquals(1, out.lines().filter(line -> line.matches("10 +1.04 .*0\\.540")).count(), out);
    List<String> rows = Files.readAllLines(temporary.resolve("sweep/sweep.csv"));
    assertEquals(1 + 6 * 2, rows.size());
    int row = 1;
    for (int members : new int[] {6, 10}) {
      for (double factor : new double[] {1.0, 1.04, 1.1}) {
        TwinResult alone = TwinRun.run(ExperimentYaml.read("alone", YAML, List.of("methods.0.members=" + members,
            "methods.0.inflation.factor=" + factor)), Workers.serial(), ProgressListener.NONE);
        for (int m = 0; m < 2; m++) {
          String name = m == 0 ? "ETKF" : "single";
          double rmse = alone.means(m).rmse().mean();
          int lost = (int) alone.runsOf(m).stream().filter(TwinResult.Run::diverged).count();
          assertTrue(rows.get(row).startsWith("1," + members + "," + factor + "," + name + ",2," + lost + ","
              + (lost > 0 ? "," : rmse + ",")), rows.get(row) + " but alone " + rmse);
          row++;
        }
      }
    }
    JsonObject json = JsonParser.parseString(Files.readString(temporary.resolve("sweep/sweep.json")))
        .getAsJsonObject();
    assertEquals(12, json.getAsJsonArray("points").size());
    // The best as an experiment of its own.
    JsonObject best = json.getAsJsonArray("best").get(0).getAsJsonObject();
    assertEquals(0, run("--experiment", temporary.resolve("sweep/best-0.yaml").toString(), "--out",
        temporary.resolve("best").toString()), err);
    JsonObject scores = JsonParser.parseString(Files.readString(temporary.resolve("best/scores.json")))
        .getAsJsonObject().getAsJsonArray("methods").get(0).getAsJsonObject().getAsJsonObject("pooled");
    assertEquals(best.getAsJsonObject("rmse_analysis"), scores.getAsJsonObject("rmse_analysis"));
  }

  private static final String SMOOTHER = YAML.replaceFirst("(?s)  - \\{filter: etkf.*", "  - {filter: enks, lag: 3, "
      + "members: 6, inflation: {kind: posterior-anomalies, factor: 1.04}}\n");

  /** Each combination's smoothed score is that of the experiment alone, and the lowest of them is the best. */
  @Test
  void theScoreThatIsNamedSaysWhatIsBest() throws IOException {
    for (String score : List.of("smoothed", "forecast", "crps")) {
      assertEquals(0, sweep(score, SMOOTHER + "sweep: {methods.0.inflation.factor: [1.0, 1.04, 1.3]}\nscore: " + score
          + "\n"), err);
      JsonObject json = JsonParser.parseString(Files.readString(temporary.resolve(score + "/sweep.json")))
          .getAsJsonObject();
      assertEquals(score, json.get("score").getAsString());
      String column = score.equals("crps") ? "crps" : "rmse_" + score;
      double lowest = Double.POSITIVE_INFINITY;
      double best = Double.NaN;
      for (double factor : new double[] {1.0, 1.04, 1.3}) {
        TwinResult.Means alone = TwinRun.run(ExperimentYaml.read("alone", SMOOTHER,
            List.of("methods.0.inflation.factor=" + factor)), Workers.serial(), ProgressListener.NONE).means(0);
        double mean = (score.equals("crps") ? alone.crps() : score.equals("forecast") ? alone.rmseForecast()
            : alone.rmseSmoothed()).mean();
        best = mean < lowest ? factor : best;
        lowest = Math.min(lowest, mean);
      }
      JsonObject found = json.getAsJsonArray("best").get(0).getAsJsonObject();
      assertEquals(lowest, found.getAsJsonObject(column).get("mean").getAsDouble());
      assertEquals(best, found.getAsJsonObject("setting").get("methods.0.inflation.factor").getAsDouble());
      assertTrue(out.contains(score.equals("crps") ? "CRPS " : "RMSE " + score) && out.contains("*: lowest "), out);
      List<String> rows = Files.readAllLines(temporary.resolve(score + "/sweep.csv"));
      int at = List.of(rows.getFirst().split(",")).indexOf("score");
      assertTrue(at > 0 && rows.stream().skip(1).allMatch(row -> row.split(",")[at].equals(score)), rows.toString());
      assertTrue(Files.readString(temporary.resolve(score + "/sweep.svg")).contains("framed: lowest "));
    }
    // Another score of the same runs.
    assertEquals(0, sweep("crps", SMOOTHER + "sweep: {methods.0.inflation.factor: [1.0, 1.04, 1.3]}\n"), err);
    assertTrue(out.contains("3 runs, 3 of them from before") && out.contains("RMSE analysis "), out);
    assertEquals(0, run("tune", "--experiment", file(SMOOTHER).toString(), "--out", temporary.resolve("t").toString(),
        "--range", "methods.0.inflation.factor=[1.0, 1.04]", "--budget", "6", "--score", "smoothed"), err);
    assertTrue(out.contains("budget 6 runs; RMSE smoothed") && out.matches("(?s).*seeds +RMSE smoothed .*"), out);
    assertEquals("smoothed", JsonParser.parseString(Files.readString(temporary.resolve("t/tuning.json")))
        .getAsJsonObject().get("score").getAsString());
  }

  @Test
  void aScoreThatAMethodLacksIsRefused() throws IOException {
    assertEquals(2, sweep("none", SWEEP + "score: smoothed\n"));
    assertTrue(err.contains("the score smoothed is for methods that smooth, but the method 'ETKF-6' does not (the "
        + "combination members 6, inflation.factor 1.0)"), err);
    assertEquals(2, sweep("none", SMOOTHER + "sweep: {methods.0.lag: [3, 50]}\nscore: smoothed\n"));
    assertTrue(err.contains("with its lag of 50 smooths none of the 50 cycles that are scored"), err);
    assertEquals(2, sweep("none", SWEEP + "score: spread\n"));
    assertTrue(err.contains("score: must be one of analysis, forecast, smoothed, crps, but is 'spread'"), err);
    assertEquals(2, sweep("none", YAML + "sweep: {score: [analysis, crps]}\n"));
    assertTrue(err.contains("sweep.score: cannot be swept: it says what all combinations are ranked by"), err);
    assertEquals(2, tune("none", "--score", "smoothed"));
    assertTrue(err.contains("the method 'ETKF-10' does not"), err);
    assertEquals(2, tune("none", "--score", "spread"));
    assertTrue(err.contains("isobit twin tune: --score: 'spread' is none of analysis, forecast, smoothed, crps"), err);
    assertFalse(Files.exists(temporary.resolve("none")));
  }

  @Test
  void itGoesOnAfterAnInterruption() throws IOException {
    assertEquals(0, sweep("whole", SWEEP), err);
    Path folder = temporary.resolve("whole");
    Map<String, String> before = results(folder);
    assertTrue(before.keySet().containsAll(List.of("sweep.csv", "sweep.json", "sweep.png", "sweep.svg",
        "experiment.yaml", "best-0.yaml", "best-1.yaml")), before.keySet().toString());
    String kept = bytes(folder.resolve("runs/run-3.json"));
    var time = Files.getLastModifiedTime(folder.resolve("runs/run-3.json"));
    for (String gone : List.of("runs/run-0.json", "runs/run-4.json", "sweep.csv", "sweep.json", "sweep.png",
        "sweep.svg", "best-1.yaml")) {
      Files.delete(folder.resolve(gone));
    }
    // What a killed process leaves of a file that it was writing.
    Files.writeString(folder.resolve("runs/.run-4.json.999999999-1.isobit.part"), "{\"meth");
    assertEquals(0, sweep("whole", SWEEP), err);
    assertTrue(out.contains("7 runs, 5 of them from before"), out);
    assertEquals(before, results(folder));
    assertEquals(kept, bytes(folder.resolve("runs/run-3.json")));
    assertEquals(time, Files.getLastModifiedTime(folder.resolve("runs/run-3.json")));
  }

  @Test
  void otherSweepsAreRefusedInItsFolder() throws IOException {
    assertEquals(0, sweep("mine", SWEEP), err);
    Map<String, String> before = results(temporary.resolve("mine"));
    assertEquals(2, sweep("mine", SWEEP, "--set", "sweep.methods.0.members=[6, 12]"));
    assertTrue(err.contains("the runs there were made with sweep = ") && err.contains("choose another directory"),
        err);
    assertEquals(2, sweep("mine", SWEEP, "--set", "cycles=61"));
    assertTrue(err.contains("the runs there were made with experiments = "), err);
    Path study = temporary.resolve("mine/study.json");
    Files.writeString(study, Files.readString(study).replaceFirst("\"version\":\"[^\"]*\"", "\"version\":\"0.0\""));
    assertEquals(2, sweep("mine", SWEEP));
    assertTrue(err.contains("the runs there were made with version = \"0.0\""), err);
    Files.delete(study);
    before.remove("study.json");
    assertEquals(before, results(temporary.resolve("mine")));
    Files.createDirectory(temporary.resolve("other"));
    Files.writeString(temporary.resolve("other/thesis.tex"), "precious");
    assertEquals(2, sweep("other", SWEEP));
    assertTrue(err.contains("holds files"), err);
  }

  @Test
  void divergenceIsNoNumber() throws IOException {
    assertEquals(0, sweep("lost", YAML + "sweep: {methods.0.inflation.factor: [1.04, 1.0e+200]}\n"), err);
    List<String> rows = Files.readAllLines(temporary.resolve("lost/sweep.csv"));
    assertTrue(rows.get(3).startsWith("1,1.0E200,ETKF-10,2,2,,,,,,"), rows.get(3));
    assertTrue(out.contains("diverged"), out);
    assertTrue(Files.readString(temporary.resolve("lost/sweep.svg")).contains("diverged"));
    assertFalse(Files.readString(temporary.resolve("lost/sweep.json")).contains("NaN"));
  }

  @Test
  void mistakesAreNamedBeforeAnythingRuns() throws IOException {
    Map<String, String> cases = new TreeMap<>();
    cases.put("{}", "sweep: must name at least one key, but is empty");
    cases.put("7", "sweep: must be a section (key: value lines), but is 7");
    cases.put("{methods.0.members: []}", "sweep.methods.0.members: must have at least one value, but is empty");
    cases.put("{methods.0.members: 6}", "sweep.methods.0.members: must be a list of values, but is 6");
    cases.put("{methods.0.members: [6, 8, 6]}", "sweep.methods.0.members: has the value 6 twice");
    cases.put("{methods.0.members: [6, 6.0]}", "sweep.methods.0.members: has the value 6.0 twice");
    cases.put("{methods.0.inflation.factor: [1.1, .nan]}", "must have finite values, but has NaN");
    cases.put("{methods.0.mebmers: [6]}", "methods.0.mebmers: is not known here; did you mean 'members'");
    cases.put("{cycels: [60, 70]}", "cycels: is not known here");
    cases.put("{methods.0.inflation.factor: [1.1, -0.5]}",
        "the combination inflation.factor -0.5 is no experiment: --set methods.0.inflation.factor=-0.5: "
            + "methods.0.inflation.factor: does not fit");
    cases.put("{methods.0.members: [6, 1]}", "the combination members 1 is no experiment: ");
    cases.put("{methods.0.localization.radius: [2.0, 4.0]}", "localization");
    cases.put("{methods.1.rotation: [true], methods.2.members: [6]}",
        "'2' must be a position in the list, 0 to 1");
    cases.put("{methods.0.members: [6], methods.0.batch: [1, 2]}", "methods.0.batch: has no effect here: it is for");
    cases.put("{sweep.cycles: [60]}", "sweep.sweep.cycles: cannot be swept: it is the sweep itself");
    cases.put("{methods.0.inflation: [null], methods.0.inflation.factor: [1.1]}", "one inside the other");
    cases.put("{seeds: [" + numbers(17) + "], cycles: [" + numbers(17) + "], burn-in: [" + numbers(17) + "]}",
        "sweep: is a product of 17 x 17 x 17 = 4913 combinations, but may have at most 4096");
    for (Map.Entry<String, String> wrong : cases.entrySet()) {
      assertEquals(2, sweep("none", YAML + "sweep: " + wrong.getKey() + "\n"), wrong.getKey());
      assertTrue(err.contains(wrong.getValue()), wrong.getKey() + ": " + err);
      assertEquals(1, err.lines().count(), err);
      assertFalse(Files.exists(temporary.resolve("none")), wrong.getKey());
    }
    assertEquals(2, sweep("none", SWEEP, "--set", "sweep.methods.0.members=[]"));
    assertTrue(err.contains("--set sweep.methods.0.members=[]: sweep.methods.0.members: must have at least one"), err);
  }

  private static String numbers(int n) {
    return IntStream.range(100, 100 + n).mapToObj(String::valueOf).collect(Collectors.joining(", "));
  }

  @Test
  void aTruthThatIsNotFiniteIsNamedWhileItRuns() throws IOException {
    assertEquals(2, sweep("wild", YAML + "sweep: {integrator.step: [0.01, 0.5]}\n"));
    assertTrue(err.contains("isobit twin: the combination integrator.step 0.5: small: the truth run has "), err);
    assertFalse(Files.exists(temporary.resolve("wild/sweep.csv")));
  }

  @Test
  void theCommandLineChangesASweep() throws IOException {
    assertEquals(0, sweep("changed", SWEEP, "--set", "sweep.methods.0.members=[7]", "--set",
        "sweep.methods.0.inflation=null", "--set", "sweep.methods.0.inflation.factor=null", "--set",
        "sweep.methods.1.members=[8, 9, 10]", "--seed", "5"), err);
    List<String> rows = Files.readAllLines(temporary.resolve("changed/sweep.csv"));
    assertTrue(rows.getFirst().startsWith("contract,methods.0.members,methods.1.members,method"), rows.getFirst());
    assertEquals(1 + 3 * 2, rows.size());
    assertTrue(rows.get(1).startsWith("1,7,8,ETKF-7,1,"), rows.get(1));
    // Without it, the file is one experiment.
    assertEquals(0, sweep("one", SWEEP, "--set", "sweep=null"), err);
    assertTrue(Files.exists(temporary.resolve("one/scores.json")));
    assertEquals(0, run("--experiment", file(SWEEP).toString(), "--show"), err);
    assertEquals(2, sweep("none", out.replace("factor: [1.0", "factor: [2.0"), "--set", "cycles=x"), out);
    assertArrayEquals(new String[] {"L96-sweep"}, Experiments.sweeps().toArray());
    assertEquals(0, run("--list"), err);
    assertTrue(out.contains("L96-sweep (sweep of 24 experiments): ") && out.contains(
        "sweep: methods.0.members 16, 20, 24, 28"), out);
  }
}
