package org.isobit.models.model;

import java.io.IOException;
import java.util.List;
import java.util.function.LongConsumer;
import org.isobit.models.dynamics.DiscreteModel;
import org.isobit.models.dynamics.profile.StateLayout;

/**
 * A run of one state: steps that are not looked at, then steps of which every so many one state is kept.
 *
 * @param name   the model's name, for messages
 * @param model  what makes the steps
 * @param layout what the numbers of a state are
 * @param step   the time step
 * @param spinUp steps that are not looked at
 * @param steps  steps after them
 * @param every  steps from one state that is kept to the next
 */
record ModelRun(String name, DiscreteModel model, StateLayout layout, double step, long spinUp, long steps, int every) {

  /** Variables times steps between looks at the state. */
  private static final long WORK = 1 << 22;
  private static final int MOST_STEPS = 10_000;

  /** What takes the states that are kept. */
  interface Sink {
    /** Takes a state, which changes afterwards. */
    void take(double time, double[] state) throws IOException;
  }

  /** How many states are kept, the first one among them. */
  long kept() {
    return steps / every + 1;
  }

  /** All steps that are made. */
  long total() {
    return spinUp + (kept() - 1) * every;
  }

  /**
   * Runs.
   *
   * @param state    where it starts; it is advanced
   * @param progress hears of steps done
   * @param sinks    take the states that are kept; times count from the end of the spin-up
   * @throws IllegalArgumentException if a variable is not finite, with the first step after which one is not
   */
  void run(double[] state, LongConsumer progress, List<? extends Sink> sinks) throws IOException {
    double[] before = new double[state.length];
    advance(0, spinUp, state, before, progress);
    for (long k = 0; k < kept(); k++) {
      if (k > 0) {
        advance(spinUp + (k - 1) * every, every, state, before, progress);
      }
      for (Sink sink : sinks) {
        sink.take((double) (k * every) * step, state);
      }
    }
  }

  private void advance(long from, long n, double[] state, double[] before, LongConsumer progress) {
    int most = Math.clamp(WORK / state.length, 1, MOST_STEPS);
    for (long done = 0; done < n; ) {
      int now = (int) Math.min(most, n - done);
      System.arraycopy(state, 0, before, 0, state.length);
      model.advance(from + done, now, state);
      if (notFinite(state) >= 0) {
        throw blownUp(from + done, before);
      }
      done += now;
      progress.accept(now);
    }
  }

  /** Index of the first variable that is not finite, or −1. */
  static int notFinite(double[] state) {
    for (int i = 0; i < state.length; i++) {
      if (!Double.isFinite(state[i])) {
        return i;
      }
    }
    return -1;
  }

  /** Goes again from the last state that was looked at, step by step. */
  private IllegalArgumentException blownUp(long from, double[] state) {
    long k = from;
    int i = -1;
    while (i < 0) {
      model.advance(k++, 1, state);
      i = notFinite(state);
    }
    String when = k <= spinUp ? "in the spin-up, at time " + k * step : "at time " + (k - spinUp) * step;
    return new IllegalArgumentException(name + ": " + layout.variable(i) + " is " + state[i] + " " + when + ", after "
        + k + (k == 1 ? " step of " : " steps of ") + step + ": the step is too long, or the parameters make the model "
        + "unstable");
  }
}
