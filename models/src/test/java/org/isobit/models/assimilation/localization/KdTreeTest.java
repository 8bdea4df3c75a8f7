package org.isobit.models.assimilation.localization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.isobit.kernels.random.Philox;
import org.junit.jupiter.api.Test;

/** Which leaves a tree gives, against sorting and looking at every leaf; so those out of reach are turned away. */
class KdTreeTest {

  private static final int LEAF = 8;

  /** A tree's points, and how long its rows are and reach, in a form in which everything is looked at. */
  private record Plain(double[][] rows, double[] period, double[] inverse) {

    int count() {
      return rows[0].length;
    }

    KdTree tree() {
      double[] all = new double[rows.length * count()];
      for (int r = 0; r < rows.length; r++) {
        System.arraycopy(rows[r], 0, all, r * count(), count());
      }
      return new KdTree(rows.length, all, count(), IntStream.range(0, count()).toArray(), period, inverse);
    }

    private double at(int r, int point) {
      double x = rows[r][point];
      return period[r] == 0 ? x : x - period[r] * Math.floor(x / period[r]);
    }

    private double low(int r, int[] some) {
      return IntStream.of(some).mapToDouble(p -> at(r, p)).min().getAsDouble();
    }

    private double high(int r, int[] some) {
      return IntStream.of(some).mapToDouble(p -> at(r, p)).max().getAsDouble();
    }

    /** Some points in the order of the longest side, the first one among equals. */
    private int[] sorted(int[] some) {
      int longest = 0;
      for (int r = 1; r < rows.length; r++) {
        double side = (high(r, some) - low(r, some)) * inverse[r];
        longest = side > (high(longest, some) - low(longest, some)) * inverse[longest] ? r : longest;
      }
      int row = longest;
      return IntStream.of(some).boxed().sorted(Comparator.comparingDouble(p -> at(row, p))).mapToInt(p -> p).toArray();
    }

    /** Gap between a box and some points in a row, whichever way around is the shorter one. */
    private double gap(int r, int[] some, double begin, double end) {
      double least = Double.POSITIVE_INFINITY;
      for (int turn = -2; turn <= 2; turn++) {
        double moved = turn * period[r];
        least = Math.min(least, Math.max(0, Math.max(begin + moved - high(r, some), low(r, some) - end - moved)));
      }
      return least;
    }

    private boolean reached(int[] some, double[][] box, double[] reach, int groups, boolean joint) {
      double sum = 0;
      for (int r = 0; r < rows.length; r++) {
        double square = Math.pow(gap(r, some, box[r][0], box[r][1]) * reach[r], 2);
        if (r >= groups && !joint && square > 1) {
          return false;
        }
        sum += r < groups || joint ? square : 0;
      }
      return sum <= 1;
    }

    private double squaredGap(int[] some, double[][] box) {
      return IntStream.range(0, rows.length).mapToDouble(r -> Math.pow(gap(r, some, box[r][0], box[r][1]), 2)).sum();
    }

    /** Ascending numbers of the points of all leaves in reach. */
    int[] collected(double[][] box, double[] reach, int groups, boolean joint) {
      int[] all = IntStream.range(0, count()).toArray();
      return collected(all, 0, all.length, 0, 0, box, reach, groups, joint).sorted().toArray();
    }

    private IntStream collected(int[] some, int from, int to, int level, int b, double[][] box, double[] reach,
        int groups, boolean joint) {
      if (count() <= LEAF << level) {
        return reached(some, box, reach, groups, joint) ? IntStream.of(some) : IntStream.empty();
      }
      int[] sorted = sorted(some);
      int middle = count() * (2 * b + 1) / (2 << level);
      IntStream first = collected(Arrays.copyOf(sorted, middle - from), from, middle, level + 1, 2 * b, box, reach,
          groups, joint);
      IntStream second = collected(Arrays.copyOfRange(sorted, middle - from, to - from), middle, to, level + 1,
          2 * b + 1, box, reach, groups, joint);
      return IntStream.concat(first, second);
    }

