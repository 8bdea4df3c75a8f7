// Master of FloatWeightBlendReference: the float version is generated from this file.
package org.isobit.kernels.ensemble;

import org.isobit.kernels.Backend;

/** Interpolation between four vectors, scalar; defines the bits. */
public sealed class WeightBlendReference permits WeightBlendSimd {

  WeightBlendReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static WeightBlendReference of(Backend backend) {
    return backend.isSimd() ? new WeightBlendSimd() : new WeightBlendReference();
  }

  /**
   * As {@link WeightBlend#blend}.
   *
   * @param n  number of elements
   * @param a  the first vector
   * @param o  index of its first element
   * @param c1 coefficient of the second
   * @param x1 the second vector
   * @param o1 index of its first element
   * @param c2 coefficient of the third
   * @param x2 the third vector
   * @param o2 index of its first element
   * @param c3 coefficient of the fourth
   * @param x3 the fourth vector
   * @param o3 index of its first element
   * @param t  takes the result
   * @param to index of its first element
   */
  public void blend(int n, double[] a, int o, double c1, double[] x1, int o1, double c2, double[] x2, int o2, double c3,
      double[] x3, int o3, double[] t, int to) {
    for (int i = 0; i < n; i++) {
      double first = a[o + i];
      double s = Math.fma(c1, x1[o1 + i] - first, first);
      s = Math.fma(c2, x2[o2 + i] - first, s);
      t[to + i] = Math.fma(c3, x3[o3 + i] - first, s);
    }
  }
}
