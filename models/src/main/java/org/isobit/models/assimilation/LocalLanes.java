// Master of FloatLocalLanes: the float version is generated from this file.
package org.isobit.models.assimilation;

import org.isobit.kernels.Backend;
import org.isobit.linalg.batch.BatchRational;

/**
 * As many local analyses at a time as a vector has lanes, with the bits of {@link LocalPoint} for each, whatever stands
 * in the other lanes. Holds the arrays of one thread: element e of lane l at {@code e·WIDTH + l}.
 */
final class LocalLanes {

  /** Local analyses that run together. */
  static final int WIDTH = LocalLanesSimd.width();

  /** Distance in elements between two problems' matrices beyond their size, so that they do not share cache sets. */
  private static final int APART = 24;

  private final BatchRational rational = new BatchRational(Backend.SIMD);
  private final int members;
  private final int longest;
  private final int vectors;

  /** Row length of one problem's arrays, the stride of observed anomalies: whole vectors. */
  private final int ld;

  /** One problem's observed anomalies and innovation, and its matrix beside those of the other lanes. */
  private final double[] s;
  private final double[] d;
  private final double[] u;
  private final double[] single;
  private final int apart;

  /** In lanes: observed anomalies of observation space, matrices, vectors, means and weights. */
  private final double[] observed;
  private final double[] t;
  private final double[] x;
  private final double[] y;
  private final double[] z;
  private final double[] mean;
  private final double[] innovation;
  private final double[] r;

  /** Which lanes' problems are good enough. */
  private final boolean[] accepted = new boolean[WIDTH];

  LocalLanes(String filter, int members, int longest, int vectors) {
    this.members = members;
    this.longest = longest;
    this.vectors = vectors;
    ld = LocalAnalyses.stride(members);
    s = new double[Ensemble.elements(filter, ld, longest)];
    d = new double[longest];
    u = new double[ld];
    apart = ld * ld + APART;
    single = new double[Ensemble.elements(filter, apart, WIDTH)];
    int most = LocalProblem.mostOrder(members);
    observed = new double[Ensemble.elements(filter, WIDTH * members, most)];
    // An order in observation space may be rounded up beyond the members.
    int largest = (members + LocalProblem.GRAIN - 1) / LocalProblem.GRAIN * LocalProblem.GRAIN;
    t = new double[Ensemble.elements(filter, WIDTH * largest, largest)];
    int elements = Ensemble.elements(filter, WIDTH * (members + LocalProblem.GRAIN), vectors + 1);
    // Arrays of one size lie a page apart and a store to one would look like a load of another.
    x = new double[elements];
    y = new double[elements + 40];
    z = new double[elements + 88];
    mean = new double[WIDTH * vectors];
    innovation = new double[WIDTH * (members + LocalProblem.GRAIN)];
    r = new double[WIDTH * (members + LocalProblem.GRAIN)];
  }

  boolean fits(int k, int terms, int ofTarget) {
    return members == k && longest >= terms && vectors == ofTarget;
  }

  /**
   * Analyses targets whose problems are alike.
   *
   * @param number their numbers in the tile, from {@code from} on
   * @param count  how many, at most {@link #WIDTH}
   * @param order  order of their problems in observation space, or 0 for the space of the rows
   */
  void run(LocalAnalyses all, Neighbours near, int[] number, int from, int count, int order, LocalRefusal refusal) {
    load(all, near.first, number, from, count);
    if (order > 0) {
      gatherObserved(all, near, number, from, count, order);
      LocalLanesSimd.gram(order, members, observed, t);
      if (!reduce(all, near.first, number, from, count, order, refusal)) {
        return;
      }
      inObservationSpace(all, order);
      store(all, x, all.amplification, near.first, number, from, count);
    } else {
      grams(all, near, number, from, count);
      if (!reduce(all, near.first, number, from, count, members, refusal)) {
        return;
      }
      if (LocalProblem.forms(members, vectors)) {
        manyVectors(all);
        store(all, y, 1.0, near.first, number, from, count);
      } else {
        fewVectors(all);
        store(all, y, all.amplification, near.first, number, from, count);
      }
    }
  }

