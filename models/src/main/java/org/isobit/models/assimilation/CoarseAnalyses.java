// Master of FloatCoarseAnalyses: the float version is generated from this file.
package org.isobit.models.assimilation;

import org.isobit.kernels.Backend;
import org.isobit.kernels.gemm.Gemm;

/**
 * The analyses of {@link LETKF} on a {@link CoarseGrid}: transforms T and mean weights w at coarse points, and bilinear
 * interpolation of both at all others. Goes through the rows of coarse points and holds the weights of a few of them at a
 * time, so that memory does not grow with the number of rows.
 *
 * <p>With f and g the fractions of the way from the coarse row and column before a point to the next, the coefficients of
 * the four coarse points around are (1 − f)·g, f·(1 − g) and f·g beside that of the first
 * ({@link WeightBlendReference}); then mean = fma(w_m, x_m, mean), m ascending, and x becomes T·x, chains of fma.
 */
final class CoarseAnalyses {

  /** Elements of the weights of coarse rows that are held, about, if they hold two rows: 64 MB of doubles. */
  static final int HELD = 1 << 23;

  /** Coarse points analysed at a time. */
  static final int WINDOW = 512;

  /** Coarse points whose weights one thread stores at a time. */
  private static final int STORED = 32;

  /** Fine points that one thread goes through at a time: consecutive ones, so that a cache line serves all. */
  private static final int SEGMENT = 64;

  private final Analysis a;
  private final CoarseGrid grid;
  private final int points;
  private final int fields;

  /** Elements of the weights of one point: w, then T by columns. */
  private final int weights;

  /** Rows of coarse points, counting the first one again after the last if they are periodic. */
  private final int coarseRows;

  private final int heldRows;
  private final double[] held;

  /** Analyses of unit vectors, one field each, which give T and w. */
  private final NeighbourLists.Window window;
  private final Analysis units;
  private final LocalAnalyses local;

  private final Scratch[] scratch;

  /** Arrays of one thread. */
  private final class Scratch {
    final double[] t = new double[weights];
    final double[] x = new double[SEGMENT * fields * a.members];
    final double[] y = new double[fields * a.members];
  }

  /**
   * Prepares the analyses.
   *
   * @param a          the analysis under way
   * @param near       what is near the coarse points
   * @param numbers    numbers of the coarse points among all, for messages
   * @param grid       which points are coarse
   * @param fields     values at a point
   * @param unobserved what happens at coarse points that no observation reaches
   * @param most       elements of weights that are held, about
   * @param atOnce     coarse points analysed at a time
   */
  CoarseAnalyses(Analysis a, NeighbourLists near, int[] numbers, CoarseGrid grid, int fields,
      UnobservedPoints unobserved, int most, int atOnce) {
    this.a = a;
    this.grid = grid;
    this.fields = fields;
    this.points = grid.points();
    int k = a.members;
    weights = k * (k + 1);
    coarseRows = grid.rows().coarse() + (grid.rows().periodic() && grid.rows().coarse() > 1 ? 1 : 0);
    int columns = grid.columns().coarse();
    long fit = most / ((long) columns * weights);
    heldRows = (int) Math.max(2, Math.min(coarseRows, fit));
    held = a.workspace.doubles("coarse weights", Ensemble.elements(a.filter, Math.multiplyExact(heldRows, columns),
        weights));
    int size = Math.min(atOnce, near.targets());
    window = near.window(size, numbers);
    units = a.units(size);
    local = new LocalAnalyses(units, window, 1, k, unobserved);
    scratch = new Scratch[a.workers.threads()];
  }

  void run() {
    for (int plane = 0; plane < grid.planes(); plane++) {
      int done = 0;
      int row = 0;
      while (row < coarseRows) {
        // All but one of the rows held are new: the last one of before begins the next interval.
        int end = Math.min(coarseRows, row == 0 ? heldRows : row + heldRows - 1);
        rows(plane, row, end);
        int fineEnd = end < coarseRows || coarseRows > grid.rows().coarse() ? grid.rows().fine(end - 1)
            : grid.rows().count();
        interpolate(plane, done, fineEnd);
        done = fineEnd;
        row = end;
      }
    }
  }

  /** Place in the held weights of a coarse point. */
  private int at(int row, int column) {
    return (row % heldRows * grid.columns().coarse() + column) * weights;
  }

