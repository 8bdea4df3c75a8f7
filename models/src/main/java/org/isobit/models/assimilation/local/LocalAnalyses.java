// Master of FloatLocalAnalyses: the float version is generated from this file.
package org.isobit.models.assimilation.local;

import java.util.concurrent.atomic.AtomicInteger;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.device.Accelerator;
import org.isobit.kernels.device.LocalAccelerator;
import org.isobit.kernels.localization.LocalProblems;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.localization.NeighbourLists;
import org.isobit.models.assimilation.localization.Neighbours;

/**
 * The loop of local filters over batches of points, tile by tile, split over threads or given to a device;
 * {@link org.isobit.linalg.local.LocalAnalysis} is what happens to each batch.
 *
 * <p>States are of the precision of the class; in the float version this is where the observed anomalies are rounded.
 */
public final class LocalAnalyses {

  /**
   * Tiles that a process does on one thread before others join. Until the code is compiled, which is one thread's work,
   * others do a hundredth of what they will do, and take the compiler's processor.
   */
  private static final int ALONE = 24;

  /** Operations of these tiles at most: less than a second of compiled code, for which no other thread should wait. */
  private static final double ALONE_OPERATIONS = 4e9;

  private static final AtomicInteger begun = new AtomicInteger();

  private final Analysis a;

  /**
   * Rows of each local problem: the members, or, in the error subspace, one less; the first rows of the analysis's
   * arrays.
   */
  private final int rows;

  /** Observations near each batch, with √ρ. */
  private final NeighbourLists near;

  /** Points of a batch, and values at a point. */
  private final int batch;
  private final int fields;

  private final UnobservedPoints unobserved;

  /** Observed anomalies, or their rows in the error subspace: element (j, m) at j·stride + m. */
  private final double[] byObservation;
  private final int stride;

  /** Whether a member that was stored may not be finite. */
  private volatile boolean doubtful;

  /** With a row for each member. */
  LocalAnalyses(Analysis a, NeighbourLists near, int batch, int fields, UnobservedPoints unobserved) {
    this(a, a.members, near, batch, fields, unobserved);
  }

  LocalAnalyses(Analysis a, int rows, NeighbourLists near, int batch, int fields, UnobservedPoints unobserved) {
    this.a = a;
    this.rows = rows;
    this.near = near;
    this.batch = batch;
    this.fields = fields;
    this.unobserved = unobserved;
    // Whole vectors of any width.
    stride = (rows + 7) / 8 * 8; // float: stride = (rows + 15) / 16 * 16;
    byObservation = a.byObservation(rows, stride); // float: byObservation = a.roundedByObservation(rows, stride);
  }

  /** What there is to be done; whole: members are stored and the mean stays, instead of anomalies and a new mean. */
  LocalProblems problems(boolean whole) {
    double largest = Filter.LARGEST_CONDITION; // float: double largest = FloatLocalRefusal.LARGEST_BOUND;
    double kept = unobserved == UnobservedPoints.INFLATE ? a.amplification : 1.0; // float: unchanged
    return new LocalProblems(rows, fields, a.size / fields, batch, a.forecast, a.mean, a.analysis, a.observed(),
        a.count, stride, byObservation, a.innovation, whole, a.members - 1, a.amplification, kept, largest);
  }

  /** Leaves anomalies and means, on a device if one takes the step. */
  void run() {
    run(problems(false), null);
  }

  /** Leaves anomalies and means by a chosen implementation on the processor. */
  void run(Backend backend) {
    run(problems(false), backend);
  }

  /**
   * The same, and adds the mean in passing if nothing comes between: two passes over the members less.
   *
   * @param backend the implementation on the processor, or null: whatever is in force
   */
  void complete(Backend backend) {
    boolean whole = a.endsWithStep();
    run(problems(whole), backend);
    a.complete = whole;
    a.finite = whole && !doubtful;
  }

  private void run(LocalProblems problems, Backend backend) {
    LocalAccelerator device = backend == null ? device() : null;
    if (device == null) {
      onProcessor(problems, backend == null ? Backend.active() : backend);
    } else {
      onDevice(problems, device);
    }
  }

  private LocalAccelerator device() {
    if (rows > LocalAccelerator.MOST_TERMS || (long) fields * batch > LocalAccelerator.MOST_VECTORS) {
      a.cycle.devices().none(a.filter + " with more than " + LocalAccelerator.MOST_TERMS + " members, or "
          + LocalAccelerator.MOST_VECTORS + " variables at a target", operations());
      return null;
    }
    return a.cycle.devices().choose(a.filter + ": local analyses", operations(), Accelerator::local);
  }

