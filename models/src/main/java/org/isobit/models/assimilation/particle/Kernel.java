package org.isobit.models.assimilation.particle;

import org.isobit.kernels.elementary.ExpReference;
import org.isobit.kernels.elementary.LogReference;
import org.isobit.linalg.qr.HouseholderQr;
import org.isobit.models.assimilation.MemberWeights;

/** Gaussian kernels about the particles, with a part of the weighted ensemble's covariance. Thread-safe. */
final class Kernel {

  private Kernel() {}

  /** Bandwidth in n dimensions, N^(−1/(n + 4)) (Scott 1992; Musso, Oudjane and Le Gland 2001, section 12.2.2). */
  static double bandwidth(int members, int n) {
    return ExpReference.exp(-LogReference.log(members) / (n + 4));
  }

  /**
   * Weighted anomalies C, whose Cᵀ·C is factor² times the unbiased weighted covariance: row m is
   * factor·√(w_m ÷ (1 − Σ w²))·(x_m − Σ w·x).
   *
   * @param members number of members
   * @param n       variables
   * @param factor  factor on anomalies
   * @param x       members × n without gaps
   * @param w       weights
   * @param c       receives members × n
   */
  static void anomalies(int members, int n, double factor, double[] x, double[] w, double[] c) {
    double left = MemberWeights.diversity(w);
    boolean degenerate = left == 0.0; // the covariance of one particle alone would be nothing: that of equal weights
    double equal = 1.0 / members;
    double unbiased = degenerate ? 1.0 - equal : left;
    for (int i = 0; i < n; i++) {
      double mean = 0.0;
      for (int m = 0; m < members; m++) {
        mean = Math.fma(degenerate ? equal : w[m], x[m * n + i], mean);
      }
      for (int m = 0; m < members; m++) {
        c[m * n + i] = x[m * n + i] - mean;
      }
    }
    for (int m = 0; m < members; m++) {
      double root = factor * Math.sqrt((degenerate ? equal : w[m]) / unbiased);
      for (int i = 0; i < n; i++) {
        c[m * n + i] = root * c[m * n + i];
      }
    }
  }

  /** Rows of the root of Cᵀ·C. */
  static int rank(int members, int n) {
    return members < n ? members : n;
  }

  /**
   * A root of Cᵀ·C with {@link #rank} rows: C itself, or R of C = Q·R, which needs fewer draws.
   *
   * @param members rows of C
   * @param n       its columns
   * @param c       C; receives the root
   */
  static void reduce(int members, int n, double[] c) {
    if (members > n) {
      new HouseholderQr().factor(members, n, c, 0, n).upper(c, 0, n);
    }
  }
}
