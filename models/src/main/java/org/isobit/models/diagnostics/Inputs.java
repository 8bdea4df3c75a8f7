package org.isobit.models.diagnostics;

import org.isobit.kernels.Checks;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Observations;

/** Checks of what diagnostics are given, and ensembles as observations see them. Thread-safe. */
final class Inputs {

  private Inputs() {}

  /** Refuses one member, another number of points, NaN and infinities. */
  static void require(String name, Ensemble ensemble, double[] truth) {
    ensemble.requireSpread(name);
    requireSize(name, "truth", truth.length, "members", ensemble.size());
    ensemble.requireFinite(name);
    Checks.finite(name, "truth", truth, 0, truth.length);
  }

  /** Refuses an array of another length than the members, or what else it belongs to, have. */
  static void requireSize(String name, String what, int actual, String other, int expected) {
    if (actual != expected) {
      throw new IllegalArgumentException(name + ": " + what + " has " + actual + " values, but " + other + " "
          + expected);
    }
  }

  /** What was observed. */
  static double[] values(Observations observations) {
    double[] values = new double[observations.count()];
    for (int j = 0; j < values.length; j++) {
      values[j] = observations.value(j);
    }
    return values;
  }

  /** What the operator gives of each member, an ensemble of as many points as there are observations, at least one. */
  static Ensemble observed(String name, Ensemble ensemble, Observations observations) {
    ensemble.requireSpread(name);
    if (observations.count() == 0) {
      throw new IllegalArgumentException(name + ": there is no observation");
    }
    ensemble.requireFinite(name);
    double[] values = new double[Checks.elements(name, ensemble.members(), observations.count(), Double.BYTES)];
    observations.operator().apply(ensemble, values);
    Ensemble observed = Ensemble.of(values, ensemble.members(), observations.count());
    observed.requireFinite(name + ", the ensemble as observed");
    return observed;
  }
}
