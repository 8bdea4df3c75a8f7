// Master of FloatWeightBlendSimd: the float version is generated from this file.
package org.isobit.kernels.ensemble;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** Interpolation between four vectors; bits of {@link WeightBlendReference}. */
public final class WeightBlendSimd extends WeightBlendReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  WeightBlendSimd() {}

  @Override
  public void blend(int n, double[] a, int o, double c1, double[] x1, int o1, double c2, double[] x2, int o2, double c3,
      double[] x3, int o3, double[] t, int to) {
    DoubleVector f1 = DoubleVector.broadcast(S, c1);
    DoubleVector f2 = DoubleVector.broadcast(S, c2);
    DoubleVector f3 = DoubleVector.broadcast(S, c3);
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector first = DoubleVector.fromArray(S, a, o + i);
      DoubleVector s = f1.fma(DoubleVector.fromArray(S, x1, o1 + i).sub(first), first);
      s = f2.fma(DoubleVector.fromArray(S, x2, o2 + i).sub(first), s);
      f3.fma(DoubleVector.fromArray(S, x3, o3 + i).sub(first), s).intoArray(t, to + i);
    }
    super.blend(n - i, a, o + i, c1, x1, o1 + i, c2, x2, o2 + i, c3, x3, o3 + i, t, to + i);
  }
}
