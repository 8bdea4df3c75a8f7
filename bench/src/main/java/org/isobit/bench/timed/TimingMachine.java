package org.isobit.bench.timed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.isobit.bench.cold.Launch;

/** A Java virtual machine that times works whenever it is asked to. Not thread-safe. */
public final class TimingMachine implements AutoCloseable {

  /** What time is. */
  public enum Clock {
    /** The measuring thread's own time on a processor. */
    THREAD,
    /** The clock on the wall, for works of several threads. */
    WALL
  }

  /**
   * What one call of a work took.
   *
   * @param nanoseconds time
   * @param bytes       bytes of the heap that the measuring thread allocated
   */
  public record Timing(double nanoseconds, double bytes) {}

  private final Process process;
  private final BufferedReader answers;
  private final OutputStream orders;
  private final int works;

  private TimingMachine(Process process, int works) {
    this.process = process;
    this.works = works;
    answers = process.inputReader(StandardCharsets.US_ASCII);
    orders = process.getOutputStream();
  }

  /**
   * Starts one with the classes, the Java and the options of this process; it begins with warming all works.
   *
   * @param jvm          more options of the virtual machine
   * @param clock        what time is
   * @param warming      how many whiles a work is done for before it is timed
   * @param milliseconds of a while, which a work is done for in a round
   * @param works        what is timed: {@code double:} or {@code float:} and either rows × columns × terms or net and
   *                     samples, or a benchmark as {@link org.isobit.bench.Variant#named} reads it
   * @return the machine
   * @throws IOException if it cannot be started
   */
  public static TimingMachine start(List<String> jvm, Clock clock, int warming, int milliseconds,
      List<String> works) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(clock.name(), Integer.toString(warming),
        Integer.toString(milliseconds)));
    arguments.addAll(works);
    return new TimingMachine(new ProcessBuilder(Launch.here(jvm, TimedWorks.class, arguments)).start(), works.size());
  }

  /**
   * Times all works once, one after the other.
   *
   * @return what each took
   * @throws IllegalStateException if the virtual machine ended or wrote something else instead, with what it said
   */
  public List<Timing> round() {
    String line = answer();
    if (line == null) {
      throw new IllegalStateException("a measuring virtual machine ended before it answered: " + said());
    }
    String[] numbers = line.split(" ");
    if (numbers.length != 2 * works || !line.matches("[0-9.E -]+")) { // such as what -Xlog prints
      throw new IllegalStateException("a measuring virtual machine wrote '" + line + "' where its times belong");
    }
    List<Timing> timings = new ArrayList<>();
    for (int i = 0; i < works; i++) {
      timings.add(new Timing(Double.parseDouble(numbers[2 * i]), Double.parseDouble(numbers[2 * i + 1])));
    }
    return timings;
  }

  /** Its next line, or null if there is none. */
  private String answer() {
    try {
      orders.write('\n');
      orders.flush();
      return answers.readLine();
    } catch (IOException _) {
      return null; // the pipe is broken, which is what an end looks like while an order is given
    }
  }

  /** What it wrote to its standard error, without the warnings that every virtual machine writes there. */
  private String said() {
    return process.errorReader(StandardCharsets.UTF_8).lines()
        .filter(line -> !line.toUpperCase(Locale.ROOT).startsWith("WARNING")).limit(5)
        .collect(Collectors.joining(" "));
  }

  /** Ends it. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
