package org.isobit.models.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.isobit.kernels.NumericalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Isolated
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

  private static final String BAD = "a\u001b[2J\u009b\u202e\u200b\r\u007f\ud83d\ude00\ud800";
  private static final String SHOWN = "a\\u{1b}[2J\\u{9b}\\u{202e}\\u{200b}\\u{d}\\u{7f}\ud83d\ude00\\u{d800}";

  @Command(name = "isobit speaker")
  static final class Speaker implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      out.println(BAD + "\tb");
      out.printf("%-3s|%s%n", "x", BAD);
      for (char c : BAD.toCharArray()) {
        out.write(c);
      }
      out.write(BAD.toCharArray(), 0, BAD.length());
      out.write("12345", 1, 3);
      out.append('\n');
      out.flush();
      spec.commandLine().getErr().println("note: " + BAD);
      return 0;
    }
  }

  /** Whatever a command prints, wherever it prints it. */
  @Test
  void noControlCharactersReachATerminal() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      assertEquals(0, Cli.run(new Speaker()));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertEquals(SHOWN + "\tb\nx  |" + SHOWN + "\n" + SHOWN + SHOWN + "234\n", bytes.toString(StandardCharsets.UTF_8));
    assertEquals("note: " + SHOWN + "\n", errors.toString(StandardCharsets.UTF_8));
  }

  @Test
  void messagesShowNoControlCharacters() {
    for (Exception e : List.of(new IllegalArgumentException(BAD), new IOException(BAD),
        new UncheckedIOException(new IOException(BAD)), new FileSystemException(BAD))) {
      assertEquals(new Outcome(2, "isobit probe: " + SHOWN + "\n"), run(e));
      assertEquals(SHOWN, Cli.message(e));
    }
    assertEquals("isobit probe: " + SHOWN + ": permission denied\n", run(new AccessDeniedException(BAD)).error());
    Outcome outcome = run(null, "--count", BAD);
    assertTrue(outcome.error().startsWith("isobit probe: Invalid value for option '--count': '" + SHOWN),
        outcome.error());
    assertTrue(run(null, "--" + BAD).error().startsWith("isobit probe: Unknown option: '--" + SHOWN));
    Outcome defect = run(new IllegalStateException(BAD));
    assertTrue(defect.error().contains("IllegalStateException: " + SHOWN + "\n\tat "), defect.error());
    assertEquals(4000 + "isobit probe: …\n".length(), run(new IOException("x".repeat(100_000))).error().length());
  }

  /** A table that a full disk cuts off is no success; a reader that has seen enough is no failure. */
  @Test
  void standardOutputThatTakesNothing() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command = "exec \"$0\" -cp \"$1\" org.isobit.models.info.InfoCommand";
    Path full = Path.of("/dev/full");
    for (String output : Files.exists(full) ? List.of("> /dev/full", "--version > /dev/full", ">&-", "| true")
        : List.of(">&-", "| true")) {
      Process process = new ProcessBuilder("bash", "-o", "pipefail", "-c",
          output.startsWith("|") ? "(sleep 1; " + command + ") " + output : command + " " + output, java,
          System.getProperty("java.class.path")).redirectInput(new File("/dev/null")).start();
      String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean lost = output.endsWith("full");
      assertEquals(lost ? Cli.FAILED : Cli.OK, process.waitFor(), errors);
      assertEquals(lost, errors.contains("isobit info: standard output cannot be written: "), errors);
    }
  }
}
