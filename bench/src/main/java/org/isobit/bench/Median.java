package org.isobit.bench;

import java.util.Arrays;

/** Medians of measurements. Thread-safe. */
public final class Median {

  private Median() {}

  /**
   * The median: of an even number of values the mean of the two in the middle.
   *
   * @param values the values, in any order; they stay so
   * @return their median, NaN of none
   */
  public static double of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
