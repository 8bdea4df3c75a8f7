package org.isobit.models.assimilation;

/**
 * How local problems are solved, by their sizes alone: the switches that are part of what defines the bits of
 * {@link LocalPoint}. Thread-safe.
 */
final class LocalProblem {

  /** Orders of problems in observation space are multiples of this; rows of zeros fill them up. */
  static final int GRAIN = 4;

  /** Problems of observation space have at most FEW ÷ MANY times as many observations as rows. */
  private static final int FEW = 3;
  private static final int MANY = 4;

  /** The transform is formed for more than FORM_FEW + rows ÷ FORM_PART vectors. */
  private static final int FORM_FEW = 4;
  private static final int FORM_PART = 4;

  private LocalProblem() {}

  /**
   * The order of the problem in observation space.
   *
   * @param rows  members, or dimensions of the error subspace
   * @param terms observations near
   * @return the order, at least the number of observations; 0 if the problem is solved in the space of the rows
   */
  static int observationOrder(int rows, int terms) {
    return (long) terms * MANY <= (long) rows * FEW ? (terms + GRAIN - 1) / GRAIN * GRAIN : 0;
  }

  /** The largest order in observation space, for the size of arrays. */
  static int mostOrder(int rows) {
    return rows * FEW / MANY + GRAIN;
  }

  /** Whether B^{-1/2} is formed, for so many vectors at a target. */
  static boolean forms(int rows, int vectors) {
    return vectors > FORM_FEW + rows / FORM_PART;
  }
}
