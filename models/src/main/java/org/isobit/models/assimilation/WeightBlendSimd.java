// Master of FloatWeightBlendSimd: the float version is generated from this file.
package org.isobit.models.assimilation;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** Interpolation of weights between four coarse points; bits of {@link WeightBlendReference}. */
public final class WeightBlendSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private WeightBlendSimd() {}

  /**
   * As {@link WeightBlendReference#blend}.
   *
   * @param n  number of weights
   * @param x  weights of the coarse points
   * @param o0 index of those of the first one
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
    DoubleVector f1 = DoubleVector.broadcast(S, c1);
    DoubleVector f2 = DoubleVector.broadcast(S, c2);
    DoubleVector f3 = DoubleVector.broadcast(S, c3);
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector a = DoubleVector.fromArray(S, x, o0 + i);
      DoubleVector s = f1.fma(DoubleVector.fromArray(S, x, o1 + i).sub(a), a);
      s = f2.fma(DoubleVector.fromArray(S, x, o2 + i).sub(a), s);
      f3.fma(DoubleVector.fromArray(S, x, o3 + i).sub(a), s).intoArray(t, i);
    }
    WeightBlendReference.blend(i, n, x, o0, o1, o2, o3, c1, c2, c3, t);
  }
}
