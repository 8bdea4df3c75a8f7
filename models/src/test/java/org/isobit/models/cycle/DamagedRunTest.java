package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.io.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever happened to a run's files: the same command gives the bytes of a whole run, or says why not and changes
 * nothing.
 */
class DamagedRunTest {

  private static final String WAY_ON = "; put it back from a copy of yours, or begin another run (--out)";

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Path out;
  private TreeMap<String, byte[]> three;
  private TreeMap<String, byte[]> four;

  /** Three cycles, and what four give without an interruption. */
  @BeforeEach
  void runs() throws IOException {
    Example.write(folder);
    for (int c = 2; c <= 4; c++) {
      Files.delete(folder.resolve("observations/00000" + c + ".csv")); // short records: each of their bytes is tried
    }
    out = folder.resolve("whole");
    run(4);
    four = Runs.results(out);
    out = folder.resolve("out");
    run(3);
    three = Runs.results(out);
    assertTrue(three.containsKey("ensembles/000003.npy") && !three.containsKey("ensembles/000002.npy"));
  }

  private CyclePlan plan(int cycles, String... overrides) throws IOException {
    List<String> all = new ArrayList<>(List.of("cycles=" + cycles, "burn-in=0", "output.picture=false",
        "output.mean-and-spread=1",
        "observations.missing=forecast-only"));
    all.addAll(List.of(overrides));
    return CyclePlan.read(Settings.read(folder.resolve("config.yaml"), all), folder, out, null);
  }

  private String run(int cycles, String... overrides) throws IOException {
    return run(plan(cycles, overrides));
  }

  private static String run(CyclePlan plan) throws IOException {
    StringWriter told = new StringWriter();
    new CycleRun(plan, new PrintWriter(told), new DeviceUse(_ -> { })).run();
    return told.toString();
  }

  private void restore() throws IOException {
    for (String name : Runs.results(out).keySet()) {
      Files.delete(out.resolve(name));
    }
    for (var file : three.entrySet()) {
      Files.createDirectories(out.resolve(file.getKey()).getParent());
      Files.write(out.resolve(file.getKey()), file.getValue());
    }
  }

  /** The command stops with a message and leaves every file as it is. */
  private String refused() throws IOException {
    TreeMap<String, byte[]> before = Runs.results(out);
    String message = assertThrows(IllegalArgumentException.class, () -> run(4)).getMessage();
    Runs.same(before, out, message);
    assertEquals(-1, message.indexOf('\n'), message);
    return message;
  }

  private static int start(byte[] journal, int lastRecords) {
    int at = journal.length - 1;
    for (int i = 0; i < lastRecords; i++) {
      at--;
      while (journal[at] != '\n') {
        at--;
      }
    }
    return at + 1;
  }

  @Test
  void everyByteOfTheLastTwoRecordsInBothJournals() throws IOException {
    byte[] journal = three.get("journal");
    assertArrayEquals(journal, three.get("journal.copy"));
    int last = start(journal, 1);
    int accepted = 0;
    CyclePlan plan = plan(4);
    for (int at = start(journal, 2); at < journal.length; at++) {
      for (byte[] damaged : Damage.all(journal, at)) {
        Files.write(out.resolve("journal"), damaged);
        Files.write(out.resolve("journal.copy"), damaged);
        boolean twice = journal[at] == '\n' && damaged.length > journal.length;
        if (twice || at == journal.length - 1 && damaged.length < journal.length) {
          String told = run(plan); // a line feed is there twice, or the last one is missing: every record is whole
          assertTrue(told.contains("line feed") || told.contains("cut off 1 bytes"), told);
          Runs.same(four, out, "only the line feed");
          restore();
          accepted++;
        } else {
          String message = assertThrows(IllegalArgumentException.class, () -> run(plan)).getMessage();
          assertArrayEquals(damaged, Files.readAllBytes(out.resolve("journal")));
          assertArrayEquals(damaged, Files.readAllBytes(out.resolve("journal.copy")));
          assertTrue(message.endsWith(WAY_ON + ", for example with 'ensemble: {file: "
              + out.resolve("ensembles/000003.npy") + "}'"), message);
          assertTrue(message.contains(at < last - 1 && damaged.length >= journal.length - 1
              ? "journal:4: this record of the journal is damaged" : "the journal has lost its last record"), message);
        }
      }
    }
    Files.write(out.resolve("journal"), journal);
    Files.write(out.resolve("journal.copy"), journal);
    Runs.same(three, out, "after all refusals");
    assertEquals(4, accepted);
  }

