package org.isobit.bench.shapes;

import org.isobit.bench.KernelBenchmark.Work;
import org.isobit.bench.timed.TimingMachine.Clock;

/** What the ratio of a row is. */
public enum Comparison {

  /** The opponent's time ÷ ours. */
  SPEED,

  /** The same by the clock on the wall, with two threads each. */
  SPEED_OF_TWO,

  /** Our operations a second ÷ those of multiply-adds in registers. */
  PEAK,

  /** Operations a second of a training step ÷ those of inference. */
  TRAINING,

  /** Our bytes a second ÷ those of the triad. */
  BANDWIDTH,

  /** Time on one thread ÷ that on two. */
  THREADS,

  /** Our time ÷ that of the same work with sums in any order: here less is better. */
  COST;

  double ratio(Work ours, double nanoseconds, Work other, double otherNanoseconds) {
    double speed = otherNanoseconds / nanoseconds;
    return switch (this) {
      case SPEED, SPEED_OF_TWO, THREADS -> speed;
      case PEAK, TRAINING -> speed * ours.flops() / other.flops();
      case BANDWIDTH -> speed * ours.bytes() / other.bytes();
      case COST -> 1.0 / speed;
    };
  }

  boolean meets(double ratio, double wanted) {
    return this == COST ? ratio <= wanted : ratio >= wanted;
  }

  Clock clock() {
    return ofTwoThreads() ? Clock.WALL : Clock.THREAD;
  }

  boolean ofTwoThreads() {
    return this == THREADS || this == SPEED_OF_TWO;
  }

  /**
   * Whether both works compute the same.
   *
   * @return false where one is a ceiling, or another work
   */
  public boolean ofOneAnswer() {
    return this != PEAK && this != TRAINING && this != BANDWIDTH;
  }
}
