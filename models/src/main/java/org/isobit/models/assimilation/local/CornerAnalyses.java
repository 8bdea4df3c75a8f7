// Master of FloatCornerAnalyses: the float version is generated from this file.
package org.isobit.models.assimilation.local;

import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.localization.NeighbourLists;

/**
 * The analyses of some points between coarse ones, each with the four coarse points around it, and with the bits that
 * {@link CoarseAnalyses} gives them among all points of a grid. Transforms are computed again for each point, so this
 * is for few of them.
 */
final class CornerAnalyses {

  /** Points at a time. */
  private static final int AT_ONCE = 16;

  private static final int CORNERS = 4;

  private CornerAnalyses() {}

  /**
   * Runs them.
   *
   * @param a          the analysis under way
   * @param rows       rows of the local problems
   * @param near       what is near the corners of all points
   * @param corners    the points around
   * @param fields     values at a point
   * @param unobserved what happens at corners that no observation reaches
   */
  static void run(Analysis a, int rows, NeighbourLists near, CoarseGrid.Corners corners, int fields,
      UnobservedPoints unobserved) {
    UnitAnalyses units = new UnitAnalyses(a, rows, near, corners.numbers(), AT_ONCE * CORNERS, unobserved);
    int points = a.size / fields;
    int width = units.weights;
    double[] held = new double[CORNERS * width];
    double[] t = new double[width];
    double[] x = new double[fields * rows];
    double[] y = new double[fields * rows];
    for (int p = 0; p < points; p++) {
      int first = p % AT_ONCE;
      if (first == 0) {
        units.run(p * CORNERS, Math.min(AT_ONCE, points - p) * CORNERS);
      }
      for (int c = 0; c < CORNERS; c++) {
        units.store(first * CORNERS + c, held, c * width);
      }
      units.blend(held, 0, width, 2 * width, 3 * width, corners.down()[p], corners.right()[p], t);
      for (int v = 0; v < fields; v++) {
        for (int m = 0; m < rows; m++) {
          x[v * rows + m] = a.forecast[m * a.size + v * points + p];
        }
      }
      units.point(a, fields, points, p, t, x, 0, y);
      for (int v = 0; v < fields; v++) {
        for (int m = 0; m < rows; m++) {
          a.analysis[m * a.size + v * points + p] = x[v * rows + m];
        }
      }
    }
  }
}
