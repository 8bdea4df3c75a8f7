package org.isobit.models.studies.emulators;

import org.isobit.models.studies.StudyJob;

/**
 * One training and its forecasts.
 *
 * @param system whose step is learned
 * @param seed   from 1: of the model's runs, of the initial weights and of the order of samples
 * @param quick  whether everything is so small that it takes seconds
 */
record Job(EmulatedSystem system, int seed, boolean quick) implements StudyJob {

  EmulatedSystem.Extent extent() {
    return system.extent(quick);
  }

  @Override
  public String path() {
    return system.label() + "/seed-" + seed;
  }

  /** Epochs are what takes time. */
  @Override
  public int cost() {
    return extent().epochs();
  }
}
