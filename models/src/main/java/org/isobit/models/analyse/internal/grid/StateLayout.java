package org.isobit.models.analyse.internal.grid;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which points of the fields' grids make up a state. Points that are masked in any field of a grid (land in an ocean
 * model) are no part of it; what a field has at a point that another one of its grid masks goes from the forecast to
 * the analysis unchanged.
 *
 * <p>Elements of a state are those of the first field, point by point, then those of the second, and so on. Where all
 * fields have one grid, a point of the localisation carries them all: element v·points + i is field v at point i. Where
 * they have grids of their own (staggered ones as Arakawa's C grid), each element is a point of its own. Immutable,
 * thread-safe.
 */
public final class StateLayout {

  /** The points in use of one grid. */
  private record Mesh(Grid grid, int[] cells, int[] points) {}

  private final List<String> fields;

  /** Of each field; the same one where fields share a grid. */
  private final Mesh[] meshes;

  /** Where each field begins in a state, and how long a state is. */
  private final int[] start;

  /** Where each field begins in a member, and how long a member is. */
  private final int[] from;

  private final boolean[] masked;
  private final int partlyMasked;
  private final boolean staggered;

  /** Points that some members mask, but not all, or −1 if all mask the same ones. */
  private final int leftOut;

  private StateLayout(List<String> fields, Mesh[] meshes, boolean[] masked, int partlyMasked, int leftOut) {
    this.leftOut = leftOut;
    this.fields = fields;
    this.meshes = meshes;
    this.masked = masked;
    this.partlyMasked = partlyMasked;
    start = new int[meshes.length + 1];
    from = new int[meshes.length + 1];
    boolean different = false;
    for (int v = 0; v < meshes.length; v++) {
      start[v + 1] = Math.addExact(start[v], meshes[v].cells.length);
      from[v + 1] = Math.addExact(from[v], meshes[v].grid.size());
      different |= meshes[v] != meshes[0];
    }
    staggered = different;
  }

  /** All points of one grid. */
  public static StateLayout whole(Grid grid, List<String> fields) {
    return of(Collections.nCopies(fields.size(), grid), fields,
        new double[Math.multiplyExact(grid.size(), fields.size())]);
  }

  /**
   * The points that a member does not mask.
   *
   * @param grids  of each field; the same object where fields share one
   * @param member the fields one after the other, each at all points of its grid, NaN where masked
   * @throws IllegalArgumentException if none is left
   */
  public static StateLayout of(List<Grid> grids, List<String> fields, double[] member) {
    boolean[] masked = new boolean[member.length];
    for (int i = 0; i < member.length; i++) {
      masked[i] = Double.isNaN(member[i]);
    }
    Mesh[] meshes = new Mesh[fields.size()];
    int partly = 0;
    for (int v = 0; v < meshes.length; v++) {
      Grid grid = grids.get(v);
      int known = 0;
      while (grids.get(known) != grid) {
        known++;
      }
      if (known < v) {
        meshes[v] = meshes[known];
        continue;
      }
      int[] missing = new int[grid.size()];
      int sharing = 0;
      int at = 0;
      for (int w = 0; w < meshes.length; at += grids.get(w++).size()) {
        if (grids.get(w) == grid) {
          sharing++;
          for (int i = 0; i < missing.length; i++) {
            missing[i] += masked[at + i] ? 1 : 0;
          }
        }
      }
      meshes[v] = mesh(grid, missing);
      for (int m : missing) {
        partly += m > 0 && m < sharing ? 1 : 0;
      }
      if (meshes[v].cells.length == 0) {
        throw new IllegalArgumentException("ensemble: every point is masked in at least one of the fields "
            + String.join(", ", fields));
      }
    }
    return new StateLayout(List.copyOf(fields), meshes, masked, partly, -1);
  }

  /**
   * The same points, which all members have, while each may have more.
   *
   * @param points that some members have beyond these
   */
  public StateLayout common(int points) {
    return new StateLayout(fields, meshes, masked, partlyMasked, points);
  }

  private static Mesh mesh(Grid grid, int[] missing) {
    int[] cells = new int[missing.length];
    int[] points = new int[missing.length];
    int used = 0;
    for (int i = 0; i < missing.length; i++) {
      points[i] = missing[i] == 0 ? used : -1;
      if (missing[i] == 0) {
        cells[used++] = i;
      }
    }
    return new Mesh(grid, Arrays.copyOf(cells, used), points);
  }

  /** The grid of all fields, or that of the first one where they have grids of their own. */
  public Grid grid() {
    return meshes[0].grid;
  }

  /** The grid of a field. */
  public Grid grid(int field) {
    return meshes[field].grid;
  }

  /** Whether fields have grids of their own. */
  public boolean staggered() {
    return staggered;
  }

  public List<String> fields() {
    return fields;
  }

  /** Points of the localisation: of the one grid, or of all fields' grids one after the other. */
  public int points() {
    return staggered ? size() : meshes[0].cells.length;
  }

  /** Values that a point of the localisation carries: the fields, or one. */
  public int fieldsAtPoint() {
    return staggered ? 1 : fields.size();
  }

  /** Points of a field in the state. */
  public int points(int field) {
    return meshes[field].cells.length;
  }

  /** The element of the state at which a field begins. */
  public int start(int field) {
    return start[field];
  }

  /** Elements of the state. */
  public int size() {
    return start[meshes.length];
  }

  /** Points of the grids that are no part of the state. */
  public int pointsMasked() {
    int all = 0;
    for (int v = 0; v < meshes.length; v++) {
      boolean first = Arrays.asList(meshes).indexOf(meshes[v]) == v;
      all += first ? meshes[v].grid.size() - meshes[v].cells.length : 0;
    }
    return all;
  }

  /** Points that some fields of their grid mask, but not all. */
  public int partlyMasked() {
    return partlyMasked;
  }

  /** Points that are no part of the state since some members mask them, but not all. */
  public int leftOut() {
    return Math.max(0, leftOut);
  }

  /** Whether a member may have values at points that are no part of the state. */
  public boolean hasOthers() {
    return partlyMasked > 0 || leftOut >= 0;
  }

  /** The point of a field in the state at a point of its grid, or −1. */
  public int point(int field, int cell) {
    return meshes[field].points[cell];
  }

  /** Places of the points of the localisation, for the geometry. */
  public double[] coordinates() {
    return staggered ? joined(false) : coordinates(0);
  }

  /** Levels of the points of the localisation, or null. */
  public double[] levels() {
    return staggered && grid().levels() != null ? joined(true) : levels(0);
  }

  /** Places of a field's points in the state. */
  public double[] coordinates(int field) {
    return at(meshes[field], meshes[field].grid.coordinates(), grid().geometry().dimensions());
  }

  /** Levels of a field's points in the state, or null. */
  public double[] levels(int field) {
    double[] levels = meshes[field].grid.levels();
    return levels == null ? null : at(meshes[field], levels, 1);
  }

  private double[] joined(boolean levels) {
    int width = levels ? 1 : grid().geometry().dimensions();
    double[] all = new double[Math.multiplyExact(size(), width)];
    for (int v = 0; v < meshes.length; v++) {
      double[] some = levels ? levels(v) : coordinates(v);
      System.arraycopy(some, 0, all, start[v] * width, some.length);
    }
    return all;
  }

  private static double[] at(Mesh mesh, double[] all, int width) {
    if (mesh.cells.length == mesh.grid.size()) {
      return all;
    }
    double[] some = new double[mesh.cells.length * width];
    for (int i = 0; i < mesh.cells.length; i++) {
      System.arraycopy(all, mesh.cells[i] * width, some, i * width, width);
    }
    return some;
  }

  /**
   * Where a member's mask differs from the state's, in words, or null; more points are no difference if they may be.
   */
  public String difference(double[] member) {
    return difference(member, "the first member");
  }

  /** Where a member's mask differs from that of another one, which has the state's, in words, or null. */
  public String difference(double[] member, String other) {
    for (int i = 0; i < member.length; i++) {
      boolean own = Double.isNaN(member[i]);
      if (own && !masked[i] || !own && masked[i] && leftOut < 0) {
        int v = field(from, i);
        return "field '" + fields.get(v) + "' is " + (masked[i] ? "not masked" : "masked") + " at "
            + meshes[v].grid.indexText(i - from[v]) + ", where " + (leftOut >= 0 ? "no member is" : other + " is"
            + (masked[i] ? "" : " not"));
      }
    }
    return null;
  }

  private static int field(int[] begins, int element) {
    int v = 0;
    while (element >= begins[v + 1]) {
      v++;
    }
    return v;
  }

  /** Takes the state out of a member. */
  public void pack(double[] member, double[] state, int at) {
    for (int v = 0; v < meshes.length; v++) {
      int[] cells = meshes[v].cells;
      if (cells.length == meshes[v].grid.size()) {
        System.arraycopy(member, from[v], state, at + start[v], cells.length);
        continue;
      }
      for (int i = 0; i < cells.length; i++) {
        state[at + start[v] + i] = member[from[v] + cells[i]];
      }
    }
  }

  /** Puts a state into a member; the rest stays. */
  public void unpack(double[] state, int at, double[] member) {
    for (int v = 0; v < meshes.length; v++) {
      unpack(v, state, at + start[v], member, from[v]);
    }
  }

  /** Puts a field's values at the state's points into all points of its grid. */
  private void unpack(int v, double[] values, int at, double[] all, int to) {
    int[] cells = meshes[v].cells;
    if (cells.length == meshes[v].grid.size()) {
      System.arraycopy(values, at, all, to, cells.length);
      return;
    }
    for (int i = 0; i < cells.length; i++) {
      all[to + cells[i]] = values[at + i];
    }
  }

  /** One field of a member. */
  public double[] ofMember(double[] member, int field) {
    return Arrays.copyOfRange(member, from[field], from[field + 1]);
  }

  /** One field of a state. */
  public double[] ofState(double[] state, int field) {
    return Arrays.copyOfRange(state, start[field], start[field + 1]);
  }

  /** One field of a state, at all points of its grid; NaN outside the state. */
  public double[] onGrid(double[] state, int field) {
    double[] all = new double[meshes[field].grid.size()];
    Arrays.fill(all, Double.NaN);
    unpack(field, state, start[field], all, 0);
    return all;
  }

  /** Values at the points of the localisation, at all points of a field's grid; NaN outside the state. */
  public double[] countsOnGrid(int[] counts, int field) {
    double[] all = new double[meshes[field].grid.size()];
    Arrays.fill(all, Double.NaN);
    unpack(field, Arrays.stream(counts).asDoubleStream().toArray(), staggered ? start[field] : 0, all, 0);
    return all;
  }

  /** The grids in a few words. */
  public String description() {
    if (!staggered) {
      return grid().description();
    }
    return Arrays.stream(meshes).distinct().map(mesh -> fields.stream()
        .filter(f -> meshes[fields.indexOf(f)] == mesh).collect(Collectors.joining(", ")) + ": "
        + mesh.grid.description()).collect(Collectors.joining("; "));
  }

  /** Where an element of the state is, for messages. */
  public String elementText(int element) {
    int v = field(start, element);
    int cell = meshes[v].cells[element - start[v]];
    Grid grid = meshes[v].grid;
    String index = grid.shape().length > 1 ? "point " + cell + ", index " + grid.indexText(cell) : "point " + cell;
    return fields.size() == 1 ? index : "field '" + fields.get(v) + "', " + index;
  }
}
