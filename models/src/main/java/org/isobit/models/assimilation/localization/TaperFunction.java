package org.isobit.models.assimilation.localization;

/**
 * How a weight falls off with distance d, in units of a length L that comes from a {@link Radius}: one of
 * {@link TaperLaw}, or yours, which a {@link TaperProvider} makes known to configurations. Implementations are
 * immutable and thread-safe, and equal if they are the same function, which one taper of a joint distance asks for.
 */
public interface TaperFunction {

  /**
   * Its name in configurations and messages.
   *
   * @return a word in lower case, parts joined by hyphens
   */
  String label();

  /**
   * Where it ends.
   *
   * @return distance, in lengths L, beyond which every weight is 0; positive and finite
   */
  double support();

  /**
   * Where it ends for those who drop small weights.
   *
   * @param dropped weights up to this are dropped
   * @return distance, in lengths L, beyond which no weight is larger; at most {@link #support()}, which is usual
   */
  default double support(double dropped) {
    return support();
  }

  /**
   * Whether {@link #support()} is where weights become 0, so that a radius can say it; if not, it is where they
   * underflow, and only the length itself is a radius.
   *
   * @return true, unless said otherwise
   */
  default boolean compact() {
    return true;
  }

  /**
   * The length L that DAPPER's radius 1 stands for.
   *
   * @return a positive number; NaN, which is usual, where DAPPER has no such taper
   */
  default double dapperLength() {
    return Double.NaN;
  }

  /**
   * The weights of some distances. A weight must not depend on the others, nor on the time or the thread.
   *
   * @param n        how many
   * @param distance distances, from index {@code at} on, not negative
   * @param length   the length L
   * @param weight   receives weights from 0 to 1, from index {@code at} on; may be the same array
   * @param at       index of the first
   */
  void weights(int n, double[] distance, double length, double[] weight, int at);
}
