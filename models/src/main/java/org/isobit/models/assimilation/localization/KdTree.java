package org.isobit.models.assimilation.localization;

import org.isobit.kernels.Checks;

/**
 * A k-d tree (Bentley 1975, Comm. ACM 18, 509–517) over points given by rows of coordinates, one row a coordinate, some
 * of which may be periodic. It answers which points can be in reach of a box, a few too many at times and none too few.
 * Every node is cut in the middle of its longest side, measured in reaches, so that all leaves hold about as many
 * points. Immutable, thread-safe.
 */
final class KdTree {

  /** Most points in a leaf. */
  private static final int LEAF = 8;

  /** Levels of a tree of 2³¹ points, and the one node that waits on each while another is looked at. */
  static final int DEEPEST = 40;

  private final int dims;
  private final int count;
  private final int ld;
  private final double[] rows;
  private final double[] period;

  /** Levels below the root. */
  private final int depth;

  /** Numbers of the points; node b of level d holds order[count·b / 2^d] … order[count·(b + 1) / 2^d − 1]. */
  private final int[] order;

  /** Least and largest coordinates of node v (the root is 1, children of v are 2v and 2v + 1) at v·2·dims. */
  private final double[] boxes;

  /** Largest magnitude of a coordinate in each row, before it was brought into the first period. */
  private final double[] largest;

  /** State of the cheap generator that picks pivots; nothing but time depends on it. */
  private int pivots = 1;

  /**
   * Builds a tree.
   *
   * @param dims    number of rows
   * @param rows    coordinates; coordinate r of point j at r·ld + j
   * @param ld      length of a row
   * @param points  numbers of the points to hold; kept and reordered
   * @param period  length after which a row comes back to where it was, or 0
   * @param inverse what makes lengths in different rows comparable: reciprocal of the reach in each
   */
  KdTree(int dims, double[] rows, int ld, int[] points, double[] period, double[] inverse) {
    this.dims = dims;
    this.count = points.length;
    this.ld = ld;
    this.period = period;
    this.order = points;
    largest = new double[dims];
    this.rows = folded(rows);
    int levels = 0;
    while ((count - 1) >> levels >= LEAF) {
      levels++;
    }
    depth = levels;
    boxes = new double[Checks.elements("Localization", 2 << levels, 2 * dims, Double.BYTES)];
    if (count > 0) {
      build(1, 0, 0, inverse);
    }
  }

  /** A coordinate brought into the first period. */
  private static double inside(double x, double period) {
    if (period == 0.0) {
      return x;
    }
    double y = x - period * Math.floor(x / period);
    return y < 0.0 ? 0.0 : y > period ? period : y;
  }

  private double[] folded(double[] given) {
    double[] inner = null;
    for (int r = 0; r < dims; r++) {
      for (int p : order) {
        double size = Math.abs(given[r * ld + p]);
        largest[r] = size > largest[r] ? size : largest[r];
      }
      if (period[r] > 0.0) {
        inner = inner == null ? given.clone() : inner;
        for (int p : order) {
          inner[r * ld + p] = inside(given[r * ld + p], period[r]);
        }
      }
    }
    return inner == null ? given : inner;
  }

  private int from(int level, int b) {
    return (int) ((long) count * b >> level);
  }

