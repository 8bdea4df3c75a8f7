// Master of FloatUnitAnalyses: the float version is generated from this file.
package org.isobit.models.assimilation.local;

import org.isobit.kernels.ensemble.WeightBlend;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.localization.NeighbourLists;

/**
 * Transforms T and mean weights w at some points, as local analyses of unit vectors give them, one field each; and what
 * interpolated ones make of a point. Elements of the weights of a point are w, then T by columns.
 */
final class UnitAnalyses {

  /** Rows of the local problems: members, or coordinates in the error subspace. */
  final int rows;

  /** Elements of the weights of a point. */
  final int weights;

  private final NeighbourLists.Window window;
  private final Analysis units;
  private final LocalAnalyses local;

  /**
   * Prepares them.
   *
   * @param a          the analysis under way
   * @param rows       rows of the local problems, the first ones of the analysis's arrays
   * @param near       what is near the points
   * @param names      what the points are called in messages
   * @param atOnce     points analysed at a time, at most
   * @param unobserved what happens at points that no observation reaches
   */
  UnitAnalyses(Analysis a, int rows, NeighbourLists near, int[] names, int atOnce, UnobservedPoints unobserved) {
    this.rows = rows;
    weights = rows * (rows + 1);
    int size = Math.min(atOnce, near.targets());
    window = near.window(size, names);
    units = a.units(size, rows);
    local = new LocalAnalyses(units, rows, window, 1, rows, unobserved);
  }

  /** Points at a time. */
  int capacity() {
    return window.capacity();
  }

  /** Analyses the unit vectors at n points from a first one on. */
  void run(int first, int n) {
    window.move(first, n);
    java.util.Arrays.fill(units.mean, 0.0);
    local.run();
  }

  /** Leaves the weights of the c-th of these points. */
  void store(int c, double[] to, int at) {
    int n = window.capacity();
    for (int v = 0; v < rows; v++) {
      to[at + v] = units.mean[v * n + c];
      for (int m = 0; m < rows; m++) {
        to[at + rows + v * rows + m] = units.analysis[m * units.size + v * n + c];
      }
    }
  }

  /**
   * Interpolates weights between four points ({@link WeightBlend}).
   *
   * @param held weights
   * @param o0   where those of the point above left begin
   * @param o1   above right
   * @param o2   below left
   * @param o3   below right
   * @param f    fraction of the way down
   * @param g    fraction of the way right
   * @param t    receives them
   */
  void blend(double[] held, int o0, int o1, int o2, int o3,
      double f, double g, // float: unchanged
      double[] t) {
    double c1 = (1.0 - f) * g; // float: float c1 = (float) ((1.0 - f) * g);
    double c2 = f * (1.0 - g); // float: float c2 = (float) (f * (1.0 - g));
    double c3 = f * g; // float: float c3 = (float) (f * g);
    WeightBlend.blend(weights, held, o0, c1, held, o1, c2, held, o2, c3, held, o3, t, 0);
  }

  /**
   * Analyses all fields of a point: mean = fma(w_m, x_m, mean), m ascending, and x becomes T·x.
   *
   * @param a      the analysis, of whose mean the point's elements change
   * @param fields how many
   * @param points elements from a field to the next
   * @param point  the point
   * @param t      its weights
   * @param x      fields × rows from index {@code at} on, changed
   * @param y      as many, to work with
   */
  void point(Analysis a, int fields, int points, int point, double[] t, double[] x, int at, double[] y) {
    for (int v = 0; v < fields; v++) {
      double mean = a.mean[v * points + point];
      for (int m = 0; m < rows; m++) {
        mean = Math.fma(t[m], x[at + v * rows + m], mean);
      }
      a.mean[v * points + point] = mean;
    }
    Gemm.gemm(false, false, fields, rows, rows, 1.0, x, at, rows, t, rows, rows, 0.0, y, 0, rows);
    System.arraycopy(y, 0, x, at, fields * rows);
  }
}
