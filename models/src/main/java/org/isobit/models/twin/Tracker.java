package org.isobit.models.twin;

import org.isobit.models.assimilation.Estimator;
import org.isobit.models.diagnostics.RankHistogram;
import org.isobit.models.twin.TwinResult.Track;

/** What pictures show of one run beside its scores: the last analysis means, and the truth's ranks. Used by one run. */
final class Tracker {

  /** Cycles whose states are kept at most, and numbers of all of them. */
  private static final int CYCLES = 200;
  private static final int NUMBERS = 1 << 20;

  private final Estimator estimator;
  private final int from;
  private final int burnIn;
  private final double[][] means;

  /** Null where there is no ensemble with equal weights. */
  private final RankHistogram ranks;

  Tracker(Experiment e, Estimator estimator, long seed) {
    this.estimator = estimator;
    from = e.cycles() - kept(e);
    burnIn = e.burnIn();
    means = new double[kept(e)][];
    int members = estimator.ensemble().members();
    ranks = members == 1 || estimator.weights() != null ? null : new RankHistogram(members, seed);
  }

  /** How many of the last cycles are kept. */
  static int kept(Experiment e) {
    return Math.min(e.cycles(), Math.clamp(NUMBERS / e.model().size(), 1, CYCLES));
  }

  /** Takes an analysis. */
  void take(int k, EstimateScores scores, double[] truth) {
    if (k >= from) {
      means[k - from] = new double[truth.length];
      for (int i = 0; i < truth.length; i++) {
        means[k - from][i] = scores.mean(i);
      }
    }
    if (k >= burnIn && ranks != null) {
      ranks.add(estimator.ensemble(), truth);
    }
  }

  Track track() {
    return new Track(means, ranks == null ? new long[0]
        : ranks.result().counts().stream().mapToLong(Long::longValue).toArray());
  }
}
