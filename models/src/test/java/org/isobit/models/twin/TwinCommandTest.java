package org.isobit.models.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.isobit.models.cli.TextTable;
import org.isobit.models.cli.Cli;
import org.isobit.models.io.OutputDirectory;
import org.isobit.models.io.Settings;
import org.isobit.models.sweep.Measure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class TwinCommandTest {

  @TempDir
  Path temporary;

  private String out;
  private String err;

  private int run(String... arguments) {
    PrintStream savedOut = System.out;
    PrintStream savedErr = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      return Cli.run(new TwinCommand(), arguments);
    } finally {
      System.setOut(savedOut);
      System.setErr(savedErr);
      this.out = out.toString(StandardCharsets.UTF_8);
      this.err = err.toString(StandardCharsets.UTF_8);
    }
  }

  private int quick(Path folder, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--out", folder.toString(), "--set", "cycles=60", "--set",
        "burn-in=20"));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private static TreeSet<String> files(Path folder) throws Exception {
    try (Stream<Path> all = Files.list(folder)) {
      return new TreeSet<>(all.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith("."))
          .toList());
    }
  }

  @Test
  void aPlaceThatCannotBeWrittenIsSaidAtOnce(@TempDir Path folder) throws Exception {
    Path loose = Files.createSymbolicLink(folder.resolve("loose"), Path.of("nowhere"));
    assertEquals(2, quick(loose));
    assertEquals("isobit twin: " + loose
        + ": cannot be written: it is a symbolic link to nowhere, which does not exist\n", err);
    try (OutputDirectory _ = OutputDirectory.create(folder.resolve("out"))) {
      assertEquals(2, quick(folder.resolve("out")));
      assertTrue(err.contains("another run is at work there"), err);
    }
  }

  @Test
  void writesTableAndFiles() throws Exception {
    Path folder = temporary.resolve("results");
    assertEquals(0, quick(folder, "--seed", "5"), err);
    assertTrue(out.contains("LETKF") && out.contains("0.22 (0.2174") && out.contains("seed 5"), out);
    assertEquals(new TreeSet<>(List.of("ensemble.png", "experiment.yaml", "hovmoller.png", "run.json", "scores.json",
        "series.csv", "twin.png", "twin.svg")), files(folder));
    var scores = JsonParser.parseString(Files.readString(folder.resolve("scores.json"))).getAsJsonObject();
    assertEquals(1, scores.get("contract").getAsInt());
    assertEquals(4, scores.getAsJsonArray("methods").size());
    List<String> lines = Files.readAllLines(folder.resolve("series.csv"));
    assertEquals(1 + 4 * 60, lines.size());
    assertTrue(lines.get(1).startsWith("1,ETKF,5,0,"), lines.get(1));
    var record = JsonParser.parseString(Files.readString(folder.resolve("run.json"))).getAsJsonObject();
    assertTrue(record.has("threads") && record.has("backend") && record.has("started"));

    // The resolved experiment gives the same scores, and takes the folder's place.
    byte[] before = Files.readAllBytes(folder.resolve("scores.json"));
    Path copy = temporary.resolve("copy.yaml");
    Files.copy(folder.resolve("experiment.yaml"), copy);
    assertEquals(0, run("--experiment", copy.toString(), "--out", folder.toString()), err);
    assertEquals(new String(before, StandardCharsets.UTF_8), Files.readString(folder.resolve("scores.json")));
  }

  @Test
  void badInputWritesNothing() throws Exception {
    for (String override : List.of("cycels=3", "methods.0.members=x", "model.name=l96", "methods.0.filter=kalman")) {
      Path folder = temporary.resolve("none");
      assertEquals(2, quick(folder, "--set", override), override);
      assertEquals(1, err.lines().count(), err);
      assertFalse(Files.exists(folder));
    }
    assertEquals(2, run("--experiment", temporary.resolve("absent.yaml").toString()));
    assertTrue(err.contains("absent.yaml"), err);
    assertEquals(2, run("--experiment", "L97"));
    try (Stream<Path> all = Files.list(temporary)) {
      assertEquals(0, all.count());
    }
  }

  @Test
  void aFolderOfOthersIsNotReplaced() throws Exception {
    Path folder = Files.createDirectory(temporary.resolve("mine"));
    Files.writeString(folder.resolve("thesis.tex"), "precious");
    assertEquals(2, quick(folder));
    assertTrue(err.contains("thesis.tex"), err);
    assertEquals(new TreeSet<>(List.of("thesis.tex")), files(folder));
  }

  @Test
  void listNamesEveryExperiment() {
    assertEquals(0, run("--list"));
    Experiments.names().forEach(name -> assertTrue(out.contains(name + ":") || out.contains(name + " (default):"),
        out));
    assertTrue(out.contains("0.22 (0.2208 ± 0.0023)"), out);
  }

  @Test
  void showPrintsTheResolvedExperiment() {
    assertEquals(0, run("--show", "--set", "cycles=123", "--set", "burn-in=7"));
    assertEquals(123, ExperimentYaml.read("shown", out, List.of()).cycles());
    assertFalse(out.contains("\nscore:"), out);
  }

  @Test
  void showKeepsTheScoreThatTuningsGoBy() {
    assertEquals(0, run("--show", "--set", "score=crps"));
    assertTrue(out.contains("\nscore: crps\n"), out);
    assertEquals(Measure.CRPS, Measure.read(Settings.parse("shown", Path.of(""), out, List.of())));
  }

  @Test
  void charactersThatATerminalLacksAreReplaced() {
    assertEquals("0.1 +- 0.2 us", TextTable.fit("0.1 ± 0.2 µs", StandardCharsets.US_ASCII));
    assertEquals("0.1 ± 0.2 µs", TextTable.fit("0.1 ± 0.2 µs", StandardCharsets.UTF_8));
  }
}