    /** Ascending numbers of the points of the leaf that going to the closer half, the first among equals, ends at. */
    int[] leaf(double[][] box) {
      int[] some = IntStream.range(0, count()).toArray();
      int from = 0;
      int to = count();
      int b = 0;
      for (int level = 0; count() > LEAF << level; level++) {
        int[] sorted = sorted(some);
        int middle = count() * (2 * b + 1) / (2 << level);
        int[] first = Arrays.copyOf(sorted, middle - from);
        int[] second = Arrays.copyOfRange(sorted, middle - from, to - from);
        boolean left = squaredGap(first, box) <= squaredGap(second, box);
        some = left ? first : second;
        b = 2 * b + (left ? 0 : 1);
        from = left ? from : middle;
        to = left ? middle : to;
      }
      return IntStream.of(some).sorted().toArray();
    }
  }

  private static double uniform(long stream, int i, double low, double high) {
    return low + (high - low) * Philox.uniform(8, stream, i);
  }

  /** Looks from many groups of places; returns how many points were collected of those that might have been. */
  private static double check(Plain plain, double[] middle, double spread, double[] reach, int groups, boolean joint) {
    KdTree tree = plain.tree();
    int dims = middle.length;
    double[] box = new double[2 * dims];
    double[] slack = new double[dims];
    int[] stack = new int[KdTree.DEEPEST];
    int[] found = new int[plain.count() + 2];
    long collected = 0;
    for (int look = 0; look < 40; look++) {
      int n = 1 + look % 4;
      int stride = n + 3;
      double[] places = new double[dims * stride];
      double[][] around = new double[dims][];
      for (int r = 0; r < dims; r++) {
        double centre = middle[r] + spread * uniform(20 + r, look, -1, 1);
        double[] own = new double[n];
        for (int i = 0; i < n; i++) {
          // Places of one group may be whole turns apart.
          own[i] = centre + uniform(30 + r, 10 * look + i, -0.1, 0.1);
          places[r * stride + 2 + i] = own[i] + plain.period[r] * ((look + i) % 3 - 1);
        }
        around[r] = new double[] {Arrays.stream(own).min().getAsDouble(), Arrays.stream(own).max().getAsDouble()};
      }
      tree.around(places, stride, 2, n, box, slack);
      found[0] = -7;
      int end = tree.collect(box, reach, groups, joint, slack, stack, found, 1);
      assertEquals(-7, found[0]);
      String what = "look " + look;
      assertArrayEquals(plain.collected(around, reach, groups, joint), sorted(found, 1, end), what);
      int inLeaf = tree.leaf(box, found);
      assertArrayEquals(plain.leaf(around), sorted(found, 0, inLeaf), what);
      collected += end - 1;
    }
    return collected / (40.0 * plain.count());
  }

  private static int[] sorted(int[] found, int from, int to) {
    int[] some = Arrays.copyOfRange(found, from, to);
    Arrays.sort(some);
    return some;
  }

  private static double[][] rows(int count, double[] low, double[] high) {
    double[][] rows = new double[low.length][count];
    for (int r = 0; r < low.length; r++) {
      for (int i = 0; i < count; i++) {
        rows[r][i] = uniform(r, i, low[r], high[r]);
      }
    }
    return rows;
  }

