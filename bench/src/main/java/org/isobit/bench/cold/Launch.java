package org.isobit.bench.cold;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a command of Isobit is started in a Java virtual machine of its own. Implementations are immutable. */
@FunctionalInterface
public interface Launch {

  /** Where messages of a started program go, in its folder. */
  String ERRORS = "errors.txt";

  /**
   * The words that start a command.
   *
   * @param jvm       options of the virtual machine, of -D and -X
   * @param name      the command
   * @param arguments its arguments
   * @return the words
   */
  List<String> words(List<String> jvm, String name, List<String> arguments);

  /**
   * By the launcher script, as users do, with the options that it takes before a command.
   *
   * @param launcher the script
   * @param options  of the virtual machine, of which those of -D and -X are passed on
   * @return how it starts commands
   * @throws IllegalArgumentException if it is no file that can be executed
   */
  static Launch by(Path launcher, List<String> options) {
    if (!Files.isRegularFile(launcher) || !Files.isExecutable(launcher)) {
      throw new IllegalArgumentException("--launcher must be a file that can be executed, but is " + launcher);
    }
    List<String> passed = options.stream().filter(o -> o.startsWith("-D") || o.startsWith("-X")).toList();
    return (jvm, name, arguments) -> {
      List<String> words = new ArrayList<>(List.of(launcher.toString()));
      words.addAll(passed);
      words.addAll(jvm);
      words.add(name);
      words.addAll(arguments);
      return words;
    };
  }

  /**
   * Options of the virtual machine of this process.
   *
   * @return those of its command line
   */
  static List<String> options() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments();
  }

  /**
   * A main class by the classes, the Java and the options of this process.
   *
   * @param jvm       more options of the virtual machine
   * @param main      the class
   * @param arguments its arguments
   * @return the words that start it
   */
  static List<String> here(List<String> jvm, Class<?> main, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    words.addAll(options());
    words.addAll(jvm);
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    words.addAll(arguments);
    return words;
  }

  /**
   * The launcher of this build: the nearest file {@code isobit} above these classes.
   *
   * @return the file
   * @throws IllegalArgumentException if there is none
   */
  static Path nearest() {
    Path home;
    try {
      home = Path.of(Launch.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    for (Path folder = home.getParent(); folder != null; folder = folder.getParent()) {
      Path launcher = folder.resolve("isobit");
      if (Files.isRegularFile(launcher) && Files.isExecutable(launcher)) {
        return launcher;
      }
    }
    throw new IllegalArgumentException("there is no launcher 'isobit' above " + home + ": name it with --launcher");
  }

  /**
   * Starts a program whose input is empty.
   *
   * @param words  the program and its arguments
   * @param folder it works there, and its messages go there
   * @param out    takes its standard output, or null
   * @return the program
   * @throws IOException if it cannot be started
   */
  static Process start(List<String> words, Path folder, File out) throws IOException {
    return new ProcessBuilder(words).directory(folder.toFile()).redirectInput(new File("/dev/null"))
        .redirectOutput(out == null ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.to(out))
        .redirectError(folder.resolve(ERRORS).toFile()).start();
  }

  /**
   * Runs a program to its end.
   *
   * @param words  the program and its arguments
   * @param folder it works there, and its messages go there
   * @param out    takes its standard output, or null
   * @return seconds from before its start until its end is known
   * @throws IOException          if it cannot be started, or fails, with what it said
   * @throws InterruptedException if the thread is interrupted
   */
  static double run(List<String> words, Path folder, File out) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Process process = start(words, folder, out);
    try {
      process.waitFor();
    } finally {
      process.destroy();
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    requireSuccess(process, words, folder);
    return seconds;
  }

  /**
   * Refuses a program that failed.
   *
   * @param ended  the program
   * @param words  what started it
   * @param folder where its messages are
   * @throws IOException           if they cannot be read
   * @throws IllegalStateException if it failed, with what it said
   */
  static void requireSuccess(Process ended, List<String> words, Path folder) throws IOException {
    if (ended.exitValue() != 0) {
      // What it said comes first: the words of a class path are many, and messages are cut.
      throw new IOException(new String(Files.readAllBytes(folder.resolve(ERRORS)), StandardCharsets.UTF_8).strip()
          + " (exit code " + ended.exitValue() + " of " + String.join(" ", words) + ")");
    }
  }
}
