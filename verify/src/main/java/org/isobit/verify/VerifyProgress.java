package org.isobit.verify;

import java.io.PrintStream;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a verification is, on standard error: a bar on a terminal, else one line a configuration. */
final class VerifyProgress implements Verification.Progress, AutoCloseable {

  private final List<Configuration> plan;
  private final PrintStream err = System.err;
  private ProgressBar bar;
  private int finished;

  VerifyProgress(List<Configuration> plan) {
    this.plan = plan;
  }

  void start(int kernels, String counted) {
    if (System.console() != null && System.console().isTerminal()) {
      long runs = plan.stream().mapToInt(configuration -> configuration.hot() ? 2 : 1).sum();
      bar = new ProgressBarBuilder().setTaskName("verify").setInitialMax(kernels * runs)
          .setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(200).build();
    } else {
      err.println("verify: " + counted + " in " + plan.size() + " configurations");
    }
  }

  @Override
  public synchronized void kernel(String kernel, Configuration configuration) {
    if (bar != null) {
      bar.step();
      bar.setExtraMessage(" " + configuration.name() + " " + kernel);
    }
  }

  @Override
  public synchronized void configuration(Configuration configuration, boolean good) {
    finished++;
    if (bar == null) {
      err.println("verify: " + finished + "/" + plan.size() + " " + configuration.name()
          + (good ? ": same bits" : ": PROBLEMS"));
    }
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.stepTo(bar.getMax());
      bar.close();
    }
  }
}
