package org.isobit.models.learned;

/**
 * How one observed number updates all elements of one forecast, without an ensemble. Immutable, thread-safe.
 */
public sealed interface UpdateScheme permits OptimalInterpolation, LearnedIncrements {

  /**
   * The states that it updates, and what of them is observed.
   *
   * @return the states
   */
  ObservedState state();

  /**
   * Whether it depends on the day of the year.
   *
   * @return true if so
   */
  boolean seasonal();

  /**
   * Writes what is to be added to a forecast.
   *
   * @param x             array of the forecast
   * @param offset        index of its first element
   * @param dayOfYear     days since the year began, from 0 to 366; not read if the scheme does not depend on it
   * @param innovation    what was observed, less the observed element and {@link ObservedState#offset()}
   * @param errorVariance variance of the observation's error, R, positive
   * @param out           receives the increments, one for each element; apart from the forecast. With a forecast or
   *                      innovation that is not finite they mean nothing
   * @param outOffset     index of the first
   * @throws IllegalArgumentException if arrays do not fit, R is not positive, or the day is needed and out of range
   */
  void increments(double[] x, long offset, double dayOfYear, double innovation, double errorVariance, double[] out,
      long outOffset);
}
