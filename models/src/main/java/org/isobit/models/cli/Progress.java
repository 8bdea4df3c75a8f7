package org.isobit.models.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far a long run is, on standard error: a bar on a terminal; elsewhere a line every ten seconds, so that logs stay
 * short and quick runs say nothing. Thread-safe.
 */
public final class Progress implements AutoCloseable {

  private static final long SILENCE = TimeUnit.SECONDS.toNanos(10);

  /** Of steps, where nobody knows how many there are. */
  static final long UNCOUNTED = -1;

  private final String task;
  private final long total;
  private final PrintStream err;
  private final ProgressBar bar;
  private long done;
  private final long begin = System.nanoTime();
  private long spoken = begin;

  /**
   * Begins.
   *
   * @param task  what is done, in a few words
   * @param total how many steps it has
   */
  public Progress(String task, long total) {
    this(task, total, System.err, terminal());
  }

  /**
   * Begins something whose steps nobody counts: a terminal sees for how long it has been going on.
   *
   * @param task what is done, in a few words
   * @return the display; it takes no steps
   */
  public static Progress uncounted(String task) {
    return new Progress(task, UNCOUNTED, System.err, terminal());
  }

  Progress(String task, long total, PrintStream err, boolean terminal) {
    this.task = task;
    this.total = total;
    this.err = err;
    ProgressBarBuilder builder = new ProgressBarBuilder().setTaskName(task).setInitialMax(total)
        .setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(200).setMaxRenderedLength(90)
        .setConsumer(new ConsoleProgressBarConsumer(err, 90)).clearDisplayOnFinish();
    if (total == UNCOUNTED) {
      builder.setRenderer((state, width) -> task + ", for " + duration(state.getTotalElapsed().toMillis() / 1e3));
    }
    this.bar = terminal ? builder.build() : null;
  }

  /**
   * Notes that steps are done.
   *
   * @param steps how many since the last call
   */
  public synchronized void step(long steps) {
    done += steps;
    if (bar != null) {
      bar.stepBy(steps);
      return;
    }
    long now = System.nanoTime();
    if (now - spoken > SILENCE && done < total) {
      spoken = now;
      err.println(task + ": " + 100 * done / Math.max(1, total) + " % done, about "
          + duration((double) (now - begin) / done * (total - done) / 1e9) + " left");
    }
  }

  /**
   * A time in one or two units.
   *
   * @param seconds how long
   * @return as in {@code 2 min 5 s}
   */
  public static String duration(double seconds) {
    long s = Math.round(seconds);
    return s < 60 ? s + " s" : s < 3600 ? s / 60 + " min " + s % 60 + " s" : s / 3600 + " h " + s / 60 % 60 + " min";
  }

  /** Ends the bar. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }

  /** Whether standard error is a terminal: Linux says it itself, elsewhere the console stands for it. */
  private static boolean terminal() {
    Path stream = Path.of("/proc/self/fd/2");
    try {
      if (Files.exists(stream)) {
        String target = stream.toRealPath().toString();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
      }
    } catch (IOException | SecurityException e) {
      return false;
    }
    return System.console() != null && System.console().isTerminal();
  }
}
