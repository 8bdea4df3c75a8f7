package org.isobit.models.analyse.internal.observation;

import java.util.List;
import java.util.Map;
import org.isobit.models.analyse.internal.grid.StateLayout;
import org.isobit.models.analyse.internal.grid.Stencils;
import org.isobit.models.assimilation.spi.OperatorProvider;

/**
 * What a provider of operators is told.
 *
 * @param settings the section
 * @param rows     the observations
 * @param layout   the state
 */
record ProviderRequest(ObservationSettings settings, ObservationTable rows, StateLayout layout)
    implements OperatorProvider.Request {

  @Override
  public List<String> fields() {
    return layout.fields();
  }

  @Override
  public int points() {
    return layout.points(settings.field());
  }

  @Override
  public int field() {
    return settings.field();
  }

  @Override
  public int start(int field) {
    return layout.start(field);
  }

  @Override
  public double[] coordinates() {
    return layout.coordinates(settings.field()).clone();
  }

  @Override
  public double[] levels() {
    double[] levels = layout.levels(settings.field());
    return levels == null ? null : levels.clone();
  }

  @Override
  public double[] places() {
    return rows.coordinates().clone();
  }

  @Override
  public double[][] around(boolean linear) {
    Stencils stencils = layout.grid(settings.field()).around(rows.coordinates(), linear, linear);
    double[] points = new double[stencils.points().length];
    for (int k = 0; k < points.length; k++) {
      int point = layout.point(settings.field(), stencils.points()[k]);
      if (stencils.weights()[k] != 0 && (point < 0 || !stencils.inside()[k / stencils.width()])) {
        throw new IllegalArgumentException(rows.places().of(k / stencils.width())
            + ": needs a point outside the grid or a masked one");
      }
      points[k] = Math.max(0, point);
    }
    return new double[][] {points, stencils.weights()};
  }

  @Override
  public Map<String, Object> options() {
    return settings.options();
  }
}
