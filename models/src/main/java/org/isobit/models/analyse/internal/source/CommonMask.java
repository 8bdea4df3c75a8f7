package org.isobit.models.analyse.internal.source;

import java.util.Arrays;
import java.util.List;
import org.isobit.models.analyse.internal.grid.Grid;
import org.isobit.models.analyse.internal.grid.StateLayout;

/** The points that all members have, where their masks differ. Not thread-safe. */
public final class CommonMask {

  private final List<Grid> grids;

  /** NaN where a member is masked. */
  private final double[] all;

  /** Whether any member has a point; counted at the first field of each grid. */
  private final boolean[] any;

  /**
   * Begins.
   *
   * @param grids of each field; the same object where fields share one
   */
  public CommonMask(List<Grid> grids) {
    this.grids = grids;
    int elements = 0;
    for (Grid grid : grids) {
      elements = Math.addExact(elements, grid.size());
    }
    all = new double[elements];
    any = new boolean[elements];
  }

  /**
   * Whether a member has something to analyse: every field has a value, and none is blown up. Others would leave few
   * points or none to those that are used in the end.
   */
  public boolean isUsable(double[] member, BlowUp blowUp) {
    int at = 0;
    for (Grid grid : grids) {
      boolean empty = true;
      for (int i = at; i < at + grid.size(); i++) {
        if (Math.abs(member[i]) >= blowUp.from()) {
          return false;
        }
        empty &= Double.isNaN(member[i]);
      }
      if (empty) {
        return false;
      }
      at += grid.size();
    }
    return true;
  }

  /** Takes a member in: its fields one after the other, NaN where masked. */
  public void add(double[] member) {
    for (int i = 0; i < all.length; i++) {
      all[i] = Double.isNaN(member[i]) ? Double.NaN : all[i];
    }
    boolean[] has = points(member);
    for (int i = 0; i < any.length; i++) {
      any[i] |= has[i];
    }
  }

  /** Whether all fields of a grid have a point, at the first of them. */
  private boolean[] points(double[] member) {
    boolean[] has = new boolean[member.length];
    int begin = 0;
    for (int v = 0; v < grids.size(); v++) {
      Grid grid = grids.get(v);
      int at = 0;
      int first = -1;
      for (Grid other : grids) {
        if (other == grid) {
          first = first < 0 ? at : first;
          for (int i = 0; i < grid.size() && first == begin; i++) {
            has[begin + i] = (at == begin || has[begin + i]) && !Double.isNaN(member[at + i]);
          }
        }
        at += other.size();
      }
      begin += grid.size();
    }
    return has;
  }

  /**
   * The state of the points that all members have.
   *
   * @throws IllegalArgumentException if there is none
   */
  public StateLayout layout(List<String> fields) {
    boolean[] has = points(all);
    int leftOut = 0;
    for (int i = 0; i < any.length; i++) {
      leftOut += any[i] && !has[i] ? 1 : 0;
    }
    if (!hasOneOfEachGrid(has)) {
      throw new IllegalArgumentException("ensemble: no point is unmasked in all members, in all of the fields "
          + String.join(", ", fields));
    }
    return StateLayout.of(grids, fields, Arrays.copyOf(all, all.length)).common(leftOut);
  }

  private boolean hasOneOfEachGrid(boolean[] has) {
    int begin = 0;
    for (int v = 0; v < grids.size(); v++) {
      boolean one = grids.subList(0, v).contains(grids.get(v));
      for (int i = 0; i < grids.get(v).size() && !one; i++) {
        one = has[begin + i];
      }
      if (!one) {
        return false;
      }
      begin += grids.get(v).size();
    }
    return true;
  }
}