  @Test
  void bytesOfTheLastTwoRecordsInOneJournal() throws IOException {
    byte[] journal = three.get("journal");
    for (int at = start(journal, 2); at < journal.length; at += 127) {
      for (byte[] damaged : Damage.all(journal, at)) {
        String name = at % 2 == 0 ? "journal" : "journal.copy";
        Files.write(out.resolve(name), damaged);
        String told = run(4);
        assertTrue(told.contains(name + ": was damaged; "), told);
        Runs.same(four, out, "byte " + at + " of " + name);
        restore();
      }
    }
  }

  @Test
  void journalsThatAreEmptyMissingOrShort() throws IOException {
    byte[] journal = three.get("journal");
    Files.write(out.resolve("journal"), new byte[0]);
    assertTrue(run(4).contains("journal: was damaged; 5 records of the journal came from its copy\n"));
    Runs.same(four, out, "an empty journal");
    restore();
    Files.delete(out.resolve("journal"));
    assertTrue(run(4).contains("journal: was missing; 5 records of the journal came from its copy\n"));
    Runs.same(four, out, "no journal");
    restore();
    Files.delete(out.resolve("journal.copy"));
    assertTrue(run(4).contains("journal.copy: was missing; 5 records of the journal came from its copy\n"));
    Runs.same(four, out, "no copy");
    restore();
    for (String name : List.of("journal", "journal.copy")) {
      Files.write(out.resolve(name), new byte[0]);
    }
    assertEquals(out.resolve("journal") + ": is empty; all records of the journal are lost" + WAY_ON
        + ", for example with 'ensemble: {file: " + out.resolve("ensembles/000003.npy") + "}'", refused());
    Files.delete(out.resolve("journal.copy"));
    assertTrue(refused().startsWith(out.resolve("journal") + ": is empty"));
    Files.delete(out.resolve("journal"));
    assertEquals(out + ": holds diagnostics.csv but no journal of a run; choose another directory (--out)", refused());
    byte[] head = java.util.Arrays.copyOf(journal, new String(journal, StandardCharsets.ISO_8859_1).indexOf('\n') + 1);
    Files.write(out.resolve("journal"), head);
    assertTrue(refused().startsWith(out.resolve("journal") + ": has no record of a cycle, but "
        + out.resolve("ensembles/000003.npy") + " is there; the journal has lost its records" + WAY_ON));
    // What the message says: another run from that ensemble.
    Path old = out;
    out = folder.resolve("another");
    run(1, "ensemble={file: " + old.resolve("ensembles/000003.npy") + "}");
    assertTrue(Files.exists(out.resolve("report.json")));
  }

  private void cut(int records) throws IOException {
    byte[] journal = Files.readAllBytes(out.resolve("journal"));
    for (String name : List.of("journal", "journal.copy")) {
      Files.write(out.resolve(name), java.util.Arrays.copyOf(journal, start(journal, records)));
    }
  }

  /** No kill leaves ensembles of two cycles beyond the last record; one of them is made again. */
  @Test
  void ensemblesOfCyclesThatTheJournalHasLost() throws IOException {
    out = folder.resolve("all");
    run(4, "output.ensembles=all");
    TreeMap<String, byte[]> all = Runs.results(out);
    cut(2);
    TreeMap<String, byte[]> before = Runs.results(out);
    String message = assertThrows(IllegalArgumentException.class, () -> run(4, "output.ensembles=all")).getMessage();
    assertEquals(out.resolve("journal") + ": ends with cycle 2, but the ensemble there is " + out.resolve(
        "ensembles/000004.npy") + "; the journal has lost its last record" + WAY_ON
        + ", for example with 'ensemble: {file: " + out.resolve("ensembles/000004.npy") + "}'", message);
    Runs.same(before, out, message);
    Files.write(out.resolve("journal"), all.get("journal"));
    cut(1);
    run(4, "output.ensembles=all");
    Runs.same(all, out, "one record");
  }

