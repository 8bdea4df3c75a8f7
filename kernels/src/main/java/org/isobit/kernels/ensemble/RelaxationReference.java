// Master of FloatRelaxationReference: the float version is generated from this file.
package org.isobit.kernels.ensemble;

import org.isobit.kernels.Backend;

/** Scalar {@link Relaxation}: defines the bits. */
public sealed class RelaxationReference permits RelaxationSimd {

  RelaxationReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static RelaxationReference of(Backend backend) {
    return backend.isSimd() ? new RelaxationSimd() : new RelaxationReference();
  }

  /**
   * {@link Relaxation#toPriorPerturbations}.
   *
   * @param members members
   * @param n       state size
   * @param alpha   weight of the forecast
   * @param f       forecast anomalies
   * @param fo      their offset
   * @param ldf     their leading dimension
   * @param a       analysis anomalies
   * @param ao      their offset
   * @param lda     their leading dimension
   */
  public void toPriorPerturbations(int members, int n, double alpha, double[] f, int fo, int ldf, double[] a, int ao,
      int lda) {
    double rest = 1.0 - alpha;
    for (int m = 0; m < members; m++) {
      for (int i = 0; i < n; i++) {
        a[ao + m * lda + i] = Math.fma(alpha, f[fo + m * ldf + i], rest * a[ao + m * lda + i]);
      }
    }
  }

  /** One point's factor. */
  static double factor(double alpha, double forecast, double analysis) {
    return analysis == 0.0 ? 1.0 : Math.fma(alpha, (forecast - analysis) / analysis, 1.0);
  }

  /**
   * {@link Relaxation#toPriorSpread}.
   *
   * @param members  members
   * @param n        state size
   * @param alpha    weight of the forecast
   * @param forecast forecast spread
   * @param fo       its offset
   * @param analysis analysis spread
   * @param so       its offset
   * @param a        analysis anomalies
   * @param ao       their offset
   * @param lda      their leading dimension
   */
  public void toPriorSpread(int members, int n, double alpha, double[] forecast, int fo, double[] analysis, int so,
      double[] a, int ao, int lda) {
    for (int i = 0; i < n; i++) {
      double factor = factor(alpha, forecast[fo + i], analysis[so + i]);
      for (int m = 0; m < members; m++) {
        a[ao + m * lda + i] = factor * a[ao + m * lda + i];
      }
    }
  }
}
