package org.isobit.models.learned;

/**
 * Correlations of all elements of a state with its observed element, ρ_i, as far as the state itself tells them.
 * Immutable, thread-safe.
 */
public sealed interface Correlations permits ConstantCorrelations, NetworkCorrelations {

  /**
   * The states that they are of.
   *
   * @return the states
   */
  ObservedState state();

  /**
   * Whether they depend on the day of the year.
   *
   * @return true if so
   */
  boolean seasonal();

  /**
   * Writes them.
   *
   * @param x         array of the state
   * @param offset    index of its first element
   * @param dayOfYear days since the year began, from 0 to 366; not read if they do not depend on it
   * @param rho       receives as many as a state has elements, each from −1 to 1; apart from the state
   * @param rhoOffset index of the first
   * @throws IllegalArgumentException if arrays do not fit, or the day is needed and out of range
   */
  void of(double[] x, long offset, double dayOfYear, double[] rho, long rhoOffset);
}