  /** A run whose only cycle's record is lost is still not another configuration's. */
  @Test
  void theOnlyCycleIsNotForgotten() throws IOException {
    out = folder.resolve("one");
    run(1);
    cut(1);
    TreeMap<String, byte[]> before = Runs.results(out);
    String message = assertThrows(IllegalArgumentException.class, () -> run(1, "seed=2")).getMessage();
    assertTrue(message.endsWith("undo that, or choose another directory (--out)"), message);
    Runs.same(before, out, message);
  }

  /** Everything that is kept is checked, not only what the next cycle needs. */
  @Test
  void filesThatWereChangedOrLost() throws IOException {
    for (String name : List.of("ensembles/000003.npy", "mean/000001.npy", "mean/000003.npy", "spread/000002.npy")) {
      byte[] bytes = three.get(name).clone();
      bytes[bytes.length - 3] ^= 1;
      Files.write(out.resolve(name), bytes);
      assertTrue(refused().startsWith(out.resolve(name) + ": is not what the run wrote: its SHA-256 differs from the "
          + "journal's" + WAY_ON), name);
      assertEquals(name.startsWith("ensembles"), refused().endsWith(WAY_ON), "not from what is lost itself");
      Files.delete(out.resolve(name));
      assertTrue(refused().startsWith(out.resolve(name) + ": no such file" + WAY_ON), name);
      Files.write(out.resolve(name), three.get(name));
    }
    run(4);
    Runs.same(four, out, "all put back");
  }

  @Test
  void keptEnsemblesAndInflationAreChecked() throws IOException {
    String[] more = {"output.ensembles=2", "method.inflation=null", "method.adaptive-inflation={method: miyoshi-2011}"};
    out = folder.resolve("more");
    run(3, more);
    three = Runs.results(out);
    for (String name : List.of("ensembles/000000.npy", "ensembles/000002.npy", "inflation/000002.npy",
        "inflation/000003.npy")) {
      Files.write(out.resolve(name), new byte[3]);
      TreeMap<String, byte[]> before = Runs.results(out);
      String message = assertThrows(IllegalArgumentException.class, () -> run(4, more)).getMessage();
      assertTrue(message.startsWith(out.resolve(name) + ": is not what the run wrote"), message);
      Runs.same(before, out, name);
      Files.write(out.resolve(name), three.get(name));
    }
    run(4, more);
    assertTrue(Files.exists(out.resolve("ensembles/000002.npy")));
    assertTrue(Files.notExists(out.resolve("ensembles/000003.npy")));
    assertTrue(Files.notExists(out.resolve("inflation/000003.npy")));
  }

  /** A configuration that never finished a cycle does not own the directory. */
  @Test
  void aRunWithoutACycleGivesWay() throws IOException {
    Path wrong = folder.resolve("observations/000001.csv");
    String good = Files.readString(wrong);
    Files.writeString(wrong, good.replace("\n0,", "\n77,"));
    Path expected = out = folder.resolve("new");
    assertThrows(IllegalArgumentException.class, () -> run(4));
    Files.writeString(wrong, good);
    Files.createDirectories(out.resolve("work/000001"));
    Files.writeString(out.resolve("work/000001/members"), "of the other configuration");
    Files.createDirectories(out.resolve("inflation"));
    Files.write(out.resolve("inflation/000000.npy"), new byte[3]);
    String told = run(4, "seed=2");
    assertTrue(told.contains(": beginning anew, since no cycle was done there; the run there began with another "
        + "configuration: seed was '1', but is '2' now"), told);
    TreeMap<String, byte[]> anew = Runs.results(out);
    out = folder.resolve("clean");
    run(4, "seed=2");
    Runs.same(Runs.results(out), expected, "as if nothing had been there");
    assertTrue(anew.containsKey("journal.copy"));
    String message = assertThrows(IllegalArgumentException.class, () -> run(4)).getMessage();
    assertTrue(message.contains("seed was '2', but is '1' now; undo that, or choose another directory"), message);
  }
}
