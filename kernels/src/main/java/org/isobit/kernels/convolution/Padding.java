package org.isobit.kernels.convolution;

/** What the cells around an image hold. Immutable. */
public enum Padding {
  /** +0. */
  ZERO,
  /** The nearest cell of the image. */
  REPLICATE,
  /** The image again: its first column follows its last one, and rows alike. */
  PERIODIC;

  /**
   * The cell of the image that a padded cell copies, along one axis.
   *
   * @param at index from the first cell of the image on, negative or beyond the last one in the padding
   * @param n  cells of the image, at least 1
   * @return 0 … n − 1, or −1 where the padded cell is +0
   */
  int source(int at, int n) {
    if (at >= 0 && at < n) {
      return at;
    }
    return switch (this) {
      case ZERO -> -1;
      case REPLICATE -> at < 0 ? 0 : n - 1;
      case PERIODIC -> Math.floorMod(at, n);
    };
  }
}
