package org.isobit.models.assimilation.serial;

/** Mean and variance of members of one quantity, in one chain each. Thread-safe. */
final class Moments {

  private Moments() {}

  static double mean(double[] x) {
    double sum = 0.0;
    for (double one : x) {
      sum += one;
    }
    return sum / x.length;
  }

  /** Unbiased. */
  static double variance(double[] x, double mean) {
    double squares = 0.0;
    for (double one : x) {
      squares = Math.fma(one - mean, one - mean, squares);
    }
    return squares / (x.length - 1);
  }
}
