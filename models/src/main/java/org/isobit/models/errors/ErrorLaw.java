package org.isobit.models.errors;

import java.util.SequencedMap;

/**
 * A law of independent observation errors: observation = H(state) + error. Immutable, thread-safe.
 */
public interface ErrorLaw {

  /**
   * Name of the law in configuration files and tables.
   *
   * @return words joined by hyphens
   */
  String label();

  /**
   * The numbers that make the law one of its kind.
   *
   * @return name and value, in a fixed order
   */
  SequencedMap<String, Double> parameters();

  /**
   * Expectation of an error: its bias.
   *
   * @return 0 for an unbiased law
   */
  double mean();

  /**
   * Variance of an error.
   *
   * @return its expected squared deviation from {@link #mean()}
   */
  double variance();

  /**
   * Draws consecutive errors.
   *
   * @param seed   key of the draws
   * @param stream any number; streams are independent. A law uses its stream in its own way: two laws, or a law and
   *               other draws, need streams of their own
   * @param first  index of the first error, not negative
   * @param n      number of errors
   * @param out    receives them
   * @param at     index of the first element written
   * @throws IllegalArgumentException if the index is negative or elements lie outside the array
   */
  void draw(long seed, long stream, long first, int n, double[] out, int at);
}
