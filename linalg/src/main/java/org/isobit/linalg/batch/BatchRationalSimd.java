// Master of FloatBatchRationalSimd: the float version is generated from this file.
package org.isobit.linalg.batch;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.linalg.internal.Scaling;

/**
 * The Vector API form of {@link BatchRational}: reduction and checks of one vector of problems, with the bits of
 * {@link BatchRationalReference} in each lane; reflections are in {@link BatchReflectionsSimd}, the sums over poles in
 * {@link BatchPolesSimd}. Thread-safe.
 */
final class BatchRationalSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private BatchRationalSimd() {}

  /** Problems in a group. */
  static int width() {
    return V;
  }

  /** Reduces the {@code count} problems that start at ao; lanes beyond have C = I. */
  static void factor(int n, int lanes, int count, double[] a, int ao, double c, BatchRationalGroup g) {
    int row = g.ld * V;
    largest(n, lanes, count, a, ao, g.lane);
    for (int b = 0; b < V; b++) {
      double largest = g.lane[b];
      boolean finite = largest <= Double.MAX_VALUE;
      g.status[b] = finite ? 0 : BatchRationalGroup.NOT_FINITE;
      int exponent = finite ? Scaling.exponent(largest) : 0;
      g.lane[b] = finite ? Scaling.down1(exponent) : 0.0;
      g.lane[V + b] = Scaling.down2(exponent);
      g.lane[2 * V + b] = Scaling.up1(exponent) / c * Scaling.up2(exponent);
    }
    load(n, lanes, count, a, ao, g.lane, g.w, row);
    if (n > 0) {
      DoubleVector.zero(S).intoArray(g.h, 0);
      BatchTridiagonalSimd.tridiagonalize(n, g.w, row, g.t, g.e, g.h, g.p);
    }
    shift(n, g.t, g.e, g.lane, g.bound);
    least(n, g.t, g.e, g.lane);
    for (int b = 0; b < V; b++) {
      if (g.status[b] == BatchRationalGroup.NOT_FINITE) {
        g.bound[b] = Double.NaN;
      } else if (RationalPoles.exponent(g.bound[b]) > RationalPoles.LARGEST) {
        g.status[b] = BatchRationalGroup.TOO_LARGE;
      } else if (!(g.lane[b] > 0.0)) {
        g.status[b] = BatchRationalGroup.NOT_POSITIVE;
      }
    }
  }

  /** Largest magnitude in the lower triangle of each lane; NaN sticks. */
  private static void largest(int n, int lanes, int count, double[] a, int ao, double[] out) {
    VectorMask<Double> inside = S.indexInRange(0, count);
    DoubleVector m = DoubleVector.zero(S);
    for (int i = 0; i < n; i++) {
      int source = ao + i * n * lanes;
      for (int j = 0; j <= i; j++) {
        DoubleVector x = DoubleVector.fromArray(S, a, source + j * lanes, inside).abs();
        m = m.blend(x, x.compare(VectorOperators.GT, m).or(x.compare(VectorOperators.NE, x)));
      }
    }
    m.intoArray(out, 0);
  }

  /** Copies lower triangles, each lane times its power of two. */
  private static void load(int n, int lanes, int count, double[] a, int ao, double[] down, double[] w, int row) {
    VectorMask<Double> inside = S.indexInRange(0, count);
    DoubleVector down1 = DoubleVector.fromArray(S, down, 0);
    DoubleVector down2 = DoubleVector.fromArray(S, down, V);
    for (int i = 0; i < n; i++) {
      int source = ao + i * n * lanes;
      for (int j = 0; j <= i; j++) {
        DoubleVector.fromArray(S, a, source + j * lanes, inside).mul(down1).mul(down2).intoArray(w, i * row + j * V);
      }
    }
  }

  /** T of A becomes C = I + A ÷ c; its infinity norm goes to bound. */
  private static void shift(int n, double[] t, double[] e, double[] lane, double[] bound) {
    DoubleVector factor = DoubleVector.fromArray(S, lane, 2 * V);
    DoubleVector largest = DoubleVector.zero(S);
    DoubleVector before = DoubleVector.zero(S);
    for (int i = 0; i < n * V; i += V) {
      DoubleVector x = DoubleVector.fromArray(S, t, i).fma(factor, DoubleVector.broadcast(S, 1.0));
      x.intoArray(t, i);
      DoubleVector after = DoubleVector.zero(S);
      if (i < (n - 1) * V) {
        DoubleVector coupling = DoubleVector.fromArray(S, e, i).mul(factor);
        coupling.intoArray(e, i);
        after = coupling.abs();
      }
      DoubleVector row = x.abs().add(before).add(after);
      largest = largest.blend(row, row.compare(VectorOperators.GT, largest).or(row.compare(VectorOperators.NE, row)));
      before = after;
    }
    largest.intoArray(bound, 0);
  }

  /** The smallest pivot of C − LEAST·I of each lane. */
  private static void least(int n, double[] t, double[] e, double[] lane) {
    DoubleVector least = DoubleVector.broadcast(S, 1.0);
    DoubleVector pivot = DoubleVector.broadcast(S, 1.0);
    DoubleVector coupling = DoubleVector.zero(S);
    for (int i = 0; i < n * V; i += V) {
      DoubleVector x = DoubleVector.fromArray(S, t, i).sub(RationalPoles.LEAST);
      pivot = coupling.div(pivot).neg().fma(coupling, x);
      least = least.blend(pivot,
          pivot.compare(VectorOperators.LT, least).or(pivot.compare(VectorOperators.NE, pivot)));
      if (i < (n - 1) * V) {
        coupling = DoubleVector.fromArray(S, e, i);
      }
    }
    least.intoArray(lane, 0);
  }
}
