package org.isobit.models.learning;

import org.isobit.models.cli.Progress;
import org.isobit.models.learning.training.TrainingListener;

/** A listener that knows how commands show progress. */
final class PlantedTraining {

  private PlantedTraining() {}

  static TrainingListener listener(Progress progress) {
    return record -> progress.step(1);
  }
}
