package org.isobit.kernels.dynamics;

/** Indices of a ring of n. */
final class Ring {

  private Ring() {}

  /** An index from −n to 2n − 1, brought between 0 and n − 1. */
  static int at(int i, int n) {
    return i < 0 ? i + n : i < n ? i : i - n;
  }

  /** Refuses a ring on which neighbours would be one. */
  static void large(String model, int n) {
    if (n < 4) {
      throw new IllegalArgumentException(model + ": n must be at least 4, but is " + n);
    }
  }
}
