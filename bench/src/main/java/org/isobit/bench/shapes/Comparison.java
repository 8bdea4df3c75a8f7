package org.isobit.bench.shapes;

import org.isobit.bench.KernelBenchmark.Work;
import org.isobit.bench.timed.TimingMachine.Clock;

/** What the ratio of a row is. */
public enum Comparison {

  /** The opponent's time ÷ ours. */
  SPEED,

  /** Our operations a second ÷ those of multiply-adds in registers. */
  PEAK,

  /** Our bytes a second ÷ those of the triad. */
  BANDWIDTH,

  /** Time on one thread ÷ that on two. */
  THREADS,

  /** Our time ÷ that of the same work with sums in any order: here less is better. */
  COST;

  double ratio(Work ours, double nanoseconds, Work other, double otherNanoseconds) {
    double speed = otherNanoseconds / nanoseconds;
    return switch (this) {
      case SPEED, THREADS -> speed;
      case PEAK -> speed * ours.flops() / other.flops();
      case BANDWIDTH -> speed * ours.bytes() / other.bytes();
      case COST -> 1.0 / speed;
    };
  }

  boolean meets(double ratio, double wanted) {
    return this == COST ? ratio <= wanted : ratio >= wanted;
  }

  Clock clock() {
    return this == THREADS ? Clock.WALL : Clock.THREAD;
  }
}
