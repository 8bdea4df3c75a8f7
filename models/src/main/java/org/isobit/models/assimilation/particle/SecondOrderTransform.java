package org.isobit.models.assimilation.particle;

import org.isobit.kernels.Checks;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.batch.RationalPoles;

/**
 * The transform of Tödter and Ahrens (2015): √N·W^½ with W = diag(w) − w·wᵀ, which gives anomalies whose covariance,
 * with N in the denominator, is that of the weighted ensemble. Serves one thread.
 *
 * <p>A diagonal matrix less one of rank one needs no eigenvectors. On W's eigenvalues x but 0, √x = x·Σ_k c_k ÷ (x +
 * s_k) ({@link RationalPoles}), and by the formula of Sherman and Morrison each term of W^½ is c_k·(diag(a) − a·aᵀ ÷
 * Σ a) with a_i = w_i ÷ (w_i + s_k), since Σ w = 1. Off the diagonal all terms have one sign, and rows add up to 0,
 * which gives the diagonal: nothing cancels, and the mean of anomalies stays 0.
 *
 * <p>Eigenvalues lie between the least weight above 0 and the largest, which choose the table. Below 2^−52 times the
 * largest their roots are too small, by 2^−26 times the largest root at most: W itself is met to rounding.
 */
final class SecondOrderTransform {

  /** Exponent of the table that is held, and its poles. */
  private int m;
  private int poles;
  private final double[] shift = new double[WidestPoles.count()];
  private final double[] weight = new double[shift.length];
  private final double[] sums = new double[shift.length];
  private double[] x = {};
  private double[] a = {};

  /**
   * Computes it.
   *
   * @param n number of members
   * @param w weights, which add up to 1
   * @param t receives √N·W^½, n × n, whose rows and columns add up to 0
   */
  void compute(int n, double[] w, double[] t) {
    if (x.length != n) {
      x = new double[n];
      a = new double[Checks.elements("NETF", n, shift.length, Double.BYTES)];
    }
    double largest = largest(n, w);
    choose(largest / least(n, w));
    double scale = Math.scalb(1.0, m);
    for (int i = 0; i < n; i++) {
      x[i] = w[i] / largest * scale;
    }
    roots(n);
    Gemm.gram(false, n, poles, -Math.sqrt(n * (largest / scale)), a, 0, poles, 0.0, t, 0, n);
    for (int i = 0; i < n; i++) {
      double others = 0.0;
      for (int k = 0; k < n; k++) {
        others += k == i ? 0.0 : t[i * n + k];
      }
      t[i * n + i] = -others;
    }
  }

  /** Row i of a: x_i ÷ (x_i + s_k)·√(c_k ÷ Σ_l x_l ÷ (x_l + s_k)), so that minus a·aᵀ is W^½ off the diagonal. */
  private void roots(int n) {
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < poles; k++) {
        a[i * poles + k] = x[i] + shift[k];
      }
    }
    // One array: the compiler makes vectors of it.
    for (int e = 0; e < n * poles; e++) {
      a[e] = 1.0 / a[e];
    }
    Gemm.gemv(true, poles, n, 1.0, a, 0, poles, x, 0, 1, 0.0, sums, 0, 1);
    for (int k = 0; k < poles; k++) {
      sums[k] = Math.sqrt(weight[k] / sums[k]);
    }
    for (int i = 0; i < n; i++) {
      double xi = x[i];
      for (int k = 0; k < poles; k++) {
        a[i * poles + k] = a[i * poles + k] * (xi * sums[k]);
      }
    }
  }

  private static double largest(int n, double[] w) {
    double largest = 0.0;
    for (int i = 0; i < n; i++) {
      largest = w[i] > largest ? w[i] : largest;
    }
    return largest;
  }

  /** The least weight above 0; a member without weight has none of the others' eigenvectors. */
  private static double least(int n, double[] w) {
    double least = 1.0;
    for (int i = 0; i < n; i++) {
      least = w[i] > 0.0 && w[i] < least ? w[i] : least;
    }
    return least;
  }

  /** The table for eigenvalues whose largest is so many times the least. */
  private void choose(double ratio) {
    boolean widest = !(ratio < Math.scalb(1.0, RationalPoles.LARGEST));
    int wanted = widest ? WidestPoles.EXPONENT : Math.getExponent(ratio) + 1;
    if (wanted != m) {
      m = wanted;
      poles = widest ? WidestPoles.count() : RationalPoles.count(m);
      for (int k = 0; k < poles; k++) {
        shift[k] = widest ? WidestPoles.shift(k) : RationalPoles.shift(m, k);
        weight[k] = widest ? WidestPoles.weight(k) : RationalPoles.weight(m, k);
      }
    }
  }
}
