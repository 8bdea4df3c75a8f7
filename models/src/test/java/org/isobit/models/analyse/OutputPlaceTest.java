package org.isobit.models.analyse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.isobit.models.analyse.internal.run.Example;
import org.isobit.models.cli.Told;
import org.isobit.models.io.OutputDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where results go: looked at before the analysis, one run at a time, nothing left of those that were killed. */
class OutputPlaceTest {

  @TempDir
  Path folder;

  private Path config;

  @BeforeEach
  void example() throws IOException {
    Example.write(folder);
    config = folder.resolve("config.yaml");
  }

  private List<String> listing() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  /** Refused before the analysis begins, which announces itself by a line. */
  private void refusedAtOnce(String message, Path out) {
    Told told = Commands.analyse(config, "--out", out.toString());
    assertEquals(2, told.code(), told.text());
    assertTrue(told.text().contains(message), told.text());
    assertFalse(told.text().contains("24 members of"), told.text());
  }

  @Test
  void aPlaceThatCannotBeIsSaidAtOnce() throws IOException {
    Path loose = Files.createSymbolicLink(folder.resolve("loose"), folder.resolve("not/there"));
    List<String> before = listing();
    refusedAtOnce(loose + ": cannot be written: it is a symbolic link to " + folder.resolve("not/there"), loose);
    refusedAtOnce(": cannot be made: " + loose + " is a symbolic link to nothing", loose.resolve("results"));
    refusedAtOnce(": cannot be made: " + config + " is not a directory", config.resolve("results"));
    refusedAtOnce(": cannot be an output directory: it is a file", config);
    assertEquals(before, listing());
  }

  @Test
  void aSecondRunIsRefusedAndAMistakeLeavesNothing() throws IOException {
    Path out = folder.resolve("a/analysis");
    List<String> before = listing();
    Told told = Commands.analyse(config, "--out", out.toString(), "--set", "method.filter=none");
    assertEquals(2, told.code(), told.text());
    // A mistake that shows only when the ensemble is read, after the folder was begun.
    Path bad = folder.resolve("bad.csv");
    Files.writeString(bad, "x,y,value,sd\n1,1,1,1e-200\n");
    told = Commands.analyse(config, "--out", out.toString(), "--set", "observations.file=bad.csv");
    assertEquals(2, told.code(), told.text());
    Files.delete(bad);
    assertEquals(before, listing());
    try (OutputDirectory other = OutputDirectory.create(out)) {
      refusedAtOnce(out + ": another run is at work there (process " + ProcessHandle.current().pid() + ")", out);
      assertTrue(Files.exists(other.path()));
    }
    assertEquals(before, listing());
    assertEquals(0, Commands.analyse(config, "--out", out.toString(), "--set", "output.picture=false").code());
    try (Stream<Path> all = Files.list(out.getParent())) {
      assertEquals(List.of(out), all.toList());
    }
  }

  /** Whether a run has come so far. */
  private interface Moment {
    boolean reached() throws IOException;
  }

  private boolean inTheMaking(boolean audit) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.anyMatch(p -> audit ? p.endsWith("problem.yaml") : p.toString().endsWith(".part"));
    } catch (java.io.UncheckedIOException e) {
      return false; // something went away meanwhile
    }
  }

  @Test
  void whatAKilledRunLeftIsSwept() throws Exception {
    for (boolean audit : new boolean[] {false, true}) {
      killed(() -> inTheMaking(audit), audit);
      Files.move(folder.resolve("moved"), folder.resolveSibling(folder.getFileName() + "-" + audit));
    }
  }

  /** Where the system takes no file longer than some KiB, as where a disk is full: no part of the output is left. */
  @Test
  void filesThatTheSystemDoesNotTakeWhole() throws Exception {
    List<String> before = listing();
    for (int kibibytes : new int[] {0, 16, 1}) {
      Process process = new ProcessBuilder("bash", "-c", "ulimit -f " + kibibytes + " && exec \"$@\"", "bash",
          Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-modules=jdk.incubator.vector",
          "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
          AnalyseCommand.class.getName(), config.toString()).redirectErrorStream(true).start();
      String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(2, process.waitFor(), told);
      String place = kibibytes == 0 ? ".analysis.lock" : "analysis";
      assertTrue(told.contains(place + ": cannot be written: "), told);
      assertEquals(before, listing());
    }
  }

  private void killed(Moment moment, boolean audit) throws Exception {
    Path out = folder.resolve("analysis");
    List<String> before = listing();
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-cp",
        System.getProperty("java.class.path"), AnalyseCommand.class.getName(), config.toString(), "--audit", "100%")
        .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    List<ProcessHandle> second = List.of();
    try {
      for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60); (!moment.reached() || audit && second.isEmpty())
          && process.isAlive() && System.nanoTime() < end; ) {
        Thread.sleep(1);
        second = process.descendants().toList();
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertEquals(audit, !second.isEmpty());
    for (ProcessHandle one : second) {
      one.onExit().get(60, TimeUnit.SECONDS);
    }
    assertEquals(before.size() + 2, listing().size(), "the folder in the making and its lock: " + listing());
    assertEquals(0, Commands.analyse(config, "--set", "output.picture=false").code());
    Files.move(out, folder.resolve("moved"));
    assertEquals(Stream.concat(before.stream(), Stream.of("moved")).sorted().toList(), listing());
  }
}
