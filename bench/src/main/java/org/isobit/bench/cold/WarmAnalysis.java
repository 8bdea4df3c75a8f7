package org.isobit.bench.cold;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isobit.bench.Quartiles;
import org.isobit.models.analyse.AnalyseCommand;
import org.isobit.models.cli.Cli;

/**
 * Runs {@code isobit analyse} again and again in one virtual machine, until the time of its analysis settles, and
 * prints the seconds of each time.
 */
public final class WarmAnalysis {

  /** Times whose median is compared with that of as many before them. */
  static final int WINDOW = 5;

  /** Settled is what became faster by no more than this share. */
  private static final double SETTLED = 0.03;

  private static final int MOST = 60;

  private WarmAnalysis() {}

  /**
   * Runs.
   *
   * @param arguments the output directory, then what {@code isobit analyse} takes
   * @throws IOException if its {@code run.json} cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream told = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    List<Double> seconds = new ArrayList<>();
    while (seconds.size() < MOST && !settled(seconds)) {
      int code = Cli.run(new AnalyseCommand(), Arrays.copyOfRange(arguments, 1, arguments.length));
      if (code != Cli.OK) {
        System.exit(code);
      }
      seconds.add(Phases.of(Path.of(arguments[0])).get(Phases.ANALYSIS));
      told.println(seconds.getLast());
      told.flush();
    }
  }

  static boolean settled(List<Double> seconds) {
    int n = seconds.size();
    return n >= 2 * WINDOW && Quartiles.of(seconds.subList(n - WINDOW, n)).median()
        >= (1.0 - SETTLED) * Quartiles.of(seconds.subList(n - 2 * WINDOW, n - WINDOW)).median();
  }

  /** The time that it settled at. */
  static double last(List<Double> seconds) {
    return Quartiles.of(seconds.subList(Math.max(0, seconds.size() - WINDOW), seconds.size())).median();
  }
}
