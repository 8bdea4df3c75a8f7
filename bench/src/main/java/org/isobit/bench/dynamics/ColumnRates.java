package org.isobit.bench.dynamics;

import java.util.Locale;
import java.util.function.ObjIntConsumer;
import org.isobit.bench.Median;
import org.isobit.kernels.Workers;
import org.isobit.models.dynamics.column.ColumnEnsemble;
import org.isobit.models.dynamics.column.Ecosystem;
import org.isobit.models.dynamics.column.Fasham;
import org.isobit.models.dynamics.column.FloatColumnEnsemble;
import org.isobit.models.dynamics.column.Forcing;
import org.isobit.models.dynamics.column.Levels;
import org.isobit.models.dynamics.column.Npzd;
import org.isobit.models.dynamics.column.Reactions;
import org.isobit.models.dynamics.column.Site;
import org.isobit.models.dynamics.column.WaterColumn;

/** How long a step of a column of water with 50 levels takes, by columns, threads, type, reactions and ecosystem. */
public final class ColumnRates {

  private static final int LEVELS = 50;

  /** Numbers of columns; the last one is ten members of 100 000 places. */
  private static final int[] COLUMNS = {40, 1000, 10_000, 100_000, 1_000_000};

  /** Columns of what is not compared by their number. */
  private static final int USUAL = 1000;

  /** Runs of each length before they are measured. */
  private static final int WARMING = 12;

  private final int rounds;
  private final int milliseconds;
  private final StringBuilder text = new StringBuilder("""
      | columns of water, 50 levels | columns | threads | ns a column and step | million steps a second | MB |
      |---|---|---|---|---|---|
      """);

  private ColumnRates(int rounds, int milliseconds) {
    this.rounds = rounds;
    this.milliseconds = milliseconds;
  }

  /**
   * Measures and describes.
   *
   * @param rounds       rounds, of which the median counts
   * @param milliseconds about how long each one takes at least
   * @return a table in Markdown
   */
  public static String run(int rounds, int milliseconds) {
    return run(rounds, milliseconds, COLUMNS);
  }

  /** With so many columns. */
  static String run(int rounds, int milliseconds, int... columns) {
    ColumnRates rates = new ColumnRates(rounds, milliseconds);
    Workers one = Workers.serial();
    Workers all = Workers.shared();
    WaterColumn npzd = water(Npzd.USUAL, Reactions.CLIPPED);
    for (int count : columns) {
      if (rates.fits(npzd, count)) {
        rates.doubles("NPZD, double", npzd, count, one);
        if (all.threads() > 1) {
          rates.doubles("NPZD, double", npzd, count, all);
        }
      }
    }
    rates.floats("NPZD, float", npzd, one);
    if (all.threads() > 1) {
      rates.floats("NPZD, float", npzd, all);
    }
    rates.doubles("NPZD, Patankar's step", water(Npzd.USUAL, Reactions.PATANKAR), USUAL, one);
    rates.doubles("Fasham, seven pools", water(Fasham.USUAL, Reactions.CLIPPED), USUAL, one);
    rates.doubles("Fasham, Patankar's step", water(Fasham.USUAL, Reactions.PATANKAR), USUAL, one);
    return rates.text.toString();
  }

  private static WaterColumn water(Ecosystem ecosystem, Reactions reactions) {
    return new WaterColumn(ecosystem, Levels.uniform(Site.L4.depth(), LEVELS), Site.L4, Forcing.seasonal(Site.L4),
        0.125, reactions);
  }

  /** Whether half of the heap takes them; says so if not. */
  private boolean fits(WaterColumn water, int count) {
    long bytes = (long) Double.BYTES * count * (water.size() + water.ecosystem().parameters().size() + 2);
    boolean fits = bytes < Runtime.getRuntime().maxMemory() / 2;
    if (!fits) {
      text.append(String.format(Locale.ROOT,
          "| NPZD, double | %d | | not measured: %d MB are half of the heap or more | | |%n", count,
          bytes / 1_000_000));
    }
    return fits;
  }

  private void doubles(String what, WaterColumn water, int count, Workers workers) {
    ColumnEnsemble columns = new ColumnEnsemble(water, count);
    measure(what, count, columns.bytes(), workers, (w, steps) -> columns.advance(steps, w));
  }

  private void floats(String what, WaterColumn water, Workers workers) {
    FloatColumnEnsemble columns = new FloatColumnEnsemble(water, USUAL);
    measure(what, USUAL, columns.bytes(), workers, (w, steps) -> columns.advance(steps, w));
  }

  private void measure(String what, int count, long bytes, Workers workers, ObjIntConsumer<Workers> advance) {
    int steps = 1;
    while (warm(workers, advance, steps) < 1e-3 * milliseconds) {
      steps *= 2;
    }
    double[] nanos = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      nanos[round] = 1e9 * seconds(workers, advance, steps) / steps / count;
    }
    double median = Median.of(nanos);
    text.append(String.format(Locale.ROOT, "| %s | %d | %d | %.0f | %.2f | %.1f |%n", what, count, workers.threads(),
        median, 1e3 / median, 1e-6 * bytes));
  }

  /** Seconds of the last of some runs, after which Java's compiler is done. */
  private static double warm(Workers workers, ObjIntConsumer<Workers> advance, int steps) {
    double seconds = seconds(workers, advance, steps);
    for (int repeat = 1; repeat < WARMING && seconds < 0.5; repeat++) {
      seconds = seconds(workers, advance, steps);
    }
    return seconds;
  }

  private static double seconds(Workers workers, ObjIntConsumer<Workers> advance, int steps) {
    long begin = System.nanoTime();
    advance.accept(workers, steps);
    return 1e-9 * (System.nanoTime() - begin);
  }
}
