package org.isobit.models.assimilation.internal;

import org.isobit.kernels.Workers;
import org.isobit.kernels.device.Accelerator;
import org.isobit.kernels.device.GlobalAccelerator;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.ensemble.Transform;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.UnobservedPoints;

/**
 * Steps of filters that make one transform for all variables: products over observations and over the state, which a
 * device may take over ({@link GlobalAccelerator}). Thread-safe.
 */
public final class GlobalTransform {

  private GlobalTransform() {}

  /** Runs a filter whose step ends by {@link #apply}. */
  public static void run(String filter, Ensemble ensemble, Observations observations, Cycle cycle, Inflation inflation,
      boolean rotation, Analysis.Step step) {
    Analysis.run(filter, ensemble, observations, cycle, inflation, rotation, a -> {
      if (a.count > 0) {
        step.run(a);
      } else {
        a.withoutObservations(UnobservedPoints.INFLATE);
      }
    });
  }

  /** S·Sᵀ, members × members, or Sᵀ·S of the observations, count × count, to c. */
  public static void gram(Analysis a, boolean ofObservations, double[] c) {
    gram(a, ofObservations, a.members, a.s, c);
  }

  /** The same of so many rows of whitened observed anomalies, which need not be those of the members. */
  public static void gram(Analysis a, boolean ofObservations, int rows, double[] s, double[] c) {
    int n = ofObservations ? a.count : rows;
    int k = ofObservations ? rows : a.count;
    GlobalAccelerator device = a.cycle.devices().choose(a.filter + ": matrix of observed anomalies", (double) n * n * k,
        Accelerator::global);
    if (device != null) {
      device.gram(ofObservations, n, k, s, c);
    } else {
      Gemm.gram(ofObservations, n, k, 1.0, s, 0, a.count, 0.0, c, 0, n, a.workers);
    }
  }

  /**
   * Ends a step: mean += f·wᵀ·A and analysis anomalies = f·T·A, with what can be done to T done there.
   *
   * @param a the analysis
   * @param t members × members, changed
   * @param w members, changed
   */
  public static void apply(Analysis a, double[] t, double[] w) {
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
      transform = a.workspace.doubles(GlobalTransform.class, "rotated", members, members);
      Gemm.gemm(false, false, members, members, members, 1.0, r, 0, members, t, 0, members, 0.0, transform, 0,
          members);
      a.rotated = true;
    }
    if (a.amplification != 1.0) {
      Anomalies.scale(1, members, a.amplification, w, 0, members, Workers.serial());
    }
    boolean last = a.inflation.amount(Inflation.Kind.RELAX_TO_PRIOR_SPREAD) == 0.0;
    double posterior = a.inflation.posteriorFactor();
    if (last && posterior != 1.0) {
      Anomalies.scale(members, members, posterior, transform, 0, members, Workers.serial());
    }
    members(a, transform, w, last);
    a.complete = last;
  }

  /** mean += wᵀ·A, and the analysis T·A, around the mean or not. */
  private static void members(Analysis a, double[] t, double[] w, boolean around) {
    int members = a.members;
    int size = a.size;
    GlobalAccelerator device = a.cycle.devices().choose(a.filter + ": transform of members",
        2.0 * members * members * size, Accelerator::global);
    if (device != null) {
      device.transform(members, size, t, w, a.forecast, a.mean, around, a.analysis);
      return;
    }
    Gemm.gemm(false, false, 1, size, members, 1.0, w, 0, members, a.forecast, 0, size, 1.0, a.mean, 0, size, a.workers);
    if (around) {
      Transform.applyAround(false, members, members, size, t, 0, members, a.mean, 0, a.forecast, 0, size, a.analysis, 0,
          size, a.workers);
    } else {
      Transform.apply(false, members, members, size, t, 0, members, a.forecast, 0, size, a.analysis, 0, size,
          a.workers);
    }
  }
}
