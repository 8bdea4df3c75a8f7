package org.isobit.models.assimilation.localization;

import org.isobit.kernels.Checks;

/**
 * Finds the nearest of many points, the first one among equals, with the bits of distance that each has alone. A
 * {@link KdTree} gives first a leaf near the place, whose distances bound the least one, then all points within that
 * bound, whose distances decide. Not thread-safe.
 */
final class NearestSearch {

  /** Points up to which the distances to all of them are quicker than a tree. */
  static final int FEW = 64;

  /** What is added to a bound so that rounding of distances loses no point, relative to it and to the coordinates. */
  private static final double RELATIVE = 0x1p-30;
  private static final double ABSOLUTE = 0x1p-40;

  private final Geometry geometry;
  private final double[] points;
  private final int count;
  private final KdTree tree;
  private final double[] box;
  private final double[] slack;
  private final double[] inverse;
  private final int[] stack = new int[KdTree.DEEPEST];
  private final int[] found;
  private final double[] place;
  private double[] rows = {};
  private double[] distance = {};

  /**
   * Prepares the search.
   *
   * @param geometry measures distances
   * @param points   the points, at least one, as {@link Geometry#rows(double[])} makes them
   * @param count    how many
   */
  NearestSearch(Geometry geometry, double[] points, int count) {
    int dims = geometry.rows();
    this.geometry = geometry;
    this.points = points;
    this.count = count;
    box = new double[2 * dims];
    slack = new double[dims];
    inverse = new double[dims];
    place = new double[dims];
    found = new int[count];
    double[] period = new double[dims];
    int[] all = new int[count];
    for (int j = 0; j < count; j++) {
      all[j] = j;
    }
    for (int r = 0; r < dims; r++) {
      period[r] = geometry.period(r);
    }
    java.util.Arrays.fill(inverse, 1.0);
    tree = count > FEW ? new KdTree(dims, points, count, all, period, inverse) : null;
  }

  /**
   * The nearest point of a place.
   *
   * @param places  rows of places
   * @param ld      length of a row
   * @param j       number of the place
   * @param nearest receives its distance at {@code at}
   * @return its number
   */
  int nearest(double[] places, int ld, int j, double[] nearest, int at) {
    for (int r = 0; r < place.length; r++) {
      place[r] = places[r * ld + j];
    }
    if (tree == null) {
      reserve(count);
      geometry.distances(count, points, 0, count, place, distance, 0);
      int least = least(count);
      nearest[at] = distance[least];
      return least;
    }
    tree.around(places, ld, j, 1, box, slack);
    int n = tree.leaf(box, found);
    decide(n, nearest, at);
    double reach = geometry.rowReach(nearest[at]) * (1.0 + RELATIVE);
    for (int r = 0; r < place.length; r++) {
      slack[r] = slack[r] + tree.largest(r) * ABSOLUTE;
      inverse[r] = 1.0 / reach;
    }
    n = tree.collect(box, inverse, place.length, false, slack, stack, found, 0);
    return decide(n, nearest, at);
  }

  /** The nearest of the first n numbers found; leaves its distance. */
  private int decide(int n, double[] nearest, int at) {
    reserve(n);
    java.util.Arrays.sort(found, 0, n);
    int ld = distance.length;
    for (int r = 0; r < place.length; r++) {
      for (int q = 0; q < n; q++) {
        rows[r * ld + q] = points[r * count + found[q]];
      }
    }
    geometry.distances(n, rows, 0, ld, place, distance, 0);
    int least = least(n);
    nearest[at] = distance[least];
    return found[least];
  }

  private int least(int n) {
    int least = 0;
    for (int i = 1; i < n; i++) {
      least = distance[i] < distance[least] ? i : least;
    }
    return least;
  }

  private void reserve(int n) {
    if (n > distance.length) {
      distance = new double[n + n / 2];
      rows = tree == null ? rows : new double[Checks.elements("Geometry", place.length, distance.length, Double.BYTES)];
    }
  }
}
