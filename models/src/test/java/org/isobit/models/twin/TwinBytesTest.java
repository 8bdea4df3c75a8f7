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

/** The same seed gives the same bytes for every thread count, vector width and backend: each has a JVM of its own. */
class TwinBytesTest {

  private static final List<String> FILES = List.of("scores.json", "series.csv", "experiment.yaml", "twin.svg");

  @TempDir
  Path temporary;

  @Test
  void bytesDependOnTheSeedAlone() throws Exception {
    Path expected = run("reference", "all,adaptive,accurate,denormal", List.of(),
        List.of("--backend", "reference", "--threads", "1"));
    for (String failed : List.of("accurate", "denormal")) {
      assertTrue(Files.readString(expected.resolve(failed).resolve("scores.json"))
          .contains("the analysis failed: LETKF: "), failed);
    }
    // Threads, and the ways to say so, rotate over compilers and widths, so that each is met without a JVM of its own.
    compare(expected, "c1", "all", List.of("-XX:TieredStopAtLevel=1", "-Disobit.backend=reference"),
        List.of("--threads", "2"));
    compare(expected, "simd-128", "all,adaptive,accurate,denormal",
        List.of("-Disobit.backend=simd", "-Disobit.simd.bits=128", "-Disobit.threads=3"), List.of());
    compare(expected, "simd-256", "all", List.of("-Disobit.simd.bits=256"), List.of("--threads", "2"));
    compare(expected, "simd-512", "all,adaptive", List.of("-Disobit.simd.bits=512"),
        List.of("--backend", "simd", "--threads", "1"));
  }

  private void compare(Path expected, String name, String experiments, List<String> jvm, List<String> options)
      throws Exception {
    Path actual = run(name, experiments, jvm, options);
    for (String experiment : experiments.split(",")) {
      for (String file : FILES) {
        assertArrayEquals(Files.readAllBytes(expected.resolve(experiment).resolve(file)),
            Files.readAllBytes(actual.resolve(experiment).resolve(file)), actual + ", " + experiment + ": " + file);
      }
    }
  }

  private Path run(String name, String experiments, List<String> jvm, List<String> options) throws Exception {
    Path folder = temporary.resolve(name);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules=jdk.incubator.vector", "-Djava.awt.headless=true", "-XX:+UseSerialGC"));
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), TwinRuns.class.getName(), folder.toString(),
        experiments));
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
