// Master of FloatBatchRationalMatrixSimd: the float version is generated from this file.
package org.isobit.linalg.batch;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * C^−½ whole, one problem a lane: inverses of the shifted tridiagonal matrices, summed, between the reflections; the
 * bits of {@link BatchRationalReference}. A lane whose poles are used up adds zeros, which changes no bit of a sum that
 * started at +0. Thread-safe.
 */
final class BatchRationalMatrixSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();
  private static final int STEP = RationalPoles.PASS * V;

  private BatchRationalMatrixSimd() {}

  static void matrix(int n, int lanes, int count, double[] out, int oo, BatchRationalGroup g) {
    if (n == 0) {
      return;
    }
    int row = g.ld * V;
    for (int i = 0; i < n; i++) {
      for (int at = i * row; at <= i * row + i * V; at += V) {
        DoubleVector.zero(S).intoArray(g.f, at);
      }
    }
    int most = g.poles(false);
    for (int j = 0; j < most; j += RationalPoles.PASS) {
      BatchPolesSimd.pivots4(n, g.shift, g.weight, j * V, g.t, g.e, g.l, g.r);
      diagonal4(n, g.l, g.r);
      for (int i = 0; i < n; i++) {
        row4(i, g.l, g.r, g.f, i * row);
      }
    }
    for (int r = 0; r < n; r += 4) {
      BatchReflectionsSimd.fromTheRight(n, r, g);
    }
    for (int i = 0; i < n; i++) {
      DoubleVector.zero(S).intoArray(g.w, i * row + i * V);
    }
    BatchTridiagonalSimd.similarity(n, g.f, row, g.w, g.h, g.p);
    store(n, lanes, count, out, oo, g.f, row);
  }

  /** Diagonals of four inverses, in place of weights over pivots. */
  private static void diagonal4(int n, double[] l, double[] r) {
    for (int j = 0; j < STEP; j += V) {
      DoubleVector x = DoubleVector.fromArray(S, r, (n - 1) * STEP + j);
      for (int i = (n - 2) * STEP + j; i >= 0; i -= STEP) {
        DoubleVector ratio = DoubleVector.fromArray(S, l, i);
        x = ratio.mul(ratio).fma(x, DoubleVector.fromArray(S, r, i));
        x.intoArray(r, i);
      }
    }
  }

  /** Row i of f += row i of the four inverses, left of the diagonal and on it; l holds negative couplings. */
  private static void row4(int i, double[] l, double[] r, double[] f, int fo) {
    DoubleVector x0 = DoubleVector.fromArray(S, r, i * STEP);
    DoubleVector x1 = DoubleVector.fromArray(S, r, i * STEP + V);
    DoubleVector x2 = DoubleVector.fromArray(S, r, i * STEP + 2 * V);
    DoubleVector x3 = DoubleVector.fromArray(S, r, i * STEP + 3 * V);
    int at = fo + i * V;
    DoubleVector.fromArray(S, f, at).add(x0).add(x1).add(x2).add(x3).intoArray(f, at);
    for (int j = (i - 1) * STEP; j >= 0; j -= STEP) {
      at -= V;
      x0 = TYPE.cast(x0).mul(DoubleVector.fromArray(S, l, j));
      x1 = TYPE.cast(x1).mul(DoubleVector.fromArray(S, l, j + V));
      x2 = TYPE.cast(x2).mul(DoubleVector.fromArray(S, l, j + 2 * V));
      x3 = TYPE.cast(x3).mul(DoubleVector.fromArray(S, l, j + 3 * V));
      DoubleVector.fromArray(S, f, at).add(x0).add(x1).add(x2).add(x3).intoArray(f, at);
    }
  }

  /** Both triangles, row after row of the result. */
  private static void store(int n, int lanes, int count, double[] out, int oo, double[] f, int row) {
    VectorMask<Double> inside = S.indexInRange(0, count);
    for (int i = 0; i < n; i++) {
      int to = oo + i * n * lanes;
      for (int j = 0; j < n; j++) {
        int at = j <= i ? i * row + j * V : j * row + i * V;
        DoubleVector.fromArray(S, f, at).add(0.0).intoArray(out, to, inside);
        to += lanes;
      }
    }
  }
}
