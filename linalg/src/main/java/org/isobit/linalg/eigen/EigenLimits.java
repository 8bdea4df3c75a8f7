// Master of FloatEigenLimits: the float version is generated from this file.
package org.isobit.linalg.eigen;

/**
 * Thresholds of the symmetric eigen-decomposition, single and batched; part of what defines the bits. They apply to
 * matrices scaled so that the largest magnitude is in [1, 2). Thread-safe.
 */
public final class EigenLimits {

  /** Sweeps for one eigenvalue. Two suffice on average; more than a handful was never seen. */
  public static final int SWEEPS = 64;

  /** A coupling is negligible if it is at most this times the sum of its two neighbours on the diagonal. */
  public static final double NEGLIGIBLE = 0x1p-53; // float: public static final float NEGLIGIBLE = 0x1p-24f;

  /** A coupling is negligible if it is at most this. */
  public static final double FLOOR = 0x1p-450; // float: public static final float FLOOR = 0x1p-50f;

  /** A rotation of shorter vectors, squared, is not made: the sweep ends there, and the matrix is split. */
  public static final double SHORTEST = 0x1p-1000; // float: public static final float SHORTEST = 0x1p-120f;

  /** A row whose squares sum to less needs no reflection: it is dropped, far below ε². */
  public static final double TINY = 0x1p-900; // float: public static final float TINY = 0x1p-100f;

  private EigenLimits() {}
}
