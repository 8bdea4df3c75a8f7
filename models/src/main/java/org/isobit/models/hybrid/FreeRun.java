package org.isobit.models.hybrid;

import java.util.Objects;
import java.util.function.UnaryOperator;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ForecastModel;

/** Runs of a model from several states at once, in its own variables or in some of them. Used by one thread. */
public final class FreeRun {

  private static final String NAME = "FreeRun";

  private final ForecastModel model;
  private final Ensemble members;
  private final UnaryOperator<double[]> seen;
  private long level;

  private FreeRun(ForecastModel model, Ensemble members, UnaryOperator<double[]> seen) {
    this.model = model;
    this.members = members;
    this.seen = seen;
  }

  /**
   * Runs that are seen in the model's own variables.
   *
   * @param model  the model
   * @param states where they begin, one after the other; copied
   * @return the runs, at their begin
   * @throws IllegalArgumentException if they are no whole number of states
   */
  public static FreeRun of(ForecastModel model, double[] states) {
    return of(model, states, double[]::clone);
  }

  /** Runs of which a function of the states, one after the other, is seen: a new array. */
  static FreeRun of(ForecastModel model, double[] states, UnaryOperator<double[]> seen) {
    Objects.requireNonNull(model, "model");
    int n = model.size();
    if (states.length == 0 || states.length % n != 0) {
      throw new IllegalArgumentException(NAME + ": " + states.length + " numbers are no states of a model with " + n
          + " variables");
    }
    return new FreeRun(model, Ensemble.of(states.clone(), states.length / n, n), seen);
  }

  /**
   * How many runs there are.
   *
   * @return at least 1
   */
  public int members() {
    return members.members();
  }

  /**
   * Advances all of them.
   *
   * @param steps steps of the model, not negative
   */
  public void advance(int steps) {
    model.advance(level, steps, members, Workers.serial());
    level += steps;
  }

  /**
   * The states now.
   *
   * @return a new array, one after the other
   */
  public double[] states() {
    return seen.apply(members.values());
  }

  /**
   * Advances all of them from time to time.
   *
   * @param times steps of the model since the begin, not before now and ascending
   * @return the states at each time, a row a time
   * @throws IllegalArgumentException if a time lies before the one before it
   */
  public double[][] states(int... times) {
    double[][] states = new double[times.length][];
    for (int k = 0; k < times.length; k++) {
      if (times[k] < level) {
        throw new IllegalArgumentException(NAME + ": time " + times[k] + " is gone: the runs are at " + level);
      }
      advance((int) (times[k] - level));
      states[k] = states();
    }
    return states;
  }
}
