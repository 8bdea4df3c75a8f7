// Master of FloatTridiagonalSimd: the float version is generated from this file.
package org.isobit.kernels.column;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Vector API {@link Tridiagonal}: one lane, one column, in strips of a few vectors that go down all rows and up
 * again, so that a strip's rows are still in the first cache on their way back. Columns that fill no vector go to
 * {@link TridiagonalReference}. Loops over rows end where an address says so: C2 does not count them, else it adds up
 * each address outside of the loop and runs out of registers.
 */
public final class TridiagonalSimd extends TridiagonalReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();

  /** Columns of a wide strip: four chains hide what an fma takes, and more of each row is read at a time. */
  private static final int WIDE = 4 * V;

  TridiagonalSimd() {}

  @Override
  public int factor(int n, int from, int to, int lanes, double[] a, int ao, double[] b, int bo, double[] c, int co,
      double[] f, int fo) {
    int l = from;
    for (; l <= to - V; l += V) {
      if (!strip(n, lanes, a, ao + l, b, bo + l, c, co + l, f, fo + l)) {
        return super.factor(n, l, l + V, lanes, a, ao, b, bo, c, co, f, fo);
      }
    }
    return super.factor(n, l, to, lanes, a, ao, b, bo, c, co, f, fo);
  }

  /** Factors of one vector of columns; whether all are accepted: a product with 0 is a zero, or NaN, which stays. */
  private static boolean strip(int n, int lanes, double[] a, int ao, double[] b, int bo, double[] c, int co,
      double[] f, int fo) {
    DoubleVector one = DoubleVector.broadcast(S, 1.0);
    DoubleVector u = DoubleVector.fromArray(S, b, bo);
    DoubleVector r = one.div(u);
    DoubleVector q = DoubleVector.fromArray(S, c, co).mul(r).neg();
    DoubleVector zero = u.mul(0.0).add(r.mul(0.0));
    DoubleVector.zero(S).intoArray(f, fo);
    int at = fo + lanes;
    q.intoArray(f, at);
    at += lanes;
    r.intoArray(f, at);
    int ai = ao;
    int bi = bo;
    int ci = co;
    int end = bo + (n - 1) * lanes;
    while (bi != end) {
      ai += lanes;
      bi += lanes;
      ci += lanes;
      DoubleVector below = DoubleVector.fromArray(S, a, ai);
      u = below.fma(q, DoubleVector.fromArray(S, b, bi));
      r = one.div(u);
      DoubleVector p = below.mul(r).neg();
      q = DoubleVector.fromArray(S, c, ci).mul(r).neg();
      // A reciprocal that is not finite makes p so, too.
      zero = p.lanewise(VectorOperators.FMA, 0.0, u.lanewise(VectorOperators.FMA, 0.0, zero));
      at += lanes;
      p.intoArray(f, at);
      at += lanes;
      q.intoArray(f, at);
      at += lanes;
      r.intoArray(f, at);
    }
    DoubleVector.zero(S).intoArray(f, at - lanes);
    return !TYPE.cast(zero).compare(VectorOperators.NE, 0.0).anyTrue();
  }

  @Override
  public void solve(int n, int from, int to, int lanes, double[] f, int fo, int fields, double[] x, int xo, int ldf) {
    int l = from;
    for (; l <= to - WIDE; l += WIDE) {
      for (int k = 0; k < fields; k++) {
        downWide(n, lanes, f, fo + l, x, xo + k * ldf + l);
        upWide(n, lanes, f, fo + l, x, xo + k * ldf + l);
      }
    }
    for (; l <= to - V; l += V) {
      for (int k = 0; k < fields; k++) {
        down(n, lanes, f, fo + l, x, xo + k * ldf + l);
        up(n, lanes, f, fo + l, x, xo + k * ldf + l);
      }
    }
    super.solve(n, l, to, lanes, f, fo, fields, x, xo, ldf);
  }

  /** Rows 0 … n − 1 of a vector of columns. */
  private static void down(int n, int lanes, double[] f, int fo, double[] x, int xo) {
    int r = fo + 2 * lanes;
    int at = xo;
    DoubleVector y = DoubleVector.fromArray(S, x, at).mul(DoubleVector.fromArray(S, f, r));
    y.intoArray(x, at);
    int end = xo + (n - 1) * lanes;
    while (at != end) {
      at += lanes;
      int p = r + lanes;
      r = p + 2 * lanes;
      y = DoubleVector.fromArray(S, f, p)
          .fma(y, DoubleVector.fromArray(S, x, at).mul(DoubleVector.fromArray(S, f, r)));
      y.intoArray(x, at);
    }
  }

  /** Rows n − 2 … 0 of a vector of columns. */
  private static void up(int n, int lanes, double[] f, int fo, double[] x, int xo) {
    int q = fo + (3 * n - 2) * lanes;
    int at = xo + (n - 1) * lanes;
    DoubleVector y = DoubleVector.fromArray(S, x, at);
    while (at != xo) {
      at -= lanes;
      q -= 3 * lanes;
      y = DoubleVector.fromArray(S, f, q).fma(y, DoubleVector.fromArray(S, x, at));
      y.intoArray(x, at);
    }
  }

  /** {@link #down} of four vectors. */
  private static void downWide(int n, int lanes, double[] f, int fo, double[] x, int xo) {
    int r = fo + 2 * lanes;
    int at = xo;
    DoubleVector y0 = DoubleVector.fromArray(S, x, at).mul(DoubleVector.fromArray(S, f, r));
    DoubleVector y1 = DoubleVector.fromArray(S, x, at + V).mul(DoubleVector.fromArray(S, f, r + V));
    DoubleVector y2 = DoubleVector.fromArray(S, x, at + 2 * V).mul(DoubleVector.fromArray(S, f, r + 2 * V));
    DoubleVector y3 = DoubleVector.fromArray(S, x, at + 3 * V).mul(DoubleVector.fromArray(S, f, r + 3 * V));
    y0.intoArray(x, at);
    y1.intoArray(x, at + V);
    y2.intoArray(x, at + 2 * V);
    y3.intoArray(x, at + 3 * V);
    int end = xo + (n - 1) * lanes;
    while (at != end) {
      at += lanes;
      int p = r + lanes;
      r = p + 2 * lanes;
      y0 = DoubleVector.fromArray(S, f, p)
          .fma(y0, DoubleVector.fromArray(S, x, at).mul(DoubleVector.fromArray(S, f, r)));
      y1 = DoubleVector.fromArray(S, f, p + V)
          .fma(y1, DoubleVector.fromArray(S, x, at + V).mul(DoubleVector.fromArray(S, f, r + V)));
      y2 = DoubleVector.fromArray(S, f, p + 2 * V)
          .fma(y2, DoubleVector.fromArray(S, x, at + 2 * V).mul(DoubleVector.fromArray(S, f, r + 2 * V)));
      y3 = DoubleVector.fromArray(S, f, p + 3 * V)
          .fma(y3, DoubleVector.fromArray(S, x, at + 3 * V).mul(DoubleVector.fromArray(S, f, r + 3 * V)));
      y0.intoArray(x, at);
      y1.intoArray(x, at + V);
      y2.intoArray(x, at + 2 * V);
      y3.intoArray(x, at + 3 * V);
    }
  }

  /** {@link #up} of four vectors. */
  private static void upWide(int n, int lanes, double[] f, int fo, double[] x, int xo) {
    int q = fo + (3 * n - 2) * lanes;
    int at = xo + (n - 1) * lanes;
    DoubleVector y0 = DoubleVector.fromArray(S, x, at);
    DoubleVector y1 = DoubleVector.fromArray(S, x, at + V);
    DoubleVector y2 = DoubleVector.fromArray(S, x, at + 2 * V);
    DoubleVector y3 = DoubleVector.fromArray(S, x, at + 3 * V);
    while (at != xo) {
      at -= lanes;
      q -= 3 * lanes;
      y0 = DoubleVector.fromArray(S, f, q).fma(y0, DoubleVector.fromArray(S, x, at));
      y1 = DoubleVector.fromArray(S, f, q + V).fma(y1, DoubleVector.fromArray(S, x, at + V));
      y2 = DoubleVector.fromArray(S, f, q + 2 * V).fma(y2, DoubleVector.fromArray(S, x, at + 2 * V));
      y3 = DoubleVector.fromArray(S, f, q + 3 * V).fma(y3, DoubleVector.fromArray(S, x, at + 3 * V));
      y0.intoArray(x, at);
      y1.intoArray(x, at + V);
      y2.intoArray(x, at + 2 * V);
      y3.intoArray(x, at + 3 * V);
    }
  }
}
