package org.isobit.models.assimilation;

import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.ensemble.Transform;
import org.isobit.kernels.gemm.Gemm;

/** Steps of filters that make one transform for all variables. Thread-safe. */
final class GlobalTransform {

  private GlobalTransform() {}

  /** Runs a filter whose step ends by {@link #apply}. */
  static void run(String filter, Ensemble ensemble, Observations observations, Cycle cycle, Inflation inflation,
      boolean rotation, Analysis.Step step) {
    Analysis.run(filter, ensemble, observations, cycle, inflation, rotation, a -> {
      if (a.count > 0) {
        step.run(a);
      } else {
        // There is nothing to assimilate: only inflation is left, that inside the transform included.
        a.amplifyTo(a.analysis, a.size);
      }
    });
  }

  /**
   * Ends a step: mean += f·wᵀ·A and analysis anomalies = f·T·A, with what can be done to T done there.
   *
   * @param a the analysis
   * @param t members × members, changed
   * @param w members, changed
   */
  static void apply(Analysis a, double[] t, double[] w) {
    int members = a.members;
    int size = a.size;
    double relaxation = a.inflation.amount(Inflation.Kind.RELAX_TO_PRIOR_PERTURBATIONS);
    double keep = (1.0 - relaxation) * a.amplification;
    if (keep != 1.0) {
      Anomalies.scale(members, members, keep, t, 0, members, Workers.serial());
    }
    if (relaxation != 0.0) {
      for (int m = 0; m < members; m++) {
        t[m * members + m] += relaxation;
      }
    }
    a.relaxed = true;
    double[] transform = t;
    if (a.rotation) {
      double[] r = Rotation.matrix(members, a.cycle, a.workspace);
      transform = a.workspace.doubles("rotated", members, members);
      Gemm.gemm(false, false, members, members, members, 1.0, r, 0, members, t, 0, members, 0.0, transform, 0,
          members);
      a.rotated = true;
    }
    if (a.amplification != 1.0) {
      Anomalies.scale(1, members, a.amplification, w, 0, members, Workers.serial());
    }
    Gemm.gemm(false, false, 1, size, members, 1.0, w, 0, members, a.forecast, 0, size, 1.0, a.mean, 0, size, a.workers);
    if (a.inflation.amount(Inflation.Kind.RELAX_TO_PRIOR_SPREAD) == 0.0) {
      double posterior = a.inflation.posteriorFactor();
      if (posterior != 1.0) {
        Anomalies.scale(members, members, posterior, transform, 0, members, Workers.serial());
      }
      Transform.applyAround(false, members, members, size, transform, 0, members, a.mean, 0, a.forecast, 0, size,
          a.analysis, 0, size, a.workers);
      a.complete = true;
    } else {
      Transform.apply(false, members, members, size, transform, 0, members, a.forecast, 0, size, a.analysis, 0, size,
          a.workers);
    }
  }
}
