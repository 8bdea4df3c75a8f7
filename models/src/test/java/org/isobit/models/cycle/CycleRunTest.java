package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.Settings;
import org.isobit.models.scores.EnsembleScores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Small runs, looked at from within: what is recorded, told and kept. */
@Timeout(120)
@Isolated
class CycleRunTest {

  private static final int SIZE = 4;
  private static final int MEMBERS = 5;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Path out;
  private String told;
  private String table;

  @BeforeEach
  void write() throws IOException {
    out = folder.resolve("out");
    NpyFile.write(folder.resolve("mean.npy"), new double[] {1, 2, 3, 4}, SIZE);
    for (int c = 1; c <= 3; c++) {
      NpyFile.write(folder.resolve("truth" + c + ".npy"), new double[] {1, 2, 3, 4}, SIZE);
    }
    for (String c : List.of("1", "3")) {
      Files.writeString(folder.resolve("o" + c + ".csv"), "index,value,sd\n0,1.5,0.5\n2,3.25,1\n");
    }
    Files.writeString(folder.resolve("model.yaml"), """
        cycles: 3
        forecast: {model: {name: lorenz96, size: 4, forcing: 8.0}, integrator: {scheme: heun, step: 0.01}, steps: 2}
        ensemble: {members: 5, mean: [1, 2, 3, 4], variance: 0.5}
        grid: {x: {periodic: true}}
        observations: {file: 'o{cycle}.csv', operator: index, missing: forecast-only}
        method: {filter: etkf}
        truth: truth{cycle}.npy
        output: {picture: false}
        """);
    Files.writeString(folder.resolve("command.yaml"), """
        cycles: 3
        forecast: {command: 'cp {in} {out}', shell: true, files: npy, processes: 2, on-failure: continue, least-members: 3}
        ensemble: {members: 5, mean-file: mean.npy, variance: 0.5}
        observations: {file: 'o{cycle}.csv', operator: index, missing: forecast-only}
        method: {filter: etkf}
        output: {picture: false}
        """);
  }

  private CyclePlan plan(String config, String... overrides) throws IOException {
    return CyclePlan.read(Settings.read(folder.resolve(config), List.of(overrides)), folder, out, null);
  }

  private void run(String config, String... overrides) throws IOException {
    CyclePlan plan = plan(config, overrides);
    StringWriter notes = new StringWriter();
    try {
      // Buffered: what is told is to be seen at once.
      table = new CycleRun(plan, new PrintWriter(new BufferedWriter(notes)), new DeviceUse(_ -> { })).run();
    } finally {
      told = notes.toString();
    }
  }

