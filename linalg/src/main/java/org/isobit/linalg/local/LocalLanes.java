// Master of FloatLocalLanes: the float version is generated from this file.
package org.isobit.linalg.local;

import java.util.Arrays;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.localization.LocalProblems;
import org.isobit.kernels.localization.TargetLists;
import org.isobit.linalg.batch.BatchRational;

/**
 * As many local analyses at a time as a vector has lanes, with the bits of {@link LocalAnalysisReference} for each,
 * whatever stands in the other lanes. Holds the arrays of one thread: element e of lane l at {@code e·WIDTH + l}.
 */
final class LocalLanes {

  /** Local analyses that run together. */
  static final int WIDTH = LocalProductsSimd.width();

  /** Distance in elements between two problems' matrices beyond their size, so that they do not share cache sets. */
  private static final int APART = 24;

  private final BatchRational rational = new BatchRational(Backend.SIMD);
  private final int members;
  private final int vectors;

  /** Row length of one problem's arrays: whole pairs of vectors of any width. */
  private final int ld;

  /**
   * Some of one problem's observed anomalies, with innovations as one more member, and its matrix beside those of the
   * other lanes.
   */
  private final double[] s;
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

  LocalLanes(int members, int vectors) {
    this.members = members;
    this.vectors = vectors;
    ld = leading(members + 1);
    s = new double[elements(ld, LocalGramSimd.TERMS + 1)];
    apart = (members + LocalGramSimd.ROWS) * ld + APART;
    single = new double[elements(apart, WIDTH)];
    int most = LocalRules.mostOrder(members);
    observed = new double[elements(WIDTH * members, most)];
    // An order in observation space may be rounded up beyond the members.
    int largest = LocalRules.filled(members);
    t = new double[elements(WIDTH * largest, largest)];
    int elements = elements(WIDTH * (members + LocalRules.GRAIN), vectors + 1);
    // Arrays of one size lie a page apart and a store to one would look like a load of another.
    x = new double[elements];
    y = new double[elements + 40];
    z = new double[elements + 88];
    mean = new double[WIDTH * vectors];
    innovation = new double[WIDTH * (members + LocalRules.GRAIN)];
    r = new double[WIDTH * (members + LocalRules.GRAIN)];
  }

  /** Whole pairs of vectors of any width, not so far apart that rows share cache sets. */
  private static int leading(int columns) {
    int whole = (columns + 15) / 16 * 16; // float: int whole = (columns + 31) / 32 * 32;
    return whole % 128 == 0 ? whole + 16 : whole; // float: return whole % 256 == 0 ? whole + 32 : whole;
  }

  boolean fits(LocalProblems problems) {
    return members == problems.rows() && vectors == problems.vectors();
  }

  /**
   * Analyses targets whose problems are alike.
   *
   * @param number    their numbers in the lists, from {@code from} on
   * @param count     how many, at most {@link #WIDTH}
   * @param order     order of their problems in observation space, or 0 for the space of the rows
   * @param status    takes 0, or 1 for those that are refused
   * @param condition takes the condition numbers of those
   * @return a sum of differences of what was stored from itself: 0 where all is finite
   */
  double run(LocalProblems all, TargetLists lists, int[] number, int from, int count, int order, int[] status,
      double[] condition) { // float: unchanged
    double amplification = all.amplification(); // float: float amplification = (float) all.amplification();
    double gain = all.amplification() / all.degrees(); // float: float gain = (float) (all.amplification() / all.degrees());
    if (order > 0) {
      gatherObserved(all, lists, number, from, count, order);
      LocalProductsSimd.gram(order, members, observed, t);
    } else {
      grams(all, lists, number, from, count);
    }
    int n = order > 0 ? order : members;
    if (!reduce(all, number, from, count, n, status, condition)) {
      return 0.0;
    }
    load(all, lists.first(), number, from, count);
    if (order > 0) {
      inObservationSpace(order, gain, 1.0 / all.degrees()); // float: inObservationSpace(order, gain, 1.0f / (float) all.degrees());
      return store(all, x, amplification, lists.first(), number, from, count);
    } else if (LocalRules.forms(members, vectors)) {
      manyVectors(amplification, gain);
      return store(all, y, 1.0, lists.first(), number, from, count);
    }
    fewVectors(gain);
    return store(all, y, amplification, lists.first(), number, from, count);
  }

