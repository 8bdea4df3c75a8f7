package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.io.NpyFile;
import org.isobit.models.scores.EnsembleScores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Small runs, looked at from within: what is recorded, told and kept. */
@Timeout(120)
@Isolated
class CycleRunTest extends CycleRuns {

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
}
