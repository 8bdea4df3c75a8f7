package org.isobit.models.analyse.internal.observation;

import org.isobit.models.analyse.internal.grid.StateLayout;
import org.isobit.models.analyse.internal.transform.FieldTransform;
import org.isobit.models.analyse.internal.transform.StateTransforms;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;

/**
 * Shows an operator the states before the transform of their fields.
 *
 * @param operator   the operator
 * @param layout     the state
 * @param transforms of each field, or null
 */
record PhysicalOperator(ObservationOperator operator, StateLayout layout, FieldTransform[] transforms)
    implements ObservationOperator {

  @Override
  public void apply(Ensemble states, double[] observed) {
    Ensemble copy = states.copy();
    StateTransforms.inverse(copy, layout, transforms);
    operator.apply(copy, observed);
  }

  @Override
  public String toString() {
    return operator.toString();
  }
}
