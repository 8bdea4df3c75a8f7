package org.isobit.models.assimilation.local;

import java.util.Arrays;

/**
 * A state's points in rows and columns, of which analyses are made only at every few; between them the weights of the
 * ensemble members are interpolated (Yang, Kalnay, Hunt and Bowler 2009, Q. J. R. Meteorol. Soc. 135, 251–262), since
 * they vary more slowly than the state.
 *
 * <p>Points are numbered like elements of an array, the last dimension fastest. In the last two dimensions, rows and
 * columns, or the only one, the coarse points are 0, step, 2·step, … and, where the dimension is not periodic, the last
 * point; leading dimensions, as levels, are analysed plane by plane. Immutable, thread-safe.
 */
public final class CoarseGrid {

  private final int[] shape;
  private final Axis rows;
  private final Axis columns;

  /**
   * Coarse points along one axis.
   *
   * @param count    fine points
   * @param step     from a coarse point to the next
   * @param periodic whether the point after the last is the first
   */
  record Axis(int count, int step, boolean periodic) {

    /** Number of coarse points. */
    int coarse() {
      return periodic ? Math.ceilDiv(count, step) : Math.ceilDiv(count - 1, step) + 1;
    }

    /** Fine number of a coarse point; of the one after the last, if periodic, the number of points. */
    int fine(int c) {
      return (long) c * step < count ? c * step : periodic ? count : count - 1;
    }

    /** The coarse point at or before a fine one. */
    int before(int i) {
      int c = i / step;
      return !periodic && i == count - 1 ? coarse() - 1 : c;
    }

    /** The coarse point that follows; the last one follows itself where nothing does. */
    int after(int c) {
      return c + 1 < coarse() ? c + 1 : periodic ? 0 : c;
    }

    /** How far a fine point is from the coarse one before it to the next, from 0 to less than 1. */
    double fraction(int i) {
      int c = before(i);
      int from = fine(c);
      return i == from ? 0.0 : (double) (i - from) / (fine(c + 1) - from);
    }
  }

  /**
   * The coarse points around some points, four for each: above left, above right, below left, below right; the same one
   * several times at edges and at coarse points themselves.
   *
   * @param numbers numbers of the coarse points among all points, four for each point
   * @param down    for each point the fraction of the way from the upper ones to the lower ones
   * @param right   for each point the fraction of the way from the left ones to the right ones
   */
  public record Corners(int[] numbers, double[] down, double[] right) {

    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if they do not fit
     */
    public Corners {
      if (numbers.length != 4L * down.length || right.length != down.length) {
        throw new IllegalArgumentException("CoarseGrid: " + numbers.length + " corners, " + down.length + " and "
            + right.length + " fractions do not fit");
      }
    }
  }

  private CoarseGrid(int[] shape, Axis rows, Axis columns) {
    this.shape = shape;
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * A coarse grid.
   *
   * @param shape    points along each dimension, the slowest first
   * @param step     for each dimension the distance of coarse points in points; 1 before the last two dimensions
   * @param periodic for each dimension whether the point after the last is the first
   * @return the grid
   * @throws IllegalArgumentException if the lengths differ, there is no dimension, a number is not positive, a
   *                                  dimension before the last two is coarse, or an array cannot hold as many points
   */
  public static CoarseGrid of(int[] shape, int[] step, boolean[] periodic) {
    int dims = shape.length;
    if (dims == 0 || step.length != dims || periodic.length != dims) {
      throw new IllegalArgumentException("CoarseGrid: " + dims + " dimensions, " + step.length + " steps and "
          + periodic.length + " flags of periodicity do not fit");
    }
    long points = 1;
    for (int d = 0; d < dims; d++) {
      if (shape[d] < 1 || step[d] < 1) {
        throw new IllegalArgumentException("CoarseGrid: dimension " + d + " has " + shape[d] + " points and a step of "
            + step[d] + "; both must be positive");
      }
      if (d < dims - 2 && step[d] > 1) {
        throw new IllegalArgumentException("CoarseGrid: dimension " + d + " of " + dims + " has a step of " + step[d]
            + ", but weights are interpolated in the last two dimensions only");
      }
      points *= shape[d];
      if (points > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException("CoarseGrid: " + Arrays.toString(shape)
            + " are more points than an array can hold");
      }
    }
    Axis columns = new Axis(shape[dims - 1], step[dims - 1], periodic[dims - 1]);
    Axis rows = dims == 1 ? new Axis(1, 1, false) : new Axis(shape[dims - 2], step[dims - 2], periodic[dims - 2]);
    return new CoarseGrid(shape.clone(), rows, columns);
  }

  /**
   * Number of points.
   *
   * @return fine ones
   */
  public int points() {
    return planes() * rows.count * columns.count;
  }

  /**
   * Number of points at which analyses are made.
   *
   * @return coarse ones
   */
  public int coarsePoints() {
    return planes() * rows.coarse() * columns.coarse();
  }

  int planes() {
    int planes = 1;
    for (int d = 0; d < shape.length - 2; d++) {
      planes *= shape[d];
    }
    return planes;
  }

  Axis rows() {
    return rows;
  }

  Axis columns() {
    return columns;
  }

  /** Numbers of the coarse points, plane by plane, row by row. */
  int[] numbers() {
    int[] numbers = new int[coarsePoints()];
    int n = 0;
    for (int p = 0; p < planes(); p++) {
      for (int r = 0; r < rows.coarse(); r++) {
        for (int c = 0; c < columns.coarse(); c++) {
          numbers[n++] = (p * rows.count + rows.fine(r)) * columns.count + columns.fine(c);
        }
      }
    }
    return numbers;
  }

  /**
   * The coarse points around some points.
   *
   * @param points numbers of the points
   * @return where their weights are interpolated between
   * @throws IndexOutOfBoundsException if there is no such point
   */
  public Corners corners(int[] points) {
    int[] numbers = new int[4 * points.length];
    double[] down = new double[points.length];
    double[] right = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      int point = java.util.Objects.checkIndex(points[i], points());
      int column = point % columns.count;
      int row = point / columns.count % rows.count;
      int plane = point / columns.count / rows.count * rows.count;
      down[i] = rows.fraction(row);
      right[i] = columns.fraction(column);
      int above = rows.before(row);
      int left = columns.before(column);
      int below = down[i] == 0.0 ? above : rows.after(above);
      for (int c = 0; c < 4; c++) {
        numbers[4 * i + c] = (plane + rows.fine(c < 2 ? above : below)) * columns.count
            + columns.fine(c % 2 == 0 ? left : columns.after(left));
      }
    }
    return new Corners(numbers, down, right);
  }

  @Override
  public String toString() {
    return "every " + (shape.length == 1 ? "" : rows.step + " x ") + columns.step + " of " + Arrays.toString(shape);
  }
}
