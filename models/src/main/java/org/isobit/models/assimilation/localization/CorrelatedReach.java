package org.isobit.models.assimilation.localization;

import java.util.Arrays;
import org.isobit.kernels.Checks;
import org.isobit.models.assimilation.CorrelatedErrors;

/** Refuses errors that are correlated over distances beyond the reach of a local filter's observations. */
final class CorrelatedReach {

  private final Localization localization;
  private final Weighing weighing;
  private final Places places;
  private final int dims;

  /** Where the observations are. */
  CorrelatedReach(Localization localization, Places places) {
    this.localization = localization;
    this.places = places;
    // At the whole radius: where a point has less of it, fewer of both are near.
    weighing = new Weighing(localization.geometry(),
        localization.scales().withMost(Integer.MAX_VALUE).with((RadiusField) null));
    dims = places.count() == 0 ? 0 : places.rows().length / places.count();
  }

  void require(String filter, CorrelatedErrors errors) {
    for (CorrelatedErrors.Block block : errors.blocks()) {
      require(filter, block);
    }
  }

  private void require(String filter, CorrelatedErrors.Block block) {
    int[] index = block.index();
    int n = index.length;
    double[] rows = new double[Checks.elements("Observations", n, dims, Double.BYTES)];
    int[] sets = places.sets() == null ? null : new int[n];
    for (int q = 0; q < n; q++) {
      for (int r = 0; r < dims; r++) {
        rows[r * n + q] = places.rows()[r * places.count() + index[q]];
      }
      if (sets != null) {
        sets[q] = places.sets()[index[q]];
      }
    }
    double[] weight = new double[n];
    for (int i = 1; i < n; i++) {
      int near = weighing.weigh(places, index[i], 1, -1, rows, n, i, sets);
      Arrays.fill(weight, 0, i, 0.0);
      for (int q = 0; q < near; q++) {
        weight[weighing.kept[q]] = weighing.weight[q];
      }
      for (int j = 0; j < i; j++) {
        if (block.covariance()[i * n + j] != 0.0 && !(weight[j] > 0.0)) {
          throw new IllegalArgumentException(filter + ": the errors of observations " + index[j] + " and " + index[i]
              + " are correlated, but " + distance(index[j], index[i]) + " apart, where one no longer reaches the "
              + "other (" + localization + "); take a larger radius, a global filter, or 0 for that covariance");
        }
      }
    }
  }

  /** Horizontal distance between two of the places. */
  private double distance(int i, int j) {
    Geometry geometry = localization.geometry();
    double[] rows = geometry.rows(places.given());
    double[] point = new double[geometry.rows()];
    for (int r = 0; r < point.length; r++) {
      point[r] = rows[r * places.count() + j];
    }
    double[] distance = new double[1];
    geometry.distances(1, rows, i, places.count(), point, distance, 0);
    return distance[0];
  }
}
