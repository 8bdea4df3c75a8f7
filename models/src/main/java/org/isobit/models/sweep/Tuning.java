package org.isobit.models.sweep;

import java.util.List;
import org.isobit.models.scores.Estimate;

/**
 * What a tuning found. Immutable, thread-safe.
 *
 * @param all    the settings with the scores of all their runs, of which those dropped early have few
 * @param plan   how the runs were spent
 * @param budget runs that were allowed
 * @param ranks  the settings from the best on
 * @param rounds of each setting how many rounds it was in
 * @param above  of each setting by how much it is above the best, over the seeds of both
 * @param fresh  the best setting with fresh seeds
 * @param own    the file's own setting with the same seeds; null if that is the best, or none
 * @param gain   by how much the file's own setting is above the best with fresh seeds; null as that
 */
public record Tuning(SweepResult all, Halving plan, int budget, List<Integer> ranks, List<Integer> rounds,
    List<Estimate> above, Score fresh, Score own, Estimate gain) {

  /**
   * The best setting.
   *
   * @return its point of the sweep
   */
  public int best() {
    return ranks.getFirst();
  }
}
