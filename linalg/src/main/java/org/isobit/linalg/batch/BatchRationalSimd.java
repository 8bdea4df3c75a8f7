// Master of FloatBatchRationalSimd: the float version is generated from this file.
package org.isobit.linalg.batch;

import jdk.incubator.vector.DoubleVector;
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
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();

  private BatchRationalSimd() {}

  /** Problems in a group. */
  static int width() {
    return V;
  }

  /** Reduces the {@code count} problems that start at ao; lanes beyond have C = I. */
  static void factor(int n, int lanes, int count, double[] a, int ao, double c, BatchRationalGroup g) {
    int row = g.ld * V;
    boolean full = count == V;
    if (!full) {
      fill(n, lanes, count, a, ao, g.w, row);
    }
    double[] from = full ? a : g.w;
    int at = full ? ao : 0;
    int fromRow = full ? n * lanes : row;
    int step = full ? lanes : V;
    largest(n, from, at, fromRow, step, g.lane);
    for (int b = 0; b < V; b++) {
      boolean finite = g.lane[V + b] == 0.0;
      g.status[b] = finite ? 0 : BatchRationalGroup.NOT_FINITE;
      int exponent = finite ? Scaling.exponent(g.lane[b]) : 0;
      g.lane[b] = finite ? Scaling.down1(exponent) : 0.0;
      g.lane[V + b] = Scaling.down2(exponent);
      g.lane[2 * V + b] = Scaling.up1(exponent) / c * Scaling.up2(exponent);
    }
    load(n, from, at, fromRow, step, g.lane, g.w, row);
    if (n > 0) {
      DoubleVector.zero(S).intoArray(g.h, 0);
      BatchTridiagonalSimd.tridiagonalize(n, g.w, row, g.t, g.e, g.h, g.p);
    }
    shift(n, g.t, g.e, g.lane, g.bound);
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

  /** The lower triangles of a group that is not full, with zeros in the other lanes. */
  private static void fill(int n, int lanes, int count, double[] a, int ao, double[] w, int row) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        for (int b = 0; b < V; b++) {
          w[i * row + j * V + b] = b < count ? a[ao + (i * n + j) * lanes + b] : 0.0;
        }
      }
    }
  }

  /** For each lane the largest magnitude in its lower triangle, and then 0 if all is finite, or else NaN. */
  private static void largest(int n, double[] a, int ao, int row, int step, double[] out) {
    DoubleVector m = DoubleVector.zero(S);
    DoubleVector finite = DoubleVector.zero(S);
    DoubleVector zero = DoubleVector.zero(S);
    for (int i = 0; i < n; i++) {
      int at = ao + i * row;
      for (int j = 0; j <= i; j++) {
        DoubleVector x = DoubleVector.fromArray(S, a, at).abs();
        m = TYPE.cast(m).blend(x, x.compare(VectorOperators.GT, m));
        finite = x.fma(zero, finite);
        at += step;
      }
    }
    TYPE.cast(m).intoArray(out, 0);
    TYPE.cast(finite).intoArray(out, V);
  }

  /** Copies lower triangles, perhaps to where they are, each lane times its power of two. */
  private static void load(int n, double[] a, int ao, int aRow, int step, double[] down, double[] w, int row) {
    DoubleVector down1 = DoubleVector.fromArray(S, down, 0);
    DoubleVector down2 = DoubleVector.fromArray(S, down, V);
    for (int i = 0; i < n; i++) {
      int at = ao + i * aRow;
      for (int to = i * row; to <= i * row + i * V; to += V) {
        DoubleVector.fromArray(S, a, at).mul(down1).mul(down2).intoArray(w, to);
        at += step;
      }
    }
  }

  /** T of A becomes C = I + A ÷ c; its norm goes to bound, and the smallest pivot of C − LEAST·I to lane. */
  private static void shift(int n, double[] t, double[] e, double[] lane, double[] bound) {
    DoubleVector factor = DoubleVector.fromArray(S, lane, 2 * V);
    DoubleVector largest = DoubleVector.zero(S);
    DoubleVector before = DoubleVector.zero(S);
    DoubleVector coupling = DoubleVector.zero(S);
    DoubleVector pivot = DoubleVector.broadcast(S, 1.0);
    DoubleVector least = DoubleVector.broadcast(S, 1.0);
    for (int i = 0; i < n * V; i += V) {
      DoubleVector x = DoubleVector.fromArray(S, t, i).fma(factor, DoubleVector.broadcast(S, 1.0));
      x.intoArray(t, i);
      pivot = TYPE.cast(coupling).div(pivot).neg().fma(coupling, x.sub(RationalPoles.LEAST));
      least = TYPE.cast(least).blend(pivot,
          pivot.compare(VectorOperators.LT, least).or(pivot.compare(VectorOperators.NE, pivot)));
      DoubleVector after = DoubleVector.zero(S);
      if (i < (n - 1) * V) {
        coupling = DoubleVector.fromArray(S, e, i).mul(factor);
        coupling.intoArray(e, i);
        after = coupling.abs();
      }
      DoubleVector row = x.abs().add(before).add(after);
      largest = TYPE.cast(largest).blend(row,
          row.compare(VectorOperators.GT, largest).or(row.compare(VectorOperators.NE, row)));
      before = after;
    }
    TYPE.cast(largest).intoArray(bound, 0);
    TYPE.cast(least).intoArray(lane, 0);
  }
}
