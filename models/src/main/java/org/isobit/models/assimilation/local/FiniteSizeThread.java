package org.isobit.models.assimilation.local;

import org.isobit.kernels.Checks;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.localization.LocalProblems;
import org.isobit.linalg.local.LocalAnalysis;
import org.isobit.models.assimilation.FiniteSize;
import org.isobit.models.assimilation.internal.FiniteSizeCost;
import org.isobit.models.assimilation.internal.ObservationSpace;
import org.isobit.models.assimilation.localization.NeighbourLists;
import org.isobit.models.assimilation.localization.Neighbours;

/** What one thread of {@link LETKFN} holds: for each target it finds the inflation, and then has it analysed. */
final class FiniteSizeThread {

  private final FiniteSize prior;
  private final FiniteSizeCost cost;
  private final NeighbourLists.Reader reader;
  private final LocalAnalysis analysis = new LocalAnalysis();
  private final LocalRefusal refusal = new LocalRefusal();

  /** Lists of a tile with weights times the inflation. */
  private final Neighbours inflated = new Neighbours();
  private double[] inflation = {};
  private int[] status = {};
  private double[] condition = {};
  private double[] s = {};
  private double[] innovation = {};
  private double[] gram = {};
  private double[] projected = {};

  FiniteSizeThread(String filter, FiniteSize prior, NeighbourLists near) {
    this.prior = prior;
    cost = new FiniteSizeCost(filter, prior);
    reader = near.reader();
  }

  boolean fits(NeighbourLists lists, FiniteSize wanted) {
    return reader.reads(lists) && prior.equals(wanted);
  }

  /** The condition number of the target that was refused last. */
  double condition() {
    return refusal.condition();
  }

  /** Leaves analysis anomalies and means of a tile's targets; returns the first target that is refused, or −1. */
  int analyse(LocalProblems problems, ObservationSpace space, int tile) {
    Neighbours lists = reader.tile(tile);
    inflated.begin(lists.first, 0);
    inflated.append(lists);
    if (inflation.length < lists.targets) {
      inflation = new double[lists.targets];
      status = new int[lists.targets];
      condition = new double[lists.targets];
    }
    for (int t = 0; t < lists.targets; t++) {
      double l = lists.count(t) == 0 ? 1.0 : inflation(problems, lists, t);
      inflation[t] = l;
      for (int i = lists.start[t]; i < lists.start[t + 1]; i++) {
        inflated.weight[i] = lists.weight[i] * l;
      }
    }
    analysis.analyse(problems, inflated.lists(), status, condition);
    int refused = refusal.settle(problems, space, inflated, 0, lists.targets, status, condition);
    for (int t = 0; t < lists.targets && refused < 0; t++) {
      inflate(problems, lists.first + t, inflation[t]);
    }
    return refused < 0 ? refused : lists.first + refused;
  }

  /** The inflation of EnKF-N for the observations near a target, all with their own errors. */
  private double inflation(LocalProblems problems, Neighbours lists, int t) {
    int k = problems.rows();
    int p = lists.count(t);
    reserve(k, p);
    for (int i = 0; i < p; i++) {
      int j = lists.index[lists.start[t] + i];
      System.arraycopy(problems.byObservation(), j * problems.stride(), s, i * k, k);
      innovation[i] = problems.innovation()[j];
    }
    Gemm.gram(true, k, p, 1.0, s, 0, k, 0.0, gram, 0, k);
    Gemm.gemv(true, k, p, 1.0, s, 0, k, innovation, 0, 1, 0.0, projected, 0, 1);
    return cost.ofMembers(k, gram, projected);
  }

  private void reserve(int k, int p) {
    if (projected.length != k) {
      projected = new double[k];
      gram = new double[elements(k, k)];
    }
    if (s.length < elements(p, k)) {
      s = new double[p * k];
    }
    if (innovation.length < p) {
      innovation = new double[p];
    }
  }

  private static int elements(int rows, int columns) {
    return Checks.elements("LETKFN: local problem", rows, columns, Double.BYTES);
  }

  private static void inflate(LocalProblems problems, int target, double l) {
    for (int v = 0; v < problems.vectors(); v++) {
      int i = problems.variable(target, v);
      for (int m = 0; m < problems.rows() && i >= 0; m++) {
        problems.analysis()[m * problems.size() + i] = problems.analysis()[m * problems.size() + i] * l;
      }
    }
  }
}
