// Master of FloatQuantileLossSimd: the float version is generated from this file.
package org.isobit.kernels.loss;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.Backend;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.reduce.ReduceReference;

/** Vector API {@link QuantileLoss}: the terms of a chunk lie in L1 before they are summed. Thread-safe. */
public final class QuantileLossSimd extends QuantileLossReference {

  private static final ReduceReference REDUCE = ReduceReference.of(Backend.SIMD);
  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  QuantileLossSimd() {}

  @Override
  public double quantile(double level, double w, int n, double[] p, int po, double[] y, int yo, double[] g, int go) {
    if (n > ReduceReference.CHUNK) {
      int left = ReduceReference.left(n);
      return quantile(level, w, left, p, po, y, yo, g, go)
          + quantile(level, w, n - left, p, po + left, y, yo + left, g, go + left);
    }
    double[] t = LossScratch.mine().terms;
    int whole = n - n % V;
    if (g == null) {
      terms(level, whole, p, po, y, yo, t);
    } else {
      vectors(level, w, whole, p, po, y, yo, t, g, go);
    }
    QuantileLossReference.elements(level, w, whole, n, p, po, y, yo, t, g, go);
    return REDUCE.sum(n, t, 0, 1);
  }

  private static void terms(double level, int n, double[] p, int po, double[] y, int yo, double[] t) {
    DoubleVector above = DoubleVector.broadcast(S, 1.0 - level);
    DoubleVector below = DoubleVector.broadcast(S, -level);
    for (int i = 0; i < n; i += V) {
      DoubleVector e = DoubleVector.fromArray(S, p, po + i).sub(DoubleVector.fromArray(S, y, yo + i));
      below.blend(above, e.compare(GT, 0.0)).mul(e).intoArray(t, i);
    }
  }

  private static void vectors(double level, double w, int n, double[] p, int po, double[] y, int yo, double[] t,
      double[] g, int go) {
    DoubleVector above = DoubleVector.broadcast(S, 1.0 - level);
    DoubleVector below = DoubleVector.broadcast(S, -level);
    double up = w * (1.0 - level);
    double down = -(w * level);
    for (int i = 0; i < n; i += V) {
      DoubleVector e = DoubleVector.fromArray(S, p, po + i).sub(DoubleVector.fromArray(S, y, yo + i));
      VectorMask<Double> positive = e.compare(GT, 0.0);
      below.blend(above, positive).mul(e).intoArray(t, i);
      e.blend(up, positive).blend(down, e.compare(LT, 0.0)).intoArray(g, go + i);
    }
  }
}
