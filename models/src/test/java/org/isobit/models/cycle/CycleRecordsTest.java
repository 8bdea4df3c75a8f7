package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** What a journal must say so that a run goes on, and who has arrived. */
@Timeout(120)
@Isolated
class CycleRecordsTest extends CycleRuns {

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