  /** Reduces the matrices; tells whether any is good enough. */
  private boolean reduce(LocalAnalyses all, int first, int[] number, int from, int count, int n, LocalRefusal refusal) {
    boolean failed = rational.attempt(n, WIDTH, t, 0, all.degrees) >= 0;
    boolean any = false;
    for (int l = 0; l < count; l++) {
      accepted[l] = refusal.accepts(first + number[from + l], failed, rational, l);
      any = any || accepted[l];
    }
    return any;
  }

  /** Matrices and projected innovations, one problem after the other, then into lanes. */
  private void grams(LocalAnalyses all, Neighbours near, int[] number, int from, int count) {
    int to = vectors * members * WIDTH;
    for (int l = 0; l < count; l++) {
      int start = near.start[number[from + l]];
      int p = near.count(number[from + l]);
      for (int q = 0; q < p; q++) {
        double factor = near.weight[start + q]; // float: float factor = (float) near.weight[start + q];
        int j = near.index[start + q];
        d[q] = all.innovation(j, near.weight[start + q]);
        LocalGramSimd.scaled(ld, all.byObservation, j * ld, factor, s, q * ld);
      }
      LocalGramSimd.gram(members, p, ld, s, d, single, l * apart, u);
      for (int m = 0; m < members; m++) {
        x[to + m * WIDTH + l] = u[m];
      }
    }
    for (int l = count; l < WIDTH; l++) {
      for (int m = 0; m < members; m++) {
        x[to + m * WIDTH + l] = 0.0;
      }
    }
    LocalLanesSimd.interleave(members, ld, apart, count, single, t);
  }

  /** Observed anomalies and innovations into lanes; missing observations and lanes are zeros. */
  private void gatherObserved(LocalAnalyses all, Neighbours near, int[] number, int from, int count, int order) {
    java.util.Arrays.fill(innovation, 0, order * WIDTH, 0.0);
    for (int l = 0; l < WIDTH; l++) {
      int p = l < count ? near.count(number[from + l]) : 0;
      int start = l < count ? near.start[number[from + l]] : 0;
      for (int q = 0; q < p; q++) {
        double factor = near.weight[start + q]; // float: float factor = (float) near.weight[start + q];
        int j = near.index[start + q];
        innovation[q * WIDTH + l] = all.innovation(j, near.weight[start + q]);
        spread(all.byObservation, j * all.stride, factor, q * members * WIDTH + l);
      }
      for (int q = p; q < order; q++) {
        for (int m = 0; m < members; m++) {
          observed[(q * members + m) * WIDTH + l] = 0.0;
        }
      }
    }
  }

  private void spread(double[] row, int at, double factor, int to) {
    for (int m = 0; m < members; m++) {
      observed[to + m * WIDTH] = row[at + m] * factor;
    }
  }

  private void fewVectors(LocalAnalyses all) {
    int last = vectors * members * WIDTH;
    rational.rotate(vectors + 1, x, 0);
    rational.inverse(1, x, last, r, 0);
    LocalLanesSimd.scale(members, all.gain, r);
    LocalLanesSimd.means(vectors, members, r, x, mean);
    rational.inverseRoot(vectors, x, 0, y, 0);
    rational.rotateBack(vectors, y, 0);
  }

  private void manyVectors(LocalAnalyses all) {
    int last = vectors * members * WIDTH;
    rational.rotate(1, x, last);
    rational.inverse(1, x, last, r, 0);
    rational.rotateBack(1, r, 0);
    LocalLanesSimd.scale(members, all.gain, r);
    LocalLanesSimd.means(vectors, members, r, x, mean);
    rational.matrix(t, 0);
    LocalLanesSimd.scale(members * members, all.amplification, t);
    LocalLanesSimd.multiply(false, vectors, members, members, x, t, y);
  }

