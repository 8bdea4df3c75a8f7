// Master of FloatLocalPoint: the float version is generated from this file.
package org.isobit.models.assimilation;

import org.isobit.kernels.Backend;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.batch.BatchRational;

/**
 * One local analysis at a time, of any size; it defines the bits of all. Holds the arrays of one thread.
 *
 * <p>With s = √ρ·S (terms × rows, rows being members or those of the error subspace), d the innovation times √ρ, c = N − 1,
 * f the amplification, and x one of the vectors to be analysed, the anomalies of one variable of the target: the mean
 * moves by f·x·(c·I + s·sᵀ)⁻¹·s·d, and x becomes f·(I + s·sᵀ ÷ c)^{-1/2}·x. {@link BatchRational} gives both without
 * eigenvectors, s·sᵀ being Q·T·Qᵀ and C = I + T ÷ c:
 *
 * <ul>
 * <li>few vectors: z = Qᵀ·x, mean = fma(r_i, z_i, mean) over i with r = C⁻¹·Qᵀ·s·d times f ÷ c, x = f·Q·C^{-1/2}·z;
 * <li>many vectors ({@link LocalProblem#forms}): w = Q·r and W = f·Q·C^{-1/2}·Qᵀ are formed, mean = fma(w_m, x_m, mean),
 * x = W·x;
 * <li>few observations ({@link LocalProblem#observationOrder}): sᵀ·s = Q·T·Qᵀ instead, z = Qᵀ·sᵀ·x,
 * mean = fma(r_i, z_i, mean) with r = C⁻¹·Qᵀ·d times f ÷ c, x = f·(x + s·h), h = Q·D·z times 1 ÷ c with D the divided
 * difference of the inverse root.
 * </ul>
 *
 * <p>All products are chains of fma in ascending order, as in {@link Gemm}.
 */
final class LocalPoint {

  private final BatchRational rational = new BatchRational(Backend.REFERENCE);
  private final int members;
  private final int longest;
  private final double[] s;
  private final double[] innovation;
  private final double[] t;
  private final double[] w;
  private double[] x = {};
  private double[] z = {};
  private double[] y = {};

  LocalPoint(String filter, int members, int longest) {
    this.members = members;
    this.longest = longest;
    int terms = longest + LocalProblem.GRAIN;
    s = new double[Ensemble.elements(filter, members, terms)];
    innovation = new double[terms];
    // An order in observation space may be rounded up beyond the members.
    int most = (members + LocalProblem.GRAIN - 1) / LocalProblem.GRAIN * LocalProblem.GRAIN;
    t = new double[Ensemble.elements(filter, most, most)];
    w = new double[members + LocalProblem.GRAIN];
  }

  boolean fits(int k, int terms) {
    return members == k && longest >= terms;
  }

  /** Analyses one target of a tile, given by its number there. */
  void run(LocalAnalyses all, Neighbours near, int number, LocalRefusal refusal) {
    int p = near.count(number);
    int target = near.first + number;
    if (p == 0) {
      all.keep(target);
      return;
    }
    gather(all, near, number, p);
    int vectors = all.fields * all.batch;
    if (x.length < (vectors + 1) * (members + LocalProblem.GRAIN)) {
      x = new double[Ensemble.elements(all.a.filter, vectors + 1, members + LocalProblem.GRAIN)];
      z = new double[x.length];
      y = new double[x.length];
    }
    load(all, target, vectors);
    int order = LocalProblem.observationOrder(members, p);
    if (order > 0) {
      Gemm.gram(false, order, members, 1.0, s, 0, members, 0.0, t, 0, order);
      boolean failed = rational.attempt(order, 1, t, 0, all.degrees) >= 0;
      if (!refusal.accepts(target, failed, rational, 0)) {
        return;
      }
      inObservationSpace(all, target, order, vectors);
    } else {
      Gemm.gram(true, members, p, 1.0, s, 0, members, 0.0, t, 0, members);
      Gemm.gemv(true, members, p, 1.0, s, 0, members, innovation, 0, 1, 0.0, w, 0, 1);
      boolean failed = rational.attempt(members, 1, t, 0, all.degrees) >= 0;
      if (!refusal.accepts(target, failed, rational, 0)) {
        return;
      }
      if (LocalProblem.forms(members, vectors)) {
        manyVectors(all, target, vectors);
      } else {
        fewVectors(all, target, vectors);
      }
    }
    store(all, target, vectors);
  }

