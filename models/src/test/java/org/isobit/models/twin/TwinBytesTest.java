package org.isobit.models.twin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same seed gives the same bytes for every thread count, vector width and backend: each has a JVM of its own. */
class TwinBytesTest {

  private static final List<String> FILES = List.of("scores.json", "series.csv", "experiment.yaml", "twin.svg",
      "hovmoller.png");
  private static final List<String> OF_SWEEPS = List.of("sweep.csv", "sweep.json", "experiment.yaml", "sweep.svg",
      "best.yaml");

  @TempDir
  Path temporary;

  /** A JVM with its options and those of the command; the first tells what the others have to give. */
  private record Engine(String name, String experiments, List<String> jvm, List<String> options) {}

  /** Threads, and the ways to say so, rotate over compilers and widths: each is met without a JVM of its own. */
  private static final List<Engine> ENGINES = List.of(
      new Engine("reference", "all,adaptive,errors,baselines,accurate,denormal,sweep", List.of(),
          List.of("--backend", "reference", "--threads", "1")),
      new Engine("simd-128", "all,adaptive,errors,baselines,accurate,denormal,sweep",
          List.of("-Disobit.backend=simd", "-Disobit.simd.bits=128", "-Disobit.threads=3"), List.of()),
      new Engine("simd-512", "all,adaptive,errors,baselines", List.of("-Disobit.simd.bits=512"),
          List.of("--backend", "simd", "--threads", "1")),
      new Engine("simd-256", "all", List.of("-Disobit.simd.bits=256"), List.of("--threads", "2")),
      new Engine("c1", "all,baselines", List.of("-XX:TieredStopAtLevel=1", "-Disobit.backend=reference"),
          List.of("--threads", "2")));

  @Test
  void bytesDependOnTheSeedAlone() throws Exception {
    List<Future<Path>> running = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      ENGINES.forEach(engine -> running.add(pool.submit(() -> run(engine))));
    }
    Path expected = running.getFirst().get();
    for (String failed : List.of("accurate", "denormal")) {
      assertTrue(Files.readString(expected.resolve(failed).resolve("scores.json"))
          .contains("the analysis failed: LETKF: "), failed);
    }
    for (int i = 1; i < ENGINES.size(); i++) {
      compare(expected, running.get(i).get(), ENGINES.get(i).experiments);
    }
  }

  private static void compare(Path expected, Path actual, String experiments) throws IOException {
    for (String experiment : experiments.split(",")) {
      for (String file : experiment.equals("sweep") ? OF_SWEEPS : FILES) {
        assertArrayEquals(Files.readAllBytes(expected.resolve(experiment).resolve(file)),
            Files.readAllBytes(actual.resolve(experiment).resolve(file)), actual + ", " + experiment + ": " + file);
      }
    }
  }

  private Path run(Engine engine) throws IOException, InterruptedException {
    Path folder = temporary.resolve(engine.name);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules=jdk.incubator.vector", "-Djava.awt.headless=true", "-XX:+UseSerialGC"));
    command.addAll(engine.jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), TwinRuns.class.getName(), folder.toString(),
        engine.experiments));
    command.addAll(engine.options);
    Path log = temporary.resolve(engine.name + ".log");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertEquals(0, process.waitFor(), () -> engine.name + ": " + log(log));
    return folder;
  }

  private static String log(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
