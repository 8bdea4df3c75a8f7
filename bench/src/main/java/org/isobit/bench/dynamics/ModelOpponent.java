package org.isobit.bench.dynamics;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs models in a process of its own, on one thread, and says how long it took: it reads lines
 * {@code NAME STEPS} and answers each with seconds. Its first line says what it is. Where one is installed and fails,
 * the exception has what it wrote to its standard error.
 */
final class ModelOpponent implements AutoCloseable {

  private static final List<String> ONE_THREAD = List.of("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS");

  /** Ends with 0 where there is a NumPy that is new enough; does not import it, so that a broken one fails later. */
  private static final String HAS_NUMPY =
      "from importlib.metadata import version; exit(int(version('numpy').split('.')[0]) < 2)";

  private final Process process;
  private final Writer in;
  private final BufferedReader out;
  private final Path errors;
  private final String version;

  /**
   * Starts a program.
   *
   * @throws IOException           if it cannot be started
   * @throws IllegalStateException if it ends before its first line
   */
  ModelOpponent(Path folder, List<String> command) throws IOException {
    errors = Files.createTempFile(folder, "opponent", ".err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    ONE_THREAD.forEach(name -> builder.environment().put(name, "1"));
    process = builder.start();
    in = process.outputWriter(StandardCharsets.US_ASCII);
    out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    version = out.readLine();
    if (version == null) {
      throw failure(String.join(" ", command) + " ended before it said anything", null);
    }
  }

  /** NumPy on a folder of states; null where there is no Python with NumPy 2. */
  static ModelOpponent numpy(Path folder) throws IOException, InterruptedException {
    if (!succeeds("python3", "-c", HAS_NUMPY)) {
      return null;
    }
    Path script = copy("numpy_models.py", folder);
    return new ModelOpponent(folder, List.of("python3", script.toString(), folder.toString()));
  }

  /** Fortran on a folder of states; null where there is no gfortran. */
  static ModelOpponent fortran(Path folder) throws IOException, InterruptedException {
    if (!succeeds("gfortran", "--version")) {
      return null;
    }
    Path source = copy("maooam.f90", folder);
    Path program = folder.resolve("maooam");
    Path messages = folder.resolve("gfortran.err");
    Process compiler = new ProcessBuilder("gfortran", "-O3", "-march=native", "-o", program.toString(),
        source.toString()).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(messages.toFile())
        .start();
    if (!ends(compiler) || compiler.exitValue() != 0) {
      throw new IllegalStateException("gfortran is there, but does not compile maooam.f90: " + text(messages));
    }
    return new ModelOpponent(folder, List.of(program.toString(), folder.toString()));
  }

  /** Whether a program can be started and ends well. */
  static boolean succeeds(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD).start();
      return ends(process) && process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean ends(Process process) throws InterruptedException {
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    return ended;
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
  }

  private static Path copy(String resource, Path folder) throws IOException {
    Path file = folder.resolve(resource);
    try (InputStream stream = ModelOpponent.class.getResourceAsStream(resource)) {
      Files.write(file, stream.readAllBytes());
    }
    return file;
  }

  String version() {
    return version;
  }

  /**
   * Seconds that steps of a model take.
   *
   * @throws IllegalStateException if the program ends, or answers something else
   */
  double seconds(String name, int steps) throws IOException {
    try {
      in.write(name + " " + steps + "\n");
      in.flush();
      String answer = out.readLine();
      if (answer == null) {
        throw new IOException("no answer");
      }
      return Double.parseDouble(answer.strip());
    } catch (IOException | NumberFormatException e) {
      throw failure(version + " failed in " + name, e);
    }
  }

  /** Ends the program, if it is still there, and quotes it. */
  private IllegalStateException failure(String what, Exception cause) throws IOException {
    process.destroy();
    String said = text(errors);
    return new IllegalStateException(what + (said.isEmpty() ? "" : ": " + said), cause);
  }

  @Override
  public void close() throws IOException {
    in.close();
    out.close();
    process.destroy();
  }
}