  /** Rows of s are terms; rows of zeros follow. */
  private void gather(LocalAnalyses all, Neighbours near, int number, int p) {
    int start = near.start[number];
    for (int q = 0; q < p; q++) {
      double factor = near.weight[start + q]; // float: float factor = (float) near.weight[start + q];
      int j = near.index[start + q];
      innovation[q] = all.innovation(j, near.weight[start + q]);
      for (int m = 0; m < members; m++) {
        s[q * members + m] = all.byObservation[j * all.stride + m] * factor;
      }
    }
    for (int q = p; q < p + LocalProblem.GRAIN; q++) {
      innovation[q] = 0.0;
      java.util.Arrays.fill(s, q * members, (q + 1) * members, 0.0);
    }
  }

  private void load(LocalAnalyses all, int target, int vectors) {
    for (int v = 0; v < vectors; v++) {
      int i = all.variable(target, v);
      for (int m = 0; m < members; m++) {
        x[v * members + m] = i < 0 ? 0.0 : all.a.forecast[m * all.a.size + i];
      }
    }
  }

  private void store(LocalAnalyses all, int target, int vectors) {
    double differences = 0.0;
    for (int v = 0; v < vectors; v++) {
      int i = all.variable(target, v);
      for (int m = 0; m < members && i >= 0; m++) {
        double member = all.whole ? all.a.mean[i] + y[v * members + m] : y[v * members + m];
        differences += member - member;
        all.a.analysis[m * all.a.size + i] = member;
      }
    }
    all.note(differences);
  }

  /** mean += r·z for each vector, z having n elements. */
  private void means(LocalAnalyses all, int target, int vectors, int n, double[] r, double[] from) {
    for (int v = 0; v < vectors; v++) {
      int i = all.variable(target, v);
      if (i >= 0) {
        double mean = all.a.mean[i];
        for (int j = 0; j < n; j++) {
          mean = Math.fma(r[j], from[v * n + j], mean);
        }
        all.a.mean[i] = mean;
      }
    }
  }

  private static void scale(int n, double factor, double[] x) {
    for (int i = 0; i < n; i++) {
      x[i] = x[i] * factor;
    }
  }

  private void fewVectors(LocalAnalyses all, int target, int vectors) {
    System.arraycopy(w, 0, x, vectors * members, members);
    rational.rotate(vectors + 1, x, 0);
    rational.inverse(1, x, vectors * members, w, 0);
    scale(members, all.gain, w);
    means(all, target, vectors, members, w, x);
    rational.inverseRoot(vectors, x, 0, y, 0);
    rational.rotateBack(vectors, y, 0);
    scale(vectors * members, all.amplification, y);
  }

  private void manyVectors(LocalAnalyses all, int target, int vectors) {
    rational.rotate(1, w, 0);
    rational.inverse(1, w, 0, z, 0);
    rational.rotateBack(1, z, 0);
    scale(members, all.gain, z);
    means(all, target, vectors, members, z, x);
    rational.matrix(t, 0);
    scale(members * members, all.amplification, t);
    // Vectors are rows: Y = X·W, W symmetric.
    Gemm.gemm(false, false, vectors, members, members, 1.0, x, 0, members, t, 0, members, 0.0, y, 0, members);
  }

  private void inObservationSpace(LocalAnalyses all, int target, int n, int vectors) {
    Gemm.gemm(false, true, vectors, n, members, 1.0, x, 0, members, s, 0, members, 0.0, z, 0, n);
    rational.rotate(vectors, z, 0);
    rational.rotate(1, innovation, 0);
    rational.inverse(1, innovation, 0, w, 0);
    scale(n, all.gain, w);
    means(all, target, vectors, n, w, z);
    rational.dividedDifference(vectors, z, 0, y, 0);
    rational.rotateBack(vectors, y, 0);
    scale(vectors * n, all.inverseDegrees, y);
    Gemm.gemm(false, false, vectors, members, n, 1.0, y, 0, n, s, 0, members, 1.0, x, 0, members);
    for (int i = 0; i < vectors * members; i++) {
      y[i] = x[i] * all.amplification;
    }
  }
}
