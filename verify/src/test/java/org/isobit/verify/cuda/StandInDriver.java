package org.isobit.verify.cuda;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.isobit.verify.ReactorRoot;

/**
 * Commands in JVMs of their own whose CUDA driver is the stand-in of the module gpu's tests, which that module builds.
 * It is found by its folder, in the environment of these processes alone. Thread-safe.
 */
public final class StandInDriver {

  private static final int LIMIT_MINUTES = 30;

  private static Path library;

  private StandInDriver() {}

  /**
   * What became of a command: its exit code, what it printed on both outputs, and the kernels it launched how often.
   */
  public record Ended(int code, String text, Map<String, Long> launched) {}

  /** The folder of the library, which is built at the first call. */
  public static synchronized Path folder() throws IOException, InterruptedException {
    if (library == null) {
      Path gpu = ReactorRoot.find().resolve("gpu");
      Process process = new ProcessBuilder(java(), "src/test/java/org/isobit/gpu/StandIn.java").directory(gpu.toFile())
          .redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new AssertionError("the stand-in for the CUDA driver was not built: " + printed);
      }
      library = Path.of(printed);
    }
    return library.getParent();
  }

  /** The stand-in for cuBLAS, by the compiled tests of the module gpu. */
  public static Path cublas() throws IOException, InterruptedException {
    Path gpu = ReactorRoot.find().resolve("gpu");
    Process process = new ProcessBuilder(java(), "-cp", gpu.resolve("target/test-classes") + File.pathSeparator
        + System.getProperty("java.class.path"), "org.isobit.gpu.cublas.CublasStandIn").directory(gpu.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    if (process.waitFor() != 0) {
      throw new AssertionError("the stand-in for cuBLAS was not built: " + printed);
    }
    return Path.of(printed.getLast());
  }

  /**
   * Runs a command.
   *
   * @param command   the class with its main method
   * @param device    whether the stand-in is there
   * @param arguments of the command
   */
  public static Ended run(Class<?> command, boolean device, List<String> arguments) throws Exception {
    return run(command, device, List.of(), arguments);
  }

  /** The same with options of the JVM. */
  public static Ended run(Class<?> command, boolean device, List<String> jvm, List<String> arguments) throws Exception {
    return run(command, device, jvm, Map.of(), arguments);
  }

  /** The same with further variables of the environment. */
  public static Ended run(Class<?> command, boolean device, List<String> jvm, Map<String, String> environment,
      List<String> arguments) throws Exception {
    Path report = Files.createTempFile("launched", ".txt");
    Path out = Files.createTempFile("command", ".txt");
    try {
      List<String> line = new ArrayList<>(List.of(java(), "--add-modules=jdk.incubator.vector",
          "--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true", "-XX:TieredStopAtLevel=1"));
      line.addAll(jvm);
      line.addAll(List.of("-cp", System.getProperty("java.class.path"), command.getName()));
      line.addAll(arguments);
      ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(out.toFile());
      builder.environment().remove("LD_LIBRARY_PATH");
      if (device) {
        builder.environment().put("LD_LIBRARY_PATH", folder().toString());
        builder.environment().put("ISOBIT_STAND_IN_REPORT", report.toString());
      }
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
      int code = process.waitFor();
      Map<String, Long> launched = new TreeMap<>();
      for (String entry : Files.readAllLines(report)) {
        launched.merge(entry.split(" ")[0], Long.parseLong(entry.split(" ")[1]), Long::sum);
      }
      return new Ended(code, Files.readString(out), launched);
    } finally {
      Files.delete(report);
      Files.delete(out);
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
