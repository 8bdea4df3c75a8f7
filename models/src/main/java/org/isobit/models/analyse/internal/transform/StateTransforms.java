package org.isobit.models.analyse.internal.transform;

import java.util.List;
import org.isobit.kernels.NumericalException;
import org.isobit.models.analyse.internal.grid.StateLayout;
import org.isobit.models.assimilation.Ensemble;

/** The transforms of all fields of an ensemble. */
public final class StateTransforms {

  private StateTransforms() {}

  /**
   * Transforms an ensemble in place.
   *
   * @throws IllegalArgumentException naming member, field, point and value of the first that is out of bounds
   */
  public static void forward(Ensemble ensemble, StateLayout layout, FieldTransform[] transforms,
      List<String> labels) {
    for (int v = 0; v < transforms.length; v++) {
      int points = layout.points(v);
      for (int m = 0; m < ensemble.members() && transforms[v] != null; m++) {
        int start = ensemble.index(m) + layout.start(v);
        for (int i = 0; i < points; i++) {
          if (!transforms[v].contains(ensemble.values()[start + i])) {
            throw new IllegalArgumentException("transforms." + layout.fields().get(v) + ": member " + labels.get(m)
                + " is " + ensemble.values()[start + i] + " at " + layout.elementText(layout.start(v) + i)
                + ", out of the bounds " + transforms[v].bounds());
          }
        }
        transforms[v].forward(ensemble.values(), start, points);
      }
    }
  }

  /** Takes an ensemble back, in place. */
  public static void inverse(Ensemble ensemble, StateLayout layout, FieldTransform[] transforms) {
    for (int v = 0; v < transforms.length; v++) {
      for (int m = 0; m < ensemble.members() && transforms[v] != null; m++) {
        transforms[v].inverse(ensemble.values(), ensemble.index(m) + layout.start(v), layout.points(v));
      }
    }
  }

  /**
   * Refuses an analysis that is too large for its fields, as where the exponential function overflows.
   *
   * @param ensemble taken back
   * @throws NumericalException naming member, field, point and value of the first that is not finite
   */
  public static void requireFinite(Ensemble ensemble, StateLayout layout, FieldTransform[] transforms,
      List<String> labels) {
    for (int v = 0; v < transforms.length; v++) {
      for (int m = 0; m < ensemble.members() && transforms[v] != null; m++) {
        for (int i = layout.start(v); i < layout.start(v) + layout.points(v); i++) {
          double x = ensemble.get(m, i);
          if (!Double.isFinite(x)) {
            throw new NumericalException("transforms." + layout.fields().get(v) + ": the analysis of member "
                + labels.get(m) + ", taken back from " + transforms[v].description() + ", is not finite at "
                + layout.elementText(i), -1, x);
          }
        }
      }
    }
  }
}