  /**
   * About how many floating-point operations there are: a reduction and a transform of matrices of this order a target.
   */
  private double operations() {
    return near.targets() * 6.0 * rows * rows * (rows + fields * batch);
  }

  private void onProcessor(LocalProblems problems, Backend backend) {
    LocalThread[] threads = threads();
    Workers.Task analyse = (tile, slot) -> {
      LocalThread thread = thread(threads, slot, backend);
      Neighbours lists = thread.tile(tile);
      settle(thread.analyse(problems, a, lists), lists.first, thread);
    };
    int alone = alone(near.tiles(), operations(), begun.get());
    begun.addAndGet(alone);
    Workers.serial().run(alone, analyse);
    a.workers.run(near.tiles() - alone, (tile, slot) -> analyse.run(alone + tile, slot));
  }

  /** How many of some tiles, which have so many operations together, one thread does if it did so many before. */
  static int alone(int tiles, double operations, int before) {
    double affordable = tiles * ALONE_OPERATIONS / operations;
    int most = Math.clamp(ALONE - before, 0, tiles);
    return affordable < most ? (int) affordable : most;
  }

  /** By a device, in parts that it takes at a time; targets with too long lists are analysed here. */
  void onDevice(LocalProblems problems, LocalAccelerator device) {
    LocalThread[] threads = threads();
    int tiles = near.tiles();
    Neighbours[] found = new Neighbours[4 * a.workers.threads()];
    try (LocalDevice part = new LocalDevice(device.begin(problems))) {
      for (int first = 0; first < tiles; first += found.length) {
        int from = first;
        int n = Math.min(found.length, tiles - first);
        a.workers.run(n, (i, slot) -> {
          LocalThread thread = thread(threads, slot, Backend.active());
          found[i] = thread.copy(from + i);
          if (LocalDevice.tooLong(found[i])) {
            settle(thread.analyse(problems, a, found[i]), found[i].first, thread);
          }
        });
        for (int i = 0; i < n; i++) {
          boolean tooLong = LocalDevice.tooLong(found[i]);
          if (tooLong) {
            a.cycle.devices().none(a.filter + " with more than " + LocalAccelerator.MOST_TERMS
                + " observations at a point", operations());
          } else {
            part.add(found[i]);
          }
          if (tooLong || part.isFull()) {
            judge(problems, part, threads);
          }
        }
      }
      judge(problems, part, threads);
    }
    // What comes from a device has not been looked at.
    doubtful = true;
  }

  /** Has a part analysed, and deals with what was refused there. */
  private void judge(LocalProblems problems, LocalDevice part, LocalThread[] threads) {
    if (part.isEmpty()) {
      return;
    }
    part.analyse();
    a.workers.run(part.shares(), (share, slot) -> {
      LocalThread thread = thread(threads, slot, Backend.active());
      int refused = thread.judge(problems, a, part.lists(), part.from(share), part.to(share), part.status(),
          part.condition());
      settle(refused, part.lists().first, thread);
    });
    part.clear();
  }

  /** What threads hold, by their slots; made when it is first needed. */
  private LocalThread[] threads() {
    LocalThread[] kept = a.workspace.kept(LocalAnalyses.class, "local", LocalThread[].class);
    if (kept == null || kept.length < a.workers.threads()) {
      kept = new LocalThread[a.workers.threads()];
      a.workspace.keep(LocalAnalyses.class, "local", kept);
    }
    return kept;
  }

  private LocalThread thread(LocalThread[] threads, int slot, Backend backend) {
    if (threads[slot] == null || !threads[slot].fits(near, backend)) {
      threads[slot] = new LocalThread(near, backend);
    }
    return threads[slot];
  }

  /** Takes note of what a thread found; throws if it refuses a target, whose number comes from the lists. */
  private void settle(int refused, int first, LocalThread thread) {
    if (refused >= 0) {
      refuse(first + refused, thread.condition());
    }
    if (!thread.finite()) {
      doubtful = true;
    }
  }

  /** Refuses a batch whose matrix S·Sᵀ + (N − 1)·I has this condition number, its largest eigenvalue over N − 1. */
  void refuse(int target, double condition) { // float: unchanged
    int points = a.size / fields;
    int first = target * batch;
    int last = Math.min(points - first, batch) + first - 1;
    String where = fields == 1 ? "variable" : "point";
    a.requireCondition(condition, first == last ? " at " + where + " " + near.name(first)
        : " at " + where + "s " + near.name(first) + " to " + near.name(last));
  }
}
