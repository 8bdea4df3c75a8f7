package org.isobit.gpu.local;

/**
 * What local analyses do, for all targets alike. Immutable.
 *
 * @param formed           whether the transform is formed where problems have the order of the members: for many
 *                         vectors
 * @param whole            whether members are stored, mean + anomalies, and the mean stays; else anomalies and a new
 *                         mean
 * @param degrees          c, the number of members less one
 * @param amplification    f, 1 without inflation
 * @param unobserved       factor on the anomalies of targets that no observation is near; their mean stays
 * @param largestCondition the largest condition number that is accepted, the largest eigenvalue of I + sᵀs ÷ c; in
 *                         float the bound of it, at most three times as large
 */
public record LocalRule(boolean formed, boolean whole, double degrees, double amplification, double unobserved,
    double largestCondition) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if degrees are not positive and finite, a factor is not finite, or the condition
   *                                  number is below 1 or NaN
   */
  public LocalRule {
    if (!(degrees >= 1.0 && degrees <= Integer.MAX_VALUE)) {
      throw new IllegalArgumentException("local analysis: degrees are " + degrees);
    }
    if (!(Math.abs(amplification) <= Double.MAX_VALUE && Math.abs(unobserved) <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("local analysis: the factor of anomalies is " + amplification + ", that of "
          + "unobserved ones " + unobserved);
    }
    if (!(largestCondition >= 1.0)) {
      throw new IllegalArgumentException("local analysis: the largest condition number is " + largestCondition);
    }
  }
}
