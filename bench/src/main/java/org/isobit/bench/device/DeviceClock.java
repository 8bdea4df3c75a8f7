package org.isobit.bench.device;

import java.util.Arrays;
import org.isobit.gpu.Stream;
import org.isobit.gpu.StreamTimer;

/**
 * Times work of a stream by the device's events: after a warm-up, repeats of so many calls each that neither the
 * events' resolution nor a single launch shows. Not thread-safe.
 */
final class DeviceClock implements AutoCloseable {

  /** A repeat takes at least so long, if {@link #MOST_CALLS} calls do. */
  private static final double LEAST_SECONDS = 2e-3;
  private static final int MOST_CALLS = 200;

  /** The warm-up, which clocks and caches need, takes at least this share of the measurement's time. */
  private static final double WARM_SHARE = 0.3;

  private final StreamTimer timer;
  private final int repeats;
  private final double budget;

  /**
   * Makes a clock.
   *
   * @param stream  the stream
   * @param repeats repeats, at most
   * @param budget  seconds after which no other repeat is begun; at least three are made
   */
  DeviceClock(Stream stream, int repeats, double budget) {
    timer = new StreamTimer(stream);
    this.repeats = repeats;
    this.budget = budget;
  }

  /**
   * Times calls.
   *
   * @param call asks the stream for work
   * @return seconds a call, of each repeat
   */
  double[] seconds(Runnable call) {
    double once = time(call, 1);
    for (double warm = 0; warm < WARM_SHARE * budget; warm += once) {
      once = time(call, 1);
    }
    int calls = (int) Math.clamp(Math.ceil(LEAST_SECONDS / Math.max(once, 1e-9)), 1, MOST_CALLS);
    double[] seconds = new double[repeats];
    int done = 0;
    for (double total = 0; done < repeats && (done < 3 || total < budget); done++) {
      seconds[done] = time(call, calls);
      total += seconds[done] * calls;
    }
    return Arrays.copyOf(seconds, done);
  }

  private double time(Runnable call, int calls) {
    timer.start();
    for (int i = 0; i < calls; i++) {
      call.run();
    }
    timer.stop();
    return timer.seconds() / calls;
  }

  @Override
  public void close() {
    timer.close();
  }
}
