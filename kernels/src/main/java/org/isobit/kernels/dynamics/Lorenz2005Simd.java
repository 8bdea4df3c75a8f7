package org.isobit.kernels.dynamics;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** Models II and III of Lorenz (2005), whose sums run along the ring; bits of {@link Lorenz2005Reference}. */
public final class Lorenz2005Simd extends Lorenz2005Reference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();

  Lorenz2005Simd() {}

  @Override
  void window(int n, int half, double[] weight, double[] x, int xo, double[] out, int at) {
    int i = 0;
    // Four chains at a time hide the latency of one.
    for (; i <= n - 4 * V; i += 4 * V) {
      DoubleVector first = DoubleVector.broadcast(S, weight[0]);
      DoubleVector sum0 = DoubleVector.fromArray(S, x, xo + i).mul(first);
      DoubleVector sum1 = DoubleVector.fromArray(S, x, xo + i + V).mul(first);
      DoubleVector sum2 = DoubleVector.fromArray(S, x, xo + i + 2 * V).mul(first);
      DoubleVector sum3 = DoubleVector.fromArray(S, x, xo + i + 3 * V).mul(first);
      for (int j = 1; j <= half; j++) {
        DoubleVector w = DoubleVector.broadcast(S, weight[j]);
        int down = xo + i - j;
        int up = xo + i + j;
        sum0 = w.fma(DoubleVector.fromArray(S, x, down).add(DoubleVector.fromArray(S, x, up)), sum0);
        sum1 = w.fma(DoubleVector.fromArray(S, x, down + V).add(DoubleVector.fromArray(S, x, up + V)), sum1);
        sum2 = w.fma(DoubleVector.fromArray(S, x, down + 2 * V).add(DoubleVector.fromArray(S, x, up + 2 * V)), sum2);
        sum3 = w.fma(DoubleVector.fromArray(S, x, down + 3 * V).add(DoubleVector.fromArray(S, x, up + 3 * V)), sum3);
      }
      TYPE.cast(sum0).intoArray(out, at + i);
      TYPE.cast(sum1).intoArray(out, at + i + V);
      TYPE.cast(sum2).intoArray(out, at + i + 2 * V);
      TYPE.cast(sum3).intoArray(out, at + i + 3 * V);
    }
    for (; i <= n - V; i += V) {
      DoubleVector sum = DoubleVector.fromArray(S, x, xo + i).mul(weight[0]);
      for (int j = 1; j <= half; j++) {
        sum = DoubleVector.broadcast(S, weight[j]).fma(
            DoubleVector.fromArray(S, x, xo + i - j).add(DoubleVector.fromArray(S, x, xo + i + j)), sum);
      }
      TYPE.cast(sum).intoArray(out, at + i);
    }
    window(i, n, half, weight, x, xo, out, at);
  }

  @Override
  void correlation(Lorenz2005System m, double[] a, int w, int x, double[] out, int at) {
    int i = 0;
    for (; i <= m.n - 2 * V; i += 2 * V) {
      two(m.k, a, w + i - m.k, x + i + m.k, out, at + i);
    }
    for (; i <= m.n - V; i += V) {
      one(m.k, a, w + i - m.k, x + i + m.k, out, at + i);
    }
    correlation(i, m.n, m.k, a, w, x, out, at);
  }

  private static void one(int k, double[] a, int here, int there, double[] out, int at) {
    int half = k / 2;
    int inner = (k - 1) / 2;
    DoubleVector sum = inner < half ? ends(a, here, there, half) : DoubleVector.zero(S);
    for (int j = -inner; j <= inner; j++) {
      sum = DoubleVector.fromArray(S, a, here + j).fma(DoubleVector.fromArray(S, a, there + j), sum);
    }
    TYPE.cast(sum).intoArray(out, at);
  }

  private static void two(int k, double[] a, int here, int there, double[] out, int at) {
    int half = k / 2;
    int inner = (k - 1) / 2;
    DoubleVector sum0 = inner < half ? ends(a, here, there, half) : DoubleVector.zero(S);
    DoubleVector sum1 = inner < half ? ends(a, here + V, there + V, half) : DoubleVector.zero(S);
    for (int j = -inner; j <= inner; j++) {
      sum0 = DoubleVector.fromArray(S, a, here + j).fma(DoubleVector.fromArray(S, a, there + j), sum0);
      sum1 = DoubleVector.fromArray(S, a, here + V + j).fma(DoubleVector.fromArray(S, a, there + V + j), sum1);
    }
    TYPE.cast(sum0).intoArray(out, at);
    TYPE.cast(sum1).intoArray(out, at + V);
  }

  private static DoubleVector ends(double[] a, int here, int there, int half) {
    DoubleVector first = DoubleVector.fromArray(S, a, here - half).mul(DoubleVector.fromArray(S, a, there - half));
    return DoubleVector.fromArray(S, a, here + half).fma(DoubleVector.fromArray(S, a, there + half), first).mul(0.5);
  }
}
