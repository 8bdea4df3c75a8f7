// Master of FloatCensoredGaussianSimd: the float version is generated from this file.
package org.isobit.kernels.loss;

import org.isobit.kernels.Backend;
import org.isobit.kernels.elementary.ExpSimd;
import org.isobit.kernels.elementary.LogNdtrReference;
import org.isobit.kernels.neural.LossesReference;
import org.isobit.kernels.reduce.ReduceReference;

/**
 * Vectorised {@link CensoredGaussian}: all elements of a chunk as if none were censored, then those that are, one after
 * the other in scratch arrays. Thread-safe.
 */
public final class CensoredGaussianSimd extends CensoredGaussianReference {

  private static final ReduceReference REDUCE = ReduceReference.of(Backend.SIMD);
  private static final LossesReference LOSSES = LossesReference.of(Backend.SIMD);
  private static final LogNdtrReference NORMAL = LogNdtrReference.of(Backend.SIMD);

  CensoredGaussianSimd() {}

  @Override
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
      t[i] = -r[ro + i];
    }
    ExpSimd.exp(n, t, 0, t, 0);
    int count = CensoredGaussianReference.collect(n, m, mo, y, yo, lower, lo, upper, uo, scratch);
    LOSSES.gaussian(n, w, t, m, mo, r, ro, y, yo, dm, dmo, dr, dro);
    if (dm != null) {
      NORMAL.logNdtrDerivative(count, scratch.z, 0, scratch.ratios, 0);
    }
    NORMAL.logNdtr(count, scratch.z, 0, scratch.z, 0);
    CensoredGaussianReference.scatter(count, w, scratch, dm, dmo, dr, dro);
    return REDUCE.sum(n, t, 0, 1);
  }
}
