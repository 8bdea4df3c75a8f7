package org.isobit.bench.tuning;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Times works in a Java virtual machine with sizes of its own: for every line on standard input it does each work for a
 * while and writes a line with the nanoseconds that each took, of this thread's own time.
 */
public final class TimedWorks {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int WARMING = 12;

  private TimedWorks() {}

  /**
   * Runs until standard input ends.
   *
   * @param arguments milliseconds that a work is done for, then the works
   * @throws IOException if standard input cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    double wanted = Integer.parseInt(arguments[0]) * 1e6;
    List<Work> works = new ArrayList<>();
    List<Integer> times = new ArrayList<>();
    for (int i = 1; i < arguments.length; i++) {
      Work work = Work.of(arguments[i]);
      int n = 1;
      for (int warming = 0; warming < WARMING; warming++) {
        double one = nanoseconds(work, n);
        n = Math.max(1, (int) Math.min(10.0 * n, Math.ceil(wanted / Math.max(one, 1.0))));
      }
      works.add(work);
      times.add(n);
    }
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      StringJoiner told = new StringJoiner(" ");
      for (int i = 0; i < works.size(); i++) {
        told.add(Double.toString(nanoseconds(works.get(i), times.get(i))));
      }
      System.out.println(told);
      System.out.flush();
    }
  }

  private static double nanoseconds(Work work, int times) {
    long begin = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < times; i++) {
      work.run();
    }
    return (double) (THREADS.getCurrentThreadCpuTime() - begin) / times;
  }
}
