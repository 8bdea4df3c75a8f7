// Master of FloatGemmRestSimd: the float version is generated from this file.
package org.isobit.kernels.gemm;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * The micro-kernels of {@link GemmSmallSimd} for four vectors, and for the last rows: with fewer than 4 rows the last
 * one stands in for the missing ones. One form starts from +0, one goes on from C: in one method the two cost the
 * compiler registers, and a third of the speed. So would missing rows in the kernel for four vectors.
 */
final class GemmRestSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private GemmRestSimd() {}

  /** 4 rows by four vectors, from +0. */
  static void first4x4(double[] a, int ia, int sr, int sk, double[] b, int ib, int ldb, int last, int kc,
      double[] c, int ic, int ldc) {
    int a1 = ia + sr;
    int a2 = ia + 2 * sr;
    int a3 = ia + 3 * sr;
    int c1 = ic + ldc;
    int c2 = ic + 2 * ldc;
    int c3 = ic + 3 * ldc;
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector t0 = DoubleVector.zero(S);
    DoubleVector u0 = DoubleVector.zero(S);
    DoubleVector v0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector t1 = DoubleVector.zero(S);
    DoubleVector u1 = DoubleVector.zero(S);
    DoubleVector v1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    DoubleVector t2 = DoubleVector.zero(S);
    DoubleVector u2 = DoubleVector.zero(S);
    DoubleVector v2 = DoubleVector.zero(S);
    DoubleVector s3 = DoubleVector.zero(S);
    DoubleVector t3 = DoubleVector.zero(S);
    DoubleVector u3 = DoubleVector.zero(S);
    DoubleVector v3 = DoubleVector.zero(S);
    int bk = ib;
    for (int k = 0; k < kc; k++) {
      int ak = k * sk;
      DoubleVector p = DoubleVector.fromArray(S, b, bk);
      DoubleVector q = DoubleVector.fromArray(S, b, bk + V);
      DoubleVector g = DoubleVector.fromArray(S, b, bk + 2 * V);
      DoubleVector h = DoubleVector.fromArray(S, b, bk + last);
      DoubleVector x0 = DoubleVector.broadcast(S, a[ia + ak]);
      s0 = x0.fma(p, s0);
      t0 = x0.fma(q, t0);
      u0 = x0.fma(g, u0);
      v0 = x0.fma(h, v0);
      DoubleVector x1 = DoubleVector.broadcast(S, a[a1 + ak]);
      s1 = x1.fma(p, s1);
      t1 = x1.fma(q, t1);
      u1 = x1.fma(g, u1);
      v1 = x1.fma(h, v1);
      DoubleVector x2 = DoubleVector.broadcast(S, a[a2 + ak]);
      s2 = x2.fma(p, s2);
      t2 = x2.fma(q, t2);
      u2 = x2.fma(g, u2);
      v2 = x2.fma(h, v2);
      DoubleVector x3 = DoubleVector.broadcast(S, a[a3 + ak]);
      s3 = x3.fma(p, s3);
      t3 = x3.fma(q, t3);
      u3 = x3.fma(g, u3);
      v3 = x3.fma(h, v3);
      bk += ldb;
    }
    s0.intoArray(c, ic);
    t0.intoArray(c, ic + V);
    u0.intoArray(c, ic + 2 * V);
    v0.intoArray(c, ic + last);
    s1.intoArray(c, c1);
    t1.intoArray(c, c1 + V);
    u1.intoArray(c, c1 + 2 * V);
    v1.intoArray(c, c1 + last);
    s2.intoArray(c, c2);
    t2.intoArray(c, c2 + V);
    u2.intoArray(c, c2 + 2 * V);
    v2.intoArray(c, c2 + last);
    s3.intoArray(c, c3);
    t3.intoArray(c, c3 + V);
    u3.intoArray(c, c3 + 2 * V);
    v3.intoArray(c, c3 + last);
  }

  /** 4 rows by four vectors, from C. */
  static void next4x4(double[] a, int ia, int sr, int sk, double[] b, int ib, int ldb, int last, int kc,
      double[] c, int ic, int ldc) {
    int a1 = ia + sr;
    int a2 = ia + 2 * sr;
    int a3 = ia + 3 * sr;
    int c1 = ic + ldc;
    int c2 = ic + 2 * ldc;
    int c3 = ic + 3 * ldc;
    DoubleVector s0 = DoubleVector.fromArray(S, c, ic);
    DoubleVector t0 = DoubleVector.fromArray(S, c, ic + V);
    DoubleVector u0 = DoubleVector.fromArray(S, c, ic + 2 * V);
    DoubleVector v0 = DoubleVector.fromArray(S, c, ic + last);
    DoubleVector s1 = DoubleVector.fromArray(S, c, c1);
    DoubleVector t1 = DoubleVector.fromArray(S, c, c1 + V);
    DoubleVector u1 = DoubleVector.fromArray(S, c, c1 + 2 * V);
    DoubleVector v1 = DoubleVector.fromArray(S, c, c1 + last);
    DoubleVector s2 = DoubleVector.fromArray(S, c, c2);
    DoubleVector t2 = DoubleVector.fromArray(S, c, c2 + V);
    DoubleVector u2 = DoubleVector.fromArray(S, c, c2 + 2 * V);
    DoubleVector v2 = DoubleVector.fromArray(S, c, c2 + last);
    DoubleVector s3 = DoubleVector.fromArray(S, c, c3);
    DoubleVector t3 = DoubleVector.fromArray(S, c, c3 + V);
    DoubleVector u3 = DoubleVector.fromArray(S, c, c3 + 2 * V);
    DoubleVector v3 = DoubleVector.fromArray(S, c, c3 + last);
    int bk = ib;
    for (int k = 0; k < kc; k++) {
      int ak = k * sk;
      DoubleVector p = DoubleVector.fromArray(S, b, bk);
      DoubleVector q = DoubleVector.fromArray(S, b, bk + V);
      DoubleVector g = DoubleVector.fromArray(S, b, bk + 2 * V);
      DoubleVector h = DoubleVector.fromArray(S, b, bk + last);
      DoubleVector x0 = DoubleVector.broadcast(S, a[ia + ak]);
      s0 = x0.fma(p, s0);
      t0 = x0.fma(q, t0);
      u0 = x0.fma(g, u0);
      v0 = x0.fma(h, v0);
      DoubleVector x1 = DoubleVector.broadcast(S, a[a1 + ak]);
      s1 = x1.fma(p, s1);
      t1 = x1.fma(q, t1);
      u1 = x1.fma(g, u1);
      v1 = x1.fma(h, v1);
      DoubleVector x2 = DoubleVector.broadcast(S, a[a2 + ak]);
      s2 = x2.fma(p, s2);
      t2 = x2.fma(q, t2);
      u2 = x2.fma(g, u2);
      v2 = x2.fma(h, v2);
      DoubleVector x3 = DoubleVector.broadcast(S, a[a3 + ak]);
      s3 = x3.fma(p, s3);
      t3 = x3.fma(q, t3);
      u3 = x3.fma(g, u3);
      v3 = x3.fma(h, v3);
      bk += ldb;
    }
    s0.intoArray(c, ic);
    t0.intoArray(c, ic + V);
    u0.intoArray(c, ic + 2 * V);
    v0.intoArray(c, ic + last);
    s1.intoArray(c, c1);
    t1.intoArray(c, c1 + V);
    u1.intoArray(c, c1 + 2 * V);
    v1.intoArray(c, c1 + last);
    s2.intoArray(c, c2);
    t2.intoArray(c, c2 + V);
    u2.intoArray(c, c2 + 2 * V);
    v2.intoArray(c, c2 + last);
    s3.intoArray(c, c3);
    t3.intoArray(c, c3 + V);
    u3.intoArray(c, c3 + 2 * V);
    v3.intoArray(c, c3 + last);
  }

  /** 4 rows, or fewer, by three vectors, from +0. */
  static void first4x3(double[] a, int ia, int sr, int sk, double[] b, int ib, int ldb, int last, int rows, int kc,
      double[] c, int ic, int ldc) {
    int i1 = rows > 1 ? 1 : 0;
    int i2 = rows > 2 ? 2 : rows - 1;
    int i3 = rows > 3 ? 3 : rows - 1;
    int a1 = ia + i1 * sr;
    int a2 = ia + i2 * sr;
    int a3 = ia + i3 * sr;
    int c1 = ic + i1 * ldc;
    int c2 = ic + i2 * ldc;
    int c3 = ic + i3 * ldc;
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector t0 = DoubleVector.zero(S);
    DoubleVector u0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector t1 = DoubleVector.zero(S);
    DoubleVector u1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    DoubleVector t2 = DoubleVector.zero(S);
    DoubleVector u2 = DoubleVector.zero(S);
    DoubleVector s3 = DoubleVector.zero(S);
    DoubleVector t3 = DoubleVector.zero(S);
    DoubleVector u3 = DoubleVector.zero(S);
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
  }

  /** 4 rows, or fewer, by three vectors, from C. */
  static void next4x3(double[] a, int ia, int sr, int sk, double[] b, int ib, int ldb, int last, int rows, int kc,
      double[] c, int ic, int ldc) {
    int i1 = rows > 1 ? 1 : 0;
    int i2 = rows > 2 ? 2 : rows - 1;
    int i3 = rows > 3 ? 3 : rows - 1;
    int a1 = ia + i1 * sr;
    int a2 = ia + i2 * sr;
    int a3 = ia + i3 * sr;
    int c1 = ic + i1 * ldc;
    int c2 = ic + i2 * ldc;
    int c3 = ic + i3 * ldc;
    DoubleVector s0 = DoubleVector.fromArray(S, c, ic);
    DoubleVector t0 = DoubleVector.fromArray(S, c, ic + V);
    DoubleVector u0 = DoubleVector.fromArray(S, c, ic + last);
    DoubleVector s1 = DoubleVector.fromArray(S, c, c1);
    DoubleVector t1 = DoubleVector.fromArray(S, c, c1 + V);
    DoubleVector u1 = DoubleVector.fromArray(S, c, c1 + last);
    DoubleVector s2 = DoubleVector.fromArray(S, c, c2);
    DoubleVector t2 = DoubleVector.fromArray(S, c, c2 + V);
    DoubleVector u2 = DoubleVector.fromArray(S, c, c2 + last);
    DoubleVector s3 = DoubleVector.fromArray(S, c, c3);
    DoubleVector t3 = DoubleVector.fromArray(S, c, c3 + V);
    DoubleVector u3 = DoubleVector.fromArray(S, c, c3 + last);
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
  }

  /** 4 rows, or fewer, by two vectors, from +0. */
  static void first4x2(double[] a, int ia, int sr, int sk, double[] b, int ib, int ldb, int last, int rows, int kc,
      double[] c, int ic, int ldc) {
    int i1 = rows > 1 ? 1 : 0;
    int i2 = rows > 2 ? 2 : rows - 1;
    int i3 = rows > 3 ? 3 : rows - 1;
    int a1 = ia + i1 * sr;
    int a2 = ia + i2 * sr;
    int a3 = ia + i3 * sr;
    int c1 = ic + i1 * ldc;
    int c2 = ic + i2 * ldc;
    int c3 = ic + i3 * ldc;
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector t0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector t1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    DoubleVector t2 = DoubleVector.zero(S);
    DoubleVector s3 = DoubleVector.zero(S);
    DoubleVector t3 = DoubleVector.zero(S);
    int bk = ib;
    for (int k = 0; k < kc; k++) {
      int ak = k * sk;
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
      bk += ldb;
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

  /** 4 rows, or fewer, by two vectors, from C. */
  static void next4x2(double[] a, int ia, int sr, int sk, double[] b, int ib, int ldb, int last, int rows, int kc,
      double[] c, int ic, int ldc) {
    int i1 = rows > 1 ? 1 : 0;
    int i2 = rows > 2 ? 2 : rows - 1;
    int i3 = rows > 3 ? 3 : rows - 1;
    int a1 = ia + i1 * sr;
    int a2 = ia + i2 * sr;
    int a3 = ia + i3 * sr;
    int c1 = ic + i1 * ldc;
    int c2 = ic + i2 * ldc;
    int c3 = ic + i3 * ldc;
    DoubleVector s0 = DoubleVector.fromArray(S, c, ic);
    DoubleVector t0 = DoubleVector.fromArray(S, c, ic + last);
    DoubleVector s1 = DoubleVector.fromArray(S, c, c1);
    DoubleVector t1 = DoubleVector.fromArray(S, c, c1 + last);
    DoubleVector s2 = DoubleVector.fromArray(S, c, c2);
    DoubleVector t2 = DoubleVector.fromArray(S, c, c2 + last);
    DoubleVector s3 = DoubleVector.fromArray(S, c, c3);
    DoubleVector t3 = DoubleVector.fromArray(S, c, c3 + last);
    int bk = ib;
    for (int k = 0; k < kc; k++) {
      int ak = k * sk;
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
      bk += ldb;
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
