package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.cli.Told;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that was ended at any moment and resumed leaves the bytes of one that was not. */
class ResumeTest {

  /** Kills that must hit a run after it has begun its journal. */
  private static final int KILLS = 20;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private String config() throws IOException {
    Example.write(folder);
    return folder.resolve("config.yaml").toString();
  }

  @Test
  @Tag("children")
  void killedAfterSomeChange(@TempDir Path disk) throws Exception {
    TreeMap<String, byte[]> expected = Kills.resumeAfterChanges(disk, 12, 30, config(), "--set", "cycles=20", "--set",
        "burn-in=5");
    assertTrue(expected.keySet().containsAll(List.of("journal", "diagnostics.csv", "report.json",
        "ensembles/000020.npy", "mean/000020.npy", "spread/000010.npy")), () -> expected.keySet().toString());
  }

  @Test
  @Tag("children")
  @Tag("full")
  void killedAtRandomMoments(@TempDir Path disk) throws Exception {
    TreeMap<String, byte[]> expected = Kills.resumeAfterEach(disk, KILLS, config());
    assertTrue(expected.keySet().containsAll(List.of("journal", "diagnostics.csv", "report.json",
        "ensembles/000120.npy", "mean/000120.npy", "spread/000010.npy")), () -> expected.keySet().toString());
  }

  /** A disk that takes nothing any more is no bad input, even where the run only begins to go on. */
  @Test
  void onADiskThatTakesNothing() throws Exception {
    List<String> arguments = List.of(config(), "--set", "cycles=3", "--set", "burn-in=0", "--set",
        "output.picture=false", "--out", folder.resolve("run").toString());
    for (int time = 0; time < 2; time++) {
      List<String> command = new ArrayList<>(List.of("bash", "-c", "ulimit -f 0 && exec \"$@\"", "bash",
          Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-modules=jdk.incubator.vector",
          "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
          CycleCommand.class.getName()));
      command.addAll(arguments);
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(Cli.FAILED, process.waitFor(), told);
      assertTrue(told.contains("the system cannot read or write: "), told);
      assertTrue(told.contains(".lock: cannot be written: "), told);
      assertFalse(Files.exists(folder.resolve("run/.lock")));
      Runs.good(arguments.toArray(new String[0]));
    }
  }

  /** The journal cut at any byte, with means of later cycles still there, and rubbish of broken writes. */
  @Test
  void cutAtAnyByteOfTheJournal() throws IOException {
    cut("method.rotation=true");
  }

  /** What adaptive inflation has learnt is part of the state. */
  @Test
  void cutWithAdaptiveInflation() throws IOException {
    cut("method.inflation=null", "method.adaptive-inflation={method: miyoshi-2011}");
  }

