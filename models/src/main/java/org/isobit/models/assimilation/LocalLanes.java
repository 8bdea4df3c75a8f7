package org.isobit.models.assimilation;

import org.isobit.linalg.batch.BatchEigen;

/**
 * Many local analyses at a time, one a lane, with the bits of {@link LocalPoint} for each, whatever stands in the other
 * lanes. Holds the arrays of one thread: element e of lane l at {@code e·lanes + l}.
 */
final class LocalLanes {

  /** Local analyses that run together; as many lanes as two of the longest vectors have. */
  static final int LANES = 16;

  /** A block with few of them runs with lanes rounded up to this. */
  private static final int GRAIN = 8;

  /** Longest list of observations: beyond it the contract cuts chains into runs. */
  static final int MOST_TERMS = 4096;

  private final int members;
  private final int longest;
  private final BatchEigen eigen = new BatchEigen();
  private final double[] s;
  private final double[] innovation;
  private final double[] t;
  private final double[] w;
  private final double[] projected;
  private final double[] x;
  private final double[] y;

  /** How many observations each lane has, as numbers to compare with. */
  private final double[] count = new double[LANES];

  LocalLanes(String filter, int members, int longest) {
    this.members = members;
    this.longest = longest;
    s = new double[Ensemble.elements(filter, LANES * members, longest)];
    innovation = new double[LANES * longest];
    t = new double[LANES * members * members];
    w = new double[LANES * members];
    projected = new double[LANES * members];
    x = new double[LANES * members];
    y = new double[LANES * members];
  }

  boolean fits(int k, int terms) {
    return members == k && longest >= terms;
  }

  /** Analyses targets from … from + targets − 1 of a tile. */
  void run(LocalAnalyses all, Neighbours near, int from, int targets) {
    Analysis a = all.a;
    int first = near.first + from;
    int lanes = (targets + GRAIN - 1) / GRAIN * GRAIN;
    int fewest = longest;
    int most = 0;
    for (int l = 0; l < lanes; l++) {
      int p = l < targets ? near.count(from + l) : 0;
      count[l] = p;
      fewest = p < fewest ? p : fewest;
      most = p > most ? p : most;
      if (p > 0) {
        gather(all, near, from + l, p, lanes, l);
      }
    }
    if (most > 0) {
      // Lanes without observations have B = (N − 1)·I; nothing reads what becomes of it.
      LocalLanesSimd.gram(members, all.degrees, lanes, fewest, most, count, s, t);
      eigen.factor(members, lanes, t, 0).values(projected, 0);
      for (int l = 0; l < targets; l++) {
        if (count[l] > 0.0) {
          all.requireCondition(first + l, projected[(members - 1) * lanes + l]);
        }
      }
      for (int i = 0; i < members * lanes; i++) {
        projected[i] = SymmetricTransform.inverseRoot(projected[i], all.degrees);
      }
      eigen.function(projected, 0, t, 0);
      LocalLanesSimd.project(members, lanes, fewest, most, count, s, innovation, w);
      LocalLanesSimd.multiply(members, members, lanes, t, w, projected);
      LocalLanesSimd.multiply(members, members, lanes, t, projected, w);
      LocalLanesSimd.scale(members * lanes, a.amplification, w);
      LocalLanesSimd.scale(members * members * lanes, Math.sqrt(all.degrees) * a.amplification, t);
      for (int v = 0; v < all.fields; v++) {
        for (int b = 0; b < all.batch; b++) {
          variable(all, v, first, targets, lanes, b);
        }
      }
    }
    for (int l = 0; l < targets; l++) {
      if (count[l] == 0.0) {
        all.keep(first + l);
      }
    }
  }

  private void gather(LocalAnalyses all, Neighbours near, int number, int p, int lanes, int lane) {
    int start = near.start[number];
    double[] from = all.byObservation;
    for (int q = 0; q < p; q++) {
      double factor = near.weight[start + q];
      int j = near.index[start + q];
      innovation[q * lanes + lane] = all.a.innovation[j] * factor;
      int row = j * members;
      int at = q * members * lanes + lane;
      for (int m = 0; m < members; m++) {
        s[at + m * lanes] = from[row + m] * factor;
      }
    }
  }

  /** Field v at point b of every batch. */
  private void variable(LocalAnalyses all, int v, int first, int targets, int lanes, int b) {
    Analysis a = all.a;
    int step = all.batch;
    int start = v * all.points + first * step + b;
    int end = (v + 1) * all.points;
    for (int m = 0; m < members; m++) {
      int row = m * a.size + start;
      for (int l = 0; l < targets; l++) {
        // The last batch may be short: its missing points are read as 0 and not written.
        x[m * lanes + l] = start + l * step < end ? a.forecast[row + l * step] : 0.0;
      }
    }
    LocalLanesSimd.multiply(members, members, lanes, t, x, y);
    for (int l = 0; l < targets; l++) {
      int i = start + l * step;
      if (count[l] == 0.0 || i >= end) {
        continue;
      }
      double mean = a.mean[i];
      for (int m = 0; m < members; m++) {
        mean = Math.fma(w[m * lanes + l], x[m * lanes + l], mean);
        a.analysis[m * a.size + i] = y[m * lanes + l];
      }
      a.mean[i] = mean;
    }
  }
}