  private List<JsonObject> records() throws IOException {
    List<JsonObject> records = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve("journal"))) {
      JsonElement json = JsonParser.parseString(line.substring(line.indexOf(' ', 9) + 1));
      records.add(json.getAsJsonObject());
    }
    return records;
  }

  private double[] ensemble(int cycle) throws IOException {
    return NpyFile.read(out.resolve("ensembles/00000" + cycle + ".npy")).doubles();
  }

  @Test
  void recordsOfAModelsRun() throws IOException {
    run("model.yaml", "output.ensembles=all");
    assertEquals("", told);
    assertTrue(table.startsWith("3 cycles with ETKF") && table.endsWith("written to " + out + "\n"), table);
    List<JsonObject> records = records();
    assertEquals(5, records.size());
    assertEquals("lorenz96", records.getFirst().getAsJsonObject("configuration").get("forecast.model.name")
        .getAsString());
    EnsembleScores scores = new EnsembleScores(SIZE, MEMBERS);
    for (int c = 0; c <= 3; c++) {
      JsonObject r = records.get(c + 1);
      assertEquals(c, r.get("cycle").getAsInt());
      assertEquals(StateFiles.sha256(out.resolve("ensembles/00000" + c + ".npy")), r.get("ensemble").getAsString());
      scores.read(ensemble(c), SIZE);
      assertEquals(scores.spread(), r.get("spread").getAsDouble());
      assertEquals("[0,1,2,3,4]", r.get("members").toString());
      assertEquals("[]", r.get("failed").toString());
      assertTrue(r.get("inflation").isJsonNull());
      if (c == 0) {
        assertEquals(scores.spread(), r.get("forecastSpread").getAsDouble());
        assertTrue(r.get("rmse").isJsonNull() && r.get("meanFile").isJsonNull() && r.get("spreadFile").isJsonNull());
        continue;
      }
      assertEquals(scores.rmse(new double[] {1, 2, 3, 4}), r.get("rmse").getAsDouble());
      assertEquals(StateFiles.sha256(out.resolve("mean/00000" + c + ".npy")), r.get("meanFile").getAsString());
      assertEquals(StateFiles.sha256(out.resolve("spread/00000" + c + ".npy")), r.get("spreadFile").getAsString());
      Ensemble ensemble = Ensemble.of(ensemble(c), MEMBERS, SIZE);
      assertArrayEquals(ensemble.mean(), NpyFile.read(out.resolve("mean/00000" + c + ".npy")).doubles());
      assertArrayEquals(ensemble.spread(), NpyFile.read(out.resolve("spread/00000" + c + ".npy")).doubles());
      boolean observed = c != 2;
      assertEquals(observed, !r.get("observations").isJsonNull());
      assertEquals(observed ? 2 : 0, r.get("used").getAsInt());
      assertEquals(observed ? 2 : 0, r.get("read").getAsInt());
      assertEquals(observed, r.get("before").isJsonObject() && r.get("after").isJsonObject());
      assertEquals(observed, !r.get("spread").equals(r.get("forecastSpread")));
      assertEquals(observed, !r.get("rmse").equals(r.get("forecastRmse")));
    }
    assertEquals(StateFiles.sha256(folder.resolve("o1.csv")), records.get(2).get("observations").getAsString());
    JsonObject run = JsonParser.parseString(Files.readString(out.resolve("run.json"))).getAsJsonObject();
    assertEquals(Set.of("forecast", "analysis", "files"), run.getAsJsonObject("secondsOfEachPhase").keySet());
    for (var phase : run.getAsJsonObject("secondsOfEachPhase").entrySet()) {
      double seconds = phase.getValue().getAsDouble();
      assertTrue(seconds > 0 && seconds < 120, phase::toString);
    }
    assertEquals(0, run.get("resumedAfterCycle").getAsInt());
    assertFalse(Files.exists(out.resolve("cycle.png")));
    assertEquals(5, Files.readAllLines(out.resolve("diagnostics.csv")).size());
  }

  @Test
  void goingOn() throws IOException {
    run("model.yaml", "cycles=1");
    assertEquals(List.of("000001.npy"), names("ensembles"));
    run("model.yaml", "cycles=3", "output.picture=true");
    assertEquals("isobit cycle: going on after cycle 1 of 3\n", told);
    assertTrue(Files.exists(out.resolve("cycle.png")));
    JsonObject run = JsonParser.parseString(Files.readString(out.resolve("run.json"))).getAsJsonObject();
    assertEquals(1, run.get("resumedAfterCycle").getAsInt());
    assertEquals(2, run.get("cyclesOfThisSession").getAsInt());
    TreeMap<String, byte[]> parts = Runs.results(out);
    parts.remove("cycle.png");
    run("model.yaml");
    assertEquals("isobit cycle: all 3 cycles are done; writing the results again\n", told);
    assertEquals("3 cycles are done there, more than the 2 that 'cycles' asks for", assertThrows(
        IllegalArgumentException.class, () -> run("model.yaml", "cycles=2")).getMessage()
        .substring((out + ": ").length()));
    out = folder.resolve("whole");
    run("model.yaml");
    Runs.same(parts, out, "in two parts");
    assertEquals(List.of("000003.npy"), names("ensembles"));
  }

  private List<String> names(String name) throws IOException {
    try (var all = Files.list(out.resolve(name))) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  private String fails(Class<? extends RuntimeException> type, String config, String... overrides) {
    return assertThrows(type, () -> run(config, overrides)).getMessage();
  }

  @Test
  void failuresSayWhereAndHowToGoOn() throws IOException {
    String rest = " of 3 cycles are done, and the same command goes on from there";
    Files.writeString(folder.resolve("o3.csv"), "index,value,sd\n9,1,1\n");
    String message = fails(IllegalArgumentException.class, "model.yaml");
    assertTrue(message.startsWith("cycle 3: " + folder.resolve("o3.csv")) && message.endsWith("; 2" + rest), message);
    List<String> rows = Files.readAllLines(out.resolve("diagnostics.csv"));
    assertEquals(4, rows.size(), "rows of the cycles done, for those who watch");
    assertTrue(rows.getLast().startsWith("2,0.04,5,0,"), rows::toString);
    Files.writeString(out.resolve("diagnostics.csv"), "2,0.04", StandardOpenOption.APPEND);
    Files.writeString(folder.resolve("o3.csv"), "index,value,sd\n0,1,1e-200\n1,1,1e-200\n");
    message = fails(RunFailure.class, "model.yaml");
    assertTrue(message.startsWith("cycle 3: the analysis failed: ") && message.endsWith("; 2" + rest), message);
    assertEquals(rows, Files.readAllLines(out.resolve("diagnostics.csv")), "written anew");
    Files.delete(folder.resolve("o3.csv"));
    message = fails(IllegalArgumentException.class, "model.yaml", "observations.missing=refuse");
    assertTrue(message.startsWith("cycle 3: " + folder.resolve("o3.csv") + ": no such file; 'observations.missing: "),
        message);
    Files.delete(folder.resolve("truth3.npy"));
    message = fails(IllegalArgumentException.class, "model.yaml");
    assertTrue(message.startsWith("cycle 3: " + folder.resolve("truth3.npy") + ": no such file"), message);
    Files.delete(out.resolve("diagnostics.csv"));
    Files.createDirectory(out.resolve("diagnostics.csv"));
    message = fails(IllegalArgumentException.class, "model.yaml");
    assertTrue(message.startsWith("beginning: " + out.resolve("diagnostics.csv")) && message.endsWith("; 2" + rest),
        message);
    Files.delete(out.resolve("diagnostics.csv"));
    Files.delete(out.resolve("ensembles/000002.npy"));
    Files.delete(out.resolve("ensembles"));
    Files.writeString(out.resolve("ensembles"), "");
    message = fails(RunFailure.class, "model.yaml");
    assertTrue(message.startsWith("beginning: the system cannot read or write: ") && message.endsWith("; 2" + rest),
        message);
    out = folder.resolve("long");
    message = fails(RunFailure.class, "model.yaml", "forecast.integrator.step=9", "forecast.steps=99");
    assertTrue(message.startsWith("cycle 1: the forecast of member 0 is ")
        && message.contains(": the time step 9.0 is too long "
        + "for this state, or the analysis before it was not sound; 0" + rest), message);
    message = fails(RunFailure.class, "model.yaml", "forecast.blown-up=0.1", "forecast.integrator.step=9",
        "forecast.steps=99", "cycles=3");
    assertTrue(message.contains("and more count as blown up: the time step") || message.contains("is NaN"), message);
  }

  @Test
  void anExternalModel() throws IOException {
    run("command.yaml", "output.ensembles=all");
    assertEquals("", told);
    assertArrayEquals(ensemble(1), ensemble(2), "the model copies, and there are no observations");
    assertFalse(Files.exists(out.resolve("work")));
    assertEquals(5, names("logs").size());
    double[] before = ensemble(2);

    // Member 1 fails in cycle 2; the others keep their numbers and their states.
    out = folder.resolve("fewer");
    run("command.yaml", "output.ensembles=all",
        "forecast.command='[ {member}.{cycle} != 1.2 ] || exit 4; cp {in} {out}'");
    assertEquals("isobit cycle: cycle 2 goes on without member 1: exit code 4\n", told);
    assertEquals("[0,2,3,4]", records().get(4).get("members").toString());
    assertEquals("[0,2,3,4]", records().get(3).get("members").toString());
    assertEquals("[{\"member\":1,\"reason\":\"exit code 4\"}]", records().get(3).get("failed").toString());
    double[] left = ensemble(2);
    assertEquals(4 * SIZE, left.length);
    for (int m = 0; m < 4; m++) {
      int from = m == 0 ? 0 : m + 1;
      for (int i = 0; i < SIZE; i++) {
        assertEquals(before[from * SIZE + i], left[m * SIZE + i]);
      }
    }

    out = folder.resolve("least");
    String three = "forecast.command='[ {cycle} != 2 ] || [ {member} -gt 1 ] || exit {member}9; cp {in} {out}'";
    run("command.yaml", three);
    assertEquals("[2,3,4]", records().get(4).get("members").toString());
    out = folder.resolve("few");
    String message = fails(RunFailure.class, "command.yaml", three, "forecast.least-members=4");
    assertEquals("cycle 2: the forecast of member 0 failed: exit code 9; its log is "
        + out.resolve("logs/member-000.log")
        + "; so did those of 1 more; 3 members are left, but forecast.least-members is 4; 1 of 3 cycles are done, and "
        + "the same command goes on from there", message);
    message = fails(RunFailure.class, "command.yaml", three, "forecast.on-failure=fail", "forecast.least-members=null");
    assertEquals("cycle 2: the forecast of member 0 failed: exit code 9; its log is "
        + out.resolve("logs/member-000.log")
        + "; so did those of 1 more; 1 of 3 cycles are done, and the same command goes on from there", message);
  }

  @Test
  void aLogThatCannotBeWrittenEndsTheRun() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    run("command.yaml", "cycles=1");
    for (String log : names("logs")) {
      Files.delete(out.resolve("logs").resolve(log));
    }
    Files.delete(out.resolve("logs"));
    Files.writeString(out.resolve("logs"), "");
    String message = fails(RunFailure.class, "command.yaml");
    assertTrue(message.startsWith("cycle 2: the system cannot read or write: " + out.resolve("logs")), message);
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && thread.getName().matches("pool-\\d+-thread-\\d+")) {
        thread.join(20_000);
        assertFalse(thread.isAlive(), "nobody is left to run members");
      }
    }
  }

  /** Who has arrived is not run again, unless what he brought, or the list, is damaged. */
  @Test
  void membersThatArrived() throws IOException {
    String command = "forecast.command='echo {member} {cycle} {start} {end} >> {here}/told; [ {member}.{cycle} != 4.2 "
        + "] || [ -e {here}/free ] || exit 1; cp {in} {out}'";
    String[] overrides = {command, "forecast.on-failure=fail", "forecast.least-members=null", "forecast.processes=1",
        "forecast.retries=1"};
    fails(RunFailure.class, "command.yaml", overrides);
    Path work = out.resolve("work/000002");
    assertEquals(List.of("0 1 0.0 1.0", "1 1 0.0 1.0"), Files.readAllLines(folder.resolve("told")).subList(0, 2));
    assertEquals(List.of("3 2 1.0 2.0", "4 2 1.0 2.0", "4 2 1.0 2.0"), Files.readAllLines(folder.resolve("told"))
        .subList(8, 11));
    assertTrue(Files.readString(out.resolve("logs/member-004.log")).contains("cycle 2, member 4, attempt 2, "));
    assertEquals(5, Files.readAllLines(work.resolve("members")).size());
    assertEquals(List.of("member-0.npy", "member-1.npy", "member-2.npy", "member-3.npy", "members"),
        names("work/000002"));
    overrides[overrides.length - 1] = "forecast.retries=0";
    byte[] list = Files.readAllBytes(work.resolve("members"));
    byte[] kept = Files.readAllBytes(work.resolve("member-1.npy"));

    assertEquals(List.of("4"), again(overrides), "only who has not arrived");
    Files.write(work.resolve("member-1.npy"), new byte[200]);
    assertEquals(List.of("1", "4"), again(overrides), "a state that was changed");
    assertArrayEquals(kept, Files.readAllBytes(work.resolve("member-1.npy")));
    Files.delete(work.resolve("member-2.npy"));
    assertEquals(List.of("2", "4"), again(overrides), "a state that is lost");
    byte[] torn = java.util.Arrays.copyOf(list, list.length - 5);
    Files.write(work.resolve("members"), torn);
    assertEquals(List.of("3", "4"), again(overrides), "a torn list");
    for (byte[] damaged : List.of(new byte[0], new byte[] {'x', '\n'})) {
      Files.write(work.resolve("members"), damaged);
      assertEquals(List.of("0", "1", "2", "3", "4"), again(overrides), "a damaged list is forgotten");
    }
    Files.createFile(folder.resolve("free"));
    Files.createDirectory(work.resolve("member-4.npy"));
    String message = fails(IllegalArgumentException.class, "command.yaml", overrides);
    assertTrue(message.startsWith("cycle 2: " + work.resolve("member-4.npy")
        + ": cannot be written: it is a directory"), message);
    Files.delete(work.resolve("member-4.npy"));
    run("command.yaml", overrides);
    TreeMap<String, byte[]> results = Runs.results(out);
    out = folder.resolve("whole");
    run("command.yaml", overrides);
    Runs.same(results, out, "after all of that");
  }

  private List<String> again(String... overrides) throws IOException {
    Files.delete(folder.resolve("told"));
    fails(RunFailure.class, "command.yaml", overrides);
    return Files.readAllLines(folder.resolve("told")).stream().map(line -> line.substring(0, 1)).toList();
  }

  @Test
  void theJournalsHead() throws IOException {
    run("model.yaml", "cycles=1");
    List<String> lines = Files.readAllLines(out.resolve("journal"));
    JsonObject head = records().getFirst();
    for (String[] change : new String[][] {{"journal", "1",
        ": is of format 1, but this version of isobit cycle goes on with runs "
        + "of format 2; choose another directory (--out)"}, {"contract", "0",
        ": the run there began with version 0 of the " + "arithmetic contract, but this is "}}) {
      JsonObject other = head.deepCopy();
      other.addProperty(change[0], Integer.parseInt(change[1]));
      rewrite(JournalLines.line(0, other), lines.get(1), lines.get(2));
      String message = fails(IllegalArgumentException.class, "model.yaml");
      assertTrue(message.contains(change[2]), message);
    }
    rewrite(JournalLines.line(0, JsonParser.parseString("[]")), lines.get(1), lines.get(2));
    assertTrue(fails(IllegalArgumentException.class, "model.yaml").contains(": is of format null, but"));
    rewrite(JournalLines.line(0, JsonParser.parseString("{}")), lines.get(1), lines.get(2));
    assertTrue(fails(IllegalArgumentException.class, "model.yaml").contains(": is of format null, but"));
    rewrite(lines.get(0), lines.get(1), JournalLines.line(2, JsonParser.parseString("{\"cycle\":2}")));
    assertTrue(fails(IllegalArgumentException.class, "model.yaml").contains(
        "journal:3: this record of the journal is not one of cycle 1: it says 2"));
    rewrite(lines.toArray(new String[0]));
    for (String[] change : new String[][] {{"seed=5", "seed was '1', but is '5' now; undo that"},
        {"truth=null", "truth was 'truth{cycle}.npy', but is not set now"},
        {"method.inflation={kind: posterior-anomalies, factor: 1.5}", " was not set, but is '"},
        {"method.rotation=true", "method.rotation was 'false', but is 'true' now"}}) {
      String message = fails(IllegalArgumentException.class, "model.yaml", change[0]);
      assertTrue(message.contains(change[1]), message);
    }
    run("model.yaml", "cycles=1", "forecast.blown-up=1e9", "observations.missing=refuse", "output.directory=elsewhere");
  }

  private void rewrite(String... lines) throws IOException {
    for (String name : List.of("journal", "journal.copy")) {
      Files.writeString(out.resolve(name), String.join("\n", lines) + "\n");
    }
  }

  @Test
  void aTakeoverNeedsThatNothingWasDone() throws IOException {
    run("model.yaml", "cycles=1");
    List<String> lines = Files.readAllLines(out.resolve("journal"));
    rewrite(lines.get(0), lines.get(1));
    // More than the ensemble of a cycle that was being finished.
    Files.copy(out.resolve("ensembles/000001.npy"), out.resolve("ensembles/000002.npy"));
    assertTrue(fails(IllegalArgumentException.class, "model.yaml", "seed=5")
        .contains("seed was '1', but is '5' now; undo that"));
    Files.delete(out.resolve("ensembles/000002.npy"));
    assertTrue(fails(IllegalArgumentException.class, "model.yaml", "seed=5")
        .contains("seed was '1', but is '5' now; undo that"),
        "the record of cycle 1 is lost, since its ensemble has taken the first one's place");
    Files.copy(out.resolve("ensembles/000001.npy"), out.resolve("ensembles/000000.npy"));
    run("model.yaml", "cycles=1", "seed=5");
    assertTrue(told.contains(": beginning anew, since no cycle was done there; "), told);
    rewrite(lines.get(0));
    String message = fails(IllegalArgumentException.class, "model.yaml", "cycles=1");
    assertTrue(message.contains("has no record of a cycle, but " + out.resolve("ensembles/000001.npy")), message);
    Files.delete(out.resolve("ensembles/000001.npy"));
    run("model.yaml", "cycles=1");
    assertEquals("", told);
  }
}
