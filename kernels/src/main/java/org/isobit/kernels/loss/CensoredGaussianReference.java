// Master of FloatCensoredGaussianReference: the float version is generated from this file.
package org.isobit.kernels.loss;

import org.isobit.kernels.Backend;
import org.isobit.kernels.elementary.ExpReference;
import org.isobit.kernels.elementary.LogNdtrReference;
import org.isobit.kernels.neural.LossesReference;
import org.isobit.kernels.reduce.ReduceReference;

/** Scalar {@link CensoredGaussian}: defines the bits. Thread-safe. */
public sealed class CensoredGaussianReference permits CensoredGaussianSimd {

  private static final ReduceReference REDUCE = ReduceReference.of(Backend.REFERENCE);
  private static final LossesReference LOSSES = LossesReference.of(Backend.REFERENCE);

  CensoredGaussianReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static CensoredGaussianReference of(Backend backend) {
    return backend.isSimd() ? new CensoredGaussianSimd() : new CensoredGaussianReference();
  }

  /**
   * The sum of the terms; the gradients times the weight.
   *
   * @param w     factor of the gradients
   * @param n     number of elements
   * @param m     means
   * @param mo    index of the first
   * @param r     logarithms of scales
   * @param ro    index of the first
   * @param y     targets
   * @param yo    index of the first
   * @param lower lower bounds, or null
   * @param lo    index of the first
   * @param upper upper bounds, or null
   * @param uo    index of the first
   * @param dm    gradient of the means, or null
   * @param dmo   index of its first element
   * @param dr    gradient of the logarithms of scales, or null
   * @param dro   index of its first element
   * @return the sum of the terms
   */
  public double censored(double w, int n, double[] m, int mo, double[] r, int ro, double[] y, int yo, double[] lower,
      int lo, double[] upper, int uo, double[] dm, int dmo, double[] dr, int dro) {
    if (n > ReduceReference.CHUNK) {
      int left = ReduceReference.left(n);
      return censored(w, left, m, mo, r, ro, y, yo, lower, lo, upper, uo, dm, dmo, dr, dro)
          + censored(w, n - left, m, mo + left, r, ro + left, y, yo + left, lower, lo + left, upper, uo + left, dm,
              dmo + left, dr, dro + left);
    }
    LossScratch scratch = LossScratch.mine();
    double[] t = scratch.terms;
    for (int i = 0; i < n; i++) {
      t[i] = ExpReference.exp(-r[ro + i]);
    }
    int count = collect(n, m, mo, y, yo, lower, lo, upper, uo, scratch);
    LOSSES.gaussian(n, w, t, m, mo, r, ro, y, yo, dm, dmo, dr, dro);
    for (int k = 0; k < count; k++) {
      double z = scratch.z[k]; // float: unchanged
      scratch.z[k] = LogNdtrReference.logNdtr(z);
      scratch.ratios[k] = LogNdtrReference.logNdtrDerivative(z);
    }
    scatter(count, w, scratch, dm, dmo, dr, dro);
    return REDUCE.sum(n, t, 0, 1);
  }

  /** Censored elements, their scales and z; t has the scales of all. */
  static int collect(int n, double[] m, int mo, double[] y, int yo, double[] lower, int lo, double[] upper, int uo,
      LossScratch scratch) {
    double[] t = scratch.terms;
    int count = 0;
    for (int i = 0; i < n; i++) {
      double from = lower == null ? Double.NEGATIVE_INFINITY : lower[lo + i];
      double to = upper == null ? Double.POSITIVE_INFINITY : upper[uo + i];
      boolean below = y[yo + i] <= from && from != Double.NEGATIVE_INFINITY;
      boolean above = y[yo + i] >= to && to != Double.POSITIVE_INFINITY;
      // Written in any case, kept where it counts: no jump that cannot be foretold.
      scratch.censored[count] = below ? i : ~i;
      scratch.scales[count] = t[i];
      scratch.arguments[count] = (below ? from - m[mo + i] : m[mo + i] - to) * t[i];
      scratch.z[count] = scratch.arguments[count];
      count += below || above ? 1 : 0;
    }
    return count;
  }

  /** Terms and gradients of censored elements take their places. */
  static void scatter(int count, double w, LossScratch scratch, double[] dm, int dmo, double[] dr, int dro) {
    for (int k = 0; k < count; k++) {
      int i = scratch.censored[k];
      boolean below = i >= 0;
      i = below ? i : ~i;
      scratch.terms[i] = -(double) scratch.z[k];
      if (dm != null) {
        double ratio = (double) scratch.ratios[k];
        dm[dmo + i] = (w * scratch.scales[k]) * (below ? ratio : -ratio);
        dr[dro + i] = w * (ratio * scratch.arguments[k]);
      }
    }
  }
}
