package org.isobit.models.assimilation.localization;

import java.util.Arrays;
import org.isobit.kernels.localization.TargetLists;

/**
 * For some consecutive targets, a tile, what is near each: a list in ascending order of numbers, with weights, one list
 * after the other. A thread fills the same tile again and again.
 */
public final class Neighbours {

  /** Makes an empty tile. */
  public Neighbours() {}

  /** The tile's first target. */
  public int first;

  /** Number of targets. */
  public int targets;

  /** List of target first + t is at start[t] … start[t + 1] − 1. */
  public int[] start = new int[1];

  /** Numbers of what is near. */
  public int[] index = {};

  /** Weights in (0, 1], or their roots. */
  public double[] weight = {};

  /**
   * Length of a list.
   *
   * @param t which target of the tile
   * @return how many are near it
   */
  public int count(int t) {
    return start[t + 1] - start[t];
  }

  /** Lengths of all lists, in an array of their own. */
  int[] counts() {
    int[] counts = new int[targets];
    for (int t = 0; t < targets; t++) {
      counts[t] = count(t);
    }
    return counts;
  }

  /**
   * Length of all lists together.
   *
   * @return the sum
   */
  public int total() {
    return start[targets];
  }

  /**
   * The longest list's length.
   *
   * @return its length
   */
  public int longest() {
    int longest = 0;
    for (int t = 0; t < targets; t++) {
      longest = count(t) > longest ? count(t) : longest;
    }
    return longest;
  }

  /**
   * What kernels take.
   *
   * @return the same arrays
   */
  public TargetLists lists() {
    return new TargetLists(first, targets, start, index, weight);
  }

  /**
   * Begins anew.
   *
   * @param newFirst   the tile's first target
   * @param newTargets number of targets
   */
  public void begin(int newFirst, int newTargets) {
    first = newFirst;
    targets = newTargets;
    if (start.length <= targets) {
      start = new int[targets + 1];
    }
  }

  /**
   * Makes room for a list.
   *
   * @param filled elements that are there
   * @param n      length of the list
   */
  public void reserve(int filled, int n) {
    long need = (long) filled + n;
    if (need <= index.length) {
      return;
    }
    if (need > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("Localization: points " + first + " to " + (first + targets - 1)
          + " have more than " + (Integer.MAX_VALUE - 8)
          + " neighbours together; take a smaller radius, a cap or fewer observations");
    }
    int length = (int) Math.min(Integer.MAX_VALUE - 8, need + need / 4);
    index = Arrays.copyOf(index, length);
    weight = Arrays.copyOf(weight, length);
  }

  /**
   * Adds the lists of the targets that follow.
   *
   * @param more their lists
   */
  public void append(Neighbours more) {
    int filled = targets == 0 ? 0 : total();
    int n = more.total();
    reserve(filled, n);
    System.arraycopy(more.index, 0, index, filled, n);
    System.arraycopy(more.weight, 0, weight, filled, n);
    if (start.length <= targets + more.targets) {
      start = Arrays.copyOf(start, 2 * (targets + more.targets) + 1);
    }
    for (int t = 0; t <= more.targets; t++) {
      start[targets + t] = filled + more.start[t];
    }
    targets += more.targets;
  }

  /** A copy without room to spare. */
  Neighbours copy() {
    Neighbours copy = new Neighbours();
    copy.first = first;
    copy.targets = targets;
    copy.start = Arrays.copyOf(start, targets + 1);
    copy.index = Arrays.copyOf(index, total());
    copy.weight = Arrays.copyOf(weight, total());
    return copy;
  }
}
