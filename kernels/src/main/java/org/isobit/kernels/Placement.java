package org.isobit.kernels;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Places of blocks in one array, where a block is needed from one step to another only, so that later ones lie where
 * earlier ones were. Sizes are numbers a sample; blocks begin at multiples of 16 numbers, and between them there is a
 * gap, so that equal ones do not begin at the same place of a page: stores to one would stall loads from the other.
 * Immutable, thread-safe.
 */
public final class Placement {

  /** Blocks begin at multiples of so many numbers. */
  private static final int ALIGNMENT = 16;

  private static final int GAP = 3 * ALIGNMENT;

  private final int[] sizes;
  private final long[] begins;
  private final int[] ranks;
  private final long width;

  /**
   * Places each block at the lowest place that is free as long as it is needed, in order of their numbers.
   *
   * @param sizes of each block, a sample
   * @param first step in which it is first needed; a block with last below first is never needed
   * @param last  step in which it is last needed
   */
  public Placement(int[] sizes, int[] first, int[] last) {
    this.sizes = sizes.clone();
    begins = new long[sizes.length];
    long end = 0;
    for (int block = 0; block < sizes.length; block++) {
      begins[block] = lowest(block, first, last);
      end = first[block] > last[block] ? end : Math.max(end, begins[block] + sizes[block]);
    }
    width = end;
    ranks = new int[sizes.length];
    int[] order = IntStream.range(0, sizes.length).boxed().sorted(Comparator.comparingLong(b -> begins[b]))
        .mapToInt(Integer::intValue).toArray();
    for (int i = 0; i < order.length; i++) {
      ranks[order[i]] = i;
    }
  }

  private long lowest(int block, int[] first, int[] last) {
    int[] others = IntStream.range(0, block)
        .filter(b -> first[b] <= last[block] && first[block] <= last[b]).boxed()
        .sorted(Comparator.comparingLong(b -> begins[b])).mapToInt(Integer::intValue).toArray();
    long at = 0;
    for (int other : others) {
      if (begins[other] - at >= sizes[block]) {
        break;
      }
      at = Math.max(at, begins[other] + sizes[other]);
    }
    return at;
  }

  /**
   * Where a block begins.
   *
   * @param block   its number
   * @param samples samples for which there is room
   * @return index in an array of {@link #size} numbers
   */
  public long begin(int block, int samples) {
    return Math.ceilDiv(samples * begins[block], (long) ALIGNMENT) * ALIGNMENT + (long) GAP * ranks[block];
  }

  /**
   * Numbers of an array for all blocks.
   *
   * @param samples samples for which there is room
   * @return its length
   */
  public long size(int samples) {
    return samples * width + (long) GAP * sizes.length;
  }

  /**
   * Numbers a sample, without gaps.
   *
   * @return as many as any step needs, and what lies between them
   */
  public long width() {
    return width;
  }

  @Override
  public String toString() {
    return Arrays.toString(begins) + " of " + width;
  }
}
