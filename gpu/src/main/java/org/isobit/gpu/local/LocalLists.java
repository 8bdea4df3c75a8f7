package org.isobit.gpu.local;

import java.util.Objects;
import org.isobit.gpu.DeviceChecks;
import org.isobit.kernels.device.LocalAccelerator;
import org.isobit.kernels.localization.TargetLists;
import org.isobit.linalg.local.LocalRules;

/**
 * Which observations are near some consecutive targets, on the host, and how each target's problem is to be solved:
 * what is near target first + t are entries start[t] … start[t + 1] − 1. Everything is looked at once, here, so that
 * kernels need not. The arrays are the caller's and must not change while this is used.
 *
 * @param observations number of observations
 * @param first        the first target
 * @param start        where the targets' lists start, and the end of the last one
 * @param index        numbers of observations
 * @param weight       roots of the tapers ρ, in double also for analyses in float
 * @param order        for each target the order of its problem in observation space, at least its number of
 *                     observations, or 0 for the space of the members
 */
public record LocalLists(int observations, int first, int[] start, int[] index, double[] weight, int[] order) {

  /** Most observations near a target, and most members: beyond it the contract cuts chains into runs. */
  public static final int MOST_TERMS = LocalAccelerator.MOST_TERMS;

  /**
   * Checks what the lists hold.
   *
   * @throws IllegalArgumentException if there are no targets, lists do not follow one another inside the arrays, one is
   *                                  longer than its order or {@link #MOST_TERMS}, there is no such observation, or a
   *                                  weight is negative or not finite
   */
  public LocalLists {
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(index, "index");
    Objects.requireNonNull(weight, "weight");
    DeviceChecks.size("local analysis", "observations", observations);
    DeviceChecks.size("local analysis", "first target", first);
    int targets = order.length;
    if (targets == 0 || start.length <= targets) {
      throw new IllegalArgumentException("local analysis: " + start.length + " starts of lists do not belong to "
          + targets + " targets, which must be one less and at least 1");
    }
    if (first > Integer.MAX_VALUE - targets) {
      throw new IllegalArgumentException("local analysis: " + targets + " targets from " + first + " on are too many");
    }
    if (start[0] < 0 || start[targets] > index.length || start[targets] > weight.length) {
      throw new IllegalArgumentException("local analysis: lists from " + start[0] + " to " + start[targets]
          + " are not inside " + index.length + " numbers and " + weight.length + " weights");
    }
    for (int t = 0; t < targets; t++) {
      int count = start[t + 1] - start[t];
      int most = order[t] > 0 ? order[t] : MOST_TERMS;
      if (start[t + 1] < start[t] || count > most || order[t] < 0 || order[t] > MOST_TERMS) {
        throw new IllegalArgumentException("local analysis: target " + (first + t) + " has the order " + order[t]
            + " and a list from " + start[t] + " to " + start[t + 1] + ", but orders are 0 to " + MOST_TERMS
            + " and lists have at most as many observations, or " + MOST_TERMS + " if it is 0");
      }
    }
    new TargetLists(first, targets, start, index, weight).requireWithin(Integer.MAX_VALUE, observations);
  }

  /**
   * Lists with the orders of {@link LocalRules}.
   *
   * @param rows         members, or rows of the error subspace
   * @param observations number of observations
   * @param lists        the lists
   * @return the same with orders
   * @throws IllegalArgumentException as the constructor
   */
  public static LocalLists of(int rows, int observations, TargetLists lists) {
    int[] order = new int[lists.targets()];
    for (int t = 0; t < order.length; t++) {
      order[t] = LocalRules.observationOrder(rows, lists.count(t));
    }
    return new LocalLists(observations, lists.first(), lists.start(), lists.index(), lists.weight(), order);
  }

  /**
   * Number of targets.
   *
   * @return at least 1
   */
  public int targets() {
    return order.length;
  }

  /** How many observations are near target first + t. */
  int count(int t) {
    return start[t + 1] - start[t];
  }
}
