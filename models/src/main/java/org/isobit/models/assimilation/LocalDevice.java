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

  private final LocalAnalyses all;
  private final LocalAccelerator.Session session;
  private final LocalRefusal refusal = new LocalRefusal();

  /** The lists of some tiles, one after the other. */
  private final Neighbours lists = new Neighbours();

  private LocalDevice(LocalAnalyses all, LocalAccelerator.Session session) {
    this.all = all;
    this.session = session;
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
    NeighbourLists.Reader[] readers = new NeighbourLists.Reader[workers.threads()];
    Neighbours[] found = new Neighbours[4 * workers.threads()];
    int tiles = all.near.tiles();
    lists.begin(0, 0);
    for (int first = 0; first < tiles; first += found.length) {
      int from = first;
      int n = Math.min(found.length, tiles - first);
      workers.run(n, (part, slot) -> {
        if (readers[slot] == null) {
          readers[slot] = all.near.reader();
        }
        found[part] = readers[slot].copy(from + part);
      });
      for (int i = 0; i < n; i++) {
        lists.append(found[i]);
        found[i] = null;
        if (lists.total() > ENTRIES || lists.targets > TARGETS) {
          submit();
        }
      }
    }
    submit();
  }

  /** Analyses the targets of the lists, and begins new lists behind them. */
  private void submit() {
    int targets = lists.targets;
    if (targets == 0) {
      return;
    }
    refusal.clear();
    if (lists.longest() > LocalAccelerator.MOST_TERMS) {
      all.a.cycle.devices().none(all.a.filter + ": targets with more than " + LocalAccelerator.MOST_TERMS + " observations",
          all.operations());
      new LocalSolver(all.a.filter, all.members).run(all, lists, false, refusal);
    } else {
      int[] order = new int[targets];
      for (int t = 0; t < targets; t++) {
        order[t] = LocalProblem.observationOrder(all.members, lists.count(t));
      }
      int[] status = new int[targets];
      double[] condition = new double[targets]; // float: double[] condition = new double[targets];
      session.analyse(lists.first, lists.start, lists.index, lists.weight, order, status, condition);
      for (int t = 0; t < targets; t++) {
        if (status[t] != 0) {
          refusal.refuse(lists.first + t, condition[t]);
        }
      }
    }
    refusal.end(all, lists, true);
    lists.begin(lists.first + targets, 0);
  }
}
