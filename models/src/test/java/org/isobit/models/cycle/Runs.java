package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.Told;

/** Runs of the command, in this JVM or one of their own, and comparison of what they leave. */
final class Runs {

  private Runs() {}

  static Told here(String... arguments) {
    return Told.of(new CycleCommand(), arguments);
  }

  static String good(String... arguments) {
    Told outcome = here(arguments);
    assertEquals(Cli.OK, outcome.code(), outcome.text());
    return outcome.text();
  }

  /** Starts the command in a JVM of its own, with the backend that starts soonest if its options name none. */
  static Process start(Path log, List<String> jvm, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules=jdk.incubator.vector", "-Djava.awt.headless=true", "-XX:TieredStopAtLevel=1",
        "-Xshare:auto", "-Disobit.backend=reference"));
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), CycleCommand.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
  }

  /** Every file that follows from the configuration, by its name in the run's directory. */
  static TreeMap<String, byte[]> results(Path directory) throws IOException {
    TreeMap<String, byte[]> results = new TreeMap<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path p : all.filter(Files::isRegularFile).toList()) {
        String name = directory.relativize(p).toString();
        if (!name.equals("run.json") && !name.startsWith("logs")) {
          results.put(name, Files.readAllBytes(p));
        }
      }
    }
    return results;
  }

  static void same(TreeMap<String, byte[]> expected, Path directory, String when) throws IOException {
    TreeMap<String, byte[]> actual = results(directory);
    assertEquals(expected.keySet(), actual.keySet(), when);
    expected.forEach((name, bytes) -> assertArrayEquals(bytes, actual.get(name), when + ": " + name));
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path p : all.toList()) {
        Path target = to.resolve(from.relativize(p).toString());
        if (Files.isDirectory(p)) {
          Files.createDirectories(target);
        } else {
          Files.copy(p, target);
        }
      }
    }
  }
}