  @Test
  void leavesInReachAreCollectedAndNoOthers() {
    for (int count : new int[] {1, 7, 8, 9, 15, 16, 17, 33, 64, 65, 300}) {
      double[] line = {0.5};
      check(new Plain(rows(count, new double[] {100}, new double[] {120}), new double[1], line), new double[] {110}, 14,
          line, 1, false);
      // Sides of very different length and reach, far from the origin.
      double[] inverse = {0.05, 2};
      check(new Plain(rows(count, new double[] {-500, 1000}, new double[] {-300, 1007}), new double[2], inverse),
          new double[] {-400, 1003}, 8, inverse, 2, true);
      double[] ring = {1, 0.5, 0.9};
      check(new Plain(rows(count, new double[] {-20, 0, 3}, new double[] {20, 30, 7}), new double[] {10, 0, 7}, ring),
          new double[] {1, 14, 5}, 5, ring, 3, true);
      // Groups on both sides of the seams.
      double[] near = {2, 0.2, 3};
      check(new Plain(rows(count, new double[] {-20, 0, 3}, new double[] {20, 30, 7}), new double[] {10, 0, 7}, near),
          new double[] {0, 14, 0}, 0.15, near, 3, true);
    }
  }

  /** A row beyond the groups counts alone, or together with the others if distances are joint. */
  @Test
  void rowsMakeDistancesTogetherOrAlone() {
    double[] reach = {0.7, 0.5, 0.4, 0.3};
    Plain plain = new Plain(rows(500, new double[4], new double[] {10, 10, 10, 10}), new double[4], reach);
    double[] middle = {5, 5, 5, 5};
    double joint = check(plain, middle, 6, reach, 2, true);
    double alone = check(plain, middle, 6, reach, 2, false);
    double each = check(plain, middle, 6, reach, 0, false);
    assertTrue(joint < alone && alone < each && each < 0.5, joint + " " + alone + " " + each);
    assertEquals(joint, check(plain, middle, 6, reach, 4, false));
    assertEquals(1.0, check(plain, middle, 6, new double[4], 2, false));
  }

  /** Clusters far apart, of which one is near. */
  @Test
  void farClustersAreTurnedAway() {
    double[][] rows = rows(400, new double[2], new double[] {1, 1});
    for (int i = 0; i < 400; i++) {
      rows[0][i] += 100 * (i % 5);
      rows[1][i] += 100 * (i % 4);
    }
    double[] reach = {1, 1};
    double part = check(new Plain(rows, new double[2], reach), new double[] {200, 100}, 0.5, reach, 2, true);
    assertTrue(part > 0.01 && part < 0.1, "" + part);
    // Around rings of 500 and 400 the first cluster is next to the last one.
    part = check(new Plain(rows, new double[] {500, 400}, reach), new double[] {499.5, -0.5}, 0.5, reach, 2, true);
    assertTrue(part > 0.01 && part < 0.1, "" + part);
  }

  /** Equal sides are cut across the first row, and of two halves equally far the first is taken. */
  @Test
  void theFirstOfEqualsIsTaken() {
    double[][] square = new double[2][32];
    for (int i = 0; i < 32; i++) {
      square[0][i] = i;
      square[1][i] = i * 13 % 32;
    }
    double[] inverse = {1, 1};
    Plain plain = new Plain(square, new double[2], inverse);
    KdTree tree = plain.tree();
    int[] found = new int[32];
    for (double x = -1; x <= 33; x += 0.5) {
      for (double y = -1; y <= 33; y += 0.5) {
        int n = tree.leaf(new double[] {x, 0, y, 0}, found);
        assertArrayEquals(plain.leaf(new double[][] {{x, x}, {y, y}}), sorted(found, 0, n));
      }
    }
  }

  /** Places on a grid are sorted and often equal, which must not make cutting slow. */
  @Test
  void sortedPlacesAreCutLikeOthers() {
    int count = 1 << 19;
    double[] x = new double[count];
    for (int i = 0; i < count; i++) {
      x[i] = i;
    }
    KdTree tree = new KdTree(1, x, count, IntStream.range(0, count).toArray(), new double[1], new double[] {1});
    int[] found = new int[count];
    int n = tree.collect(new double[] {1000, 0}, new double[] {0.5}, 1, false, new double[1], new int[KdTree.DEEPEST],
        found, 0);
    assertTrue(n >= 5 && n <= 16, "" + n);
    for (int near = 998; near <= 1002; near++) {
      assertTrue(Arrays.binarySearch(sorted(found, 0, n), near) >= 0);
    }
  }

