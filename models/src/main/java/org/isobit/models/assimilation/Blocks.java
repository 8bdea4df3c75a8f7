package org.isobit.models.assimilation;

/**
 * For each of many sources the blocks of {@link #WIDTH} consecutive targets that it reaches, with the weight of every
 * target in them (0 where it does not reach it), so that lanes are neighbouring targets. Immutable.
 */
final class Blocks {

  /** Targets of a block: the longest vector of doubles. Bits do not depend on it. */
  static final int WIDTH = 8;

  /** Blocks of source j are number start[j] … start[j + 1] − 1. */
  final int[] start;

  /** Where the blocks stand, in ascending order for each source. */
  final int[] block;

  /** Weight of target l of block b at b·WIDTH + l. */
  final double[] weight;

  private Blocks(int[] start, int[] block, double[] weight) {
    this.start = start;
    this.block = block;
    this.weight = weight;
  }

  /** Number of targets, filled up to whole blocks. */
  static int padded(int targets) {
    return Math.addExact(targets, WIDTH - 1) / WIDTH * WIDTH;
  }

  /** One source that reaches every target with weight 1. */
  static Blocks everywhere(int targets) {
    int n = padded(targets) / WIDTH;
    int[] block = new int[n];
    double[] weight = new double[n * WIDTH];
    for (int b = 0; b < n; b++) {
      block[b] = b;
    }
    java.util.Arrays.fill(weight, 0, targets, 1.0);
    return new Blocks(new int[] {0, n}, block, weight);
  }

  /** From lists of targets. */
  static Blocks of(Neighbours lists) {
    int sources = lists.targets();
    int[] start = new int[sources + 1];
    for (int j = 0; j < sources; j++) {
      int blocks = 0;
      int last = -1;
      for (int q = lists.start[j]; q < lists.start[j + 1]; q++) {
        blocks += lists.index[q] / WIDTH != last ? 1 : 0;
        last = lists.index[q] / WIDTH;
      }
      start[j + 1] = start[j] + blocks;
    }
    int[] block = new int[start[sources]];
    double[] weight = new double[Ensemble.elements("Localization", block.length, WIDTH)];
    for (int j = 0; j < sources; j++) {
      int b = start[j] - 1;
      for (int q = lists.start[j]; q < lists.start[j + 1]; q++) {
        int here = lists.index[q] / WIDTH;
        if (b < start[j] || block[b] != here) {
          block[++b] = here;
        }
        weight[b * WIDTH + lists.index[q] % WIDTH] = lists.weight[q];
      }
    }
    return new Blocks(start, block, weight);
  }

  /** Number of the first block of a source that stands at or after a place. */
  int firstFrom(int source, int place) {
    int low = start[source];
    int high = start[source + 1];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (block[middle] < place) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
