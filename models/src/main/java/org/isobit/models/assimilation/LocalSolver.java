// Master of FloatLocalSolver: the float version is generated from this file.
package org.isobit.models.assimilation;

/**
 * Solves the local problems of some targets: one a lane where lists are short enough, else one by one. The targets are
 * sorted into bins of problems of one order, so that the lanes of a batch have the same work. Holds the arrays of one
 * thread.
 */
final class LocalSolver {

  private final String filter;
  private final int members;
  private LocalLanes lanes;
  private LocalPoint point;

  /** The targets, bin after bin, and where bins start. */
  private int[] sorted = {};
  private final int[] start;

  LocalSolver(String filter, int members) {
    this.filter = filter;
    this.members = members;
    start = new int[members / LocalProblem.GRAIN + 4];
  }

  boolean fits(int k) {
    return members == k;
  }

  /** Analyses targets with what is near them, but for those that are refused. */
  void run(LocalAnalyses all, Neighbours near, boolean inLanes, LocalRefusal refusal) {
    int longest = near.longest();
    if (inLanes && longest <= LocalAnalyses.MOST_TERMS) {
      int vectors = all.fields * all.batch;
      if (lanes == null || !lanes.fits(members, longest, vectors)) {
        lanes = new LocalLanes(filter, members, longest + longest / 4, vectors);
      }
      sort(near);
      bins(all, near, refusal);
    } else {
      if (point == null || !point.fits(members, longest)) {
        point = new LocalPoint(filter, members, longest + longest / 4);
      }
      for (int t = 0; t < near.targets; t++) {
        point.run(all, near, t, refusal);
      }
    }
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

  private void bins(LocalAnalyses all, Neighbours near, LocalRefusal refusal) {
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