  /** Reduces the matrices; tells whether any is good enough. */
  private boolean reduce(LocalProblems all, int[] number, int from, int count, int n, int[] status,
      double[] condition) { // float: unchanged
    boolean failed = rational.attempt(n, WIDTH, t, 0, all.degrees()) >= 0; // float: boolean failed = rational.attempt(n, WIDTH, t, 0, (float) all.degrees()) >= 0;
    boolean any = false;
    for (int l = 0; l < count; l++) {
      accepted[l] = LocalAcceptance.accepted(all.largestCondition(), failed, rational, l, number[from + l], status,
          condition);
      any = any || accepted[l];
    }
    return any;
  }

  /**
   * Matrices and projected innovations, one problem after the other, then into lanes; the innovations behind the
   * vectors. Lanes without a problem take what an earlier call left, a transform perhaps: nobody reads their results.
   */
  private void grams(LocalProblems all, TargetLists lists, int[] number, int from, int count) {
    for (int l = 0; l < count; l++) {
      int start = lists.start()[number[from + l]];
      int end = start + lists.count(number[from + l]);
      for (int e = start; e < end; e += LocalGramSimd.TERMS) {
        int terms = end - e < LocalGramSimd.TERMS ? end - e : LocalGramSimd.TERMS;
        gather(all, lists, e, terms);
        LocalGramSimd.gram(members + 1, terms, ld, s, e == start, single, l * apart);
      }
    }
    LocalProductsSimd.interleave(members, ld, apart, single, t, x, vectors * members * WIDTH);
  }

  /** Observed anomalies and innovations of some entries of the lists, one problem's. */
  private void gather(LocalProblems all, TargetLists lists, int start, int terms) {
    for (int q = 0; q < terms; q++) {
      double root = lists.weight()[start + q]; // float: unchanged
      double factor = root; // float: float factor = (float) root;
      int j = lists.index()[start + q];
      row(all, j * all.stride(), factor, q * ld);
      s[q * ld + members] = all.innovation()[j] * root; // float: s[q * ld + members] = (float) (all.innovation()[j] * root);
    }
  }

  /** Observed anomalies and innovations into lanes; missing observations and lanes are zeros. */
  private void gatherObserved(LocalProblems all, TargetLists lists, int[] number, int from, int count, int order) {
    Arrays.fill(innovation, 0, order * WIDTH, 0.0);
    for (int l = 0; l < WIDTH; l++) {
      int p = l < count ? lists.count(number[from + l]) : 0;
      int start = l < count ? lists.start()[number[from + l]] : 0;
      for (int q = 0; q < p; q++) {
        double root = lists.weight()[start + q]; // float: unchanged
        double factor = root; // float: float factor = (float) root;
        int j = lists.index()[start + q];
        innovation[q * WIDTH + l] = all.innovation()[j] * root; // float: innovation[q * WIDTH + l] = (float) (all.innovation()[j] * root);
        spread(all.byObservation(), j * all.stride(), factor, q * members * WIDTH + l);
      }
      for (int q = p; q < order; q++) {
        for (int m = 0; m < members; m++) {
          observed[(q * members + m) * WIDTH + l] = 0.0;
        }
      }
    }
  }

  /** An observation's anomalies times a factor: whole vectors, where the array does not end before. */
  private void row(LocalProblems all, int at, double factor, int to) {
    double[] by = all.byObservation();
    if (at <= by.length - ld) {
      LocalGramSimd.scaled(members, by, at, factor, s, to);
      return;
    }
    for (int m = 0; m < members; m++) {
      s[to + m] = by[at + m] * factor;
    }
  }

  private void spread(double[] row, int at, double factor, int to) {
    for (int m = 0; m < members; m++) {
      observed[to + m * WIDTH] = row[at + m] * factor;
    }
  }

  private void fewVectors(double gain) {
    int last = vectors * members * WIDTH;
    rational.rotate(vectors + 1, x, 0);
    rational.inverse(1, x, last, r, 0);
    LocalProductsSimd.scale(members, gain, r);
    LocalProductsSimd.means(vectors, members, r, x, mean);
    rational.inverseRoot(vectors, x, 0, y, 0);
    rational.rotateBack(vectors, y, 0);
  }

