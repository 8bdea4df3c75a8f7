package org.isobit.models.assimilation;

/**
 * What one thread of {@link LocalAnalyses} holds: a reader of lists and the arrays of local analyses. The targets of a
 * tile are sorted into bins of problems of one order, so that the lanes of a batch have the same work.
 */
final class LocalThread {

  private final String filter;
  private final int members;
  private final NeighbourLists.Reader reader;
  private final LocalRefusal refusal = new LocalRefusal();
  private LocalLanes lanes;
  private LocalPoint point;

  /** The tile's targets, bin after bin, and where bins start. */
  private int[] sorted = {};
  private final int[] start;

  LocalThread(String filter, int members, NeighbourLists near) {
    this.filter = filter;
    this.members = members;
    this.reader = near.reader();
    start = new int[members / LocalProblem.GRAIN + 4];
  }

  boolean fits(int k, NeighbourLists near) {
    return members == k && reader.reads(near);
  }

  /** Analyses the targets of a tile. */
  void run(LocalAnalyses all, int tile, boolean inLanes) {
    Neighbours near = reader.tile(tile);
    int longest = near.longest();
    refusal.clear();
    if (inLanes && longest <= LocalAnalyses.MOST_TERMS) {
      int vectors = all.fields * all.batch;
      if (lanes == null || !lanes.fits(members, longest, vectors)) {
        lanes = new LocalLanes(filter, members, longest + longest / 4, vectors);
      }
      sort(near);
      bins(all, near);
    } else {
      if (point == null || !point.fits(members, longest)) {
        point = new LocalPoint(filter, members, longest + longest / 4);
      }
      for (int t = 0; t < near.targets; t++) {
        point.run(all, near, t, refusal);
      }
    }
    refusal.raise(all);
  }

  /** Bin 0 has no observations, bin 1 problems in the space of the rows, bin 1 + n those of order n·GRAIN. */
  private int bin(Neighbours near, int t) {
    int terms = near.count(t);
    return terms == 0 ? 0 : 1 + LocalProblem.observationOrder(members, terms) / LocalProblem.GRAIN;
  }

  /** Counting sort; targets of a bin stay in their order. */
  private void sort(Neighbours near) {
    if (sorted.length < near.targets) {
      sorted = new int[near.targets];
    }
    java.util.Arrays.fill(start, 0);
    for (int t = 0; t < near.targets; t++) {
      start[bin(near, t) + 1]++;
    }
    for (int b = 1; b < start.length; b++) {
      start[b] += start[b - 1];
    }
    for (int t = 0; t < near.targets; t++) {
      sorted[start[bin(near, t)]++] = t;
    }
  }

  private void bins(LocalAnalyses all, Neighbours near) {
    // Sorting left each bin's end where its start was.
    for (int i = 0; i < start[0]; i++) {
      all.keep(near.first + sorted[i]);
    }
    for (int b = 1; b < start.length; b++) {
      for (int i = start[b - 1]; i < start[b]; i += LocalLanes.WIDTH) {
        int count = start[b] - i < LocalLanes.WIDTH ? start[b] - i : LocalLanes.WIDTH;
        lanes.run(all, near, sorted, i, count, (b - 1) * LocalProblem.GRAIN, refusal);
      }
    }
  }
}
