// Master of FloatEnsembleMomentsReference: the float version is generated from this file.
package org.isobit.kernels.ensemble;

import org.isobit.kernels.Backend;

/** Scalar {@link EnsembleMoments}: defines the bits. */
public sealed class EnsembleMomentsReference permits EnsembleMomentsSimd {

  EnsembleMomentsReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static EnsembleMomentsReference of(Backend backend) {
    return backend.isSimd() ? new EnsembleMomentsSimd() : new EnsembleMomentsReference();
  }

  /** One point's mean: the chain over members, ÷ members. */
  static double mean(int members, double[] e, int eo, int ld) {
    double sum = 0.0;
    for (int m = 0; m < members; m++) {
      sum += e[eo + m * ld];
    }
    return sum / members;
  }

  /**
   * {@link EnsembleMoments#mean}.
   *
   * @param members members
   * @param n       state size
   * @param e       ensemble
   * @param eo      its offset
   * @param ld      its leading dimension
   * @param mean    result
   * @param mo      its offset
   */
  public void mean(int members, int n, double[] e, int eo, int ld, double[] mean, int mo) {
    for (int i = 0; i < n; i++) {
      mean[mo + i] = mean(members, e, eo + i, ld);
    }
  }

  /**
   * {@link EnsembleMoments#spread}.
   *
   * @param members members
   * @param n       state size
   * @param e       ensemble
   * @param eo      its offset
   * @param ld      its leading dimension
   * @param spread  result
   * @param so      its offset
   */
  public void spread(int members, int n, double[] e, int eo, int ld, double[] spread, int so) {
    for (int i = 0; i < n; i++) {
      double mean = mean(members, e, eo + i, ld);
      double sum = 0.0;
      for (int m = 0; m < members; m++) {
        double d = e[eo + m * ld + i] - mean;
        sum = Math.fma(d, d, sum);
      }
      spread[so + i] = Math.sqrt(sum / (members - 1));
    }
  }

  /**
   * {@link EnsembleMoments#anomalySpread}.
   *
   * @param members members
   * @param n       state size
   * @param a       anomalies
   * @param ao      their offset
   * @param ld      their leading dimension
   * @param spread  result
   * @param so      its offset
   */
  public void anomalySpread(int members, int n, double[] a, int ao, int ld, double[] spread, int so) {
    for (int i = 0; i < n; i++) {
      double sum = 0.0;
      for (int m = 0; m < members; m++) {
        double d = a[ao + m * ld + i];
        sum = Math.fma(d, d, sum);
      }
      spread[so + i] = Math.sqrt(sum / (members - 1));
    }
  }
}
