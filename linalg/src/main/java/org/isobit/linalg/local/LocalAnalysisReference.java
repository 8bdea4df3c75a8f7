// Master of FloatLocalAnalysisReference: the float version is generated from this file.
package org.isobit.linalg.local;

import java.util.Arrays;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.gemm.GemmReference;
import org.isobit.kernels.localization.LocalProblems;
import org.isobit.kernels.localization.TargetLists;
import org.isobit.linalg.batch.BatchRational;

/**
 * One local analysis at a time, of any size; it defines the bits. The ways are those of {@link LocalAnalysis}. Holds
 * the arrays of one thread; checks nothing.
 */
public final class LocalAnalysisReference {

  /** Products of matrices, for long lists by the backend of their analysis: the same bits. */
  private final GemmReference gemm;

  private final BatchRational rational = new BatchRational(Backend.REFERENCE);
  private final int members;
  private final int longest;
  private double[] s = {};
  private double[] innovation = {};
  private double[] t = {};
  private double[] w = {};
  private double[] x = {};
  private double[] z = {};
  private double[] y = {};
  private double[] mean = {};

  /**
   * Arrays for problems of some size.
   *
   * @param members members, or rows of the error subspace
   * @param longest most observations near a target
   */
  public LocalAnalysisReference(int members, int longest) {
    this(Backend.REFERENCE, members, longest);
  }

  LocalAnalysisReference(Backend products, int members, int longest) {
    gemm = GemmReference.of(products);
    this.members = members;
    this.longest = longest;
    reserve(longest, LocalRules.filled(members), 1);
  }

  boolean fits(int rows, int terms) {
    return members == rows && longest >= terms;
  }

  /** All targets; tells whether all members that were stored are finite. */
  boolean run(LocalProblems all, TargetLists lists, int[] status, double[] condition) { // float: boolean run(FloatLocalProblems all, TargetLists lists, int[] status, double[] condition) {
    boolean formed = LocalRules.forms(members, all.vectors());
    double differences = 0.0;
    for (int number = 0; number < lists.targets(); number++) {
      int order = LocalRules.observationOrder(members, lists.count(number));
      differences += analyse(all, lists, number, order, formed, status, condition);
    }
    return all.whole() && differences == 0.0;
  }

  /**
   * Analyses one target of lists.
   *
   * @param all       the ensemble and its observations
   * @param lists     the lists
   * @param number    the target's number in them
   * @param order     order of its problem in observation space, a multiple of {@value LocalRules#GRAIN} and at least
   *                  the number of observations; 0 for the space of the rows
   * @param formed    whether the transform is formed in the space of the rows
   * @param status    takes 0, or 1 if the target is refused, at the target's number
   * @param condition takes the condition number of a target that is refused
   * @return the sum of differences of what was stored from itself: 0 where all is finite
   */
  public double analyse(LocalProblems all, TargetLists lists, int number, int order, boolean formed, int[] status,
      double[] condition) { // float: unchanged
    int p = lists.count(number);
    int target = lists.first() + number;
    if (p == 0) {
      status[number] = 0;
      return keep(all, target);
    }
    int vectors = all.vectors();
    reserve(Math.max(p, order), Math.max(order, members), vectors);
    gather(all, lists, number, p, order);
    load(all, target, vectors);
    if (order > 0) {
      gram(false, order, members);
    } else {
      gram(true, members, p);
    }
    int n = order > 0 ? order : members;
    boolean failed = rational.attempt(n, 1, t, 0, all.degrees()) >= 0; // float: boolean failed = rational.attempt(n, 1, t, 0, (float) all.degrees()) >= 0;
    if (!LocalAcceptance.accepted(all.largestCondition(), failed, rational, 0, number, status, condition)) {
      return 0.0;
    }
    double amplification = all.amplification(); // float: float amplification = (float) all.amplification();
    double gain = all.amplification() / all.degrees(); // float: float gain = (float) (all.amplification() / all.degrees());
    if (order > 0) {
      fewObservations(order, vectors, amplification, gain, 1.0 / all.degrees()); // float: fewObservations(order, vectors, amplification, gain, 1.0f / (float) all.degrees());
    } else {
      multiply(true, false, members, 1, p, 1.0, s, members, innovation, 1, 0.0, w, 1);
      if (formed) {
        manyVectors(vectors, amplification, gain);
      } else {
        fewVectors(vectors, amplification, gain);
      }
    }
    return store(all, target, vectors);
  }

  /** Room for so many terms, rows of zeros among them, matrices of an order and vectors. */
  private void reserve(int terms, int order, int vectors) {
    if (innovation.length < terms) {
      s = new double[elements(terms, members)];
      innovation = new double[terms];
    }
    if (w.length < order) {
      t = new double[elements(order, order)];
      w = new double[order];
    }
    int elements = elements(vectors + 1, w.length);
    if (x.length < elements) {
      x = new double[elements];
      z = new double[elements];
      y = new double[elements];
    }
    if (mean.length < vectors) {
      mean = new double[vectors];
    }
  }

