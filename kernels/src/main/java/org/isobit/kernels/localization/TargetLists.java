package org.isobit.kernels.localization;

import org.isobit.kernels.Checks;

/**
 * What is near some consecutive targets: for each a list of observations with weights, one list after the other. The
 * arrays are the caller's.
 *
 * @param first   number of the first target
 * @param targets how many
 * @param start   the list of target first + t is at start[t] … start[t + 1] − 1
 * @param index   numbers of observations
 * @param weight  the roots √ρ of their tapers, in double also for problems in float
 */
public record TargetLists(int first, int targets, int[] start, int[] index, double[] weight) {

  /**
   * Checks where lists start and end.
   *
   * @throws IllegalArgumentException if first is negative, an array is too short, or a list ends before it starts
   */
  public TargetLists {
    Checks.size("local analysis", "first", first);
    Checks.size("local analysis", "targets", targets);
    Checks.vector("local analysis", "start", start, 0, targets + 1);
    for (int t = 0; t < targets; t++) {
      if (start[t] < 0 || start[t + 1] < start[t]) {
        throw new IllegalArgumentException("local analysis: target " + (first + t) + " has a list from " + start[t]
            + " to " + start[t + 1]);
      }
    }
    Checks.vector("local analysis", "index", index, 0, Math.max(0, start[targets]));
    Checks.vector("local analysis", "weight", weight, 0, Math.max(0, start[targets]));
  }

  /**
   * Length of a list.
   *
   * @param t number of the target, from 0
   * @return how many observations are near it
   */
  public int count(int t) {
    return start[t + 1] - start[t];
  }

  /**
   * Length of the longest list.
   *
   * @return the most observations near a target
   */
  public int longest() {
    int longest = 0;
    for (int t = 0; t < targets; t++) {
      longest = count(t) > longest ? count(t) : longest;
    }
    return longest;
  }

  /**
   * Checks what the lists hold.
   *
   * @param ofTargets    number of targets that there are
   * @param observations number of observations that there are
   * @throws IllegalArgumentException if a target or an observation is not there, or a weight is negative or not finite
   */
  public void requireWithin(int ofTargets, int observations) {
    if (first > ofTargets - targets) {
      throw new IllegalArgumentException("local analysis: targets " + first + " to " + (first + targets - 1L)
          + " are not among " + ofTargets);
    }
    for (int e = start[0]; targets > 0 && e < start[targets]; e++) {
      if (index[e] < 0 || index[e] >= observations || !(weight[e] >= 0.0 && weight[e] <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException("local analysis: entry " + e + " of the lists is observation " + index[e]
            + " of " + observations + " with weight " + weight[e]);
      }
    }
  }
}
