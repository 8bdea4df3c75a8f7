package org.isobit.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.isobit.verify.Outcome.Cell;
import org.isobit.verify.Outcome.Status;

/** Runs a plan, one child JVM a configuration, two at a time where there are two processors, and judges the bits. */
final class Verification {

  /** Hears how far a verification has come; called from several threads. */
  interface Progress {
    /** A kernel of a configuration has run, cold or hot. */
    void kernel(String kernel, Configuration configuration);

    /** A configuration has come to its end. */
    void configuration(Configuration configuration, boolean good);
  }

  private final List<Configuration> plan;
  private final Golden golden;
  private final String supplier;
  private final List<Conformance> suite;
  private final boolean all;
  private final ChildProcess children;
  private final Progress progress;
  private final Outcome outcome = new Outcome();

  /**
   * Makes a verification.
   *
   * @param plan     the configurations
   * @param golden   the right hashes
   * @param kernels  names of the kernels, empty for all
   * @param supplier see {@link VerifyChild}
   * @param java     see {@link ChildProcess}
   * @param progress hears how far it is
   */
  Verification(List<Configuration> plan, Golden golden, List<String> kernels, String supplier, List<String> java,
      Progress progress) throws ReflectiveOperationException {
    this.plan = plan;
    this.golden = golden;
    this.supplier = supplier;
    this.all = kernels.isEmpty();
    this.suite = VerifyChild.suite(supplier).stream().filter(c -> all || kernels.contains(c.kernel()))
        .filter(c -> plan.stream().anyMatch(one -> VerifyChild.has(c, one.implementation()))).toList();
    if (suite.isEmpty()) {
      throw new IllegalArgumentException("there is no implementation to verify of " + String.join(", ", kernels));
    }
    this.children = new ChildProcess(java, supplier);
    this.progress = progress;
  }

  /** How many kernels and methods composed of them run, in words. */
  String counted() {
    long methods = suite.stream().filter(ComposedConformance.class::isInstance).count();
    long kernels = suite.size() - methods;
    return (kernels == 0 ? "" : kernels + " kernels") + (kernels == 0 || methods == 0 ? "" : " and ")
        + (methods == 0 ? "" : methods + " methods");
  }

  /** The names of what runs, in order. */
  List<String> kernels() {
    return suite.stream().map(Conformance::kernel).toList();
  }

  /** Runs everything. */
  Outcome run() throws IOException, InterruptedException {
    int jobs = Runtime.getRuntime().availableProcessors() > 1 ? 2 : 1;
    try (ExecutorService pool = Executors.newFixedThreadPool(jobs)) {
      List<Future<?>> running = new ArrayList<>();
      // What takes longest starts first, so that no processor waits at the end.
      plan.stream().sorted(Comparator.comparing(Configuration::hot).reversed())
          .forEach(configuration -> running.add(pool.submit(() -> run(configuration))));
      for (Future<?> one : running) {
        try {
          one.get();
        } catch (ExecutionException e) {
          pool.shutdownNow();
          if (e.getCause() instanceof IOException io) {
            throw io;
          }
          throw new IllegalStateException(e.getCause());
        }
      }
    }
    return outcome;
  }

  private Void run(Configuration configuration) throws IOException, InterruptedException {
    List<String> names = all ? List.of() : kernels();
    String failure = children.run(configuration, configuration.hot() ? "hot" : "cold", names,
        fields -> line(configuration, fields));
    if (failure != null) {
      outcome.problem(null, configuration.name(), failure);
    }
    List<String> unknown = new ArrayList<>();
    for (Conformance conformance : suite) {
      judgeTheWhole(conformance, configuration, failure, unknown);
    }
    if (!unknown.isEmpty()) {
      outcome.problem(null, configuration.name(), Golden.missing(String.join(", ", unknown)));
    }
    progress.configuration(configuration, outcome.problems().stream()
        .noneMatch(problem -> problem.configuration().equals(configuration.name())));
    return null;
  }

  private void line(Configuration configuration, String[] fields) {
    switch (fields[0]) {
      case "machine" -> outcome.machine(configuration.name(), Arrays.asList(fields).subList(1, fields.length));
      case "result" -> {
        String wanted = golden.hash(fields[1], configuration.cases());
        Status status = wanted == null ? Status.UNKNOWN : wanted.equals(fields[4]) ? Status.OK : Status.DIFFERENT;
        outcome.put(fields[1], configuration.name(), new Cell(status, fields[4], Long.parseLong(fields[5])));
        progress.kernel(fields[1], configuration);
      }
      case "error" -> {
        outcome.put(fields[1], configuration.name(), new Cell(Status.FAILED, null, 0));
        outcome.problem(fields[1], configuration.name(), fields[2]);
        progress.kernel(fields[1], configuration);
      }
      default -> {
        // "done", or something that a library printed.
      }
    }
  }

  private void judgeTheWhole(Conformance conformance, Configuration configuration, String failure,
      List<String> unknown) throws IOException, InterruptedException {
    String kernel = conformance.kernel();
    Cell cell = outcome.cell(kernel, configuration.name());
    if (!VerifyChild.has(conformance, configuration.implementation())) {
      outcome.put(kernel, configuration.name(), new Cell(Status.ABSENT, null, 0));
    } else if (cell == null) {
      outcome.put(kernel, configuration.name(), new Cell(Status.FAILED, null, 0));
      if (failure == null) {
        outcome.problem(kernel, configuration.name(), "gave no result");
      }
    } else if (cell.status() == Status.UNKNOWN) {
      unknown.add(kernel);
    } else if (cell.status() == Status.DIFFERENT) {
      outcome.problem(kernel, configuration.name(), firstDifference(conformance, configuration));
    }
  }

  /** Runs the kernel again, beside the reference in the same JVM, to say where the bits part. */
  private String firstDifference(Conformance conformance, Configuration configuration)
      throws IOException, InterruptedException {
    List<String> found = new ArrayList<>();
    String failure = children.run(configuration, "compare", List.of(conformance.kernel()), fields -> {
      if (fields[0].equals("difference") || fields[0].equals("error")) {
        found.add(fields[2]);
      }
    });
    if (!found.isEmpty()) {
      return found.getFirst();
    }
    if (failure != null) {
      return "hash differs; naming the case failed: " + failure;
    }
    return conformance instanceof ComposedConformance
        ? "hash differs from the golden one: one of the kernels that it is composed of gives other bits here, or the "
            + "method itself has changed"
        : "hash differs from the golden one, yet this JVM's reference gives the same bits: the reference itself has "
            + "changed, or computes other bits here";
  }
}
