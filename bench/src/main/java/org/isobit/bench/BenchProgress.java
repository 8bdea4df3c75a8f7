package org.isobit.bench;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** The bar on standard error that shows how far a long measurement is. */
public final class BenchProgress implements AutoCloseable {

  private final ProgressBar bar;

  private BenchProgress(ProgressBar bar) {
    this.bar = bar;
  }

  /**
   * Begins a bar.
   *
   * @param task  what it is called
   * @param steps how many there will be; −1 if that is not known
   * @return the bar, to be closed at the end
   */
  public static BenchProgress of(String task, long steps) {
    return new BenchProgress(new ProgressBarBuilder().setTaskName(task).setInitialMax(steps)
        .setUpdateIntervalMillis(2000).setConsumer(new ConsoleProgressBarConsumer(System.err)).build());
  }

  /**
   * Shows a step.
   *
   * @param what what it is
   */
  public void step(String what) {
    bar.setExtraMessage(what);
    bar.step();
  }

  @Override
  public void close() {
    bar.close();
  }
}
