// Master of FloatCoarseStep: the float version is generated from this file.
package org.isobit.models.assimilation.local;

import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.NeighbourLists;

/**
 * How a local filter gets its transforms if not at every point: at those of a coarse grid, or, for some points of one,
 * at the corners around each. Immutable.
 *
 * @param grid    the coarse grid, or null
 * @param corners the corners around each point of the state, or null
 * @param numbers numbers of the points with transforms
 * @param points  what reaches them
 */
record CoarseStep(CoarseGrid grid, CoarseGrid.Corners corners, int[] numbers, Localization points) {

  /** On a coarse grid of all points of a localisation. */
  static CoarseStep of(String filter, CoarseGrid grid, Localization localization, int batch) {
    requireNoBatch(filter, batch);
    if (grid.points() != localization.points()) {
      throw new IllegalArgumentException(filter + ": the coarse grid, " + grid + ", has " + grid.points()
          + " points, but the localisation " + localization.points());
    }
    int[] numbers = grid.numbers();
    return new CoarseStep(grid, null, numbers, localization.some(numbers));
  }

  /** At the corners around each point, which are the points of a localisation. */
  static CoarseStep of(String filter, CoarseGrid.Corners corners, Localization localization, int batch) {
    requireNoBatch(filter, batch);
    if (corners.numbers().length != localization.points()) {
      throw new IllegalArgumentException(filter + ": there are " + corners.numbers().length + " corners, but the "
          + "localisation has " + localization.points() + " points");
    }
    return new CoarseStep(null, corners, corners.numbers(), localization);
  }

  /** Refuses a batch of several points. */
  static void requireNoBatch(String filter, int batch) {
    if (batch > 1) {
      throw new IllegalArgumentException(filter + ": a batch of " + batch
          + " points shares a transform, and weights are interpolated between single points: take either");
    }
  }

  /** Looks for what is near the points with transforms. */
  NeighbourLists near(Analysis a, Localization localization) {
    return a.near(localization, points, corners == null ? 1 : 4);
  }

  /** Makes the analyses, with so many rows in each local problem. */
  void run(Analysis a, int rows, NeighbourLists near, int fields, UnobservedPoints unobserved) {
    if (corners != null) {
      CornerAnalyses.run(a, rows, near, corners, fields, unobserved);
    } else {
      new CoarseAnalyses(a, rows, near, numbers, grid, fields, unobserved, CoarseAnalyses.HELD, CoarseAnalyses.WINDOW)
          .run();
    }
  }

  @Override
  public String toString() {
    return grid != null ? "coarse grid " + grid : "coarse corners";
  }
}