  @Test
  void emptyTreesAddNothing() {
    KdTree tree = new KdTree(1, new double[0], 0, new int[0], new double[1], new double[] {1});
    int[] found = {4, 5, 6};
    assertEquals(2, tree.collect(new double[2], new double[1], 1, false, new double[1], new int[KdTree.DEEPEST], found,
        2));
    assertArrayEquals(new int[] {4, 5, 6}, found);
    assertEquals(0, tree.leaf(new double[2], found));
    assertEquals(0.0, tree.largest(0));
  }

  /** One point, of which the last bits of the reach, and the slack of rounding, decide nothing that they should not. */
  @Test
  void reachesEndALittleBeyondTheirEnd() {
    KdTree tree = new KdTree(2, new double[] {0, 0}, 1, new int[1], new double[2], new double[] {1, 1});
    assertEquals(1, collected(tree, 1 + 0x1p-41, 0, 1, 1));
    assertEquals(1, collected(tree, -1 - 0x1p-41, 0, 1, 1));
    assertEquals(0, collected(tree, 1 + 0x1p-39, 0, 1, 1));
    assertEquals(0, collected(tree, 0.8, 0.7, 1, 1));
    assertEquals(1, collected(tree, 0.8, 0.5, 1, 1));
    // A reach whose reciprocal overflows holds what is in the same place, and does not let other rows pass.
    assertEquals(1, collected(tree, 0, 0, Double.POSITIVE_INFINITY, 1));
    assertEquals(0, collected(tree, 0, 5, Double.POSITIVE_INFINITY, 1));
    assertEquals(0, collected(tree, 1e-300, 0, Double.POSITIVE_INFINITY, 1));
    // What rounding may add to a gap does not count.
    double[] box = {1.25, 0, 0, 0};
    double[] reach = {1, 1};
    int[] work = new int[KdTree.DEEPEST];
    assertEquals(1, tree.collect(box, reach, 2, false, new double[] {0.25, 0}, work, new int[1], 0));
    assertEquals(0, tree.collect(box, reach, 2, false, new double[] {0.125, 1}, work, new int[1], 0));
  }

  private static int collected(KdTree tree, double x, double y, double one, double other) {
    return tree.collect(new double[] {x, 0, y, 0}, new double[] {one, other}, 2, false, new double[2],
        new int[KdTree.DEEPEST], new int[1], 0);
  }

  /** Slack is some units in the last place of the largest coordinate or period that takes part, in each row. */
  @Test
  void slackIsThatOfTheLargestCoordinate() {
    double[] rows = {3, -5, 1, 70, -900, 20, 0, 0, 0};
    KdTree tree = new KdTree(3, rows, 3, new int[] {0, 1, 2}, new double[] {0, 0, 1e7}, new double[] {1, 1, 1});
    assertEquals(5, tree.largest(0));
    assertEquals(900, tree.largest(1));
    assertEquals(0, tree.largest(2));
    assertArrayEquals(new double[] {5, 900, 1e7}, slack(tree, 0, 0, 0), 1e-6);
    assertArrayEquals(new double[] {1e9 + 5, 900, 1e7}, slack(tree, 1e9, 2, 3), 1e-6);
    assertArrayEquals(new double[] {1e9 + 5, 900, 1e7}, slack(tree, 2, -1e9, 3), 1e-6);
    assertArrayEquals(new double[] {1e9 + 5, 900, 1e7}, slack(tree, 2, 3, 1e9), 1e-6);
  }

  /** Slack around three places of row 0, in units of 2⁻⁴⁸. */
  private static double[] slack(KdTree tree, double a, double b, double c) {
    double[] slack = new double[3];
    tree.around(new double[] {a, b, c, 0, 0, 0, 0, 0, 0}, 3, 0, 3, new double[6], slack);
    return Arrays.stream(slack).map(x -> x * 0x1p48).toArray();
  }
}
