package org.isobit.models.twin;

import java.util.Arrays;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Estimator;
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
  private final long[] ranks;
  private final int[] below;

  Tracker(Experiment e, Estimator estimator) {
    this.estimator = estimator;
    from = e.cycles() - kept(e);
    burnIn = e.burnIn();
    means = new double[kept(e)][];
    int members = estimator.ensemble().members();
    ranks = members == 1 ? new long[0] : new long[members + 1];
    below = new int[e.model().size()];
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
    if (k >= burnIn && ranks.length > 0) {
      rank(truth);
    }
  }

  /** Counts, for each variable, how many members are below the truth. Weights do not count. */
  private void rank(double[] truth) {
    Ensemble ensemble = estimator.ensemble();
    double[] values = ensemble.values();
    Arrays.fill(below, 0);
    for (int m = 0; m < ensemble.members(); m++) {
      int at = ensemble.index(m);
      for (int i = 0; i < truth.length; i++) {
        below[i] += values[at + i] < truth[i] ? 1 : 0;
      }
    }
    for (int count : below) {
      ranks[count]++;
    }
  }

  Track track() {
    return new Track(means, estimator.weights() == null ? ranks : new long[0]);
  }
}
