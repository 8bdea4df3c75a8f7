// Master of FloatWeightBlendReference: the float version is generated from this file.
package org.isobit.models.assimilation;

/** Interpolation of weights between four coarse points, scalar; defines the bits. */
public final class WeightBlendReference {

  private WeightBlendReference() {}

  /**
   * t_i = a_i, then fma(c_q, x^q_i − a_i, t_i) for q = 1, 2, 3: exactly a where the coefficients are 0, and where all
   * four are the same.
   *
   * @param n  number of weights
   * @param x  weights of the coarse points
   * @param o0 index of those of the first one, a
   * @param o1 index of those of the second
   * @param o2 index of those of the third
   * @param o3 index of those of the fourth
   * @param c1 coefficient of the second
   * @param c2 coefficient of the third
   * @param c3 coefficient of the fourth
   * @param t  takes the interpolated weights
   */
  public static void blend(int n, double[] x, int o0, int o1, int o2, int o3, double c1, double c2, double c3,
      double[] t) {
    blend(0, n, x, o0, o1, o2, o3, c1, c2, c3, t);
  }

  static void blend(int from, int n, double[] x, int o0, int o1, int o2, int o3, double c1, double c2, double c3,
      double[] t) {
    for (int i = from; i < n; i++) {
      double a = x[o0 + i];
      double s = Math.fma(c1, x[o1 + i] - a, a);
      s = Math.fma(c2, x[o2 + i] - a, s);
      t[i] = Math.fma(c3, x[o3 + i] - a, s);
    }
  }
}
