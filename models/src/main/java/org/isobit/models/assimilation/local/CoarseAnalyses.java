// Master of FloatCoarseAnalyses: the float version is generated from this file.
package org.isobit.models.assimilation.local;

import org.isobit.kernels.Checks;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.localization.NeighbourLists;

/**
 * The analyses of {@link LETKF} and {@link LESTKF} on a {@link CoarseGrid}: transforms T and mean weights w at coarse
 * points, and bilinear interpolation of both at all others. Goes through the rows of coarse points and holds the
 * weights of a few of them at a time, so that memory does not grow with the number of rows.
 *
 * <p>With f and g the fractions of the way from the coarse row and column before a point to the next, the coefficients
 * of the four coarse points around are (1 − f)·g, f·(1 − g) and f·g beside that of the first
 * ({@link org.isobit.kernels.ensemble.WeightBlend}); then mean = fma(w_m, x_m, mean), m ascending, and x becomes T·x,
 * chains of fma.
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

  /** Rows of the local problems. */
  private final int k;

  /** Elements of the weights of one point. */
  private final int weights;

  /** Rows of coarse points, counting the first one again after the last if they are periodic. */
  private final int coarseRows;

  private final int heldRows;
  private final double[] held;

  private final UnitAnalyses units;

  private final Scratch[] scratch;

  /** Arrays of one thread. */
  private final class Scratch {
    final double[] t = new double[weights];
    final double[] x = new double[SEGMENT * fields * k];
    final double[] y = new double[fields * k];
  }

  /**
   * Prepares the analyses.
   *
   * @param a          the analysis under way
   * @param rows       rows of the local problems, the first ones of the analysis's arrays
   * @param near       what is near the coarse points
   * @param numbers    numbers of the coarse points among all, for messages
   * @param grid       which points are coarse
   * @param fields     values at a point
   * @param unobserved what happens at coarse points that no observation reaches
   * @param most       elements of weights that are held, about
   * @param atOnce     coarse points analysed at a time
   */
  CoarseAnalyses(Analysis a, int rows, NeighbourLists near, int[] numbers, CoarseGrid grid, int fields,
      UnobservedPoints unobserved, int most, int atOnce) {
    this.a = a;
    this.grid = grid;
    this.fields = fields;
    this.points = grid.points();
    this.k = rows;
    units = new UnitAnalyses(a, rows, near, numbers, atOnce, unobserved);
    weights = units.weights;
    coarseRows = grid.rows().coarse() + (grid.rows().periodic() && grid.rows().coarse() > 1 ? 1 : 0);
    int columns = grid.columns().coarse();
    long fit = most / ((long) columns * weights);
    heldRows = (int) Math.max(2, Math.min(coarseRows, fit));
    held = a.workspace.doubles(CoarseAnalyses.class, "coarse weights",
        Checks.elements(a.filter, Math.multiplyExact(heldRows, columns), weights, Double.BYTES));
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
    for (int target = begin; target < end; target += units.capacity()) {
      int n = Math.min(units.capacity(), end - target);
      int before = target - begin;
      units.run(target, n);
      a.workers.run((n + STORED - 1) / STORED, (task, slot) -> {
        for (int c = task * STORED; c < Math.min(n, (task + 1) * STORED); c++) {
          units.store(c, held, at(from + (before + c) / columns, (before + c) % columns));
        }
      });
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
      units.point(a, fields, points, start + i, s.t, s.x, i * fields * k, s.y);
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
    double f = rows.fraction(row); // float: unchanged
    double g = columns.fraction(column); // float: unchanged
    // A row that is not needed may no longer be held.
    int other = f == 0.0 ? above : below;
    units.blend(held, at(above, left), at(above, right), at(other, left), at(other, right), f, g, t);
  }
}
