package org.isobit.linalg.poisson;

/** What holds at the two ends of a dimension, and where the points of a grid of spacing h lie then. */
public enum Boundary {
  /** The domain closes into a ring: n points, the last one h before the first. */
  PERIODIC,
  /** The solution is 0 at the ends: n points inside, the outermost ones h away from them. Sine transforms (DST-I). */
  DIRICHLET,
  /** Its derivative is 0 at the ends: n points, the outermost ones h/2 away from them. Cosine transforms (DCT-II). */
  NEUMANN;

  /** Points of the period that continues n points beyond the ends. */
  int period(int n) {
    return switch (this) {
      case PERIODIC -> n;
      case DIRICHLET -> 2 * (n + 1);
      case NEUMANN -> 2 * n;
    };
  }

  /** Where the n points begin in the period. */
  int first() {
    return this == DIRICHLET ? 1 : 0;
  }

  /** Which of the n points stands, with which sign, at a point of the period: −1 for none. */
  int source(int n, int point) {
    return switch (this) {
      case PERIODIC -> point;
      case DIRICHLET -> point == 0 || point == n + 1 ? -1 : point <= n ? point - 1 : 2 * n + 1 - point;
      case NEUMANN -> point < n ? point : 2 * n - 1 - point;
    };
  }

  /** Whether a point of the period has the negative of its source. */
  boolean negative(int n, int point) {
    return this == DIRICHLET && point > n;
  }

  /** Whether the continued fields have no waves of a number, counted as a transform of the period does. */
  boolean lacks(int n, int waves) {
    return switch (this) {
      case PERIODIC -> false;
      case DIRICHLET -> waves == 0 || waves == n + 1;
      case NEUMANN -> waves == n;
    };
  }
}
