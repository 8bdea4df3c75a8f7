package org.isobit.models.assimilation.localization;

import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.SerialUpdate;

/**
 * For each of many sources the blocks of {@link #WIDTH} consecutive targets that it reaches, with the weight of every
 * target in them (0 where it does not reach it), so that lanes are neighbouring targets. Immutable.
 */
public final class TargetBlocks {

  /** Targets of a block. */
  public static final int WIDTH = SerialUpdate.WIDTH;

  /** Blocks of source j are number start[j] … start[j + 1] − 1. */
  public final int[] start;

  /** Where the blocks stand, in ascending order for each source. */
  public final int[] block;

  /** Weight of target l of block b at b·WIDTH + l. */
  public final double[] weight;

  private TargetBlocks(int[] start, int[] block, double[] weight) {
    this.start = start;
    this.block = block;
    this.weight = weight;
  }

  /**
   * Number of targets, filled up to whole blocks.
   *
   * @param targets how many
   * @return a multiple of {@link #WIDTH}
   */
  public static int padded(int targets) {
    return Math.addExact(targets, WIDTH - 1) / WIDTH * WIDTH;
  }

  /**
   * One source that reaches every target with weight 1.
   *
   * @param targets how many
   * @return its blocks
   */
  public static TargetBlocks everywhere(int targets) {
    int n = padded(targets) / WIDTH;
    int[] block = new int[n];
    double[] weight = new double[n * WIDTH];
    for (int b = 0; b < n; b++) {
      block[b] = b;
    }
    java.util.Arrays.fill(weight, 0, targets, 1.0);
    return new TargetBlocks(new int[] {0, n}, block, weight);
  }

  /** From lists of targets. */
  static TargetBlocks of(NeighbourLists lists, Workers workers) {
    int sources = lists.targets();
    int[] start = new int[sources + 1];
    each(lists, workers, (near, t) -> start[near.first + t + 1] = number(near, t));
    long all = 0;
    for (int j = 1; j <= sources; j++) {
      all += start[j];
      start[j] = (int) all;
    }
    if (all > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("Localization: " + sources + " observations reach " + all + " blocks of "
          + WIDTH + " variables, but arrays hold at most " + (Integer.MAX_VALUE - 8) + " elements; take a smaller "
          + "radius or fewer observations");
    }
    int[] block = new int[start[sources]];
    double[] weight = new double[Checks.elements("Localization", block.length, WIDTH, Double.BYTES)];
    each(lists, workers, (near, t) -> fill(near, t, start[near.first + t], block, weight));
    return new TargetBlocks(start, block, weight);
  }

  /** What is done with one list. */
  private interface Each {
    void list(Neighbours near, int t);
  }

  private static void each(NeighbourLists lists, Workers workers, Each each) {
    NeighbourLists.Reader[] readers = new NeighbourLists.Reader[workers.threads()];
    workers.run(lists.tiles(), (tile, slot) -> {
      if (readers[slot] == null) {
        readers[slot] = lists.reader();
      }
      Neighbours near = readers[slot].tile(tile);
      for (int t = 0; t < near.targets; t++) {
        each.list(near, t);
      }
    });
  }

  private static int number(Neighbours near, int t) {
    int blocks = 0;
    int last = -1;
    for (int q = near.start[t]; q < near.start[t + 1]; q++) {
      blocks += near.index[q] / WIDTH != last ? 1 : 0;
      last = near.index[q] / WIDTH;
    }
    return blocks;
  }

  private static void fill(Neighbours near, int t, int start, int[] block, double[] weight) {
    int b = start - 1;
    for (int q = near.start[t]; q < near.start[t + 1]; q++) {
      int here = near.index[q] / WIDTH;
      if (b < start || block[b] != here) {
        block[++b] = here;
      }
      weight[b * WIDTH + near.index[q] % WIDTH] = near.weight[q];
    }
  }

  /**
   * The first block of a source that stands at or after a place.
   *
   * @param source which source
   * @param place  number of a block of targets
   * @return number of the block
   */
  public int firstFrom(int source, int place) {
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
