// Master of FloatLocalThread: the float version is generated from this file.
package org.isobit.models.assimilation.local;

import org.isobit.kernels.Backend;
import org.isobit.kernels.localization.LocalProblems;
import org.isobit.linalg.local.LocalAnalysis;
import org.isobit.models.assimilation.internal.ObservationSpace;
import org.isobit.models.assimilation.localization.NeighbourLists;
import org.isobit.models.assimilation.localization.Neighbours;

/**
 * What one thread of {@link LocalAnalyses} holds: a reader of lists, what analyses their targets, and what is refused.
 */
final class LocalThread {

  private final NeighbourLists.Reader reader;
  private final Backend backend;
  private final LocalAnalysis analysis;
  private final LocalRefusal refusal = new LocalRefusal();
  private int[] status = {};
  private double[] condition = {}; // float: unchanged
  private boolean finite;

  LocalThread(NeighbourLists near, Backend backend) {
    reader = near.reader();
    this.backend = backend;
    analysis = new LocalAnalysis(backend);
  }

  boolean fits(NeighbourLists near, Backend wanted) {
    return reader.reads(near) && backend == wanted;
  }

  /** The lists of a tile; valid until the next call. */
  Neighbours tile(int tile) {
    return reader.tile(tile);
  }

  /** The lists of a tile, to be kept. */
  Neighbours copy(int tile) {
    return reader.copy(tile);
  }

  /** Whether all members that the last call stored are finite. */
  boolean finite() {
    return finite;
  }

  /** The condition number of the target that the last call refused. */
  double condition() { // float: unchanged
    return refusal.condition();
  }

  /** Analyses the targets of lists; returns the number of the first one that is refused, or −1. */
  int analyse(LocalProblems problems, ObservationSpace space, Neighbours near) {
    if (status.length < near.targets) {
      status = new int[near.targets];
      condition = new double[near.targets]; // float: unchanged
    }
    finite = analysis.analyse(problems, near.lists(), status, condition);
    return refused(problems, space, near, 0, near.targets, status, condition);
  }

  /** Deals with what a device refused among some targets of lists; returns the first one that stays refused, or −1. */
  int judge(LocalProblems problems, ObservationSpace space, Neighbours near, int from, int to, int[] ofDevice,
      double[] itsCondition) { // float: unchanged
    finite = true;
    return refused(problems, space, near, from, to, ofDevice, itsCondition);
  }

  private int refused(LocalProblems problems, ObservationSpace space, Neighbours near, int from, int to, int[] which,
      double[] conditions) { // float: unchanged
    int first = refusal.settle(problems, space, near, from, to, which, conditions);
    finite = finite && refusal.finite();
    return first;
  }
}
