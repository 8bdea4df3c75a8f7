package org.isobit.models.assimilation;

/** What one thread of {@link LocalAnalyses} holds: a reader of lists and the arrays of local analyses. */
final class LocalThread {

  private final String filter;
  private final int members;
  private final NeighbourLists.Reader reader;
  private LocalLanes lanes;
  private LocalPoint point;

  LocalThread(String filter, int members, NeighbourLists near) {
    this.filter = filter;
    this.members = members;
    this.reader = near.reader();
  }

  boolean fits(int k, NeighbourLists near) {
    return members == k && reader.reads(near);
  }

  /** Analyses the targets of a tile. */
  void run(LocalAnalyses all, int tile, boolean inLanes) {
    Neighbours near = reader.tile(tile);
    int longest = near.longest();
    if (inLanes && longest <= LocalLanes.MOST_TERMS) {
      if (lanes == null || !lanes.fits(members, longest)) {
        lanes = new LocalLanes(filter, members, longest + longest / 4);
      }
      for (int t = 0; t < near.targets; t += LocalLanes.LANES) {
        lanes.run(all, near, t, near.targets - t < LocalLanes.LANES ? near.targets - t : LocalLanes.LANES);
      }
    } else {
      if (point == null || !point.fits(members, longest)) {
        point = new LocalPoint(filter, members, longest + longest / 4);
      }
      for (int t = 0; t < near.targets; t++) {
        point.run(all, near, t);
      }
    }
  }
}
