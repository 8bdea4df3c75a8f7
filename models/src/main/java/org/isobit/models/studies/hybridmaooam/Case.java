package org.isobit.models.studies.hybridmaooam;

import java.util.ArrayList;
import java.util.List;

/**
 * What is learned, and from what. Immutable.
 *
 * @param label  its name
 * @param source where samples come from
 * @param width  of each hidden layer
 * @param depth  hidden layers
 * @param part   share of the samples of each truth that are learned from, the first ones: 1 ÷ part
 * @param epochs of a training by those of the sizes
 */
record Case(String label, Source source, int width, int depth, int part, int epochs) {

  /** From analyses: the hybrid model of the study. */
  static final Case ANALYSES = new Case("analyses", Source.ANALYSES, 100, 2, 1, 1);

  /** From the truth itself. */
  static final Case PERFECT = new Case("perfect", Source.PERFECT, 100, 2, 1, 1);

  private Case with(Source other) {
    return new Case(other.label(), other, width, depth, part, epochs);
  }

  /** What it is made of, in a line. */
  String told() {
    return depth + " hidden layers of " + width + (part == 1 ? "" : ", 1/" + part + " of the samples")
        + (epochs == 1 ? "" : ", " + epochs + " times as many epochs") + "; atmosphere and ocean analysed "
        + (source.coupled() ? "together" : "each by itself") + ", observation errors " + source.observed()
        + ", noise " + source.noise() + (source.floor() == 0.0 ? "" : ", of the ocean at least " + source.floor());
  }

  /** Other networks, noise and lengths, each of which differs from {@link #ANALYSES} in one thing. */
  static List<Case> experiments() {
    List<Case> all = new ArrayList<>();
    all.add(new Case("width-50", Source.ANALYSES, 50, 2, 1, 1));
    all.add(new Case("width-200", Source.ANALYSES, 200, 2, 1, 1));
    all.add(new Case("depth-3", Source.ANALYSES, 100, 3, 1, 1));
    all.add(new Case("half-the-samples", Source.ANALYSES, 100, 2, 2, 2));
    all.add(new Case("quarter-of-the-samples", Source.ANALYSES, 100, 2, 4, 4));
    all.add(new Case("twice-the-epochs", Source.ANALYSES, 100, 2, 1, 2));
    all.add(ANALYSES.with(Source.ANALYSES.named("updated-together").together()));
    all.add(ANALYSES.with(Source.ANALYSES.named("together-ocean-noise").together().withFloor(0.002)));
    all.add(ANALYSES.with(Source.ANALYSES.named("noise-half").withNoise(0.5)));
    all.add(ANALYSES.with(Source.ANALYSES.named("noise-twice").withNoise(2.0)));
    all.add(ANALYSES.with(Source.ANALYSES.named("observed-0.05").withObserved(0.05)));
    all.add(ANALYSES.with(Source.ANALYSES.named("observed-0.2").withObserved(0.2)));
    return all;
  }
}
