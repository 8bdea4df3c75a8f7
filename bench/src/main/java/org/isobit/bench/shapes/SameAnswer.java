package org.isobit.bench.shapes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.isobit.bench.Variant;
import org.isobit.bench.cold.Launch;

/**
 * Holds what one side of a row answers to what the other does, before they are timed: a wrong answer's time says
 * nothing. It runs in a virtual machine of its own, since native libraries keep memory until their process ends.
 */
public final class SameAnswer {

  private SameAnswer() {}

  /**
   * Writes the difference of two benchmarks.
   *
   * @param arguments both, as {@link Variant#named} reads them
   * @throws Throwable if one fails
   */
  public static void main(String[] arguments) throws Throwable {
    System.out.println(difference(arguments[0], arguments[1]));
  }

  /**
   * Runs two benchmarks once and compares what they answer.
   *
   * @param ours  one, as {@link Variant#named} reads it
   * @param other another one
   * @return the largest difference ÷ the other's largest magnitude; infinite or not a number if they cannot be compared
   * @throws Throwable if one fails
   */
  public static double difference(String ours, String other) throws Throwable {
    double[] mine = Variant.named(ours).runOnce();
    double[] others = Variant.named(other).runOnce();
    if (mine.length != others.length) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0.0;
    double off = 0.0;
    for (int i = 0; i < mine.length; i++) {
      largest = Math.max(largest, Math.abs(others[i]));
      off = Math.max(off, Math.abs(mine[i] - others[i]));
    }
    return off / largest;
  }

  /** Refuses a row whose sides should answer alike and do not. */
  static void require(ShapeRow row, List<String> jvm) throws IOException {
    if (!row.comparison().ofOneAnswer()) {
      return;
    }
    Process process = new ProcessBuilder(Launch.here(jvm, SameAnswer.class, List.of(row.ours(), row.other())))
        .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    double most = Variant.named(row.ours()).instance().tolerance();
    if (!told.matches("[0-9.E-]+") || Double.parseDouble(told) > most) {
      throw new IllegalStateException(row.name() + ": the two sides should answer alike to " + most
          + ", but their relative difference is " + (told.isEmpty() ? "unknown: one failed" : told));
    }
  }
}
