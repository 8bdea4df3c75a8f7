package org.isobit.models.assimilation.localization;

import java.util.Arrays;
import org.isobit.kernels.Checks;

/**
 * Finds what is near many targets. A k-d tree turns away most of the others for a block of consecutive targets at once;
 * the rest, in ascending order of their numbers, are weighed from each target. So who is found, in which order and with
 * which weight depends on places and scales alone, not on tree or block. Immutable, thread-safe.
 */
final class NeighbourSearch {

  /** Whose set of lengths counts where there are several. */
  enum Deciding {
    /** The target's: an observation looks for what it reaches. */
    TARGETS,
    /** The others': a point looks for the observations that reach it. */
    OTHERS
  }

  /** Most targets that share one walk through the trees. */
  private static final int BLOCK = 32;

  private final Geometry geometry;
  private final Scales scales;
  private final Places targets;
  private final int batch;
  private final Places others;
  private final boolean roots;

  /** Sets of lengths of targets or others, whichever count; null if all have the first. */
  private final int[] targetSets;
  private final int[] otherSets;

  /** Rows that trees are built of: those of the geometry, then levels and times. */
  private final int dims;

  /** Reciprocal of the reach in each row, for each set of lengths, and the least of all. */
  private final double[][] inverse;
  private final double[] least;

  /** One tree, or one for each set of lengths of the others. */
  private final KdTree[] trees;

  /**
   * Prepares a search.
   *
   * @param geometry measures distances
   * @param scales   weighs them
   * @param targets  the points
   * @param batch    consecutive points that make one target; its distances are the means of theirs
   * @param others   what may be near
   * @param deciding whose lengths count
   * @param roots    whether the roots of weights are wanted
   */
  NeighbourSearch(Geometry geometry, Scales scales, Places targets, int batch, Places others, Deciding deciding,
      boolean roots) {
    this.geometry = geometry;
    this.scales = scales;
    this.targets = targets;
    this.batch = batch;
    this.others = others;
    this.roots = roots;
    targetSets = deciding == Deciding.TARGETS ? targets.sets() : null;
    otherSets = deciding == Deciding.OTHERS ? others.sets() : null;
    dims = geometry.rows() + (scales.vertical() == null ? 0 : 1) + (scales.time() == null ? 0 : 1);
    inverse = inverses();
    least = inverse[0].clone();
    for (double[] one : inverse) {
      lower(least, one);
    }
    trees = new KdTree[otherSets == null ? 1 : inverse.length];
    double[] period = new double[dims];
    for (int r = 0; r < geometry.rows(); r++) {
      period[r] = geometry.period(r);
    }
    for (int set = 0; set < trees.length; set++) {
      trees[set] = new KdTree(dims, others.rows(), others.count(), members(set), period, inverse[set]);
    }
  }

  private double[][] inverses() {
    Scales.Lengths lengths = scales.lengths();
    double[][] all = new double[lengths.sets()][dims];
    for (int set = 0; set < all.length; set++) {
      double reach = lengths.horizontal()[set] * scales.support(scales.horizontal());
      Arrays.fill(all[set], 0, geometry.rows(), 1.0 / geometry.rowReach(reach));
      int row = geometry.rows();
      if (scales.vertical() != null) {
        all[set][row++] = 1.0 / (lengths.vertical()[set] * scales.support(scales.vertical()));
      }
      if (scales.time() != null) {
        all[set][row] = 1.0 / (scales.time().length() * scales.support(scales.time()));
      }
    }
    return all;
  }

  private static void lower(double[] least, double[] one) {
    for (int r = 0; r < least.length; r++) {
      least[r] = one[r] < least[r] ? one[r] : least[r];
    }
  }

  /** Numbers of the others in a set. */
  private int[] members(int set) {
    int[] all = new int[others.count()];
    int n = 0;
    for (int j = 0; j < all.length; j++) {
      if (otherSets == null || otherSets[j] == set) {
        all[n++] = j;
      }
    }
    return n == all.length ? all : Arrays.copyOf(all, n);
  }

  int targets() {
    return (targets.count() + batch - 1) / batch;
  }

  /** Arrays of one thread. */
  final class Scratch {
    final Weighing weighing = new Weighing(geometry, scales);
    final double[] reach = new double[dims];
    final double[] box = new double[2 * dims];
    final double[] slack = new double[dims];
    final int[] stack = new int[KdTree.DEEPEST];
    final int[] found = new int[others.count()];
    int ld;
    double[] rows = {};
    int[] sets;

