package org.isobit.kernels.pooling;

/** What an output of a resize is made of. Immutable. */
public enum Interpolation {
  /**
   * The nearest cell, of two that are equally near the second: ⌊c + ½⌋; for {@link Coordinates#ASYMMETRIC} the one
   * before, ⌊c⌋.
   */
  NEAREST,
  /** The two cells on each side, along each axis. */
  BILINEAR
}