  private void build(int node, int level, int b, double[] inverse) {
    int from = from(level, b);
    int to = from(level, b + 1);
    int at = node * 2 * dims;
    int widest = 0;
    double most = -1.0;
    for (int r = 0; r < dims; r++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        double x = rows[r * ld + order[i]];
        low = x < low ? x : low;
        high = x > high ? x : high;
      }
      boxes[at + 2 * r] = low;
      boxes[at + 2 * r + 1] = high;
      double extent = (high - low) * inverse[r];
      if (extent > most) {
        most = extent;
        widest = r;
      }
    }
    if (level < depth) {
      int middle = from(level + 1, 2 * b + 1);
      split(widest * ld, from, to - 1, middle);
      build(2 * node, level + 1, 2 * b, inverse);
      build(2 * node + 1, level + 1, 2 * b + 1, inverse);
    }
  }

  /** Puts what belongs at place {@code middle} of the range there, nothing larger before and nothing smaller after. */
  private void split(int row, int from, int to, int middle) {
    int low = from;
    int high = to;
    while (low < high) {
      pivots = pivots * 0x915F77F5 + 1;
      double pivot = rows[row + order[low + (int) (((pivots >>> 1) * (long) (high - low + 1)) >>> 31)]];
      int i = low;
      int j = high;
      while (i <= j) {
        while (rows[row + order[i]] < pivot) {
          i++;
        }
        while (rows[row + order[j]] > pivot) {
          j--;
        }
        if (i <= j) {
          int moved = order[i];
          order[i++] = order[j];
          order[j--] = moved;
        }
      }
      if (middle <= j) {
        high = j;
      } else if (middle >= i) {
        low = i;
      } else {
        return;
      }
    }
  }

  /**
   * Collects all points of the leaves in reach of a box.
   *
   * @param box     sides of the box in every row: where it begins and how long it is
   * @param inverse reciprocal of the reach in each row; 0 where it reaches everywhere
   * @param groups  how many leading rows make one distance; every other row is a distance of its own
   * @param joint   whether the squares of all distances in units of their reach together must not exceed 1, not just
   *                each
   * @param slack   for each row what rounding may add to a gap
   * @param stack   {@link #DEEPEST} numbers to work with
   * @param found   receives the numbers of points, from index {@code n} on; has room for all of them
   * @param n       how many it holds already
   * @return how many it holds then
   */
  int collect(double[] box, double[] inverse, int groups, boolean joint, double[] slack, int[] stack, int[] found,
      int n) {
    if (count == 0) {
      return n;
    }
    int filled = n;
    int waiting = 1;
    stack[0] = 1;
    while (waiting > 0) {
      int node = stack[--waiting];
      if (beyond(node, box, inverse, groups, joint, slack)) {
        continue;
      }
      int level = 31 - Integer.numberOfLeadingZeros(node);
      if (level < depth) {
        stack[waiting++] = 2 * node + 1;
        stack[waiting++] = 2 * node;
        continue;
      }
      int b = node - (1 << level);
      int from = from(level, b);
      int length = from(level, b + 1) - from;
      System.arraycopy(order, from, found, filled, length);
      filled += length;
    }
    return filled;
  }

  /** Largest magnitude of a coordinate in a row. */
  double largest(int row) {
    return largest[row];
  }

  /**
   * The points of a leaf that a box is in, or close to: at each node the child with the smaller gap is taken.
   *
   * @param box   as {@link #collect} takes it
   * @param found receives the numbers of its points; has room for all of them
   * @return how many it has, at least one if the tree holds any
   */
  int leaf(double[] box, int[] found) {
    int node = 1;
    for (int level = 0; level < depth; level++) {
      node = 2 * node + (squaredGap(2 * node, box) <= squaredGap(2 * node + 1, box) ? 0 : 1);
    }
    int b = node - (1 << depth);
    int from = from(depth, b);
    int length = from(depth, b + 1) - from;
    System.arraycopy(order, from, found, 0, length);
    return length;
  }

  private double squaredGap(int node, double[] box) {
    int at = node * 2 * dims;
    double sum = 0.0;
    for (int r = 0; r < dims; r++) {
      double gap = gap(boxes[at + 2 * r], boxes[at + 2 * r + 1], box[2 * r], box[2 * r + 1], period[r]);
      sum = sum + gap * gap;
    }
    return sum;
  }

  /** Whether every point of a node is out of the box's reach. False for NaN, so that doubt keeps it. */
  private boolean beyond(int node, double[] box, double[] inverse, int groups, boolean joint, double[] slack) {
    int at = node * 2 * dims;
    double limit = 1.0 + 0x1p-40;
    double sum = 0.0;
    for (int r = 0; r < dims; r++) {
      double gap = gap(boxes[at + 2 * r], boxes[at + 2 * r + 1], box[2 * r], box[2 * r + 1], period[r]) - slack[r];
      double part = gap > 0.0 ? gap * inverse[r] : 0.0;
      sum = r < groups || joint ? sum + part * part : part * part;
      if (sum > limit) {
        return true;
      }
    }
    return false;
  }

  /** Distance between the intervals [low, high] and [begin, begin + length], the shorter way around. */
  private static double gap(double low, double high, double begin, double length, double period) {
    double gap = gap(low, high, begin, begin + length);
    if (period > 0.0 && gap > 0.0) {
      double before = gap(low, high, begin - period, begin + length - period);
      double after = gap(low, high, begin + period, begin + length + period);
      gap = before < gap ? before : gap;
      gap = after < gap ? after : gap;
    }
    return gap;
  }

  private static double gap(double low, double high, double begin, double end) {
    return begin > high ? begin - high : end < low ? low - end : 0.0;
  }

  /**
   * The smallest box around points of other rows, in the form that {@link #collect} takes, with the slack that rounding
   * of coordinates and distances needs.
   *
   * @param given  rows of the points
   * @param stride length of a row
   * @param first  first point
   * @param n      number of points
   * @param box    receives beginning and length of every side
   * @param slack  receives what rounding may add to a gap in each row
   */
  void around(double[] given, int stride, int first, int n, double[] box, double[] slack) {
    for (int r = 0; r < dims; r++) {
      double origin = given[r * stride + first];
      double low = 0.0;
      double high = 0.0;
      double magnitude = Math.abs(origin);
      for (int i = first + 1; i < first + n; i++) {
        double x = given[r * stride + i];
        double away = x - origin;
        if (period[r] > 0.0) {
          away -= period[r] * Math.rint(away / period[r]);
        }
        low = away < low ? away : low;
        high = away > high ? away : high;
        magnitude = Math.abs(x) > magnitude ? Math.abs(x) : magnitude;
      }
      double length = high - low;
      // Around the whole ring nothing is apart.
      box[2 * r] = period[r] > 0.0 && length >= period[r] ? 0.0 : inside(origin, period[r]) + low;
      box[2 * r + 1] = period[r] > 0.0 && length >= period[r] ? period[r] : length;
      slack[r] = (largest[r] + magnitude + period[r]) * 0x1p-48;
    }
  }
}
