package org.isobit.kernels.pooling;

/**
 * Where an output of a resize lies between the n cells of an axis, c = p ÷ q for output o of m, in whole numbers.
 * Immutable.
 */
public enum Coordinates {
  /** Cells are areas, and both images cover the same: c = (o + ½)·n / m − ½, that is p = (2o + 1)·n − m, q = 2m. */
  HALF_PIXEL,
  /** First and last cells lie on each other: p = o·(n − 1), q = m − 1; of one output p = 0, q = 1. */
  ALIGN_CORNERS,
  /** First cells lie on each other: p = o·n, q = m. */
  ASYMMETRIC;

  /** p. */
  long numerator(int o, int n, int m) {
    return switch (this) {
      case HALF_PIXEL -> (2L * o + 1) * n - m;
      case ALIGN_CORNERS -> m == 1 ? 0 : o * (n - 1L);
      case ASYMMETRIC -> (long) o * n;
    };
  }

  /** q, positive. */
  long denominator(int m) {
    return switch (this) {
      case HALF_PIXEL -> 2L * m;
      case ALIGN_CORNERS -> m == 1 ? 1 : m - 1L;
      case ASYMMETRIC -> m;
    };
  }
}
