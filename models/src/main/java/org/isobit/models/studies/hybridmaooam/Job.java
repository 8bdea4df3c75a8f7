package org.isobit.models.studies.hybridmaooam;

import org.isobit.models.studies.StudyJob;

/**
 * One piece of the study.
 *
 * @param part   which piece
 * @param of     what is learned; null: of all cases
 * @param number of the truth that is observed, or of the training
 */
record Job(Part part, Case of, int number) implements StudyJob {

  /** What a job makes. */
  enum Part {
    /** States of the tests. */
    TESTS("spin-up-tests", 50),
    /** States of the truths that are observed, and their climatology. */
    TRUTHS("spin-up-truths", 90),
    /** Analyses of a truth, and their scores. */
    ANALYSES("truth-", 6),
    /** Free runs of the truth. */
    TRUTH("truth", 12),
    /** Forecasts and free runs of the truncated model. */
    TRUNCATED("truncated", 5),
    /** Linear regression, forecasts and free runs of the model with it. */
    REGRESSION("regression", 6),
    /** Training, forecasts and free runs of the model with the network. */
    NETWORK("network-", 40);

    private final String label;
    private final int cost;

    Part(String label, int cost) {
      this.label = label;
      this.cost = cost;
    }
  }

  static Job of(Part part) {
    return new Job(part, null, 0);
  }

  /** Analyses and regression belong to the source, whatever learns from it. */
  static Job of(Part part, Case of, int number) {
    return new Job(part, part == Part.NETWORK ? of : new Case(of.source().label(), of.source(), 1, 1, 1, 1), number);
  }

  @Override
  public String path() {
    return of == null ? part.label : of.label() + "/" + part.label
        + (part == Part.ANALYSES || part == Part.NETWORK ? number : "");
  }

  /** Spin-up, analyses, and what learns from them. */
  @Override
  public int stage() {
    return switch (part) {
      case TESTS, TRUTHS -> 0;
      case ANALYSES -> 1;
      default -> 2;
    };
  }

  @Override
  public int cost() {
    return part == Part.NETWORK ? part.cost * of.epochs() * Math.max(1, of.width() * of.depth() / 200) / of.part()
        : part.cost;
  }
}
