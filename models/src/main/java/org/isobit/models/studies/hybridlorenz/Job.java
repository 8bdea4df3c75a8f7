package org.isobit.models.studies.hybridlorenz;

import java.util.Locale;
import org.isobit.models.studies.StudyJob;

/**
 * One piece of the study.
 *
 * @param setting where samples come from; null: of the models without a network
 * @param part    which piece
 * @param network number of the training, from 0
 */
record Job(Setting setting, Part part, int network) implements StudyJob {

  /** What a job makes. */
  enum Part {
    /** Analyses of a setting, and their scores. */
    ANALYSES(80),
    /** The truth's moments where forecasts run, and its climate. */
    TRUTH(60),
    /** Forecasts and climate of the truncated model. */
    TRUNCATED(15),
    /** Ridge regression, forecasts and climate of the model with it. */
    RIDGE(20),
    /** Training, forecasts and climate of the model with the network. */
    NETWORK(90);

    private final int cost;

    Part(int cost) {
      this.cost = cost;
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Seed of the first training, as published; others follow. */
  private static final long SEED = 2020;

  static Job of(Part part) {
    return new Job(null, part, 0);
  }

  static Job of(Setting setting, Part part) {
    return new Job(setting, part, 0);
  }

  long seed() {
    return SEED + network;
  }

  @Override
  public String path() {
    return setting == null ? part.label()
        : setting.label() + "/" + part.label() + (part == Part.NETWORK ? "-" + network : "");
  }

  /** Analyses come first. */
  @Override
  public int stage() {
    return part == Part.ANALYSES ? 0 : 1;
  }

  @Override
  public int cost() {
    return part.cost;
  }
}
