package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isobit.models.io.AtomicFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run's directory holds, what is removed there, and who may work in it. */
class RunDirectoryTest {

  private static final long PID = ProcessHandle.current().pid();

  @TempDir
  Path folder;

  private Path root;

  @BeforeEach
  void name() {
    root = folder.resolve("run");
  }

  private void make(String... names) throws IOException {
    for (String name : names) {
      Files.createDirectories(root.resolve(name).getParent());
      Files.writeString(root.resolve(name), name);
    }
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(p -> !Files.isDirectory(p)).map(p -> root.relativize(p).toString())
          .filter(n -> !n.equals(".lock")).collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private void refused(String message) {
    assertEquals(root + ": " + message,
        assertThrows(IllegalArgumentException.class, () -> RunDirectory.open(root, "npy").close()).getMessage());
  }

  @Test
  void onlyOneRunAndOnlyItsOwnDirectory() throws IOException {
    try (RunDirectory first = RunDirectory.open(root, "npy")) {
      assertEquals(root, first.root());
      assertFalse(first.hasJournal());
      refused("another run is at work there (process " + ProcessHandle.current().pid() + ")");
    }
    assertFalse(Files.exists(root.resolve(".lock")));
    make(".journal.12-3.part", ".journal.copy.12-3.part", ".diagnostics.csv.1-1.part");
    RunDirectory.open(root, "npy").close();
    make("b", "a");
    refused("holds a but no journal of a run; choose another directory (--out)");
    make("journal.copy");
    try (RunDirectory own = RunDirectory.open(root, "npy")) {
      assertTrue(own.hasJournal());
    }
    Files.move(root.resolve("journal.copy"), root.resolve("journal"));
    RunDirectory.open(root, "npy").close();
  }

  /** Leaves what a process leaves that is killed while it writes a file. */
  private void killedWriting(String name) throws IOException {
    Path file = root.resolve(name);
    AtomicFiles.write(file, _ -> {
      try (Stream<Path> all = Files.list(file.getParent())) {
        Path part = all.filter(p -> p.getFileName().toString().startsWith("." + file.getFileName() + "." + PID))
            .findFirst().orElseThrow();
        Files.copy(part, Path.of(part.toString().replace("." + PID + "-", ".999999999-")));
      }
    });
    Files.delete(file);
  }

  /** Killed while its very first files were being written, a run begins again, and takes away what is left. */
  @Test
  void leftByAKill() throws IOException {
    for (String name : List.of("journal", "journal.copy", "report.json")) {
      killedWriting(name);
    }
    assertEquals(3, files().size(), () -> root.toString());
    try (RunDirectory own = RunDirectory.open(root, "npy")) {
      make("journal");
      killedWriting("ensembles/000001.npy");
      assertEquals(5, files().size());
      own.sweep(1, new RunDirectory.Keep(1, 0));
      assertEquals(Set.of("journal"), files());
    }
  }

  @Test
  void whatCannotBeADirectory() throws IOException {
    Files.writeString(root, "");
    refused("cannot be an output directory: it is a file");
    Files.delete(root);
    Files.createSymbolicLink(root, folder.resolve("nothing"));
    refused("cannot be an output directory: it is a symbolic link to nothing");
    Files.delete(root);
    Files.createSymbolicLink(root, Files.createDirectory(folder.resolve("elsewhere")));
    try (RunDirectory own = RunDirectory.open(root, "npy")) {
      assertTrue(Files.exists(folder.resolve("elsewhere/.lock")), () -> own.root().toString());
    }
  }

  /** A lock that is a link would cut off what it leads to. */
  @Test
  void aLockIsNoLink() throws IOException {
    make("journal");
    Path precious = Files.writeString(folder.resolve("precious"), "mine");
    Files.createSymbolicLink(root.resolve(".lock"), precious);
    assertThrows(IllegalArgumentException.class, () -> RunDirectory.open(root, "npy").close());
    assertEquals("mine", Files.readString(precious));
  }

  @Test
  void names() throws IOException {
    try (RunDirectory own = RunDirectory.open(root, "nc")) {
      assertEquals(List.of("journal", "journal.copy", "ensembles/000012.npy", "inflation/000012.npy", "mean/000012.nc",
          "spread/000012.nc", "analysis", "logs/member-003.log", "work/000012"),
          Stream.of(own.journal(), own.journalCopy(),
          own.ensemble(12), own.inflation(12), own.mean(12), own.spread(12), own.members(), own.log(3), own.work(12))
          .map(p -> root.relativize(p).toString()).toList());
    }
  }

  @Test
  void theNewestEnsembleAndTheWayOn() throws IOException {
    try (RunDirectory own = RunDirectory.open(root, "npy")) {
      String way = "; put it back from a copy of yours, or begin another run (--out)";
      assertEquals(-1, own.newestEnsemble());
      assertEquals("lost" + way, own.withWayOn("lost"));
      make("ensembles/.000009.npy.1-1.part", "ensembles/000010.npy.old", "ensembles/x");
      assertEquals(-1, own.newestEnsemble());
      make("ensembles/000000.npy");
      assertEquals(0, own.newestEnsemble());
      assertEquals("lost" + way + ", for example with 'ensemble: {file: " + own.ensemble(0) + "}'",
          own.withWayOn("lost"));
      assertEquals(own.ensemble(0) + ": lost" + way, own.withWayOn(own.ensemble(0) + ": lost"));
      make("ensembles/000007.npy", "ensembles/000003.npy");
      assertEquals(7, own.newestEnsemble());
    }
  }

  /** The ensemble of a cycle is written before its record, and takes the place of the one before after that. */
  @Test
  void ensemblesThatTellOfLostRecords() throws IOException {
    try (RunDirectory own = RunDirectory.open(root, "npy")) {
      assertFalse(own.hasMoreThan(-1));
      make("ensembles/000000.npy");
      assertFalse(own.hasMoreThan(-1) || own.hasMoreThan(0));
      make("ensembles/000001.npy");
      assertTrue(own.hasMoreThan(-1));
      assertFalse(own.hasMoreThan(0) || own.hasMoreThan(1));
      Files.delete(own.ensemble(0));
      assertTrue(own.hasMoreThan(0));
      assertFalse(own.hasMoreThan(1));
    }
  }

  /** A run's own names are swept, and nothing else: neither copies that somebody made nor hidden files of others. */
  @Test
  void sweeping() throws IOException {
    String[] foreign = {"ensembles/000001.npy.bak", "ensembles/copy of 000002.npy", "mean/notes.txt", ".hidden.part",
        "spread/.keep", "logs/member-000.log", "ensembles/0000001.npy", "diagnostics.csv", "journal",
        "inflation/1.npy"};
    String[] kept = {"ensembles/000004.npy", "ensembles/000005.npy", "ensembles/000000.npy", "inflation/000004.npy",
        "inflation/000005.npy", "mean/000003.npy", "spread/000003.npy", "work/000006/members"};
    String[] gone = {"ensembles/000001.npy", "ensembles/000006.npy", "ensembles/000003.npy", "inflation/000003.npy",
        "mean/000006.npy", "mean/000001.npy", "mean/000000.npy", "spread/000002.npy", "spread/000009.npy",
        "ensembles/.000006.npy.77-1.part", "mean/.000006.nc.part", "mean/000003.nc", ".journal.7-1.part",
        ".journal.copy.7-1.part", ".report.json.7-12.part", ".cycle.png.7-12.part", "work/000005/a/b", "work/000007/c",
        "work/other"};
    make(foreign);
    try (RunDirectory own = RunDirectory.open(root, "npy")) {
      make(kept);
      make(gone);
      own.sweep(5, new RunDirectory.Keep(4, 3));
      Set<String> expected = new TreeSet<>(List.of(foreign));
      expected.addAll(List.of(kept));
      assertEquals(expected, files());
      assertFalse(Files.exists(root.resolve("work/000005")));
      own.sweep(6, new RunDirectory.Keep(0, 0));
      expected.removeAll(List.of(kept));
      assertEquals(expected, files());
      assertFalse(Files.exists(root.resolve("work")), "an empty folder goes too");
      make(kept);
      own.forget();
      assertEquals(expected, files());
      make("journal.copy");
      own.forget();
      assertEquals(expected, files());
    }
  }

  private CycleRecord record(int cycle, boolean fields) throws IOException {
    String number = "00000" + cycle + ".npy";
    make("ensembles/" + number, "inflation/" + number);
    if (fields) {
      make("mean/" + number, "spread/" + number);
    }
    return new CycleRecord(cycle, new int[] {0}, List.of(), null, 0, 0, Map.of(), null, null, 0, 0, null, null,
        StateFiles.sha256(root.resolve("ensembles/" + number)), StateFiles.sha256(root.resolve("inflation/" + number)),
        fields ? StateFiles.sha256(root.resolve("mean/" + number)) : null,
        fields ? StateFiles.sha256(root.resolve("spread/" + number)) : null);
  }

  /** Kept ensembles and all means and spreads; the last ensemble is for whoever reads it. */
  @Test
  void whatWasWrittenIsChecked() throws IOException {
    try (RunDirectory own = RunDirectory.open(root, "npy")) {
      List<CycleRecord> records = List.of(record(0, false), record(1, true), record(2, true), record(3, false));
      RunDirectory.Keep second = new RunDirectory.Keep(2, 1);
      own.requireWritten(records, second);
      for (String name : List.of("ensembles/000000.npy", "inflation/000000.npy", "ensembles/000002.npy",
          "inflation/000002.npy", "mean/000001.npy", "mean/000002.npy", "spread/000001.npy", "spread/000002.npy")) {
        Files.writeString(root.resolve(name), "changed");
        assertEquals(root.resolve(name) + ": is not what the run wrote: its SHA-256 differs from the journal's",
            assertThrows(IllegalArgumentException.class, () -> own.requireWritten(records, second)).getMessage());
        make(name);
      }
      for (String name : List.of("ensembles/000001.npy", "inflation/000001.npy", "ensembles/000003.npy",
          "inflation/000003.npy")) {
        Files.delete(root.resolve(name));
      }
      own.requireWritten(records, second);
      own.requireWritten(records, new RunDirectory.Keep(3, 1));
    }
  }

  @Test
  void whichCyclesAreKept() {
    RunDirectory.Keep last = new RunDirectory.Keep(0, 0);
    assertTrue(last.ensemble(3, 3));
    assertFalse(last.ensemble(2, 3));
    assertFalse(last.ensemble(0, 3));
    assertFalse(last.fields(3));
    RunDirectory.Keep third = new RunDirectory.Keep(3, 1);
    assertTrue(third.ensemble(0, 4) && third.ensemble(3, 4) && third.ensemble(4, 4));
    assertFalse(third.ensemble(1, 4) || third.ensemble(2, 4));
    assertFalse(third.fields(0));
    assertTrue(third.fields(1));
  }

  /** A folder of work goes as far as it can; links go, not what they lead to. */
  @Test
  void workIsRemoved() throws IOException {
    make("work/000001/a/b", "elsewhere/c");
    Files.createSymbolicLink(root.resolve("work/000001/link"), root.resolve("elsewhere"));
    RunDirectory.deleteWork(root.resolve("work/000001"));
    assertEquals(Set.of("elsewhere/c"), files());
    assertTrue(Files.exists(root.resolve("work")));
    RunDirectory.deleteWork(root.resolve("work/000001")); // not there: nothing to do
  }
}