  private void manyVectors(double amplification, double gain) {
    int last = vectors * members * WIDTH;
    rational.rotate(1, x, last);
    rational.inverse(1, x, last, r, 0);
    rational.rotateBack(1, r, 0);
    LocalProductsSimd.scale(members, gain, r);
    LocalProductsSimd.means(vectors, members, r, x, mean);
    rational.matrix(t, 0);
    LocalProductsSimd.transform(vectors, members, amplification, x, t, y, single);
  }

  private void inObservationSpace(int n, double gain, double inverseDegrees) {
    LocalProductsSimd.project(vectors, n, members, x, observed, z);
    rational.rotate(vectors, z, 0);
    rational.rotate(1, innovation, 0);
    rational.inverse(1, innovation, 0, r, 0);
    LocalProductsSimd.scale(n, gain, r);
    LocalProductsSimd.means(vectors, n, r, z, mean);
    rational.dividedDifference(vectors, z, 0, y, 0);
    rational.rotateBack(vectors, y, 0);
    LocalProductsSimd.scale(vectors * n, inverseDegrees, y);
    LocalProductsSimd.multiply(vectors, n, members, y, observed, x);
  }

  /** Anomalies and means of the targets' vectors into lanes; lanes and points that are not there are zeros. */
  private void load(LocalProblems all, int first, int[] number, int from, int count) {
    if (sideBySide(all, number, from, count)) {
      int point = first + number[from];
      LocalProductsSimd.load(vectors, members, all.forecast(), point, all.points(), all.size(), x);
      LocalProductsSimd.load(vectors, 1, all.mean(), point, all.points(), 0, mean);
      return;
    }
    for (int v = 0; v < vectors; v++) {
      for (int l = 0; l < WIDTH; l++) {
        int i = l < count ? all.variable(first + number[from + l], v) : -1;
        mean[v * WIDTH + l] = i < 0 ? 0.0 : all.mean()[i];
        loadLane(all, i, v * members * WIDTH + l);
      }
    }
  }

  private void loadLane(LocalProblems all, int i, int xo) {
    double[] forecast = all.forecast();
    int size = all.size();
    for (int m = 0; m < members; m++) {
      x[xo + m * WIDTH] = i < 0 ? 0.0 : forecast[m * size + i];
    }
  }

  /** Results, and means if they are not part of them, back into the ensemble; a refused problem's stay. */
  private double store(LocalProblems all, double[] result, double factor, int first, int[] number, int from,
      int count) {
    boolean side = sideBySide(all, number, from, count);
    for (int l = 0; l < count; l++) {
      side = side && accepted[l];
    }
    int point = first + number[from];
    if (side && all.whole()) {
      LocalProductsSimd.storeWhole(vectors, members, factor, result, mean, all.analysis(), point, all.points(),
          all.size(), r);
      double differences = 0.0;
      for (int l = 0; l < WIDTH; l++) {
        differences += r[l];
      }
      return differences;
    }
    if (side) {
      LocalProductsSimd.store(vectors, members, factor, result, all.analysis(), point, all.points(), all.size());
    }
    double differences = 0.0;
    for (int v = 0; v < vectors; v++) {
      for (int l = 0; l < count; l++) {
        int i = all.variable(first + number[from + l], v);
        if (i < 0 || !accepted[l]) {
          continue;
        }
        differences += side ? 0.0 : storeLane(all, result, v * members * WIDTH + l, factor, mean[v * WIDTH + l], i);
        if (!all.whole()) {
          all.mean()[i] = mean[v * WIDTH + l];
        }
      }
    }
    return differences;
  }

  private double storeLane(LocalProblems all, double[] result, int at, double factor, double average, int i) {
    double[] analysis = all.analysis();
    int size = all.size();
    double differences = 0.0;
    for (int m = 0; m < members; m++) {
      double member = result[at + m * WIDTH] * factor;
      member = all.whole() ? average + member : member;
      differences += member - member;
      analysis[m * size + i] = member;
    }
    return differences;
  }

  /** Whether the lanes hold neighbouring single points, which lie side by side in every row of the state. */
  private static boolean sideBySide(LocalProblems all, int[] number, int from, int count) {
    return count == WIDTH && all.batch() == 1 && number[from + WIDTH - 1] - number[from] == WIDTH - 1;
  }

  private static int elements(int rows, int columns) {
    return Checks.elements("local analysis", rows, columns, Double.BYTES);
  }
}
