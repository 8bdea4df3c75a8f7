// Master of FloatLocalDevice: the float version is generated from this file.
package org.isobit.models.assimilation;

import org.isobit.kernels.LocalAccelerator;
import org.isobit.kernels.Workers;
import org.isobit.kernels.localization.LocalProblems;

/**
 * Local analyses by a device: the processor finds lists, some tiles at a time, and the device solves the problems. What is
 * refused there is refused here, in the same words; targets with too long lists are analysed here.
 */
final class LocalDevice {

  /** Neighbours, and targets, of what goes to the device in one call, about. */
  private static final int ENTRIES = 1 << 22;
  private static final int TARGETS = 1 << 16;

  /** Targets among which one thread looks for refused ones. */
  private static final int REFUSED = 256;

  private final LocalAnalyses all;
  private final LocalAccelerator.Session session;
  private final LocalThread[] threads;

  /** The lists of some tiles, one after the other. */
  private final Neighbours lists = new Neighbours();

  private LocalDevice(LocalAnalyses all, LocalAccelerator.Session session) {
    this.all = all;
    this.session = session;
    threads = all.threads();
  }

  /** Runs all targets. */
  static void run(LocalAnalyses all, LocalAccelerator device) {
    try (LocalAccelerator.Session session = device.begin(problems(all))) {
      new LocalDevice(all, session).tiles();
    }
  }

  private static LocalProblems problems(LocalAnalyses all) {
    Analysis a = all.a;
    double largest = Filter.LARGEST_CONDITION; // float: double largest = FloatLocalRefusal.LARGEST_BOUND;
    return new LocalProblems(all.members, all.fields, all.points, all.batch, a.forecast, a.mean, a.analysis, a.observed(),
        a.count, all.stride, all.byObservation, a.innovation, LocalProblem.forms(all.members, all.fields * all.batch),
        all.whole, all.degrees, a.amplification, all.unobserved == UnobservedPoints.INFLATE ? a.amplification : 1.0,
        largest);
  }

  private void tiles() {
    Workers workers = all.a.workers;
    Neighbours[] found = new Neighbours[4 * workers.threads()];
    int tiles = all.near.tiles();
    for (int first = 0; first < tiles; first += found.length) {
      int from = first;
      int n = Math.min(found.length, tiles - first);
      workers.run(n, (part, slot) -> {
        LocalThread thread = all.thread(threads, slot);
        found[part] = thread.copy(from + part);
        if (tooLong(found[part])) {
          thread.run(all, found[part], false);
        }
      });
      for (int i = 0; i < n; i++) {
        add(found[i]);
      }
    }
    submit();
  }

  private static boolean tooLong(Neighbours tile) {
    return tile.longest() > LocalAccelerator.MOST_TERMS;
  }

  private void add(Neighbours tile) {
    if (tooLong(tile)) {
      all.a.cycle.devices().none(all.a.filter + " with more than " + LocalAccelerator.MOST_TERMS + " observations at a point",
          all.operations());
      submit();
      return;
    }
    if (lists.targets == 0) {
      lists.begin(tile.first, 0);
    }
    lists.append(tile);
    if (lists.total() > ENTRIES || lists.targets > TARGETS) {
      submit();
    }
  }

  /** Analyses the targets of the lists, which are none then. */
  private void submit() {
    int targets = lists.targets;
    if (targets == 0) {
      return;
    }
    int[] order = new int[targets];
    for (int t = 0; t < targets; t++) {
      order[t] = LocalProblem.observationOrder(all.members, lists.count(t));
    }
    int[] status = new int[targets];
    double[] condition = new double[targets]; // float: unchanged
    session.analyse(lists.first, lists.start, lists.index, lists.weight, order, status, condition);
    all.a.workers.run((targets + REFUSED - 1) / REFUSED, (part, slot) -> all.thread(threads, slot).refused(all, lists,
        part * REFUSED, Math.min(targets, (part + 1) * REFUSED), status, condition));
    lists.begin(0, 0);
  }
}
