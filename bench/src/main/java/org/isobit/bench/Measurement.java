package org.isobit.bench;

import java.util.ArrayList;
import java.util.List;

/** The times of one variant, one a round. Not thread-safe. */
final class Measurement {

  final Variant variant;
  final KernelBenchmark.Work work;

  /** Nanoseconds of one call, by round. */
  final List<Double> nanoseconds = new ArrayList<>();

  /** Heap bytes that one call allocates, the largest of all rounds. */
  double allocated;

  Measurement(Variant variant) {
    this.variant = variant;
    this.work = variant.instance().work();
  }

  double medianNanoseconds() {
    return Median.of(nanoseconds.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Median over the rounds of (other's time ÷ this time): how many times faster this is. */
  double speedAgainst(Measurement other) {
    double[] ratios = new double[Math.min(nanoseconds.size(), other.nanoseconds.size())];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = other.nanoseconds.get(i) / nanoseconds.get(i);
    }
    return Median.of(ratios);
  }

  static double geometricMean(List<Double> values) {
    return Math.exp(values.stream().mapToDouble(Math::log).average().orElse(Double.NaN));
  }
}
