package org.isobit.models.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command on one thread, on three with narrow vectors, and by the reference, each in a JVM of its own. */
public final class EveryEngine {

  private static final List<List<String>> ENGINES = List.of(List.of("-Disobit.threads=1"),
      List.of("-Disobit.threads=3", "-Disobit.simd.bits=128"), List.of("-Disobit.backend=reference"));

  private EveryEngine() {}

  /**
   * Runs a command with every engine; files of its output directory must have the same bytes each time.
   *
   * @param command   the class with its main method
   * @param jvm       options of the JVMs
   * @param output    the output directory
   * @param names     the files
   * @param arguments of the command
   * @throws Exception if the command cannot be run or a file cannot be read
   */
  public static void sameBytes(Class<?> command, List<String> jvm, Path output, List<String> names,
      String... arguments) throws Exception {
    byte[][] first = null;
    for (List<String> engine : ENGINES) {
      List<String> options = new ArrayList<>(jvm);
      options.addAll(engine);
      Process process = start(command, options, arguments);
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
      assertEquals(Cli.OK, process.waitFor(), engine.toString());
      byte[][] files = new byte[names.size()][];
      for (int i = 0; i < files.length; i++) {
        files[i] = Files.readAllBytes(output.resolve(names.get(i)));
      }
      first = first == null ? files : first;
      for (int i = 0; i < files.length; i++) {
        assertArrayEquals(first[i], files[i], engine + ", " + names.get(i));
      }
    }
  }

  /**
   * Starts a command in a JVM of its own, of which nothing is read.
   *
   * @param command   the class with its main method
   * @param jvm       options of the JVM
   * @param arguments of the command
   * @return its process
   * @throws IOException if it cannot be started
   */
  public static Process start(Class<?> command, List<String> jvm, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true",
        "-XX:+UseSerialGC"));
    line.addAll(jvm);
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), command.getName()));
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }
}
