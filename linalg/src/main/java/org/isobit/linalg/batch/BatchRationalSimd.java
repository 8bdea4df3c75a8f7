// Master of FloatBatchRationalSimd: the float version is generated from this file.
package org.isobit.linalg.batch;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.linalg.internal.Scaling;

/**
 * The Vector API form of {@link BatchRational}: reduction, reflections and checks of one vector of problems, with the
 * bits of {@link BatchRationalReference} in each lane; the sums over poles are in {@link BatchPolesSimd}. Thread-safe.
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

  /** X ← Qᵀ·X, or X ← Q·X, for the vectors of a group, as BatchRationalReference. */
  static void rotate(boolean back, int n, int lanes, int count, int rows, double[] x, int xo, BatchRationalGroup g) {
    int row = g.ld * V;
    int step = n * lanes;
    for (int k = 1; k < n; k++) {
      int i = back ? k : n - k;
      int v = 0;
      if (count == V) {
        // A single vector has but one chain: five are three and two.
        for (; rows - v == 4 || rows - v > 5; v += 4) {
          reflect4(i, g.w, i * row, g.h, x, xo + v * step, step, lanes);
        }
        if (v + 3 <= rows) {
          reflect3(i, g.w, i * row, g.h, x, xo + v * step, step, lanes);
          v += 3;
        }
        if (v + 2 <= rows) {
          reflect2(i, g.w, i * row, g.h, x, xo + v * step, step, lanes);
          v += 2;
        }
      }
      for (; v < rows; v++) {
        reflect1(i, count, g.w, i * row, g.h, x, xo + v * step, lanes);
      }
    }
    VectorMask<Double> inside = S.indexInRange(0, count);
    for (int at = xo; at < xo + rows * step; at += lanes) {
      DoubleVector.fromArray(S, x, at, inside).add(0.0).intoArray(x, at, inside);
    }
  }

  static void reflect1(int i, int count, double[] w, int wi, double[] h, double[] x, int xo, int lanes) {
    VectorMask<Double> inside = S.indexInRange(0, count);
    DoubleVector s = DoubleVector.zero(S);
    int at = xo;
    for (int r = 0; r < i * V; r += V) {
      s = DoubleVector.fromArray(S, w, wi + r).fma(DoubleVector.fromArray(S, x, at, inside), s);
      at += lanes;
    }
    s = s.mul(DoubleVector.fromArray(S, h, i * V)).neg();
    at = xo;
    for (int r = 0; r < i * V; r += V) {
      DoubleVector.fromArray(S, w, wi + r).fma(s, DoubleVector.fromArray(S, x, at, inside)).intoArray(x, at, inside);
      at += lanes;
    }
  }

  static void reflect2(int i, double[] w, int wi, double[] h, double[] x, int xo, int step, int lanes) {
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    int at = xo;
    for (int r = 0; r < i * V; r += V) {
      DoubleVector v = DoubleVector.fromArray(S, w, wi + r);
      s0 = v.fma(DoubleVector.fromArray(S, x, at), s0);
      s1 = v.fma(DoubleVector.fromArray(S, x, at + step), s1);
      at += lanes;
    }
    DoubleVector hi = DoubleVector.fromArray(S, h, i * V);
    s0 = s0.mul(hi).neg();
    s1 = s1.mul(hi).neg();
    at = xo;
    for (int r = 0; r < i * V; r += V) {
      DoubleVector v = DoubleVector.fromArray(S, w, wi + r);
      v.fma(s0, DoubleVector.fromArray(S, x, at)).intoArray(x, at);
      v.fma(s1, DoubleVector.fromArray(S, x, at + step)).intoArray(x, at + step);
      at += lanes;
    }
  }

  static void reflect3(int i, double[] w, int wi, double[] h, double[] x, int xo, int step, int lanes) {
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    int at = xo;
    for (int r = 0; r < i * V; r += V) {
      DoubleVector v = DoubleVector.fromArray(S, w, wi + r);
      s0 = v.fma(DoubleVector.fromArray(S, x, at), s0);
      s1 = v.fma(DoubleVector.fromArray(S, x, at + step), s1);
      s2 = v.fma(DoubleVector.fromArray(S, x, at + 2 * step), s2);
      at += lanes;
    }
    DoubleVector hi = DoubleVector.fromArray(S, h, i * V);
    s0 = s0.mul(hi).neg();
    s1 = s1.mul(hi).neg();
    s2 = s2.mul(hi).neg();
    at = xo;
    for (int r = 0; r < i * V; r += V) {
      DoubleVector v = DoubleVector.fromArray(S, w, wi + r);
      v.fma(s0, DoubleVector.fromArray(S, x, at)).intoArray(x, at);
      v.fma(s1, DoubleVector.fromArray(S, x, at + step)).intoArray(x, at + step);
      v.fma(s2, DoubleVector.fromArray(S, x, at + 2 * step)).intoArray(x, at + 2 * step);
      at += lanes;
    }
  }

  static void reflect4(int i, double[] w, int wi, double[] h, double[] x, int xo, int step, int lanes) {
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    DoubleVector s3 = DoubleVector.zero(S);
    int at = xo;
    for (int r = 0; r < i * V; r += V) {
      DoubleVector v = DoubleVector.fromArray(S, w, wi + r);
      s0 = v.fma(DoubleVector.fromArray(S, x, at), s0);
      s1 = v.fma(DoubleVector.fromArray(S, x, at + step), s1);
      s2 = v.fma(DoubleVector.fromArray(S, x, at + 2 * step), s2);
      s3 = v.fma(DoubleVector.fromArray(S, x, at + 3 * step), s3);
      at += lanes;
    }
    DoubleVector hi = DoubleVector.fromArray(S, h, i * V);
    s0 = s0.mul(hi).neg();
    s1 = s1.mul(hi).neg();
    s2 = s2.mul(hi).neg();
    s3 = s3.mul(hi).neg();
    at = xo;
    for (int r = 0; r < i * V; r += V) {
      DoubleVector v = DoubleVector.fromArray(S, w, wi + r);
      v.fma(s0, DoubleVector.fromArray(S, x, at)).intoArray(x, at);
      v.fma(s1, DoubleVector.fromArray(S, x, at + step)).intoArray(x, at + step);
      v.fma(s2, DoubleVector.fromArray(S, x, at + 2 * step)).intoArray(x, at + 2 * step);
      v.fma(s3, DoubleVector.fromArray(S, x, at + 3 * step)).intoArray(x, at + 3 * step);
      at += lanes;
    }
  }
}
