// Master of FloatLocalAcceptance: the float version is generated from this file.
package org.isobit.linalg.local;

import org.isobit.linalg.batch.BatchRational;

/** Which local problems are too ill-conditioned. Thread-safe. */
final class LocalAcceptance {

  private LocalAcceptance() {}

  /**
   * Looks at one problem of a block; its bound is cheap, and decides alone in float.
   *
   * @param limit     the largest condition number that is accepted
   * @param failed    whether the reduction failed for some problem of the block
   * @param reduced   the block
   * @param problem   the problem's number in it
   * @param target    the target's number in the lists
   * @param status    takes 0 or 1
   * @param condition takes the condition number if the target is refused
   * @return whether the problem's result counts
   */
  static boolean accepted(double limit, // float: unchanged
      boolean failed, BatchRational reduced, int problem, int target, int[] status,
      double[] condition) { // float: unchanged
    double bound = reduced.bound(problem);
    boolean good = bound <= limit && (!failed || reduced.reduced(problem));
    if (!good) {
      double largest = reduced.largest(problem); // float: float largest = bound;
      good = largest <= limit && reduced.reduced(problem);
      condition[target] = largest <= limit ? Double.POSITIVE_INFINITY : largest; // float: unchanged
    }
    status[target] = good ? 0 : 1;
    return good;
  }
}