  /** Leaves the weights of all coarse points of some rows of a plane. */
  private void rows(int plane, int from, int to) {
    int rows = grid.rows().coarse();
    if (to > rows) {
      // The first row once more.
      analyse(plane * rows, rows, rows + 1);
    }
    analyse(plane * rows, from, to > rows ? rows : to);
  }

  /** Rows of which the one numbered {@code row} is number first + row % rows of all. */
  private void analyse(int first, int from, int to) {
    int columns = grid.columns().coarse();
    int begin = (first + from % grid.rows().coarse()) * columns;
    int end = begin + (to - from) * columns;
    for (int target = begin; target < end; target += window.capacity()) {
      int n = Math.min(window.capacity(), end - target);
      int before = target - begin;
      window.move(target, n);
      java.util.Arrays.fill(units.mean, 0.0);
      local.run();
      a.workers.run((n + STORED - 1) / STORED, (task, slot) -> {
        for (int c = task * STORED; c < Math.min(n, (task + 1) * STORED); c++) {
          store(c, at(from + (before + c) / columns, (before + c) % columns));
        }
      });
    }
  }

  private void store(int c, int at) {
    int k = a.members;
    int n = window.capacity();
    for (int v = 0; v < k; v++) {
      held[at + v] = units.mean[v * n + c];
      for (int m = 0; m < k; m++) {
        held[at + k + v * k + m] = units.analysis[m * units.size + v * n + c];
      }
    }
  }

  private void interpolate(int plane, int from, int to) {
    int columns = grid.columns().count();
    int segments = (columns + SEGMENT - 1) / SEGMENT;
    a.workers.run((to - from) * segments, (task, slot) -> {
      if (scratch[slot] == null) {
        scratch[slot] = new Scratch();
      }
      int row = from + task / segments;
      int first = task % segments * SEGMENT;
      segment(scratch[slot], plane, row, first, Math.min(SEGMENT, columns - first));
    });
  }

  private void segment(Scratch s, int plane, int row, int first, int n) {
    int k = a.members;
    int start = (plane * grid.rows().count() + row) * grid.columns().count() + first;
    for (int v = 0; v < fields; v++) {
      for (int m = 0; m < k; m++) {
        int from = m * a.size + v * points + start;
        for (int i = 0; i < n; i++) {
          s.x[(i * fields + v) * k + m] = a.forecast[from + i];
        }
      }
    }
    for (int i = 0; i < n; i++) {
      blend(row, first + i, s.t);
      point(s, i, start + i);
    }
    for (int v = 0; v < fields; v++) {
      for (int m = 0; m < k; m++) {
        int to = m * a.size + v * points + start;
        for (int i = 0; i < n; i++) {
          a.analysis[to + i] = s.x[(i * fields + v) * k + m];
        }
      }
    }
  }

  private void blend(int row, int column, double[] t) {
    CoarseGrid.Axis rows = grid.rows();
    CoarseGrid.Axis columns = grid.columns();
    int above = rows.before(row);
    int below = above + 1 < coarseRows ? above + 1 : above;
    int left = columns.before(column);
    int right = columns.after(left);
    double f = rows.fraction(row); // float: double f = rows.fraction(row);
    double g = columns.fraction(column); // float: double g = columns.fraction(column);
    double c1 = (1.0 - f) * g; // float: float c1 = (float) ((1.0 - f) * g);
    double c2 = f * (1.0 - g); // float: float c2 = (float) (f * (1.0 - g));
    double c3 = f * g; // float: float c3 = (float) (f * g);
    // A row that is not needed may no longer be held.
    int other = f == 0.0 ? above : below;
    if (Backend.SIMD_ACTIVE) {
      WeightBlendSimd.blend(weights, held, at(above, left), at(above, right), at(other, left), at(other, right), c1, c2,
          c3, t);
    } else {
      WeightBlendReference.blend(weights, held, at(above, left), at(above, right), at(other, left), at(other, right), c1,
          c2, c3, t);
    }
  }

  /** Analyses point i of a segment with the weights in s.t. */
  private void point(Scratch s, int i, int variable) {
    int k = a.members;
    int at = i * fields * k;
    for (int v = 0; v < fields; v++) {
      double mean = a.mean[v * points + variable];
      for (int m = 0; m < k; m++) {
        mean = Math.fma(s.t[m], s.x[at + v * k + m], mean);
      }
      a.mean[v * points + variable] = mean;
    }
    Gemm.gemm(false, false, fields, k, k, 1.0, s.x, at, k, s.t, k, k, 0.0, s.y, 0, k);
    System.arraycopy(s.y, 0, s.x, at, fields * k);
  }
}
