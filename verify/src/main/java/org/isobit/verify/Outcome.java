package org.isobit.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a verification found. Filled by several threads: methods are synchronized. */
final class Outcome {

  /** What one kernel gave in one configuration. */
  enum Status {
    /** The golden hash, cold and hot. */
    OK("ok"),
    /** Other bits. */
    DIFFERENT("DIFFERENT"),
    /** An exception, or no result. */
    FAILED("FAILED"),
    /** No golden hash to compare with. */
    UNKNOWN("no golden"),
    /** This configuration's implementation does not exist for the kernel. */
    ABSENT("-");

    final String text;

    Status(String text) {
      this.text = text;
    }
  }

  /**
   * One run of one kernel.
   *
   * @param status       the judgement
   * @param hash         what it gave, or null
   * @param milliseconds how long all its runs took
   */
  record Cell(Status status, String hash, long milliseconds) {}

  /**
   * Something that was found wrong.
   *
   * @param kernel        the kernel, or null if a whole configuration failed
   * @param configuration the configuration's name
   * @param text          what
   */
  record Problem(String kernel, String configuration, String text) {}

  /** Architecture, JVM, bits of the widest vector, bits in use, as each child reported them. */
  private final Map<String, List<String>> machines = new LinkedHashMap<>();
  private final Map<String, Map<String, Cell>> cells = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  synchronized void machine(String configuration, List<String> facts) {
    machines.put(configuration, facts);
  }

  synchronized void put(String kernel, String configuration, Cell cell) {
    cells.computeIfAbsent(kernel, k -> new LinkedHashMap<>()).merge(configuration, cell, Outcome::worse);
  }

  synchronized void problem(String kernel, String configuration, String text) {
    problems.add(new Problem(kernel, configuration, text));
  }

  synchronized Cell cell(String kernel, String configuration) {
    return cells.getOrDefault(kernel, Map.of()).get(configuration);
  }

  synchronized List<String> machine(String configuration) {
    return machines.getOrDefault(configuration, List.of());
  }

  synchronized List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** Cells that were judged and are right. */
  synchronized long count(Status status) {
    return cells.values().stream().flatMap(row -> row.values().stream()).filter(c -> c.status == status).count();
  }

  boolean passed() {
    return problems().isEmpty() && count(Status.OK) > 0;
  }

  /** Of a cold and a hot run of one kernel, the one that has something to tell. */
  private static Cell worse(Cell a, Cell b) {
    Cell told = a.status == Status.OK ? b : a;
    return new Cell(told.status, told.hash, a.milliseconds + b.milliseconds);
  }
}
