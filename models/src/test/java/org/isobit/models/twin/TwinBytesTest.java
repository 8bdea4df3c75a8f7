package org.isobit.models.twin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same seed gives the same bytes for every thread count, vector width and backend: each in a JVM of its own. */
class TwinBytesTest {

  private static final List<String> FILES = List.of("scores.json", "series.csv", "experiment.yaml", "twin.svg");

  @TempDir
  Path temporary;

  @Test
  void bytesDependOnTheSeedAlone() throws Exception {
    Path expected = run("reference", List.of(), List.of("--backend", "reference", "--threads", "1"));
    // Threads, and the ways to say so, rotate over compilers and widths, so that each is met without a JVM of its own.
    compare(expected, run("c1", List.of("-XX:TieredStopAtLevel=1", "-Disobit.backend=reference"),
        List.of("--threads", "2")));
    compare(expected, run("simd-128", List.of("-Disobit.backend=simd", "-Disobit.simd.bits=128"),
        List.of("--threads", "2")));
    compare(expected, run("simd-256", List.of("-Disobit.simd.bits=256", "-Disobit.threads=3"), List.of()));
    compare(expected, run("simd-512", List.of("-Disobit.simd.bits=512"),
        List.of("--backend", "simd", "--threads", "1")));
  }

  @Test
  void bytesOfAdaptiveInflationDependOnTheSeedAloneToo() throws Exception {
    List<String> adaptive = List.of("--experiment", "L96-adaptive");
    List<String> reference = new ArrayList<>(adaptive);
    reference.addAll(List.of("--backend", "reference", "--threads", "1"));
    Path expected = run("adaptive-reference", List.of(), reference);
    compare(expected, run("adaptive-simd-128", List.of("-Disobit.backend=simd", "-Disobit.simd.bits=128",
        "-Disobit.threads=4"), adaptive));
    compare(expected, run("adaptive-simd", List.of("-Disobit.backend=simd", "-Disobit.threads=2"), adaptive));
  }

  @Test
  void bytesOfFailedAnalysesDependOnTheSeedAloneToo() throws Exception {
    for (String variance : List.of("1.0e-20", "1.0e-310")) {
      List<String> accurate = List.of("--set", "observations.error.variance=" + variance);
      List<String> reference = new ArrayList<>(accurate);
      reference.addAll(List.of("--backend", "reference", "--threads", "1"));
      Path expected = run("failed-reference" + variance, List.of(), reference);
      assertTrue(Files.readString(expected.resolve("scores.json")).contains("the analysis failed: LETKF: "));
      compare(expected, run("failed-simd-128" + variance, List.of("-Disobit.backend=simd", "-Disobit.simd.bits=128",
          "-Disobit.threads=3"), accurate));
    }
  }

  private static void compare(Path expected, Path actual) throws Exception {
    for (String file : FILES) {
      assertArrayEquals(Files.readAllBytes(expected.resolve(file)), Files.readAllBytes(actual.resolve(file)),
          actual + ": " + file);
    }
  }

  private Path run(String name, List<String> jvm, List<String> options) throws Exception {
    Path folder = temporary.resolve(name);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules=jdk.incubator.vector", "-Djava.awt.headless=true"));
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), TwinCommand.class.getName(), "--out",
        folder.toString(), "--set", "cycles=20", "--set", "burn-in=5", "--set", "seeds=[1, 2]"));
    if (!options.contains("--experiment")) {
      command.addAll(List.of("--experiment", "L96-S08-all"));
    }
    command.addAll(options);
    Path log = temporary.resolve(name + ".log");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertEquals(0, process.waitFor(), () -> name + ": " + log(log));
    return folder;
  }

  private static String log(Path log) {
    try {
      return Files.readString(log);
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }
}
