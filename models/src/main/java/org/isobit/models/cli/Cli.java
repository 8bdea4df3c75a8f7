package org.isobit.models.cli;

import java.io.FileDescriptor;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Settings;
import org.isobit.kernels.device.AcceleratorException;
import org.isobit.models.io.Quoted;
import org.isobit.models.registry.Registry;
import picocli.CommandLine;

/**
 * Runs a command with one behaviour for all: bad input gives one line on standard error and exit code 2; a defect of
 * the program itself keeps its stack trace and gives exit code 1. Nothing that a command prints holds control
 * characters, whatever its input holds. Thread-safe.
 */
public final class Cli {

  /** Exit code of a run that did what it was asked. */
  public static final int OK = 0;

  /** Exit code of a defect, or of a check that found a difference. */
  public static final int FAILED = 1;

  /** Exit code of bad input: arguments, files, values. */
  public static final int BAD_INPUT = 2;

  private Cli() {}

  /** What systems say of a pipe that nobody reads any more, and of an output that was closed before. */
  private static final List<String> UNWANTED = List.of("Broken pipe", "Bad file descriptor");

  /**
   * Runs an annotated picocli command. If standard output does not take what is printed (a full disk), a run that did
   * what it was asked ends with {@link #FAILED}.
   *
   * @param command   the command, a {@code Runnable} or {@code Callable<Integer>} annotated with {@code @Command}
   * @param arguments its arguments
   * @return the exit code
   */
  public static int run(Object command, String... arguments) {
    CommandLine line = line(command);
    int code = run(line, arguments);
    String lost = lostOutput();
    if (lost != null && code == OK) {
      line.getErr().println(name(line) + ": standard output cannot be written: " + lost);
      return FAILED;
    }
    return code;
  }

  /** The same, with what it prints, errors too, going to a writer. */
  static int run(Object command, PrintWriter told, String... arguments) {
    return run(line(command).setOut(told).setErr(told), arguments);
  }

  private static CommandLine line(Object command) {
    CommandLine line = new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Cli::badArguments)
        .setExecutionStrategy(Cli::execute)
        .setExecutionExceptionHandler(Cli::failed);
    versioned(line);
    return line;
  }

  private static int run(CommandLine line, String... arguments) {
    ClassLoader before = Registry.lookIn(null);
    try {
      return line.execute(arguments);
    } catch (ExceptionInInitializerError e) {
      // A size of -Disobit.tuning that a kernel cannot take shows when its class is loaded.
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        return refused(line, refusal);
      }
      throw e;
    } finally {
      Registry.lookIn(before);
    }
  }

  /**
   * Why standard output did not take all that was printed, or null if it did, or if nobody wants it: its reader has
   * seen enough, as {@code head} has, or it was closed. The stream itself tells only that something failed, so that one
   * more line is tried.
   */
  private static String lostOutput() {
    if (!System.out.checkError()) {
      return null;
    }
    try {
      new FileOutputStream(FileDescriptor.out).write('\n'); // stays open: it is the process's
      return "something that was printed is lost";
    } catch (IOException e) {
      return UNWANTED.contains(e.getMessage()) || isPipe() ? null : e.getMessage();
    }
  }

  /** Whether standard output is one, as far as the system says: its messages may be in any language. */
  private static boolean isPipe() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString().matches("(pipe|socket):.*");
    } catch (IOException e) {
      return false; // no Linux
    }
  }

  /** One answer to --version for a command and all below it. */
  private static void versioned(CommandLine line) {
    line.getCommandSpec().versionProvider(new BuildVersion());
    line.getSubcommands().values().forEach(Cli::versioned);
  }

  /** Help may be coloured; all else that a command prints has no control characters. */
  private static int execute(CommandLine.ParseResult result) {
    Integer help = CommandLine.executeHelpRequest(result);
    if (help != null) {
      return help;
    }
    CommandLine line = result.commandSpec().commandLine();
    try {
      Settings.check();
    } catch (IllegalArgumentException | IllegalStateException e) {
      return refused(line, e);
    }
    line.setOut(new PrintWriter(new PrintableWriter(line.getOut()), true));
    line.setErr(new PrintWriter(new PrintableWriter(line.getErr()), true));
    return new CommandLine.RunLast().execute(result);
  }

  private static int refused(CommandLine line, RuntimeException refusal) {
    line.getErr().println(name(line) + ": " + Quoted.sentence(refusal.getMessage()));
    return BAD_INPUT;
  }

  private static int badArguments(CommandLine.ParameterException e, String[] arguments) {
    CommandLine line = e.getCommandLine();
    line.getErr().println(name(line) + ": " + Quoted.sentence(e.getMessage()));
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, line.getErr())) {
      line.getErr().println("Try '" + name(line) + " --help'.");
    }
    return BAD_INPUT;
  }

  private static int failed(Exception e, CommandLine line, CommandLine.ParseResult result) {
    String message = message(e);
    if (message == null) {
      e.printStackTrace(line.getErr());
      return FAILED;
    }
    line.getErr().println(name(line) + ": " + message);
    return BAD_INPUT;
  }

  private static String name(CommandLine line) {
    return line.getCommandSpec().qualifiedName();
  }

  /**
   * What happened, in one sentence without control characters.
   *
   * @param e an exception
   * @return a sentence for what the user can mend, or null for a defect of the program
   */
  public static String message(Exception e) {
    String message = switch (e) {
      case NoSuchFileException f -> f.getFile() + ": no such file";
      case FileNotFoundException f -> f.getMessage();
      case AccessDeniedException f -> f.getFile() + ": permission denied";
      case FileAlreadyExistsException f -> f.getFile() + ": already exists";
      case NotDirectoryException f -> f.getFile() + ": is not a directory";
      case FileSystemException f -> f.getMessage();
      case UncheckedIOException f -> message(f.getCause());
      case IOException f -> f.getMessage();
      case IllegalArgumentException f -> f.getMessage();
      case NumericalException f -> f.getMessage();
      case AcceleratorException f -> f.getMessage();
      default -> null;
    };
    return message == null ? null : Quoted.sentence(message);
  }
}
