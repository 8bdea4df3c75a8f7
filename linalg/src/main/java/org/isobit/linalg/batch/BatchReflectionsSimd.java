// Master of FloatBatchReflectionsSimd: the float version is generated from this file.
package org.isobit.linalg.batch;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Reflections of a reduction applied to vectors, one problem a lane, with the bits of {@link BatchRationalReference}.
 * Of each vector, what one reflection changes and the next one's product with the result are one pass over it, and the
 * products, times −h, stand in {@code lane} between passes. Thread-safe.
 */
final class BatchReflectionsSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();

  private BatchReflectionsSimd() {}

  /** X ← Qᵀ·X, or X ← Q·X, for the vectors of a group, as BatchRationalReference. */
  static void rotate(boolean back, int n, int lanes, int count, int rows, double[] x, int xo, BatchRationalGroup g) {
    // Vectors of a block of more problems go through scratch: of steps that it does not know C2 checks each one.
    boolean inPlace = lanes == V;
    double[] y = inPlace ? x : g.p;
    for (int v = 0; v < rows;) {
      // A single vector has but one chain: five are three and two.
      int together = rows - v == 4 || rows - v > 5 ? 4 : rows - v < 3 ? rows - v : 3;
      int from = xo + v * n * lanes;
      int yo = inPlace ? from : 0;
      if (!inPlace) {
        copy(together * n, count, x, from, lanes, y, yo, V);
      }
      if (back) {
        turnBack(together, n, y, yo, g);
      } else {
        turn(together, n, y, yo, g);
      }
      copy(together * n, count, y, yo, V, x, from, lanes);
      v += together;
    }
  }

  /** So many elements to where they are lanes apart; −0 becomes +0, and no other result depends on which it was. */
  private static void copy(int elements, int count, double[] x, int xo, int apart, double[] y, int yo, int lanes) {
    VectorMask<Double> inside = S.indexInRange(0, count);
    int at = xo;
    int to = yo;
    for (int i = 0; i < elements; i++) {
      DoubleVector.fromArray(S, x, at, inside).add(0.0).intoArray(y, to, inside);
      at += apart;
      to += lanes;
    }
  }

  /** Reflections n − 1 … 1; the first pass changes nothing: the reduction left row n of zeros, and x − 0 is x. */
  private static void turn(int rows, int n, double[] x, int xo, BatchRationalGroup g) {
    for (int k = 0; k < rows; k++) {
      DoubleVector.broadcast(S, -0.0).intoArray(g.lane, k * V);
    }
    for (int i = n; i > 0; i--) {
      pass(rows, g, i, i - 1, i - 1, false, 0, x, xo, n * V);
    }
  }

  /** Reflections 1 … n − 1. */
  private static void turnBack(int rows, int n, double[] x, int xo, BatchRationalGroup g) {
    for (int i = 0; i < n - 1; i++) {
      pass(rows, g, i, i + 1, i, true, 0, x, xo, n * V);
    }
    if (n > 1) {
      pass(rows, g, n - 1, n - 1, n - 2, false, 0, x, xo, n * V);
    }
  }

  /** Rows r … r + 3 of F, at most n, each times the reflections of rows 1 up to its own. */
  static void fromTheRight(int n, int r, BatchRationalGroup g) {
    int row = g.ld * V;
    int last = n - 1 < r + 3 ? n - 1 : r + 3;
    for (int i = 0; i < last; i++) {
      int q = i > r ? i : r;
      pass(last - q + 1, g, i, i + 1, i, true, (q - r) * V, g.f, q * row, row);
    }
    if (last > 0) {
      pass(1, g, last, last, last - 1, false, (last - r) * V, g.f, last * row, row);
    }
  }

  /**
   * Subtracts a reflection from vectors and multiplies the results by the vector of the next.
   *
   * @param rows vectors, at most four
   * @param cur  row of the reflection, whose products are in lane from so on
   * @param next row of the next one, whose products take their place
   * @param m    elements of both
   * @param dot  whether the next one has one more, or else this one
   */
  private static void pass(int rows, BatchRationalGroup g, int cur, int next, int m, boolean dot, int so, double[] x,
      int xo, int step) {
    if (rows == 4) {
      pass4(g, cur, next, m, dot, so, x, xo, step);
    } else if (rows == 3) {
      pass3(g, cur, next, m, dot, so, x, xo, step);
    } else if (rows == 2) {
      pass2(g, cur, next, m, dot, so, x, xo, step);
    } else {
      pass1(g, cur, next, m, dot, so, x, xo);
    }
  }

  private static void pass1(BatchRationalGroup g, int cur, int next, int m, boolean dot, int so, double[] x, int xo) {
    double[] w = g.w;
    int c = cur * g.ld * V;
    int d = next * g.ld * V;
    DoubleVector s0 = DoubleVector.fromArray(S, g.lane, so);
    DoubleVector t0 = DoubleVector.zero(S);
    for (int r = 0; r < m * V; r += V) {
      DoubleVector v = DoubleVector.fromArray(S, w, c + r);
      DoubleVector u = DoubleVector.fromArray(S, w, d + r);
      DoubleVector y0 = v.fma(s0, DoubleVector.fromArray(S, x, xo + r));
      y0.intoArray(x, xo + r);
      t0 = u.fma(y0, t0);
    }
    int at = xo + m * V;
    if (dot) {
      DoubleVector u = DoubleVector.fromArray(S, w, d + m * V);
      t0 = u.fma(DoubleVector.fromArray(S, x, at), t0);
    } else {
      DoubleVector v = DoubleVector.fromArray(S, w, c + m * V);
      v.fma(s0, DoubleVector.fromArray(S, x, at)).intoArray(x, at);
    }
    DoubleVector h = DoubleVector.fromArray(S, g.h, next * V);
    TYPE.cast(t0).mul(h).neg().intoArray(g.lane, so);
  }

  private static void pass2(BatchRationalGroup g, int cur, int next, int m, boolean dot, int so, double[] x, int xo,
      int step) {
    double[] w = g.w;
    int c = cur * g.ld * V;
    int d = next * g.ld * V;
    DoubleVector s0 = DoubleVector.fromArray(S, g.lane, so);
    DoubleVector s1 = DoubleVector.fromArray(S, g.lane, so + V);
    DoubleVector t0 = DoubleVector.zero(S);
    DoubleVector t1 = DoubleVector.zero(S);
    for (int r = 0; r < m * V; r += V) {
      DoubleVector v = DoubleVector.fromArray(S, w, c + r);
      DoubleVector u = DoubleVector.fromArray(S, w, d + r);
      DoubleVector y0 = v.fma(s0, DoubleVector.fromArray(S, x, xo + r));
      DoubleVector y1 = v.fma(s1, DoubleVector.fromArray(S, x, xo + r + step));
      y0.intoArray(x, xo + r);
      t0 = u.fma(y0, t0);
      y1.intoArray(x, xo + r + step);
      t1 = u.fma(y1, t1);
    }
    int at = xo + m * V;
    if (dot) {
      DoubleVector u = DoubleVector.fromArray(S, w, d + m * V);
      t0 = u.fma(DoubleVector.fromArray(S, x, at), t0);
      t1 = u.fma(DoubleVector.fromArray(S, x, at + step), t1);
    } else {
      DoubleVector v = DoubleVector.fromArray(S, w, c + m * V);
      v.fma(s0, DoubleVector.fromArray(S, x, at)).intoArray(x, at);
      v.fma(s1, DoubleVector.fromArray(S, x, at + step)).intoArray(x, at + step);
    }
    DoubleVector h = DoubleVector.fromArray(S, g.h, next * V);
    TYPE.cast(t0).mul(h).neg().intoArray(g.lane, so);
    TYPE.cast(t1).mul(h).neg().intoArray(g.lane, so + V);
  }

  private static void pass3(BatchRationalGroup g, int cur, int next, int m, boolean dot, int so, double[] x, int xo,
      int step) {
    double[] w = g.w;
    int c = cur * g.ld * V;
    int d = next * g.ld * V;
    DoubleVector s0 = DoubleVector.fromArray(S, g.lane, so);
    DoubleVector s1 = DoubleVector.fromArray(S, g.lane, so + V);
    DoubleVector s2 = DoubleVector.fromArray(S, g.lane, so + 2 * V);
    DoubleVector t0 = DoubleVector.zero(S);
    DoubleVector t1 = DoubleVector.zero(S);
    DoubleVector t2 = DoubleVector.zero(S);
    for (int r = 0; r < m * V; r += V) {
      DoubleVector v = DoubleVector.fromArray(S, w, c + r);
      DoubleVector u = DoubleVector.fromArray(S, w, d + r);
      DoubleVector y0 = v.fma(s0, DoubleVector.fromArray(S, x, xo + r));
      DoubleVector y1 = v.fma(s1, DoubleVector.fromArray(S, x, xo + r + step));
      DoubleVector y2 = v.fma(s2, DoubleVector.fromArray(S, x, xo + r + 2 * step));
      y0.intoArray(x, xo + r);
      t0 = u.fma(y0, t0);
      y1.intoArray(x, xo + r + step);
      t1 = u.fma(y1, t1);
      y2.intoArray(x, xo + r + 2 * step);
      t2 = u.fma(y2, t2);
    }
    int at = xo + m * V;
    if (dot) {
      DoubleVector u = DoubleVector.fromArray(S, w, d + m * V);
      t0 = u.fma(DoubleVector.fromArray(S, x, at), t0);
      t1 = u.fma(DoubleVector.fromArray(S, x, at + step), t1);
      t2 = u.fma(DoubleVector.fromArray(S, x, at + 2 * step), t2);
    } else {
      DoubleVector v = DoubleVector.fromArray(S, w, c + m * V);
      v.fma(s0, DoubleVector.fromArray(S, x, at)).intoArray(x, at);
      v.fma(s1, DoubleVector.fromArray(S, x, at + step)).intoArray(x, at + step);
      v.fma(s2, DoubleVector.fromArray(S, x, at + 2 * step)).intoArray(x, at + 2 * step);
    }
    DoubleVector h = DoubleVector.fromArray(S, g.h, next * V);
    TYPE.cast(t0).mul(h).neg().intoArray(g.lane, so);
    TYPE.cast(t1).mul(h).neg().intoArray(g.lane, so + V);
    TYPE.cast(t2).mul(h).neg().intoArray(g.lane, so + 2 * V);
  }

  private static void pass4(BatchRationalGroup g, int cur, int next, int m, boolean dot, int so, double[] x, int xo,
      int step) {
    double[] w = g.w;
    int c = cur * g.ld * V;
    int d = next * g.ld * V;
    DoubleVector s0 = DoubleVector.fromArray(S, g.lane, so);
    DoubleVector s1 = DoubleVector.fromArray(S, g.lane, so + V);
    DoubleVector s2 = DoubleVector.fromArray(S, g.lane, so + 2 * V);
    DoubleVector s3 = DoubleVector.fromArray(S, g.lane, so + 3 * V);
    DoubleVector t0 = DoubleVector.zero(S);
    DoubleVector t1 = DoubleVector.zero(S);
    DoubleVector t2 = DoubleVector.zero(S);
    DoubleVector t3 = DoubleVector.zero(S);
    for (int r = 0; r < m * V; r += V) {
      DoubleVector v = DoubleVector.fromArray(S, w, c + r);
      DoubleVector u = DoubleVector.fromArray(S, w, d + r);
      DoubleVector y0 = v.fma(s0, DoubleVector.fromArray(S, x, xo + r));
      DoubleVector y1 = v.fma(s1, DoubleVector.fromArray(S, x, xo + r + step));
      DoubleVector y2 = v.fma(s2, DoubleVector.fromArray(S, x, xo + r + 2 * step));
      DoubleVector y3 = v.fma(s3, DoubleVector.fromArray(S, x, xo + r + 3 * step));
      y0.intoArray(x, xo + r);
      t0 = u.fma(y0, t0);
      y1.intoArray(x, xo + r + step);
      t1 = u.fma(y1, t1);
      y2.intoArray(x, xo + r + 2 * step);
      t2 = u.fma(y2, t2);
      y3.intoArray(x, xo + r + 3 * step);
      t3 = u.fma(y3, t3);
    }
    int at = xo + m * V;
    if (dot) {
      DoubleVector u = DoubleVector.fromArray(S, w, d + m * V);
      t0 = u.fma(DoubleVector.fromArray(S, x, at), t0);
      t1 = u.fma(DoubleVector.fromArray(S, x, at + step), t1);
      t2 = u.fma(DoubleVector.fromArray(S, x, at + 2 * step), t2);
      t3 = u.fma(DoubleVector.fromArray(S, x, at + 3 * step), t3);
    } else {
      DoubleVector v = DoubleVector.fromArray(S, w, c + m * V);
      v.fma(s0, DoubleVector.fromArray(S, x, at)).intoArray(x, at);
      v.fma(s1, DoubleVector.fromArray(S, x, at + step)).intoArray(x, at + step);
      v.fma(s2, DoubleVector.fromArray(S, x, at + 2 * step)).intoArray(x, at + 2 * step);
      v.fma(s3, DoubleVector.fromArray(S, x, at + 3 * step)).intoArray(x, at + 3 * step);
    }
    DoubleVector h = DoubleVector.fromArray(S, g.h, next * V);
    TYPE.cast(t0).mul(h).neg().intoArray(g.lane, so);
    TYPE.cast(t1).mul(h).neg().intoArray(g.lane, so + V);
    TYPE.cast(t2).mul(h).neg().intoArray(g.lane, so + 2 * V);
    TYPE.cast(t3).mul(h).neg().intoArray(g.lane, so + 3 * V);
  }
}
