package org.isobit.models.assimilation;

import org.isobit.linalg.batch.BatchRational;

/**
 * What becomes of targets whose matrix is too ill-conditioned: the first one of a tile, whatever the order in which they
 * are met, ends the analysis. In float they get a second chance: {@link FloatLocalRefusal}.
 */
final class LocalRefusal {

  private int target = -1;
  private double condition;

  void clear() {
    target = -1;
  }

  /**
   * Looks at one problem.
   *
   * @param now     its target
   * @param failed  whether the reduction failed for some problem of the block
   * @param reduced the block
   * @param problem its number in the block
   * @return whether its result counts
   */
  boolean accepts(int now, boolean failed, BatchRational reduced, int problem) {
    double bound = reduced.bound(problem);
    if (bound <= Filter.LARGEST_CONDITION && !failed) {
      return true;
    }
    double largest = reduced.largest(problem);
    boolean good = largest <= Filter.LARGEST_CONDITION && reduced.reduced(problem);
    if (!good) {
      refuse(now, largest <= Filter.LARGEST_CONDITION ? Double.POSITIVE_INFINITY : largest);
    }
    return good;
  }

  /** Takes note of a target that a device refused; the first one of all counts. */
  void refuse(int now, double itsCondition) {
    if (target < 0 || now < target) {
      target = now;
      condition = itsCondition;
    }
  }

  /** The first target that was refused, or −1. */
  int target() {
    return target;
  }

  /** Its condition number. */
  double condition() {
    return condition;
  }

  /** After the last target of a tile: throws if one was refused. */
  void end(LocalAnalyses all, Neighbours near, boolean inLanes) {
    if (target >= 0) {
      all.refuse(target, condition);
    }
  }
}
