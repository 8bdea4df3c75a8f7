// Master of FloatLocalThread: the float version is generated from this file.
package org.isobit.models.assimilation;

/** What one thread of {@link LocalAnalyses} holds: a reader of lists, and the solver of what it reads. */
final class LocalThread {

  private final NeighbourLists.Reader reader;
  private final LocalSolver solver;
  private final LocalRefusal refusal = new LocalRefusal();

  LocalThread(String filter, int members, NeighbourLists near) {
    reader = near.reader();
    solver = new LocalSolver(filter, members);
  }

  boolean fits(int k, NeighbourLists near) {
    return solver.fits(k) && reader.reads(near);
  }

  /** The lists of a tile, to be kept. */
  Neighbours copy(int tile) {
    return reader.copy(tile);
  }

  /** Deals with what a device refused among some targets of lists: those whose status is not 0. */
  void refused(LocalAnalyses all, Neighbours near, int from, int to, int[] status,
      double[] condition) { // float: unchanged
    refusal.clear();
    for (int t = from; t < to; t++) {
      if (status[t] != 0) {
        refusal.refuse(near.first + t, condition[t]);
      }
    }
    refusal.end(all, near, true);
  }

  /** Analyses the targets of a tile. */
  void run(LocalAnalyses all, int tile, boolean inLanes) {
    run(all, reader.tile(tile), inLanes);
  }

  /** Analyses targets with lists at hand. */
  void run(LocalAnalyses all, Neighbours near, boolean inLanes) {
    refusal.clear();
    solver.run(all, near, inLanes, refusal);
    refusal.end(all, near, inLanes);
  }
}