  private void inObservationSpace(LocalAnalyses all, int n) {
    LocalLanesSimd.project(vectors, n, members, x, observed, z);
    rational.rotate(vectors, z, 0);
    rational.rotate(1, innovation, 0);
    rational.inverse(1, innovation, 0, r, 0);
    LocalLanesSimd.scale(n, all.gain, r);
    LocalLanesSimd.means(vectors, n, r, z, mean);
    rational.dividedDifference(vectors, z, 0, y, 0);
    rational.rotateBack(vectors, y, 0);
    LocalLanesSimd.scale(vectors * n, all.inverseDegrees, y);
    LocalLanesSimd.multiply(true, vectors, n, members, y, observed, x);
  }

  /** Anomalies and means of the targets' vectors into lanes; lanes and points that are not there are zeros. */
  private void load(LocalAnalyses all, int first, int[] number, int from, int count) {
    Analysis a = all.a;
    if (sideBySide(all, number, from, count)) {
      int point = first + number[from];
      LocalLanesSimd.load(vectors, members, a.forecast, point, all.points, a.size, x);
      LocalLanesSimd.load(vectors, 1, a.mean, point, all.points, 0, mean);
      return;
    }
    for (int v = 0; v < vectors; v++) {
      for (int l = 0; l < WIDTH; l++) {
        int i = l < count ? all.variable(first + number[from + l], v) : -1;
        mean[v * WIDTH + l] = i < 0 ? 0.0 : a.mean[i];
        loadLane(a, i, v * members * WIDTH + l);
      }
    }
  }

  private void loadLane(Analysis a, int i, int xo) {
    for (int m = 0; m < members; m++) {
      x[xo + m * WIDTH] = i < 0 ? 0.0 : a.forecast[m * a.size + i];
    }
  }

  /** Results, and means if they are not part of them, back into the analysis; of a refused problem the mean stays. */
  private void store(LocalAnalyses all, double[] result, double factor, int first, int[] number, int from, int count) {
    Analysis a = all.a;
    if (sideBySide(all, number, from, count)) {
      int point = first + number[from];
      if (all.whole) {
        LocalLanesSimd.storeWhole(vectors, members, factor, result, mean, a.analysis, point, all.points, a.size, r);
        for (int l = 0; l < WIDTH; l++) {
          all.note(r[l]);
        }
        return;
      }
      LocalLanesSimd.store(vectors, members, factor, result, a.analysis, point, all.points, a.size);
    }
    double differences = 0.0;
    boolean side = sideBySide(all, number, from, count);
    for (int v = 0; v < vectors; v++) {
      for (int l = 0; l < count; l++) {
        int i = all.variable(first + number[from + l], v);
        if (i < 0 || !accepted[l]) {
          continue;
        }
        differences += side ? 0.0 : storeLane(all, result, v * members * WIDTH + l, factor, mean[v * WIDTH + l], i);
        a.mean[i] = all.whole ? a.mean[i] : mean[v * WIDTH + l];
      }
    }
    all.note(differences);
  }

  private double storeLane(LocalAnalyses all, double[] result, int at, double factor, double average, int i) {
    double differences = 0.0;
    for (int m = 0; m < members; m++) {
      double member = result[at + m * WIDTH] * factor;
      member = all.whole ? average + member : member;
      differences += member - member;
      all.a.analysis[m * all.a.size + i] = member;
    }
    return differences;
  }

  /** Whether the lanes hold neighbouring single points, which lie side by side in every row of the state. */
  private static boolean sideBySide(LocalAnalyses all, int[] number, int from, int count) {
    return count == WIDTH && all.batch == 1 && number[from + WIDTH - 1] - number[from] == WIDTH - 1;
  }
}