  private void cut(String... overrides) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(config(), "--set", "cycles=6", "--set", "output.ensembles=all",
        "--set", "output.mean-and-spread=2", "--set", "output.picture=false", "--set", "burn-in=2"));
    for (String override : overrides) {
      arguments.addAll(List.of("--set", override));
    }
    arguments.addAll(List.of("--out", ""));
    String[] few = arguments.toArray(new String[0]);
    Path whole = folder.resolve("whole");
    few[few.length - 1] = whole.toString();
    Runs.good(few);
    TreeMap<String, byte[]> expected = Runs.results(whole);
    byte[] journal = expected.get("journal");
    String text = new String(journal, StandardCharsets.UTF_8);
    int initial = text.indexOf('\n', text.indexOf('\n') + 1) + 1;
    Random random = new Random(7);
    for (int i = 0; i < 40; i++) {
      Path cut = folder.resolve("cut-" + i);
      Runs.copy(whole, cut);
      int at = initial + random.nextInt(journal.length - initial);
      Files.write(cut.resolve("journal"), Arrays.copyOf(journal, at));
      // Two ensembles without a record are no kill's, but a journal's that has lost some.
      long done = text.substring(0, at + 1).chars().filter(c -> c == '\n').count() - 2;
      for (long c = done + 2; c <= 6; c++) {
        Files.delete(cut.resolve("ensembles/00000" + c + ".npy"));
      }
      Files.write(cut.resolve("journal.copy"), Arrays.copyOf(journal, random.nextInt(at + 1)));
      Files.write(cut.resolve("diagnostics.csv"), new byte[] {'1', ','}, StandardOpenOption.APPEND);
      Files.write(cut.resolve("ensembles/.000003.npy.77-1.part"), new byte[100]);
      Files.createDirectories(cut.resolve("work/000009/member-3-x"));
      Files.writeString(cut.resolve("mean/my notes.txt"), "kept");
      few[few.length - 1] = cut.toString();
      String told = Runs.good(few);
      boolean torn = journal[at - 1] != '\n';
      assertEquals(torn && journal[at] != '\n', told.contains(" bytes that are no whole record"), told);
      Files.delete(cut.resolve("mean/my notes.txt"));
      Runs.same(expected, cut, "cut at " + at);
    }
  }

  @Test
  void moreCyclesGoOnAndAnotherConfigurationIsRefused() throws IOException {
    String config = config();
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    Runs.good(config, "--set", "cycles=30", "--out", whole.toString());
    Runs.good(config, "--set", "cycles=21", "--out", parts.toString());
    String told = Runs.good(config, "--set", "cycles=30", "--out", parts.toString());
    assertTrue(told.contains("going on after cycle 21 of 30"), told);
    Runs.same(Runs.results(whole), parts, "21 cycles, then 9");
    assertTrue(Runs.good(config, "--set", "cycles=30", "--out", parts.toString()).contains("all 30 cycles are done"));

    refused(parts, "method.inflation.factor was '1.04', but is '1.05' now", config, "--set",
        "method.inflation.factor=1.05");
    refused(parts, "seed was '1', but is '2' now", config, "--set", "seed=2");
    refused(parts, "truth was 'truth/{cycle:06}.npy', but is not set now", config, "--set", "truth=null");
    refused(parts, "method.unobserved was 'keep-forecast', but is 'inflate' now", config, "--set",
        "method.unobserved=inflate");
    Runs.same(Runs.results(whole), parts, "after refusals");
    Told fewer = Runs.here(config, "--set", "cycles=25", "--out", parts.toString());
    assertEquals(Cli.BAD_INPUT, fewer.code());
    assertTrue(fewer.text().contains("30 cycles are done there, more than the 25 that 'cycles' asks for"),
        fewer.text());
  }

  private static void refused(Path out, String why, String config, String... more) {
    String[] arguments = Arrays.copyOf(new String[] {config, "--set", "cycles=30", "--out", out.toString()},
        5 + more.length);
    System.arraycopy(more, 0, arguments, 5, more.length);
    Told outcome = Runs.here(arguments);
    assertEquals(Cli.BAD_INPUT, outcome.code(), outcome.text());
    assertTrue(outcome.text().contains(why), outcome.text());
    assertFalse(outcome.text().contains("Exception"), outcome.text());
  }

  @Test
  void aDirectoryOfOthersIsRefusedAndALockToo() throws IOException {
    String config = config();
    Path others = Files.createDirectories(folder.resolve("others"));
    Files.writeString(others.resolve("notes.txt"), "mine");
    Told outcome = Runs.here(config, "--out", others.toString());
    assertEquals(Cli.BAD_INPUT, outcome.code());
    assertTrue(outcome.text().contains("holds notes.txt but no journal of a run"), outcome.text());
    assertFalse(Files.exists(others.resolve("journal")));

    Path out = folder.resolve("out");
    try (RunDirectory held = RunDirectory.open(out, "npy")) {
      Told second = Runs.here(config, "--out", held.root().toString());
      assertEquals(Cli.BAD_INPUT, second.code());
      assertTrue(second.text().contains("another run is at work there (process " + ProcessHandle.current().pid() + ")"),
          second.text());
    }
    Runs.good(config, "--out", out.toString()); // a lock file that nobody holds is none
  }
}
