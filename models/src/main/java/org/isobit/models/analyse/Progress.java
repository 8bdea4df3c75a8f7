package org.isobit.models.analyse;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** What a run tells on standard error while it works: bars on a terminal, else a short line a phase. */
final class Progress {

  /** Phases shorter than this show nothing. */
  private static final Duration SHORT = Duration.ofMillis(500);

  private final PrintWriter err;
  private final boolean quiet;
  private final boolean terminal;

  Progress(PrintWriter err, boolean quiet) {
    this.err = err;
    this.quiet = quiet;
    this.terminal = !quiet && isTerminal();
  }

  /** Whether standard error is a terminal. */
  private static boolean isTerminal() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return System.console() != null && System.console().isTerminal();
    }
  }

  /** Tells something that is worth a line of its own. */
  void line(String text) {
    if (!quiet) {
      err.println(text);
      err.flush();
    }
  }

  /** A phase of so many steps; −1 if they cannot be counted. */
  Bar bar(String name, long steps) {
    return new Bar(name, steps);
  }

  /** A phase under way. */
  final class Bar implements AutoCloseable {
    private final String name;
    private final long steps;
    private final long begin = System.nanoTime();
    private ProgressBar bar;
    private long done;
    private long told = begin;

    private Bar(String name, long steps) {
      this.name = name;
      this.steps = steps;
      if (terminal && steps < 0) {
        show();
      }
    }

    private void show() {
      bar = new ProgressBarBuilder().setTaskName(name).setInitialMax(steps)
          .setStyle(ProgressBarStyle.UNICODE_BLOCK).setUpdateIntervalMillis(250).clearDisplayOnFinish().build();
      bar.stepTo(done);
    }

    /** One step is done. */
    void step() {
      done++;
      long now = System.nanoTime();
      if (terminal) {
        if (bar == null && now - begin > SHORT.toNanos()) {
          show();
        } else if (bar != null) {
          bar.stepTo(done);
        }
      } else if (now - told > Duration.ofSeconds(10).toNanos() && steps > 0) {
        told = now;
        line(name + ": " + done + " of " + steps);
      }
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
      }
    }
  }
}
