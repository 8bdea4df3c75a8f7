package org.isobit.verify;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs {@link VerifyChild} in a JVM of its own. */
final class ChildProcess {

  /** A child that takes this long hangs: an emulated processor needs a quarter of it. */
  private static final long LIMIT_MINUTES = 40;

  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    // A parent that is ended must not leave children behind.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "end-children"));
  }

  private final List<String> java;
  private final String supplier;

  /**
   * Makes a starter.
   *
   * @param java     command that starts a JVM; empty: this JVM's own
   * @param supplier see {@link VerifyChild}
   */
  ChildProcess(List<String> java, String supplier) {
    this.java = java.isEmpty() ? List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()) : java;
    this.supplier = supplier;
  }

  /**
   * Runs one configuration to its end.
   *
   * @param configuration which
   * @param mode          {@code cold}, {@code hot} or {@code compare}
   * @param kernels       names, empty for all
   * @param lines         takes every line, split at tabs, as it comes
   * @return null, or why the child did not come to its end
   */
  String run(Configuration configuration, String mode, List<String> kernels, Consumer<String[]> lines)
      throws IOException, InterruptedException {
    Path errors = Files.createTempFile("isobit-verify", ".err");
    Process process = new ProcessBuilder(command(configuration, mode, kernels)).redirectError(errors.toFile()).start();
    RUNNING.add(process);
    CompletableFuture<Process> limit = process.onExit().orTimeout(LIMIT_MINUTES, TimeUnit.MINUTES);
    limit.exceptionally(late -> process.destroyForcibly());
    try {
      boolean done = false;
      try (BufferedReader reader = process.inputReader()) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          String[] fields = line.split("\t");
          done |= fields[0].equals("done");
          lines.accept(fields);
        }
      }
      int code = process.waitFor();
      return done && code == 0 ? null
          : limit.isCompletedExceptionally() ? "its JVM was ended after " + LIMIT_MINUTES + " minutes"
          : "its JVM ended with code " + code + ": " + tail(errors);
    } finally {
      process.destroyForcibly();
      RUNNING.remove(process);
      Files.deleteIfExists(errors);
    }
  }

  private List<String> command(Configuration configuration, String mode, List<String> kernels) {
    List<String> command = new ArrayList<>(java);
    // What this JVM needed, the child needs: --add-modules and the like. Sizes and agents are its own business.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(flag -> flag.startsWith("--"))
        .forEach(command::add);
    command.add("-XX:+UseSerialGC");
    command.addAll(configuration.jvmArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), VerifyChild.class.getName(),
        configuration.implementation().name(), configuration.cases().name(), mode, supplier));
    command.addAll(kernels);
    return command;
  }

  private static String tail(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file).stream()
        .filter(line -> !line.startsWith("WARNING: Using incubator modules") && !line.isBlank()).toList();
    return lines.isEmpty() ? "no message" : String.join(" | ", lines.subList(0, Math.min(5, lines.size())));
  }
}
