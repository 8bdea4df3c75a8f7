package org.isobit.models.analyse;

import java.util.Arrays;
import java.util.List;

/**
 * Which points of a grid make up a state. Points that are masked in any field (land in an ocean model) are no part of it;
 * element v·points + i of a state is field v at the i-th of the others. What a field has at a point that another one masks
 * goes from the forecast to the analysis unchanged. Immutable, thread-safe.
 */
final class StateLayout {

  private final Grid grid;
  private final List<String> fields;
  private final int[] cells;
  private final int[] points;
  private final boolean[] masked;
  private final int partlyMasked;

  private StateLayout(Grid grid, List<String> fields, int[] cells, boolean[] masked, int partlyMasked) {
    this.grid = grid;
    this.fields = fields;
    this.cells = cells;
    this.masked = masked;
    this.partlyMasked = partlyMasked;
    this.points = new int[grid.size()];
    Arrays.fill(points, -1);
    for (int i = 0; i < cells.length; i++) {
      points[cells[i]] = i;
    }
  }

  /** All points of a grid. */
  static StateLayout whole(Grid grid, List<String> fields) {
    return of(grid, fields, new double[Math.multiplyExact(grid.size(), fields.size())]);
  }

  /**
   * The points that a member does not mask.
   *
   * @param member fields × grid points, NaN where masked
   * @throws IllegalArgumentException if none is left
   */
  static StateLayout of(Grid grid, List<String> fields, double[] member) {
    int all = grid.size();
    boolean[] masked = new boolean[member.length];
    int[] cells = new int[all];
    int used = 0;
    int partly = 0;
    for (int i = 0; i < all; i++) {
      int missing = 0;
      for (int v = 0; v < fields.size(); v++) {
        masked[v * all + i] = Double.isNaN(member[v * all + i]);
        missing += masked[v * all + i] ? 1 : 0;
      }
      if (missing == 0) {
        cells[used++] = i;
      } else {
        partly += missing < fields.size() ? 1 : 0;
      }
    }
    if (used == 0) {
      throw new IllegalArgumentException("ensemble: every point is masked in at least one of the fields "
          + String.join(", ", fields));
    }
    return new StateLayout(grid, List.copyOf(fields), Arrays.copyOf(cells, used), masked, partly);
  }

  Grid grid() {
    return grid;
  }

  List<String> fields() {
    return fields;
  }

  /** Points of the state. */
  int points() {
    return cells.length;
  }

  /** Elements of the state. */
  int size() {
    return Math.multiplyExact(points(), fields.size());
  }

  /** Points of the grid that some fields mask, but not all. */
  int partlyMasked() {
    return partlyMasked;
  }

  /** The point of the state at a point of the grid, or −1. */
  int point(int cell) {
    return points[cell];
  }

  /** Places of the state's points, for the geometry. */
  double[] coordinates() {
    return at(grid.coordinates(), grid.geometry().dimensions());
  }

  /** Levels of the state's points, or null. */
  double[] levels() {
    double[] levels = grid.levels();
    return levels == null ? null : at(levels, 1);
  }

  private double[] at(double[] all, int width) {
    if (points() == grid.size()) {
      return all;
    }
    double[] some = new double[points() * width];
    for (int i = 0; i < cells.length; i++) {
      System.arraycopy(all, cells[i] * width, some, i * width, width);
    }
    return some;
  }

  /** Where a member's mask differs from the state's, in words, or null. */
  String difference(double[] member) {
    return difference(member, "the first member");
  }

  /** Where a member's mask differs from that of another one, which has the state's, in words, or null. */
  String difference(double[] member, String other) {
    for (int i = 0; i < member.length; i++) {
      if (Double.isNaN(member[i]) != masked[i]) {
        return "field '" + fields.get(i / grid.size()) + "' is " + (masked[i] ? "not masked" : "masked") + " at "
            + grid.indexText(i % grid.size()) + ", where " + other + " is" + (masked[i] ? "" : " not");
      }
    }
    return null;
  }

  /** Takes the state out of a member. */
  void pack(double[] member, double[] state, int at) {
    for (int v = 0; v < fields.size(); v++) {
      int from = v * grid.size();
      int to = at + v * cells.length;
      for (int i = 0; i < cells.length; i++) {
        state[to + i] = member[from + cells[i]];
      }
    }
  }

  /** Puts a state into a member; the rest stays. */
  void unpack(double[] state, int at, double[] member) {
    for (int v = 0; v < fields.size(); v++) {
      unpack(state, at + v * cells.length, member, v * grid.size());
    }
  }

  /** Puts the values of one field at the state's points into all points of the grid. */
  void unpack(double[] values, int from, double[] all, int to) {
    for (int i = 0; i < cells.length; i++) {
      all[to + cells[i]] = values[from + i];
    }
  }

  /** One field of a state, at all points of the grid; NaN outside the state. */
  double[] onGrid(double[] state, int field) {
    double[] all = new double[grid.size()];
    Arrays.fill(all, Double.NaN);
    unpack(state, field * cells.length, all, 0);
    return all;
  }

  /** Where an element of the state is, for messages. */
  String elementText(int element) {
    int cell = cells[element % cells.length];
    String index = grid.shape().length > 1 ? "point " + cell + ", index " + grid.indexText(cell) : "point " + cell;
    return fields.size() == 1 ? index : "field '" + fields.get(element / cells.length) + "', " + index;
  }
}
