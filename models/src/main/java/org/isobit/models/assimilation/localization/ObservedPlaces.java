package org.isobit.models.assimilation.localization;

import org.isobit.kernels.Checks;
import org.isobit.models.assimilation.IndexOperator;
import org.isobit.models.assimilation.Observations;

/** Where observations are, said by themselves or by their operator, as a localisation needs it. */
final class ObservedPlaces {

  private final Localization localization;
  private final String filter;
  private final Observations observations;

  ObservedPlaces(Localization localization, String filter, Observations observations) {
    this.localization = localization;
    this.filter = filter;
    this.observations = observations;
  }

  Places places() {
    Scales scales = localization.scales();
    return Places.of(localization.geometry(), coordinates(), scales.vertical() == null ? null : levels(),
        scales.time() == null ? null : times(), scales.sets(observations));
  }

  /** Coordinates of the observations: their own, or those of the variables that they observe. */
  private double[] coordinates() {
    int dims = localization.geometry().dimensions();
    double[] own = observations.where().coordinates();
    if (observations.count() == 0) {
      return new double[0];
    }
    if (own != null) {
      if (own.length != (long) observations.count() * dims) {
        throw new IllegalArgumentException(filter + ": " + own.length + " coordinates of " + observations.count()
            + " observations do not fit a geometry of " + dims + " dimensions");
      }
      return own;
    }
    double[] points = localization.places().given();
    double[] places = new double[Checks.elements("Localization", observations.count(), dims, Double.BYTES)];
    for (int j = 0; j < observations.count(); j++) {
      System.arraycopy(points, point(j, "coordinates") * dims, places, j * dims, dims);
    }
    return places;
  }

  private double[] levels() {
    double[] levels = observations.where().levels();
    if (levels == null) {
      levels = new double[observations.count()];
      for (int j = 0; j < levels.length; j++) {
        levels[j] = localization.places().levels()[point(j, "levels")];
      }
    }
    return levels;
  }

  private double[] times() {
    double[] times = observations.where().times();
    if (times == null && observations.count() > 0) {
      throw new IllegalArgumentException(filter + ": observations need times to be localised in time");
    }
    return times == null ? new double[0] : times;
  }

  /** The point of the variable that an observation is of. */
  private int point(int j, String what) {
    if (!(observations.operator() instanceof IndexOperator operator)) {
      throw new IllegalArgumentException(filter + ": observations need " + what + " to be localised");
    }
    int variable = operator.variable(j);
    if (variable >= localization.size()) {
      throw new IllegalArgumentException(filter + ": observation " + j + " is of variable " + variable + ", but a "
          + "state has " + localization.size() + " variables");
    }
    return variable % localization.points();
  }
}
