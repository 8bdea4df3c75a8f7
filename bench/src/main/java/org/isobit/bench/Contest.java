package org.isobit.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * This library and {@link Opponent opponents} do the same work, each on one thread: first they must get the same, then
 * they take turns in every round, so that a slow moment of the machine meets all. Thread-safe.
 */
public final class Contest {

  /** Runs of each length, so that Java's compiler is done before a length is found long enough. */
  private static final int WARMING = 12;

  private Contest() {}

  /** What is done: so many steps, from the same start every time. */
  public interface Work {

    /**
     * What tables call it.
     *
     * @return a few words
     */
    String title();

    /**
     * How large it is.
     *
     * @return members of its ensemble
     */
    int members();

    /**
     * Does it.
     *
     * @param steps how many steps
     * @return seconds that they took
     */
    double seconds(int steps);

    /**
     * The steps after which results are compared.
     *
     * @return so few that chaos has not yet made much of rounding
     */
    int comparedSteps();

    /**
     * Holds an opponent, which just did the steps to compare, to what comes out here.
     *
     * @param folder   where the opponent left its result
     * @param opponent the opponent
     * @param variant  its name for the work
     * @throws IOException           if the result cannot be read
     * @throws IllegalStateException if it differs
     */
    void compare(Path folder, Opponent opponent, String variant) throws IOException;
  }

  /**
   * An opponent's way to do some work.
   *
   * @param work     the work; a work's rivals follow each other in a list
   * @param variant  its name in the opponent's program
   * @param opponent the program
   */
  public record Rival(Work work, String variant, Opponent opponent) {}

  /** Times of a rival, and those of this library in the same rounds. */
  private record Row(Rival rival, List<Double> ratios, List<Double> micros) {}

  /**
   * Measures and describes.
   *
   * @param what         header of the first column
   * @param folder       where opponents leave results
   * @param rivals       all that take part
   * @param rounds       rounds in which all take turns
   * @param milliseconds about how long each one runs in a round
   * @return a table in Markdown
   * @throws IOException           if a result or an answer cannot be read
   * @throws IllegalStateException if results differ, or an opponent fails
   */
  public static String run(String what, Path folder, List<Rival> rivals, int rounds, int milliseconds)
      throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Work work : rivals.stream().map(Rival::work).distinct().toList()) {
      List<Row> own = rivals.stream().filter(r -> r.work() == work)
          .map(r -> new Row(r, new ArrayList<>(), new ArrayList<>())).toList();
      measure(folder, work, own, rounds, milliseconds);
      rows.addAll(own);
    }
    return table(what, rows);
  }

  private static void measure(Path folder, Work work, List<Row> rows, int rounds, int milliseconds)
      throws IOException {
    for (Row row : rows) {
      row.rival.opponent.seconds(row.rival.variant, work.comparedSteps());
      work.compare(folder, row.rival.opponent, row.rival.variant);
    }
    int own = steps(work::seconds, milliseconds, WARMING);
    int[] other = new int[rows.size()];
    for (int r = 0; r < other.length; r++) {
      Rival rival = rows.get(r).rival;
      other[r] = steps(n -> rival.opponent.seconds(rival.variant, n), milliseconds, 3);
    }
    for (int round = 0; round < rounds; round++) {
      double micros = 1e6 * work.seconds(own) / own;
      for (int r = 0; r < other.length; r++) {
        Row row = rows.get(r);
        row.ratios.add(1e6 * row.rival.opponent.seconds(row.rival.variant, other[r]) / other[r] / micros);
        row.micros.add(micros);
      }
    }
  }

  private interface Timed {
    double seconds(int steps) throws IOException;
  }

  /** Steps that take so long, once it is warm: found by doubling, each length run several times. */
  private static int steps(Timed timed, int milliseconds, int repeats) throws IOException {
    for (int steps = 1;; steps *= 2) {
      double seconds = 0.0;
      for (int repeat = 0; repeat < repeats; repeat++) {
        seconds = timed.seconds(steps);
      }
      if (seconds >= 1e-3 * milliseconds) {
        return steps;
      }
    }
  }

  private static String table(String what, List<Row> rows) {
    StringBuilder text = new StringBuilder("| " + what + " | members | opponent | µs | times as fast | smallest | "
        + "greatest |\n|---|---|---|---|---|---|---|\n");
    for (Row row : rows) {
      Rival rival = row.rival;
      text.append(String.format(Locale.ROOT, "| %s | %d | %s, %s | %.1f | %.1f | %.1f | %.1f |%n", rival.work.title(),
          rival.work.members(), rival.opponent.version(), rival.variant, median(row.micros), median(row.ratios),
          row.ratios.stream().mapToDouble(v -> v).min().orElseThrow(),
          row.ratios.stream().mapToDouble(v -> v).max().orElseThrow()));
    }
    return text.toString();
  }

  private static double median(List<Double> values) {
    return Median.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * A line for an opponent that is not there.
   *
   * @param opponent the opponent, or null
   * @param what     what it would be
   * @return the line, or nothing
   */
  public static String absent(Opponent opponent, String what) {
    return opponent == null ? "\nNot measured: there is no " + what + ".\n" : "";
  }

  /**
   * Writes numbers for opponents.
   *
   * @param file   becomes their little-endian doubles
   * @param values the numbers
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, double[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Double.BYTES, values.length))
        .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    Files.write(file, bytes.array());
  }

  /**
   * Holds an opponent's numbers to this library's.
   *
   * @param file   little-endian doubles
   * @param mine   what should be there
   * @param within largest difference, in parts of the largest of the numbers
   * @param whose  whose numbers they are, for the message
   * @throws IOException           if the file cannot be read
   * @throws IllegalStateException if there are more or fewer, or one differs by more
   */
  public static void compare(Path file, double[] mine, double within, String whose) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.capacity() != Double.BYTES * mine.length) {
      throw new IllegalStateException(whose + ": there are " + bytes.capacity() + " bytes for " + mine.length
          + " numbers");
    }
    double largest = Arrays.stream(mine).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < mine.length; i++) {
      double other = bytes.getDouble();
      if (!(Math.abs(other - mine[i]) <= within * largest)) {
        throw new IllegalStateException(whose + ": number " + i + " is " + other + ", but here " + mine[i]);
      }
    }
  }

  /**
   * Deletes a folder of files.
   *
   * @param folder has no folders
   * @throws IOException if one cannot be deleted
   */
  public static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