  /** Rows of s are terms; rows of zeros follow up to an order. */
  private void gather(LocalProblems all, TargetLists lists, int number, int p, int order) {
    int start = lists.start()[number];
    for (int q = 0; q < p; q++) {
      double root = lists.weight()[start + q]; // float: unchanged
      double factor = root; // float: float factor = (float) root;
      int j = lists.index()[start + q];
      innovation[q] = all.innovation()[j] * root; // float: innovation[q] = (float) (all.innovation()[j] * root);
      for (int m = 0; m < members; m++) {
        s[q * members + m] = all.byObservation()[j * all.stride() + m] * factor;
      }
    }
    if (order > p) {
      Arrays.fill(innovation, p, order, 0.0);
      Arrays.fill(s, p * members, order * members, 0.0);
    }
  }

  private void load(LocalProblems all, int target, int vectors) {
    for (int v = 0; v < vectors; v++) {
      int i = all.variable(target, v);
      mean[v] = i < 0 ? 0.0 : all.mean()[i];
      for (int m = 0; m < members; m++) {
        x[v * members + m] = i < 0 ? 0.0 : all.forecast()[m * all.size() + i];
      }
    }
  }

  private double store(LocalProblems all, int target, int vectors) {
    double differences = 0.0;
    for (int v = 0; v < vectors; v++) {
      int i = all.variable(target, v);
      for (int m = 0; m < members && i >= 0; m++) {
        double member = all.whole() ? mean[v] + y[v * members + m] : y[v * members + m];
        differences += member - member;
        all.analysis()[m * all.size() + i] = member;
      }
      if (i >= 0 && !all.whole()) {
        all.mean()[i] = mean[v];
      }
    }
    return differences;
  }

  /** A target that nothing is near. */
  static double keep(LocalProblems all, int target) {
    double factor = all.unobserved(); // float: float factor = (float) all.unobserved();
    double differences = 0.0;
    for (int m = 0; m < all.rows(); m++) {
      for (int v = 0; v < all.vectors(); v++) {
        int i = all.variable(target, v);
        if (i >= 0) {
          double member = factor * all.forecast()[m * all.size() + i];
          member = all.whole() ? all.mean()[i] + member : member;
          differences += member - member;
          all.analysis()[m * all.size() + i] = member;
        }
      }
    }
    return differences;
  }

  /** mean += r·z for each vector, z having n elements. */
  private void means(int vectors, int n, double[] r, double[] from) {
    for (int v = 0; v < vectors; v++) {
      for (int j = 0; j < n; j++) {
        mean[v] = Math.fma(r[j], from[v * n + j], mean[v]);
      }
    }
  }

  private static void scale(int n, double factor, double[] x) {
    for (int i = 0; i < n; i++) {
      x[i] = x[i] * factor;
    }
  }

  private void fewVectors(int vectors, double amplification, double gain) {
    System.arraycopy(w, 0, x, vectors * members, members);
    rational.rotate(vectors + 1, x, 0);
    rational.inverse(1, x, vectors * members, w, 0);
    scale(members, gain, w);
    means(vectors, members, w, x);
    rational.inverseRoot(vectors, x, 0, y, 0);
    rational.rotateBack(vectors, y, 0);
    scale(vectors * members, amplification, y);
  }

  private void manyVectors(int vectors, double amplification, double gain) {
    rational.rotate(1, w, 0);
    rational.inverse(1, w, 0, z, 0);
    rational.rotateBack(1, z, 0);
    scale(members, gain, z);
    means(vectors, members, z, x);
    rational.matrix(t, 0);
    scale(members * members, amplification, t);
    // Vectors are rows: Y = X·W, W symmetric.
    multiply(false, false, vectors, members, members, 1.0, x, members, t, members, 0.0, y, members);
  }

  private void fewObservations(int n, int vectors, double amplification, double gain, double inverseDegrees) {
    multiply(false, true, vectors, n, members, 1.0, x, members, s, members, 0.0, z, n);
    rational.rotate(vectors, z, 0);
    rational.rotate(1, innovation, 0);
    rational.inverse(1, innovation, 0, w, 0);
    scale(n, gain, w);
    means(vectors, n, w, z);
    rational.dividedDifference(vectors, z, 0, y, 0);
    rational.rotateBack(vectors, y, 0);
    scale(vectors * n, inverseDegrees, y);
    multiply(false, false, vectors, members, n, 1.0, y, n, s, members, 1.0, x, members);
    for (int i = 0; i < vectors * members; i++) {
      y[i] = x[i] * amplification;
    }
  }

  /** The lower triangle of s·sᵀ, or sᵀ·s. */
  private void gram(boolean transposed, int n, int terms) {
    gemm.syrk(transposed, n, terms, 1.0, s, 0, members, 0.0, t, 0, n);
  }

  private void multiply(boolean transA, boolean transB, int m, int n, int k, double alpha, double[] a, int lda,
      double[] b, int ldb, double beta, double[] c, int ldc) {
    gemm.gemm(transA, transB, m, n, k, alpha, a, 0, lda, b, 0, ldb, beta, c, 0, ldc);
  }

  private static int elements(int rows, int columns) {
    return Checks.elements("local analysis", rows, columns, Double.BYTES);
  }
}
