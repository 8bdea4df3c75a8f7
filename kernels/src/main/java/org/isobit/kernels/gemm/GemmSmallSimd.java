// Master of FloatGemmSmallSimd: the float version is generated from this file.
package org.isobit.kernels.gemm;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Micro-kernels for operands that are read where they lie, and for what is left of large ones: 4 rows by 2, 3 or 4
 * vectors of C, 8 rows by 2. Element (i, k) of A lies at {@code ia + i·sr + k·sk}.
 *
 * <p>As in {@link GemmTileSimd}, but nothing is left over: with fewer than 4 rows the last one stands in for the
 * missing ones, and the last vector starts at column {@code last}, overlapping its neighbour if n is no multiple of
 * the vector length. What is computed twice is loaded before and has the same value when it is stored. Where two terms
 * are added a turn, a row's address serves two loads.
 */
final class GemmSmallSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private GemmSmallSimd() {}

  /** 4 rows, or fewer, by four vectors, for each of the panels. */
  static void wide4(double[] a, int ia, int sr, int sk, double[] b, int ib, int ldb, int last, int panels, int rows,
      int kc, boolean load, double[] c, int ic, int ldc) {
    int i1 = rows > 1 ? 1 : 0;
    int i2 = rows > 2 ? 2 : rows - 1;
    int i3 = rows > 3 ? 3 : rows - 1;
    int a1 = ia + i1 * sr;
    int a2 = ia + i2 * sr;
    int a3 = ia + i3 * sr;
    int d1 = i1 * ldc;
    int d2 = i2 * ldc;
    int d3 = i3 * ldc;
    for (int j = 0; j < panels; j++) {
      DoubleVector s0 = load ? DoubleVector.fromArray(S, c, ic) : DoubleVector.zero(S);
      DoubleVector t0 = load ? DoubleVector.fromArray(S, c, ic + V) : DoubleVector.zero(S);
      DoubleVector u0 = load ? DoubleVector.fromArray(S, c, ic + 2 * V) : DoubleVector.zero(S);
      DoubleVector v0 = load ? DoubleVector.fromArray(S, c, ic + last) : DoubleVector.zero(S);
      DoubleVector s1 = load ? DoubleVector.fromArray(S, c, ic + d1) : DoubleVector.zero(S);
      DoubleVector t1 = load ? DoubleVector.fromArray(S, c, ic + d1 + V) : DoubleVector.zero(S);
      DoubleVector u1 = load ? DoubleVector.fromArray(S, c, ic + d1 + 2 * V) : DoubleVector.zero(S);
      DoubleVector v1 = load ? DoubleVector.fromArray(S, c, ic + d1 + last) : DoubleVector.zero(S);
      DoubleVector s2 = load ? DoubleVector.fromArray(S, c, ic + d2) : DoubleVector.zero(S);
      DoubleVector t2 = load ? DoubleVector.fromArray(S, c, ic + d2 + V) : DoubleVector.zero(S);
      DoubleVector u2 = load ? DoubleVector.fromArray(S, c, ic + d2 + 2 * V) : DoubleVector.zero(S);
      DoubleVector v2 = load ? DoubleVector.fromArray(S, c, ic + d2 + last) : DoubleVector.zero(S);
      DoubleVector s3 = load ? DoubleVector.fromArray(S, c, ic + d3) : DoubleVector.zero(S);
      DoubleVector t3 = load ? DoubleVector.fromArray(S, c, ic + d3 + V) : DoubleVector.zero(S);
      DoubleVector u3 = load ? DoubleVector.fromArray(S, c, ic + d3 + 2 * V) : DoubleVector.zero(S);
      DoubleVector v3 = load ? DoubleVector.fromArray(S, c, ic + d3 + last) : DoubleVector.zero(S);
      int k = 0;
      for (; k <= kc - 2; k += 2) {
        int b0 = ib + k * ldb;
        int b1 = b0 + ldb;
        int ak = k * sk;
        DoubleVector p0 = DoubleVector.fromArray(S, b, b0);
        DoubleVector q0 = DoubleVector.fromArray(S, b, b0 + V);
        DoubleVector g0 = DoubleVector.fromArray(S, b, b0 + 2 * V);
        DoubleVector h0 = DoubleVector.fromArray(S, b, b0 + last);
        DoubleVector p1 = DoubleVector.fromArray(S, b, b1);
        DoubleVector q1 = DoubleVector.fromArray(S, b, b1 + V);
        DoubleVector g1 = DoubleVector.fromArray(S, b, b1 + 2 * V);
        DoubleVector h1 = DoubleVector.fromArray(S, b, b1 + last);
        DoubleVector e0 = DoubleVector.broadcast(S, a[ia + ak]);
        s0 = e0.fma(p0, s0);
        t0 = e0.fma(q0, t0);
        u0 = e0.fma(g0, u0);
        v0 = e0.fma(h0, v0);
        DoubleVector f0 = DoubleVector.broadcast(S, a[ia + ak + sk]);
        s0 = f0.fma(p1, s0);
        t0 = f0.fma(q1, t0);
        u0 = f0.fma(g1, u0);
        v0 = f0.fma(h1, v0);
        DoubleVector e1 = DoubleVector.broadcast(S, a[a1 + ak]);
        s1 = e1.fma(p0, s1);
        t1 = e1.fma(q0, t1);
        u1 = e1.fma(g0, u1);
        v1 = e1.fma(h0, v1);
        DoubleVector f1 = DoubleVector.broadcast(S, a[a1 + ak + sk]);
        s1 = f1.fma(p1, s1);
        t1 = f1.fma(q1, t1);
        u1 = f1.fma(g1, u1);
        v1 = f1.fma(h1, v1);
        DoubleVector e2 = DoubleVector.broadcast(S, a[a2 + ak]);
        s2 = e2.fma(p0, s2);
        t2 = e2.fma(q0, t2);
        u2 = e2.fma(g0, u2);
        v2 = e2.fma(h0, v2);
        DoubleVector f2 = DoubleVector.broadcast(S, a[a2 + ak + sk]);
        s2 = f2.fma(p1, s2);
        t2 = f2.fma(q1, t2);
        u2 = f2.fma(g1, u2);
        v2 = f2.fma(h1, v2);
        DoubleVector e3 = DoubleVector.broadcast(S, a[a3 + ak]);
        s3 = e3.fma(p0, s3);
        t3 = e3.fma(q0, t3);
        u3 = e3.fma(g0, u3);
        v3 = e3.fma(h0, v3);
        DoubleVector f3 = DoubleVector.broadcast(S, a[a3 + ak + sk]);
        s3 = f3.fma(p1, s3);
        t3 = f3.fma(q1, t3);
        u3 = f3.fma(g1, u3);
        v3 = f3.fma(h1, v3);
      }
      if (k < kc) {
        int b0 = ib + k * ldb;
        int ak = k * sk;
        DoubleVector p0 = DoubleVector.fromArray(S, b, b0);
        DoubleVector q0 = DoubleVector.fromArray(S, b, b0 + V);
        DoubleVector g0 = DoubleVector.fromArray(S, b, b0 + 2 * V);
        DoubleVector h0 = DoubleVector.fromArray(S, b, b0 + last);
        DoubleVector e0 = DoubleVector.broadcast(S, a[ia + ak]);
        s0 = e0.fma(p0, s0);
        t0 = e0.fma(q0, t0);
        u0 = e0.fma(g0, u0);
        v0 = e0.fma(h0, v0);
        DoubleVector e1 = DoubleVector.broadcast(S, a[a1 + ak]);
        s1 = e1.fma(p0, s1);
        t1 = e1.fma(q0, t1);
        u1 = e1.fma(g0, u1);
        v1 = e1.fma(h0, v1);
        DoubleVector e2 = DoubleVector.broadcast(S, a[a2 + ak]);
        s2 = e2.fma(p0, s2);
        t2 = e2.fma(q0, t2);
        u2 = e2.fma(g0, u2);
        v2 = e2.fma(h0, v2);
        DoubleVector e3 = DoubleVector.broadcast(S, a[a3 + ak]);
        s3 = e3.fma(p0, s3);
        t3 = e3.fma(q0, t3);
        u3 = e3.fma(g0, u3);
        v3 = e3.fma(h0, v3);
      }
      s0.intoArray(c, ic);
      t0.intoArray(c, ic + V);
      u0.intoArray(c, ic + 2 * V);
      v0.intoArray(c, ic + last);
      s1.intoArray(c, ic + d1);
      t1.intoArray(c, ic + d1 + V);
      u1.intoArray(c, ic + d1 + 2 * V);
      v1.intoArray(c, ic + d1 + last);
      s2.intoArray(c, ic + d2);
      t2.intoArray(c, ic + d2 + V);
      u2.intoArray(c, ic + d2 + 2 * V);
      v2.intoArray(c, ic + d2 + last);
      s3.intoArray(c, ic + d3);
      t3.intoArray(c, ic + d3 + V);
      u3.intoArray(c, ic + d3 + 2 * V);
      v3.intoArray(c, ic + d3 + last);
      ib += 4 * V;
      ic += 4 * V;
    }
  }

  /** 4 rows, or fewer, by three vectors, for each of the panels. */
  static void wide3(double[] a, int ia, int sr, int sk, double[] b, int ib, int ldb, int last, int panels, int rows,
      int kc, boolean load, double[] c, int ic, int ldc) {
    int i1 = rows > 1 ? 1 : 0;
    int i2 = rows > 2 ? 2 : rows - 1;
    int i3 = rows > 3 ? 3 : rows - 1;
    int a1 = ia + i1 * sr;
    int a2 = ia + i2 * sr;
    int a3 = ia + i3 * sr;
    int d1 = i1 * ldc;
    int d2 = i2 * ldc;
    int d3 = i3 * ldc;
    for (int j = 0; j < panels; j++) {
      DoubleVector s0 = load ? DoubleVector.fromArray(S, c, ic) : DoubleVector.zero(S);
      DoubleVector t0 = load ? DoubleVector.fromArray(S, c, ic + V) : DoubleVector.zero(S);
      DoubleVector u0 = load ? DoubleVector.fromArray(S, c, ic + last) : DoubleVector.zero(S);
      DoubleVector s1 = load ? DoubleVector.fromArray(S, c, ic + d1) : DoubleVector.zero(S);
      DoubleVector t1 = load ? DoubleVector.fromArray(S, c, ic + d1 + V) : DoubleVector.zero(S);
      DoubleVector u1 = load ? DoubleVector.fromArray(S, c, ic + d1 + last) : DoubleVector.zero(S);
      DoubleVector s2 = load ? DoubleVector.fromArray(S, c, ic + d2) : DoubleVector.zero(S);
      DoubleVector t2 = load ? DoubleVector.fromArray(S, c, ic + d2 + V) : DoubleVector.zero(S);
      DoubleVector u2 = load ? DoubleVector.fromArray(S, c, ic + d2 + last) : DoubleVector.zero(S);
      DoubleVector s3 = load ? DoubleVector.fromArray(S, c, ic + d3) : DoubleVector.zero(S);
      DoubleVector t3 = load ? DoubleVector.fromArray(S, c, ic + d3 + V) : DoubleVector.zero(S);
      DoubleVector u3 = load ? DoubleVector.fromArray(S, c, ic + d3 + last) : DoubleVector.zero(S);
      int k = 0;
      for (; k <= kc - 2; k += 2) {
        int b0 = ib + k * ldb;
        int b1 = b0 + ldb;
        int ak = k * sk;
        DoubleVector p0 = DoubleVector.fromArray(S, b, b0);
        DoubleVector q0 = DoubleVector.fromArray(S, b, b0 + V);
        DoubleVector g0 = DoubleVector.fromArray(S, b, b0 + last);
        DoubleVector p1 = DoubleVector.fromArray(S, b, b1);
        DoubleVector q1 = DoubleVector.fromArray(S, b, b1 + V);
        DoubleVector g1 = DoubleVector.fromArray(S, b, b1 + last);
        DoubleVector e0 = DoubleVector.broadcast(S, a[ia + ak]);
        s0 = e0.fma(p0, s0);
        t0 = e0.fma(q0, t0);
        u0 = e0.fma(g0, u0);
        DoubleVector f0 = DoubleVector.broadcast(S, a[ia + ak + sk]);
        s0 = f0.fma(p1, s0);
        t0 = f0.fma(q1, t0);
        u0 = f0.fma(g1, u0);
        DoubleVector e1 = DoubleVector.broadcast(S, a[a1 + ak]);
        s1 = e1.fma(p0, s1);
        t1 = e1.fma(q0, t1);
        u1 = e1.fma(g0, u1);
        DoubleVector f1 = DoubleVector.broadcast(S, a[a1 + ak + sk]);
        s1 = f1.fma(p1, s1);
        t1 = f1.fma(q1, t1);
        u1 = f1.fma(g1, u1);
        DoubleVector e2 = DoubleVector.broadcast(S, a[a2 + ak]);
        s2 = e2.fma(p0, s2);
        t2 = e2.fma(q0, t2);
        u2 = e2.fma(g0, u2);
        DoubleVector f2 = DoubleVector.broadcast(S, a[a2 + ak + sk]);
        s2 = f2.fma(p1, s2);
        t2 = f2.fma(q1, t2);
        u2 = f2.fma(g1, u2);
        DoubleVector e3 = DoubleVector.broadcast(S, a[a3 + ak]);
        s3 = e3.fma(p0, s3);
        t3 = e3.fma(q0, t3);
        u3 = e3.fma(g0, u3);
        DoubleVector f3 = DoubleVector.broadcast(S, a[a3 + ak + sk]);
        s3 = f3.fma(p1, s3);
        t3 = f3.fma(q1, t3);
        u3 = f3.fma(g1, u3);
      }
      if (k < kc) {
        int b0 = ib + k * ldb;
        int ak = k * sk;
        DoubleVector p0 = DoubleVector.fromArray(S, b, b0);
        DoubleVector q0 = DoubleVector.fromArray(S, b, b0 + V);
        DoubleVector g0 = DoubleVector.fromArray(S, b, b0 + last);
        DoubleVector e0 = DoubleVector.broadcast(S, a[ia + ak]);
        s0 = e0.fma(p0, s0);
        t0 = e0.fma(q0, t0);
        u0 = e0.fma(g0, u0);
        DoubleVector e1 = DoubleVector.broadcast(S, a[a1 + ak]);
        s1 = e1.fma(p0, s1);
        t1 = e1.fma(q0, t1);
        u1 = e1.fma(g0, u1);
        DoubleVector e2 = DoubleVector.broadcast(S, a[a2 + ak]);
        s2 = e2.fma(p0, s2);
        t2 = e2.fma(q0, t2);
        u2 = e2.fma(g0, u2);
        DoubleVector e3 = DoubleVector.broadcast(S, a[a3 + ak]);
        s3 = e3.fma(p0, s3);
        t3 = e3.fma(q0, t3);
        u3 = e3.fma(g0, u3);
      }
      s0.intoArray(c, ic);
      t0.intoArray(c, ic + V);
      u0.intoArray(c, ic + last);
      s1.intoArray(c, ic + d1);
      t1.intoArray(c, ic + d1 + V);
      u1.intoArray(c, ic + d1 + last);
      s2.intoArray(c, ic + d2);
      t2.intoArray(c, ic + d2 + V);
      u2.intoArray(c, ic + d2 + last);
      s3.intoArray(c, ic + d3);
      t3.intoArray(c, ic + d3 + V);
      u3.intoArray(c, ic + d3 + last);
      ib += 3 * V;
      ic += 3 * V;
    }
  }

  /** 8 rows by two vectors. */
  static void rows8(double[] a, int ia, int sr, int sk, double[] b, int ib, int ldb, int last, int kc,
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
      DoubleVector p = DoubleVector.fromArray(S, b, ib + k * ldb);
      DoubleVector q = DoubleVector.fromArray(S, b, ib + k * ldb + last);
      DoubleVector e0 = DoubleVector.broadcast(S, a[ia + ak]);
      s0 = e0.fma(p, s0);
      t0 = e0.fma(q, t0);
      DoubleVector e1 = DoubleVector.broadcast(S, a[a1 + ak]);
      s1 = e1.fma(p, s1);
      t1 = e1.fma(q, t1);
      DoubleVector e2 = DoubleVector.broadcast(S, a[a2 + ak]);
      s2 = e2.fma(p, s2);
      t2 = e2.fma(q, t2);
      DoubleVector e3 = DoubleVector.broadcast(S, a[a3 + ak]);
      s3 = e3.fma(p, s3);
      t3 = e3.fma(q, t3);
      DoubleVector e4 = DoubleVector.broadcast(S, a[a4 + ak]);
      s4 = e4.fma(p, s4);
      t4 = e4.fma(q, t4);
      DoubleVector e5 = DoubleVector.broadcast(S, a[a5 + ak]);
      s5 = e5.fma(p, s5);
      t5 = e5.fma(q, t5);
      DoubleVector e6 = DoubleVector.broadcast(S, a[a6 + ak]);
      s6 = e6.fma(p, s6);
      t6 = e6.fma(q, t6);
      DoubleVector e7 = DoubleVector.broadcast(S, a[a7 + ak]);
      s7 = e7.fma(p, s7);
      t7 = e7.fma(q, t7);
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

  /** 4 rows, or fewer, by two vectors. */
  static void rows4(double[] a, int ia, int sr, int sk, double[] b, int ib, int ldb, int last, int rows, int kc,
      boolean load, double[] c, int ic, int ldc) {
    int i1 = rows > 1 ? 1 : 0;
    int i2 = rows > 2 ? 2 : rows - 1;
    int i3 = rows > 3 ? 3 : rows - 1;
    int a1 = ia + i1 * sr;
    int a2 = ia + i2 * sr;
    int a3 = ia + i3 * sr;
    int c1 = ic + i1 * ldc;
    int c2 = ic + i2 * ldc;
    int c3 = ic + i3 * ldc;
    DoubleVector s0 = load ? DoubleVector.fromArray(S, c, ic) : DoubleVector.zero(S);
    DoubleVector t0 = load ? DoubleVector.fromArray(S, c, ic + last) : DoubleVector.zero(S);
    DoubleVector s1 = load ? DoubleVector.fromArray(S, c, c1) : DoubleVector.zero(S);
    DoubleVector t1 = load ? DoubleVector.fromArray(S, c, c1 + last) : DoubleVector.zero(S);
    DoubleVector s2 = load ? DoubleVector.fromArray(S, c, c2) : DoubleVector.zero(S);
    DoubleVector t2 = load ? DoubleVector.fromArray(S, c, c2 + last) : DoubleVector.zero(S);
    DoubleVector s3 = load ? DoubleVector.fromArray(S, c, c3) : DoubleVector.zero(S);
    DoubleVector t3 = load ? DoubleVector.fromArray(S, c, c3 + last) : DoubleVector.zero(S);
    for (int k = 0; k < kc; k++) {
      int ak = k * sk;
      DoubleVector p = DoubleVector.fromArray(S, b, ib + k * ldb);
      DoubleVector q = DoubleVector.fromArray(S, b, ib + k * ldb + last);
      DoubleVector e0 = DoubleVector.broadcast(S, a[ia + ak]);
      s0 = e0.fma(p, s0);
      t0 = e0.fma(q, t0);
      DoubleVector e1 = DoubleVector.broadcast(S, a[a1 + ak]);
      s1 = e1.fma(p, s1);
      t1 = e1.fma(q, t1);
      DoubleVector e2 = DoubleVector.broadcast(S, a[a2 + ak]);
      s2 = e2.fma(p, s2);
      t2 = e2.fma(q, t2);
      DoubleVector e3 = DoubleVector.broadcast(S, a[a3 + ak]);
      s3 = e3.fma(p, s3);
      t3 = e3.fma(q, t3);
    }
    s0.intoArray(c, ic);
    t0.intoArray(c, ic + last);
    s1.intoArray(c, c1);
    t1.intoArray(c, c1 + last);
    s2.intoArray(c, c2);
    t2.intoArray(c, c2 + last);
    s3.intoArray(c, c3);
    t3.intoArray(c, c3 + last);
  }
}
