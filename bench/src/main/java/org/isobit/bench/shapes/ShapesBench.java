package org.isobit.bench.shapes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.isobit.bench.timed.TimingMachine;
import org.isobit.bench.timed.TimingMachine.Timing;

/**
 * Measures rows, each in a Java virtual machine of its own, so that what the compiler learns of one shape does not slow
 * down another, and with both works in turn in every round, so that a slow moment of the machine meets both.
 *
 * @param jvm          options of the virtual machines, beside those of this one
 * @param rounds       how often each work has its turn; a row whose rounds take seconds has fewer, but three
 * @param milliseconds that a work is done for in a round
 */
public record ShapesBench(List<String> jvm, int rounds, int milliseconds) {

  /** Nanoseconds after which a row that has had its fewest rounds gets no more. */
  private static final double LONGEST = 2e10;

  private static final int FEWEST = 3;

  /** What a virtual machine costs until it times something, seconds. */
  private static final double START = 1.2;

  /** What it costs to compare answers, seconds. */
  private static final double COMPARING = 1.0;

  /** Milliseconds that each work is warmed for: so long the compiler needs for large loops over vectors. */
  private static final int WARMING = 1500;

  /** How many times as long, if the compiler was late: others may have kept it from its processor. */
  private static final int AGAIN = 4;

  /** Keeps its own copy of the list. */
  public ShapesBench {
    jvm = List.copyOf(jvm);
  }

  /**
   * How long rows take, if none has calls that take longer than a round.
   *
   * @param rows how many rows
   * @return seconds
   */
  public double estimatedSeconds(int rows) {
    return rows * (START + COMPARING + 2e-3 * (WARMING + milliseconds * rounds));
  }

  /**
   * Measures a row, once both its sides have answered alike. Where its times look as if one side was not compiled all
   * through, it is measured once more, warmed {@value #AGAIN} times as long.
   *
   * @param row the row
   * @return what it is, or nothing if its times settle in neither virtual machine
   * @throws IOException           if no virtual machine can be started
   * @throws IllegalStateException if answers differ that should not
   */
  public Optional<ShapeResult> measure(ShapeRow row) throws IOException {
    SameAnswer.require(row, options(row));
    return settled(ShapeResult.of(row, rounds(row, WARMING)), () -> ShapeResult.of(row, rounds(row, AGAIN * WARMING)));
  }

  /** Measures. */
  interface Measurement {
    ShapeResult measure() throws IOException;
  }

  /** The first result if it is plausible, else the second if it is, or agrees with the first. */
  static Optional<ShapeResult> settled(ShapeResult first, Measurement again) throws IOException {
    if (first.isPlausible()) {
      return Optional.of(first);
    }
    ShapeResult second = again.measure();
    return second.isPlausible() || second.agreesWith(first) ? Optional.of(second) : Optional.empty();
  }

  private List<String> options(ShapeRow row) {
    return row.comparison().ofTwoThreads() ? Stream.concat(jvm.stream(), Stream.of("-Disobit.threads=2")).toList()
        : jvm;
  }

  private List<List<Timing>> rounds(ShapeRow row, int warming) throws IOException {
    List<List<Timing>> times = new ArrayList<>();
    try (TimingMachine machine = TimingMachine.start(options(row), row.comparison().clock(),
        warming / milliseconds, milliseconds, List.of(row.ours(), row.other()))) {
      times.add(machine.round()); // after warming
      long begin = System.nanoTime();
      while (times.size() < rounds && (times.size() < FEWEST || System.nanoTime() - begin < LONGEST)) {
        times.add(machine.round());
      }
    }
    return times;
  }

  /**
   * The tables.
   *
   * @param results what was measured, rows of a family one after the other
   * @return a table for each family, in Markdown
   */
  public static String markdown(List<ShapeResult> results) {
    StringBuilder text = new StringBuilder();
    String family = "";
    for (ShapeResult result : results) {
      if (!result.row().family().equals(family)) {
        family = result.row().family();
        text.append("\n| ").append(family).append(" | precision | µs | Gflop/s | B | ratio | wanted | met |\n|")
            .append("---|".repeat(8)).append('\n');
      }
      text.append(result.markdown());
    }
    long met = results.stream().filter(ShapeResult::met).count();
    return text + "\n" + met + " of " + results.size() + " rows are met.\n";
  }
}
