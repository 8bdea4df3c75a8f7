package org.isobit.models.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far a long run is, on standard error: a bar on a terminal; elsewhere a line every ten seconds, so that logs stay
 * short and quick runs say nothing. Thread-safe.
 */
public final class Progress implements AutoCloseable {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long SILENCE = 10 * SECOND;

  /** Of steps, where nobody knows how many there are. */
  static final long UNCOUNTED = -1;

  private final String task;
  private final LongSupplier clock;
  private long total;
  private final PrintStream err;
  private final ProgressBar bar;
  private long done;

  /** Of what is done, the steps that took no time. */
  private long skipped;
  private long spoken;

  /** What was done when, about once a second: of the second half of the time so far, and the last before it. */
  private final Deque<Mark> marks = new ArrayDeque<>();
  private final long begin;

  /** Steps that took time, up to some moment. */
  private record Mark(long time, long steps) {}

  /**
   * Begins.
   *
   * @param task  what is done, in a few words
   * @param total how many steps it has
   */
  public Progress(String task, long total) {
    this(task, total, System.err, terminal(), System::nanoTime);
  }

  /**
   * Begins something whose steps nobody counts: a terminal sees for how long it has been going on.
   *
   * @param task what is done, in a few words
   * @return the display; it takes no steps
   */
  public static Progress uncounted(String task) {
    return new Progress(task, UNCOUNTED, System.err, terminal(), System::nanoTime);
  }

  Progress(String task, long total, PrintStream err, boolean terminal, LongSupplier clock) {
    this.clock = clock;
    this.begin = clock.getAsLong();
    this.spoken = begin;
    marks.add(new Mark(begin, 0));
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
    advance(steps);
  }

  /**
   * Notes steps that somebody has done before: they take no time, so that what is left is not reckoned from them.
   *
   * @param steps how many
   */
  public synchronized void skip(long steps) {
    skipped += steps;
    advance(steps);
  }

  /**
   * Notes that there is more to do than was thought.
   *
   * @param steps how many more
   */
  public synchronized void extend(long steps) {
    total += steps;
    if (bar != null) {
      bar.maxHint(total);
    }
  }

  private void advance(long steps) {
    done += steps;
    if (bar != null) {
      bar.stepBy(steps);
      return;
    }
    long now = clock.getAsLong();
    mark(now);
    if (now - spoken > SILENCE && done < total) {
      spoken = now;
      err.println(task + ": " + 100 * done / Math.max(1, total) + " % done" + left(now));
    }
  }

  private void mark(long now) {
    if (now - marks.getLast().time < SECOND) {
      return;
    }
    marks.add(new Mark(now, done - skipped));
    Mark first = marks.poll();
    while (marks.getFirst().time <= begin + (now - begin) / 2) {
      first = marks.poll();
    }
    marks.addFirst(first);
  }

  /**
   * The time left at the speed of the second half of the time so far: it follows a machine that warms up or gets busy,
   * and is the steadier the longer the task runs.
   */
  private String left(long now) {
    long steps = done - skipped - marks.getFirst().steps;
    return steps == 0 ? "" : ", about "
        + duration((double) (now - marks.getFirst().time) / steps * (total - done) / 1e9) + " left";
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
