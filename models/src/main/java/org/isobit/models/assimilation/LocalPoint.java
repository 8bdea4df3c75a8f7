package org.isobit.models.assimilation;

import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.eigen.SymmetricEigen;

/**
 * One local analysis at a time, of any size; it defines the bits of all. Holds the arrays of one thread.
 *
 * <p>With s = √ρ·S (rows × terms, rows being members or those of the error subspace) and d the innovation times √ρ:
 * B = s·sᵀ, then + (N − 1) on the diagonal; W = B^{-1/2};
 * w = f·W·(W·(s·d)), T = (√(N − 1)·f)·W with f the amplification; mean += w·A, anomalies = T·A. All products are chains
 * of fma in ascending order, as in {@link Gemm}.
 */
final class LocalPoint {

  private final SymmetricEigen eigen = new SymmetricEigen();
  private final double[] s;
  private final double[] innovation;
  private final double[] t;
  private final double[] w;
  private final double[] projected;

  LocalPoint(String filter, int members, int longest) {
    s = new double[Ensemble.elements(filter, members, longest)];
    innovation = new double[longest];
    t = new double[Ensemble.elements(filter, members, members)];
    w = new double[members];
    projected = new double[members];
  }

  boolean fits(int members, int longest) {
    return w.length == members && innovation.length >= longest;
  }

  /** Analyses one target of a tile, given by its number there. */
  void run(LocalAnalyses all, Neighbours near, int number) {
    Analysis a = all.a;
    int k = all.members;
    int p = near.count(number);
    int target = near.first + number;
    if (p == 0) {
      all.keep(target);
      return;
    }
    gather(all, near, number, p);
    Gemm.gram(false, k, p, 1.0, s, 0, p, 0.0, t, 0, k);
    for (int m = 0; m < k; m++) {
      t[m * k + m] += all.degrees;
    }
    eigen.factor(k, t, 0, k).values(projected, 0);
    all.requireCondition(target, projected[k - 1]);
    for (int m = 0; m < k; m++) {
      projected[m] = SymmetricTransform.inverseRoot(projected[m], all.degrees);
    }
    eigen.function(projected, 0, t, 0, k);
    Gemm.gemv(false, k, p, 1.0, s, 0, p, innovation, 0, 1, 0.0, w, 0, 1);
    Gemm.gemv(false, k, k, 1.0, t, 0, k, w, 0, 1, 0.0, projected, 0, 1);
    Gemm.gemv(false, k, k, 1.0, t, 0, k, projected, 0, 1, 0.0, w, 0, 1);
    double scale = Math.sqrt(all.degrees) * a.amplification;
    for (int m = 0; m < k; m++) {
      w[m] = w[m] * a.amplification;
      for (int c = 0; c < k; c++) {
        t[m * k + c] = t[m * k + c] * scale;
      }
    }
    int n = all.points(target);
    for (int v = 0; v < all.fields; v++) {
      int first = v * all.points + target * all.batch;
      Gemm.gemm(false, false, 1, n, k, 1.0, w, 0, k, a.forecast, first, a.size, 1.0, a.mean, first, a.size);
      Gemm.gemm(false, false, k, n, k, 1.0, t, 0, k, a.forecast, first, a.size, 0.0, a.analysis, first, a.size);
    }
  }

  private void gather(LocalAnalyses all, Neighbours near, int number, int p) {
    Analysis a = all.a;
    int start = near.start[number];
    for (int q = 0; q < p; q++) {
      double factor = near.weight[start + q];
      int j = near.index[start + q];
      innovation[q] = a.innovation[j] * factor;
      for (int m = 0; m < all.members; m++) {
        s[m * p + q] = all.byObservation[j * all.members + m] * factor;
      }
    }
  }
}
