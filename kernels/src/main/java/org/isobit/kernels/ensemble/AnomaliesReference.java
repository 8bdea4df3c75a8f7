// Master of FloatAnomaliesReference: the float version is generated from this file.
package org.isobit.kernels.ensemble;

import org.isobit.kernels.Backend;

/** Scalar {@link Anomalies}: defines the bits. */
public sealed class AnomaliesReference permits AnomaliesSimd {

  AnomaliesReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static AnomaliesReference of(Backend backend) {
    return backend.isSimd() ? new AnomaliesSimd() : new AnomaliesReference();
  }

  /**
   * {@link Anomalies#subtractMean}.
   *
   * @param members members
   * @param n       state size
   * @param e       ensemble
   * @param eo      its offset
   * @param lde     its leading dimension
   * @param mean    takes the mean
   * @param mo      its offset
   * @param a       takes the anomalies
   * @param ao      their offset
   * @param lda     their leading dimension
   */
  public void subtractMean(int members, int n, double[] e, int eo, int lde, double[] mean, int mo, double[] a, int ao,
      int lda) {
    for (int i = 0; i < n; i++) {
      mean[mo + i] = EnsembleMomentsReference.mean(members, e, eo + i, lde);
      for (int m = 0; m < members; m++) {
        a[ao + m * lda + i] = e[eo + m * lde + i] - mean[mo + i];
      }
    }
  }

  /**
   * {@link Anomalies#addMean}.
   *
   * @param members members
   * @param n       state size
   * @param mean    mean
   * @param mo      its offset
   * @param a       anomalies
   * @param ao      their offset
   * @param lda     their leading dimension
   * @param e       takes the ensemble
   * @param eo      its offset
   * @param lde     its leading dimension
   */
  public void addMean(int members, int n, double[] mean, int mo, double[] a, int ao, int lda, double[] e, int eo,
      int lde) {
    for (int m = 0; m < members; m++) {
      for (int i = 0; i < n; i++) {
        e[eo + m * lde + i] = mean[mo + i] + a[ao + m * lda + i];
      }
    }
  }

  /**
   * {@link Anomalies#inflate}.
   *
   * @param members members
   * @param n       state size
   * @param factor  inflation factor
   * @param e       ensemble
   * @param eo      its offset
   * @param ld      its leading dimension
   */
  public void inflate(int members, int n, double factor, double[] e, int eo, int ld) {
    for (int i = 0; i < n; i++) {
      double mean = EnsembleMomentsReference.mean(members, e, eo + i, ld);
      for (int m = 0; m < members; m++) {
        e[eo + m * ld + i] = Math.fma(factor, e[eo + m * ld + i] - mean, mean);
      }
    }
  }

  /**
   * {@link Anomalies#scale}.
   *
   * @param members members
   * @param n       state size
   * @param factor  factor
   * @param a       anomalies
   * @param ao      their offset
   * @param ld      their leading dimension
   */
  public void scale(int members, int n, double factor, double[] a, int ao, int ld) {
    for (int m = 0; m < members; m++) {
      for (int i = 0; i < n; i++) {
        a[ao + m * ld + i] = factor * a[ao + m * ld + i];
      }
    }
  }
}
