package org.isobit.models.net;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/**
 * How long one of many equal calls takes: quartiles over samples, each of so many calls that the clock's resolution
 * does not show.
 *
 * <p>All calls are warmed up in turn before the first is measured, so that none is measured in code that another makes
 * the compiler replace. The warm-up ends when the times of all of them have settled and the compiler has been quiet, or
 * when its time is up. A measurement during which the compiler finished something is made again.
 *
 * @param lower  lower quartile, seconds a call
 * @param median median, seconds a call
 * @param upper  upper quartile, seconds a call
 * @param steady whether times had settled before and the compiler was quiet meanwhile
 */
record CallTime(double lower, double median, double upper, boolean steady) {

  /** A sample takes at least so long, seconds: about a thousand times the clock's resolution. */
  private static final double SAMPLE = 100e-6;

  /** What a call gets in one round of the warm-up, seconds. */
  private static final double WINDOW = 0.1;

  /** Windows whose medians must agree, and within which share. */
  private static final int AGREEING = 4;
  private static final double AGREEMENT = 0.03;

  private static final int LEAST_SAMPLES = 21;
  private static final int ATTEMPTS = 3;

  /**
   * Measures.
   *
   * @param calls   what is timed
   * @param warmUp  shortest warm-up of a call, seconds; the longest is ten times that
   * @param seconds of measurement of a call; at least {@value #LEAST_SAMPLES} samples are taken
   * @return their times, in order
   */
  static CallTime[] of(List<Runnable> calls, double warmUp, double seconds) {
    double[][] windows = new double[calls.size()][AGREEING];
    long[] compiled = new long[AGREEING];
    long begin = System.nanoTime();
    boolean settled = false;
    for (int round = 0; round < AGREEING || since(begin) < warmUp * calls.size()
        || !settled && since(begin) < 10 * warmUp * calls.size(); round++) {
      long before = compilation();
      for (int c = 0; c < calls.size(); c++) {
        windows[c][round % AGREEING] = median(samples(calls.get(c), 1, WINDOW, 1));
      }
      compiled[round % AGREEING] = compilation() - before;
      settled = round >= AGREEING && Arrays.stream(compiled).sum() == 0
          && Arrays.stream(windows).allMatch(CallTime::agree);
    }
    CallTime[] times = new CallTime[calls.size()];
    for (int c = 0; c < times.length; c++) {
      int repeats = (int) Math.clamp(Math.ceil(SAMPLE / Math.max(median(windows[c]), 1e-9)), 1, 1 << 20);
      for (int attempt = 0; attempt < ATTEMPTS && (times[c] == null || !times[c].steady); attempt++) {
        long before = compilation();
        double[] samples = samples(calls.get(c), repeats, seconds, LEAST_SAMPLES);
        Arrays.sort(samples);
        times[c] = new CallTime(samples[samples.length / 4], median(samples), samples[3 * samples.length / 4],
            agree(windows[c]) && compilation() == before);
      }
    }
    return times;
  }

  private static boolean agree(double[] windows) {
    double least = Arrays.stream(windows).min().orElse(0);
    return Arrays.stream(windows).allMatch(w -> w <= (1 + AGREEMENT) * least);
  }

  /** Milliseconds that the compiler has worked so far; 0 where that is not known. */
  private static long compilation() {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    return compiler != null && compiler.isCompilationTimeMonitoringSupported() ? compiler.getTotalCompilationTime() : 0;
  }

  /** Seconds a call, of samples of so many calls. */
  private static double[] samples(Runnable call, int calls, double seconds, int least) {
    double[] samples = new double[64];
    int n = 0;
    long begin = System.nanoTime();
    while (n < least || since(begin) < seconds) {
      if (n == samples.length) {
        samples = Arrays.copyOf(samples, 2 * n);
      }
      long start = System.nanoTime();
      for (int i = 0; i < calls; i++) {
        call.run();
      }
      samples[n++] = since(start) / calls;
    }
    return Arrays.copyOf(samples, n);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static double since(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
