package org.isobit.models.assimilation;

import org.isobit.kernels.Workers;

/**
 * Finds what is near, for {@link Neighbours}. The others are put into narrow strips along their longest coordinate, so
 * that a target looks only at strips within its reach; whom it finds does not depend on the strips.
 */
final class NeighbourSearch {

  /** Targets of one task: enough work for a thread, few enough to balance. */
  private static final int TASK = 64;

  /** Others in a strip, about. */
  private static final int STRIP = 8;

  private final Localization localization;
  private final Geometry geometry;
  private final int count;

  /** Coordinate that strips are cut along; its least value and period (0 for none); strips per unit. */
  private final int row;
  private final double least;
  private final double period;
  private final double density;

  /** Largest magnitude of the others' coordinates that strips are cut along. */
  private final double largest;

  /** Strip b holds others start[b] … start[b + 1] − 1 of the sorted ones. */
  private final int[] start;

  /** Original numbers of the sorted others. */
  private final int[] order;

  /** Coordinates of the sorted others, one row a coordinate. */
  private final double[] rows;

  NeighbourSearch(Localization localization, double[] others) {
    this.localization = localization;
    this.geometry = localization.geometry();
    count = others.length / geometry.dimensions();
    double[] unsorted = geometry.rows(others);
    row = longest(unsorted);
    period = geometry.period(row);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double magnitude = 0.0;
    for (int j = 0; j < count; j++) {
      double size = Math.abs(unsorted[row * count + j]);
      magnitude = size > magnitude ? size : magnitude;
      double x = inside(unsorted[row * count + j]);
      low = x < low ? x : low;
      high = x > high ? x : high;
    }
    least = low;
    largest = magnitude;
    int strips = high > low ? 1 + count / STRIP : 1;
    density = strips > 1 ? (strips - 1) / (high - low) : 0.0;
    start = new int[strips + 1];
    order = new int[count];
    sort(unsorted);
    rows = new double[unsorted.length];
    for (int r = 0; r < geometry.rows(); r++) {
      for (int j = 0; j < count; j++) {
        rows[r * count + j] = unsorted[r * count + order[j]];
      }
    }
  }

  /** The row of greatest extent. */
  private int longest(double[] x) {
    int best = 0;
    double extent = -1.0;
    for (int r = 0; r < geometry.rows(); r++) {
      double low = x[r * count];
      double high = low;
      for (int j = 1; j < count; j++) {
        low = x[r * count + j] < low ? x[r * count + j] : low;
        high = x[r * count + j] > high ? x[r * count + j] : high;
      }
      if (high - low > extent) {
        extent = high - low;
        best = r;
      }
    }
    return best;
  }

  /** A coordinate brought into the first period. */
  private double inside(double x) {
    if (period == 0.0) {
      return x;
    }
    double y = x - period * Math.floor(x / period);
    return y < 0.0 ? 0.0 : y > period ? period : y;
  }

  private int strip(double x) {
    double s = (x - least) * density;
    int last = start.length - 2;
    return s > last ? last : s > 0.0 ? (int) s : 0;
  }

  private void sort(double[] unsorted) {
    for (int j = 0; j < count; j++) {
      start[strip(inside(unsorted[row * count + j])) + 1]++;
    }
    for (int b = 1; b < start.length; b++) {
      start[b] += start[b - 1];
    }
    int[] next = start.clone();
    for (int j = 0; j < count; j++) {
      order[next[strip(inside(unsorted[row * count + j]))]++] = j;
    }
  }

  /** Arrays of one thread. */
  private final class Scratch {
    final double[] mean = new double[count];
    final double[] one = new double[count];
    final double[] point = new double[geometry.rows()];
    final int[] from = new int[3];
    final int[] to = new int[3];
    int windows;
  }

