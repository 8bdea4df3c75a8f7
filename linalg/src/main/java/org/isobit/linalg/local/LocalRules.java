package org.isobit.linalg.local;

import org.isobit.kernels.Checks;
import org.isobit.kernels.gemm.GemmReference;

/**
 * How local problems are solved, by their sizes alone: the switches that are part of what defines the bits of
 * {@link LocalAnalysis}, in double and in float, on the processor and on a device. Thread-safe.
 */
public final class LocalRules {

  /** Orders of problems in observation space are multiples of this; rows of zeros fill them up. */
  public static final int GRAIN = 4;

  /**
   * Most rows, and most observations near a target, of problems that go one a lane: beyond it chains are cut into runs.
   */
  public static final int MOST_TERMS = GemmReference.RUN;

  /** Problems of observation space have at most FEW ÷ MANY times as many observations as rows. */
  private static final int FEW = 3;
  private static final int MANY = 4;

  /** The transform is formed for more than FORM_FEW + rows ÷ FORM_PART vectors. */
  private static final int FORM_FEW = 4;
  private static final int FORM_PART = 4;

  private LocalRules() {}

  /**
   * The order of a problem in observation space: up to three observations for four rows, it is the smaller one.
   *
   * @param rows  members, or dimensions of the error subspace, at least 1
   * @param terms observations near the target, not negative
   * @return the number of observations rounded up to a multiple of {@value #GRAIN}; 0 if the problem is solved in the
   *     space of the rows, or nothing is near
   * @throws IllegalArgumentException if a number is out of range
   */
  public static int observationOrder(int rows, int terms) {
    Checks.positive("local analysis", "rows", rows);
    Checks.size("local analysis", "terms", terms);
    return (long) terms * MANY <= (long) rows * FEW ? (terms + GRAIN - 1) / GRAIN * GRAIN : 0;
  }

  /**
   * Whether a transform in the space of the rows is formed, instead of being applied to one vector after the other: for
   * more than 4 + rows ÷ 4 vectors, rounded down.
   *
   * @param rows    members, or dimensions of the error subspace, at least 1
   * @param vectors vectors of a target, fields times points, at least 1
   * @return whether it is
   * @throws IllegalArgumentException if a number is out of range
   */
  public static boolean forms(int rows, int vectors) {
    Checks.positive("local analysis", "rows", rows);
    Checks.positive("local analysis", "vectors", vectors);
    return vectors > FORM_FEW + rows / FORM_PART;
  }

  /** The largest order in observation space, for the size of arrays. */
  static int mostOrder(int rows) {
    return rows * FEW / MANY + GRAIN;
  }

  /** Rows filled up to whole grains: as large may an order in observation space be. */
  static int filled(int rows) {
    return (rows + GRAIN - 1) / GRAIN * GRAIN;
  }
}
