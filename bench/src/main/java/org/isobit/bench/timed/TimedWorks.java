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

  private final boolean wall;
  private final List<Runnable> works = new ArrayList<>();
  private final List<Integer> times = new ArrayList<>();

  private TimedWorks(boolean wall) {
    this.wall = wall;
  }

  /**
   * Runs until standard input ends.
   *
   * @param arguments the name of a {@link TimingMachine.Clock}, how many whiles a work is done for before it is timed,
   *                  milliseconds of a while, then the works
   * @throws IOException if standard input cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    TimedWorks timed = new TimedWorks(TimingMachine.Clock.valueOf(arguments[0]) == TimingMachine.Clock.WALL);
    for (int i = 3; i < arguments.length; i++) {
      timed.warm(Works.of(arguments[i]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]) * 1e6);
    }
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(timed.round());
      System.out.flush();
    }
  }

  /** Does a work, at least twice, and finds how often it is to be done. */
  private void warm(Runnable work, int whiles, double wanted) {
    int n = 1;
    double spent = 0.0;
    for (int i = 0; i < 2 || spent < whiles * wanted; i++) {
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
