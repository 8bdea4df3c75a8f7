// Master of FloatLocalAnalysisSimd: the float version is generated from this file.
package org.isobit.linalg.local;

import java.util.Arrays;
import org.isobit.kernels.localization.LocalProblems;
import org.isobit.kernels.localization.TargetLists;

/**
 * Local analyses one a lane, by {@link LocalLanes}: targets are sorted into bins of problems of one order, so that the
 * lanes of a batch have the same work. Holds the arrays of one thread; checks nothing.
 */
final class LocalAnalysisSimd {

  private final int rows;
  private final LocalLanes lanes;

  /** The targets, bin after bin, and where bins start. */
  private int[] sorted = {};
  private final int[] start;

  /** For problems like these. */
  LocalAnalysisSimd(LocalProblems like) {
    rows = like.rows();
    lanes = new LocalLanes(rows, like.vectors());
    // A bin for no observations, one for the space of the rows, one for each order, and the end.
    start = new int[LocalRules.mostOrder(rows) / LocalRules.GRAIN + 3];
  }

  boolean fits(LocalProblems problems) {
    return lanes.fits(problems);
  }

  /** All targets; tells whether all members that were stored are finite. */
  boolean run(LocalProblems all, TargetLists lists, int[] status, double[] condition) { // float: boolean run(FloatLocalProblems all, TargetLists lists, int[] status, double[] condition) {
    sort(lists);
    double differences = 0.0;
    // Sorting left each bin's end where its start was.
    for (int i = 0; i < start[0]; i++) {
      status[sorted[i]] = 0;
      differences += LocalAnalysisReference.keep(all, lists.first() + sorted[i]);
    }
    for (int b = 1; b < start.length; b++) {
      for (int i = start[b - 1]; i < start[b]; i += LocalLanes.WIDTH) {
        int count = start[b] - i < LocalLanes.WIDTH ? start[b] - i : LocalLanes.WIDTH;
        differences += lanes.run(all, lists, sorted, i, count, (b - 1) * LocalRules.GRAIN, status, condition);
      }
    }
    return all.whole() && differences == 0.0;
  }

  /** Bin 0 has no observations, bin 1 problems in the space of the rows, bin 1 + n those of order n·GRAIN. */
  private int bin(TargetLists lists, int t) {
    int terms = lists.count(t);
    return terms == 0 ? 0 : 1 + LocalRules.observationOrder(rows, terms) / LocalRules.GRAIN;
  }

  /** Counting sort; targets of a bin stay in their order. */
  private void sort(TargetLists lists) {
    if (sorted.length < lists.targets()) {
      sorted = new int[lists.targets()];
    }
    Arrays.fill(start, 0);
    for (int t = 0; t < lists.targets(); t++) {
      start[bin(lists, t) + 1]++;
    }
    for (int b = 1; b < start.length; b++) {
      start[b] += start[b - 1];
    }
    for (int t = 0; t < lists.targets(); t++) {
      sorted[start[bin(lists, t)]++] = t;
    }
  }
}
