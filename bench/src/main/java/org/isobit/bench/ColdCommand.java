package org.isobit.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.isobit.bench.cold.ColdBench;
import org.isobit.bench.cold.ColdReport;
import org.isobit.models.cli.Cli;
import org.isobit.models.io.RunLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code isobit bench cold}: what a user's first call costs, in fresh Java virtual machines. */
@Command(name = "cold", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Measures what a first call costs: isobit analyse on two problems made from random numbers, isobit "
        + "twin and isobit info, each in fresh Java virtual machines, in turn, started by the launcher; and the same "
        + "analyses warm.",
        "Prints times beside goals. The exit code is 0 whether they are met or not."})
final class ColdCommand implements Callable<Integer> {

  /** How often a folder is removed in which something may still be written, and the pause between, ns. */
  private static final int ATTEMPTS = 20;
  private static final long PAUSE = 50_000_000;

  @Option(names = "--case", defaultValue = "all", paramLabel = "NAME",
      description = "small, large, or all, with which twin and info are timed, too (default: ${DEFAULT-VALUE}).")
  private String problem;

  @Option(names = "--runs", defaultValue = "10", paramLabel = "N",
      description = "Virtual machines for each case and number of threads (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(names = "--threads", defaultValue = "1,2", split = ",", paramLabel = "N",
      description = "Numbers of threads (default: ${DEFAULT-VALUE}).")
  private List<Integer> threads;

  @Option(names = "--set", paramLabel = "KEY=VALUE",
      description = "Passed on to isobit analyse, for example output.picture=false; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--profile",
      description = "Shows instead where the time goes: one virtual machine for each case, on the first number of "
          + "threads, with a recording of its compilations, classes and samples.")
  private boolean profile;

  @Option(names = "--folder", paramLabel = "DIR",
      description = "Keeps the problems there, and what is made of them (default: a temporary folder).")
  private Path folder;

  @Option(names = "--launcher", paramLabel = "FILE",
      description = "Starts commands (default: the launcher of this build).")
  private Path launcher;

  @Option(names = "--out", paramLabel = "DIR",
      description = "Writes results.json, ratios.md and machine.json there; with --profile, profile.md and "
          + "machine.json.")
  private Path out;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    BenchCommand.requireNothingBefore(spec);
    BenchCommand.positive("--runs", runs);
    threads.forEach(n -> BenchCommand.positive("--threads", n));
    Path work = folder == null ? Files.createTempDirectory("isobit-cold") : folder;
    if (folder == null) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(work)));
    }
    try (RunLock _ = BenchOutput.begin(out)) {
      measure(ColdBench.of(launcher, problem, threads.stream().distinct().toList(), runs, work, overrides));
    } finally {
      if (folder == null) {
        delete(work);
      }
    }
    return Cli.OK;
  }

  private void measure(ColdBench bench) throws IOException, InterruptedException {
    MachineReport machine = MachineReport.read();
    String text;
    ColdReport report = null;
    try (BenchProgress bar = BenchProgress.of("cold", profile ? -1 : bench.steps())) {
      if (profile) {
        text = bench.profile(bar::step);
      } else {
        report = bench.run(bar::step);
        text = report.markdown();
      }
    }
    text = machine.markdown() + "\n" + text;
    System.out.print(text);
    if (out != null) {
      BenchOutput.write(out, machine, profile ? "profile.md" : "ratios.md", text,
          report == null ? null : report.json());
      System.out.println("written to " + out);
    }
  }

  /** What a signal leaves undone: ends the processes that still write to the folder, then removes it. */
  private static void remove(Path folder) {
    ProcessHandle.current().descendants().forEach(child -> {
      child.destroyForcibly();
      child.onExit().join();
    });
    IOException problem = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        delete(folder);
        return;
      } catch (IOException | UncheckedIOException e) { // this process's other threads have not ended yet
        problem = e instanceof UncheckedIOException u ? u.getCause() : (IOException) e;
        LockSupport.parkNanos(PAUSE);
      }
    }
    System.err.println("isobit bench cold: " + folder + " could not be removed: " + problem);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : all) {
      Files.deleteIfExists(one);
    }
  }
}
