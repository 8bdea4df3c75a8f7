package org.isobit.models.learning.training;

import java.util.Map;

/**
 * How the learning rate goes on. Implementations are immutable; what happens in one run is a {@link Course}. The ready
 * ones: {@link #constant()}, {@link #plateau}, {@link #warmupCosine}.
 */
public interface Schedule {

  /**
   * Begins a run.
   *
   * @param learningRate the optimiser's rate
   * @return a course that has seen nothing
   */
  Course begin(double learningRate);

  /**
   * Everything it is made of.
   *
   * @return names and values, in a fixed order, {@code kind} first
   */
  Map<String, Object> settings();

  /** The learning rate in one run. Not thread-safe. */
  interface Course {

    /**
     * The rate of a step.
     *
     * @param step number of the step, from 0
     * @return at least 0
     */
    double rate(long step);

    /**
     * Notes an epoch's end.
     *
     * @param monitored its validation loss, or its training loss where there is no validation
     */
    void ended(double monitored);

    /**
     * All that later rates depend on, besides the schedule and the optimiser's rate.
     *
     * @return numbers, for a checkpoint
     */
    double[] state();

    /**
     * Takes over what {@link #state()} gave.
     *
     * @param state the numbers
     * @throws IllegalArgumentException if there are too many or too few
     */
    void restore(double[] state);
  }

  /**
   * The optimiser's rate throughout.
   *
   * @return the schedule
   */
  static Schedule constant() {
    return new ConstantSchedule();
  }

  /**
   * Lowers the rate where the loss no longer falls, by the rules of Keras' {@code ReduceLROnPlateau}: after each epoch,
   * a value &lt; best − minDelta becomes the best; if for {@code patience} epochs in turn there was none, the rate
   * becomes rate·factor, but not less than minRate, and counting begins anew.
   *
   * @param factor   in (0, 1)
   * @param patience epochs without improvement, at least 0
   * @param minDelta what an improvement must exceed, at least 0
   * @param minRate  the lowest rate, at least 0
   * @return the schedule
   * @throws IllegalArgumentException naming the first value out of range
   */
  static Schedule plateau(double factor, int patience, double minDelta, double minRate) {
    return new PlateauSchedule(factor, patience, minDelta, 0, minRate);
  }

  /**
   * The same with a cooldown.
   *
   * @param factor   in (0, 1)
   * @param patience epochs without improvement, at least 0
   * @param minDelta what an improvement must exceed, at least 0
   * @param cooldown epochs after each lowering that are not counted, at least 0
   * @param minRate  the lowest rate, at least 0
   * @return the schedule
   * @throws IllegalArgumentException naming the first value out of range
   */
  static Schedule plateau(double factor, int patience, double minDelta, int cooldown, double minRate) {
    return new PlateauSchedule(factor, patience, minDelta, cooldown, minRate);
  }

  /**
   * Rises linearly and falls as half a cosine: with η the optimiser's rate, in step t (from 0) η·(t + 1) ÷ w while
   * t &lt; w, then η·(f + (1 − f)·½(1 + cos(π·s))), s = (t − w) ÷ (T − w), and η·f from step T on (Loshchilov and
   * Hutter 2017, without restarts).
   *
   * @param warmup        w, steps of the rise, at least 0
   * @param steps         T, more than w
   * @param finalFraction f, in [0, 1]
   * @return the schedule
   * @throws IllegalArgumentException naming the first value out of range
   */
  static Schedule warmupCosine(long warmup, long steps, double finalFraction) {
    return new CosineSchedule(warmup, steps, finalFraction);
  }
}
