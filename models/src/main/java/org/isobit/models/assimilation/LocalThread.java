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

  /** Analyses the targets of a tile. */
  void run(LocalAnalyses all, int tile, boolean inLanes) {
    Neighbours near = reader.tile(tile);
    refusal.clear();
    solver.run(all, near, inLanes, refusal);
    refusal.end(all, near, inLanes);
  }
}
