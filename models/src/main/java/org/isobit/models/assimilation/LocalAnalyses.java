package org.isobit.models.assimilation;

import org.isobit.kernels.Backend;

/**
 * The loop over batches of points of {@link LETKF}, split over threads. Small ensembles go many batches at a time, one
 * a lane; {@link LocalPoint} defines the bits of both ways.
 */
final class LocalAnalyses {

  /** Most rows of problems that run one a lane: beyond it the contract cuts chains into runs. */
  static final int MOST_TERMS = 4096;

  final Analysis a;

  /** Observations near each batch, with √ρ. */
  final NeighbourLists near;

  /** Points of a batch. */
  final int batch;

  /** Points of the state. */
  final int points;

  /** Values at a point; field v starts at v·points. */
  final int fields;

  /**
   * Rows of each local problem: the members, or, in the error subspace, one less; the first that many rows of the
   * analysis's arrays.
   */
  final int members;

  /** N − 1: what stands on the diagonal of S·Sᵀ + (N − 1)·I. */
  final double degrees;

  /** 1 ÷ (N − 1). */
  final double inverseDegrees;

  /** Factor of the mean's weights, amplification ÷ (N − 1). */
  final double gain;

  /** Elements from one observation's anomalies to the next's: whole vectors of any width. */
  final int stride;

  /** Observed anomalies, or their rows in the error subspace, count × stride, with zeros beyond the members. */
  final double[] byObservation;

  private final boolean inflateUnobserved;

  /** With a row for each member. */
  LocalAnalyses(Analysis a, NeighbourLists near, int batch, int fields, UnobservedPoints unobserved) {
    this(a, a.members, near, batch, fields, unobserved);
  }

  LocalAnalyses(Analysis a, int members, NeighbourLists near, int batch, int fields, UnobservedPoints unobserved) {
    this.a = a;
    this.members = members;
    this.degrees = a.members - 1;
    this.inverseDegrees = 1.0 / degrees;
    this.gain = a.amplification / degrees;
    this.near = near;
    this.batch = batch;
    this.fields = fields;
    this.points = a.size / fields;
    this.inflateUnobserved = unobserved == UnobservedPoints.INFLATE;
    this.stride = (members + 7) / 8 * 8;
    this.byObservation = a.workspace.matrix("by observation", a.count, stride);
    for (int j = 0; j < a.count; j++) {
      for (int m = 0; m < stride; m++) {
        byObservation[j * stride + m] = m < members ? a.s[m * a.count + j] : 0.0;
      }
    }
  }

  void run() {
    run(Backend.SIMD_ACTIVE);
  }

  /** Runs tile by tile; a tile whose lists are too long for lanes goes point by point. */
  void run(boolean inLanes) {
    LocalThread[] threads = locals("local", LocalThread[].class, new LocalThread[a.workers.threads()]);
    a.workers.run(near.tiles(), (tile, slot) -> {
      if (threads[slot] == null || !threads[slot].fits(members, near)) {
        threads[slot] = new LocalThread(a.filter, members, near);
      }
      threads[slot].run(this, tile, inLanes && members <= MOST_TERMS);
    });
  }

  /** The threads' arrays of an earlier analysis, if there were as many threads. */
  private <T> T[] locals(String name, Class<T[]> type, T[] fresh) {
    T[] kept = a.workspace.kept(name, type);
    if (kept == null || kept.length < fresh.length) {
      kept = fresh;
      a.workspace.keep(name, kept);
    }
    return kept;
  }

  /** Number of points of a batch; the last one may be short. */
  int points(int target) {
    int rest = points - target * batch;
    return rest < batch ? rest : batch;
  }

  /**
   * Vector v of a target: one of its points, of one field after the other.
   *
   * @return its variable, or −1 if the target has fewer points
   */
  int variable(int target, int v) {
    int point = target * batch + v % batch;
    return point < points ? v / batch * points + point : -1;
  }

  /** Refuses a batch whose matrix S·Sᵀ + (N − 1)·I has this condition number, its largest eigenvalue over N − 1. */
  void refuse(int target, double condition) {
    int first = target * batch;
    int last = first + points(target) - 1;
    String where = fields == 1 ? "variable" : "point";
    a.requireCondition(condition, first == last ? " at " + where + " " + near.name(first)
        : " at " + where + "s " + near.name(first) + " to " + near.name(last));
  }

  /** What happens to a batch that no observation reaches. */
  void keep(int target) {
    double factor = inflateUnobserved ? a.amplification : 1.0;
    int first = target * batch;
    int end = first + points(target);
    for (int m = 0; m < members; m++) {
      for (int v = 0; v < fields; v++) {
        int start = m * a.size + v * points;
        for (int i = start + first; i < start + end; i++) {
          a.analysis[i] = factor * a.forecast[i];
        }
      }
    }
  }
}
