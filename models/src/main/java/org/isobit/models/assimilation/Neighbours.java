package org.isobit.models.assimilation;

import org.isobit.kernels.Workers;

/**
 * For each of many targets what is near it, in ascending order, with weights, one list after the other. Immutable.
 */
final class Neighbours {

  /** List t is at start[t] … start[t + 1] − 1. */
  final int[] start;

  /** Numbers of what is near. */
  final int[] index;

  /** Weights in (0, 1], or their roots. */
  final double[] weight;

  private Neighbours(int[] start, int[] index, double[] weight) {
    this.start = start;
    this.index = index;
    this.weight = weight;
  }

  /** The same lists with the roots of the weights. */
  Neighbours rooted() {
    double[] roots = new double[weight.length];
    for (int q = 0; q < roots.length; q++) {
      roots[q] = Math.sqrt(weight[q]);
    }
    return new Neighbours(start, index, roots);
  }

  int targets() {
    return start.length - 1;
  }

  int count(int target) {
    return start[target + 1] - start[target];
  }

  /** The longest list's length. */
  int longest() {
    int longest = 0;
    for (int t = 0; t < targets(); t++) {
      longest = count(t) > longest ? count(t) : longest;
    }
    return longest;
  }

  /**
   * Searches.
   *
   * @param localization measures and weighs distances
   * @param points       coordinates of the points, point after point
   * @param batch        consecutive points that make one target; its distance is the mean of theirs
   * @param others       coordinates of what may be near
   * @param workers      the threads
   */
  static Neighbours search(Localization localization, double[] points, int batch, double[] others,
      Workers workers) {
    int dims = localization.geometry().dimensions();
    int targets = (points.length / dims + batch - 1) / batch;
    if (others.length == 0) {
      return new Neighbours(new int[targets + 1], new int[0], new double[0]);
    }
    int[][] lists = new int[targets][];
    double[][] weights = new double[targets][];
    new NeighbourSearch(localization, others).run(points, batch, lists, weights, workers);
    return join(lists, weights);
  }

  private static Neighbours join(int[][] lists, double[][] weights) {
    int[] start = new int[lists.length + 1];
    long total = 0;
    for (int t = 0; t < lists.length; t++) {
      total += lists[t].length;
      start[t + 1] = (int) total;
    }
    if (total > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("Localization: " + lists.length + " points have " + total
          + " neighbours, which need " + 12 * total + " bytes in arrays that hold at most "
          + (Integer.MAX_VALUE - 8) + " elements; take a smaller radius or fewer observations");
    }
    int[] index = new int[(int) total];
    double[] weight = new double[(int) total];
    for (int t = 0; t < lists.length; t++) {
      System.arraycopy(lists[t], 0, index, start[t], lists[t].length);
      System.arraycopy(weights[t], 0, weight, start[t], lists[t].length);
      lists[t] = null;
      weights[t] = null;
    }
    return new Neighbours(start, index, weight);
  }
}