    void reserve(int n) {
      if (n > ld) {
        ld = (int) Math.min(n + n / 4L, others.count());
        rows = new double[Checks.elements("Localization", dims, ld, Double.BYTES)];
        sets = otherSets == null ? null : new int[ld];
      }
    }
  }

  /** The share of the radius that each target has. */
  double[] shares() {
    double[] shares = new double[targets()];
    Scratch s = new Scratch();
    Neighbours one = new Neighbours();
    for (int target = 0; target < shares.length; target++) {
      one.begin(target, 1);
      fill(one, s);
      shares[target] = s.weighing.share;
    }
    return shares;
  }

  /** Fills a tile whose targets are set. */
  void fill(Neighbours tile, Scratch s) {
    int end = tile.first + tile.targets;
    int i = tile.first;
    tile.start[0] = 0;
    while (i < end) {
      int n = block(s, i, end);
      int candidates = candidates(s, i, n);
      for (int target = i; target < i + n; target++) {
        int set = targetSets == null ? -1 : targetSets[target];
        int near = s.weighing.weigh(targets, target * batch, points(target), set, s.rows, s.ld, candidates, s.sets);
        keep(s, target - tile.first, near, tile);
      }
      i += n;
    }
  }

  private int points(int target) {
    int rest = targets.count() - target * batch;
    return rest < batch ? rest : batch;
  }

  /** As many targets, from a first one on, as fit a box not much larger than the reach. */
  private int block(Scratch s, int first, int end) {
    int n = end - first < BLOCK ? end - first : BLOCK;
    while (n > 1) {
      around(trees[0], s, first, n);
      double size = 0.0;
      for (int r = 0; r < dims; r++) {
        double side = s.box[2 * r + 1] * least[r];
        size = side > size ? side : size;
      }
      if (size <= 1.0) {
        return n;
      }
      n = n / 2;
    }
    return n;
  }

  private void around(KdTree tree, Scratch s, int first, int n) {
    int last = first + n - 1;
    tree.around(targets.rows(), targets.count(), first * batch, last * batch + points(last) - first * batch, s.box,
        s.slack);
  }

  /** Leaves numbers and coordinates of what may be near a block, in ascending order; returns how many. */
  private int candidates(Scratch s, int first, int targetsOfBlock) {
    boolean joint = scales.combination() == Combination.DISTANCE;
    int n = 0;
    for (int set = 0; set < trees.length; set++) {
      System.arraycopy(inverse[set], 0, s.reach, 0, dims);
      for (int i = first; targetSets != null && i < first + targetsOfBlock; i++) {
        if (i == first) {
          System.arraycopy(inverse[targetSets[i]], 0, s.reach, 0, dims);
        } else {
          lower(s.reach, inverse[targetSets[i]]);
        }
      }
      if (scales.radii() != null) {
        widen(s.reach, first, targetsOfBlock);
      }
      around(trees[set], s, first, targetsOfBlock);
      n = trees[set].collect(s.box, s.reach, geometry.rows(), joint, s.slack, s.stack, s.found, n);
    }
    Arrays.sort(s.found, 0, n);
    s.reserve(n);
    for (int r = 0; r < dims; r++) {
      int from = r * others.count();
      int to = r * s.ld;
      for (int q = 0; q < n; q++) {
        s.rows[to + q] = others.rows()[from + s.found[q]];
      }
    }
    for (int q = 0; otherSets != null && q < n; q++) {
      s.sets[q] = otherSets[s.found[q]];
    }
    return n;
  }

  /** Reciprocals of the reach of targets that all have less than the whole radius. */
  private void widen(double[] reciprocals, int first, int targetsOfBlock) {
    double most = 0.0;
    for (int target = first; target < first + targetsOfBlock; target++) {
      double one = scales.radii().most(target * batch, points(target));
      most = one > most ? one : most;
    }
    for (int r = 0; most < 1.0 && r < geometry.rows(); r++) {
      reciprocals[r] /= most;
    }
  }

  private void keep(Scratch s, int t, int near, Neighbours tile) {
    int begin = tile.start[t];
    tile.reserve(begin, near);
    int[] index = tile.index;
    double[] weight = tile.weight;
    int[] kept = s.weighing.kept;
    double[] from = s.weighing.weight;
    for (int q = 0; q < near; q++) {
      index[begin + q] = s.found[kept[q]];
    }
    // In place, which compilers turn into vectors.
    for (int q = 0; roots && q < near; q++) {
      from[q] = Math.sqrt(from[q]);
    }
    System.arraycopy(from, 0, weight, begin, near);
    tile.start[t + 1] = begin + near;
  }
}
