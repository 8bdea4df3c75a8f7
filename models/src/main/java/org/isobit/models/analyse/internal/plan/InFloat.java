package org.isobit.models.analyse.internal.plan;

import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.FloatEnsemble;
import org.isobit.models.assimilation.FloatInflatingFilter;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Precision;
import org.isobit.models.assimilation.local.CoarseGrid;
import org.isobit.models.assimilation.local.FloatLESTKF;
import org.isobit.models.assimilation.local.FloatLETKF;

/**
 * A filter that works in float, for ensembles in double: values are rounded once before the analysis, which changes
 * nothing where they come from f4 files and are not transformed.
 *
 * @param filter the filter
 */
record InFloat(FloatInflatingFilter filter) implements InflatingFilter {

  @Override
  public Inflation inflation() {
    return filter.inflation();
  }

  @Override
  public InFloat withInflation(Inflation inflation) {
    return new InFloat(filter.withInflation(inflation));
  }

  /** The same with a coarse grid. */
  InFloat withCoarseGrid(CoarseGrid grid) {
    return new InFloat(filter instanceof FloatLESTKF f ? f.withCoarseGrid(grid)
        : ((FloatLETKF) filter).withCoarseGrid(grid));
  }

  /** The same for some points of a coarse grid. */
  InFloat withCorners(CoarseGrid.Corners corners) {
    return new InFloat(filter instanceof FloatLESTKF f ? f.withCorners(corners)
        : ((FloatLETKF) filter).withCorners(corners));
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    FloatEnsemble rounded = Precision.round(ensemble);
    filter.analyse(rounded, observations, cycle);
    Precision.widen(rounded, ensemble);
  }

  @Override
  public String toString() {
    return filter.toString();
  }
}
