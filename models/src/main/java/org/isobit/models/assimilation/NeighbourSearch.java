package org.isobit.models.assimilation;

import java.util.Arrays;

/**
 * Finds what is near many targets. A k-d tree turns away most of the others for a block of consecutive targets at once;
 * the rest, in ascending order of their numbers, are measured from each target. So who is found, in which order and with
 * which weight depends on the two places alone, not on tree or block. Immutable, thread-safe.
 */
final class NeighbourSearch {

  /** Most targets that share one walk through the tree. */
  private static final int BLOCK = 32;

  private final Localization localization;
  private final Geometry geometry;
  private final Places targets;
  private final int batch;
  private final Places others;
  private final boolean roots;
  private final KdTree tree;

  /** Reciprocal of the reach in each row. */
  private final double[] inverse;

  /**
   * Prepares a search.
   *
   * @param localization measures and weighs distances
   * @param targets      the points
   * @param batch        consecutive points that make one target; its distance is the mean of theirs
   * @param others       what may be near
   * @param roots        whether the roots of weights are wanted
   */
  NeighbourSearch(Localization localization, Places targets, int batch, Places others, boolean roots) {
    this.localization = localization;
    this.geometry = localization.geometry();
    this.targets = targets;
    this.batch = batch;
    this.others = others;
    this.roots = roots;
    int dims = geometry.rows();
    inverse = new double[dims];
    double[] period = new double[dims];
    double[] unit = new double[dims];
    for (int r = 0; r < dims; r++) {
      inverse[r] = 1.0 / geometry.rowReach(localization.reach());
      period[r] = geometry.period(r);
      unit[r] = 1.0;
    }
    int[] all = new int[others.count()];
    for (int j = 0; j < all.length; j++) {
      all[j] = j;
    }
    tree = new KdTree(dims, others.rows(), others.count(), all, period, unit);
  }

  int targets() {
    return (targets.count() + batch - 1) / batch;
  }

  /** Arrays of one thread. */
  final class Scratch {
    final int dims = geometry.rows();
    final double[] point = new double[dims];
    final double[] box = new double[2 * dims];
    final double[] slack = new double[dims];
    final int[] stack = new int[KdTree.DEEPEST];
    final int[] found = new int[others.count()];
    int ld;
    double[] rows = {};
    double[] mean = {};
    double[] one = {};

    void reserve(int n) {
      if (n > ld) {
        ld = n + n / 4;
        rows = new double[dims * ld];
        mean = new double[ld];
        one = new double[ld];
      }
    }
  }

  /** Fills a tile whose targets are set. */
  void fill(Neighbours tile, Scratch s) {
    int end = tile.first + tile.targets;
    int t = tile.first;
    while (t < end) {
      int n = block(s, t, end);
      int candidates = candidates(s);
      for (int i = t; i < t + n; i++) {
        if (candidates > 0) {
          measure(s, i, candidates);
        }
        keep(s, i - tile.first, candidates, tile);
      }
      t += n;
    }
  }

  private int points(int target) {
    int rest = targets.count() - target * batch;
    return rest < batch ? rest : batch;
  }

  /** As many targets, from a first one on, as fit a box not much larger than the reach; leaves the box. */
  private int block(Scratch s, int first, int end) {
    int most = end - first < BLOCK ? end - first : BLOCK;
    int n = most;
    while (true) {
      int last = first + n - 1;
      tree.around(targets.rows(), targets.count(), first * batch, last * batch + points(last) - first * batch, s.box,
          s.slack);
      double size = 0.0;
      for (int r = 0; r < s.dims; r++) {
        double side = s.box[2 * r + 1] * inverse[r];
        size = side > size ? side : size;
      }
      if (n == 1 || size <= 1.0) {
        return n;
      }
      n = n / 2;
    }
  }

  /** Leaves numbers and coordinates of what may be near the box, in ascending order; returns how many. */
  private int candidates(Scratch s) {
    int n = tree.collect(s.box, inverse, s.dims, false, s.slack, s.stack, s.found, 0);
    Arrays.sort(s.found, 0, n);
    s.reserve(n);
    for (int r = 0; r < s.dims; r++) {
      int from = r * others.count();
      int to = r * s.ld;
      for (int q = 0; q < n; q++) {
        s.rows[to + q] = others.rows()[from + s.found[q]];
      }
    }
    return n;
  }

  /** Leaves the candidates' weights. */
  private void measure(Scratch s, int target, int candidates) {
    int first = target * batch;
    int n = points(target);
    for (int b = 0; b < n; b++) {
      for (int r = 0; r < s.dims; r++) {
        s.point[r] = targets.rows()[r * targets.count() + first + b];
      }
      geometry.distances(candidates, s.rows, 0, s.ld, s.point, b == 0 ? s.mean : s.one, 0);
      for (int q = 0; b > 0 && q < candidates; q++) {
        s.mean[q] += s.one[q];
      }
    }
    for (int q = 0; n > 1 && q < candidates; q++) {
      s.mean[q] /= n;
    }
    localization.weights(candidates, s.mean, s.one, 0);
  }

  private void keep(Scratch s, int t, int candidates, Neighbours tile) {
    int begin = t == 0 ? 0 : tile.start[t];
    tile.start[0] = 0;
    tile.reserve(begin, candidates);
    int[] index = tile.index;
    double[] weight = tile.weight;
    int at = begin;
    for (int q = 0; q < candidates; q++) {
      // Written always, kept by moving on.
      index[at] = s.found[q];
      weight[at] = s.one[q];
      at += s.one[q] > 0.0 ? 1 : 0;
    }
    tile.start[t + 1] = at;
    for (int q = begin; roots && q < at; q++) {
      weight[q] = Math.sqrt(weight[q]);
    }
  }
}
