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
 * {@code NAME STEPS} and answers each with seconds. Its first line says what it is.
 */
final class ModelOpponent implements AutoCloseable {

  private static final List<String> ONE_THREAD = List.of("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS");

  private final Process process;
  private final Writer in;
  private final BufferedReader out;
  private final String version;

  private ModelOpponent(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    ONE_THREAD.forEach(name -> builder.environment().put(name, "1"));
    process = builder.start();
    in = process.outputWriter(StandardCharsets.US_ASCII);
    out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    version = out.readLine();
    if (version == null) {
      process.destroy();
      throw new IOException(command + " ended before it said anything");
    }
  }

  /** NumPy on a folder of states; null where there is no Python with NumPy. */
  static ModelOpponent numpy(Path folder, int members) {
    try {
      Path script = copy("numpy_models.py", folder);
      return new ModelOpponent(List.of("python3", script.toString(), folder.toString(), Integer.toString(members)));
    } catch (IOException _) {
      return null;
    }
  }

  /** Fortran on a folder of states; null where there is no gfortran. */
  static ModelOpponent fortran(Path folder) throws InterruptedException {
    try {
      Path source = copy("maooam.f90", folder);
      Path program = folder.resolve("maooam");
      Process compiler = new ProcessBuilder("gfortran", "-O3", "-march=native", "-o", program.toString(),
          source.toString()).directory(folder.toFile()).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      if (!compiler.waitFor(60, TimeUnit.SECONDS) || compiler.exitValue() != 0) {
        compiler.destroyForcibly();
        throw new IllegalStateException("gfortran is there, but does not compile " + source);
      }
      return new ModelOpponent(List.of(program.toString(), folder.toString()));
    } catch (IOException _) {
      return null;
    }
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

  /** Seconds that steps of a model take. */
  double seconds(String name, int steps) throws IOException {
    in.write(name + " " + steps + "\n");
    in.flush();
    String answer = out.readLine();
    if (answer == null) {
      throw new IOException(version + " ended in " + name);
    }
    return Double.parseDouble(answer.strip());
  }

  @Override
  public void close() throws IOException {
    in.close();
    out.close();
    process.destroy();
  }
}
