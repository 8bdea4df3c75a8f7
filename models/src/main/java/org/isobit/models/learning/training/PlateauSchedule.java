package org.isobit.models.learning.training;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@link Schedule#plateau(double, int, double, int, double)}. */
record PlateauSchedule(double factor, int patience, double minDelta, int cooldown, double minRate)
    implements Schedule {

  PlateauSchedule {
    if (!(factor > 0.0 && factor < 1.0)) {
      throw new IllegalArgumentException("plateau: factor must be in (0, 1), but is " + factor);
    }
    if (patience < 0 || cooldown < 0) {
      throw new IllegalArgumentException("plateau: patience " + patience + " and cooldown " + cooldown
          + " must not be negative");
    }
    if (!(minDelta >= 0.0 && minDelta <= Double.MAX_VALUE) || !(minRate >= 0.0 && minRate <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("plateau: min delta " + minDelta + " and lowest rate " + minRate
          + " must be finite and not negative");
    }
  }

  @Override
  public Course begin(double learningRate) {
    return new State(this, learningRate);
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("kind", "plateau");
    settings.put("factor", factor);
    settings.put("patience", patience);
    settings.put("min-delta", minDelta);
    settings.put("cooldown", cooldown);
    settings.put("min-rate", minRate);
    return settings;
  }

  private static final class State implements Course {

    private final PlateauSchedule rule;
    private double rate;
    private double best = Double.POSITIVE_INFINITY;
    private int wait;
    private int cooling;

    State(PlateauSchedule rule, double rate) {
      this.rule = rule;
      this.rate = rate;
    }

    @Override
    public double rate(long step) {
      return rate;
    }

    @Override
    public void ended(double monitored) {
      if (cooling > 0) {
        cooling--;
        wait = 0;
      }
      if (monitored < best - rule.minDelta) {
        best = monitored;
        wait = 0;
      } else if (cooling == 0) {
        wait++;
        if (wait >= rule.patience && rate > rule.minRate) {
          double lower = rate * rule.factor;
          rate = lower > rule.minRate ? lower : rule.minRate;
          cooling = rule.cooldown;
          wait = 0;
        }
      }
    }

    @Override
    public double[] state() {
      return new double[] {rate, best, wait, cooling};
    }

    @Override
    public void restore(double[] state) {
      if (state.length != 4) {
        throw new IllegalArgumentException("schedule: its state has 4 numbers, not " + state.length);
      }
      rate = state[0];
      best = state[1];
      wait = (int) state[2];
      cooling = (int) state[3];
    }
  }
}
