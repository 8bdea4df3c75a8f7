package org.isobit.models.analyse.internal.transform;

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
      java.util.List<String> labels) {
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
}
