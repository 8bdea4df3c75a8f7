// Master of FloatBatchPolesSimd: the float version is generated from this file.
package org.isobit.linalg.batch;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Sums of shifted inverses of tridiagonal matrices, one problem a lane: four poles a pass, so that the latency of one
 * pole's division hides the others'. A lane whose poles are used up keeps its sums. Thread-safe.
 */
final class BatchPolesSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  /** Numbers of one step of a pass. */
  private static final int STEP = RationalPoles.PASS * V;

  private BatchPolesSimd() {}

  /** Y = C⁻¹·X: a sum of one term, so that there is no more code than for the others. */
  static void inverse(int n, int lanes, int count, int rows, double[] x, int xo, double[] y, int yo,
      BatchRationalGroup g) {
    sum(g.inverse(), n, lanes, count, rows, x, xo, y, yo, g);
  }

  /** Y = Σ weight·(C + shift·I)⁻¹·X. */
  static void sum(boolean difference, int n, int lanes, int count, int rows, double[] x, int xo, double[] y, int yo,
      BatchRationalGroup g) {
    sum(g.poles(difference), n, lanes, count, rows, x, xo, y, yo, g);
  }

  private static void sum(int most, int n, int lanes, int count, int rows, double[] x, int xo, double[] y, int yo,
      BatchRationalGroup g) {
    if (n == 0) {
      return;
    }
    int fewest = g.fewest();
    for (int at = yo; at < yo + rows * n * lanes; at += lanes) {
      Arrays.fill(y, at, at + count, 0.0);
    }
    for (int j = 0; j < most; j += RationalPoles.PASS) {
      pivots4(n, g.shift, g.weight, j * V, g.t, g.e, g.l, g.r);
      for (int v = 0; v < rows; v++) {
        int at = xo + v * n * lanes;
        int to = yo + v * n * lanes;
        if (count == V) {
          forward4(n, lanes, x, at, g.l, g.p);
        } else {
          forwardInside(n, lanes, count, x, at, g.l, g.p);
        }
        if (count == V && j + RationalPoles.PASS <= fewest) {
          back4(n, lanes, y, to, g.l, g.r, g.p);
        } else {
          int own = most - j < RationalPoles.PASS ? most - j : RationalPoles.PASS;
          backInside(n, lanes, count, j, own, g.count, y, to, g.l, g.r, g.p);
        }
      }
    }
  }

  /** C + shift·I = L·D·Lᵀ for four shifts: couplings of L, and weights over pivots. */
  static void pivots4(int n, double[] shift, double[] weight, int jo, double[] t, double[] e, double[] l, double[] r) {
    DoubleVector t0 = DoubleVector.fromArray(S, t, 0);
    DoubleVector s0 = DoubleVector.fromArray(S, shift, jo);
    DoubleVector s1 = DoubleVector.fromArray(S, shift, jo + V);
    DoubleVector s2 = DoubleVector.fromArray(S, shift, jo + 2 * V);
    DoubleVector s3 = DoubleVector.fromArray(S, shift, jo + 3 * V);
    DoubleVector w0 = DoubleVector.fromArray(S, weight, jo);
    DoubleVector w1 = DoubleVector.fromArray(S, weight, jo + V);
    DoubleVector w2 = DoubleVector.fromArray(S, weight, jo + 2 * V);
    DoubleVector w3 = DoubleVector.fromArray(S, weight, jo + 3 * V);
    DoubleVector d0 = t0.add(s0);
    DoubleVector d1 = t0.add(s1);
    DoubleVector d2 = t0.add(s2);
    DoubleVector d3 = t0.add(s3);
    for (int i = 0; i < n; i++) {
      int at = i * STEP;
      DoubleVector i0 = DoubleVector.broadcast(S, 1.0).div(d0);
      DoubleVector i1 = DoubleVector.broadcast(S, 1.0).div(d1);
      DoubleVector i2 = DoubleVector.broadcast(S, 1.0).div(d2);
      DoubleVector i3 = DoubleVector.broadcast(S, 1.0).div(d3);
      i0.mul(w0).intoArray(r, at);
      i1.mul(w1).intoArray(r, at + V);
      i2.mul(w2).intoArray(r, at + 2 * V);
      i3.mul(w3).intoArray(r, at + 3 * V);
      if (i == n - 1) {
        break;
      }
      DoubleVector coupling = DoubleVector.fromArray(S, e, i * V);
      DoubleVector next = DoubleVector.fromArray(S, t, i * V + V);
      i0 = coupling.mul(i0).neg();
      i1 = coupling.mul(i1).neg();
      i2 = coupling.mul(i2).neg();
      i3 = coupling.mul(i3).neg();
      i0.intoArray(l, at);
      i1.intoArray(l, at + V);
      i2.intoArray(l, at + 2 * V);
      i3.intoArray(l, at + 3 * V);
      d0 = i0.fma(coupling, next.add(s0));
      d1 = i1.fma(coupling, next.add(s1));
      d2 = i2.fma(coupling, next.add(s2));
      d3 = i3.fma(coupling, next.add(s3));
    }
  }

  /** L·P = X for four poles; l holds negative couplings. */
  private static void forward4(int n, int lanes, double[] x, int xo, double[] l, double[] p) {
    DoubleVector z0 = DoubleVector.fromArray(S, x, xo);
    DoubleVector z1 = DoubleVector.fromArray(S, x, xo);
    DoubleVector z2 = DoubleVector.fromArray(S, x, xo);
    DoubleVector z3 = DoubleVector.fromArray(S, x, xo);
    z0.intoArray(p, 0);
    z1.intoArray(p, V);
    z2.intoArray(p, 2 * V);
    z3.intoArray(p, 3 * V);
    int at = xo;
    for (int i = 0; i < (n - 1) * STEP; i += STEP) {
      at += lanes;
      DoubleVector next = DoubleVector.fromArray(S, x, at);
      z0 = DoubleVector.fromArray(S, l, i).fma(z0, next);
      z1 = DoubleVector.fromArray(S, l, i + V).fma(z1, next);
      z2 = DoubleVector.fromArray(S, l, i + 2 * V).fma(z2, next);
      z3 = DoubleVector.fromArray(S, l, i + 3 * V).fma(z3, next);
      z0.intoArray(p, i + STEP);
      z1.intoArray(p, i + STEP + V);
      z2.intoArray(p, i + STEP + 2 * V);
      z3.intoArray(p, i + STEP + 3 * V);
    }
  }

  /** Y += the four poles' terms, in their order, for lanes that have them all. */
  private static void back4(int n, int lanes, double[] y, int yo, double[] l, double[] r, double[] p) {
    int i = (n - 1) * STEP;
    int at = yo + (n - 1) * lanes;
    DoubleVector z0 = DoubleVector.fromArray(S, p, i).mul(DoubleVector.fromArray(S, r, i));
    DoubleVector z1 = DoubleVector.fromArray(S, p, i + V).mul(DoubleVector.fromArray(S, r, i + V));
    DoubleVector z2 = DoubleVector.fromArray(S, p, i + 2 * V).mul(DoubleVector.fromArray(S, r, i + 2 * V));
    DoubleVector z3 = DoubleVector.fromArray(S, p, i + 3 * V).mul(DoubleVector.fromArray(S, r, i + 3 * V));
    DoubleVector.fromArray(S, y, at).add(z0).add(z1).add(z2).add(z3).intoArray(y, at);
    for (i -= STEP; i >= 0; i -= STEP) {
      at -= lanes;
      DoubleVector x0 = DoubleVector.fromArray(S, p, i).mul(DoubleVector.fromArray(S, r, i));
      DoubleVector x1 = DoubleVector.fromArray(S, p, i + V).mul(DoubleVector.fromArray(S, r, i + V));
      DoubleVector x2 = DoubleVector.fromArray(S, p, i + 2 * V).mul(DoubleVector.fromArray(S, r, i + 2 * V));
      DoubleVector x3 = DoubleVector.fromArray(S, p, i + 3 * V).mul(DoubleVector.fromArray(S, r, i + 3 * V));
      z0 = DoubleVector.fromArray(S, l, i).fma(z0, x0);
      z1 = DoubleVector.fromArray(S, l, i + V).fma(z1, x1);
      z2 = DoubleVector.fromArray(S, l, i + 2 * V).fma(z2, x2);
      z3 = DoubleVector.fromArray(S, l, i + 3 * V).fma(z3, x3);
      DoubleVector.fromArray(S, y, at).add(z0).add(z1).add(z2).add(z3).intoArray(y, at);
    }
  }

  /** {@link #forward4} for a group that is not full. */
  private static void forwardInside(int n, int lanes, int count, double[] x, int xo, double[] l, double[] p) {
    VectorMask<Double> inside = S.indexInRange(0, count);
    for (int j = 0; j < STEP; j += V) {
      DoubleVector z = DoubleVector.fromArray(S, x, xo, inside);
      z.intoArray(p, j);
      for (int i = 0; i < n - 1; i++) {
        DoubleVector next = DoubleVector.fromArray(S, x, xo + (i + 1) * lanes, inside);
        z = DoubleVector.fromArray(S, l, i * STEP + j).fma(z, next);
        z.intoArray(p, (i + 1) * STEP + j);
      }
    }
  }

  /** {@link #back4} for lanes with few poles, and for a group that is not full: some of the pass, pole after pole. */
  private static void backInside(int n, int lanes, int count, int pole, int some, double[] poles, double[] y, int yo,
      double[] l, double[] r, double[] p) {
    DoubleVector own = DoubleVector.fromArray(S, poles, 0);
    VectorMask<Double> inside = S.indexInRange(0, count);
    for (int j = 0; j < some; j++) {
      VectorMask<Double> on = own.compare(VectorOperators.GT, pole + j).and(inside);
      DoubleVector z = DoubleVector.zero(S);
      for (int i = n - 1; i >= 0; i--) {
        int at = i * STEP + j * V;
        DoubleVector x = DoubleVector.fromArray(S, p, at).mul(DoubleVector.fromArray(S, r, at));
        z = i == n - 1 ? x : DoubleVector.fromArray(S, l, at).fma(z, x);
        DoubleVector sum = DoubleVector.fromArray(S, y, yo + i * lanes, inside);
        sum.add(z).intoArray(y, yo + i * lanes, on);
      }
    }
  }
}
