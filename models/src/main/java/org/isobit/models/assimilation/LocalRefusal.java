package org.isobit.models.assimilation;

import org.isobit.linalg.batch.BatchRational;

/** The first target of a tile whose matrix is too ill-conditioned, whatever the order in which targets are met. */
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
   * @param problem its number in the block
   */
  void check(int now, boolean failed, BatchRational reduced, int problem) {
    double bound = reduced.bound(problem);
    if (bound <= Filter.LARGEST_CONDITION && !failed) {
      return;
    }
    double largest = reduced.largest(problem);
    boolean good = largest <= Filter.LARGEST_CONDITION && reduced.reduced(problem);
    if (!good && (target < 0 || now < target)) {
      target = now;
      condition = largest <= Filter.LARGEST_CONDITION ? Double.POSITIVE_INFINITY : largest;
    }
  }

  /** Throws if a target was refused. */
  void raise(LocalAnalyses all) {
    if (target >= 0) {
      all.refuse(target, condition);
    }
  }
}
