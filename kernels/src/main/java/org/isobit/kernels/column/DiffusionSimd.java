// Master of FloatDiffusionSimd: the float version is generated from this file.
package org.isobit.kernels.column;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Vector API {@link Diffusion}: one lane, one column, in strips of a few vectors that go down all levels and up again.
 * All strips of a call use the same few numbers of the workspace, which stay in the first cache. Columns that fill no
 * vector go to {@link DiffusionReference}. Loops over levels end where an address says so, as in
 * {@link TridiagonalSimd}.
 */
public final class DiffusionSimd extends DiffusionReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();

  /** Columns of a wide strip: four chains hide what an fma takes, and more of each level is read at a time. */
  private static final int WIDE = 4 * V;

  DiffusionSimd() {}

  @Override
  public int factor(int n, int from, int to, int lanes, double[] e, int eo, double[] r, int ro, double[] f, int fo) {
    int l = from;
    for (; l <= to - V; l += V) {
      if (!strip(n, lanes, e, eo + l, r, ro, f, fo + l)) {
        return super.factor(n, l, l + V, lanes, e, eo, r, ro, f, fo);
      }
    }
    return super.factor(n, l, to, lanes, e, eo, r, ro, f, fo);
  }

  /** Factors of one vector of columns; whether all are accepted. */
  private static boolean strip(int n, int lanes, double[] e, int eo, double[] r, int ro, double[] f, int fo) {
    DoubleVector one = DoubleVector.broadcast(S, 1.0);
    DoubleVector largest = DoubleVector.broadcast(S, LARGEST);
    DoubleVector v = one;
    VectorMask<Double> accepted = S.maskAll(true);
    int at = fo + 2 * lanes;
    int level = ro;
    int ei = eo;
    int end = eo + (n - 1) * lanes;
    while (ei != end) {
      ei += lanes;
      DoubleVector own = DoubleVector.fromArray(S, e, ei);
      accepted = accepted.and(own.compare(VectorOperators.GE, 0.0)).and(own.compare(VectorOperators.LE, largest));
      DoubleVector a = own.mul(r[level]);
      level++;
      DoubleVector g = own.mul(r[level]);
      DoubleVector t = a.fma(v, one);
      DoubleVector s = one.div(t.add(g));
      v = t.mul(s);
      at += lanes;
      a.mul(s).intoArray(f, at);
      at += lanes;
      g.mul(s).intoArray(f, at);
      at += lanes;
      own.mul(s).intoArray(f, at);
    }
    return accepted.allTrue();
  }

  @Override
  public void step(int n, int from, int to, int lanes, double[] r, int ro, double[] f, int fo, int fields, double[] c,
      int co, int ldf, double[] work, int wo) {
    int l = from;
    for (; l <= to - WIDE; l += WIDE) {
      for (int k = 0; k < fields; k++) {
        downWide(n, lanes, f, fo + l, c, co + k * ldf + l, work, wo);
        upWide(n, lanes, r, ro, f, fo + l, c, co + k * ldf + l, work, wo);
      }
    }
    for (; l <= to - V; l += V) {
      for (int k = 0; k < fields; k++) {
        down(n, lanes, f, fo + l, c, co + k * ldf + l, work, wo);
        up(n, lanes, r, ro, f, fo + l, c, co + k * ldf + l, work, wo);
      }
    }
    super.step(n, l, to, lanes, r, ro, f, fo, fields, c, co, ldf, work, wo);
  }

  /** y_1 … y_{n−1} of a vector of columns, which follow each other in the workspace. */
  private static void down(int n, int lanes, double[] f, int fo, double[] c, int co, double[] work, int wo) {
    DoubleVector y = DoubleVector.zero(S);
    DoubleVector above = DoubleVector.fromArray(S, c, co);
    int q = fo + 2 * lanes;
    int to = wo;
    int at = co;
    int end = co + (n - 1) * lanes;
    while (at != end) {
      at += lanes;
      int p = q + lanes;
      q = p + 2 * lanes;
      DoubleVector own = DoubleVector.fromArray(S, c, at);
      y = DoubleVector.fromArray(S, f, p).fma(y, DoubleVector.fromArray(S, f, q).mul(own.sub(above)));
      above = own;
      y.intoArray(work, to);
      to += V;
    }
  }

  /** Fluxes, and levels n − 1 … 0, of a vector of columns. */
  private static void up(int n, int lanes, double[] r, int ro, double[] f, int fo, double[] c, int co, double[] work,
      int wo) {
    DoubleVector below = DoubleVector.zero(S);
    int w = fo + (3 * n - 2) * lanes;
    int y = wo + (n - 1) * V;
    int level = ro + n - 1;
    int at = co + (n - 1) * lanes;
    while (at != co) {
      y -= V;
      DoubleVector flux = DoubleVector.fromArray(S, f, w).fma(below, DoubleVector.fromArray(S, work, y));
      w -= 3 * lanes;
      TYPE.cast(below).sub(flux).fma(DoubleVector.broadcast(S, r[level]), DoubleVector.fromArray(S, c, at))
          .intoArray(c, at);
      level--;
      below = flux;
      at -= lanes;
    }
    TYPE.cast(below).fma(DoubleVector.broadcast(S, r[level]), DoubleVector.fromArray(S, c, at)).intoArray(c, at);
  }

  /** {@link #down} of four vectors. */
  private static void downWide(int n, int lanes, double[] f, int fo, double[] c, int co, double[] work, int wo) {
    DoubleVector y0 = DoubleVector.zero(S);
    DoubleVector y1 = y0;
    DoubleVector y2 = y0;
    DoubleVector y3 = y0;
    DoubleVector above0 = DoubleVector.fromArray(S, c, co);
    DoubleVector above1 = DoubleVector.fromArray(S, c, co + V);
    DoubleVector above2 = DoubleVector.fromArray(S, c, co + 2 * V);
    DoubleVector above3 = DoubleVector.fromArray(S, c, co + 3 * V);
    int q = fo + 2 * lanes;
    int to = wo;
    int at = co;
    int end = co + (n - 1) * lanes;
    while (at != end) {
      at += lanes;
      int p = q + lanes;
      q = p + 2 * lanes;
      DoubleVector own = DoubleVector.fromArray(S, c, at);
      y0 = DoubleVector.fromArray(S, f, p).fma(y0, DoubleVector.fromArray(S, f, q).mul(own.sub(above0)));
      above0 = own;
      own = DoubleVector.fromArray(S, c, at + V);
      y1 = DoubleVector.fromArray(S, f, p + V).fma(y1, DoubleVector.fromArray(S, f, q + V).mul(own.sub(above1)));
      above1 = own;
      own = DoubleVector.fromArray(S, c, at + 2 * V);
      y2 = DoubleVector.fromArray(S, f, p + 2 * V)
          .fma(y2, DoubleVector.fromArray(S, f, q + 2 * V).mul(own.sub(above2)));
      above2 = own;
      own = DoubleVector.fromArray(S, c, at + 3 * V);
      y3 = DoubleVector.fromArray(S, f, p + 3 * V)
          .fma(y3, DoubleVector.fromArray(S, f, q + 3 * V).mul(own.sub(above3)));
      above3 = own;
      y0.intoArray(work, to);
      y1.intoArray(work, to + V);
      y2.intoArray(work, to + 2 * V);
      y3.intoArray(work, to + 3 * V);
      to += WIDE;
    }
  }

  /** {@link #up} of four vectors. */
  private static void upWide(int n, int lanes, double[] r, int ro, double[] f, int fo, double[] c, int co,
      double[] work, int wo) {
    DoubleVector below0 = DoubleVector.zero(S);
    DoubleVector below1 = below0;
    DoubleVector below2 = below0;
    DoubleVector below3 = below0;
    int w = fo + (3 * n - 2) * lanes;
    int y = wo + (n - 1) * WIDE;
    int level = ro + n - 1;
    int at = co + (n - 1) * lanes;
    while (at != co) {
      y -= WIDE;
      DoubleVector own = DoubleVector.broadcast(S, r[level]);
      DoubleVector flux = DoubleVector.fromArray(S, f, w).fma(below0, DoubleVector.fromArray(S, work, y));
      TYPE.cast(below0).sub(flux).fma(own, DoubleVector.fromArray(S, c, at)).intoArray(c, at);
      below0 = flux;
      flux = DoubleVector.fromArray(S, f, w + V).fma(below1, DoubleVector.fromArray(S, work, y + V));
      TYPE.cast(below1).sub(flux).fma(own, DoubleVector.fromArray(S, c, at + V)).intoArray(c, at + V);
      below1 = flux;
      flux = DoubleVector.fromArray(S, f, w + 2 * V).fma(below2, DoubleVector.fromArray(S, work, y + 2 * V));
      TYPE.cast(below2).sub(flux).fma(own, DoubleVector.fromArray(S, c, at + 2 * V)).intoArray(c, at + 2 * V);
      below2 = flux;
      flux = DoubleVector.fromArray(S, f, w + 3 * V).fma(below3, DoubleVector.fromArray(S, work, y + 3 * V));
      TYPE.cast(below3).sub(flux).fma(own, DoubleVector.fromArray(S, c, at + 3 * V)).intoArray(c, at + 3 * V);
      below3 = flux;
      level--;
      at -= lanes;
      w -= 3 * lanes;
    }
    DoubleVector own = DoubleVector.broadcast(S, r[level]);
    TYPE.cast(below0).fma(own, DoubleVector.fromArray(S, c, at)).intoArray(c, at);
    TYPE.cast(below1).fma(own, DoubleVector.fromArray(S, c, at + V)).intoArray(c, at + V);
    TYPE.cast(below2).fma(own, DoubleVector.fromArray(S, c, at + 2 * V)).intoArray(c, at + 2 * V);
    TYPE.cast(below3).fma(own, DoubleVector.fromArray(S, c, at + 3 * V)).intoArray(c, at + 3 * V);
  }
}