  /** Fills list and weights of every target: batches of consecutive points, whose distance is the mean of theirs. */
  void run(double[] points, int batch, int[][] lists, double[][] weights, Workers workers) {
    int all = points.length / geometry.dimensions();
    double[] pointRows = geometry.rows(points);
    int targets = lists.length;
    Object[] scratch = new Object[workers.threads()];
    workers.run((targets + TASK - 1) / TASK, (task, slot) -> {
      if (scratch[slot] == null) {
        scratch[slot] = new Scratch();
      }
      Scratch s = (Scratch) scratch[slot];
      int end = targets < (task + 1) * TASK ? targets : (task + 1) * TASK;
      for (int t = task * TASK; t < end; t++) {
        int first = t * batch;
        int n = all - first < batch ? all - first : batch;
        windows(s, pointRows, all, first, n);
        weigh(s, pointRows, all, first, n);
        keep(s, t, lists, weights);
      }
    });
  }

  /** The strips in reach, as up to three ranges of the sorted others that do not overlap. */
  private void windows(Scratch s, double[] pointRows, int all, int first, int n) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double magnitude = 0.0;
    for (int b = 0; b < n; b++) {
      double size = Math.abs(pointRows[row * all + first + b]);
      magnitude = size > magnitude ? size : magnitude;
      double x = inside(pointRows[row * all + first + b]);
      low = x < low ? x : low;
      high = x > high ? x : high;
    }
    // A little more than the reach, for the rounding of distances, and a few units in the last place of coordinates, for
    // that of differences, periods and borders. Whom the search looks at in vain, the distance itself turns away.
    double reach = geometry.rowReach(localization.reach()) * (1.0 + 0x1p-40)
        + (largest + magnitude + period) * 0x1p-48;
    low -= reach;
    high += reach;
    s.windows = 0;
    if (period == 0.0) {
      window(s, low, high);
    } else if (high - low >= period) {
      window(s, 0.0, period);
    } else {
      window(s, low + period, high + period);
      window(s, low, high);
      window(s, low - period, high - period);
    }
  }

  private void window(Scratch s, double low, double high) {
    if (period != 0.0 && (high < 0.0 || low > period)) {
      return;
    }
    int from = start[strip(low)];
    int to = start[strip(high) + 1];
    // Windows of a ring may share a strip at their ends.
    for (int w = 0; w < s.windows; w++) {
      if (from < s.to[w] && s.from[w] < to) {
        if (from < s.from[w]) {
          to = s.from[w];
        } else {
          from = s.to[w];
        }
      }
    }
    if (from < to) {
      s.from[s.windows] = from;
      s.to[s.windows++] = to;
    }
  }

  /** Leaves the weights of the windows' others where they stand among the sorted ones. */
  private void weigh(Scratch s, double[] pointRows, int all, int first, int n) {
    for (int w = 0; w < s.windows; w++) {
      int from = s.from[w];
      int length = s.to[w] - from;
      for (int b = 0; b < n; b++) {
        for (int r = 0; r < s.point.length; r++) {
          s.point[r] = pointRows[r * all + first + b];
        }
        geometry.distances(length, rows, from, count, s.point, b == 0 ? s.mean : s.one, from);
        for (int j = from; b > 0 && j < from + length; j++) {
          s.mean[j] += s.one[j];
        }
      }
      for (int j = from; n > 1 && j < from + length; j++) {
        s.mean[j] /= n;
      }
      localization.weights(length, s.mean, s.one, from);
    }
  }

  private void keep(Scratch s, int target, int[][] lists, double[][] weights) {
    int n = 0;
    for (int w = 0; w < s.windows; w++) {
      for (int j = s.from[w]; j < s.to[w]; j++) {
        n += s.one[j] > 0.0 ? 1 : 0;
      }
    }
    // Original number and place among the sorted ones in one word, so that sorting words sorts by number.
    long[] found = new long[n];
    n = 0;
    for (int w = 0; w < s.windows; w++) {
      for (int j = s.from[w]; j < s.to[w]; j++) {
        if (s.one[j] > 0.0) {
          found[n++] = (long) order[j] << 32 | j;
        }
      }
    }
    java.util.Arrays.sort(found);
    int[] list = new int[n];
    double[] weight = new double[n];
    for (int q = 0; q < n; q++) {
      list[q] = (int) (found[q] >>> 32);
      weight[q] = s.one[(int) found[q]];
    }
    lists[target] = list;
    weights[target] = weight;
  }
}
