package org.isobit.bench;

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
 * A program that does the same work in a process of its own, on one thread, and says how long it took: it reads lines
 * {@code NAME STEPS} and answers each with seconds. Its first line says what it is. Where one is installed and fails,
 * the exception has what it wrote to its standard error. Not thread-safe.
 */
public final class Opponent implements AutoCloseable {

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
   * @param folder  where its messages go
   * @param command the program and its arguments
   * @throws IOException           if it cannot be started
   * @throws IllegalStateException if it ends before its first line
   */
  public Opponent(Path folder, List<String> command) throws IOException {
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

  /**
   * NumPy on a folder of states.
   *
   * @param folder with the states; the script is copied there
   * @param home   beside whose class the script stands
   * @param script the script, which is given the folder
   * @return the program, or null where there is no Python with NumPy 2
   * @throws IOException          if it cannot be started
   * @throws InterruptedException if the thread is interrupted
   */
  public static Opponent numpy(Path folder, Class<?> home, String script) throws IOException, InterruptedException {
    return succeeds("python3", "-c", HAS_NUMPY)
        ? new Opponent(folder, List.of("python3", copy(home, script, folder).toString(), folder.toString())) : null;
  }

  /**
   * A Fortran program on a folder of states.
   *
   * @param folder with the states; the program is compiled there
   * @param home   beside whose class the source stands
   * @param source the program, {@code NAME.f90}, which is given the folder
   * @return the program, or null where there is no gfortran
   * @throws IOException           if it cannot be started
   * @throws InterruptedException  if the thread is interrupted
   * @throws IllegalStateException if it does not compile
   */
  public static Opponent fortran(Path folder, Class<?> home, String source) throws IOException, InterruptedException {
    if (!succeeds("gfortran", "--version")) {
      return null;
    }
    Path program = folder.resolve(source.replace(".f90", ""));
    Path messages = folder.resolve("gfortran.err");
    Process compiler = new ProcessBuilder("gfortran", "-O3", "-march=native", "-o", program.toString(),
        copy(home, source, folder).toString()).directory(folder.toFile()).redirectErrorStream(true)
        .redirectOutput(messages.toFile()).start();
    if (!ends(compiler) || compiler.exitValue() != 0) {
      throw new IllegalStateException("gfortran is there, but does not compile " + source + ": " + text(messages));
    }
    return new Opponent(folder, List.of(program.toString(), folder.toString()));
  }

  /**
   * Whether a program can be started and ends well.
   *
   * @param command the program and its arguments
   * @return whether it ended with 0 within a minute
   * @throws InterruptedException if the thread is interrupted
   */
  public static boolean succeeds(String... command) throws InterruptedException {
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

  private static Path copy(Class<?> home, String resource, Path folder) throws IOException {
    Path file = folder.resolve(resource);
    try (InputStream stream = home.getResourceAsStream(resource)) {
      Files.write(file, stream.readAllBytes());
    }
    return file;
  }

  /**
   * What it is.
   *
   * @return its first line
   */
  public String version() {
    return version;
  }

  /**
   * Seconds that steps of some work take.
   *
   * @param name  the work
   * @param steps how many
   * @return what the program says
   * @throws IOException           if its messages cannot be read
   * @throws IllegalStateException if the program ends, or answers something else
   */
  public double seconds(String name, int steps) throws IOException {
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
