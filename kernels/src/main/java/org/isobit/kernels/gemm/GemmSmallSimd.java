// Master of FloatGemmSmallSimd: the float version is generated from this file.
package org.isobit.kernels.gemm;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Micro-kernels for operands that are read where they lie: 8 rows of a tile of C stay in registers while kc terms are
 * added. Element (i, k) of A lies at {@code ia + i·sr + k·sk}.
 *
 * <p>The last vector starts at column {@code last}, overlapping its neighbour if n is no multiple of the vector length.
 * What is computed twice is loaded before and has the same value when it is stored.
 */
final class GemmSmallSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private GemmSmallSimd() {}

  /** 8 rows by three vectors. */
  static void tile8x3(double[] a, int ia, int sr, int sk, double[] b, int ib, int ldb, int last, int kc,
      boolean load, double[] c, int ic, int ldc) {
    int a1 = ia + sr;
    int a2 = ia + 2 * sr;
    int a3 = ia + 3 * sr;
    int a4 = ia + 4 * sr;
    int a5 = ia + 5 * sr;
    int a6 = ia + 6 * sr;
    int a7 = ia + 7 * sr;
    int c1 = ic + ldc;
    int c2 = ic + 2 * ldc;
    int c3 = ic + 3 * ldc;
    int c4 = ic + 4 * ldc;
    int c5 = ic + 5 * ldc;
    int c6 = ic + 6 * ldc;
    int c7 = ic + 7 * ldc;
    DoubleVector s0 = load ? DoubleVector.fromArray(S, c, ic) : DoubleVector.zero(S);
    DoubleVector t0 = load ? DoubleVector.fromArray(S, c, ic + V) : DoubleVector.zero(S);
    DoubleVector u0 = load ? DoubleVector.fromArray(S, c, ic + last) : DoubleVector.zero(S);
    DoubleVector s1 = load ? DoubleVector.fromArray(S, c, c1) : DoubleVector.zero(S);
    DoubleVector t1 = load ? DoubleVector.fromArray(S, c, c1 + V) : DoubleVector.zero(S);
    DoubleVector u1 = load ? DoubleVector.fromArray(S, c, c1 + last) : DoubleVector.zero(S);
    DoubleVector s2 = load ? DoubleVector.fromArray(S, c, c2) : DoubleVector.zero(S);
    DoubleVector t2 = load ? DoubleVector.fromArray(S, c, c2 + V) : DoubleVector.zero(S);
    DoubleVector u2 = load ? DoubleVector.fromArray(S, c, c2 + last) : DoubleVector.zero(S);
    DoubleVector s3 = load ? DoubleVector.fromArray(S, c, c3) : DoubleVector.zero(S);
    DoubleVector t3 = load ? DoubleVector.fromArray(S, c, c3 + V) : DoubleVector.zero(S);
    DoubleVector u3 = load ? DoubleVector.fromArray(S, c, c3 + last) : DoubleVector.zero(S);
    DoubleVector s4 = load ? DoubleVector.fromArray(S, c, c4) : DoubleVector.zero(S);
    DoubleVector t4 = load ? DoubleVector.fromArray(S, c, c4 + V) : DoubleVector.zero(S);
    DoubleVector u4 = load ? DoubleVector.fromArray(S, c, c4 + last) : DoubleVector.zero(S);
    DoubleVector s5 = load ? DoubleVector.fromArray(S, c, c5) : DoubleVector.zero(S);
    DoubleVector t5 = load ? DoubleVector.fromArray(S, c, c5 + V) : DoubleVector.zero(S);
    DoubleVector u5 = load ? DoubleVector.fromArray(S, c, c5 + last) : DoubleVector.zero(S);
    DoubleVector s6 = load ? DoubleVector.fromArray(S, c, c6) : DoubleVector.zero(S);
    DoubleVector t6 = load ? DoubleVector.fromArray(S, c, c6 + V) : DoubleVector.zero(S);
    DoubleVector u6 = load ? DoubleVector.fromArray(S, c, c6 + last) : DoubleVector.zero(S);
    DoubleVector s7 = load ? DoubleVector.fromArray(S, c, c7) : DoubleVector.zero(S);
    DoubleVector t7 = load ? DoubleVector.fromArray(S, c, c7 + V) : DoubleVector.zero(S);
    DoubleVector u7 = load ? DoubleVector.fromArray(S, c, c7 + last) : DoubleVector.zero(S);
    int bk = ib;
    for (int k = 0; k < kc; k++) {
      int ak = k * sk;
      DoubleVector p = DoubleVector.fromArray(S, b, bk);
      DoubleVector q = DoubleVector.fromArray(S, b, bk + V);
      DoubleVector g = DoubleVector.fromArray(S, b, bk + last);
      DoubleVector x0 = DoubleVector.broadcast(S, a[ia + ak]);
      s0 = x0.fma(p, s0);
      t0 = x0.fma(q, t0);
      u0 = x0.fma(g, u0);
      DoubleVector x1 = DoubleVector.broadcast(S, a[a1 + ak]);
      s1 = x1.fma(p, s1);
      t1 = x1.fma(q, t1);
      u1 = x1.fma(g, u1);
      DoubleVector x2 = DoubleVector.broadcast(S, a[a2 + ak]);
      s2 = x2.fma(p, s2);
      t2 = x2.fma(q, t2);
      u2 = x2.fma(g, u2);
      DoubleVector x3 = DoubleVector.broadcast(S, a[a3 + ak]);
      s3 = x3.fma(p, s3);
      t3 = x3.fma(q, t3);
      u3 = x3.fma(g, u3);
      DoubleVector x4 = DoubleVector.broadcast(S, a[a4 + ak]);
      s4 = x4.fma(p, s4);
      t4 = x4.fma(q, t4);
      u4 = x4.fma(g, u4);
      DoubleVector x5 = DoubleVector.broadcast(S, a[a5 + ak]);
      s5 = x5.fma(p, s5);
      t5 = x5.fma(q, t5);
      u5 = x5.fma(g, u5);
      DoubleVector x6 = DoubleVector.broadcast(S, a[a6 + ak]);
      s6 = x6.fma(p, s6);
      t6 = x6.fma(q, t6);
      u6 = x6.fma(g, u6);
      DoubleVector x7 = DoubleVector.broadcast(S, a[a7 + ak]);
      s7 = x7.fma(p, s7);
      t7 = x7.fma(q, t7);
      u7 = x7.fma(g, u7);
      bk += ldb;
    }
    s0.intoArray(c, ic);
    t0.intoArray(c, ic + V);
    u0.intoArray(c, ic + last);
    s1.intoArray(c, c1);
    t1.intoArray(c, c1 + V);
    u1.intoArray(c, c1 + last);
    s2.intoArray(c, c2);
    t2.intoArray(c, c2 + V);
    u2.intoArray(c, c2 + last);
    s3.intoArray(c, c3);
    t3.intoArray(c, c3 + V);
    u3.intoArray(c, c3 + last);
    s4.intoArray(c, c4);
    t4.intoArray(c, c4 + V);
    u4.intoArray(c, c4 + last);
    s5.intoArray(c, c5);
    t5.intoArray(c, c5 + V);
    u5.intoArray(c, c5 + last);
    s6.intoArray(c, c6);
    t6.intoArray(c, c6 + V);
    u6.intoArray(c, c6 + last);
    s7.intoArray(c, c7);
    t7.intoArray(c, c7 + V);
    u7.intoArray(c, c7 + last);
  }

  /** 8 rows by two vectors. */
  static void tile8x2(double[] a, int ia, int sr, int sk, double[] b, int ib, int ldb, int last, int kc,
      boolean load, double[] c, int ic, int ldc) {
    int a1 = ia + sr;
    int a2 = ia + 2 * sr;
    int a3 = ia + 3 * sr;
    int a4 = ia + 4 * sr;
    int a5 = ia + 5 * sr;
    int a6 = ia + 6 * sr;
    int a7 = ia + 7 * sr;
    int c1 = ic + ldc;
    int c2 = ic + 2 * ldc;
    int c3 = ic + 3 * ldc;
    int c4 = ic + 4 * ldc;
    int c5 = ic + 5 * ldc;
    int c6 = ic + 6 * ldc;
    int c7 = ic + 7 * ldc;
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
