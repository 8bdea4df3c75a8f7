// Master of FloatLocalAnalyses: the float version is generated from this file.
package org.isobit.models.assimilation;

import org.isobit.kernels.Accelerator;
import org.isobit.kernels.Backend;
import org.isobit.kernels.LocalAccelerator;

/**
 * The loop over batches of points of local filters, split over threads. Small ensembles go many batches at a time, one a
 * lane; {@link LocalPoint} defines the bits of both ways.
 *
 * <p>States are of the precision of the class; S, d and the tapers come in double, and in the float version this is
 * where they are rounded: each element of S once, each innovation times its √ρ once, √ρ itself for its product with S.
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

  /** Factor on the analysed anomalies. */
  final double amplification;

  /** Factor of the mean's weights, amplification ÷ (N − 1). */
  final double gain;

  /** Elements from one observation's anomalies to the next's: whole vectors of any width. */
  final int stride;

  /** Observed anomalies, or their rows in the error subspace, count × stride, with zeros beyond the members. */
  final double[] byObservation;

  final UnobservedPoints unobserved;

  /** Whether members are stored and the mean stays, instead of anomalies and a new mean. */
  boolean whole;

  /** Whether a member may not be finite. */
  private volatile boolean doubtful;

  /** With a row for each member. */
  LocalAnalyses(Analysis a, NeighbourLists near, int batch, int fields, UnobservedPoints unobserved) {
    this(a, a.members, near, batch, fields, unobserved);
  }

  LocalAnalyses(Analysis a, int members, NeighbourLists near, int batch, int fields, UnobservedPoints unobserved) {
    this.a = a;
    this.members = members;
    this.degrees = a.members - 1;
    this.inverseDegrees = 1.0 / degrees;
    this.amplification = a.amplification; // float: this.amplification = (float) a.amplification;
    this.gain = a.amplification / degrees; // float: this.gain = (float) (a.amplification / degrees);
    this.near = near;
    this.batch = batch;
    this.fields = fields;
    this.points = a.size / fields;
    this.unobserved = unobserved;
    this.stride = stride(members);
    this.byObservation = a.byObservation(members, stride); // float: this.byObservation = a.roundedByObservation(members, stride);
  }

  /** Elements of so many rows, filled up to the longest vector. */
  static int stride(int rows) {
    return (rows + 7) / 8 * 8; // float: return (rows + 15) / 16 * 16;
  }

  /** An observation's innovation times √ρ. */
  double innovation(int j, double root) { // float: float innovation(int j, double root) {
    return a.innovation[j] * root; // float: return (float) (a.innovation[j] * root);
  }

  /** Runs, on a device if one takes the step. */
  void run() {
    LocalAccelerator device = a.count == 0 ? null : device();
    if (device == null) {
      run(Backend.SIMD_ACTIVE);
    } else {
      LocalDevice.run(this, device);
      // What comes from a device has not been looked at.
      doubtful = true;
    }
  }

  private LocalAccelerator device() {
    if (members > LocalAccelerator.MOST_TERMS || (long) fields * batch > LocalAccelerator.MOST_VECTORS) {
      a.cycle.devices().none(a.filter + " with more than " + LocalAccelerator.MOST_TERMS + " members, or "
          + LocalAccelerator.MOST_VECTORS + " variables at a target", operations());
      return null;
    }
    return a.cycle.devices().choose(a.filter + ": local analyses", operations(), Accelerator::local);
  }

  /** About how many floating-point operations there are: a reduction and a transform of matrices of this order a target. */
  double operations() {
    return near.targets() * 6.0 * members * members * (members + fields * batch);
  }

  /** Runs, and adds the mean in passing if nothing comes between: two passes over the members less. */
  void complete() {
    begin();
    run();
    end();
  }

  /** The same on the processor, by a chosen implementation. */
  void complete(boolean inLanes) {
    begin();
    run(inLanes);
    end();
  }

  private void begin() {
    whole = a.endsWithStep();
  }

  private void end() {
    a.complete = whole;
    a.finite = whole && !doubtful;
  }

  /** Takes note of a sum of differences of members from themselves, which are 0 where they are finite. */
  void note(double differences) {
    if (differences != 0.0) {
      doubtful = true;
    }
  }

  /** Runs tile by tile; a tile whose lists are too long for lanes goes point by point. */
  void run(boolean inLanes) {
    LocalThread[] threads = threads();
    a.workers.run(near.tiles(), (tile, slot) -> thread(threads, slot).run(this, tile, inLanes && members <= MOST_TERMS));
  }

  /** What threads hold, by their slots; made when it is first needed. */
  LocalThread[] threads() {
    return locals("local", LocalThread[].class, new LocalThread[a.workers.threads()]);
  }

  /** What one of them holds. */
  LocalThread thread(LocalThread[] threads, int slot) {
    if (threads[slot] == null || !threads[slot].fits(members, near)) {
      threads[slot] = new LocalThread(a.filter, members, near);
    }
    return threads[slot];
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
  void refuse(int target, double condition) { // float: unchanged
    int first = target * batch;
    int last = first + points(target) - 1;
    String where = fields == 1 ? "variable" : "point";
    a.requireCondition(condition, first == last ? " at " + where + " " + near.name(first)
        : " at " + where + "s " + near.name(first) + " to " + near.name(last));
  }

  /** What happens to a batch that no observation reaches. */
  void keep(int target) {
    double factor = unobserved == UnobservedPoints.INFLATE ? amplification : 1.0;
    int first = target * batch;
    int end = first + points(target);
    double differences = 0.0;
    for (int m = 0; m < members; m++) {
      for (int v = 0; v < fields; v++) {
        int row = m * a.size;
        for (int i = v * points + first; i < v * points + end; i++) {
          double x = factor * a.forecast[row + i];
          x = whole ? a.mean[i] + x : x;
          differences += x - x;
          a.analysis[row + i] = x;
        }
      }
    }
    note(differences);
  }
}
