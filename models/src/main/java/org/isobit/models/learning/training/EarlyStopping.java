package org.isobit.models.learning.training;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When training ends before its last epoch, by the rules of Keras' {@code EarlyStopping}: after each epoch from
 * {@code startEpoch} on, a monitored value with value + minDelta &lt; best becomes the best; if for {@code patience}
 * epochs in turn there was none, training ends. With {@code restoreBest} the weights of the best epoch are the result,
 * whether training ended early or not. The monitored value is the validation loss, or the training loss where there is
 * no validation. Immutable.
 *
 * @param patience    epochs without improvement after which training ends, at least 0
 * @param minDelta    what an improvement must exceed, at least 0
 * @param startEpoch  first epoch that counts, from 0; those before are not looked at
 * @param restoreBest whether the best weights are the result
 */
public record EarlyStopping(int patience, double minDelta, int startEpoch, boolean restoreBest) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException naming the first one out of range
   */
  public EarlyStopping {
    if (patience < 0 || startEpoch < 0) {
      throw new IllegalArgumentException("early stopping: patience " + patience + " and start epoch " + startEpoch
          + " must not be negative");
    }
    if (!(minDelta >= 0.0 && minDelta <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("early stopping: min delta must be finite and not negative, but is "
          + minDelta);
    }
  }

  /**
   * Ends after some epochs without any improvement, with the best weights.
   *
   * @param patience how many, at least 0
   * @return the rule
   */
  public static EarlyStopping of(int patience) {
    return new EarlyStopping(patience, 0.0, 0, true);
  }

  /**
   * Everything it is made of.
   *
   * @return names and values, in a fixed order
   */
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("patience", patience);
    settings.put("min-delta", minDelta);
    settings.put("start-epoch", startEpoch);
    settings.put("restore-best", restoreBest);
    return settings;
  }

  /**
   * The rule at work in one run.
   *
   * @return a watch that has seen nothing
   */
  public Watch watch() {
    return new Watch(this);
  }

  /** What the rule has seen so far. Not thread-safe. */
  public static final class Watch {

    private final EarlyStopping rule;
    private double best = Double.POSITIVE_INFINITY;
    private int bestEpoch = -1;
    private int wait;
    private boolean stopped;

    private Watch(EarlyStopping rule) {
      this.rule = rule;
    }

    /**
     * Notes an epoch's end.
     *
     * @param epoch     its number, from 0
     * @param monitored its monitored value
     * @return whether it is the best so far
     */
    public boolean ended(int epoch, double monitored) {
      if (epoch < rule.startEpoch) {
        return false;
      }
      wait++;
      if (monitored + rule.minDelta < best) {
        best = monitored;
        bestEpoch = epoch;
        wait = 0;
        return true;
      }
      stopped = wait >= rule.patience;
      return false;
    }

    /**
     * Whether training ends now.
     *
     * @return true once patience has run out
     */
    public boolean stopped() {
      return stopped;
    }

    /**
     * The best epoch.
     *
     * @return its number, from 0; −1: none yet
     */
    public int bestEpoch() {
      return bestEpoch;
    }

    /** All of it, as numbers. */
    double[] state() {
      return new double[] {best, bestEpoch, wait, stopped ? 1.0 : 0.0};
    }

    /**
     * Takes over what {@link #state()} gave.
     *
     * @throws IllegalArgumentException if there are too many or too few numbers
     */
    void restore(double[] state) {
      if (state.length != 4) {
        throw new IllegalArgumentException("early stopping: its state has 4 numbers, not " + state.length);
      }
      best = state[0];
      bestEpoch = (int) state[1];
      wait = (int) state[2];
      stopped = state[3] != 0.0;
    }
  }
}
