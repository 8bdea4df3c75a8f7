package org.isobit.models.assimilation.local;

import org.isobit.kernels.localization.LocalProblems;
import org.isobit.models.assimilation.internal.ObservationSpace;
import org.isobit.models.assimilation.localization.Neighbours;

/**
 * What becomes of targets whose matrix is too ill-conditioned: the first one of those that are looked at ends the
 * analysis. In float they get a second chance: {@link FloatLocalRefusal}. Serves one thread.
 */
final class LocalRefusal {

  private double condition;

  /** The condition number of the target that was refused last. */
  double condition() {
    return condition;
  }

  /** Whether all members that were stored here are finite: none are. */
  boolean finite() {
    return true;
  }

  /**
   * Looks for targets that are refused.
   *
   * @param problems  the ensemble
   * @param space     what was observed
   * @param near      the lists of targets
   * @param from      the first one to be looked at
   * @param to        the one after the last
   * @param status    of each target 0, or another number if it is refused
   * @param itsOwn    condition numbers of those that are
   * @return the first that is, or −1
   */
  int settle(LocalProblems problems, ObservationSpace space, Neighbours near, int from, int to, int[] status,
      double[] itsOwn) {
    for (int t = from; t < to; t++) {
      if (status[t] != 0) {
        condition = itsOwn[t];
        return t;
      }
    }
    return -1;
  }
}
