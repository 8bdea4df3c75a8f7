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

  /** The targets in the lanes. */
  private final int[] target;
  private int filled;
  private final int members;
  private final TridiagonalSums sums;

  /** Observed anomalies near a target, and in one more column the innovation; and the products of columns. */
  private double[] s = {};
  private final double[] products;

  FiniteSizeThread(String filter, FiniteSize prior, NeighbourLists near, int members) {
    this.prior = prior;
    this.members = members;
    cost = new FiniteSizeCost(filter, prior);
    reader = near.reader();
    sums = new TridiagonalSums(filter, members);
    target = new int[sums.lanes()];
    products = new double[Checks.elements(filter + ": local problem", members + 1, members + 1, Double.BYTES)];
  }

  boolean fits(NeighbourLists lists, FiniteSize wanted, int ofMembers) {
    return reader.reads(lists) && prior.equals(wanted) && members == ofMembers;
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
    inflations(problems, lists);
    for (int t = 0; t < lists.targets; t++) {
      for (int i = lists.start[t]; i < lists.start[t + 1]; i++) {
        inflated.weight[i] = lists.weight[i] * inflation[t];
      }
    }
    analysis.analyse(problems, inflated.lists(), status, condition);
    int refused = refusal.settle(problems, space, inflated, 0, lists.targets, status, condition);
    for (int t = 0; t < lists.targets && refused < 0; t++) {
      inflate(problems, lists.first + t, inflation[t]);
    }
    return refused < 0 ? refused : lists.first + refused;
  }

  /** The inflations of EnKF-N for the observations near each target, all with their own errors; 1 without any. */
  private void inflations(LocalProblems problems, Neighbours lists) {
    filled = 0;
    for (int t = 0; t < lists.targets; t++) {
      if (lists.count(t) == 0) {
        inflation[t] = 1.0;
        continue;
      }
      put(problems, lists, t);
      if (filled == target.length) {
        inflationsOfLanes();
      }
    }
    inflationsOfLanes();
  }

  private void put(LocalProblems problems, Neighbours lists, int t) {
    int p = lists.count(t);
    int ld = members + 1;
    if (s.length < (long) p * ld) {
      s = new double[Checks.elements("LETKFN: local problem", p, ld, Double.BYTES)];
    }
    for (int i = 0; i < p; i++) {
      int j = lists.index[lists.start[t] + i];
      System.arraycopy(problems.byObservation(), j * problems.stride(), s, i * ld, members);
      s[i * ld + members] = problems.innovation()[j];
    }
    Gemm.syrk(true, ld, p, 1.0, s, 0, ld, 0.0, products, 0, ld);
    sums.put(filled, products);
    target[filled] = t;
    filled++;
  }

  private void inflationsOfLanes() {
    if (filled == 0) {
      return;
    }
    sums.reduce();
    for (int l = 0; l < filled; l++) {
      sums.of(l);
      inflation[target[l]] = prior.form() == FiniteSize.Form.PRIMAL
          ? cost.ofMembers(members, sums.gram(), sums.right()) : cost.ofSums(members, sums);
    }
    filled = 0;
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
