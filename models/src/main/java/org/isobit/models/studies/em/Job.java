package org.isobit.models.studies.em;

import org.isobit.models.studies.StudyJob;

/**
 * One estimation with its scores.
 *
 * @param setting what is run
 * @param seed    from 1: of truth, observations and members, which settings of a system share
 * @param quick   whether everything is so small that it takes seconds
 */
record Job(Setting setting, int seed, boolean quick) implements StudyJob {

  Extent extent() {
    return Extent.of(quick);
  }

  @Override
  public String path() {
    return setting.label() + "/seed-" + seed;
  }

  /** About seconds. */
  @Override
  public int cost() {
    return setting.isObserved() ? 100 : 10;
  }
}
