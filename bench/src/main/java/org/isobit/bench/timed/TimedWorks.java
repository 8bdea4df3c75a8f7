package org.isobit.bench.timed;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Times works in a Java virtual machine of their own: for every line on standard input it does each work for a while
 * and writes a line with the nanoseconds that each took, of this thread's own time or by the clock on the wall, and the
 * bytes that it allocated.
 */
public final class TimedWorks {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** How often a work is done for its while before it is timed. */
  private static final int WARMING = 12;

  /** A work whose one call takes longer than this many whiles together is warm after two. */
  private static final int LONG = 30;

  private final boolean wall;
  private final List<Runnable> works = new ArrayList<>();
  private final List<Integer> times = new ArrayList<>();

  private TimedWorks(boolean wall) {
    this.wall = wall;
  }

  /**
   * Runs until standard input ends.
   *
   * @param arguments the name of a {@link TimingMachine.Clock}, milliseconds that a work is done for, then the works
   * @throws IOException if standard input cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    TimedWorks timed = new TimedWorks(TimingMachine.Clock.valueOf(arguments[0]) == TimingMachine.Clock.WALL);
    for (int i = 2; i < arguments.length; i++) {
      timed.warm(Works.of(arguments[i]), Integer.parseInt(arguments[1]) * 1e6);
    }
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(timed.round());
      System.out.flush();
    }
  }

  /** Finds how often a work is to be done. */
  private void warm(Runnable work, double wanted) {
    int n = 1;
    double spent = 0.0;
    for (int i = 0; i < WARMING && (i < 2 || spent < LONG * wanted); i++) {
      double one = nanoseconds(work, n);
      spent += n * one;
      n = Math.max(1, (int) Math.min(10.0 * n, Math.ceil(wanted / Math.max(one, 1.0))));
    }
    works.add(work);
    times.add(n);
  }

  private String round() {
    StringJoiner told = new StringJoiner(" ");
    for (int i = 0; i < works.size(); i++) {
      int n = times.get(i);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      double nanoseconds = nanoseconds(works.get(i), n);
      double bytes = (double) (THREADS.getCurrentThreadAllocatedBytes() - before) / n;
      told.add(Double.toString(nanoseconds)).add(Double.toString(bytes));
    }
    return told.toString();
  }

  private double nanoseconds(Runnable work, int n) {
    long begin = now();
    for (int i = 0; i < n; i++) {
      work.run();
    }
    return (double) (now() - begin) / n;
  }

  private long now() {
    return wall ? System.nanoTime() : THREADS.getCurrentThreadCpuTime();
  }
}
