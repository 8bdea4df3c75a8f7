package org.isobit.kernels.rotary;

/** Which elements of a head are the pairs that {@link Rotary} turns. */
public enum RotaryPairing {
  /** Elements 2i and 2i + 1. */
  INTERLEAVED,
  /** Elements i and i + pairs. */
  HALVES;

  /** The first element of a pair. */
  int first(int pair) {
    return this == INTERLEAVED ? 2 * pair : pair;
  }

  /** How far from it the second one is. */
  int distance(int pairs) {
    return this == INTERLEAVED ? 1 : pairs;
  }
}
