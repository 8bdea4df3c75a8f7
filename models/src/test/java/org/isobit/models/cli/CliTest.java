package org.isobit.models.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import org.isobit.kernels.NumericalException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class CliTest {

  @Command(name = "isobit probe")
  static final class Probe implements Callable<Integer> {
    private final Exception failure;

    @Option(names = "--count")
    int count;

    Probe(Exception failure) {
      this.failure = failure;
    }

    @Override
    public Integer call() throws Exception {
      if (failure != null) {
        throw failure;
      }
      return 0;
    }
  }

  private record Outcome(int code, String error) {}

  private static Outcome run(Exception failure, String... arguments) {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      return new Outcome(Cli.run(new Probe(failure), arguments), bytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
    }
  }

  @Test
  void badInputIsOneLineAndTwo() {
    assertEquals(new Outcome(2, "isobit probe: members must be at least 2, but is 1\n"),
        run(new IllegalArgumentException("members must be at least 2, but is 1")));
    assertEquals(new Outcome(2, "isobit probe: y.npy: no such file\n"), run(new NoSuchFileException("y.npy")));
    assertEquals(new Outcome(2, "isobit probe: y.npy: cut short\n"),
        run(new UncheckedIOException(new IOException("y.npy: cut short"))));
    assertEquals(new Outcome(2, "isobit probe: cholesky: not positive definite (index 3): value -1.0\n"),
        run(new NumericalException("cholesky: not positive definite", 3, -1.0)));
  }

  @Test
  void badArgumentsNameTheCommandAndTheValue() {
    Outcome outcome = run(null, "--count", "many");
    assertEquals(2, outcome.code());
    assertTrue(outcome.error().startsWith("isobit probe: Invalid value for option '--count': 'many'"), outcome.error());
  }

  @Test
  void aDefectKeepsItsStackTrace() {
    Outcome outcome = run(new IllegalStateException("broken"));
    assertEquals(1, outcome.code());
    assertTrue(outcome.error().contains("IllegalStateException: broken\n\tat "), outcome.error());
  }

  @Test
  void successIsZero() {
    assertEquals(new Outcome(0, ""), run(null));
  }
}
