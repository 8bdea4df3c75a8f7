package org.isobit.models.learning.training;

import java.util.Map;

/** {@link Schedule#constant()}. */
record ConstantSchedule() implements Schedule {

  @Override
  public Course begin(double learningRate) {
    return new Stateless() {
      @Override
      public double rate(long step) {
        return learningRate;
      }
    };
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("kind", "constant");
  }

  /** A course that depends on the step alone. */
  abstract static class Stateless implements Course {

    @Override
    public void ended(double monitored) {
      // The rate does not depend on it.
    }

    @Override
    public double[] state() {
      return new double[0];
    }

    @Override
    public void restore(double[] state) {
      if (state.length != 0) {
        throw new IllegalArgumentException("schedule: its state has 0 numbers, not " + state.length);
      }
    }
  }
}
