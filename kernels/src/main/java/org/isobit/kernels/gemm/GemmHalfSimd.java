// Master of FloatGemmHalfSimd: the float version is generated from this file.
package org.isobit.kernels.gemm;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * The micro-kernel of {@link GemmSmallSimd} for half as many columns as a vector has lanes, or more, but not all: two
 * vectors of half the width that may overlap, so that no lane needs a mask.
 */
final class GemmHalfSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.HALF_DOUBLE;

  /** Fewest columns. */
  static final int V = S.length();

  private GemmHalfSimd() {}

  /** 8 rows, or fewer, by two vectors, the second one from column {@code last} on, which may be 0. */
  static void tile8x2(double[] a, int ia, int sr, int sk, double[] b, int ib, int ldb, int last, int rows,
      int kc, boolean load, double[] c, int ic, int ldc) {
    int i1 = Math.min(1, rows - 1);
    int a1 = ia + i1 * sr;
    int i2 = Math.min(2, rows - 1);
    int a2 = ia + i2 * sr;
    int i3 = Math.min(3, rows - 1);
    int a3 = ia + i3 * sr;
    int i4 = Math.min(4, rows - 1);
    int a4 = ia + i4 * sr;
    int i5 = Math.min(5, rows - 1);
    int a5 = ia + i5 * sr;
    int i6 = Math.min(6, rows - 1);
    int a6 = ia + i6 * sr;
    int i7 = Math.min(7, rows - 1);
    int a7 = ia + i7 * sr;
    int c1 = ic + i1 * ldc;
    int c2 = ic + i2 * ldc;
    int c3 = ic + i3 * ldc;
    int c4 = ic + i4 * ldc;
    int c5 = ic + i5 * ldc;
    int c6 = ic + i6 * ldc;
    int c7 = ic + i7 * ldc;
    DoubleVector s0 = load ? DoubleVector.fromArray(S, c, ic) : DoubleVector.zero(S);
    DoubleVector t0 = load ? DoubleVector.fromArray(S, c, ic + last) : DoubleVector.zero(S);
    DoubleVector s1 = load ? DoubleVector.fromArray(S, c, c1) : DoubleVector.zero(S);
    DoubleVector t1 = load ? DoubleVector.fromArray(S, c, c1 + last) : DoubleVector.zero(S);
    DoubleVector s2 = load ? DoubleVector.fromArray(S, c, c2) : DoubleVector.zero(S);
    DoubleVector t2 = load ? DoubleVector.fromArray(S, c, c2 + last) : DoubleVector.zero(S);
    DoubleVector s3 = load ? DoubleVector.fromArray(S, c, c3) : DoubleVector.zero(S);
    DoubleVector t3 = load ? DoubleVector.fromArray(S, c, c3 + last) : DoubleVector.zero(S);
    DoubleVector s4 = load ? DoubleVector.fromArray(S, c, c4) : DoubleVector.zero(S);
    DoubleVector t4 = load ? DoubleVector.fromArray(S, c, c4 + last) : DoubleVector.zero(S);
    DoubleVector s5 = load ? DoubleVector.fromArray(S, c, c5) : DoubleVector.zero(S);
    DoubleVector t5 = load ? DoubleVector.fromArray(S, c, c5 + last) : DoubleVector.zero(S);
    DoubleVector s6 = load ? DoubleVector.fromArray(S, c, c6) : DoubleVector.zero(S);
    DoubleVector t6 = load ? DoubleVector.fromArray(S, c, c6 + last) : DoubleVector.zero(S);
    DoubleVector s7 = load ? DoubleVector.fromArray(S, c, c7) : DoubleVector.zero(S);
    DoubleVector t7 = load ? DoubleVector.fromArray(S, c, c7 + last) : DoubleVector.zero(S);
    for (int k = 0; k < kc; k++) {
      int ak = k * sk;
      int bk = ib + k * ldb;
      DoubleVector p = DoubleVector.fromArray(S, b, bk);
      DoubleVector q = DoubleVector.fromArray(S, b, bk + last);
      DoubleVector x0 = DoubleVector.broadcast(S, a[ia + ak]);
      s0 = x0.fma(p, s0);
      t0 = x0.fma(q, t0);
      DoubleVector x1 = DoubleVector.broadcast(S, a[a1 + ak]);
      s1 = x1.fma(p, s1);
      t1 = x1.fma(q, t1);
      DoubleVector x2 = DoubleVector.broadcast(S, a[a2 + ak]);
      s2 = x2.fma(p, s2);
      t2 = x2.fma(q, t2);
      DoubleVector x3 = DoubleVector.broadcast(S, a[a3 + ak]);
      s3 = x3.fma(p, s3);
      t3 = x3.fma(q, t3);
      DoubleVector x4 = DoubleVector.broadcast(S, a[a4 + ak]);
      s4 = x4.fma(p, s4);
      t4 = x4.fma(q, t4);
      DoubleVector x5 = DoubleVector.broadcast(S, a[a5 + ak]);
      s5 = x5.fma(p, s5);
      t5 = x5.fma(q, t5);
      DoubleVector x6 = DoubleVector.broadcast(S, a[a6 + ak]);
      s6 = x6.fma(p, s6);
      t6 = x6.fma(q, t6);
      DoubleVector x7 = DoubleVector.broadcast(S, a[a7 + ak]);
      s7 = x7.fma(p, s7);
      t7 = x7.fma(q, t7);
    }
    s0.intoArray(c, ic);
    t0.intoArray(c, ic + last);
    s1.intoArray(c, c1);
    t1.intoArray(c, c1 + last);
    s2.intoArray(c, c2);
    t2.intoArray(c, c2 + last);
    s3.intoArray(c, c3);
    t3.intoArray(c, c3 + last);
    s4.intoArray(c, c4);
    t4.intoArray(c, c4 + last);
    s5.intoArray(c, c5);
    t5.intoArray(c, c5 + last);
    s6.intoArray(c, c6);
    t6.intoArray(c, c6 + last);
    s7.intoArray(c, c7);
    t7.intoArray(c, c7 + last);
  }
}
