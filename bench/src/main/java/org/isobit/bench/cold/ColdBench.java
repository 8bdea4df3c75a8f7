package org.isobit.bench.cold;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Measures first calls: each case of {@code isobit analyse} on each number of threads, and other commands, in fresh
 * virtual machines that take turns, so that a slow moment of the machine meets all; then the same analyses warm. What
 * the files and the classes cost to be read from a disk is not in it: the system has them in memory by then. Not
 * thread-safe.
 */
public final class ColdBench {

  private final Launch launch;
  private final int runs;
  private final Path folder;
  private final List<String> overrides;
  private final List<ColdRow> rows = new ArrayList<>();
  private final Map<String, List<Double>> commands = new LinkedHashMap<>();

  /**
   * Prepares.
   *
   * @param launch    how commands are started
   * @param cases     the problems
   * @param threads   numbers of threads
   * @param runs      virtual machines for each of them
   * @param folder    where the problems go, and what commands write; it is there, and its path has no symbolic links
   * @param commands  other commands to be timed, without arguments
   * @param overrides what {@code isobit analyse --set} gets
   */
  ColdBench(Launch launch, List<ColdCase> cases, List<Integer> threads, int runs, Path folder, List<String> commands,
      List<String> overrides) {
    this.launch = launch;
    this.runs = runs;
    this.folder = folder;
    this.overrides = overrides;
    for (ColdCase problem : cases) {
      threads.forEach(n -> rows.add(new ColdRow(problem, n)));
    }
    commands.forEach(name -> this.commands.put(name, new ArrayList<>()));
  }

  /**
   * Prepares what {@code isobit bench cold} asks for.
   *
   * @param launcher  the script that starts commands, or null for that of this build
   * @param which     {@code small}, {@code large}, or {@code all}, which times {@code twin} and {@code info}, too
   * @param threads   numbers of threads
   * @param runs      virtual machines for each of them
   * @param folder    where the problems go, and what commands write; it is made
   * @param overrides what {@code isobit analyse --set} gets
   * @return a bench
   * @throws IllegalArgumentException if there is no such case, or no launcher
   * @throws IOException              if the folder cannot be made
   */
  public static ColdBench of(Path launcher, String which, List<Integer> threads, int runs, Path folder,
      List<String> overrides) throws IOException {
    List<ColdCase> all = List.of(ColdCase.SMALL, ColdCase.LARGE);
    List<ColdCase> cases = which.equals("all") ? all : all.stream().filter(c -> c.name().equals(which)).toList();
    if (cases.isEmpty()) {
      throw new IllegalArgumentException("--case must be small, large or all, but is '" + which + "'");
    }
    Launch launch = Launch.by(launcher == null ? Launch.nearest() : launcher.toAbsolutePath(), Launch.options());
    return new ColdBench(launch, cases, threads, runs, Files.createDirectories(folder).toRealPath(),
        which.equals("all") ? List.of("info", "twin") : List.of(), overrides);
  }

  /**
   * How often {@link #run} tells of a step.
   *
   * @return a number for progress bars
   */
  public int steps() {
    return (runs + 1) * rows.size() + runs * commands.size();
  }

  /**
   * Writes the problems and measures.
   *
   * @param step is told what was done
   * @return what was found
   * @throws IOException          if files cannot be written or read, or a command cannot be started or fails
   * @throws InterruptedException if the thread is interrupted
   */
  public ColdReport run(Consumer<String> step) throws IOException, InterruptedException {
    write();
    for (int run = 0; run < runs; run++) {
      for (ColdRow row : rows) {
        row.whole.add(Launch.run(launch.words(List.of(), "analyse", arguments(row)), folder, null));
        row.phases.add(Phases.of(output(row)));
        row.copy.add(copy(row));
        step.accept(row.problem.name() + ", threads: " + row.threads);
      }
      for (Map.Entry<String, List<Double>> command : commands.entrySet()) {
        command.getValue().add(Launch.run(launch.words(List.of(), command.getKey(), List.of()), folder, null));
        step.accept(command.getKey());
      }
    }
    for (ColdRow row : rows) {
      row.warm = warm(row);
      step.accept(row.problem.name() + " warm, threads: " + row.threads);
    }
    return new ColdReport(rows, commands);
  }

  /**
   * Writes the problems and looks into one virtual machine for each case, on the first number of threads.
   *
   * @param step is told what was done
   * @return what was found, in Markdown
   * @throws IOException          if files cannot be written or read, or a command cannot be started or fails
   * @throws InterruptedException if the thread is interrupted
   */
  public String profile(Consumer<String> step) throws IOException, InterruptedException {
    write();
    StringBuilder text = new StringBuilder();
    for (ColdRow row : rows) {
      if (row == ColdGoal.of(rows, row.problem, rows.getFirst().threads)) {
        ColdProfile profile = ColdProfile.record(launch, arguments(row), folder);
        text.append("## ").append(row.problem.name()).append(" case, threads: ").append(row.threads).append("\n\n")
            .append(profile.markdown(Phases.of(output(row)))).append('\n');
        step.accept(row.problem.name());
      }
    }
    return text.toString();
  }

  /** The problems' files; and one call of the launcher, which builds if sources have changed. */
  private void write() throws IOException, InterruptedException {
    for (ColdCase problem : rows.stream().map(r -> r.problem).distinct().toList()) {
      problem.write(folder.resolve(problem.name()));
    }
    Launch.run(launch.words(List.of(), "info", List.of()), folder, null);
  }

  private Path output(ColdRow row) {
    return folder.resolve(row.problem.name() + "-analysis");
  }

  private List<String> arguments(ColdRow row) {
    List<String> arguments = new ArrayList<>(List.of(folder.resolve(row.problem.name()).resolve("config.yaml")
        .toString(), "--out", output(row).toString(), "--threads", Integer.toString(row.threads)));
    overrides.forEach(o -> arguments.addAll(List.of("--set", o)));
    return arguments;
  }

  private List<Double> warm(ColdRow row) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(output(row).toString()));
    arguments.addAll(arguments(row));
    arguments.addAll(List.of("--set", "output.picture=false"));
    File times = folder.resolve("warm.txt").toFile();
    Launch.run(Launch.here(List.of(), WarmAnalysis.class, arguments), folder, times);
    return Files.readAllLines(times.toPath()).stream().map(Double::valueOf).toList();
  }

  /** Seconds to copy what a command read and wrote, file by file, without forcing it to the disk. */
  private double copy(ColdRow row) throws IOException {
    Path target = Files.createDirectories(folder.resolve("copy"));
    double seconds = 0.0;
    for (Path source : List.of(folder.resolve(row.problem.name()), output(row))) {
      List<Path> files;
      try (Stream<Path> all = Files.walk(source)) {
        files = all.filter(Files::isRegularFile).toList();
      }
      long begin = System.nanoTime();
      for (Path file : files) {
        Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
      seconds += (System.nanoTime() - begin) / 1e9;
    }
    return seconds;
  }
}
